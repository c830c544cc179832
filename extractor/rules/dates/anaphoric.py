"""Readers of dates told from the date mentioned before: "that summer", "3 August that year", "the next day"."""

from __future__ import annotations

from datetime import date

from extractor.record import DateMention
from extractor.rules.dates import context, values
from extractor.rules.dates.deictic import ONE_DAY, unit_span
from extractor.rules.dates.scene import Found
from extractor.rules.dates.values import Span
from extractor.rules.dates.words import CUES, WEEKDAYS

REACH = 300  # further back, "that year" would ask too much of a reader


def told_before(found: Found, span: Span | None, grain: str = "day") -> list[DateMention]:
    """The mention of a span counted from the date mentioned before."""
    anchor = found.previous.value if found.previous else None
    return [found.mention(span and span.counted_from(anchor), grain, relative=True)]


def year_before(found: Found) -> int | None:
    """The year of the mention before, if it is near and has one."""
    previous = found.previous
    if previous is None or previous.value is None or found.start - previous.end > REACH:
        return None
    year = previous.value[:4]
    return int(year) if year.isdigit() else None


def read_of_that_year(found: Found) -> list[DateMention] | None:
    """3 August that year, March of the same year."""
    year, point = year_before(found), values.read_point(found["point"])
    span = values.point_span(point, year) if year else None
    return told_before(found, span, point.grain)


def read_that_period(found: Found) -> list[DateMention] | None:
    """That year, later that month, that summer; after "said" and the like, "that" opens a clause."""
    year = year_before(found)
    if year is None or context.word_before(found.text, found.start).lower() in CUES["reporting"]:
        return None
    if found["point"]:
        span = values.point_span(values.read_point(found["point"]), year)
        return told_before(found, span) if span else None
    if found["unit"].lower() == "year":
        return told_before(found, values.year_span(year))
    return read_that_month(found)


def read_that_month(found: Found) -> list[DateMention] | None:
    """That month, where the mention before is a month or a day."""
    previous = found.previous
    if previous is None or previous.value is None or previous.grain not in ("day", "month"):
        return None
    first = values.first_day(previous.value)
    return told_before(found, values.month_span(first.year, first.month))


def read_following(found: Found) -> list[DateMention] | None:
    """The following Monday, the next day, the previous year: told from the date mentioned before."""
    value = found.previous.value if found.previous else None
    which, unit = found["which"].lower(), found["unit"].lower()
    if value is None or context.word_before(found.text, found.start).lower() != "the":
        return None
    if which == "next" and unit != "day":
        return None  # "in the next year" is any twelve months
    sign = -1 if which == "previous" else 1
    if unit == "year":
        return told_before(found, values.year_span(int(value[:4]) + sign)) if value[:4].isdigit() else None
    try:
        base = date.fromisoformat(value.split("/")[-1 if sign > 0 else 0])
    except ValueError:
        return None
    return told_before(found, following_span(unit, WEEKDAYS.get(found["weekday"].lower()), base, sign))


def following_span(unit: str, weekday: int | None, base: date, sign: int) -> Span:
    """The day, week, month or weekday next to a day on the side of the sign."""
    if weekday is not None:
        distance = (weekday - base.weekday()) * sign % 7 or 7
        return values.day_span(base + sign * distance * ONE_DAY)
    return values.day_span(base + sign * ONE_DAY) if unit == "day" else unit_span(unit, base, sign)
