"""What readers of date expressions share: the scene that values depend on, and the making of mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from extractor.kinds import Modifier
from extractor.record import DateMention
from extractor.rules.dates import values
from extractor.rules.dates.grammar import OPEN_END
from extractor.rules.dates.tense import CLAUSE_END, tense_at
from extractor.rules.dates.values import Point, Span, Tense
from extractor.rules.dates.words import TABLE
from extractor.rules.expression import Expression

WRITTEN_YEAR = re.compile(r"\d{4}")
FIRST_WORD = re.compile(r"[A-Za-z]+")
MODIFIERS: dict[str, str] = TABLE["modifiers"]
LISTED = re.compile(r"^[^.!?;]{0,60};[^.!?;]{0,60}$")  # "term begins 2 September 2026; half-term 26 to 30 October"
KIND_OF_YEAR = re.compile(r"\s(?i:financial|fiscal|tax|school|academic)\syear(?!s|\w)")
YEAR_OF_CLAUSE = re.compile(r"(?:\b[Oo]f|(?:^|[.!?\n] ?)(?:In|The)) $")
DAYS_TO_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
REACH = 300  # further back, "that year" would ask too much of a reader
INTERVALS_BACK = 4
JOINED = re.compile(r"\b(?:and|but|before) ")


@dataclass(frozen=True, slots=True)
class Scene:
    """The text, the anchor date, the order of numeric days and the country whose holidays are meant.

    `order_shown` is true where the text itself shows the order; `only_year` is the one year that its full dates are in.
    """

    text: str
    anchor: date | None
    order: str
    country: str | None = None
    order_shown: bool = False
    only_year: int | None = None


@dataclass(frozen=True)
class Found:
    """A match of a rule's pattern in its scene."""

    match: re.Match[str]
    scene: Scene
    rule: str
    earlier: Sequence[DateMention] = ()  # the mentions before it, in their order

    @property
    def previous(self) -> DateMention | None:
        """The mention just before."""
        return self.earlier[-1] if self.earlier else None

    @property
    def antecedent(self) -> DateMention | None:
        """The mention just before, if it stands within reach and its value is told: what "that year" refers to."""
        previous = self.previous
        within_reach = previous and previous.value is not None and self.start - previous.end <= REACH
        return previous if within_reach else None

    @property
    def start(self) -> int:
        """Where the match begins."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where the match ends."""
        return self.match.end()

    @property
    def text(self) -> str:
        """The whole text that the match stands in."""
        return self.scene.text

    @cached_property
    def tense(self) -> Tense:
        """The tense of the clause about the match, told once: nothing else takes so long."""
        return tense_at(self.text, self.start, self.end)

    def resolve(self, point: Point) -> Span | None:
        """The span a point stands for, told by the mention before it or by the scene."""
        if point.dated:  # the tense, which takes longest to tell, is not asked for
            return resolve(point, self.scene, Tense())
        told = in_sequence(point, self) or in_year_of_clause(point, self)
        told = told or inside_interval(self, lambda year: values.fitting_span(point, year))
        return told or resolve(point, self.scene, self.tense)

    def __getitem__(self, group: str) -> str:
        return self.match[group] or ""

    def mention(
        self,
        span: Span | None,
        grain: str = "day",
        relative: bool = False,
        place: tuple[int, int] | None = None,
    ) -> DateMention:
        """The mention of the match, or of `place`; a closing full stop (of a sentence or abbreviation) is left out.

        A relative span that does not tell what it was counted from was counted from the day of issue.
        """
        start, end = place or self.match.span()
        if self.text[end - 1] == ".":
            end -= 1
        text = self.text[start:end]
        day_of_issue = self.scene.anchor.isoformat() if relative and self.scene.anchor else None
        return DateMention(
            text=text,
            start=start,
            end=end,
            value=span.value if span else None,
            grain=span.grain if span else grain,
            relative=relative,
            rule=self.rule,
            anchor=(span.anchor or day_of_issue) if span else None,
            modifier=modifier_of(text) if not (span and span.grain == "day") else None,
            alternative=span.alternative if span else None,
        )


Reader = Callable[[Found], list[DateMention] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its reader, tried where one of the words `starts` stands ("#" is a number, "####" one of a year).

    The reader gives the mentions of a match; [] where the words are used up by something that is no date, None where
    the rule does not apply and the next may try.
    """

    name: str
    starts: frozenset[str]
    pattern: Expression
    read: Reader


def resolve(point: Point, scene: Scene, tense: Tense) -> Span | None:
    """The span a point stands for: its year told, counted from the anchor's, or the nearest by tense; else None."""
    if point.year is not None:
        return values.point_span(point, point.year)
    if scene.anchor is None:
        span = values.point_span(point, scene.only_year) if scene.only_year and point.shift is None else None
        return span and span.counted_from(str(scene.only_year))
    if point.shift is not None:
        return values.point_span(point, scene.anchor.year + point.shift)
    return values.by_tense(values.candidates(point, scene.anchor), scene.anchor, tense)


def in_sequence(point: Point, found: Found) -> Span | None:
    """The span of a point joined by "and" to a date with its year, later in that year, as far as the tense allows.

    "Began in March 2020 and ended in June": a year that is not written again is the same.
    """
    previous, anchor = found.previous, found.scene.anchor
    if previous is None or previous.value is None or not WRITTEN_YEAR.search(previous.text):
        return None
    between = found.text[previous.end : found.start]
    listed = LISTED.search(between) is not None and "\n" not in between and found.tense.sign == 0
    if previous.grain not in ("day", "month", "season") or not (listed or goes_on(between)):
        return None
    before = values.first_day(previous.value)
    span = values.fitting_span(point, before.year)
    if span is None or span.first <= before:
        return None
    against = anchor is not None and values.distance_from(anchor, span) * found.tense.sign < 0
    return None if against else span.counted_from(previous.value)


def in_year_of_clause(point: Point, found: Found) -> Span | None:
    """The span of a point in the year that its past clause is about: "the elections of 2004 were held on 10 June"."""
    previous = found.previous
    if previous is None or previous.rule != "year" or found.tense.sign >= 0:
        return None
    between = found.text[previous.end : found.start]
    if "," in between[1:] or CLAUSE_END.search(between):
        return None
    if not YEAR_OF_CLAUSE.search(found.text[max(0, previous.start - 6) : previous.start]):
        return None
    span = values.point_span(point, int((previous.value or "")[:4]))
    return span and span.counted_from(previous.value)


def inside_interval(found: Found, span_in: Callable[[int], Span | None]) -> Span | None:
    """The one span inside an interval told before: "from 12 October 2019 to 23 February 2020, shut on 1 January".

    span_in gives the span in a year. A finite verb has a time of its own.
    """
    for mention in reversed(found.earlier[-INTERVALS_BACK:]):
        if found.start - mention.end > REACH:
            return None
        in_days = mention.grain == "interval" and DAYS_TO_DAYS.fullmatch(mention.value or "")
        if in_days and WRITTEN_YEAR.search(mention.text):
            if found.tense.weight == values.CERTAIN:
                return None
            first, last = values.first_day(mention.value or ""), values.last_day(mention.value or "")
            spans = [span for year in range(first.year, last.year + 1) if (span := span_in(year))]
            inside = [span for span in spans if first <= span.first and span.last <= last]
            return inside[0].counted_from(mention.value) if len(inside) == 1 else None
    return None


def goes_on(between: str) -> bool:
    """Whether the words between two dates join them in one sentence, without a break or a comma after the "and"."""
    joined = JOINED.search(between)
    return joined is not None and "," not in between[joined.end() :] and CLAUSE_END.search(between) is None


def modifier_of(text: str) -> Modifier | None:
    """Which part of its value an expression means by its first word: "early 2024", "the end of March"."""
    found = FIRST_WORD.match(text)
    return Modifier(MODIFIERS[found[0].lower()]) if found and found[0].lower() in MODIFIERS else None


def possible(point: Point) -> bool:
    """Whether some year (or the one told) has the point's day."""
    return not (point.month and point.day) or values.valid_day(point.year or 2000, point.month, point.day) is not None


def with_kind_of_year(found: Found, mention: DateMention) -> DateMention:
    """The mention of "2023/24" with the words that tell what kind of year it is: "2023/24 school year"."""
    more = KIND_OF_YEAR.match(found.text, mention.end)
    if not more:
        return mention
    return mention.model_copy(update={"text": found.text[mention.start : more.end()], "end": more.end()})


def with_open_end(found: Found, span: Span | None, relative: bool, grain: str) -> DateMention:
    """The mention of a match, with "onwards" or "and beyond" taken in where it follows."""
    more = OPEN_END.match(found.text, found.end)
    if not more:
        return found.mention(span, grain, relative)
    if span:
        span = replace(span, value=span.value.split("/")[0] + "/..", grain="interval")
    return found.mention(span, "interval", relative, place=(found.start, more.end()))
