"""Values of dates (EDTF, ISO 8601-2) -> the days that they cover."""

from __future__ import annotations

from datetime import date, timedelta

DECEMBER = 12
FIRST_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}  # of the seasons, in the northern hemisphere
_QUARTERS = 32  # 33 to 36
_OPEN = ("..", "")


def days(value: str) -> tuple[date | None, date | None]:
    """The first and the last day of a value of EDTF level 0 or 1; None for an open end.

    A winter goes from December of its year to the end of February; of uncertain values ("2018~") the days are those of
    the plain ones. Raises ValueError for what is no such value.
    """
    first, slash, last = value.partition("/")
    try:
        return _first(first, is_open=bool(slash)), _last(last if slash else first, is_open=bool(slash))
    except OverflowError as error:
        raise ValueError(f"{value} has a year beyond all calendars") from error


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
    year, month, day = (*point.rstrip("~?%").split("-"), "0", "0")[:3]
    return int(year.replace("X", unknown)), int(month), int(day)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    if (year, month) == (date.max.year, DECEMBER):
        return date.max
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
