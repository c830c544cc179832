"""Organisations: each body once, under any of its names."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluation.fold import body_name
from extractor.evaluation.gold import Gold
from extractor.evaluation.matching import take_all
from extractor.evaluation.verdicts import Placed, Verdict, extra, missed, right
from extractor.record import Organisation, Record


def judge_organisations(gold: Gold, record: Record) -> Iterator[Verdict]:
    """A body that is found twice, under two names, is one too many."""
    left = list(record.organisations)
    for wanted in gold.organisations:
        same = _take(wanted.names, left)
        if wanted.optional:
            continue
        if not same:
            yield missed("organisations", wanted.name)
            continue
        yield right("organisations")
        for body in same[1:]:
            yield extra("organisations", f"{body.name} (again, beside {same[0].name})", _place(body))
    for body in left:
        yield extra("organisations", body.name, _place(body))


def _take(names: frozenset[str], left: list[Organisation]) -> list[Organisation]:
    return take_all(left, lambda body: not names.isdisjoint(_names(body)))


def _names(body: Organisation) -> frozenset[str]:
    return frozenset(map(body_name, (body.name, *body.aliases)))


def _place(body: Organisation) -> Placed | None:
    return body.mentions[0] if body.mentions else None
