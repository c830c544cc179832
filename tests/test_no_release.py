"""What is no release and what is one all the same: each case a row of cases/no_release.jsonl."""

from __future__ import annotations

from typing import Any

import pytest
from cases import rows

from extractor.errors import InputError
from extractor.reading.no_release import KINDS
from extractor.reading.read import read
from extractor.release import Source
from extractor.settings import Settings


@pytest.mark.parametrize("row", rows("no_release"))
def test_row(row: dict[str, Any]) -> None:
    source, kind = Source("page.html", row["html"].encode(), "text/html"), row["expect"]
    if kind is None:
        assert len(read(source, Settings()).paragraphs) > 1
        return
    with pytest.raises(InputError) as refused:
        read(source, Settings())
    assert refused.value.code == "not_a_release"
    assert refused.value.reason.startswith(KINDS.get(kind, "holds no release text"))
