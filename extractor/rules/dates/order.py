"""Numeric days, and the order that their numbers are in: day first or month first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extractor.record import DateMention
from extractor.rules.dates import context, sentence, values
from extractor.rules.dates.grammar import ISO_DAY, NUMERIC_DAY
from extractor.rules.dates.values import Point, Span
from extractor.rules.dates.words import CUES, WEEKDAYS, any_of

DAY_FIRST, MONTH_FIRST = "DMY", "MDY"
MONTH_FIRST_COUNTRIES = frozenset({"US"})
LEADS_TO_DAY = re.compile(rf"(?<!\w)(?i:{any_of(CUES['leads_to_day'])}) (?:the )?$")
DATED_PAPER = re.compile(rf"(?<!\w)(?i:{any_of(CUES['dated_papers'])}) (?:of|from) $")
OF_SOMETHING = re.compile(r" (?:of|above|below)\b")
SHORT_NUMBERS = re.compile(r"(?:(?P<weekday>[A-Za-z]+)\W+)?(?P<first>\d{1,2})/(?P<second>\d{1,2})")
WRITTEN_ORDERS = {"day_month": DAY_FIRST, "month_day": MONTH_FIRST}


def usual_order(country: str | None) -> str:
    """The order that a country writes its days in; day first where none is told."""
    return MONTH_FIRST if country in MONTH_FIRST_COUNTRIES else DAY_FIRST


def other_order(order: str) -> str:
    """Month first for day first, and the other way round."""
    return MONTH_FIRST if order == DAY_FIRST else DAY_FIRST


def numeric_day(match: re.Match[str], order: str) -> date | None:
    """The day that the numbers write in an order, None if there is no such day."""
    numbers = (int(match["first"]), int(match["second"]))
    month, number = numbers if match.re.pattern == ISO_DAY.pattern or order == MONTH_FIRST else numbers[::-1]
    return values.valid_day(year_of(match), month, number)


def year_of(match: re.Match[str]) -> int:
    """The year of a numeric day, of two digits or four."""
    return values.full_year(int(match["year"])) if len(match["year"]) == 2 else int(match["year"])


def numeric_days(match: re.Match[str], order: str) -> list[date]:
    """The different days that the numbers may write, the one in the order given first; one if it fits the weekday."""
    days = list(dict.fromkeys(day for one in (order, other_order(order)) if (day := numeric_day(match, one))))
    weekday = match.groupdict().get("weekday")
    meant = WEEKDAYS[weekday.lower().rstrip(".")] if weekday else None
    return [day for day in days if day.weekday() == meant][:1] or days


def is_version(match: re.Match[str]) -> bool:
    """Whether a number is a version or a paragraph rather than a day: 1.2.24."""
    numbers = match.end() - match.start("first")
    return len(match["year"]) == 2 and match["mark"] != "/" and numbers < len("05.06.24")


def names_a_day(match: re.Match[str]) -> bool:
    """Whether a number like 7.1.13 is a day all the same: by its weekday, or by the word before it ("on", "dated").

    In a sentence about versions, sections or the like it is none.
    """
    if match.groupdict().get("weekday"):
        return True
    start, text = match.start(), match.string
    lead = sentence.lead(text, start, 80)
    if not CUES["numbered_things"].isdisjoint(context.WORD.findall(lead.lower())) or OF_SOMETHING.match(
        text, match.end()
    ):
        return False
    return LEADS_TO_DAY.search(lead) is not None or DATED_PAPER.search(lead) is not None


def short_day(text: str, order: str) -> Point | None:
    """The day and month of 23/5, None if the order has no such day."""
    match = SHORT_NUMBERS.fullmatch(text)
    if match is None:
        return None
    numbers = [int(match["first"]), int(match["second"])]
    day, month = numbers if order == DAY_FIRST else numbers[::-1]
    weekday = WEEKDAYS[match["weekday"].lower()] if match["weekday"] else None
    return Point(weekday, day, month) if values.valid_day(2000, month, day) else None


def read_numbers(text: str) -> re.Match[str] | None:
    """The numbers of a day that a text begins with."""
    return ISO_DAY.match(text) or NUMERIC_DAY.match(text)


def numeric_span(text: str, order: str) -> Span | None:
    """The day of a numeric date, None if there is none."""
    match = read_numbers(text)
    days = numeric_days(match, order) if match and not is_version(match) else []
    return values.day_span(days[0]) if days else None


def order_shown(mentions: Iterable[DateMention], anchor: date | None, order: str) -> str | None:
    """The order of the days that can be read in one order only (25/06/2024), if they agree.

    Else that in which a day is the day of issue, where `order`, in which it was read, makes it another.
    """
    numeric = [mention for mention in mentions if mention.rule in ("numeric", "numeric_interval")]
    orders = {only for mention in numeric for only in _only_orders(mention.text)}
    if not orders and anchor and any(mention.alternative == anchor.isoformat() for mention in numeric):
        return other_order(order)
    return orders.pop() if len(orders) == 1 else None


def _only_orders(text: str) -> Iterable[str]:
    """The orders of the numeric days in a text that have no other."""
    for match in NUMERIC_DAY.finditer(text):
        days = numeric_days(match, DAY_FIRST)
        if len(days) == 1 and match["first"] != match["second"]:
            yield DAY_FIRST if days[0].day == int(match["first"]) else MONTH_FIRST


def order_written(mentions: Iterable[DateMention]) -> str | None:
    """The order of the days with their months in words, if they agree: a page with "March 6, 2014" has 03/06/2014."""
    orders = {WRITTEN_ORDERS[mention.rule] for mention in mentions if mention.rule in WRITTEN_ORDERS}
    return orders.pop() if len(orders) == 1 else None
