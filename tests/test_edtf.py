"""Values of dates are EDTF (ISO 8601-2) to the library edtf, and cover the days that they stand for."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.edtf import days
from extractor.reading.read import read
from extractor.release import Source
from extractor.rules.dates import find_dates, values
from extractor.rules.dates.values import Point, Span
from extractor.settings import Settings

HERE = Path(__file__).parent
ROWS = [json.loads(line) for line in (HERE / "cases" / "dates.jsonl").read_text("utf-8").splitlines()]
FOLDERS = {
    "samples": HERE.parent / "samples",
    "names": HERE / "names",
    "speech": HERE / "speech",
}
YEARS = st.integers(1000, 2100)
DAYS = st.dates(date(1000, 1, 1), date(2100, 12, 31))
WINTER = 24


def day_of(moment: Any) -> date:
    return date(*moment[:3])


def is_winter(value: str) -> bool:
    """The library ends a winter with its year, we at the end of February."""
    return value.endswith(f"-{WINTER}")


parse = cache(parse_edtf)  # takes seven milliseconds a value


def values_found(folder: str) -> set[str]:
    if folder == "cases":
        texts = [(row["text"], row["anchor"]) for row in ROWS]
    else:
        paths = sorted(FOLDERS[folder].glob("*.json"))
        texts = [(text_beside(path), json.loads(path.read_text("utf-8"))["reference_date"]) for path in paths]
    found = [find_dates(text, date.fromisoformat(day) if day else None) for text, day in texts]
    return {mention.value for mentions in found for mention in mentions if mention.value}


def text_beside(path: Path) -> str:
    source = next(other for other in path.parent.glob(f"{path.stem}.*") if other.suffix != ".json")
    return read(Source(source.name, source.read_bytes()), Settings()).text


@pytest.mark.parametrize("folder", ["cases", *FOLDERS])
def test_every_value_found_is_edtf(folder: str) -> None:
    found = values_found(folder)
    assert len(found) > 100
    for value in found:
        assert str(parse(value)) == value
        if "X" not in value:  # decades and centuries tell no full year
            assert day_of(parse(value).lower_strict()) == values.first_day(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "..", " 2018", "2018-6-5", "2018-00", "2018-13", "2018-32", "2018-05-00", "2018-05-32", "2018-02-30"),
        *("2018-21-05", "2018-06-05-07", "../2018-13", "../2018-99", "../2018-06-31", "2018/2019/2020", "XXXX"),
        *("\u0662\u0660\u0661\u0668", "99999999999", "9999-24"),
    ],
)
def test_what_is_no_value_has_no_days(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        days(value)


# --- every kind of span -----------------------------------------------------------------------------------------------
SINGLE = st.one_of(
    st.builds(values.day_span, DAYS),
    st.builds(values.week_span, DAYS),
    st.builds(values.weekend_span, DAYS),
    st.builds(values.month_span, YEARS, st.integers(1, 12)),
    st.builds(values.season_span, YEARS, st.sampled_from([21, 22, 23, 24])),
    st.builds(values.quarter_span, YEARS, st.integers(1, 4)),
    st.builds(values.year_span, YEARS),
    st.builds(values.financial_year_span, YEARS),
    st.builds(values.school_year_span, YEARS),
    st.builds(values.two_year_span, YEARS),
    st.builds(values.year_pair_span, YEARS, st.sampled_from(["school", "plain", "financial", ""])),
    st.builds(values.decade_span, YEARS),
    st.builds(values.century_span, st.integers(5, 20)),
)


@given(SINGLE)
@settings(max_examples=50, deadline=None)
def test_spans_are_edtf(span: Span) -> None:
    assert_edtf(span)


@st.composite
def point_spans(draw: st.DrawFn) -> Span | None:
    """What a day, month, season, year or year pair covers, which are the ends of intervals."""
    year, month = draw(YEARS), draw(st.integers(1, 12))
    day = Point(day=draw(st.integers(1, 31)), month=month)
    others = [Point(month=month), Point(season=draw(st.integers(21, 24))), Point(), Point(year_pair=True)]
    return values.point_span(draw(st.sampled_from([day, *others])), year)


@given(point_spans(), point_spans())
@settings(max_examples=40, deadline=None)
def test_intervals_are_edtf(one: Span | None, two: Span | None) -> None:
    assume(one and two)
    first, last = sorted((one, two), key=lambda span: span.first)
    span = values.interval(first, last)
    assert span is not None
    assert_edtf(span)
    assert (values.interval(last, first) is None) == (last.first > first.last)


@given(point_spans())
@settings(max_examples=40, deadline=None)
def test_open_ends_are_edtf(span: Span | None) -> None:
    assume(span)
    value = f"{span.value.split('/')[0]}/.."
    assert str(parse(value)) == value
    assert day_of(parse(value).lower_strict()) == span.first


def assert_edtf(span: Span) -> None:
    """The value parses, is written as the library writes it, and covers the days of the span."""
    told = parse(span.value)
    assert str(told) == span.value
    assert day_of(told.lower_strict()) == span.first
    assert day_of(told.upper_strict()) == span.last or is_winter(span.value)
