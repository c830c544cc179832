"""Texts with the dates that a careful reader finds in them, and how near a finder comes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from edtf import parse_edtf

from extractor.reading.read import read
from extractor.release import Source
from extractor.settings import Settings

# What may stand before the first word of an expression or not: nobody's span is wrong for it.
LEAD = re.compile(r"(?:(?:on|in|at|by|of|for|to|from|between|since|until|during|over|the|a|an)\s+)*", re.IGNORECASE)


class Dated(NamedTuple):
    """A date as an expected record has it, without its place."""

    surface: str
    value: str | None
    asked: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """A date where it stands, and its value in EDTF (None: nobody can tell). `asked`: it may not be left out."""

    start: int
    end: int
    value: str | None
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What a finder found, and what it stands for: a value in EDTF, a day, or None where it tells none."""

    start: int
    end: int
    value: str | date | None


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its day of issue and its dates."""

    text: str
    anchor: date | None
    dates: Sequence[Expected]


@dataclass(frozen=True, slots=True)
class Shares:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Quality:
    """How near a finder comes: by the same span, by spans that overlap, by those with the right value."""

    strict: Shares
    overlapping: Shares
    valued: Shares


# --- texts ------------------------------------------------------------------------------------------------------------
def releases_of(*folders: Path) -> list[Case]:
    """The releases of folders with an expected record beside each, as the extractor reads their text."""
    return [_release(path) for folder in folders for path in sorted(folder.glob("*.json"))]


def _release(path: Path) -> Case:
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    source = next(other for other in path.parent.glob(f"{path.stem}.*") if other.suffix != ".json")
    text = read(Source(source.name, source.read_bytes()), Settings()).text
    dates = record["dates"]
    dates = [Dated(date["text"], date["value"], not date.get("optional")) for date in record["dates"]]
    return Case(text, _day(record["reference_date"]), _placed(dates, text, path.stem))


def cases_of(path: Path) -> list[Case]:
    """The rows of a table of cases."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    dates = [Dated(surface, value, True) for surface, value in row["expect"]]
    return Case(row["text"], _day(row["anchor"]), _placed(dates, row["text"], row["id"]))


def _placed(dates: Sequence[Dated], text: str, name: str) -> list[Expected]:
    """Dates with their places; one that may be left out need not stand in the text."""
    places = place([one.surface for one in dates], text)
    if any(one.asked and not where for one, where in zip(dates, places, strict=True)):
        raise ValueError(f"{name} expects a date that does not stand in its text")
    return [Expected(*where, one.value, one.asked) for one, where in zip(dates, places, strict=True) if where]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def place(surfaces: Sequence[str], text: str) -> list[tuple[int, int] | None]:
    """Where the surfaces stand in a text: as many as can in their order, the others where they first stand besides."""
    candidates = [[found.span() for found in _whole(surface).finditer(text)] for surface in surfaces]
    places = _in_order(candidates)
    for number, spans in enumerate(candidates):
        taken = [span for span in places if span]
        free = (span for span in spans if all(span[1] <= start or end <= span[0] for start, end in taken))
        places[number] = places[number] or next(free, None)
    return places


def _in_order(candidates: Iterable[Sequence[tuple[int, int]]]) -> list[tuple[int, int] | None]:
    """One of its candidates for each of as many as can stand in order; of the ways to do so the one that ends first."""
    ends: list[int] = [0]  # by how many are placed: the least place at which the last of them ends
    ways: list[list[tuple[int, int] | None]] = [[]]
    for spans in candidates:
        nexts = [next((span for span in spans if span[0] >= end), None) for end in ends]
        new_ends, new_ways = list(ends), [[*way, None] for way in ways]
        for count, span in enumerate(nexts, start=1):
            if span and (count == len(new_ends) or span[1] < new_ends[count]):
                new_ends[count : count + 1] = [span[1]]
                new_ways[count : count + 1] = [[*ways[count - 1], span]]
        ends, ways = new_ends, new_ways
    return ways[-1]


@lru_cache(maxsize=4096)
def _whole(surface: str) -> re.Pattern[str]:
    """A surface as whole words, whatever its white space."""
    words = r"\s+".join(map(re.escape, surface.split()))
    return re.compile(rf"(?<![\w£$€]){words}(?![a-z\d])")


# --- measures ---------------------------------------------------------------------------------------------------------
def measure(cases: Sequence[Case], findings: Sequence[Sequence[Found]]) -> Quality:
    """What was found in all texts beside what was expected."""
    pairs = list(zip(cases, findings, strict=True))
    strict = [_strict(case, found) for case, found in pairs]
    overlapping = [_loose(case.dates, found) for case, found in pairs]
    valued = [_loose(case.dates, [one for one in found if one.value is not None], True) for case, found in pairs]
    return Quality(*map(_shares, (strict, overlapping, valued)))


Counts = tuple[int, int, int, int]  # right and all of what was found, right and all of what was expected


def _shares(counts: Iterable[Counts]) -> Shares:
    right, found, met, asked = (sum(column) for column in zip(*counts, strict=True))
    return Shares(right / max(found, 1), met / max(asked, 1))


def _strict(case: Case, found: Sequence[Found]) -> Counts:
    """The same span, but for prepositions and articles before it."""
    asked = {_span(case.text, one) for one in case.dates if one.asked}
    optional = {_span(case.text, one) for one in case.dates if not one.asked}
    spans = {_span(case.text, one) for one in found}
    right = len(asked & spans)
    return right, len(spans - optional), right, len(asked)


def _span(text: str, one: Expected | Found) -> tuple[int, int]:
    lead = LEAD.match(text, one.start, one.end)
    return (lead.end() if lead else one.start, one.end)


def _loose(dates: Sequence[Expected], found: Sequence[Found], by_value: bool = False) -> Counts:
    """Spans that share a letter, however many they are; by value one that agrees, and no date without one is asked."""
    asked = [one for one in dates if one.asked and not (by_value and one.value is None)]
    optional = [one for one in dates if one not in asked]
    pairs = [(one, other) for one in asked for other in found if _overlap(one, other)]
    touched = {other for _, other in pairs}
    free = {other for other in found if other not in touched and any(_overlap(one, other) for one in optional)}
    good = [(one, other) for one, other in pairs if not by_value or agree(one, other)]
    return len({other for _, other in good}), len(set(found) - free), len({one for one, _ in good}), len(asked)


def _overlap(one: Expected, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def agree(expected: Expected, found: Found) -> bool:
    """Whether values agree: a value in EDTF is the same; a day lies within the days of the expected value."""
    if not isinstance(found.value, date):
        return found.value == expected.value
    first, last = days_of(expected.value or "")
    return first <= found.value.isoformat() <= last


@lru_cache(maxsize=4096)
def days_of(value: str) -> tuple[str, str]:
    """The first and the last day of a value, as YYYY-MM-DD; of an open interval those of the end that it tells."""
    told = parse_edtf(value.removesuffix("/.."))
    return tuple("-".join(f"{part:02}" for part in moment[:3]) for moment in (told.lower_strict(), told.upper_strict()))
