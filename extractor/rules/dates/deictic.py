"""Readers of dates told from the day of issue: "today", "on Friday", "last week", "two years ago"."""

from __future__ import annotations

from datetime import date, timedelta

from extractor.record import DateMention
from extractor.rules.dates import context, values
from extractor.rules.dates.feasts import feast_day
from extractor.rules.dates.grammar import APPOSITION, IN_BRACKETS, OPEN_END, WEEKDAYS_BEFORE
from extractor.rules.dates.scene import Found, resolve, with_open_end
from extractor.rules.dates.tense import TENSES
from extractor.rules.dates.values import Point, Span, Tense
from extractor.rules.dates.words import CUES, MONTHS, NUMBERS, SEASONS, WEEKDAYS

DAY_SHIFTS = {"yesterday": -1, "tomorrow": 1, "last night": -1, "day after tomorrow": 2, "day before yesterday": -2}
SHIFTS = {"last": -1, "this past": -1, "past": -1, "this": 0, "this coming": 0, "coming": 0, "current": 0, "next": 1}
STILL_THIS = timedelta(days=21)  # so long after its end a season is still "this summer"
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)
SEPTEMBER, FEBRUARY, WINTER = 9, 2, 24


# --- single days ------------------------------------------------------------------------------------------------------
def read_day_word(found: Found) -> list[DateMention] | None:
    """Today, yesterday, this morning, "today (Monday)"; "today's world" is no date."""
    if context.means_these_times(found.text, found.start, found.end):
        return []
    if context.word_before(found.text, found.start).lower() == "ago":
        return []  # "a year ago today"
    shift = DAY_SHIFTS.get(" ".join(found["word"].lower().split()), 0)
    anchor = found.scene.anchor
    return [explained(found, values.day_span(anchor + shift * ONE_DAY) if anchor else None)]


def explained(found: Found, day: Span | None, relative: bool = True) -> DateMention:
    """The mention of a day told by a word, with the date in brackets or after a comma that explains it."""
    more = IN_BRACKETS.match(found.text, found.end) or APPOSITION.match(found.text, found.end)
    if not more:
        return found.mention(day, relative=relative)
    span = explaining_span(values.read_point(more["inside"]), found, day.first if day else None)
    return found.mention(span, relative=relative, place=(found.start, more.end()))


def explaining_span(point: Point, found: Found, day: date | None) -> Span | None:
    """The span of the day in brackets: nearest to the day that the word before it tells, or as written in full."""
    base = day or found.scene.anchor
    if not point.month:
        return values.day_span(nearest_weekday(day, point.weekday or 0)) if day else None
    if point.dated or base is None:
        return resolve(point, found.scene, Tense())
    issued = found.scene.anchor.isoformat() if found.scene.anchor else None
    span = values.nearest(values.candidates(point, base), base, Tense())
    return span and span.counted_from(issued)


def nearest_weekday(day: date, weekday: int) -> date:
    """The day itself or the one within three days of it that falls on a weekday."""
    return day + ((weekday - day.weekday() + 3) % 7 - 3) * ONE_DAY


def read_weekday(found: Found) -> list[DateMention] | None:
    """A weekday alone, on evidence ("on Friday"): the last or the next by tense."""
    start, end = found.match.span("weekday")
    if found.previous and found.text[found.previous.end : start] == " (":
        return []  # "4 July (Thursday)" is one day
    bracketed = IN_BRACKETS.match(found.text, found.end) is not None
    listed = WEEKDAYS_BEFORE.search(found.text[max(0, start - 60) : start]) is not None or goes_on_list(found)
    if not (listed or bracketed or context.is_weekday(found.text, start, end, found.tense)):
        return None
    anchor, weekday = found.scene.anchor, WEEKDAYS[found["weekday"].lower()]
    framed = context.word_before(found.text, start).lower() in CUES["weekday"] - {"early", "late"}
    day = weekday_by_tense(anchor, weekday, found.tense, framed) if anchor else None
    if OPEN_END.match(found.text, found.end):
        return [with_open_end(found, day, True, "day")]
    return [explained(found, day)]


def goes_on_list(found: Found) -> bool:
    """Whether a weekday is joined to one before it: "again Wednesday and Thursday"."""
    previous = found.previous
    if previous is None or previous.rule != found.rule:
        return False
    return found.text[previous.end : found.start].strip(" ,") in ("", "and", "or")


def weekday_by_tense(anchor: date, weekday: int, tense: Tense, framed: bool = True) -> Span:
    """The last such day (the anchor's own too) in the past, else the next one.

    Without a preposition (not `framed`) and in the present it may be the anchor's own, as news names its day.
    """
    ahead = (weekday - anchor.weekday()) % 7
    sure = framed or tense.weight > TENSES["present"].weight
    last, coming = anchor - (-ahead % 7) * ONE_DAY, anchor + (ahead or 7 * tense.sign * sure) * ONE_DAY
    if tense.sign < 0:
        return values.day_span(last)
    other = None if tense.sign or last == coming else last.isoformat()
    return values.day_span(coming).or_else(other)


# --- this, last and next ----------------------------------------------------------------------------------------------
def read_deictic(found: Found) -> list[DateMention] | None:
    """This Friday, last week, "early next year", "Tuesday of next week", last summer, next May, this financial year."""
    if is_rolling(found, shifted_by(found)) or (found["weekday"] and found["unit"].lower() != "week"):
        return None
    anchor = found.scene.anchor
    span = told_span(found, anchor) if anchor else None
    if found["day"] and not OPEN_END.match(found.text, found.end):
        return [explained(found, span)]
    return [with_open_end(found, span, True, deictic_grain(found))]


def shifted_by(found: Found) -> str:
    """The words that tell which one is meant: "last", "this coming"."""
    return " ".join(found["which"].lower().split())


def told_span(found: Found, anchor: date) -> Span | None:
    """The span of "this", "last" or "next" and what it counts."""
    shift = SHIFTS[shifted_by(found)]
    if "coming" in shifted_by(found) and found["unit"].lower().endswith(" year"):
        shift = 1  # the coming financial year is not the one that runs
    if found["day"]:
        return values.day_span(deictic_weekday(anchor, WEEKDAYS[found["day"].lower()], shift))
    return deictic_span(found, anchor, shift)


def deictic_grain(found: Found) -> str:
    """The grain of "this", "last" or "next" and what it counts."""
    if found["weekday"] or found["feast"] or found["day"]:
        return "day"
    if found["unit"]:
        return found["unit"].split()[-1].lower()
    return "season" if found["season"] else "month"


def is_rolling(found: Found, which: str) -> bool:
    """Whether the words tell a span that rolls with the speaker: "the last year", "the coming months"."""
    before = context.word_before(found.text, found.start).lower()
    unit = found["unit"].lower()
    named_year = " " in unit
    if found["month"] and context.opens_a_name(found.text, found.end):
        return True
    if which == "this past":
        return unit not in ("", "weekend")
    if which == "past":
        return unit != "weekend" or before != "the"
    if which in ("coming", "current"):
        return not (named_year or unit == "weekend" or (which == "current" and unit in ("year", "month", "week")))
    if named_year or which not in ("last", "next"):
        return False
    if context.word_after(found.text, found.end).lower() in ("of", "or"):
        return True
    return before in CUES["rolling"] and not found["modifier"]


def deictic_weekday(anchor: date, weekday: int, shift: int) -> date:
    """The last such day before the anchor; this one, the anchor's own or the coming; the next, the one in next week."""
    if shift < 0:
        return anchor - ((anchor.weekday() - weekday - 1) % 7 + 1) * ONE_DAY
    if shift == 0:
        return anchor + ((weekday - anchor.weekday()) % 7) * ONE_DAY
    monday = anchor - anchor.weekday() * ONE_DAY
    return monday + ONE_WEEK + weekday * ONE_DAY


def deictic_span(found: Found, anchor: date, shift: int) -> Span | None:
    """What "this", "last" or "next" and a unit, season, month or feast cover."""
    if found["season"]:
        return deictic_season(SEASONS[found["season"].lower()], anchor, shift)
    if found["month"]:
        months = [values.month_span(year, MONTHS[found["month"].lower()]) for year in around(anchor)]
        return values.beside(months, anchor, shift)
    if found["feast"]:
        name = "christmas" if found["feast"] == "Christmas" else "easter"
        days = [day for year in around(anchor) if (day := feast_day(name, year))]
        return values.beside(map(values.day_span, days), anchor, shift)
    span = unit_span(" ".join(found["unit"].lower().split()), anchor, shift, found.scene.country)
    if found["weekday"]:
        return values.day_span(values.week_span(span.first).first + WEEKDAYS[found["weekday"].lower()] * ONE_DAY)
    return span


def around(anchor: date) -> range:
    """The years about the anchor's."""
    return range(anchor.year - 1, anchor.year + 2)


def deictic_season(season: int, anchor: date, shift: int) -> Span | None:
    """Last summer is the latest that is over, next summer the one of next year; a winter begins in December."""
    if shift < 0 or season == WINTER:
        this_winter = [values.season_span(year, season) for year in (anchor.year - 1, anchor.year)]
        if shift == 0:
            return this_winter[anchor.month > FEBRUARY]
        day = anchor - STILL_THIS if shift < 0 else anchor
        return values.beside([*this_winter, values.season_span(anchor.year - 2, season)], day, shift)
    return values.season_span(anchor.year + shift, season)


def unit_span(unit: str, anchor: date, shift: int, country: str | None = None) -> Span:
    """The week, month, quarter or year that lies `shift` units from the anchor's own."""
    match unit:
        case "week":
            return values.week_span(anchor + shift * ONE_WEEK)
        case "weekend":
            return values.weekend_span(anchor + shift * ONE_WEEK)
        case "month":
            return shifted_month(anchor, shift)
        case "quarter":
            month = shifted_month(anchor, shift * 3).first
            return values.quarter_span(month.year, (month.month + 2) // 3)
        case "year":
            return values.year_span(anchor.year + shift)
        case "decade":
            return values.decade_span(anchor.year + shift * 10)
        case "academic year" | "school year":
            return values.school_year_span(anchor.year - (anchor.month < SEPTEMBER) + shift)
        case _:
            begins = values.financial_year_begins(country)
            return values.financial_year_span(anchor.year - (anchor.month < begins) + shift, country)


def shifted_month(anchor: date, shift: int) -> Span:
    """The month that lies `shift` months from the anchor's."""
    months = anchor.year * 12 + anchor.month - 1 + shift
    return values.month_span(months // 12, months % 12 + 1)


def read_within_unit(found: Found) -> list[DateMention] | None:
    """Later in the year, the end of the month, the start of the financial year."""
    anchor, season = found.scene.anchor, found["season"].lower()
    unit = " ".join(found["unit"].lower().split())
    if anchor is None:
        return [found.mention(None, "season" if season else unit.split()[-1], relative=True)]
    span = deictic_season(SEASONS[season], anchor, 0) if season else unit_span(unit, anchor, 0, found.scene.country)
    return [found.mention(span, relative=True)]


def read_ago(found: Found) -> list[DateMention] | None:
    """Two years ago, two weeks from today; "more than two years ago" tells no certain time."""
    if context.word_before(found.text, found.start).lower() in CUES["vague"]:
        return None
    count = NUMBERS.get(found["count"].lower()) or int(found["count"])
    count = count if found["hence"] else -count
    unit, anchor = found["unit"].lower(), found.scene.anchor
    if anchor is None:
        return [found.mention(None, unit, relative=True)]
    span = values.day_span(anchor + count * ONE_DAY) if unit == "day" else unit_span(unit, anchor, count)
    return [found.mention(span, relative=True)]


def read_week_hence(found: Found) -> list[DateMention] | None:
    """A week today, two weeks on Tuesday, "Friday week, 21 June": so many weeks after the day that the words tell."""
    anchor, weekday = found.scene.anchor, found["day"] or found["weekday"]
    if found["weekday"] and context.word_before(found.text, found.start).lower() not in CUES["weekday"]:
        return None
    if anchor is None:
        return [found.mention(None, relative=True)]
    count = NUMBERS.get(found["count"].lower(), 1)
    day = anchor + DAY_SHIFTS.get(found["word"].lower(), 0) * ONE_DAY
    if weekday:
        day = weekday_by_tense(anchor, WEEKDAYS[weekday.lower()], TENSES["will"]).first
    return [explained(found, values.day_span(day + count * ONE_WEEK))]


def skip(found: Found) -> list[DateMention] | None:
    """Words that come again and again, "every Tuesday", "Monday to Friday": used up, no date."""
    return []
