"""Readers of weekdays with more about them: a number, "last" or "next", another weekday, a week told above."""

from __future__ import annotations

import re
from datetime import date

from extractor.record import DateMention
from extractor.rules.dates import context, sentence, values
from extractor.rules.dates.before import year_before
from extractor.rules.dates.deictic import ONE_DAY, SHIFTS, deictic_weekday, explained, unit_span, weekday_by_tense
from extractor.rules.dates.grammar import AND, CLOCK, HOURS_OF_DAY, LINE_HEAD, WEEK_ABOVE, WEEKDAY_LINE
from extractor.rules.dates.named import week_of
from extractor.rules.dates.scene import Found
from extractor.rules.dates.tense import TENSES
from extractor.rules.dates.values import Span, Tense
from extractor.rules.dates.words import CUES, FULL_WEEKDAYS, WEEKDAYS

NEAR = 40  # days: a number and a weekday meet again after months only, so one that is near is meant
FAR = 200
REACH_UP = 800
LONGEST_HEADING = 120
SURE = TENSES["participle"].weight  # a tense that tells what happened or will, not what happens again and again
LAST_HOUR = 12
JOINED = re.compile(rf"{AND}|, ")
HAS_CLOCK = re.compile(CLOCK)
AT_LINE_HEAD = re.compile(rf"(?:^|\n)[ \t]*(?:{LINE_HEAD})?$")
NAMED_GRAINS = frozenset({"day", "week", "weekend", "month", "interval"})


# --- from one weekday to another --------------------------------------------------------------------------------------
def read_weekday_interval(found: Found) -> list[DateMention] | None:
    """ "Between 5pm on Friday and 8am on Sunday", where the tense makes them certain days; else they come again."""
    timed = HAS_CLOCK.search(found.match[0]) is not None
    first, last = (WEEKDAYS[found[end].lower()] for end in ("first", "last"))
    if first == last or not (found["frame"] or timed) or context.opens_a_name(found.text, found.end):
        return None
    tense = found.tense if found.tense.weight >= SURE else tense_of_event(found)
    if tense is None or comes_again(found) or (is_working_week(first, last) and not timed):
        return []
    anchor = found.scene.anchor
    return [found.mention(weekdays_by_tense(tense, anchor, first, last) if anchor else None, "interval", relative=True)]


def tense_of_event(found: Found) -> Tense | None:
    """The past where something happened once without a verb: "appeal after a burglary between Friday and Sunday"."""
    before = sentence.lead(found.text, found.start, 100)
    return TENSES["participle"] if not CUES["happened"].isdisjoint(context.WORD.findall(before.lower())) else None


def weekdays_by_tense(tense: Tense, anchor: date, first: int, last: int) -> Span:
    """The days from a weekday to another: those that ended last in the past, else those that begin next."""
    days = (last - first) % 7 * ONE_DAY
    if tense.sign < 0:
        end = weekday_by_tense(anchor, last, tense).first
        return values.days_span(end - days, end, "interval")
    start = weekday_by_tense(anchor, first, tense).first
    return values.days_span(start, start + days, "interval")


def is_working_week(first: int, last: int) -> bool:
    """Whether two weekdays are those that weeks of work and opening go by: Monday to Friday, Saturday or Sunday."""
    return first == 0 and last >= 4


def comes_again(found: Found) -> bool:
    """Whether words of the sentence tell opening times or the like."""
    before = sentence.lead(found.text, found.start, 100)
    after = sentence.rest(found.text, found.end, 60)
    return not CUES["recurring_clause"].isdisjoint(context.WORD.findall(f"{before} {after}".lower()))


# --- weekdays with a number -------------------------------------------------------------------------------------------
def read_numbered_weekday(found: Found) -> list[DateMention] | None:
    """ "Saturday the 22nd", "Sat 30th", "Thursday (9th)"; "Sunday 26:" only where such a day is near."""
    number = number_of(found["ordinal"] or found["bracketed"] or found["bare"])
    weekday = WEEKDAYS[found["weekday"].lower().rstrip(".")]
    after = context.word_after(found.text, found.end)
    if after.lower() in CUES["counted_by_ordinals"] or after in CUES["streets"]:
        return None
    if found["bare"] and not is_bare_day(found, number):
        return None
    span = near_day(found, weekday, number)
    if span:
        return [found.mention(span, relative=True)]
    in_full = found["weekday"][0].isupper() and found["weekday"].lower() in FULL_WEEKDAYS
    if found["bare"] or not in_full or is_unlucky(found):
        return None
    return [found.mention(far_day(found, weekday, number), relative=True)]


def is_bare_day(found: Found, number: int) -> bool:
    """Whether a number without "th" behind a weekday is a day: no hour ("open Saturday 10") and no count.

    What follows tells that it counts nothing, or the weekday with a number that it is joined to.
    """
    if number <= LAST_HOUR and comes_again(found):
        return False
    if found.match["sure"] is not None:
        return True
    previous = found.previous
    if previous is None or previous.grain != "day" or not previous.text[-1:].isdigit():
        return False
    joined = JOINED.fullmatch(found.text[previous.end : found.start]) is not None
    return joined and previous.rule == found.rule and not context.counts(found.text, found.end, 0)


def read_numbered_interval(found: Found) -> list[DateMention] | None:
    """ "Fri 5 - Sun 7", "from Friday 5th to Sunday 7th", where such days are near."""
    start, end = (values.read_point(found[name]) for name in ("first", "last"))
    first = near_day(found, start.weekday or 0, start.day or 0)
    if first is None:
        return None
    days = (first.first + shift * ONE_DAY for shift in range(1, NEAR))
    last = next((day for day in days if (day.weekday(), day.day) == (end.weekday, end.day)), None)
    if last is None:
        return None
    span = values.days_span(first.first, last, "interval")
    return [found.mention(span.counted_from(first.anchor), relative=True)]


def number_of(text: str) -> int:
    """The number of a day as written: 9, 09, 9th."""
    return int("".join(filter(str.isdigit, text)))


def near_day(found: Found, weekday: int, number: int) -> Span | None:
    """The day of a weekday and a number within forty days of the day of issue, else of the mention before."""
    anchor, previous = found.scene.anchor, found.antecedent
    if anchor and (days := days_about(anchor, weekday, number, NEAR)):
        tense = found.tense if len(days) > 1 else Tense()
        return values.by_tense(map(values.day_span, days), anchor, tense)
    if previous is None or previous.grain not in NAMED_GRAINS or year_before(found) is None:
        return None
    base = values.first_day(previous.value or "")
    day = min(days_about(base, weekday, number, NEAR), key=lambda day: abs(day - base), default=None)
    return values.day_span(day).counted_from(previous.value) if day else None


def far_day(found: Found, weekday: int, number: int) -> Span | None:
    """The nearest day of a weekday and a number by tense, however far."""
    anchor = found.scene.anchor
    if anchor is None:
        return None
    return values.by_tense(map(values.day_span, days_about(anchor, weekday, number, FAR)), anchor, found.tense)


def days_about(base: date, weekday: int, number: int, reach: int) -> list[date]:
    """The days of a weekday and a number at most `reach` days from another."""
    first, months = base.year * 12 + base.month - 1, reach // 28 + 1
    numbered = (divmod(month, 12) for month in range(first - months, first + months + 1))
    days = (values.valid_day(year, month + 1, number) for year, month in numbered)
    return [day for day in days if day and day.weekday() == weekday and abs((day - base).days) <= reach]


def is_unlucky(found: Found) -> bool:
    """Whether "Friday the 13th" is meant as such, or as the film."""
    return " the " in found.match[0].lower() and found["ordinal"] == "13th"


# --- weekdays with "last" or "next" behind ----------------------------------------------------------------------------
def read_weekday_last(found: Found) -> list[DateMention] | None:
    """ "On Monday last", "Saturday next, 9 October": the one before and the one to come."""
    start, end = found.match.span()
    framed = context.word_before(found.text, start).lower() in CUES["weekday"]
    opens = framed or context.opens_sentence(found.text, start)
    if not (opens or context.is_adverbial(found.text, start, end, found.tense)):
        return None
    anchor, weekday = found.scene.anchor, WEEKDAYS[found["weekday"].lower()]
    if anchor is None:
        return [explained(found, None)]
    is_last = found["which"].lower() == "last"
    day = deictic_weekday(anchor, weekday, -1) if is_last else deictic_weekday(anchor + ONE_DAY, weekday, 0)
    return [explained(found, values.day_span(day))]


# --- weekdays at the head of lines, under a week ----------------------------------------------------------------------
def read_weekday_line(found: Found) -> list[DateMention] | None:
    """ "Tuesday: Licensing Panel" in a list of events under "Meetings this week"; opening times are no dates."""
    if not AT_LINE_HEAD.search(found.text[max(0, found.start - 12) : found.start]):
        return None
    if HOURS_OF_DAY.match(found.text, found.end):
        return None
    above = week_above(found)
    if above is None:
        return None
    week = above[0]
    if week is None:
        return [found.mention(None, relative=True)]
    day = week.first + WEEKDAYS[found["weekday"].lower().rstrip(".")] * ONE_DAY
    return [found.mention(values.day_span(day).counted_from(week.anchor), relative=True)]


def week_above(found: Found) -> tuple[Span | None] | None:
    """The week that the heading of a list of weekdays tells (None in it if it can't be counted), None if no heading."""
    above = found.text[max(0, found.start - REACH_UP) : found.start]
    if not WEEK_ABOVE.search(above):
        return None
    for line in reversed(above.split("\n")[:-1]):
        if not CUES["hours"].isdisjoint(context.WORD.findall(line.lower())):
            return None
        told = list(WEEK_ABOVE.finditer(line)) if len(line) <= LONGEST_HEADING else []
        is_item = WEEKDAY_LINE.match(line.lstrip(" \t-*•–"))
        if told and not is_item and not sentence.END.search(line.rstrip(), told[-1].end()):
            return (told_week(told[-1], found),)
    return None


def told_week(match: re.Match[str], found: Found) -> Span | None:
    """The week of "this week" or "week commencing 10 June" in a heading."""
    anchor = found.scene.anchor
    if match["which"]:
        return week_of(Found(match, found.scene, found.rule, found.earlier))
    return unit_span("week", anchor, SHIFTS[match["this"].lower()]) if anchor else None
