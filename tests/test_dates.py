"""Dates: the cases in tests/cases/dates.jsonl, written forms read back, and no text that stops or slows the finder."""

import json
import re
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.rules.dates import check_dates, find_dates, order_of_days, read_day
from extractor.rules.dates.feasts import feast_day
from extractor.rules.dates.finder import RULES
from extractor.rules.dates.words import FEASTS

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "dates.jsonl").read_text("utf-8").splitlines()]
DAY, MONTH, SEASON, YEAR = (
    r"\d{4}-\d\d-\d\d",
    r"\d{4}-(?:0[1-9]|1[0-2])",
    r"\d{4}-(?:2[1-4]|3[3-6])",
    r"\d{4}|\d{3}X|\d\dXX",
)
ONE = f"(?:{DAY}|{MONTH}|{SEASON}|{YEAR})"
EDTF = re.compile(rf"{ONE}|{ONE}/(?:{ONE}|\.\.)")
ANCHOR = date(2024, 6, 12)
DOCUMENTED = re.findall(
    r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", (Path(__file__).parent.parent / "docs" / "dates.md").read_text("utf-8"), re.M
)
DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))

# Each form in the notation of strftime; {d} is the day without its zero, {o} the day with its ordinal.
DAY_FORMS = [
    "{d} %B %Y", "{o} %B %Y", "{d} %b %Y", "{d} %b. %Y", "{o} of %B %Y", "the {o} of %B, %Y", "{d} %B, %Y",
    "{o} %B, %Y",
    "%A {d} %B %Y", "%A, {d} %B %Y", "%A {o} %B %Y", "%A the {o} of %B %Y", "%a {d} %b %Y", "%a, %d %b %Y", "%d %B %Y",
    "%B {d}, %Y", "%B {o}, %Y", "%b {d}, %Y", "%b. {d}, %Y", "%B {d} %Y", "%A, %B {d}, %Y", "%a, %b %d, %Y",
    "%Y %b {d}", "%Y, %B {d}", "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d-%b-%Y",
    "{d} day of %B %Y",
]  # fmt: skip


def ordinal(day: int) -> str:
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def write(day: date, form: str) -> str:
    return day.strftime(form).replace("May.", "May").replace("{d}", str(day.day)).replace("{o}", ordinal(day.day))


def run(case: dict[str, object]) -> list[list[str | None]]:
    anchor = date.fromisoformat(str(case["anchor"])) if case["anchor"] else None
    text = str(case["text"])
    mentions = find_dates(text, anchor)
    assert_sound(text, mentions)
    return [[mention.text, mention.value] for mention in mentions]


def assert_sound(text: str, mentions: list) -> None:
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(one.end <= two.start for one, two in pairwise(mentions))
    assert all(mention.value is None or EDTF.fullmatch(mention.value) for mention in mentions)
    assert all(mention.grain and mention.rule for mention in mentions)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, object], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=str(case["xfail"]), strict=True))
    assert run(case) == case["expect"]


def test_cases_are_many_and_named_once() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert sum(bool(case["expect"]) for case in CASES) >= 250
    assert sum(not case["expect"] for case in CASES) >= 150


def test_every_rule_is_documented_once() -> None:
    documented = [rule for rule, _, _ in DOCUMENTED]
    assert sorted(documented) == sorted({row[0] for row in RULES})


@pytest.mark.parametrize(("rule", "example", "value"), DOCUMENTED, ids=[rule for rule, _, _ in DOCUMENTED])
def test_documented_examples_are_true(rule: str, example: str, value: str) -> None:
    mentions = find_dates(example, ANCHOR)
    if value == "none":
        assert mentions == []
    else:
        assert [mention.value for mention in mentions if mention.rule == rule] == value.split(", ")


@given(DATES, st.sampled_from(DAY_FORMS))
@settings(max_examples=400, deadline=None)
def test_every_form_of_a_day_reads_back(day: date, form: str) -> None:
    text = f"The order was made on {write(day, form)}, as planned."
    assert [mention.value for mention in find_dates(text, ANCHOR)] == [day.isoformat()]


@given(DATES, st.integers(1, 27))
@settings(max_examples=100, deadline=None)
def test_intervals_read_back(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    value = f"{first.isoformat()}/{last.isoformat()}"
    for text in (
        f"from {write(first, '{d} %B %Y')} to {write(last, '{d} %B %Y')}",
        f"between {write(first, '%A {o} %B')} and {write(last, '%A {o} %B %Y')}",
        f"{write(first, '{d} %b')} - {write(last, '{d} %b %Y')}",
    ):
        assert [(mention.text, mention.value) for mention in find_dates(text, None)] == [(text, value)]


@given(st.dates(date(2023, 7, 1), date(2025, 5, 31)))
@settings(max_examples=100, deadline=None)
def test_weekday_tells_the_year(day: date) -> None:
    found = find_dates(f"Join us on {write(day, '%A {d} %B')}.", ANCHOR)
    assert [mention.value for mention in found] == [day.isoformat()]


@given(st.text())
@example("5 May 31 31 2024/24 Q1 1/1/1 w/c 1st 1th")
@settings(max_examples=300, deadline=None)
def test_any_text_is_sound(text: str) -> None:
    assert_sound(text, find_dates(text, ANCHOR))
    assert_sound(text, find_dates(text, None))
    read_day(text)


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "between from to until and or the of in on last next this early end week weekend commencing May March Friday "
        "Sun 1 5 12 31 31st 2019 2023/24 1990s summer Christmas Easter Day today ( ) , . - – / Q1 first Monday "
        "financial year ago two",
    )
)


@given(st.lists(WORDS, max_size=14), st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))))
@settings(max_examples=600, deadline=None)
def test_any_order_of_date_words_is_sound(words: list[str], anchor: date | None) -> None:
    text = " ".join(words)
    assert_sound(text, find_dates(text, anchor))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "between ",
        "May ",
        "Monday 5 ",
        "Sat 15, ",
        "from 8pm on Monday at 9am ",
        "from 8pm on 3 June at 9am to ",
        "between 5pm on Friday and ",
        "this week\nMonday: tea\n",
        "Monday: tea\n",
        "from the end of last May to ",
        "on 7.1.13 ",
        "23/5-",
        "Monday last ",
        "2012, ",
        "12/",
        "1, 2, ",
        "from 5 to ",
        "last ",
        "end of the ",
        "two days later ",
        "on 5 May 2019, the day before and ",
        "on the Monday, Tuesday, ",
        "Monday, ",
        "the same day in ",
        "third-quarter profit ",
        "of 3% in the second quarter ",
        "the following spring ",
        " ",
        "'",
    ],
)
def test_long_texts_take_linear_time(piece: str) -> None:
    started = time.process_time()
    find_dates(piece * (100_000 // len(piece)), ANCHOR)
    assert time.process_time() - started < 10


def test_relative_values_need_an_anchor() -> None:
    text = "They met yesterday, on Friday, last week and in the previous year."
    assert {mention.value for mention in find_dates(text, None)} == {None}
    assert all(mention.relative for mention in find_dates(text, ANCHOR))


def test_order_of_numeric_days() -> None:
    assert [mention.value for mention in find_dates("on 03/06/2024", None, "MDY")] == ["2024-03-06"]
    assert [mention.value for mention in find_dates("on 25/06/2024", None, "MDY")] == ["2024-06-25"]
    assert [mention.alternative for mention in find_dates("03/06/2024, 05/05/2024", None)] == ["2024-03-06", None]


def test_other_numeric_days_show_the_order() -> None:
    for order in ("DMY", "MDY"):
        assert [m.value for m in find_dates("03/06/2024, 25/06/2024", None, order)] == ["2024-06-03", "2024-06-25"]
        assert [m.value for m in find_dates("03/06/2024, 06/25/2024", None, order)] == ["2024-03-06", "2024-06-25"]
    assert {mention.alternative for mention in find_dates("03/06/2024, 25/06/2024", None)} == {None}
    assert next(m.value for m in find_dates("03/06/2024, 25/06/2024, 06/25/2024", None)) == "2024-06-03"


def test_grain_and_rule() -> None:
    text = "On 5 May 2024, June 2024, in 2019, spring 2020, Q2 2021, the 1990s, from 3 to 5 May 2024, last week"
    grains = ["day", "month", "year", "season", "quarter", "decade", "interval", "week"]
    assert [mention.grain for mention in find_dates(text, ANCHOR)] == grains


@pytest.mark.parametrize(
    ("year", "expected"), [(1818, (3, 22)), (1943, (4, 25)), (2000, (4, 23)), (2024, (3, 31)), (2038, (4, 25))]
)
def test_easter(year: int, expected: tuple[int, int]) -> None:
    assert feast_day("easter sunday", year) == date(year, *expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 March 2012 10:43", "2012-03-12"),
        ("2009-01-15T00:00:00-05:00", "2009-01-15"),
        ("2009-01-15T23:59:59Z", "2009-01-15"),
        ("2009-01-15 10:22:31.123", "2009-01-15"),
        ("2009-01-15", "2009-01-15"),
        ("Published: 3rd May 2024", "2024-05-03"),
        ("Published on Friday 3 May 2024 at 10.30am", "2024-05-03"),
        ("Wed, 07 May 2014 10:55:00 +1200", "2014-05-07"),
        ("Wed May 07 2014 10:55:00 GMT+0100 (British Summer Time)", "2014-05-07"),
        ("Wed May  7 10:55:00 BST 2014", "2014-05-07"),
        ("20240304", "2024-03-04"),
        ("20240304T101500Z", "2024-03-04"),
        ("20240304101500", "2024-03-04"),
        ("March 4, 2024 9:15 AM", "2024-03-04"),
        ("MARCH 4, 2024", "2024-03-04"),
        ("10:43 MAY 4, 2024", "2024-05-04"),
        ("10:43 am, 4 March 2024", "2024-03-04"),
        ("4 march 2024", "2024-03-04"),
        ("04-Mar-2024", "2024-03-04"),
        ("04/03/2024 09:15", "2024-03-04"),
        ("Monday, 4 March, 2024", "2024-03-04"),
        ("Mon 04/03/24", "2024-03-04"),
        ("2024/03/04", "2024-03-04"),
        ("4 March 2024, 4 March 2024", "2024-03-04"),
        ("3 May 2024, updated 5 May 2024", None),
        ("4 March", None),
        ("March 2024", None),
        ("20241304", None),
        ("2024-02-30T10:00:00Z", None),
        ("today", None),
        ("", None),
        ("10:43", None),
        ("call 020 7946 0958", None),
    ],
)
def test_read_day(text: str, expected: str | None) -> None:
    assert read_day(text) == expected


def test_read_day_in_american_order() -> None:
    assert read_day("03/04/2024", "MDY") == "2024-03-04"


@given(DATES, st.sampled_from(DAY_FORMS))
@settings(max_examples=200, deadline=None)
def test_read_day_reads_every_form(day: date, form: str) -> None:
    assert read_day(f"Posted: {write(day, form)} 14:05") == day.isoformat()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12 Mawrth 2024", "2024-03-12"),
        ("Dydd Gwener, 3 Mai 2024", "2024-05-03"),
        ("7 Bealtaine 2014", "2014-05-07"),
        ("7th May2014", "2014-05-07"),
        ("2 years ago", None),
        ("12 councils 2024", None),
        ("Room 12, 2024", None),
    ],
)
def test_days_that_the_grammar_does_not_know(line: str, day: str | None) -> None:
    assert read_day(line) == day


@pytest.mark.parametrize(
    ("text", "anchor", "value", "alternative"),
    [
        ("Paid on 03/06/2024.", None, "2024-06-03", "2024-03-06"),
        ("Paid on 03/06/2024, as on 25/06/2024.", None, "2024-06-03", None),
        ("Paid on 03/06/2024, as on March 7, 2024.", None, "2024-03-06", "2024-06-03"),
        ("Paid on 03/06/2024, as on 7 March 2024.", None, "2024-06-03", "2024-03-06"),
        ("Paid today, 03/06/2024.", date(2024, 3, 6), "2024-03-06", None),
        ("Open 03/06/2024 - 05/06/2024.", None, "2024-06-03/2024-06-05", "2024-03-06/2024-05-06"),
        ("Open 03/06/2024 - 03/25/2024.", None, "2024-03-06/2024-03-25", None),
        ("Mon 06/05/2024", None, "2024-05-06", None),
        ("Notes of 12 November.", date(2024, 6, 12), "2024-11-12", "2023-11-12"),
        ("They met on 12 December.", date(2024, 6, 12), "2023-12-12", None),
        ("Notes of 12 July.", date(2024, 6, 12), "2024-07-12", None),
    ],
)  # fmt: skip
def test_what_else_a_date_may_be(text: str, anchor: date | None, value: str, alternative: str | None) -> None:
    assert_sound(text, mentions := find_dates(text, anchor))
    mention = next(m for m in mentions if m.grain != "day" or m.rule != "day_word")
    assert (mention.value, mention.alternative) == (value, alternative)


@pytest.mark.parametrize(
    ("country", "value"), [("US", "2024-03-06"), ("GB", "2024-06-03"), ("AU", "2024-06-03"), (None, "2024-06-03")]
)
def test_the_country_tells_the_order(country: str | None, value: str) -> None:
    assert [m.value for m in find_dates("Paid on 03/06/2024.", None, country=country)] == [value]
    assert [m.value for m in find_dates("Paid on 03/06/2024.", None, "DMY", country)] == ["2024-06-03"]


@pytest.mark.parametrize(
    ("text", "anchor", "counted_from"),
    [
        ("It opened on 5 May 2018.", ANCHOR, [None]),
        ("It opened on 5 May.", ANCHOR, ["2024-06-12"]),
        ("It opened last week.", ANCHOR, ["2024-06-12"]),
        ("It opens in the week commencing 17 June.", ANCHOR, ["2024-06-12"]),
        ("It opened on 5 May 2018 and the following Monday.", ANCHOR, [None, "2018-05-05"]),
        ("It opened in May 2018 and in July.", ANCHOR, [None, "2018-05"]),
        ("It opened on 5 May 2018. The hall opened on 6 June.", None, [None, "2018"]),
        ("It opened yesterday.", None, [None]),
        ("It opened on Easter Monday and the August bank holiday.", ANCHOR, ["2024-06-12", "2024-06-12"]),
    ],
)
def test_what_a_value_is_counted_from(text: str, anchor: date | None, counted_from: list[str | None]) -> None:
    assert [mention.anchor for mention in find_dates(text, anchor)] == counted_from


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("in early 2019", "start"),
        ("by mid-March 2019", "mid"),
        ("in late spring 2019", "end"),
        ("at the end of March", "end"),
        ("at the beginning of next year", "start"),
        ("on the early May bank holiday", None),
        ("in 2019", None),
        ("last May", None),
    ],
)
def test_modifiers_are_kept(text: str, modifier: str | None) -> None:
    assert [mention.modifier for mention in find_dates(text, ANCHOR)] == [modifier]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("on Monday 5 May 2018", ["weekday_disagrees"]),
        ("on Saturday 5 May 2018", []),
        ("from Monday 3 to Friday 8 June 2024", ["weekday_disagrees"]),
        ("from Monday 3 to Friday 7 June 2024", []),
        ("on Tue 05/06/2024", ["weekday_disagrees"]),
        ("today (Thursday)", ["today_disagrees"]),
        ("today (Wednesday)", []),
        ("on Thursday 12 June", []),
        ("on Thursday 30 February", []),
    ],
)
def test_contradictions_are_problems(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in check_dates(find_dates(text, ANCHOR))] == codes


@pytest.mark.parametrize(
    ("country", "value"),
    [("AU", "2023-07-01/2024-06-30"), ("NZ", "2023-07-01/2024-06-30"), ("GB", "2023-04-01/2024-03-31")],
)
def test_the_country_tells_when_the_financial_year_begins(country: str, value: str) -> None:
    for text in ("Carting water cost ratepayers $410,000 in 2023-24.", "The budget is for this financial year."):
        assert [mention.value for mention in find_dates(text, date(2024, 2, 1), country=country)] == [value]


@pytest.mark.parametrize(
    ("name", "year", "country", "day"),
    [
        ("early may bank holiday", 2020, None, (5, 8)),
        ("early may bank holiday", 2021, "GB", (5, 3)),
        ("spring bank holiday", 2022, None, (6, 2)),
        ("august bank holiday", 2024, None, (8, 26)),
        ("august bank holiday", 2024, "IE", (8, 5)),
        ("memorial day", 2024, "GB", (5, 27)),
        ("mother's day", 2024, None, (3, 10)),
        ("mother's day", 2024, "US", (5, 12)),
        ("father's day", 2024, "AU", (9, 1)),
        ("thanksgiving", 2024, "CA", (10, 14)),
        ("thanksgiving", 2024, None, (11, 28)),
        ("labour day", 2024, "NZ", (10, 28)),
        ("christmas eve", 2024, None, (12, 24)),
        ("remembrance sunday", 2024, None, (11, 10)),
        ("mothering sunday", 2024, None, (3, 10)),
    ],
)
def test_feasts(name: str, year: int, country: str | None, day: tuple[int, int]) -> None:
    assert feast_day(name, year, country) == date(year, *day)


def test_every_feast_has_its_day() -> None:
    assert {name for name in FEASTS if feast_day(name, 2024) is None} == set()
    assert feast_day("spring bank holiday", 1801) is None


@pytest.mark.parametrize(
    "text",
    ["16 Days 2024", "12 Months 2024", "24 Hours 2024", "5 Diwrnod 2024", "1710123100000", "10051201", "2024-13-01"],
)
def test_no_day_is_counted_from_today_or_read_from_a_counter(text: str) -> None:
    assert read_day(text) is None


def test_anchors_that_are_placeholders_are_none() -> None:
    for anchor in (date(1, 1, 1), date(9999, 12, 31)):
        assert order_of_days("last year, Boxing Day, 03/06/2024", anchor) == "DMY"
        assert {mention.value for mention in find_dates("last year, tomorrow", anchor)} == {None}
