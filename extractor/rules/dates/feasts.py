"""The days of feasts and public holidays in a year: fixed, counted from Easter, on an nth weekday, or proclaimed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dateutil.easter import easter

from extractor.rules.dates.values import nth_weekday
from extractor.rules.dates.words import FEASTS

ENGLAND = {"GB": "ENG"}  # Scotland and Northern Ireland name theirs alike, some on other days


def feast_name(written: str) -> str:
    """The name of a feast as the table has it: "St. Patrick’s Day" is "st patrick's day"."""
    return written.lower().replace("’", "'").replace("st. ", "st ")


def feast_day(name: str, year: int, country: str | None = None) -> date | None:
    """The day of a feast in a year, from its row in data/dates.toml; None if it was not kept in that year.

    name: in lower case, as in the table. country: ISO 3166 code of where the text comes from; None, or one that the
    row does not know, takes the first that it does.
    """
    told: Any = FEASTS[name]
    where = "GB"
    if isinstance(told, dict):
        where = country if country and country in told else next(iter(told))
        told = told[where]
    match told:
        case int():
            return easter(year) + timedelta(days=told)
        case [month, day]:
            return date(year, month, day)
        case [month, weekday, nth]:
            return nth_weekday(year, month, weekday, nth)
        case _:
            return _proclaimed(where, year).get(told)


@lru_cache(maxsize=256)
def _proclaimed(country: str, year: int) -> dict[str, date]:
    """The public holidays of a year by name, with the moves that governments proclaim (8 May 2020, 2 June 2022)."""
    import holidays  # takes a tenth of a second, and few releases name one

    found = holidays.country_holidays(country, subdiv=ENGLAND.get(country), years=year)
    return {name: day for day, names in found.items() for name in names.split("; ")}
