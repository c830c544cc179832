"""Readers of days, weeks and weekends that have names: feasts, bank holidays, "week commencing", "the weekend"."""

from __future__ import annotations

from dataclasses import replace

from extractor.record import DateMention
from extractor.rules.dates import context, values
from extractor.rules.dates.deictic import ONE_DAY, ONE_WEEK, around, explained
from extractor.rules.dates.feasts import feast_day, feast_name
from extractor.rules.dates.order import numeric_span
from extractor.rules.dates.quarters import year_of
from extractor.rules.dates.scene import Found, inside_interval, resolve
from extractor.rules.dates.series import ends_of, resolve_interval
from extractor.rules.dates.values import Span
from extractor.rules.dates.words import CUES

BANK_HOLIDAY = "bank holiday"


# --- feasts -----------------------------------------------------------------------------------------------------------
def read_feast(found: Found) -> list[DateMention] | None:
    """Christmas Day, Easter Monday 2024, the August bank holiday; bare Christmas and Easter only on evidence."""
    name = feast_name(found["name"])
    before = context.word_before(found.text, found.start).lower()
    if not (found["name"][0].isupper() or name.endswith(BANK_HOLIDAY)) or before in CUES["recurring"]:
        return None
    bare = not found["year"]
    if bare and not context.is_feast(found.text, found.start, found.end, of_its_own=name.endswith(BANK_HOLIDAY)):
        return None
    if bare and " " not in name and before not in CUES["feast"]:
        return None
    span = feast_span(found, name)
    if not bare or found.scene.anchor is None:
        return [found.mention(span, relative=False)]
    return [explained(found, span, relative=False)]


def feast_span(found: Found, name: str) -> Span | None:
    """The day of a feast in the year told, or the nearest by tense."""
    point, scene = values.read_point(found["year"]), found.scene
    year = year_of(point, scene)
    if year is not None:
        day = feast_day(name, year, scene.country)
        return values.day_span(day) if day else None
    if scene.anchor is None:
        return None

    def span_in(year: int) -> Span | None:
        day = feast_day(name, year, scene.country)
        return values.day_span(day) if day else None

    spans = [span for year in around(scene.anchor) if (span := span_in(year))]
    return inside_interval(found, span_in) or values.by_tense(spans, scene.anchor, found.tense)


# --- weeks and weekends -----------------------------------------------------------------------------------------------
def read_week_of(found: Found) -> list[DateMention] | None:
    """Week commencing 10 June, w/c 10 June 2024, week ending Sunday 16 June."""
    return [found.mention(week_of(found), "week")]


def week_of(found: Found) -> Span | None:
    """The week that begins or ends with a day, or holds it, as its words tell."""
    day = numeric_span(found["point"], found.scene.order) or resolve(
        values.read_point(found["point"]), found.scene, found.tense
    )
    if day is None:
        return None
    match found["which"].lower():
        case "ending" | "ended" | "e":
            span = values.days_span(day.first - 6 * ONE_DAY, day.first, "week")
        case "of":
            span = values.week_span(day.first)
        case _:
            span = values.days_span(day.first, day.first + 6 * ONE_DAY, "week")
    return span.counted_from(day.anchor)


def read_weekend_days(found: Found) -> list[DateMention] | None:
    """The weekend of 5 and 6 May."""
    span = resolve_interval(*ends_of(found), found.scene, found.tense)
    if span is None and found.scene.anchor:
        return None
    return [found.mention(span and replace(span, grain="weekend"), "weekend")]


def read_weekend_day(found: Found) -> list[DateMention] | None:
    """The weekend of 5 May."""
    day = resolve(values.read_point(found["point"]), found.scene, found.tense)
    return [found.mention(day and values.weekend_span(day.first).counted_from(day.anchor), "weekend")]


def read_weekend(found: Found) -> list[DateMention] | None:
    """ "At the weekend", "over the weekend": the last or the coming one by tense."""
    if not context.is_the_weekend(found.text, found.start):
        return None
    anchor = found.scene.anchor
    if anchor is None:
        return [found.mention(None, "weekend", relative=True)]
    past = found.tense.sign < 0 and anchor.weekday() < values.SATURDAY
    return [found.mention(values.weekend_span(anchor - ONE_WEEK if past else anchor), relative=True)]
