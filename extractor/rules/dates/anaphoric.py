"""Readers of dates told by a date mentioned before: "that summer", "the same month of 2019", "on the Tuesday"."""

from __future__ import annotations

from datetime import date, timedelta

from extractor.record import DateMention
from extractor.rules.dates import context, sentence, values
from extractor.rules.dates.before import (
    counts_in,
    mentions_before,
    sentences_since,
    told_before,
    year_before,
)
from extractor.rules.dates.deictic import nearest_weekday, weekday_by_tense
from extractor.rules.dates.feasts import feast_day, feast_name
from extractor.rules.dates.grammar import (
    A_WEEKDAY,
    APPOSITION,
    IN_BRACKETS,
    ON_THE,
)
from extractor.rules.dates.scene import Found
from extractor.rules.dates.values import Span
from extractor.rules.dates.words import CUES, WEEKDAYS

MONDAY, SATURDAY = 0, 5


# --- that and the same ------------------------------------------------------------------------------------------------
def read_of_that_year(found: Found) -> list[DateMention] | None:
    """3 August that year, March of the same year, Easter of that year."""
    year, point = year_before(found), values.read_point(found["point"])
    if found["feast"]:
        day = feast_day(feast_name(found["feast"]), year, found.scene.country) if year else None
        return [told_before(found, values.day_span(day) if day else None)]
    span = values.point_span(point, year) if year else None
    return [told_before(found, span, point.grain)]


def read_that_period(found: Found) -> list[DateMention] | None:
    """That year, later that month, that summer, that day; after "said" and the like, "that" opens a clause."""
    year, unit = year_before(found), (found["unit"] or found["unit_of_days"]).lower()
    if context.word_before(found.text, found.start).lower() in CUES["reporting"]:
        return None
    if unit in ("day", "week", "weekend"):
        return read_that_day(found, unit)
    if year is None:
        return None
    if found["point"]:
        span = values.point_span(values.read_point(found["point"]), year)
        return [told_before(found, span)] if span else None
    return [told_before(found, values.year_span(year))] if unit == "year" else read_that_month(found)


def read_that_month(found: Found) -> list[DateMention] | None:
    """That month, where the mention before is a month or a day."""
    previous = found.previous
    if previous is None or previous.value is None or previous.grain not in ("day", "month"):
        return None
    first = values.first_day(previous.value)
    return [told_before(found, values.month_span(first.year, first.month))]


def read_that_day(found: Found, unit: str) -> list[DateMention] | None:
    """That day, the same day, that week or weekend: of the sentence or the one before, in a tense that tells a story.

    Rules and timetables ("orders are sent the same day") stand in the present.
    """
    base = next(mentions_before(found, "day"), None)
    same = found["which"].lower().endswith("same")
    if base is None or sentences_since(found, base) > 1 or not tells_a_story(found):
        return None
    if same and context.word_before(found.text, found.start).lower() not in ("the", ""):
        return None
    if base.grain not in ("day", unit):
        return None
    if base.value is None:
        return [told_before(found, None, unit, base)]
    span = {"day": values.day_span, "week": values.week_span, "weekend": values.weekend_span}[unit]
    first = values.first_day(base.value)
    if unit == "weekend" and first.weekday() < SATURDAY - 1:
        return None  # a Wednesday is of no weekend
    return [told_before(found, span(first), unit, base)]


def tells_a_story(found: Found) -> bool:
    """Whether the clause tells what was or will be done, not what may or must be."""
    tense = found.tense
    if tense.sign < 0 or tense.weight < values.CERTAIN:
        return tense.sign < 0
    return sentence.WILL.search(sentence.sentence_about(found.text, found.start, found.end)) is not None


def read_same_period(found: Found) -> list[DateMention] | None:
    """The same month of 2019, the same weekend in 2016, the same period in 2020: told by the mention before."""
    unit, base = found["unit"].lower(), found.antecedent
    if base is None or base.grain == "year" or year_before(found) is None:
        return None
    try:
        span = same_in_year(base, unit, int(found["year"]))
    except ValueError:
        return None  # 29 February
    return [told_before(found, span)] if span else None


def same_in_year(base: DateMention, unit: str, year: int) -> Span | None:
    """The day, week, weekend, month or period of a mention, in another year; None if it is of another kind."""
    value = base.value or ""
    shifted = values.shift_years(value, year - int(value[:4]))
    first = values.first_day(shifted)
    if unit == "month":
        return values.month_span(year, first.month) if base.grain in ("day", "month") else None
    if unit in ("week", "weekend") and counts_in(base, "day"):
        weekday, span = (MONDAY, values.week_span) if unit == "week" else (SATURDAY, values.weekend_span)
        return span(nearest_weekday(span(values.first_day(value)).first.replace(year=year), weekday))
    if unit == "period" and base.grain == "day":
        return None  # "the six months to 30 June ... the same period of 2012"
    if unit not in ("period", base.grain):
        return None
    return Span(first, values.last_day(shifted), shifted, base.grain)


# --- the Tuesday ------------------------------------------------------------------------------------------------------
def read_the_weekday(found: Found) -> list[DateMention] | None:
    """On the Tuesday, by the Saturday: within the days mentioned before or next after them, else by a sure tense."""
    before = found.text[max(0, found.start - 120) : found.start]
    if not ON_THE.search(before) or IN_BRACKETS.match(found.text, found.end) or APPOSITION.match(found.text, found.end):
        return None
    if sentence.is_habit(found.text, found.start, found.end) or A_WEEKDAY.search(before):
        return []
    weekday, anchor, tense = WEEKDAYS[found["weekday"].lower()], found.scene.anchor, found.tense
    base = base_of_weekday(found, weekday)
    if base and base.value is None:
        return [told_before(found, None, base=base)]
    day = weekday_within(base, weekday) if base else None
    against = day and anchor and tense.weight == values.CERTAIN and (day - anchor).days * tense.sign < 0
    if base and day and not against:
        return [told_before(found, values.day_span(day), base=base)]
    if anchor is None or tense.weight < values.CERTAIN:
        return None
    return [found.mention(weekday_by_tense(anchor, weekday, tense), relative=True)]


def base_of_weekday(found: Found, weekday: int) -> DateMention | None:
    """The days that "the Tuesday" is one of or follows: a run of days with such a day, else the nearest mention.

    Another such weekday is passed over: "on the Friday ... on the Saturday" are counted from the same day.
    """
    bases = [mention for mention in mentions_before(found, "day") if mention.rule != found.rule]
    for base in bases:
        if base.grain in ("interval", "weekend") and base.value:
            day = weekday_within(base, weekday)
            if day and day <= values.last_day(base.value):
                return base
    return bases[0] if bases else None


def weekday_within(base: DateMention, weekday: int) -> date | None:
    """The first such weekday from the beginning of a mention; None if it has more than one."""
    first, last = values.first_day(base.value or ""), values.last_day(base.value or "")
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return day if day + timedelta(days=7) > last else None
