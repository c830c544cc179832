"""Summary -> its tables as words and figures, which the terminal and the page have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.summary.counts import Summary
from extractor.summary.figures import Top
from extractor.summary.sentences import short_name
from extractor.wording import role_words


@dataclass(frozen=True, slots=True)
class Row:
    """The words, short and without control characters, and the figures of one row."""

    words: tuple[str, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A table with as many words and figures in each row as it has heads for them; the first figure ranks.

    subject: publishers, speakers, organisations, roles or problems.
    """

    subject: str
    words: tuple[str, ...]
    figures: tuple[str, ...]
    rows: Sequence[Row]


def rankings(summary: Summary) -> Iterator[Ranking]:
    """The tables that have any row."""
    return (ranking for ranking in _all(summary) if ranking.rows)


def _row(words: Iterable[str], figures: Iterable[int]) -> Row:
    return Row(tuple(map(short_name, words)), tuple(figures))


def _all(summary: Summary) -> Iterator[Ranking]:
    for subject, bodies in (("publishers", summary.publishers), ("organisations", summary.organisations)):
        rows = [_row((body.name,), (body.releases,)) for body in bodies.top]
        yield Ranking(subject, (_heading(subject, bodies),), ("Releases",), rows)
    rows = [
        _row((one.name, role_words(one.role) if one.role else ""), (one.quotes, one.releases))
        for one in summary.speakers.top
    ]
    heading = _heading("speakers", summary.speakers)
    yield Ranking("speakers", (heading, "Most usual role"), ("Quotes", "Releases"), rows)
    rows = [_row((role.title,), (role.releases, role.quotes)) for role in summary.roles.top]
    yield Ranking("roles", (_heading("roles", summary.roles),), ("Releases", "Quotes"), rows)
    rows = [_row((one.code, one.stage), (one.problems, one.releases)) for one in summary.problems.codes]
    yield Ranking("problems", ("Problems", "Stage"), ("Times", "Releases"), rows)


def _heading(subject: str, ranking: Top[Any]) -> str:
    """What a table shows, and of how many: "Speakers, first 10 of 156"."""
    shown, noun = len(ranking.top), subject.capitalize()
    return noun if shown == ranking.distinct else f"{noun}, first {shown:,} of {ranking.distinct:,}"
