"""A verdict: one fact, expected or found, judged for one measure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Span = tuple[int, int]


class Sign(StrEnum):
    """Right, expected and not found, found and not expected, or found as something else than expected."""

    RIGHT = "right"
    MISSED = "missed"
    EXTRA = "extra"
    WRONG = "wrong"


class Placed(Protocol):
    """What may have a place in the record's text."""

    @property
    def start(self) -> int | None:
        """Where it begins."""

    @property
    def end(self) -> int | None:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One fact judged for one measure.

    gold, found: the fact as expected and as found, as told to a reader, None where there is none; span: its place in
    the record's text; sought: what to look for in the text if no place is known; weight: how often it counts.
    """

    measure: str
    sign: Sign
    gold: str | None = None
    found: str | None = None
    span: Span | None = None
    sought: str | None = None
    weight: int = 1


def right(measure: str, weight: int = 1) -> Verdict:
    """What was expected is found."""
    return Verdict(measure, Sign.RIGHT, weight=weight)


def missed(measure: str, gold: str, sought: str | None = None, weight: int = 1) -> Verdict:
    """What was expected is not found; `sought`, or else `gold`, is what to look for in the text."""
    return Verdict(measure, Sign.MISSED, gold=gold, sought=sought or gold, weight=weight)


def extra(measure: str, found: str, at: Placed | None = None, weight: int = 1) -> Verdict:
    """What is found was not expected."""
    return Verdict(measure, Sign.EXTRA, found=found, span=_span(at), sought=found, weight=weight)


def ask(
    measure: str,
    is_right: bool,
    gold: str | None,
    found: str | None,
    *,
    at: Placed | None = None,
    sought: str | None = None,
) -> Verdict:
    """Whether what is found is what was expected."""
    if is_right:
        return right(measure)
    return Verdict(measure, Sign.WRONG, gold, found, _span(at), sought)


def _span(at: Placed | None) -> Span | None:
    if at is None or at.start is None or at.end is None:
        return None
    return at.start, at.end
