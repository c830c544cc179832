"""Whole releases and stories of tests/speech and tests/names against what a careful reader would take from them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import gold
import pytest

from extractor import extract_many

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "whole_releases.json").read_text("utf-8"))


def sources(folder: str) -> list[Path]:
    return sorted(path for path in (HERE / folder).iterdir() if path.suffix != ".json")


@cache
def scores(folder: str) -> dict[str, gold.Score]:
    expected = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in sources(folder)]
    return gold.measure(zip(expected, extract_many(sources(folder)), strict=True))


@pytest.mark.parametrize("folder", FLOORS)
def test_every_source_has_its_expectation(folder: str) -> None:
    assert len(sources(folder)) >= 30
    assert sorted(path.stem for path in (HERE / folder).glob("*.json")) == [path.stem for path in sources(folder)]


@pytest.mark.parametrize(("folder", "field"), [(folder, field) for folder in FLOORS for field in FLOORS[folder]])
def test_no_field_falls_below_its_floor(folder: str, field: str) -> None:
    score, floor = scores(folder)[field], FLOORS[folder][field]
    assert score.value >= floor, f"{field} is {score.value:.3f}, not {floor}:\n{score}"
