"""Dates in the texts of tests/dates, annotated by writers who had seen no rule, against floors."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.rules.dates import find_dates

HERE = Path(__file__).parent / "dates"
# F1 of expressions with their values. Traps are mostly texts without any date, so that one false find weighs much.
FLOORS = {"public": 0.97, "news": 0.95, "releases": 0.97, "traps": 0.90}
FALSE_IN_DATELESS = 0.05  # the share of dateless traps in which a date may be found


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


def compare(row: dict[str, Any]) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """The right finds, what is missing, and what is too much."""
    anchor = date.fromisoformat(row["anchor"]) if row["anchor"] else None
    found = [[mention.text, mention.value] for mention in find_dates(row["text"], anchor)]
    right = []
    for expected in row["expect"]:
        if expected in found:
            found.remove(expected)
            right.append(expected)
    optional = [text for text, _ in row["optional"]]
    extra = [one for one in found if not any(one[0] in text or text in one[0] for text in optional)]
    missing = list(row["expect"])
    for one in right:
        missing.remove(one)
    return right, missing, extra


@pytest.mark.parametrize("name", FLOORS)
def test_values_stay_above_their_floor(name: str) -> None:
    compared = [compare(row) for row in rows(name)]
    right, missing, extra = (sum(len(one[part]) for one in compared) for part in range(3))
    score = 2 * right / (2 * right + missing + extra)
    assert score >= FLOORS[name], f"{name}: {score:.3f}, {missing} missing, {extra} too much"


def test_few_dates_are_found_where_there_are_none() -> None:
    dateless = [row for row in rows("traps") if not row["expect"] and not row["optional"]]
    wrong = [row["id"] for row in dateless if compare(row)[2]]
    assert len(dateless) > 390
    assert len(wrong) <= FALSE_IN_DATELESS * len(dateless), wrong


@pytest.mark.parametrize("name", FLOORS)
def test_annotations_stand_in_their_texts(name: str) -> None:
    for row in rows(name):
        at = 0
        for text, _ in row["expect"]:
            at = row["text"].index(text, at) + len(text)
