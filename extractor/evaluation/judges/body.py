"""The running text: what of the body is kept, what is too much, and which lines of the site have slipped in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from extractor.evaluation.fold import words
from extractor.evaluation.gold import Gold
from extractor.evaluation.verdicts import Verdict, extra, missed, right
from extractor.record import Record

_LENGTH = 4

Stretch = tuple[str, ...]


def judge_body(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Every stretch of four words of the body, against those of the text; those of title and notes are let pass."""
    expected = _stretches("\n".join(gold.body))
    found = _stretches(record.text)
    passed = _stretches("\n".join([gold.title or "", *gold.notes]))
    common = (Counter(expected) & Counter(found)).total()
    if common:
        yield right("body", common)
    for text, weight in _beyond(expected, Counter(found)):
        yield missed("body", text, weight=weight)
    for text, weight in _beyond(found, Counter(expected), Counter(passed)):
        yield extra("body", text, weight=weight)


def judge_noise(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Lines of the site, unless the release has the same words, must not stand in the text."""
    text = _flat(record.text)
    release = _flat(" ".join([*gold.body, *gold.notes, gold.title or ""]))
    for line in gold.noise:
        flat = _flat(line)
        if flat and flat not in release:
            yield extra("noise_absent", line) if flat in text else right("noise_absent")


def _flat(text: str) -> str:
    return " ".join(words(text))


def _stretches(text: str) -> list[Stretch]:
    """All runs of four words, in order, each beginning a word after the one before; a short text is a single run."""
    every = words(text)
    count = max(len(every) - _LENGTH + 1, min(len(every), 1))
    return [tuple(every[start : start + _LENGTH]) for start in range(count)]


def _beyond(stretches: list[Stretch], *others: Counter[Stretch]) -> Iterator[tuple[str, int]]:
    """The stretches that the others do not hold as often: neighbours as one text, with the number of stretches."""
    for is_held, group in groupby(stretches, _holder(others)):
        if not is_held:
            first, *rest = group
            yield " ".join([*first, *(stretch[-1] for stretch in rest)]), 1 + len(rest)


def _holder(others: tuple[Counter[Stretch], ...]) -> Callable[[Stretch], bool]:
    """Tells of one stretch after the other whether one of the others holds it still; each is used up once."""

    def is_held(stretch: Stretch) -> bool:
        for other in others:
            if other[stretch] > 0:
                other[stretch] -= 1
                return True
        return False

    return is_held
