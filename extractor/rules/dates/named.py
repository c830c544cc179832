"""Readers of days, weeks and weekends that have names: feasts, bank holidays, "week commencing", "the weekend"."""

from __future__ import annotations

from extractor.record import DateMention
from extractor.rules.dates import context, values
from extractor.rules.dates.calendar import numeric_span
from extractor.rules.dates.deictic import ONE_DAY, ONE_WEEK, explained
from extractor.rules.dates.grammar import FEAST_KINDS
from extractor.rules.dates.scene import Found, resolve
from extractor.rules.dates.series import ends_of, resolve_interval
from extractor.rules.dates.values import Span
from extractor.rules.dates.words import CUES

BANK_HOLIDAY = "bank holiday"


# --- feasts -----------------------------------------------------------------------------------------------------------
def read_feast(found: Found) -> list[DateMention] | None:
    """Christmas Day, Easter Monday 2024, the August bank holiday; bare Christmas and Easter only on evidence."""
    name = found["name"].lower().replace("’", "'").replace("\u00a0", " ")
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
    return [explained(found, span.first if span else None, relative=False)]


def feast_span(found: Found, name: str) -> Span | None:
    """The day of a feast in the year told, or the nearest by tense."""
    point, anchor, kind = values.read_point(found["year"]), found.scene.anchor, FEAST_KINDS[name]
    if point.year is not None:
        return values.day_span(values.feast_day(kind, name, point.year))
    if anchor is None:
        return None
    if point.shift is not None:
        return values.day_span(values.feast_day(kind, name, anchor.year + point.shift))
    years = range(anchor.year - 1, anchor.year + 2)
    return values.nearest((values.day_span(values.feast_day(kind, name, year)) for year in years), anchor, found.tense)


# --- weeks and weekends -----------------------------------------------------------------------------------------------
def read_week_of(found: Found) -> list[DateMention] | None:
    """Week commencing 10 June, w/c 10 June 2024, week ending Sunday 16 June."""
    day = numeric_span(found["point"], found.scene.order) or resolve(
        values.read_point(found["point"]), found.scene, found.tense
    )
    if day is None:
        return [found.mention(None, "week")]
    match found["which"].lower():
        case "ending" | "e":
            span = values.days_span(day.first - 6 * ONE_DAY, day.first, "week")
        case "of":
            span = values.week_span(day.first)
        case _:
            span = values.days_span(day.first, day.first + 6 * ONE_DAY, "week")
    return [found.mention(span)]


def read_weekend_days(found: Found) -> list[DateMention] | None:
    """The weekend of 5 and 6 May."""
    span = resolve_interval(*ends_of(found), found.scene, found.tense)
    if span is None and found.scene.anchor:
        return None
    return [found.mention(span and values.days_span(span.first, span.last, "weekend"), "weekend")]


def read_weekend_day(found: Found) -> list[DateMention] | None:
    """The weekend of 5 May."""
    day = resolve(values.read_point(found["point"]), found.scene, found.tense)
    return [found.mention(day and values.weekend_span(day.first), "weekend")]


def read_weekend(found: Found) -> list[DateMention] | None:
    """ "At the weekend", "over the weekend": the last or the coming one by tense."""
    if not context.is_the_weekend(found.text, found.start):
        return None
    anchor = found.scene.anchor
    if anchor is None:
        return [found.mention(None, "weekend", relative=True)]
    past = found.tense.sign < 0 and anchor.weekday() < values.SATURDAY
    return [found.mention(values.weekend_span(anchor - ONE_WEEK if past else anchor), relative=True)]
