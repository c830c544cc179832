"""All finders over one release, each given what the ones before it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.language import Entity
from extractor.record import Contact, DateMention, Problem
from extractor.release import Release
from extractor.rules.bodies import Body, BodyCandidate
from extractor.rules.body_index import BodyIndex
from extractor.rules.contacts import find_contacts
from extractor.rules.dates import check_dates, find_dates
from extractor.rules.individuals import Individual
from extractor.rules.names import NameMention
from extractor.rules.organisations import body_candidates, find_organisations
from extractor.rules.people import find_people, person_candidates
from extractor.rules.posts import Post, find_roles
from extractor.rules.quotes import find_turns
from extractor.rules.reported import find_indirect
from extractor.rules.scene import Scene
from extractor.rules.survey import Survey
from extractor.rules.turns import Turn

# A name behind a post is a body before the recogniser takes it for anything else.
_HINT_STRENGTH = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What a release tells, not yet linked: bodies, people, their titles, turns of speech, dates, contacts."""

    dates: list[DateMention]
    bodies: list[Body]
    people: list[Individual]
    titles: list[Post]
    turns: list[Turn]
    contacts: list[Contact]
    problems: list[Problem]


def find_facts(release: Release, entities: Sequence[Entity]) -> Facts:
    """Run every finder. A body that is only told by a post held at it is found in a second look."""
    survey = Survey(release, entities)
    named = body_candidates(survey), person_candidates(survey)
    bodies, people, titles = _merged(survey, *named)
    if hints := [BodyCandidate(*title.hint, "other", _HINT_STRENGTH) for _, title in titles if title.hint]:
        bodies, people, titles = _merged(survey, [*named[0], *hints], named[1])
    scene = Scene(survey, people, bodies, [(person, title.title) for person, title in titles])
    turns, problems = find_turns(scene)
    turns += find_indirect(scene, turns)
    dates = find_dates(release.text, release.anchor, release.date_order, release.country)
    return Facts(
        dates=dates,
        bodies=bodies,
        people=people,
        titles=titles,
        turns=sorted(turns, key=lambda turn: turn.parts[0]),
        contacts=list(find_contacts(release, people)),
        problems=[*check_dates(dates), *problems],
    )


def _merged(
    survey: Survey, may_be_bodies: Sequence[BodyCandidate], may_be_people: Sequence[NameMention]
) -> tuple[list[Body], list[Individual], list[Post]]:
    """The bodies, the people and what posts they have."""
    bodies = find_organisations(survey, may_be_bodies)
    people = find_people(survey, may_be_people, bodies)
    return bodies, people, find_roles(survey.release, people, BodyIndex(bodies))
