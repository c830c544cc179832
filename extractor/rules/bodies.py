"""A body as its mentions are merged, the candidates it is made of, and what makes two names one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.record import Mention, Register
from extractor.registers import RegisterEntry
from extractor.rules.spans import DisjointSpans


@dataclass(frozen=True, slots=True)
class BodyCandidate:
    """`text[start:end]` may name a body of that type; the source of a higher strength wins an overlap."""

    start: int
    end: int
    type: str
    strength: int


@dataclass(slots=True, eq=False)
class Body:
    """A body as its mentions are merged. `name` is the fullest form in the text."""

    name: str
    type: str
    entry: RegisterEntry | None = None
    aliases: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The name and every other form in the text."""
        return [self.name, *self.aliases]

    @property
    def register(self) -> Register | None:
        """The body's identifier in a public register, if it has one."""
        if self.entry is None or self.entry.scheme is None or self.entry.id is None:
            return None
        return Register(scheme=self.entry.scheme, id=self.entry.id)

    def absorb(self, other: Body) -> None:
        """Make every name and mention of `other` one of this body, which has the fuller name."""
        known = set(self.names)
        self.aliases += [name for name in other.names if name not in known]
        self.mentions = sorted([*self.mentions, *other.mentions], key=lambda mention: mention.start)
        self.entry = self.entry or other.entry
        if self.type == "other":
            self.type = other.type


def without_overlaps(candidates: Iterable[BodyCandidate]) -> list[BodyCandidate]:
    """The strongest, then longest candidate of each overlap, in text order."""
    taken = DisjointSpans()
    best_first = sorted(candidates, key=lambda c: (-c.strength, c.start - c.end, c.start))
    return sorted((c for c in best_first if taken.add(c.start, c.end)), key=lambda candidate: candidate.start)


def name_key(name: str) -> str:
    """What the spellings of one name have in common: all but case, article, ampersand and possessive."""
    folded = name.casefold().replace("’", "'").replace("&", "and").replace(".", "").replace(",", "")
    return folded.removeprefix("the ").removesuffix("'s").strip()


def same_name(left: str, right: str) -> bool:
    """Whether two names are one but for case, article, ampersand and possessive."""
    return name_key(left) == name_key(right)
