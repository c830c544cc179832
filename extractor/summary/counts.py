"""Records -> summary: one pass, whatever their number; what is kept are counts and the names counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from extractor.record import Record
from extractor.summary.counters import (
    BodyCounter,
    CharacterCounter,
    DateCounter,
    ProblemCounter,
    QuoteCounter,
    ReleaseCounter,
    most_first,
)
from extractor.summary.figures import (
    Body,
    Characters,
    Dates,
    HeldRole,
    NamedSpeaker,
    Problems,
    Quotes,
    Releases,
    Top,
)
from extractor.summary.people import RoleCounter, SpeakerCounter
from extractor.summary.timeline import Timeline

_UNDETERMINED = "und"  # ISO 639-2


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in many records, repeats counted like all others. The order of the records does not matter."""

    releases: Releases
    timeline: Timeline
    publishers: Top[Body]
    quotes: Quotes
    speakers: Top[NamedSpeaker]
    organisations: Top[Body]
    roles: Top[HeldRole]
    dates: Dates
    problems: Problems
    languages: dict[str, int]
    characters: Characters

    @classmethod
    def of(cls, records: Iterable[Record], top: int = 10) -> Summary:
        """Count the records, and keep the first `top` of publishers, speakers, organisations and roles."""
        counting = _Counting()
        for record in records:
            counting.take(record)
        return counting.summary(top)

    def to_json(self) -> dict[str, Any]:
        """The summary as plain values whose keys always stand in the same order (docs/summary.md tells them)."""
        return asdict(self)


class _Counting:
    """All counters at work."""

    def __init__(self) -> None:
        self._releases, self._characters = ReleaseCounter(), CharacterCounter()
        self._publishers, self._organisations = BodyCounter(), BodyCounter()
        self._quotes, self._speakers, self._roles = QuoteCounter(), SpeakerCounter(), RoleCounter()
        self._dates, self._problems = DateCounter(), ProblemCounter()
        self._languages: Counter[str] = Counter()

    def take(self, record: Record) -> None:
        self._releases.take(record)
        self._characters.take(record)
        self._publishers.take((body.name, body.register_) for body in [record.publisher] if body)
        self._organisations.take((body.name, body.register_) for body in record.organisations)
        self._quotes.take(record.quotes)
        self._speakers.take(record)
        self._roles.take(record)
        self._dates.take(record.dates)
        self._problems.take(record.problems)
        self._languages[record.language or _UNDETERMINED] += 1

    def summary(self, top: int) -> Summary:
        return Summary(
            releases=self._releases.releases(),
            timeline=self._releases.timeline(),
            publishers=self._publishers.top(top),
            quotes=self._quotes.quotes(),
            speakers=self._speakers.top(top),
            organisations=self._organisations.top(top),
            roles=self._roles.top(top),
            dates=self._dates.dates(),
            problems=self._problems.problems(),
            languages=most_first(self._languages),
            characters=self._characters.characters(),
        )
