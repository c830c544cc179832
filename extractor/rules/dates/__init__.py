"""Dates: every mention of a calendar date or period, with the value an analyst would write (EDTF)."""

from extractor.rules.dates.finder import find_dates, read_day

__all__ = ["find_dates", "read_day"]
