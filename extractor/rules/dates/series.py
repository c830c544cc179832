"""Readers of several dates together: intervals, one mention each, and lists, one mention an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractor.record import DateMention
from extractor.rules.dates import context, values
from extractor.rules.dates.grammar import LIST_ITEM, WEEKDAY
from extractor.rules.dates.order import numeric_day, other_order, read_numbers
from extractor.rules.dates.scene import Found, Scene, in_sequence, possible, resolve, with_kind_of_year
from extractor.rules.dates.values import Point, Span, Tense
from extractor.rules.dates.words import CUES, FULL_MONTHS

PAIRED = re.compile(rf"{WEEKDAY}(?:,| (?:and|or|&)) $")
DIGIT = re.compile(r"\d")


# --- intervals --------------------------------------------------------------------------------------------------------
def read_numeric_interval(found: Found) -> list[DateMention] | None:
    """01/06/2024 - 30/06/2024, both days in one order."""
    orders = (found.scene.order, other_order(found.scene.order))
    spans = [span for order in orders if (span := numeric_interval(found, order))]
    if not spans:
        return None
    if spans[0].first == spans[0].last:
        return None  # the hours of one day
    other = spans[-1].value if spans[-1].value != spans[0].value and not found.scene.order_shown else None
    return [found.mention(spans[0].or_else(other))]


def numeric_interval(found: Found, order: str) -> Span | None:
    """The span between two numeric days of an order, None if one of them is no day or the second is the earlier."""
    matches = (read_numbers(found[end]) for end in ("first", "last"))
    first, last = (match and numeric_day(match, order) for match in matches)
    return values.interval(values.day_span(first), values.day_span(last)) if first and last else None


def read_interval(found: Found) -> list[DateMention] | None:
    """Two points joined by "to", "until", a dash, or "between ... and"."""
    first, last = ends_of(found)
    if not (possible(first) and possible(last)):
        return None
    start = None if first.dated or last.dated else in_sequence(first, found)
    if start:
        first, last = lend_year(replace(first, year=start.first.year), last)
    span = resolve_interval(first, last, found.scene, found.tense)
    if start and span:
        span = span.counted_from(start.anchor)
    if span is None and (found.scene.anchor or first.year is not None):
        return None
    if tells_a_move(found):
        return [one_end(found, span, first, "first"), one_end(found, span, last, "last")]
    return [found.mention(span, "interval", first.shift is not None)]


def one_end(found: Found, interval: Span | None, point: Point, end: str) -> DateMention:
    """The mention of one end of an interval by itself."""
    day = interval and (interval.first if end == "first" else interval.last)
    span = values.point_span(point, day.year) if day else None
    span = span and span.counted_from(interval.anchor if interval else None)
    return found.mention(span, point.grain, point.shift is not None, found.match.span(end))


def tells_a_move(found: Found) -> bool:
    """Whether something is put off "from 3 June to 10 June": two days, and no interval."""
    moved = context.word_before(found.text, found.start).lower() in CUES["moved"]
    return moved and found.match[0][:4].lower() == "from"


def ends_of(found: Found) -> tuple[Point, Point]:
    """The points an interval is written with, each lent by the other the month or year it lacks."""
    first, last = values.read_point(found["first"]), values.read_point(found["last"])
    if first.grain == "year" and last.day and not last.month:  # 2012-15
        return first, Point(year=(first.year or 0) // 100 * 100 + last.day)
    if first.day and not first.month:
        first = replace(first, month=last.month)
    if last.day and not last.month:
        last = replace(last, month=first.month)
    if first.dated == last.dated or not (first.month and last.month):
        return first, last
    return lend_year(first, last)


def lend_year(first: Point, last: Point) -> tuple[Point, Point]:
    """Give the undated point the year of the other, over the turn of the year the one before or after."""
    turn = (first.month or 0) > (last.month or 0)
    if first.dated:
        year, shift = first.year, first.shift
        return first, replace(last, year=year and year + turn, shift=None if shift is None else shift + turn)
    year, shift = last.year, last.shift
    return replace(first, year=year and year - turn, shift=None if shift is None else shift - turn), last


def resolve_interval(first: Point, last: Point, scene: Scene, tense: Tense) -> Span | None:
    """The span from one point to another; without a year, the nearest of all by tense."""
    if first.dated or last.dated or scene.anchor is None:
        start, end = resolve(first, scene, tense), resolve(last, scene, tense)
        return values.interval(start, end) if start and end else None
    turn = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
    if turn and first.month == last.month:
        return None
    spans = [
        span
        for end in values.candidates(last, scene.anchor)
        if (start := values.point_span(first, end.first.year - turn)) and (span := values.interval(start, end))
    ]
    return values.by_tense(spans, scene.anchor, tense)


def read_period_interval(found: Found) -> list[DateMention] | None:
    """Months, seasons and years: "June to September 2024", "2012-2015", "between 2010 and 2015"."""
    first, last = ends_of(found)
    if last.day and not last.month:
        return None
    if is_month_with_year(found, first, last):
        return None
    if context.counts(found.text, found.end, first.year or 1):
        return []
    if is_long_year_pair(first, last):
        kind = context.year_pair_kind(found.text, found.start, found.end)
        if kind:
            span = values.year_pair_span(first.year or 0, kind, found.scene.country)
            return [with_kind_of_year(found, found.mention(span, "year"))]
    if first.grain == last.grain == "year":
        return read_interval(found) if is_year_interval(found, first, last) else None
    if not (found["frame"] or last.dated) and not are_bare_months(found, found["first"], found["last"]):
        return None
    return read_interval(found)


def is_month_with_year(found: Found, first: Point, last: Point) -> bool:
    """Whether a hyphen joins a month to its own year: "June-2024"."""
    joint = found.text[found.match.end("first") : found.match.start("last")]
    return joint == "-" and first.grain == "month" and not first.dated and last.grain == "year"


def are_bare_months(found: Found, *words: str) -> bool:
    """Whether months without a year are meant as such: full names, and not the beginning of a name."""
    full = all(word.split()[-1].lower() in FULL_MONTHS for word in words)
    return full and not context.opens_a_name(found.text, found.end)


def is_long_year_pair(first: Point, last: Point) -> bool:
    """Whether two years follow each other, as "2024 to 2025" writes a financial year out."""
    return first.grain == last.grain == "year" and not first.year_pair and (last.year or 0) - (first.year or 0) == 1


def is_year_interval(found: Found, first: Point, last: Point) -> bool:
    """Whether two numbers are years in order, not a year pair (2023-24), a telephone number or a count."""
    if context.HOUR_AFTER.match(found.text, found.end):
        return False
    start, end = first.year or 0, last.year or 0
    if start >= end or (end - start == 1 and len(found["last"]) == 2):
        return False
    return bool(found["frame"]) or not context.among_digits(found.text, found.start, found.end)


# --- lists: one mention a day, month or year --------------------------------------------------------------------------
def read_list(found: Found) -> list[DateMention] | None:
    """Days or months joined by commas and "and"; what one lacks it has from the next ("7 and 8 May")."""
    places = list(item_places(found))
    if PAIRED.search(found.text[max(0, found.start - 16) : found.start]):
        places[0] = less_weekday(found, places[0])  # "Saturday and Sunday, 15 and 16 June"
    points = complete_list([values.read_point(found.text[start:end]) for start, end in places])
    if not all(map(possible, points)) or not in_order(points):
        return None
    if not points[-1].dated and points[-1].grain == "month" and not is_month_list(found, places):
        return None
    spans = resolve_list(points, found.scene, found.tense)
    relative = points[-1].shift is not None
    return [
        found.mention(span, point.grain, relative, place)
        for place, point, span in zip(places, points, spans, strict=True)
    ]


def less_weekday(found: Found, place: tuple[int, int]) -> tuple[int, int]:
    """The place of a listed day without the weekday before it."""
    digit = DIGIT.search(found.text, *place)
    return (digit.start(), place[1]) if digit else place


def read_year_list(found: Found) -> list[DateMention] | None:
    """In 2012, 2015 and 2018."""
    places = list(item_places(found))
    if not (
        context.is_year(found.text, *places[0], found.end) or context.is_labelled(found.text, found.start, found.end)
    ):
        return None
    years = [int(found.text[start:end]) for start, end in places]
    return [found.mention(values.year_span(year), place=place) for place, year in zip(places, years, strict=True)]


def item_places(found: Found) -> Iterator[tuple[int, int]]:
    """Where the items of a list stand."""
    for item in LIST_ITEM.finditer(found.text, *found.match.span("items")):
        yield item.span()
    yield found.match.span("last")


def complete_list(points: list[Point]) -> list[Point]:
    """Each point of a list with the month of its neighbour, and with the year of the last if it has one."""
    completed: list[Point] = []
    month = next((point.month for point in reversed(points) if point.month), None)
    for point in reversed(points):
        month = point.month or month
        completed.insert(0, replace(point, month=month))
    last = completed[-1]
    if not last.dated and completed[0].dated:
        return [point if point.dated else replace(point, year=completed[0].year) for point in completed]
    return [point if point.dated else lend_year(point, last)[0] if last.dated else point for point in completed]


def in_order(points: list[Point]) -> bool:
    """Whether the days of one month rise, as they do in a list of days."""
    pairs = pairwise(points)
    return all((one.day or 0) < (two.day or 0) for one, two in pairs if one.day and one.month == two.month)


def is_month_list(found: Found, places: list[tuple[int, int]]) -> bool:
    """Whether months without a year are meant: full names, one of them at least marked as a month."""
    words = [found.text[start:end] for start, end in places]
    return are_bare_months(found, *words) and any(
        context.is_month(found.text, start, end) for start, end in (places[0], places[-1])
    )


def resolve_list(points: list[Point], scene: Scene, tense: Tense) -> list[Span | None]:
    """The spans of a list: the last by tense, those before it in the year that leads up to it."""
    last = resolve(points[-1], scene, tense)
    spans: list[Span | None] = []
    for point in points[:-1]:
        if point.dated or last is None:
            spans.append(resolve(point, scene, tense))
        else:
            turn = (point.month or 0) > (points[-1].month or 0)
            span = values.point_span(point, last.first.year - turn)
            spans.append(span and span.counted_from(last.anchor))
    return [*spans, last]
