"""Whole releases and news stories of tests/speech against what a careful reader would take from them."""

from __future__ import annotations

import json
from pathlib import Path

import gold
import pytest

from extractor import extract_many

FOLDER = Path(__file__).parent / "speech"
SOURCES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
FLOORS = {
    "title": 0.91,
    "published": 1.0,
    "publisher": 0.83,
    "body": 0.98,
    "noise": 0.96,
    "dates": 0.93,
    "organisations": 0.92,
    "people": 0.95,
    "speaker_roles": 0.87,
    "quotes": 0.90,
}


@pytest.fixture(scope="module")
def scores() -> dict[str, gold.Score]:
    expected = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in SOURCES]
    return gold.measure(zip(expected, extract_many(SOURCES), strict=True))


def test_every_source_has_its_expectation() -> None:
    assert len(SOURCES) >= 40
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == [path.stem for path in SOURCES]


@pytest.mark.parametrize("field", FLOORS)
def test_no_field_falls_below_its_floor(field: str, scores: dict[str, gold.Score]) -> None:
    score = scores[field]
    assert score.value >= FLOORS[field], f"{field} is {score.value:.3f}, not {FLOORS[field]}:\n{score}"
