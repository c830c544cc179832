"""Readers of dates counted from a date mentioned before: "two days later", "the day before", "the following month"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extractor.record import DateMention
from extractor.rules.dates import context, sentence, values
from extractor.rules.dates.before import counts_in, mentions_before, sentences_since, told_before
from extractor.rules.dates.deictic import ONE_DAY, nearest_weekday, unit_span
from extractor.rules.dates.grammar import (
    APPOSED,
    BEFORE_AND_AFTER,
    BEFORE_GOES_ON,
    GOES_ON,
    IN_BRACKETS,
    LASTING,
    NO_CERTAIN_COUNT,
    ONLY_MARKS,
    PRICE_BEFORE,
    TOLD_AFTER,
)
from extractor.rules.dates.scene import Found
from extractor.rules.dates.values import Span, Tense
from extractor.rules.dates.words import CUES, MONTHS, NUMBERS, SEASONS, WEEKDAYS


# --- two days later ---------------------------------------------------------------------------------------------------
def read_later(found: Found) -> list[DateMention] | None:
    """Two days later, a year earlier, the day before: but "two days before the vote" is told by the vote.

    Where the day itself is written beside it ("a week later, on 27 August"), that is the mention.
    """
    unit, way = found["unit"].lower(), found["way"].lower()
    if not (is_counted(found, way) and is_clause_end(found, way)):
        return None
    count = NUMBERS.get(found["count"].lower()) or int(found["count"] or 1)
    count = count if way in ("later", "after") else -count
    base, told = base_of_count(found, unit, way), TOLD_AFTER.match(found.text, found.end)
    if base is None:
        compared = way == "earlier" and unit == "year" and not told
        return [found.mention(year_from_issue(found, count), "year", relative=True)] if compared else None
    span = counted_span(base.value, unit, count, base.grain) if base.value else None
    if told:
        return read_told(found, told, span) if span else []
    bracketed = found.text[base.end : found.start] == " (" and found.text[found.end : found.end + 1] == ")"
    if bracketed or ONLY_MARKS.fullmatch(found.text, base.end, found.start):
        return []  # "on 27 August, a week later": told before
    if sentences_since(found, base) and is_rule(found, base):
        return None
    return [told_before(found, span, unit, base)]


def base_of_count(found: Found, unit: str, way: str) -> DateMention | None:
    """The mention counted from: the nearest that has what is counted.

    "The day before and the day after" have one middle; the age of a body is not what its figures are compared with.
    """
    for base in mentions_before(found, "day" if unit == "week" else unit):
        beside = way != "later" and base.rule == found.rule
        if not (beside or (way == "earlier" and unit == "year" and is_history(found, base))):
            return base
    return None


def read_told(found: Found, told: re.Match[str], counted: Span) -> list[DateMention]:
    """The date written beside the words, in the year that they tell: "a week later, on 27 August"."""
    kind = told.lastgroup or ""
    point = values.read_point(told[kind])
    if point.dated or IN_BRACKETS.match(found.text, told.end()):
        return []
    if kind == "weekday":
        span: Span | None = values.day_span(nearest_weekday(counted.first, point.weekday or 0))
    elif counted.grain == "year":
        span = values.point_span(point, counted.first.year)
    else:
        span = values.nearest(values.candidates(point, counted.first), counted.first, Tense())
    span = span and span.counted_from(counted.value)
    return [found.mention(span, point.grain, kind == "weekday", told.span(kind))]


def is_counted(found: Found, way: str) -> bool:
    """Whether the words count from a date: a number with nothing vague before it, or "the day before"."""
    before = found.text[max(0, found.start - 40) : found.start]
    if not found["count"]:
        return way in ("before", "after") and context.word_before(found.text, found.start).lower() == "the"
    if way in ("before", "after") and LASTING.search(before):
        return False
    if found["unit"].lower() != "year" and PRICE_BEFORE.search(before):
        return False  # "£20 a week before"
    vague = context.word_before(found.text, found.start).lower() in CUES["vague"]
    return not (vague or NO_CERTAIN_COUNT.search(before))


def is_clause_end(found: Found, way: str) -> bool:
    """Whether nothing hangs on "before" or "later": the clause ends, goes on by itself or opens with them."""
    text, end = found.text, found.end
    if way in ("before", "after"):
        return bool(BEFORE_GOES_ON.match(text, end)) and not BEFORE_AND_AFTER.match(text, end)
    if context.word_after(text, end).lower() in ("than", "or"):
        return False
    opens = (
        context.opens_sentence(text, found.start)
        or text[found.start - 2 : found.start] == "; "
        or APPOSED.search(text[max(0, found.start - 6) : found.start])
    )
    return bool(opens or GOES_ON.match(text, end))


def is_history(found: Found, base: DateMention) -> bool:
    """Whether figures are compared, but a date tells an age: "founded in 1884 ... from £2m a year earlier"."""
    about = sentence.sentence_about(found.text, found.start, found.end)
    told = sentence.HISTORY.search(found.text[max(0, base.start - 40) : base.start])
    return told is not None and sentence.RESULTS.search(about) is not None


def is_rule(found: Found, base: DateMention) -> bool:
    """Whether the words are part of a rule for all cases: "you will hear two weeks later".

    What is or will be so some days later seldom counts from a date in the heading.
    """
    about = sentence.sentence_about(found.text, found.start, found.end)
    if sentence.HABIT.search(about) or sentence.ADDRESSED.search(about):
        return True
    apart = "\n" in found.text[base.end : found.start]
    sure = found.tense.weight == values.CERTAIN and not apart
    return found.tense.sign > 0 and not sure and not context.opens_sentence(found.text, found.start)


def year_from_issue(found: Found, count: int) -> Span | None:
    """The year some years from the day of issue."""
    anchor = found.scene.anchor
    return unit_span("year", anchor, count) if anchor else None


def counted_span(value: str, unit: str, count: int, grain: str = "day") -> Span | None:
    """The day, week, month or year that lies `count` units after a value (before, if negative)."""
    edge = value.removesuffix("/..").split("/")[-1 if count > 0 else 0]
    try:
        if unit != "year":
            base = values.last_day(value) if count > 0 else values.first_day(value)
            return values.day_span(base + count * ONE_DAY) if unit == "day" else unit_span(unit, base, count)
        if grain == "year" and "/" in value:  # a financial or school year
            shifted = values.shift_years(value, count)
            return Span(values.first_day(shifted), values.last_day(shifted), shifted, "year")
        return values.year_span(int(edge[:4]) + count)
    except (ValueError, OverflowError):
        return None  # before the year 1


# --- the following day ------------------------------------------------------------------------------------------------
def read_following(found: Found) -> list[DateMention] | None:
    """The following Monday, the next day, the previous year: told from the date mentioned before."""
    which, unit = found["which"].lower(), found["unit"].lower()
    word_before = context.TWO_WORDS_BEFORE.search(found.text[max(0, found.start - 24) : found.start])
    if context.word_before(found.text, found.start).lower() != "the":
        return None
    if which == "next" and unit not in ("day", "morning"):
        return None  # "in the next year" is any twelve months
    if word_before and word_before[1].lower() in ("over", "within"):
        return None  # "over the following month" is any thirty days
    if (found["season"] or unit == "weekend") and not GOES_ON.match(found.text, found.end):
        return None  # "the following spring bulbs"
    unit = "day" if unit in CUES["day_parts"] else unit
    base = base_of_following(found, unit)
    if base is None:
        return None
    sign = -1 if which == "previous" else 1
    grain = unit or ("month" if found["month"] else "season" if found["season"] else "day")
    return [told_before(found, following_span(found, unit, base, sign), grain, base)]


def base_of_following(found: Found, unit: str) -> DateMention | None:
    """The mention that "the following day" comes after: the nearest that has what is counted."""
    if unit == "year":
        previous = found.previous
        return previous if previous and previous.value and counts_in(previous, "year") else None
    counted = unit or ("day" if found["weekday"] else "year")
    return next(mentions_before(found, counted), None)


def following_span(found: Found, unit: str, base: DateMention, sign: int) -> Span | None:
    """The day, week, month, year or named one of them next to a mention on the side of the sign."""
    if base.value is None:
        return None
    if unit and unit != "weekend":
        return counted_span(base.value, unit, sign, base.grain)
    day = values.last_day(base.value) if sign > 0 else values.first_day(base.value)
    if found["weekday"]:
        distance = (WEEKDAYS[found["weekday"].lower()] - day.weekday()) * sign % 7 or 7
        return values.day_span(day + sign * distance * ONE_DAY)
    if unit:
        return next_to((values.weekend_span(day + weeks * 7 * ONE_DAY) for weeks in (-1, 0, 1)), day, sign)
    years = range(day.year - 2, day.year + 3)
    if found["month"]:
        return next_to((values.month_span(year, MONTHS[found["month"].lower()]) for year in years), day, sign)
    return next_to((values.season_span(year, SEASONS[found["season"].lower()]) for year in years), day, sign)


def next_to(spans: Iterable[Span], day: date, sign: int) -> Span | None:
    """The first of rising spans that begins after a day, or the last that ends before it."""
    if sign > 0:
        return next((span for span in spans if span.first > day), None)
    return max((span for span in spans if span.last < day), key=lambda span: span.last, default=None)
