"""Readers of intervals with more in them: short numbers, times of day, an end told from the day of issue."""

from __future__ import annotations

from datetime import date

from extractor.record import DateMention
from extractor.rules.dates import context, values
from extractor.rules.dates.deictic import ONE_DAY, is_rolling, told_span
from extractor.rules.dates.grammar import DEICTIC
from extractor.rules.dates.order import other_order, short_day
from extractor.rules.dates.scene import Found, possible, resolve
from extractor.rules.dates.series import read_interval, resolve_interval
from extractor.rules.dates.values import Point, Span
from extractor.rules.dates.words import CUES, WEEKDAYS

LONGEST_WITHOUT_YEAR = 184  # days


# --- days and months in numbers ---------------------------------------------------------------------------------------
def read_short_interval(found: Found) -> list[DateMention] | None:
    """23/5 - 27/5: days and months in numbers, where they can be no fractions, scores or seasons.

    A number above 12 or a weekday makes them days; the other order needs one at each end.
    """
    for order in (found.scene.order, other_order(found.scene.order)):
        first, last = (short_day(found[end], order) for end in ("first", "last"))
        if not (first and last):
            continue
        marks = [point.weekday is not None or (point.day or 0) > 12 for point in (first, last)]
        if not (all(marks) if order != found.scene.order else any(marks)):
            continue
        if is_ratio(found) and first.weekday is None:
            return None
        span = resolve_interval(first, last, found.scene, found.tense)
        if span and (span.last - span.first).days < LONGEST_WITHOUT_YEAR:
            return [found.mention(span)]
        if found.scene.anchor is None:
            return [found.mention(None, "interval")]
    return None


def is_ratio(found: Found) -> bool:
    """Whether numbers with strokes are odds, scores or marks by the words before them, or count what follows."""
    before = context.WORD.findall(found.text[max(0, found.start - 60) : found.start].lower())
    return not CUES["ratios"].isdisjoint(before) or context.counts(found.text, found.end, 0)


# --- times of day inside ----------------------------------------------------------------------------------------------
def read_timed_interval(found: Found) -> list[DateMention] | None:
    """ "From 8pm on Friday 4 October to 6am on Monday 7 October"; two times of one day are no interval of days."""
    mentions = read_interval(found) if found["last"] else read_interval_to_weekday(found)
    return mentions if mentions and not is_one_day(mentions[0].value) else None


def read_interval_to_weekday(found: Found) -> list[DateMention] | None:
    """ "From 8pm on Friday 4 October to 6am on Monday": the Monday after that day."""
    point = values.read_point(found["first"])
    if not (point.month and possible(point)):
        return None
    start = found.resolve(point)
    if start is None:
        return [found.mention(None, "interval")] if found.scene.anchor is None else None
    days = (WEEKDAYS[found["weekday"].lower()] - start.first.weekday() - 1) % 7 + 1
    span = values.days_span(start.first, start.first + days * ONE_DAY, "interval")
    return [found.mention(span.counted_from(start.anchor))]


def is_one_day(value: str | None) -> bool:
    """Whether an interval begins and ends on the same day."""
    return value is not None and "/" in value and len(set(value.split("/"))) == 1


# --- ends told from the day of issue ----------------------------------------------------------------------------------
def read_told_interval(found: Found) -> list[DateMention] | None:
    """ "Between March 2020 and the end of last month", "from this Thursday to Sunday"."""
    ends = [told_end(found, end) for end in ("first", "last")]
    if not any(ends) or any(end and is_rolling(end, end["which"].lower()) for end in ends):
        return None
    if found["last"].lower() in WEEKDAYS and not (ends[0] and ends[0]["day"]):
        return None
    anchor = found.scene.anchor
    if anchor is None:
        return [found.mention(None, "interval", relative=True)]
    first, last = (told_span(end, anchor) if end else None for end in ends)
    first = first or (before(found, values.read_point(found["first"]), last, anchor) if last else None)
    last = last or (after(found, values.read_point(found["last"]), first, anchor) if first else None)
    span = values.interval(first, last) if first and last else None
    return [found.mention(span, relative=True)] if span else None


def told_end(found: Found, end: str) -> Found | None:
    """An end of the interval, if it is told from the day of issue."""
    match = DEICTIC.match(found.text, *found.match.span(end))
    return Found(match, found.scene, found.rule, found.earlier) if match else None


def before(found: Found, point: Point, last: Span, anchor: date) -> Span | None:
    """The latest span of a point that begins before another."""
    spans = [span for span in spans_of(found, point, anchor) if span.first < last.first]
    return max(spans, key=lambda span: span.first, default=None)


def after(found: Found, point: Point, first: Span, anchor: date) -> Span | None:
    """The earliest span of a point that ends after another; of a weekday alone, the first day."""
    if point.weekday is not None and not point.day:
        return values.day_span(first.first + ((point.weekday - first.first.weekday() - 1) % 7 + 1) * ONE_DAY)
    spans = [span for span in spans_of(found, point, anchor) if span.last > first.last]
    return min(spans, key=lambda span: span.first, default=None)


def spans_of(found: Found, point: Point, anchor: date) -> list[Span]:
    """The spans that a point may stand for: the one written, or one in each year about the anchor's."""
    if not possible(point):
        return []
    if point.dated:
        span = resolve(point, found.scene, found.tense)
        return [span] if span else []
    return [span for year in range(anchor.year - 2, anchor.year + 3) if (span := values.point_span(point, year))]
