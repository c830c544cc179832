"""Title, day of issue and publisher: asked for where the gold file tells them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluation.fold import body_name, dice, fold
from extractor.evaluation.gold import Gold
from extractor.evaluation.verdicts import Verdict, ask
from extractor.record import Record

_LIKE_A_TITLE = 0.9
_DAY = len("2026-11-29")


def judge_title(gold: Gold, record: Record) -> Iterator[Verdict]:
    """A title is right if nearly all its words are the expected ones."""
    if gold.title:
        is_right = dice(gold.title, record.title or "") >= _LIKE_A_TITLE
        yield ask("title", is_right, gold.title, record.title, sought=gold.title)


def judge_published(gold: Gold, record: Record) -> Iterator[Verdict]:
    """The day is compared, whatever the time."""
    if gold.published:
        found = record.published.value if record.published else None
        is_right = fold(found)[:_DAY] == gold.published[:_DAY]
        yield ask("published", is_right, gold.published, found, at=record.published)


def judge_publisher(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Any name will do that the gold file has for the publisher."""
    if gold.publisher:
        found = record.publisher.name if record.publisher else None
        is_right = body_name(found) in gold.names_of(gold.publisher)
        yield ask("publisher", is_right, gold.publisher, found, sought=gold.publisher)
