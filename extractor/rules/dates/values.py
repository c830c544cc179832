"""What date expressions stand for: points in time, the spans of days they cover, and their values in EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from extractor.edtf import DECEMBER, FIRST_MONTHS, days, last_of_month
from extractor.rules.dates.grammar import PIECE
from extractor.rules.dates.words import MONTHS, SEASONS, WEEKDAYS

FOUR_DIGITS = re.compile(r"\d{4}")
SATURDAY = 5
LATEST_SHORT_YEAR = 68
LATEST_WITH_APOSTROPHE = 29  # "'62" is a year gone by


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, the EDTF value that names them, and the grain of the name.

    `anchor` is the value of the date that the year or more was counted from, None for a span written in full;
    `alternative` is the value that the words would have, had the reader chosen the other way.
    """

    first: date
    last: date
    value: str
    grain: str
    anchor: str | None = None
    alternative: str | None = None

    def counted_from(self, anchor: str | None) -> Span:
        """This span, told from the date with the value `anchor`."""
        return Span(self.first, self.last, self.value, self.grain, anchor, self.alternative)

    def or_else(self, alternative: str | None) -> Span:
        """This span, with the value that the words would have if the reader chose wrongly."""
        return Span(self.first, self.last, self.value, self.grain, self.anchor, alternative)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, season or year as far as it is written; `shift` counts years from the anchor's ("last year")."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    season: int | None = None
    year: int | None = None
    shift: int | None = None
    year_pair: bool = False  # 2023/24

    @property
    def grain(self) -> str:
        """The finest thing the point names."""
        if self.day or self.weekday is not None:
            return "day"
        return "month" if self.month else "season" if self.season else "year"

    @property
    def dated(self) -> bool:
        """Whether the point tells its year."""
        return self.year is not None or self.shift is not None


@lru_cache(maxsize=4096)
def read_point(text: str) -> Point:
    """The point that an expression of the grammar writes; the grammar vouches for its shape."""
    fields: dict[str, Any] = {}
    for piece in PIECE.finditer(text):
        kind, found = piece.lastgroup or "", piece.group(piece.lastgroup or 0)
        if kind == "day" and "day" in fields:
            kind = "short"
        fields |= read_piece(kind, found.lower())
    return Point(**fields)


def read_piece(kind: str, text: str) -> dict[str, Any]:
    """The fields of a point that one piece of its expression gives."""
    match kind:
        case "weekday":
            return {"weekday": WEEKDAYS[text]}
        case "month":
            return {"month": MONTHS[text]}
        case "season":
            return {"season": SEASONS[text]}
        case "that":
            return {"shift": {"last": -1, "this": 0, "next": 1}[text]}
        case "short":
            pivot = LATEST_WITH_APOSTROPHE if text[0] in "'’‘" else LATEST_SHORT_YEAR
            return {"year": full_year(int(text[-2:]), pivot)}
        case "fiscal":
            return {"year": int(text.removeprefix("fy").strip()[:4]), "year_pair": True}
        case _:
            return {kind: int(text)}


def full_year(short: int, latest: int = LATEST_SHORT_YEAR) -> int:
    """The year of two digits: those above `latest` are in the last century, by the POSIX rule 69 to 99."""
    return short + (1900 if short > latest else 2000)


# --- spans of single expressions --------------------------------------------------------------------------------------
def day_span(day: date) -> Span:
    """One day."""
    return Span(day, day, day.isoformat(), "day")


def days_span(first: date, last: date, grain: str) -> Span:
    """Named runs of days: weeks, weekends, intervals."""
    return Span(first, last, f"{first}/{last}", grain)


def month_span(year: int, month: int) -> Span:
    """A calendar month."""
    return Span(date(year, month, 1), last_of_month(year, month), f"{year:04}-{month:02}", "month")


def season_span(year: int, season: int) -> Span:
    """A season by its EDTF code; a winter is named by the year it begins in."""
    month = FIRST_MONTHS[season]
    last_year, last_month = (year + 1, 2) if month == DECEMBER else (year, month + 2)
    return Span(date(year, month, 1), last_of_month(last_year, last_month), f"{year:04}-{season}", "season")


def quarter_span(year: int, quarter: int) -> Span:
    """A calendar quarter: EDTF 33 to 36."""
    return Span(
        date(year, quarter * 3 - 2, 1), last_of_month(year, quarter * 3), f"{year:04}-{32 + quarter}", "quarter"
    )


def year_span(year: int) -> Span:
    """A calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31), f"{year:04}", "year")


def financial_year_begins(country: str | None) -> int:
    """The month with which a government's financial year begins: April, in Australia and New Zealand July."""
    return 7 if country in ("AU", "NZ") else 4


def financial_year_span(year: int, country: str | None = None) -> Span:
    """The financial year that begins in a year."""
    month = financial_year_begins(country)
    return days_span(date(year, month, 1), date(year + 1, month, 1) - timedelta(1), "year")


def school_year_span(year: int) -> Span:
    """The school year that begins in September."""
    return Span(date(year, 9, 1), date(year + 1, 7, 31), f"{year:04}-09/{year + 1:04}-07", "year")


def two_year_span(year: int) -> Span:
    """A year and the next, as a sports season is named."""
    return Span(date(year, 1, 1), date(year + 1, 12, 31), f"{year:04}/{year + 1:04}", "interval")


def year_pair_span(year: int, kind: str, country: str | None = None) -> Span:
    """The span of 2023/24 by the kind that the words about it tell; the financial year where they tell none."""
    if kind == "school":
        return school_year_span(year)
    return two_year_span(year) if kind == "plain" else financial_year_span(year, country)


def week_span(day: date) -> Span:
    """The Monday-to-Sunday week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return days_span(monday, monday + timedelta(days=6), "week")


def weekend_span(day: date) -> Span:
    """The Saturday and Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return days_span(monday + timedelta(days=SATURDAY), monday + timedelta(days=SATURDAY + 1), "weekend")


def decade_span(year: int) -> Span:
    """The ten years that share their first three digits."""
    start = year // 10 * 10
    return Span(date(start, 1, 1), date(start + 9, 12, 31), f"{start // 10}X", "decade")


def century_span(hundreds: int) -> Span:
    """The hundred years that share their first two digits."""
    return Span(date(hundreds * 100, 1, 1), date(hundreds * 100 + 99, 12, 31), f"{hundreds:02}XX", "century")


def interval(first: Span, last: Span) -> Span | None:
    """From the beginning of one span to the end of another; None if they stand the wrong way round."""
    if first.first > last.last:
        return None
    start, end = (edge.value.split("/") for edge in (first, last))
    return Span(first.first, last.last, f"{start[0]}/{end[-1]}", "interval", first.anchor or last.anchor)


def point_span(point: Point, year: int) -> Span | None:
    """What a point covers in a year; None if that year has no such day (29 February)."""
    if point.month and point.day:
        day = valid_day(year, point.month, point.day)
        return day_span(day) if day else None
    if point.month:
        return month_span(year, point.month)
    if point.season:
        return season_span(year, point.season)
    return financial_year_span(year) if point.year_pair else year_span(year)


def fitting_span(point: Point, year: int) -> Span | None:
    """What a point covers in a year, None if its weekday is another there."""
    span = point_span(point, year)
    return span if span and point.weekday in (None, span.first.weekday()) else None


def valid_day(year: int, month: int, day: int) -> date | None:
    """The date of the numbers, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday of a month; -1 is the last."""
    if nth < 0:
        end = last_of_month(year, month)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    start = date(year, month, 1)
    return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth - 1))


def first_day(value: str) -> date:
    """The first day of a value of ours that does not begin open."""
    first, _ = days(value)
    assert first is not None
    return first


def last_day(value: str) -> date:
    """The last day of a value of ours; an open end counts as its beginning."""
    _, last = days(value.removesuffix("/.."))
    assert last is not None
    return last


def shift_years(span_value: str, years: int) -> str:
    """A value with each of its years some years later."""
    return FOUR_DIGITS.sub(lambda year: f"{int(year[0]) + years:04}", span_value)


# --- choosing among years ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Tense:
    """Which way from the anchor a clause looks (-1 past, 0 untold, 1 future), and how surely."""

    sign: int = 0
    weight: int = 1


CERTAIN = 1000  # a finite verb: the other side of the anchor is as good as excluded
LEAP_DAY = 29
FAR, NEAR, MONTH = 330, 30, timedelta(days=28)


def candidates(point: Point, anchor: date) -> Iterator[Span]:
    """The spans of a point without a year in the years about the anchor, only those on its weekday if any is."""
    if point.weekday is None and point.day != LEAP_DAY:  # the years beside the anchor's have one on either side
        yield from (span for year in range(anchor.year - 1, anchor.year + 2) if (span := point_span(point, year)))
        return
    spans = [span for year in range(anchor.year - 2, anchor.year + 3) if (span := point_span(point, year))]
    matching = [span for span in spans if span.first.weekday() == point.weekday]
    near = [span for span in matching if abs(span.first.year - anchor.year) <= 1]
    yield from near or matching or spans


def by_tense(spans: Iterable[Span], anchor: date, tense: Tense) -> Span | None:
    """The span nearest to the anchor on the side of the tense, with the one on the other side where it may be meant.

    It may where no finite verb tells the tense and it lies at most twice as far. A day eleven months off that the tense
    points to would have its year written: it gives way to one within a month on the other side.
    """
    spans = list(spans)
    best, near = nearest(spans, anchor, tense), nearest(spans, anchor, Tense())
    if best is None or near is None:
        return None
    distance = abs(distance_from(anchor, best))
    if distance > FAR and best.last - best.first < MONTH and abs(distance_from(anchor, near)) < NEAR:
        return near.counted_from(anchor.isoformat()).or_else(best.value)
    other = beside(spans, anchor, -1 if best.first > anchor else 1)
    against = (best.first - anchor).days * tense.sign < 0
    open_to_doubt = other and tense.weight < CERTAIN and 0 < abs(distance_from(anchor, other)) <= 2 * distance
    return best.counted_from(anchor.isoformat()).or_else(other.value if other and (open_to_doubt or against) else None)


def beside(spans: Iterable[Span], anchor: date, side: int) -> Span | None:
    """The last span before the anchor (side -1), the first after it (1), or the nearest of all (0)."""
    sided = [span for span in spans if not side or distance_from(anchor, span) * side > 0]
    return nearest(sided, anchor, Tense())


def nearest(spans: Iterable[Span], anchor: date, tense: Tense) -> Span | None:
    """The span nearest to the anchor, where distances against the tense count its weight times.

    A span that holds the anchor is on both sides.
    """
    best, least = None, float("inf")
    for span in spans:
        distance = distance_from(anchor, span)
        if distance * tense.sign < 0:
            distance *= tense.weight
        if abs(distance) < least:
            best, least = span, abs(distance)
    return best


def distance_from(anchor: date, span: Span) -> int:
    """Days from the anchor to the span: negative in the past, 0 if the span holds the anchor."""
    if span.first <= anchor <= span.last:
        return 0
    return (span.first - anchor).days if span.first > anchor else (span.last - anchor).days
