"""Who speaks and in which roles, counted while records go by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extractor.kinds import SpeakerType
from extractor.record import Quote, Record, Speaker
from extractor.summary.counters import BodyKey, body_key
from extractor.summary.figures import HeldRole, NamedSpeaker, Top, UsualRole
from extractor.summary.names import Spellings, folded


def _named_people(quotes: Iterable[Quote]) -> Iterator[Speaker]:
    """The speaker of each quote that is by somebody with a name: "a teacher" is a person too, but has no id."""
    for quote in quotes:
        if quote.speaker and quote.speaker.type is SpeakerType.PERSON and quote.speaker.id is not None:
            yield quote.speaker


class SpeakerCounter:
    """Named people by their quotes; one name is one speaker."""

    def __init__(self) -> None:
        self._quotes: Counter[str] = Counter()
        self._releases: Counter[str] = Counter()
        self._spellings: Spellings[str] = Spellings()
        self._roles: Counter[tuple[str, UsualRole]] = Counter()
        self._publishers: set[tuple[str, BodyKey]] = set()

    def take(self, record: Record) -> None:
        """Count the speakers of one release."""
        roles: dict[str, set[UsualRole]] = {}
        for speaker in _named_people(record.quotes):
            key = folded(speaker.name)
            self._quotes[key] += 1
            self._spellings.add(key, speaker.name)
            roles.setdefault(key, set()).update(UsualRole(role.title, role.organisation) for role in speaker.roles)
        self._releases.update(roles.keys())
        self._roles.update((key, role) for key, held in roles.items() for role in held)
        if record.publisher:
            publisher = body_key(record.publisher.name, record.publisher.register_)
            self._publishers.update((key, publisher) for key in roles)

    def top(self, most: int) -> Top[NamedSpeaker]:
        """Those with most quotes; of equals, those in most releases."""
        names, roles = self._spellings.usual(), self._held()
        publishers = Counter(key for key, _ in self._publishers)

        def row(key: str) -> NamedSpeaker:
            role = _most_usual(roles.get(key, {}))
            return NamedSpeaker(names[key], role, self._quotes[key], self._releases[key], publishers[key])

        return Top.ranked(
            self._quotes, most, order=lambda key: (-self._quotes[key], -self._releases[key], key), row=row
        )

    def _held(self) -> dict[str, Counter[UsualRole]]:
        """The roles of each speaker, with the releases in which they are told."""
        held: defaultdict[str, Counter[UsualRole]] = defaultdict(Counter)
        for (key, role), count in self._roles.items():
            held[key][role] = count
        return held


def _most_usual(roles: Mapping[UsualRole, int]) -> UsualRole | None:
    """The role told in most releases, however it is written; of equals, one with an organisation."""
    counts: Counter[tuple[str, str]] = Counter()
    for role, count in roles.items():
        counts[_role_key(role)] += count

    def order(role: UsualRole) -> tuple[object, ...]:
        key = _role_key(role)
        return -counts[key], not role.organisation, key, -roles[role], role.title, role.organisation or ""

    return min(roles, key=order, default=None)


def _role_key(role: UsualRole) -> tuple[str, str]:
    return folded(role.title), folded(role.organisation or "")


class RoleCounter:
    """Titles of people, however they are written, by releases and by quotes."""

    def __init__(self) -> None:
        self._releases: Counter[str] = Counter()
        self._quotes: Counter[str] = Counter()
        self._spellings: Spellings[str] = Spellings()

    def take(self, record: Record) -> None:
        """Count the roles of one release: those of the people in it, and those of whoever is quoted."""
        spoken = [{folded(role.title) for role in speaker.roles} for speaker in _named_people(record.quotes)]
        for titles in spoken:
            self._quotes.update(titles)
        held = set()
        for title in (role.title for person in record.people for role in person.roles):
            held.add(key := folded(title))
            self._spellings.add(key, title)
        self._releases.update(held)

    def top(self, most: int) -> Top[HeldRole]:
        """Those in most releases; of equals, those of most quotes."""
        names = self._spellings.usual()
        return Top.ranked(
            self._releases,
            most,
            order=lambda key: (-self._releases[key], -self._quotes[key], key),
            row=lambda key: HeldRole(names[key], self._releases[key], self._quotes[key]),
        )
