"""Dates: every mention of a calendar date or period, with the value an analyst would write (EDTF)."""

from extractor.rules.dates.checks import check_dates
from extractor.rules.dates.finder import find_dates, has_numeric_day, order_of_days, read_day

__all__ = ["check_dates", "find_dates", "has_numeric_day", "order_of_days", "read_day"]
