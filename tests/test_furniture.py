"""Site furniture: each case a row of cases/furniture.jsonl, and nothing of a release is taken for furniture."""

from __future__ import annotations

import time
from typing import Any

import pytest
from cases import rows
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.furniture import reason


@pytest.mark.parametrize("row", rows("furniture"))
def test_row(row: dict[str, Any]) -> None:
    assert reason(row["text"]) == row["expect"]


@given(st.text(max_size=300))
def test_any_line_has_an_answer(line: str) -> None:
    assert reason(line) is None or isinstance(reason(line), str)


@pytest.mark.parametrize("piece", ["home > ", "javascript ", "| ", "© ", "cookies ", "a ", ".", "more news "])
def test_long_lines_are_quick(piece: str) -> None:
    start = time.process_time()
    reason((piece * 700)[:700])
    assert time.process_time() - start < 0.5
