"""Dates that contradict themselves or the day of issue: a researcher should look at them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extractor.record import DateMention, Problem
from extractor.rules.dates.grammar import WEEKDAY
from extractor.rules.dates.words import FULL_WEEKDAYS, WEEKDAYS

NAMED = re.compile(rf"\b{WEEKDAY}")
DAYS = [name.capitalize() for name in FULL_WEEKDAYS]
FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check_dates(mentions: Iterable[DateMention]) -> list[Problem]:
    """A problem for each date whose weekday is not that of its value, and each "today" that is not the day of issue."""
    return [Problem(stage="dates", code=code, message=message) for code, message in _disagreements(mentions)]


def _disagreements(mentions: Iterable[DateMention]) -> Iterator[tuple[str, str]]:
    for mention in mentions:
        for weekday, day in _weekdays_and_days(mention):
            if day.weekday() != weekday:
                yield "weekday_disagrees", f'"{mention.text}" at {mention.start}: {day} is a {DAYS[day.weekday()]}'
        if mention.rule == "day_word" and mention.text.lower().startswith("today") and mention.value != mention.anchor:
            issued = f"the day of issue is {mention.anchor}"
            yield "today_disagrees", f'"{mention.text}" at {mention.start} is read as {mention.value}, but {issued}'


def _weekdays_and_days(mention: DateMention) -> Iterator[tuple[int, date]]:
    """Each weekday that a mention names with the day that it should be."""
    named = [WEEKDAYS[found[0].lower().rstrip(".")] for found in NAMED.finditer(mention.text)]
    days = [date.fromisoformat(found[0]) for found in FULL_DAY.finditer(mention.value or "")]
    if mention.grain == "day" or len(named) == len(days):
        yield from zip(named, days, strict=False)
