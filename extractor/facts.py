"""All finders over one release, each given what the ones before it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.language import Entity
from extractor.record import Contact, DateMention, Problem
from extractor.release import Release
from extractor.rules.body_shapes import Candidate
from extractor.rules.contacts import find_contacts
from extractor.rules.dates import find_dates
from extractor.rules.organisations import Body, find_organisations
from extractor.rules.people import Individual, find_people
from extractor.rules.posts import find_roles
from extractor.rules.quotes import Turn, find_indirect, find_turns
from extractor.rules.roles import BodyIndex, Title
from extractor.rules.speakers import Scene


@dataclass(frozen=True, slots=True)
class Facts:
    """What a release tells, not yet linked: bodies, people, their titles, turns of speech, dates, contacts."""

    dates: list[DateMention]
    bodies: list[Body]
    people: list[Individual]
    titles: list[tuple[Individual, Title]]
    turns: list[Turn]
    contacts: list[Contact]
    problems: list[Problem]


def find_facts(release: Release, entities: Sequence[Entity], date_order: str) -> Facts:
    """Run every finder. A body that is only told by a post held at it is found in a second look."""
    bodies = find_organisations(release, entities)
    people = find_people(release, entities, bodies)
    titles = find_roles(release, people, BodyIndex(bodies))
    hints = [Candidate(*title.hint, "other", 3) for _, title in titles if title.hint]
    if hints:
        bodies = find_organisations(release, entities, hints)
        people = find_people(release, entities, bodies)
        titles = find_roles(release, people, BodyIndex(bodies))
    scene = Scene(release, people, bodies, [(person, title.title) for person, title in titles])
    turns, problems = find_turns(scene)
    turns += find_indirect(scene, turns)
    return Facts(
        dates=find_dates(release.text, release.anchor, date_order),
        bodies=bodies,
        people=people,
        titles=titles,
        turns=sorted(turns, key=lambda turn: turn.parts[0]),
        contacts=list(find_contacts(release, people)),
        problems=problems,
    )
