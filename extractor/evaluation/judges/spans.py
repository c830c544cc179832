"""Whether every mention is the slice of the text that it claims to be; the gold file is not asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from extractor.evaluation.gold import Gold
from extractor.evaluation.verdicts import Verdict, ask
from extractor.record import Mention, Record


def judge_spans(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Dates, mentions of bodies and people, and the stretches of quotes."""
    for mention in _mentions(record):
        stands_there = record.text[mention.start : mention.end]
        yield ask("spans_true", stands_there == mention.text, stands_there, mention.text, at=mention)


def _mentions(record: Record) -> Iterator[Mention]:
    yield from record.dates
    yield from chain.from_iterable(body.mentions for body in record.organisations)
    yield from chain.from_iterable(person.mentions for person in record.people)
    yield from chain.from_iterable(quote.parts for quote in record.quotes)
