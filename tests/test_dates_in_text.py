"""Dates in the texts of tests/dates, annotated by writers who had seen no rule, against floors."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gold import Score

from extractor.rules.dates import find_dates

HERE = Path(__file__).parent / "dates"
# F1 of expressions with their values. Traps are mostly texts without any date, so that one false find weighs much.
FLOORS = {"public": 0.97, "news": 0.95, "releases": 0.97, "traps": 0.90}
FALSE_IN_DATELESS = 0.05  # the share of dateless traps in which a date may be found


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


def compare(row: dict[str, Any]) -> Score:
    """What is right, what is missing, and what is too much."""
    anchor = date.fromisoformat(row["anchor"]) if row["anchor"] else None
    found = [[mention.text, mention.value] for mention in find_dates(row["text"], anchor)]
    score = Score()
    for expected in row["expect"]:
        if expected in found:
            found.remove(expected)
            score.right += 1
        else:
            score.missing.append(str(expected))
    optional = [text for text, _ in row["optional"]]
    score.extra = [str(one) for one in found if not any(one[0] in text or text in one[0] for text in optional)]
    return score


@pytest.mark.parametrize("name", FLOORS)
def test_values_stay_above_their_floor(name: str) -> None:
    score = Score()
    for row in rows(name):
        score.add(compare(row), row["id"])
    assert score.value >= FLOORS[name], f"{name} is {score.value:.3f}, not {FLOORS[name]}:\n{score}"


def test_few_dates_are_found_where_there_are_none() -> None:
    dateless = [row for row in rows("traps") if not row["expect"] and not row["optional"]]
    wrong = [row["id"] for row in dateless if compare(row).extra]
    assert len(dateless) > 390
    assert len(wrong) <= FALSE_IN_DATELESS * len(dateless), wrong


@pytest.mark.parametrize("name", FLOORS)
def test_annotations_stand_in_their_texts(name: str) -> None:
    for row in rows(name):
        at = 0
        for text, _ in row["expect"]:
            assert text in row["text"][at:], row["id"]
            at = row["text"].index(text, at) + len(text)
