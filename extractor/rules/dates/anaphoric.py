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
    return [found.mention(span, point.grain, relative=True)]


def read_that_period(found: Found) -> list[DateMention] | None:
    """That year, later that month, that summer; after "said" and the like, "that" opens a clause."""
    year = year_before(found)
    if year is None or context.word_before(found.text, found.start).lower() in CUES["reporting"]:
        return None
    if found["point"]:
        span = values.point_span(values.read_point(found["point"]), year)
        return [found.mention(span, relative=True)] if span else None
    if found["unit"].lower() == "year":
        return [found.mention(values.year_span(year), relative=True)]
    return read_that_month(found)


def read_that_month(found: Found) -> list[DateMention] | None:
    """That month, where the mention before is a month or a day."""
    previous = found.previous
    if previous is None or previous.value is None or previous.grain not in ("day", "month"):
        return None
    first = values.first_day(previous.value)
    return [found.mention(values.month_span(first.year, first.month), relative=True)]


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
        return [found.mention(values.year_span(int(value[:4]) + sign), relative=True)] if value[:4].isdigit() else None
    try:
        base = date.fromisoformat(value.split("/")[-1 if sign > 0 else 0])
    except ValueError:
        return None
    return [found.mention(following_span(unit, WEEKDAYS.get(found["weekday"].lower()), base, sign), relative=True)]


def following_span(unit: str, weekday: int | None, base: date, sign: int) -> Span:
    """The day, week, month or weekday next to a day on the side of the sign."""
    if weekday is not None:
        distance = (weekday - base.weekday()) * sign % 7 or 7
        return values.day_span(base + sign * distance * ONE_DAY)
    return values.day_span(base + sign * ONE_DAY) if unit == "day" else unit_span(unit, base, sign)
