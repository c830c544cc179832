"""Values of dates (EDTF, ISO 8601-2) -> the days that they cover."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

DECEMBER = 12
FIRST_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}  # of the seasons, in the northern hemisphere
_QUARTERS = 32  # 33 to 36
_OPEN = ("..", "")
# A year (of a decade or century with X for its last digits); with a month, season or quarter; or with month and day.
_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>0[1-9]|1[0-2]|2[1-4]|3[3-6])(?:(?<!-[23].)-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?[~?%]?"
)


def days(value: str) -> tuple[date | None, date | None]:
    """The first and the last day of a value of EDTF, or an interval of two, as records have them; None for an open end.

    A winter goes from December of its year to the end of February; of uncertain values ("2018~") the days are those of
    the plain ones. Raises ValueError for what is no such value.
    """
    first, slash, last = value.partition("/")
    return _first(first, is_open=bool(slash)), _last(last if slash else first, is_open=bool(slash))


def _first(point: str, *, is_open: bool) -> date | None:
    if is_open and point in _OPEN:
        return None
    year, month, day = _numbers(point, "0")
    if month > _QUARTERS:
        month = (month - _QUARTERS) * 3 - 2
    return date(year, FIRST_MONTHS.get(month, month) or 1, day or 1)


def _last(point: str, *, is_open: bool) -> date | None:
    if is_open and point in _OPEN:
        return None
    year, month, day = _numbers(point, "9")
    if day:
        return date(year, month, day)
    if month in FIRST_MONTHS:
        month = FIRST_MONTHS[month] + 2
    elif month > _QUARTERS:
        month = (month - _QUARTERS) * 3
    month = month or DECEMBER
    return last_of_month(year + month // 13, (month - 1) % 12 + 1)


def _numbers(point: str, unknown: str) -> tuple[int, int, int]:
    """Year, month and day, 0 for what is not told; `unknown` is the digit in place of an X."""
    found = _POINT.fullmatch(point)
    if found is None:
        raise ValueError(f"{point!r} is no year, month, season, quarter or day")
    return int(found["year"].replace("X", unknown)), int(found["month"] or 0), int(found["day"] or 0)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
