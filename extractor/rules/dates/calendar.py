"""Readers of dates that are written out: days, months, seasons, years, decades."""

from __future__ import annotations

import re

from extractor.record import DateMention
from extractor.rules.dates import context, values
from extractor.rules.dates.order import is_version, names_a_day, numeric_days, short_day
from extractor.rules.dates.scene import Found, possible, with_kind_of_year, with_open_end
from extractor.rules.dates.sentence import sentence_about
from extractor.rules.dates.values import Tense
from extractor.rules.dates.words import CUES, ORDINALS, TABLE, WEEKDAYS

OLDEST_SURE_DECADE, LAST_CENTURY = 180, 190  # in tens: 1800s, 1900s
OLDEST_SURE_FINANCIAL_YEAR = 2000  # earlier pairs are seldom out of accounts
DIGITS = re.compile(r"\d+")
LONGEST_LIFE = 120
HALF_YEAR = 200  # days, with some to spare


def read_numeric(found: Found) -> list[DateMention] | None:
    """03/06/2024, 2024-06-03; what another order would read is the alternative, unless the text shows its order."""
    days = numeric_days(found.match, found.scene.order)
    if not days or (is_version(found.match) and not names_a_day(found.match)):
        return None
    open_to_doubt = len(days) > 1 and not found.scene.order_shown
    return [found.mention(values.day_span(days[0]).or_else(str(days[1]) if open_to_doubt else None))]


def read_weekday_numeric(found: Found) -> list[DateMention] | None:
    """ "Thu 13/2": a weekday, a day and a month that fit each other not far from the day of issue."""
    point = short_day(found["point"], found.scene.order)
    if point is None:
        return None
    span = found.resolve(point)
    if span is None:
        return [found.mention(None)] if found.scene.anchor is None else None
    near = found.scene.anchor is None or abs(values.distance_from(found.scene.anchor, span)) <= HALF_YEAR
    return [found.mention(span)] if near and span.first.weekday() == point.weekday else None


def read_written(found: Found) -> list[DateMention] | None:
    """5 May 2024, June 2024, late summer 2019, "10 June this year", 5 May: the nearest year if none is written."""
    point = values.read_point(found["point"])
    if context.word_after(found.text, found.end) in CUES["streets"]:
        return None
    if not possible(point):
        return [found.mention(None)]
    return [with_open_end(found, found.resolve(point), point.shift is not None, point.grain)]


def read_old_date(found: Found) -> list[DateMention] | None:
    """14 October 1066, March 1645; but "in May 1200 homes lost power" counts."""
    point = values.read_point(found["point"])
    if context.counts(found.text, found.end, 0) or not possible(point):
        return None
    return [found.mention(values.point_span(point, point.year or 0))]


def read_month_day(found: Found) -> list[DateMention] | None:
    """May 6, 2014; but "in May 20 families moved" is a month and a count."""
    if context.word_before(found.text, found.start).lower() == "in" and not values.read_point(found["point"]).dated:
        return None
    return read_written(found)


# --- months, seasons and years that stand alone -----------------------------------------------------------------------
def read_bare_month(found: Found) -> list[DateMention] | None:
    """A month without day and year: "in May", "early March", "September"."""
    if not (found["modifier"] or context.is_month(found.text, *found.match.span("point"))):
        return None
    if context.word_after(found.text, found.end) in CUES["streets"]:
        return None
    point, anchor = values.read_point(found["point"]), found.scene.anchor
    if anchor and context.is_attributive(found.text, found.start, found.end):
        return [found.mention(values.by_tense(values.candidates(point, anchor), anchor, Tense()))]
    return [with_open_end(found, found.resolve(point), False, "month")]


def read_short_month(found: Found) -> list[DateMention] | None:
    """In Oct.: a short month counts behind a preposition of time."""
    before = context.word_before(found.text, found.start).lower()
    if before not in CUES["short_month"] or context.opens_a_name(found.text, found.end):
        return None
    return [found.mention(found.resolve(values.read_point(found["point"])), "month")]


def read_bare_season(found: Found) -> list[DateMention] | None:
    """A season without a year, where a preposition and a tense make it one: "will open in the spring"."""
    tense = found.tense
    if not context.is_season(found.text, found.start, found.end, tense, bool(found["modifier"])):
        return None
    span = found.resolve(values.read_point(found["point"]))
    return [found.mention(span, "season", relative=True)]


def read_bare_year(found: Found) -> list[DateMention] | None:
    """A year alone, on evidence: "in 2018", "late 2020", "2017 and beyond"."""
    start, end = found.match.span("point")
    mention = with_open_end(found, values.year_span(int(found["point"])), False, "year")
    if found["modifier"] or mention.end > found.end or context.is_year(found.text, start, end, end, is_joined(found)):
        return [mention]
    return [mention] if context.labels_a_figure(found.text, start, end) else None


def read_life(found: Found) -> list[DateMention] | None:
    """(1741-1803): the years of a life or a reign, in brackets; between 1790 and 1870."""
    first, last = int(found["first"]), int(found["last"])
    framed = found["frame"] or found.text[found.start - 1] == "("
    if (
        not framed
        or not first < last
        or context.counts(found.text, found.end, 0)
        or (last > first + LONGEST_LIFE and not found["frame"])
    ):
        return None
    return [found.mention(values.interval(values.year_span(first), values.year_span(last)))]


def is_joined(found: Found) -> bool:
    """Whether "and" or "or" joins a match to the mention before."""
    previous = found.previous
    return previous is not None and found.text[previous.end : found.start].strip(" ,") in context.JOINING


def read_short_year(found: Found) -> list[DateMention] | None:
    """In '78: with its apostrophe, behind a preposition, at the end of a phrase."""
    start = found.start - 1
    after = context.word_after(found.text, found.end)
    if context.word_before(found.text, start).lower() not in CUES["short_year"] or (
        after and after not in CUES["no_adjective"]
    ):
        return None
    year = values.full_year(int(found.match[0]), values.LATEST_WITH_APOSTROPHE)
    return [found.mention(values.year_span(year), place=(start, found.end))]


def read_fiscal_year(found: Found) -> list[DateMention] | None:
    """Fiscal 2012, FY 2012: a firm's year, by the calendar for all we know; FY24 is named by the year it ends in."""
    if found["year"]:
        return [found.mention(values.year_span(int(found["year"])))]
    year = values.full_year(int(found["ending"]))
    if found.scene.country == "US":
        return [found.mention(values.year_span(year))]
    return [found.mention(values.financial_year_span(year - 1, found.scene.country))]


def read_bare_old_year(found: Found) -> list[DateMention] | None:
    """A year before 1800 alone: "since 1257", "a map of 1610"."""
    start, end = found.match.span("point")
    if found["modifier"] or context.is_old_year(found.text, start, end):
        return [found.mention(values.year_span(int(found["point"])))]
    return None


def read_year_pair(found: Found) -> list[DateMention] | None:
    """2023/24: a school year or two plain years where the words about it say so, else a financial year."""
    text = found["point"]
    point = values.read_point(text)
    year = point.year or 0
    ending = DIGITS.findall(text)[-1]
    if int(ending) != (year + 1) % 10 ** len(ending):
        return None
    if "/" not in text and context.among_digits(found.text, found.start, found.end):
        return None
    kind = context.year_pair_kind(found.text, found.start, found.end)
    if not kind and text[0].isdigit() and "/" not in text and year < OLDEST_SURE_FINANCIAL_YEAR:
        kind = "plain"
    span = values.year_pair_span(year, kind, found.scene.country)
    other = None if kind else values.two_year_span(year).value
    return [with_kind_of_year(found, with_open_end(found, span.or_else(other), False, "year"))]


def read_decade(found: Found) -> list[DateMention] | None:
    """The 1990s, the '90s, the 1800s (a century); without the article "60s" is an age and "1000s" a count."""
    before = context.word_before(found.text, found.start, marks="'’‘").lower()
    decade = int(found["full"] or f"19{found['short'][0]}")
    start = found.start - (found.text[found.start - 1 : found.start] in ("'", "’", "‘") and found["short"] != "")
    again = before == "and" and found.previous is not None and found.previous.grain in ("decade", "century")
    sure = found["full"] and decade >= OLDEST_SURE_DECADE
    if not (sure or again or before in ("the", "early", "late", "mid")):
        return None
    if not found["full"] and not CUES["no_decade"].isdisjoint(sentence_words(found)):
        return None
    of_century = decade % 10 == 0 and decade < LAST_CENTURY
    span = values.century_span(decade // 10) if of_century else values.decade_span(decade * 10)
    return [found.mention(span, place=(start, found.end))]


def read_decade_in_words(found: Found) -> list[DateMention] | None:
    """The early Eighties, the fifties and sixties; not an age or a temperature."""
    if not found["modifier"] and context.word_before(found.text, found.start) != "the" and not is_joined(found):
        return None
    if found["word"][0].islower() and not CUES["no_decade"].isdisjoint(sentence_words(found)):
        return None
    return [found.mention(values.decade_span(TABLE["decades"][found["word"].lower()]))]


def sentence_words(found: Found) -> set[str]:
    """The words of the sentence about a match, in small letters."""
    return set(context.WORD.findall(sentence_about(found.text, found.start, found.end).lower()))


def read_century(found: Found) -> list[DateMention] | None:
    """The 19th century, the nineteenth century."""
    number = ORDINALS.get(found["number"].lower()) or int(found["number"][:-2])
    if number < 5:
        return None  # "second", "last"
    return [found.mention(values.century_span(number - 1))]


def read_nth_week(found: Found) -> list[DateMention] | None:
    """The third week of November: the one that begins on the third Monday."""
    point = values.read_point(found["month"])
    month = found.resolve(point)
    if month is None:
        return [found.mention(None, "week", point.shift is not None)]
    monday = values.nth_weekday(month.first.year, month.first.month, 0, ORDINALS[found["nth"].lower()])
    return [found.mention(values.week_span(monday).counted_from(month.anchor), relative=point.shift is not None)]


def read_nth_weekday(found: Found) -> list[DateMention] | None:
    """The first Monday in May; "the first Monday of the month" comes again and again and is none."""
    if not found["month"]:
        return []
    point = values.read_point(found["month"])
    month = found.resolve(point)
    weekday, nth = WEEKDAYS[found["weekday"].lower()], ORDINALS[found["nth"].lower()]
    if month is None:
        return [found.mention(None, relative=point.shift is not None)]
    day = values.day_span(values.nth_weekday(month.first.year, month.first.month, weekday, nth))
    return [found.mention(day.counted_from(month.anchor), relative=point.shift is not None)]
