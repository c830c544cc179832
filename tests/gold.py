"""Our own scorer: how far records agree with expected records, field by field, and what is missing or too much.

An expected record lists what a careful reader finds. What it marks as optional may be found or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.kinds import Kind, QuoteKind
from extractor.record import Person, Quote, Record

Expected = dict[str, Any]
Words = tuple[str, ...]

_WORD = re.compile(r"\w+")
_BODY = (Kind.HEADING, Kind.BODY, Kind.LIST_ITEM, Kind.BLOCK_QUOTE)


@dataclass
class Score:
    """What of one field is right, what is missing and what is too much."""

    right: int = 0
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def value(self) -> float:
        """F1: 1.0 where nothing is missing and nothing too much."""
        asked = 2 * self.right + len(self.missing) + len(self.extra)
        return 2 * self.right / asked if asked else 1.0

    def __str__(self) -> str:
        return "\n".join([f"- {fact}" for fact in self.missing] + [f"+ {fact}" for fact in self.extra])

    def add(self, other: Score, where: str) -> None:
        """Add the score of one release, named by `where`."""
        self.right += other.right
        self.missing += [f"{where}: {fact}" for fact in other.missing]
        self.extra += [f"{where}: {fact}" for fact in other.extra]


@dataclass(frozen=True)
class Fact:
    """One fact: how it is told to a reader, and what it is compared by. Facts agree if they share a key."""

    told: str
    keys: frozenset[Any]
    optional: bool = False


def measure(pairs: Iterable[tuple[Expected, Record]]) -> dict[str, Score]:
    """The score of every field over all pairs of expected record and record."""
    scores = {name: Score() for name in FIELDS}
    for expected, record in pairs:
        for name, compare_field in FIELDS.items():
            scores[name].add(compare_field(expected, record), expected["id"])
    return scores


def _compare(expected: Sequence[Fact], found: Sequence[Fact]) -> Score:
    """Match facts in order, each once."""
    score, left = Score(), list(found)
    for fact in expected:
        match = next((other for other in left if fact.keys & other.keys), None)
        if match:
            left.remove(match)
        if fact.optional:
            continue
        if match:
            score.right += 1
        else:
            score.missing.append(fact.told)
    score.extra = [fact.told for fact in left]
    return score


def _words(text: str | None) -> Words:
    """The words of a text, whatever its case, marks and white space."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def _name(name: str | None) -> Words:
    words = _words(name)
    return words[1:] if words[:1] in (("the",), ("a",), ("an",)) else words


def _fact(told: str | None, *keys: Any, optional: bool = False) -> list[Fact]:
    """One fact, or none where nothing is told."""
    return [Fact(told, frozenset(keys), optional)] if told else []


def _names(expected: Expected, name: str | None) -> frozenset[Words]:
    """A body's name, with every other name that the expected record gives to that body."""
    for body in expected["organisations"]:
        names = frozenset(map(_name, [body["name"], *body["aliases"]]))
        if _name(name) in names:
            return names
    return frozenset([_name(name)])


def _title(expected: Expected, record: Record) -> Score:
    wanted, found = expected["title"], record.title
    return _compare(_fact(wanted, _words(wanted)), _fact(found, _words(found)))


def _published(expected: Expected, record: Record) -> Score:
    wanted, found = expected["published"], record.published.value if record.published else None
    return _compare(_fact(wanted, wanted), _fact(found, found))


def _publisher(expected: Expected, record: Record) -> Score:
    wanted, found = expected["publisher"], record.publisher.name if record.publisher else None
    return _compare(_fact(wanted, *_names(expected, wanted)), _fact(found, _name(found)))


def _body(expected: Expected, record: Record) -> Score:
    """Whole paragraphs; one of the notes is no mistake in the body."""
    wanted = [Fact(text[:70], frozenset([_words(text)])) for text in expected["body"]]
    notes = [Fact(text[:70], frozenset([_words(text)]), optional=True) for text in expected["notes"]]
    texts = [record.text[part.start : part.end] for part in record.paragraphs if part.kind in _BODY]
    return _compare(wanted + notes, [Fact(text[:70], frozenset([_words(text)])) for text in texts])


def _noise(expected: Expected, record: Record) -> Score:
    """Lines of the site: right is what does not stand in the text."""
    text = _padded(record.text)
    kept = [line for line in expected["noise"] if _padded(line) in text]
    return Score(right=len(expected["noise"]) - len(kept), extra=kept)


def _padded(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _dates(expected: Expected, record: Record) -> Score:
    """An optional date may have any value, for nobody asks for it."""
    wanted = [
        Fact(
            f"{date['text']} = {date['value']}",
            frozenset([_words(date["text"]) if date.get("optional") else (_words(date["text"]), date["value"])]),
            date.get("optional", False),
        )
        for date in expected["dates"]
    ]
    found = [
        Fact(f"{date.text} = {date.value}", frozenset([_words(date.text), (_words(date.text), date.value)]))
        for date in record.dates
    ]
    return _compare(wanted, found)


def _organisations(expected: Expected, record: Record) -> Score:
    wanted = [
        Fact(body["name"], frozenset(map(_name, [body["name"], *body["aliases"]])), body.get("optional", False))
        for body in expected["organisations"]
    ]
    found = [Fact(body.name, frozenset(map(_name, [body.name, *body.aliases]))) for body in record.organisations]
    return _compare(wanted, found)


def _people(expected: Expected, record: Record) -> Score:
    wanted = [
        Fact(person["name"], frozenset([_words(person["name"])]), person.get("optional", False))
        for person in expected["people"]
    ]
    return _compare(wanted, [Fact(person.name, frozenset([_words(person.name)])) for person in record.people])


def _speaker_roles(expected: Expected, record: Record) -> Score:
    """Roles of the expected speakers, with their body where the text tells it."""
    speakers = [person for person in expected["people"] if person.get("speaks")]
    names = {_words(person["name"]) for person in speakers}
    wanted = [_wanted_role(expected, person, role) for person in speakers for role in person["roles"]]
    found = [fact for person in record.people if _words(person.name) in names for fact in _found_roles(person)]
    return _compare(wanted, found)


def _wanted_role(expected: Expected, person: Expected, role: Expected) -> Fact:
    """A body that is left implicit is not asked for."""
    who = (_words(person["name"]), _words(role["title"]))
    is_asked = role["organisation"] and role.get("explicit", True)
    keys = [(*who, name) for name in _names(expected, role["organisation"])] if is_asked else [who]
    told = f"{person['name']}: {role['title']}, {role['organisation']}"
    return Fact(told, frozenset(keys), role.get("optional", False))


def _found_roles(person: Person) -> list[Fact]:
    facts = []
    for role in person.roles:
        who, body = (_words(person.name), _words(role.title)), role.organisation.name if role.organisation else None
        facts.append(Fact(f"{person.name}: {role.title}, {body}", frozenset([who, (*who, _name(body))])))
    return facts


def _quotes(expected: Expected, record: Record) -> Score:
    """Each stretch between marks with its speaker, by the resolved name."""
    wanted = [
        Fact(
            f"{quote['speaker']}: {part[:70]}",
            frozenset((_words(part), name) for name in _names(expected, quote["speaker"])),
            quote.get("optional", False),
        )
        for quote in expected["quotes"]
        for part in quote["parts"]
    ]
    marked = [quote for quote in record.quotes if quote.kind is not QuoteKind.INDIRECT]
    return _compare(wanted, [fact for quote in marked for fact in _found_parts(quote)])


def _found_parts(quote: Quote) -> list[Fact]:
    name = quote.speaker.name if quote.speaker else None
    return [Fact(f"{name}: {part.text[:70]}", frozenset([(_words(part.text), _name(name))])) for part in quote.parts]


FIELDS: dict[str, Callable[[Expected, Record], Score]] = {
    "title": _title,
    "published": _published,
    "publisher": _publisher,
    "body": _body,
    "noise": _noise,
    "dates": _dates,
    "organisations": _organisations,
    "people": _people,
    "speaker_roles": _speaker_roles,
    "quotes": _quotes,
}
