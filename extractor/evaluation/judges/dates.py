"""Dates: whether the expression is found, and whether it has its value."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluation.fold import fold, jaccard, words
from extractor.evaluation.gold import Gold, GoldDate
from extractor.evaluation.matching import take_first
from extractor.evaluation.verdicts import Verdict, ask, extra, missed, right
from extractor.record import DateMention, Record

_LIKE_A_DATE = 0.5
_QUALIFIERS = "~?%"


def judge_dates(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Each expected expression takes one of the same words, or else one that is near."""
    left = list(record.dates)
    for wanted in gold.dates:
        found = _take(wanted.text, left)
        if not wanted.optional:
            yield from _verdicts(wanted, found)
    for date in left:
        yield extra("dates", date.text, date)
        yield extra("dates_valued", _told(date), date)


def _verdicts(wanted: GoldDate, found: DateMention | None) -> Iterator[Verdict]:
    if found is None:
        yield missed("dates", wanted.text)
        yield missed("dates_valued", _told(wanted), wanted.text)
        return
    is_right = canonical_value(wanted.value) == canonical_value(found.value)
    yield right("dates")
    yield ask("date_value", is_right, wanted.value, found.value, at=found)
    yield ask("dates_valued", is_right, _told(wanted), _told(found), at=found)


def canonical_value(value: str | None) -> str:
    """A value without qualifiers at its end; an interval of one day is that day."""
    folded = fold(value).replace(" ", "").rstrip(_QUALIFIERS)
    start, slash, end = folded.partition("/")
    return start if slash and start == end else folded


def _take(text: str, left: list[DateMention]) -> DateMention | None:
    same = take_first(left, lambda date: fold(date.text) == fold(text))
    return same or take_first(left, lambda date: _is_near(date.text, text))


def _is_near(one: str, other: str) -> bool:
    """Whether two expressions share half their words, and one holds the other or both end in the same word."""
    if jaccard(one, other) < _LIKE_A_DATE:
        return False
    return words(one)[-1:] == words(other)[-1:] or fold(one) in fold(other) or fold(other) in fold(one)


def _told(date: GoldDate | DateMention) -> str:
    return f"{date.text} = {date.value or 'no value'}"
