"""The date mentioned before: how far back it may stand, and what can be counted from it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.record import DateMention
from extractor.rules.dates import sentence
from extractor.rules.dates.grammar import FULL_MONTH_VALUE, FULL_YEAR_VALUE, WHOLE_DAY_VALUE
from extractor.rules.dates.scene import REACH, Found
from extractor.rules.dates.values import Span

# What "a day later", "a month later", "a year later" can be counted from: the shape of the value, else the grain
COUNTABLE = {
    "day": (WHOLE_DAY_VALUE, {"day", "week", "weekend"}),
    "month": (FULL_MONTH_VALUE, {"day", "week", "weekend", "month"}),
    "year": (FULL_YEAR_VALUE, {"day", "week", "weekend", "month", "season", "quarter", "year"}),
}
FINEST = {"week": "day", "weekend": "day", "season": "year"}


def told_before(found: Found, span: Span | None, grain: str = "day", base: DateMention | None = None) -> DateMention:
    """The mention of a span counted from the date mentioned before, or from `base`."""
    base = base or found.previous
    return found.mention(span and span.counted_from(base.value if base else None), grain, relative=True)


def mentions_before(found: Found, unit: str) -> Iterator[DateMention]:
    """The mentions within reach that a unit can be counted from, the nearest first."""
    for mention in reversed(found.earlier):
        if found.start - mention.end > REACH:
            return
        if counts_in(mention, FINEST.get(unit, unit)):
            yield mention


def counts_in(mention: DateMention, unit: str) -> bool:
    """Whether days, months or years can be counted from a mention: days from a day, years from anything."""
    shape, grains = COUNTABLE[unit]
    if mention.value is None:
        return mention.grain in grains
    coarse = mention.grain == "year" and unit != "year"  # a financial year is written in days
    return not coarse and shape.fullmatch(mention.value) is not None


def sentences_since(found: Found, mention: DateMention) -> int:
    """How many sentences have ended between a mention and the match."""
    return len(sentence.STOP.findall(found.text[mention.end : found.start]))


def year_before(found: Found) -> int | None:
    """The year of the mention before, if it is near and has one."""
    year = (found.antecedent.value or "")[:4] if found.antecedent else ""
    return int(year) if year.isdigit() else None
