"""People as their mentions are merged: whom a name means among those who are called so."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.rules.lexicon import gender_of, words
from extractor.rules.names import MARKS, NameMention, calling_parts

# No release has so many of one surname; of more, those told first are asked.
_MOST_NAMESAKES = 50


@dataclass(slots=True, eq=False)
class Individual:
    """A person as the mentions are merged. `name` is the fullest form in the text."""

    name: str
    post_nominals: list[str] = field(default_factory=list)
    mentions: list[NameMention] = field(default_factory=list)
    _titles: set[str] = field(default_factory=set)

    def add(self, mention: NameMention) -> None:
        """Make the mention one of this person."""
        if self.name.isupper() and mention.name.casefold() == self.name.casefold():
            self.name = mention.name
        insort(self.mentions, mention, key=lambda m: m.start)
        self.post_nominals += [letters for letters in mention.post_nominals if letters not in self.post_nominals]
        self._titles.update((mention.honorific or "").split())

    @property
    def honorific(self) -> str | None:
        """The first form of address that is not shouted ("CLLR"), else the first."""
        written = (m.honorific for m in self.mentions if m.honorific and _is_calm(m.honorific))
        shouted = (m.honorific for m in self.mentions if m.honorific)
        return next(written, None) or next(shouted, None)

    @property
    def gender(self) -> str | None:
        """f or m by honorific, else by first name; None where it can't be told."""
        return _gender_by_title(self._titles) or gender_of(self.name.split()[0])

    def is_addressed(self, honorific: str | None) -> bool:
        """Whether a word of a form of address stands before one of this person's names."""
        return not self._titles.isdisjoint((honorific or "").split())

    def is_addressed_otherwise(self, honorific: str | None) -> bool:
        """Whether this person's form of address tells another gender than `honorific`."""
        return {_gender_by_title(self._titles), _gender_by_title(set((honorific or "").split()))} == {"f", "m"}

    def last_before(self, at: int) -> int | None:
        """Where this person is mentioned last before `at`."""
        number = bisect_left(self.mentions, at, key=lambda m: m.start)
        return self.mentions[number - 1].start if number else None


def _is_calm(honorific: str) -> bool:
    return not honorific.isupper() or len(honorific) < 4


def _gender_by_title(titles: set[str]) -> str | None:
    if titles & words("honorifics", "female"):
        return "f"
    return "m" if titles & words("honorifics", "male") else None


def merged(mentions: Iterable[NameMention]) -> list[Individual]:
    """One individual for all mentions of one person, each with one mention at least."""
    known = _Known()
    # Full names first, so that "Cllr Penhale" before "Cllr Demelza Penhale" finds its person.
    for mention in sorted(mentions, key=lambda m: (len(m.name.split()) < 2, -len(m.name.split()), m.start)):
        known.person_of(mention).add(mention)
    return known.people


def nearest(at: int, people: Sequence[Individual]) -> Individual | None:
    """The person mentioned last before `at`, else the first mentioned after it."""
    people = people[:_MOST_NAMESAKES]
    before = [(last, number) for number, person in enumerate(people) if (last := person.last_before(at)) is not None]
    if before:
        return people[max(before)[1]]
    return min(people, key=lambda person: person.mentions[0].start, default=None)


class _Known:
    """The people told so far, by what their names are and how they begin and end."""

    def __init__(self) -> None:
        self.people: list[Individual] = []
        self._by_name: dict[tuple[str, ...], Individual] = {}
        self._by_end: dict[tuple[str, ...], list[Individual]] = defaultdict(list)
        self._by_first: dict[str, list[Individual]] = defaultdict(list)
        self._by_half_surname: dict[str, list[Individual]] = defaultdict(list)

    def person_of(self, mention: NameMention) -> Individual:
        """Whom a mention means: the same name, or a person whose name ends (or, after Sir or Dame, begins) so."""
        parts = _parts(mention.name)
        if parts in self._by_name:
            return self._by_name[parts]
        called_so = self._by_end[parts]
        called_so = called_so or self._called_shorter(parts, mention.honorific)
        # Sir Alan's wife is Lady Holt, not he.
        called_so = [
            person for person in called_so[:_MOST_NAMESAKES] if not person.is_addressed_otherwise(mention.honorific)
        ]
        fitting = [person for person in called_so if _fits(mention.honorific, person)] or called_so
        # Of Cllr Ada Pell and Joe Pell the first is "Cllr Pell", though the second was named last.
        addressed = [person for person in fitting if person.is_addressed(mention.honorific)]
        return nearest(mention.start, addressed or fitting) or self._add(mention.name, parts)

    def _called_shorter(self, parts: tuple[str, ...], honorific: str | None) -> list[Individual]:
        """People by a first name ("Sir Alan", "her son Huw"), half a surname ("Mrs Reed") or initials ("A. Holt")."""
        if len(parts) > 1:
            *initials, last = parts
            if any(len(part) > 1 for part in initials):
                return []
            return [person for person in self._by_end[(last,)] if _parts(person.name)[0].startswith(initials[0])]
        return self._by_first[parts[0]] or (self._by_half_surname[parts[0]] if honorific else [])

    def _add(self, name: str, parts: tuple[str, ...]) -> Individual:
        person = Individual(name)
        self.people.append(person)
        self._by_name[parts] = person
        self._by_first[parts[0]].append(person)
        for half in set(parts[-1].split("-")):
            self._by_half_surname[half].append(person)
        called = _parts(" ".join(calling_parts(name)))
        for end in {whole[first:] for whole in (parts, called) for first in range(len(whole))}:
            self._by_end[end].append(person)
        return person


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in re.sub(r"[.,]", "", name.casefold()).split() if part.strip(MARKS) == part)


def _fits(honorific: str | None, person: Individual) -> bool:
    """Whether a form of address can be that of a person: no other gender, and not another title."""
    if not honorific:
        return True
    titles = set(honorific.split())
    told = _gender_by_title(titles)
    if told:
        return person.gender in (None, told)
    return person.honorific is None or bool(titles & set(person.honorific.split()))
