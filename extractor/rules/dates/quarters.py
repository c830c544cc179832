"""Readers of quarters and half-years: written with their year, or bare where results are told."""

from __future__ import annotations

from extractor.record import DateMention
from extractor.rules.dates import context, sentence, values
from extractor.rules.dates.before import sentences_since
from extractor.rules.dates.scene import Found, Scene
from extractor.rules.dates.values import Point, Span, Tense
from extractor.rules.dates.words import CUES, MONTHS, ORDINALS


def read_quarter(found: Found) -> list[DateMention] | None:
    """Q1 2024, third quarter 2024, the third quarter of 2023/24; but "in the third quarter 2018 homes" counts."""
    number = int(found["number"] or ORDINALS[found["word"].lower()])
    number = 4 if number < 0 else number
    point = values.read_point(found["year"])
    if found["word"] and not found["of"] and context.counts(found.text, found.end, 0):
        return None
    year = year_of(point, found.scene)
    if year and point.year_pair:
        year, number = (year + 1, 1) if number == 4 else (year, number + 1)
    return [found.mention(values.quarter_span(year, number) if year else None, "quarter", point.shift is not None)]


def read_half_year(found: Found) -> list[DateMention] | None:
    """The first half of 2024."""
    point = values.read_point(found["year"])
    year = year_of(point, found.scene)
    span = half_year_span(year, 1 if found["word"].lower() == "first" else 2) if year else None
    return [found.mention(span, "interval", point.shift is not None)]


def read_numbered_half(found: Found) -> list[DateMention] | None:
    """H1 2020."""
    return [found.mention(half_year_span(int(found["year"]), int(found["number"])), "interval")]


def half_year_span(year: int, number: int) -> Span:
    """January to June or July to December."""
    first, last = (values.month_span(year, number * 6 - back) for back in (5, 0))
    return Span(first.first, last.last, f"{first.value}/{last.value}", "interval")


def year_of(point: Point, scene: Scene) -> int | None:
    """The year a point tells, counted from the anchor's if it is relative."""
    if point.shift is None:
        return point.year
    return scene.anchor.year + point.shift if scene.anchor else None


# --- bare, in statements of results -----------------------------------------------------------------------------------
def read_bare_quarter(found: Found) -> list[DateMention] | None:
    """Third-quarter profit, sales in the second quarter: where the sentence tells results, not a match or the moon."""
    if not (found["of_year"] or tells_results(found)):
        return None
    number = int(found["number"] or ORDINALS[found["word"].lower()])
    return [found.mention(bare_span(found, number, half=False), "quarter", relative=True)]


def read_month_quarter(found: Found) -> list[DateMention] | None:
    """The September quarter, as Australia and New Zealand name quarters by their last month."""
    number = MONTHS[found["month"].lower()] // 3
    if found["year"]:
        return [found.mention(values.quarter_span(int(found["year"]), number))]
    return [found.mention(bare_span(found, number, half=False), "quarter", relative=True)]


def read_bare_half(found: Found) -> list[DateMention] | None:
    """First-half profit, sales in the second half: where the sentence tells results."""
    if not tells_results(found):
        return None
    return [found.mention(bare_span(found, ORDINALS[found["word"].lower()], half=True), "interval", relative=True)]


def tells_results(found: Found) -> bool:
    """Whether the sentence speaks of money, shares or output, and of no match."""
    about = sentence.sentence_about(found.text, found.start, found.end)
    return bool(sentence.RESULTS.search(about)) and not sentence.MATCH.search(about)


def bare_span(found: Found, number: int, half: bool) -> Span | None:
    """The quarter or half-year told by a year or quarter of the same sentence, else by tense."""
    span, near = (half_year_span if half else values.quarter_span), year_told(found)
    if near and near.grain == "year":
        return span(int((near.value or "")[:4]), number).counted_from(near.value)
    if near:
        day = values.first_day(near.value or "")
        spans = [span(year, number) for year in (day.year + 1, day.year, day.year - 1)]
        return min(spans, key=lambda one: abs((one.first - day).days)).counted_from(near.value)
    anchor, tense = found.scene.anchor, found.tense
    if anchor is None:
        year = found.scene.only_year
        return span(year, number).counted_from(str(year)) if year else None
    spans = [span(year, number) for year in range(anchor.year - 2, anchor.year + 3)]
    if tense.sign > 0 and context.word_after(found.text, found.end).lower() in CUES["reports"]:
        return values.by_tense(spans, anchor, Tense(1, 1))  # "third-quarter results will be published"
    if tense.sign <= 0:
        spans = [one for one in spans if one.last < anchor]
    return values.by_tense(spans, anchor, tense)


def year_told(found: Found) -> DateMention | None:
    """The year, quarter or half-year told before in the same sentence."""
    previous = found.antecedent
    if previous is None:
        return None
    if previous.rule == "year":
        at_head = sentence.AT_HEAD.search(found.text[max(0, previous.start - 40) : previous.start])
        closed = "/" not in (previous.value or "")
        return previous if at_head and closed and sentences_since(found, previous) == 0 else None
    if previous.rule not in ("quarter", "half_year"):
        return None
    return previous if sentences_since(found, previous) == 0 else None
