"""Whole releases of tests/releases, read without a model, against what a careful reader would take from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gold
import pytest

from extractor.reading.read import read
from extractor.release import Release, Source
from extractor.settings import Settings

FOLDER = Path(__file__).parent / "releases"
SOURCES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
FLOORS = {"title": 1.0, "published": 1.0, "publisher": 0.96, "body": 0.96, "noise": 0.96}


@pytest.fixture(scope="module")
def pairs() -> list[tuple[dict[str, Any], Release]]:
    expected = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in SOURCES]
    releases = [read(Source(path.name, path.read_bytes()), Settings()) for path in SOURCES]
    return list(zip(expected, releases, strict=True))


def test_every_source_has_its_expectation() -> None:
    assert len(SOURCES) >= 40
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == [path.stem for path in SOURCES]


@pytest.mark.parametrize("field", FLOORS)
def test_no_field_falls_below_its_floor(field: str, pairs: list[tuple[dict[str, Any], Release]]) -> None:
    score = gold.Score()
    for expected, release in pairs:
        score.add(gold.FIELDS[field](expected, release), expected["title"])
    assert score.value >= FLOORS[field], f"{field} is {score.value:.3f}, not {FLOORS[field]}:\n{score}"
