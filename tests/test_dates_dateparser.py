"""Dates beside dateparser: where both read an expression, they agree; and what is pinned of how it reads ISO days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import dateparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_dates import DATES, DAY_FORMS, write

from extractor.rules.dates import find_dates

UNKNOWN_TO_DATEPARSER = "{d} day of %B %Y"
FORMS = st.sampled_from([form for form in DAY_FORMS if form != UNKNOWN_TO_DATEPARSER])
ANCHORS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
COUNTS = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "11", "12", "20"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def parse(text: str, anchor: date) -> date | None:
    base = datetime(anchor.year, anchor.month, anchor.day)
    found = dateparser.parse(text, languages=["en"], settings={"DATE_ORDER": "DMY", "RELATIVE_BASE": base})
    return found.date() if found else None


def read(text: str, anchor: date) -> str | None:
    """Our value of an expression, which must be read whole."""
    [mention] = find_dates(f"The board met {text}.", anchor)
    assert mention.text == text.removeprefix("on ").removeprefix("in ").removeprefix("the ")
    return mention.value


@given(DATES, FORMS, ANCHORS)
@settings(max_examples=120, deadline=None)
def test_days_written_in_full_agree(day: date, form: str, anchor: date) -> None:
    text = write(day, form)
    assert read(f"on {text}", anchor) == str(parse(text, anchor)) == day.isoformat()


@given(DATES, st.sampled_from(["%B %Y", "%b %Y", "%B, %Y"]), ANCHORS)
@settings(max_examples=60, deadline=None)
def test_months_agree(day: date, form: str, anchor: date) -> None:
    text = write(day, form)
    assert read(f"in {text}", anchor) == f"{parse(text, anchor):%Y-%m}"


@given(st.sampled_from(["yesterday", "today", "tomorrow"]), ANCHORS)
@settings(max_examples=40, deadline=None)
def test_words_for_days_agree(word: str, anchor: date) -> None:
    assert read(word, anchor) == str(parse(word, anchor))


@given(st.sampled_from(COUNTS), st.sampled_from(["day", "week", "month", "year"]), ANCHORS)
@example("a", "month", date(2024, 3, 31))
@example("four", "year", date(2024, 2, 29))
@settings(max_examples=120, deadline=None)
def test_ago_agrees(count: str, unit: str, anchor: date) -> None:
    """Our value is the whole week, month or year; dateparser's day lies in it."""
    text = f"{count} {unit}{'' if count == 'a' else 's'} ago"
    assert_within(parse(text, anchor), read(text, anchor))


@given(st.sampled_from(["last", "this", "next"]), st.sampled_from(["week", "month", "year"]), ANCHORS)
@example("last", "month", date(2024, 3, 31))
@example("last", "year", date(2024, 2, 29))
@settings(max_examples=80, deadline=None)
def test_last_this_and_next_agree(which: str, unit: str, anchor: date) -> None:
    text = f"{which} {unit}"
    assert_within(parse(text, anchor), read(text, anchor))


@given(st.sampled_from(["last", "this"]), st.sampled_from(WEEKDAYS), ANCHORS)
@settings(max_examples=60, deadline=None)
def test_weekdays_agree(which: str, weekday: str, anchor: date) -> None:
    """But for "next", which is the one in the next week to us and the coming one to dateparser."""
    text = f"{which} {weekday}"
    assert read(text, anchor) == str(parse(text, anchor))


def assert_within(day: date | None, value: str | None) -> None:
    assert day is not None
    assert value is not None
    first, slash, last = value.partition("/")
    if slash:
        assert first <= day.isoformat() <= last
        assert date.fromisoformat(last) - date.fromisoformat(first) == timedelta(days=6)
    else:
        assert day.isoformat().startswith(value)


@given(DATES)
@settings(max_examples=60, deadline=None)
def test_dateparser_reads_iso_days_with_the_day_first(day: date) -> None:
    """No misreading of 2024-03-06 makes us read ISO days ourselves, but stamps without hyphens do, and speed."""
    assert parse(day.isoformat(), date(2024, 6, 12)) == day


@pytest.mark.parametrize("stamp", ["20240306", "20240306T101500Z"])
def test_dateparser_reads_no_compact_stamp(stamp: str) -> None:
    assert parse(stamp, date(2024, 6, 12)) is None
