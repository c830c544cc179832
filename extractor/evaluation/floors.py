"""Floors: the least figures that a change must keep, in a JSON file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError, in_words
from extractor.evaluation.measures import check_names

_ADVICE = 'write a JSON object of measures and their least figures, such as {"dates": 0.9}'


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A measure whose F1 or accuracy lies below its floor."""

    measure: str
    figure: float
    floor: float


def read_floors(path: Path) -> dict[str, float]:
    """The floors of a file: names of measures and, from 0 to 1, the least F1 or accuracy.

    Raises UsageError if it can't be read, holds anything else, or names a measure that there is not.
    """
    try:
        floors = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {in_words(error)}; name a file of floors") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path}: is no JSON; {_ADVICE}") from None
    if not isinstance(floors, dict) or not all(map(_is_floor, floors.values())):
        raise UsageError(f"{path}: is no JSON object of numbers from 0 to 1; {_ADVICE}")
    check_names(floors, str(path))
    return {name: float(floor) for name, floor in floors.items()}


def _is_floor(value: object) -> bool:
    """Not NaN, below which nothing lies; not true, which JSON tells from 1."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
