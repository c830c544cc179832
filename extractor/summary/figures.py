"""What a summary holds: plain frozen values, in the order in which they are written."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Top(Generic[Row]):
    """The first rows of a ranking, and how many there are in all."""

    distinct: int
    top: list[Row]

    @classmethod
    def ranked(
        cls, keys: Collection[Key], most: int, *, order: Callable[[Key], Any], row: Callable[[Key], Row]
    ) -> Top[Row]:
        """The rows of the first `most` keys, in an order that tells any two keys apart."""
        return cls(len(keys), [row(key) for key in heapq.nsmallest(most, keys, key=order)])


@dataclass(frozen=True, slots=True)
class Releases:
    """How many releases, how many with a day of issue, and the first and last of these days (ISO 8601)."""

    total: int
    with_day: int
    without_day: int
    first_day: str | None
    last_day: str | None
    without_publisher: int
    duplicates: int


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An identifier in a public register."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Body:
    """A publisher or a body named in texts, and in how many releases."""

    name: str
    register: RegisterEntry | None
    releases: int


@dataclass(frozen=True, slots=True)
class KindOfQuote:
    """Quotes of one kind and the words in them."""

    kind: str
    quotes: int
    words: int


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes by kind and by type of speaker; `words` is the sum over all kinds."""

    total: int
    with_speaker: int
    without_speaker: int
    words: int
    kinds: list[KindOfQuote]
    speaker_types: dict[str, int]


@dataclass(frozen=True, slots=True)
class UsualRole:
    """The role that a speaker has in most releases."""

    title: str
    organisation: str | None


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """A name under which people are quoted; `publishers` tells in how many publishers' releases."""

    name: str
    role: UsualRole | None
    quotes: int
    releases: int
    publishers: int


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A title, in how many releases somebody has it, and how many quotes are by somebody who has it."""

    title: str
    releases: int
    quotes: int


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates in the texts, by grain; the most frequent grain first."""

    total: int
    without_value: int
    grains: dict[str, int]


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """How often a problem was told, and in how many releases."""

    stage: str
    code: str
    problems: int
    releases: int


@dataclass(frozen=True, slots=True)
class Problems:
    """Problems by code, and how many releases have any."""

    total: int
    releases: int
    codes: list[ProblemCode]


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters of the texts and of the noise apart; `removed_share` is null where there are none at all."""

    text: int
    removed: int
    removed_share: float | None
