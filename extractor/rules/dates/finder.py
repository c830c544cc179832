"""Finds date expressions in English text and tells what they stand for, in EDTF, by rules alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from extractor.record import DateMention
from extractor.rules.dates import (
    anaphoric,
    calendar,
    counted,
    deictic,
    grammar,
    intervals,
    named,
    quarters,
    series,
    weekdays,
)
from extractor.rules.dates.elsewhere import read_whole_day
from extractor.rules.dates.order import order_shown, order_written, usual_order
from extractor.rules.dates.scene import Found, Reader, Rule, Scene
from extractor.rules.dates.words import CUES, FEASTS, MONTHS, NUMBERS, ORDINALS, SEASONS, TABLE, WEEKDAYS
from extractor.rules.expression import Expression

SHORT_NUMBER, LONG_NUMBER = frozenset({"#"}), frozenset({"####"})  # of days and of years, by their digits
NUMBER = SHORT_NUMBER | LONG_NUMBER
NAMED_DAYS = frozenset(WEEKDAYS) | MONTHS.keys()
DAYS = SHORT_NUMBER | NAMED_DAYS
MODIFIERS = frozenset(
    {"early", "mid", "late", "later", "earlier", "end", "beginning", "start", "middle", "close", "turn", "latter"}
    | {"first", "second", "last"}
)
MONTH_WORDS = MODIFIERS | MONTHS.keys()
SEASON_WORDS = MODIFIERS | SEASONS.keys()
YEARS = LONG_NUMBER | MODIFIERS
PERIODS = YEARS | MONTHS.keys() | SEASONS.keys() | {"fy"}
BETWEEN = frozenset({"between"})
FIRST_OF_FEASTS = frozenset(re.split(r"\W", name)[0] for name in FEASTS)

# Tried in this order at each word: what goes wrong if split comes first, what needs evidence comes last.
RULES: list[tuple[str, frozenset[str], Expression, Reader]] = [
    ("recurring", frozenset({"every", "each", "alternate", "most"}), grammar.RECURRING, deictic.skip),
    ("name", frozenset(name.split()[0].lower() for name in CUES["names"]), grammar.NAME, deictic.skip),
    ("numeric_interval", NUMBER | {"from"}, grammar.NUMERIC_INTERVAL, series.read_numeric_interval),
    ("numeric_interval", BETWEEN, grammar.NUMERICS_BETWEEN, series.read_numeric_interval),
    ("iso", LONG_NUMBER, grammar.ISO_DAY, calendar.read_numeric),
    ("numeric", SHORT_NUMBER | WEEKDAYS.keys(), grammar.NUMERIC_DAY, calendar.read_numeric),
    (
        "short_interval",
        NUMBER | WEEKDAYS.keys() | {"from"},
        grammar.SHORT_NUMERIC_INTERVAL,
        intervals.read_short_interval,
    ),
    ("weekday_numeric", frozenset(WEEKDAYS), grammar.WEEKDAY_NUMERIC, calendar.read_weekday_numeric),
    ("days_between", BETWEEN, grammar.DAYS_BETWEEN, series.read_interval),
    ("days_between", BETWEEN, grammar.DAYS_BETWEEN_US, series.read_interval),
    ("timed_interval", BETWEEN, grammar.TIMED_BETWEEN, intervals.read_timed_interval),
    ("told_interval", BETWEEN, grammar.TOLD_BETWEEN, intervals.read_told_interval),
    ("weekday_interval", BETWEEN, grammar.WEEKDAYS_BETWEEN, weekdays.read_weekday_interval),
    ("periods_between", BETWEEN, grammar.PERIODS_BETWEEN, series.read_period_interval),
    ("day_interval", DAYS | {"from"}, grammar.DAY_INTERVAL, series.read_interval),
    ("day_interval", NAMED_DAYS | {"from"}, grammar.DAY_INTERVAL_US, series.read_interval),
    ("timed_interval", DAYS | {"from"}, grammar.TIMED_INTERVAL, intervals.read_timed_interval),
    ("timed_interval", frozenset({"from"}), grammar.TIMED_FROM, intervals.read_timed_interval),
    ("told_interval", frozenset({"from"}), grammar.TOLD_INTERVAL, intervals.read_told_interval),
    ("of_that_year", DAYS | SEASONS.keys() | FIRST_OF_FEASTS, grammar.OF_THAT_YEAR, anaphoric.read_of_that_year),
    ("life", LONG_NUMBER, grammar.LIFE, calendar.read_life),
    ("life", BETWEEN, grammar.OLD_BETWEEN, calendar.read_life),
    ("old_date", SHORT_NUMBER | MONTHS.keys(), grammar.OLD_DATE, calendar.read_old_date),
    ("day_list", DAYS, grammar.DAY_LIST, series.read_list),
    ("day_list", NAMED_DAYS, grammar.DAY_LIST_US, series.read_list),
    ("year_month_day", LONG_NUMBER, grammar.ONE_YEAR_MONTH_DAY, calendar.read_written),
    ("day_month", SHORT_NUMBER | WEEKDAYS.keys(), grammar.ONE_DAY_MONTH, calendar.read_written),
    ("month_day", NAMED_DAYS, grammar.ONE_MONTH_DAY, calendar.read_month_day),
    ("numbered_interval", frozenset(WEEKDAYS) | {"from"}, grammar.NUMBERED_INTERVAL, weekdays.read_numbered_interval),
    ("numbered_weekday", frozenset(WEEKDAYS), grammar.NUMBERED_WEEKDAY, weekdays.read_numbered_weekday),
    ("weekday_interval", frozenset(WEEKDAYS) | {"from"}, grammar.WEEKDAY_INTERVAL, weekdays.read_weekday_interval),
    ("weekdays", frozenset(WEEKDAYS), grammar.WEEKDAYS_THROUGH, deictic.skip),
    ("nth_week", frozenset(ORDINALS), grammar.NTH_WEEK, calendar.read_nth_week),
    ("following", frozenset({"following", "previous", "next"}), grammar.FOLLOWING, counted.read_following),
    ("nth_weekday", frozenset(ORDINALS), grammar.NTH_WEEKDAY, calendar.read_nth_weekday),
    ("quarter", frozenset(ORDINALS) | {"q"}, grammar.QUARTER, quarters.read_quarter),
    ("half_year", frozenset({"h"}), grammar.HALF_NUMBERED, quarters.read_numbered_half),
    ("half_year", MODIFIERS, grammar.HALF_YEAR, quarters.read_half_year),
    ("quarter", frozenset(ORDINALS) | {"q"}, grammar.BARE_QUARTER, quarters.read_bare_quarter),
    ("quarter", frozenset(MONTHS), grammar.MONTH_QUARTER, quarters.read_month_quarter),
    ("half_year", MODIFIERS, grammar.BARE_HALF, quarters.read_bare_half),
    ("later", NUMBER | NUMBERS.keys() | {"day", "week", "month", "year"}, grammar.LATER, counted.read_later),
    ("same_period", frozenset({"same"}), grammar.SAME_PERIOD, anaphoric.read_same_period),
    ("week_of", frozenset({"week", "w"}), grammar.WEEK_OF, named.read_week_of),
    ("weekend_of", frozenset({"weekend"}), grammar.WEEKEND_DAYS, named.read_weekend_days),
    ("weekend_of", frozenset({"weekend"}), grammar.WEEKEND_DAY, named.read_weekend_day),
    ("weekend", frozenset({"weekend"}), grammar.BARE_WEEKEND, named.read_weekend),
    ("feast", FIRST_OF_FEASTS, grammar.FEAST, named.read_feast),
    ("period_interval", PERIODS | {"from"}, grammar.PERIOD_INTERVAL, series.read_period_interval),
    ("month_list", frozenset(MONTHS), grammar.MONTH_LIST, series.read_list),
    ("month_list", frozenset(MONTHS), grammar.MONTH_LIST_OF_YEAR, series.read_list),
    ("month_year", MONTH_WORDS, grammar.MONTH_OF_YEAR, calendar.read_written),
    ("season_year", SEASON_WORDS, grammar.SEASON_OF_YEAR, calendar.read_written),
    ("century", SHORT_NUMBER | MODIFIERS | ORDINALS.keys(), grammar.CENTURY, calendar.read_century),
    ("decade", NUMBER | MODIFIERS, grammar.DECADE, calendar.read_decade),
    ("decade_in_words", MODIFIERS | TABLE["decades"].keys(), grammar.DECADE_IN_WORDS, calendar.read_decade_in_words),
    ("fiscal_year", frozenset({"fiscal", "fy"}), grammar.FISCAL, calendar.read_fiscal_year),
    ("short_year", SHORT_NUMBER, grammar.BARE_SHORT_YEAR, calendar.read_short_year),
    ("year_list", LONG_NUMBER, grammar.YEAR_LIST, series.read_year_list),
    ("year_pair", YEARS | {"fy"}, grammar.YEAR_PAIR, calendar.read_year_pair),
    ("week_hence", frozenset(NUMBERS) | WEEKDAYS.keys(), grammar.WEEK_HENCE, deictic.read_week_hence),
    ("ago", SHORT_NUMBER | NUMBERS.keys(), grammar.AGO, deictic.read_ago),
    ("ago", SHORT_NUMBER | NUMBERS.keys(), grammar.IN_TIME, deictic.read_ago),
    (
        "day_word",
        frozenset({"today", "tonight", "day", "yesterday", "tomorrow", "this", "last", "earlier", "later"}),
        grammar.DAY_WORD,
        deictic.read_day_word,
    ),
    ("that_period", frozenset({"that", "same", "later", "earlier"}), grammar.THAT_PERIOD, anaphoric.read_that_period),
    (
        "deictic",
        MODIFIERS | WEEKDAYS.keys() | {"this", "next", "last", "past", "coming", "current"},
        grammar.DEICTIC,
        deictic.read_deictic,
    ),
    ("within_unit", MODIFIERS, grammar.WITHIN_UNIT, deictic.read_within_unit),
    ("month", MONTH_WORDS, grammar.BARE_MONTH, calendar.read_bare_month),
    ("month", frozenset(MONTHS), grammar.SHORT_MONTH, calendar.read_short_month),
    ("season", SEASON_WORDS, grammar.BARE_SEASON, calendar.read_bare_season),
    ("year", YEARS, grammar.BARE_YEAR, calendar.read_bare_year),
    ("old_year", YEARS, grammar.BARE_OLD_YEAR, calendar.read_bare_old_year),
    ("the_weekday", frozenset(WEEKDAYS), grammar.THE_WEEKDAY, anaphoric.read_the_weekday),
    ("weekday_last", frozenset(WEEKDAYS), grammar.WEEKDAY_LAST, weekdays.read_weekday_last),
    ("weekday", frozenset(WEEKDAYS), grammar.WEEKDAY_LINE, weekdays.read_weekday_line),
    ("weekday", frozenset(WEEKDAYS), grammar.BARE_WEEKDAY, deictic.read_weekday),
]


def by_first_word(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules to try at each word that opens an expression, in their order."""
    index: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for start in rule.starts:
            for form in {start, start.capitalize(), start.upper()}:
                index[form].append(rule)
    return dict(index)


RULES_AT = by_first_word(Rule(*row) for row in RULES)
# Letters that patterns take for others in either case, white space of other kinds, digits of other scripts' fonts
FOLDED = str.maketrans(
    "ſıİ\u212a\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000−",
    "siIK" + " " * 14 + "-",
)
LONGEST_COUNT = 3
# The next word or digit behind a number and its "th", and what it is where the number opens a date
FOLLOWER = re.compile(r"(?: ?(?i:st|nd|rd|th)\b)?[^\w\n]{0,4}([A-Za-z]+|\d)?")
FOLLOWERS = MONTHS.keys() | WEEKDAYS.keys() | CUES["number_followers"]
# What "from" and "between" lead to is seldom a day, and their patterns are the longest: all of them hold such a sign.
LEADS = frozenset({"from", "between"})
DAY_BEHIND = re.compile(r"\d|[JFMASONDTW][A-Za-z]{2}|(?i:this|last|next)")
LEAD_REACH = 80
UNFOLDED = re.compile(f"[{re.escape(''.join(map(chr, FOLDED)))}]")
EARLIEST, LATEST = date(1800, 1, 1), date(2100, 12, 31)
# A number that is money, or a part of a longer number, word or address, opens no date.
WORD = re.compile(r"(?<!\w)[A-Za-z]+|(?<![\w£$€#@/+])(?<!\d[.,:])(?<!\w-)\d+")
# Begins at the first mark, of which a text has fewer than digits
NUMERIC = re.compile(r"(?<=\d)(?<!\d\d\d)[-/.]\d{1,2}[-/.]\d")
COMPACT_DAY = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(\d\d)(\d\d)(?:T?(?:\d{4}|\d{6})Z?)?(?!\d)")
ISO_TIMESTAMP = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?=[T ]\d\d:)")
ZONE = r"Z|[+-]\d\d:?\d\d|(?:GMT|UTC|BST|IST|CES?T|[A-Z]{1,2}[SD]T)(?:[+-]\d{4})?\b"
CLOCK = re.compile(rf"\b\d{{1,2}}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\b\.?)?\s*(?:{ZONE})?", re.IGNORECASE)
# No release has so many; each costs the reading of its clause, and a text of dates alone would take for ever.
MOST_DATES = 10_000


def find_dates(
    text: str, anchor: date | None, date_order: str | None = None, country: str | None = None
) -> list[DateMention]:
    """All mentions of dates and periods in a text, in its order and without overlap.

    anchor is the day of issue that relative expressions and those without a year are resolved against; without it
    their value is null, unless every full date of the text is in one and the same year. country (ISO 3166) tells whose
    holidays are meant. 03/06/2024 is read in the order that other numeric days of the text show, else in date_order
    (DMY or MDY), else as the text writes days with names of months, else as the country does, else day first.
    """
    scene = scene_of(text, anchor, date_order, country)
    mentions = list(scan(scene))
    learnt = scene
    if scene.anchor is None and (year := only_year(mentions)):
        learnt = replace(scene, only_year=year)
    if has_numeric_day(text):
        learnt = with_order(learnt, mentions, date_order)
    mentions = mentions if learnt == scene else list(scan(learnt))
    if scene.text == text:
        return mentions
    return [mention.model_copy(update={"text": text[mention.start : mention.end]}) for mention in mentions]


def scene_of(text: str, anchor: date | None, date_order: str | None, country: str | None) -> Scene:
    """The scene before anything is learnt from the text, which is folded letter by letter so that offsets hold."""
    if anchor and not EARLIEST <= anchor <= LATEST:
        anchor = None  # a placeholder, no day of issue
    folded = text.translate(FOLDED) if UNFOLDED.search(text) else text
    return Scene(folded, anchor, date_order or usual_order(country), country)


def order_of_days(text: str, anchor: date | None, date_order: str | None = None, country: str | None = None) -> str:
    """DMY or MDY: the order that `find_dates` reads the numeric days of a text in."""
    scene = scene_of(text, anchor, date_order, country)
    return with_order(scene, list(scan(scene)), date_order).order


def with_order(scene: Scene, mentions: Sequence[DateMention], date_order: str | None) -> Scene:
    """The scene with the order of numeric days by all that its text shows."""
    shown = order_shown(mentions, scene.anchor, scene.order)
    return replace(scene, order=shown or date_order or order_written(mentions) or scene.order, order_shown=bool(shown))


def has_numeric_day(text: str) -> bool:
    """Whether something like 03/06/2024 stands in a text."""
    return NUMERIC.search(text) is not None


def scan(scene: Scene) -> Iterator[DateMention]:
    """The mentions from left to right, at most MOST_DATES: at each word the first rule that applies."""
    done, earlier = 0, list[DateMention]()
    for word in WORD.finditer(scene.text):
        if len(earlier) >= MOST_DATES:
            return
        rules = rules_at(scene.text, word)
        if rules and word.start() >= done:
            mentions, done = apply_rules(rules, scene, word.start(), earlier)
            yield from mentions
            earlier += mentions


def rules_at(text: str, word: re.Match[str]) -> Sequence[Rule]:
    """The rules to try at a word or number."""
    found = word[0]
    if found[0] <= "9":
        return RULES_AT.get(number_key(text, word), ())
    rules = RULES_AT.get(found, ())
    if rules and found.lower() in LEADS and not DAY_BEHIND.search(text, word.end(), word.end() + LEAD_REACH):
        return ()
    return rules


def number_key(text: str, number: re.Match[str]) -> str:
    """What a number may open: "####" a year, "#" a day by what follows it; "" nothing (most numbers in a text)."""
    digits = number[0]
    if len(digits) > LONGEST_COUNT:
        return "####" if len(digits) == 4 and digits[0] in "12" else ""
    follower = FOLLOWER.match(text, number.end())
    behind = (follower[1] if follower else "") or ""
    return "#" if behind.isdigit() or behind.lower() in FOLLOWERS or text[number.start() - 1] in "'’‘" else ""


def apply_rules(
    rules: Iterable[Rule], scene: Scene, start: int, earlier: Sequence[DateMention]
) -> tuple[list[DateMention], int]:
    """The mentions of the first rule that applies at a place, and where the search goes on."""
    for rule in rules:
        match = rule.pattern.match(scene.text, start)
        mentions = rule.read(Found(match, scene, rule.name, earlier)) if match else None
        if match and mentions is not None:
            return mentions, max(match.end(), mentions[-1].end if mentions else 0)
    return [], start


def only_year(mentions: Iterable[DateMention]) -> int | None:
    """The year of all full days, else of all months, if it is one and the same and none is later."""
    years: dict[str, set[int]] = {"day": set(), "month": set()}
    for mention in mentions:
        if mention.value and mention.grain in years:
            years[mention.grain].add(int(mention.value[:4]))
    told = years["day"] or years["month"]
    return max(told) if len(told) == 1 and max(told) == max(told | years["month"]) else None


@lru_cache(maxsize=32)
def read_day(text: str, date_order: str | None = None) -> str | None:
    """The one full calendar day in a short string of metadata, as YYYY-MM-DD, else None.

    The day is taken as written, never converted between time zones; a string with two different days tells none.
    """
    stamp = ISO_TIMESTAMP.search(text) or COMPACT_DAY.search(text)
    if stamp:
        try:
            return date(*map(int, stamp.groups())).isoformat()
        except ValueError:
            return None
    plain = " ".join(CLOCK.sub(" ", text).split())
    days = {mention.value for mention in find_dates(plain, None, date_order) if mention.grain == "day"}
    if not days:
        return read_whole_day(plain)
    return days.pop() if len(days) == 1 else None
