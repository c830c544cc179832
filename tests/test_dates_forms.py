"""Dates: written forms of months, seasons, quarters, years, weeks, intervals, lists, decades read back, in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_dates import ANCHOR, DATES, DAY_FORMS, write

from extractor.rules.dates import find_dates

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
YEARS = st.integers(1800, 2099)
FIRSTS = st.dates(date(1900, 1, 1), date(2095, 12, 31))  # what ends three years later is still before 2100
LATE_YEARS = st.integers(1900, 2098)
PLACES = st.sampled_from(["It ran {}, as planned.", "It was said {}", "{}: the report", "Paid ({})."])

MONTH_FORMS = [
    "in %B %Y", "in %b %Y", "in %b. %Y", "since %B, %Y", "in %B of %Y", "by early %B %Y", "by late %B %Y", "%B-%Y",
    "in mid-%B %Y", "by the end of %B %Y", "at the beginning of %B %Y", "in the latter part of %B %Y",
]  # fmt: skip
SEASON_FORMS = ["in {season} {year}", "in the {season} of {year}", "by late {season} {year}", "in {Season} {year}"]
QUARTER_FORMS = ["in Q{n} {year}", "Q{n} of {year}", "in the {nth} quarter of {year}", "in the {nth} quarter in {year}"]
YEAR_FORMS = [
    "in {year}", "since {year}", "during {year}", "throughout {year}", "by the end of {year}", "in early {year}",
    "in late {year}", "in mid-{year}", "in the year {year}", "until at least {year}", "by the start of {year}",
]  # fmt: skip
FINANCIAL_FORMS = [
    "in {year}/{short}", "in {year}-{short}", "in {year}–{short}", "in {year}/{next}", "in FY {year}-{short}",
    "in financial year {year}/{short}", "in the {year}/{short} financial year", "in FY{year}/{short}",
    "in the financial year {year} to {next}", "in the tax year {year}-{short}", "in the {year}-{short} budget",
]  # fmt: skip
WEEK_FORMS = [
    "in the week commencing {d} %B %Y", "in the week beginning %A {d} %B %Y", "w/c %d/%m/%Y", "W/C {d} %b %Y",
    "week commencing %A, {o} %B %Y", "in the week starting %B {d}, %Y", "in the week of {o} %B %Y",
]  # fmt: skip
INTERVAL_FORMS = [
    ("from {} to {}", "{d} %B %Y"), ("from {} until {}", "{o} %B %Y"), ("from {} through {}", "%B {d}, %Y"),
    ("from {} till {}", "{d} %b %Y"), ("from {} up to {}", "%A {d} %B %Y"), ("between {} and {}", "{d} %B %Y"),
    ("between {} and {}", "%B {d}, %Y"), ("{} - {}", "{d} %B %Y"), ("{}–{}", "{d} %B %Y"), ("{} - {}", "%d/%m/%Y"),
    ("{} to {}", "%Y-%m-%d"), ("from {} to {}", "%d.%m.%Y"), ("from {} to {}", "the {o} of %B %Y"),
]  # fmt: skip
PERIOD_FORMS = ["from {} to {}", "between {} and {}", "{} – {}", "from {} until {}", "{} to {}"]
LIST_FORMS = ["on {}, {} and {} {month} {year}", "on {}, {} or {} {month} {year}", "on {month} {}, {} and {}, {year}"]
DECADE_FORMS = ["in the {}s", "in the early {}s", "in the late {}’s", "in the mid-{}s", "since the {}s"]


def ending_of_month(text: str) -> str:
    """May is never shortened."""
    return text.replace("May.", "May")


def values_of(text: str) -> list[str | None]:
    """What is found in a text, whether the day of issue is known or not."""
    found = [mention.value for mention in find_dates(text, ANCHOR)]
    assert found == [mention.value for mention in find_dates(text, None)]
    return found


def test_forms_are_many() -> None:
    assert len(set(DAY_FORMS)) >= 30
    assert len(set(INTERVAL_FORMS)) >= 10


@given(DATES, st.sampled_from(MONTH_FORMS), PLACES)
@settings(max_examples=80, deadline=None)
def test_months_read_back(day: date, form: str, place: str) -> None:
    assert values_of(place.format(ending_of_month(day.strftime(form)))) == [f"{day:%Y-%m}"]


@given(LATE_YEARS, st.sampled_from(sorted(SEASONS)), st.sampled_from(SEASON_FORMS), PLACES)
@settings(max_examples=80, deadline=None)
def test_seasons_read_back(year: int, season: str, form: str, place: str) -> None:
    text = form.format(season=season, Season=season.title(), year=year)
    assert values_of(place.format(text)) == [f"{year}-{SEASONS[season]}"]


@given(LATE_YEARS, PLACES)
@settings(max_examples=30, deadline=None)
def test_a_winter_of_two_years_is_that_of_the_first(year: int, place: str) -> None:
    assert values_of(place.format(f"in winter {year}/{(year + 1) % 100:02}")) == [f"{year}-24"]


@given(LATE_YEARS, st.integers(1, 4), st.sampled_from(QUARTER_FORMS), PLACES)
@settings(max_examples=80, deadline=None)
def test_quarters_read_back(year: int, number: int, form: str, place: str) -> None:
    nth = ["first", "second", "third", "fourth"][number - 1]
    assert values_of(place.format(form.format(n=number, nth=nth, year=year))) == [f"{year}-{32 + number}"]


@given(YEARS, st.sampled_from(YEAR_FORMS), PLACES)
@settings(max_examples=80, deadline=None)
def test_years_read_back(year: int, form: str, place: str) -> None:
    assert values_of(place.format(form.format(year=year))) == [str(year)]


@given(st.integers(2000, 2098), st.sampled_from(FINANCIAL_FORMS), PLACES)
@example(1999, "in {year}/{short}", "It ran {}, as planned.")
@example(1950, "in FY {year}-{short}", "It ran {}, as planned.")
@settings(max_examples=80, deadline=None)
def test_financial_years_read_back(year: int, form: str, place: str) -> None:
    text = form.format(year=year, next=year + 1, short=f"{(year + 1) % 100:02}")
    assert values_of(place.format(text)) == [f"{year}-04-01/{year + 1}-03-31"]


@given(DATES, st.sampled_from(WEEK_FORMS), PLACES)
@settings(max_examples=80, deadline=None)
def test_weeks_read_back(day: date, form: str, place: str) -> None:
    monday = day - timedelta(days=day.weekday())
    assert values_of(place.format(write(monday, form))) == [f"{monday}/{monday + timedelta(days=6)}"]


@given(FIRSTS, st.integers(1, 900), st.sampled_from(INTERVAL_FORMS), PLACES)
@settings(max_examples=120, deadline=None)
def test_intervals_of_days_read_back(first: date, days: int, form: tuple[str, str], place: str) -> None:
    frame, written = form
    last = first + timedelta(days=days)
    text = frame.format(write(first, written), write(last, written))
    assert values_of(place.format(text)) == [f"{first}/{last}"]


@given(FIRSTS, st.integers(31, 900), st.sampled_from(PERIOD_FORMS), PLACES)
@settings(max_examples=80, deadline=None)
def test_intervals_of_months_read_back(first: date, days: int, form: str, place: str) -> None:
    last = first + timedelta(days=days)
    text = form.format(f"{first:%B %Y}", f"{last:%B %Y}")
    assert values_of(place.format(text)) == [f"{first:%Y-%m}/{last:%Y-%m}"]


@given(st.integers(1900, 2060), st.integers(2, 30), st.sampled_from(PERIOD_FORMS), PLACES)
@settings(max_examples=60, deadline=None)
def test_intervals_of_years_read_back(year: int, years: int, form: str, place: str) -> None:
    assert values_of(place.format(form.format(year, year + years))) == [f"{year}/{year + years}"]


@given(DATES, st.sets(st.integers(1, 28), min_size=3, max_size=3), st.sampled_from(LIST_FORMS))
@settings(max_examples=80, deadline=None)
def test_lists_of_days_read_back(day: date, numbers: set[int], form: str) -> None:
    days = [day.replace(day=number) for number in sorted(numbers)]
    text = form.format(*(str(one.day) for one in days), month=f"{day:%B}", year=day.year)
    assert values_of(f"They met {text}.") == [str(one) for one in days]


@given(st.lists(LATE_YEARS, min_size=2, max_size=6), st.sampled_from([" and ", " or "]))
@settings(max_examples=60, deadline=None)
def test_lists_of_years_read_back(years: list[int], joint: str) -> None:
    text = f"It flooded in {', '.join(map(str, years[:-1]))}{joint}{years[-1]}."
    assert values_of(text) == [str(year) for year in years]


@given(st.integers(180, 209), st.sampled_from(DECADE_FORMS), PLACES)
@settings(max_examples=80, deadline=None)
def test_decades_read_back(tens: int, form: str, place: str) -> None:
    value = f"{tens // 10}XX" if tens == 180 else f"{tens}X"
    assert values_of(place.format(form.format(tens * 10))) == [value]


# --- time -------------------------------------------------------------------------------------------------------------
def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.parametrize(
    "piece",
    [
        "from 4 June to ",
        "between 4 June and ",
        "4 June, 5 June and ",
        "4, 5, 6, 7, ",
        "Monday, Tuesday, ",
        "in May and June, ",
    ],
)
def test_four_times_the_text_takes_four_times_as_long(piece: str) -> None:
    """What is open at its end ("from 4 June to") could be tried again from every later word."""
    find_dates(piece, ANCHOR)
    once = min(seconds(lambda: find_dates(piece * 500, ANCHOR)) for _ in range(2))
    assert seconds(lambda: find_dates(piece * 2000, ANCHOR)) < 10 * once  # 16 times if it were quadratic
