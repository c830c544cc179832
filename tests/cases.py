"""Tables of cases: one JSON object a line, `xfail` in a row tells why it fails today."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "cases"


def rows(name: str) -> list[Any]:
    """The rows of tests/cases/NAME.jsonl as parameters of a test, by their ids."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines if line.strip()]
    return [pytest.param(row, id=row["id"], marks=_marks(row)) for row in found]


def _marks(row: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []


def folded(name: str | None) -> str:
    """A name without case, article, possessive and the shape of its marks."""
    name = (name or "").casefold().replace("’", "'").replace("“", '"').replace("”", '"').replace("‘", "'")
    return re.sub(r"^(?:the|an?) |'s$", "", name).strip(" .")
