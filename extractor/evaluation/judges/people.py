"""People by their full names, and the roles of those who speak."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluation.fold import body_name, dice, person_name
from extractor.evaluation.gold import Gold, GoldPerson, GoldRole
from extractor.evaluation.matching import likest, take_first
from extractor.evaluation.verdicts import Verdict, extra, missed, right
from extractor.record import Person, Record, Role

LIKE_A_ROLE = 0.8


def judge_people(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Each person takes one of the same name; titles in front and letters behind don't matter."""
    left = list(record.people)
    for wanted in gold.people:
        found = _take_person(person_name(wanted.name), left)
        if not wanted.optional:
            yield right("people") if found else missed("people", wanted.name)
        if wanted.speaks:
            yield from _judge_roles(gold, wanted, list(found.roles) if found else [])
    for person in left:
        yield extra("people", person.name, person.mentions[0] if person.mentions else None)


def _take_person(name: str, left: list[Person]) -> Person | None:
    return take_first(left, lambda person: person_name(person.name) == name)


def _judge_roles(gold: Gold, person: GoldPerson, left: list[Role]) -> Iterator[Verdict]:
    for wanted in person.roles:
        is_found = _take_role(gold, wanted, left)
        if not wanted.optional:
            told = _told(person, wanted.title, wanted.organisation)
            yield right("speaker_roles") if is_found else missed("speaker_roles", told, wanted.title)
    for role in left:
        body = role.organisation.name if role.organisation else None
        yield extra("speaker_roles", _told(person, role.title, body), role)


def _take_role(gold: Gold, wanted: GoldRole, left: list[Role]) -> bool:
    """Take the role of the likest title, if it is at the right body, where the text tells that."""
    place = likest(left, lambda role: dice(wanted.title, role.title), LIKE_A_ROLE)
    if place is None or not _is_at_its_body(gold, wanted, left[place]):
        return False
    del left[place]
    return True


def _is_at_its_body(gold: Gold, wanted: GoldRole, found: Role) -> bool:
    if not wanted.organisation or not wanted.explicit:
        return True
    body = found.organisation.name if found.organisation else None
    return body_name(body) in gold.names_of(wanted.organisation)


def _told(person: GoldPerson, title: str, body: str | None) -> str:
    return f"{person.name}: {title}" + (f" at {body}" if body else "")
