"""What grows while records are counted: a counter for each part of a summary that is not about people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from extractor.kinds import QuoteKind, SpeakerType
from extractor.record import DateMention, Problem, Quote, Record, Register
from extractor.summary.figures import (
    Body,
    Characters,
    Dates,
    KindOfQuote,
    ProblemCode,
    Problems,
    Quotes,
    RegisterEntry,
    Releases,
    Top,
)
from extractor.summary.names import Spellings, folded
from extractor.summary.timeline import Timeline

# With what joins its parts: "doesn't", "hand-prints", "1,200".
_WORD = re.compile(r"\w+(?:['’.,\-‐‑]\w+)*")

# Scheme and id of its register, else an empty scheme and the folded name.
BodyKey = tuple[str, str]


def body_key(name: str, register: Register | None) -> BodyKey:
    """What all ways to name one body have in common."""
    return (register.scheme, register.id) if register else ("", folded(name))


class ReleaseCounter:
    """Releases and their days of issue."""

    def __init__(self) -> None:
        self._total = self._without_publisher = self._duplicates = 0
        self._first_day: str | None = None
        self._last_day: str | None = None
        self._months: Counter[str] = Counter()

    def take(self, record: Record) -> None:
        """Count one release."""
        self._total += 1
        self._without_publisher += record.publisher is None
        self._duplicates += record.duplicate_of is not None
        if day := _day(record):
            self._months[day[:7]] += 1
            self._first_day = min(self._first_day or day, day)
            self._last_day = max(self._last_day or day, day)

    def releases(self) -> Releases:
        """What was counted."""
        with_day = self._months.total()
        return Releases(
            total=self._total,
            with_day=with_day,
            without_day=self._total - with_day,
            first_day=self._first_day,
            last_day=self._last_day,
            without_publisher=self._without_publisher,
            duplicates=self._duplicates,
        )

    def timeline(self) -> Timeline:
        """The releases that have a day, by month or longer."""
        return Timeline.of(self._months)


def _day(record: Record) -> str | None:
    """The day of issue, None if there is none or its value is no day."""
    try:
        return date.fromisoformat(record.published.value).isoformat() if record.published else None
    except ValueError:
        return None


class BodyCounter:
    """Bodies by the releases that name them, each once a release."""

    def __init__(self) -> None:
        self._releases: Counter[BodyKey] = Counter()
        self._spellings: Spellings[BodyKey] = Spellings()

    def take(self, named: Iterable[tuple[str, Register | None]]) -> None:
        """Count the bodies of one release, told by their names and registers."""
        keys = set()
        for name, register in named:
            keys.add(key := body_key(name, register))
            self._spellings.add(key, name)
        self._releases.update(keys)

    def top(self, most: int) -> Top[Body]:
        """Those in most releases."""
        names = self._spellings.usual()

        def row(key: BodyKey) -> Body:
            return Body(names[key], RegisterEntry(*key) if key[0] else None, self._releases[key])

        return Top.ranked(
            self._releases, most, order=lambda key: (-self._releases[key], folded(names[key]), key), row=row
        )


class QuoteCounter:
    """Quotes by kind and by type of speaker."""

    def __init__(self) -> None:
        self._quotes: Counter[QuoteKind] = Counter()
        self._words: Counter[QuoteKind] = Counter()
        self._types: Counter[SpeakerType] = Counter()

    def take(self, quotes: Iterable[Quote]) -> None:
        """Count the quotes of one release."""
        for quote in quotes:
            self._quotes[quote.kind] += 1
            self._words[quote.kind] += sum(1 for _ in _WORD.finditer(quote.text))
            if quote.speaker:
                self._types[quote.speaker.type] += 1

    def quotes(self) -> Quotes:
        """What was counted, kinds and types that do not occur too."""
        total, with_speaker = self._quotes.total(), self._types.total()
        return Quotes(
            total=total,
            with_speaker=with_speaker,
            without_speaker=total - with_speaker,
            words=self._words.total(),
            kinds=[KindOfQuote(kind.value, self._quotes[kind], self._words[kind]) for kind in QuoteKind],
            speaker_types={kind.value: self._types[kind] for kind in SpeakerType},
        )


class DateCounter:
    """Dates in texts by grain."""

    def __init__(self) -> None:
        self._grains: Counter[str] = Counter()
        self._without_value = 0

    def take(self, dates: Iterable[DateMention]) -> None:
        """Count the dates of one release."""
        for mention in dates:
            self._grains[mention.grain] += 1
            self._without_value += mention.value is None

    def dates(self) -> Dates:
        """What was counted."""
        return Dates(self._grains.total(), self._without_value, most_first(self._grains))


class ProblemCounter:
    """Problems by stage and code."""

    def __init__(self) -> None:
        self._problems: Counter[tuple[str, str]] = Counter()
        self._releases: Counter[tuple[str, str]] = Counter()
        self._with_problems = 0

    def take(self, problems: Iterable[Problem]) -> None:
        """Count the problems of one release."""
        told = [(problem.stage, problem.code) for problem in problems]
        self._problems.update(told)
        self._releases.update(set(told))
        self._with_problems += bool(told)

    def problems(self) -> Problems:
        """What was counted, the most frequent first."""
        order = sorted(self._problems, key=lambda key: (-self._problems[key], key))
        codes = [ProblemCode(*key, self._problems[key], self._releases[key]) for key in order]
        return Problems(self._problems.total(), self._with_problems, codes)


class CharacterCounter:
    """Characters of texts, and of the noise that was kept apart from them."""

    def __init__(self) -> None:
        self._text = self._removed = 0

    def take(self, record: Record) -> None:
        """Count the characters of one release."""
        self._text += len(record.text)
        self._removed += sum(len(removed.text) for removed in record.removed)

    def characters(self) -> Characters:
        """What was counted."""
        total = self._text + self._removed
        return Characters(self._text, self._removed, round(self._removed / total, 4) if total else None)


def most_first(counts: Counter[str]) -> dict[str, int]:
    """The counts, the largest first; of equals, the first by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
