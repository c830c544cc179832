"""Release + facts -> Record: entities numbered and linked, roles given their bodies, everything in text order."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from extractor import __version__
from extractor.facts import Facts, find_facts
from extractor.kinds import SpeakerType
from extractor.language import LanguageModel
from extractor.record import (
    Attribution,
    ExtractorInfo,
    Mention,
    Organisation,
    OrganisationReference,
    Person,
    Quote,
    Record,
    Role,
    SourceInfo,
    Speaker,
    SpeakerRole,
)
from extractor.release import Release, Source
from extractor.rules.bodies import Body
from extractor.rules.gaps import Attributed
from extractor.rules.places import Places
from extractor.rules.roles import Title
from extractor.rules.turns import Turn
from extractor.settings import Settings

# They stand with each quote again, so that thousands of both would be millions; nobody has so many. The person has all.
_SPOKEN_MAX = 50


def assemble(source: Source, release: Release, model: LanguageModel, settings: Settings) -> Record:
    """Find the facts of a release and make its record."""
    facts = find_facts(release, model.entities(release))
    linked = _Linked(release, facts)
    return Record(
        id=source.given.id or _id(source),
        source=SourceInfo(
            uri=source.uri,
            media_type=release.media_type,
            sha256=hashlib.sha256(source.data).hexdigest(),
            bytes=len(source.data),
            fetched_at=source.fetched_at,
            canonical=release.canonical,
        ),
        extractor=ExtractorInfo(version=__version__, model=model.name, settings=settings.as_dict()),
        title=release.title,
        published=release.published,
        updated=release.updated,
        publisher=release.publisher,
        language=release.language,
        text=release.text,
        paragraphs=list(release.paragraphs),
        removed=list(release.removed),
        dates=facts.dates,
        organisations=linked.organisations(),
        people=linked.people(),
        quotes=linked.quotes(),
        contacts=facts.contacts,
        problems=[*release.problems, *facts.problems],
    )


def _id(source: Source) -> str:
    """Stable across runs and machines: from the address and the bytes."""
    return hashlib.sha256(source.uri.encode("utf-8", "surrogatepass") + b"\0" + source.data).hexdigest()[:16]


class _Linked:
    """The facts of one release with their ids."""

    def __init__(self, release: Release, facts: Facts) -> None:
        self._text, self._facts = release.text, facts
        self._places = Places(release, facts.bodies)
        self._body_ids = {id(body): f"org{number}" for number, body in enumerate(facts.bodies, 1)}
        self._person_ids = {id(person): f"person{number}" for number, person in enumerate(facts.people, 1)}
        self._roles: dict[int, list[Role]] = defaultdict(list)
        self._spoken: dict[int, list[SpeakerRole]] = {}
        for person, title in facts.titles:
            self._roles[id(person)].append(self._role(title))

    def organisations(self) -> list[Organisation]:
        """The bodies as organisations of the record."""
        return [
            Organisation(
                id=self._body_ids[id(body)],
                name=body.name,
                aliases=body.aliases,
                type=body.type,
                register_=body.register,
                mentions=body.mentions,
            )
            for body in self._facts.bodies
        ]

    def people(self) -> list[Person]:
        """The individuals as people of the record, each with the roles that the text gives."""
        return [
            Person(
                id=self._person_ids[id(person)],
                name=person.name,
                honorific=person.honorific,
                post_nominals=person.post_nominals,
                mentions=[Mention.of(self._text, mention.start, mention.end) for mention in person.mentions],
                roles=self._roles[id(person)],
            )
            for person in self._facts.people
        ]

    def quotes(self) -> list[Quote]:
        """The turns as quotes of the record."""
        return [self._quote(turn, f"quote{number}") for number, turn in enumerate(self._facts.turns, 1)]

    def _quote(self, turn: Turn, name: str) -> Quote:
        parts = [Mention.of(self._text, start, end) for start, end in turn.parts]
        return Quote(
            id=name,
            kind=turn.kind,
            unmarked=turn.unmarked,
            text="\n\n".join(part.text for part in parts),
            parts=parts,
            speaker=self._speaker(turn),
            attribution=self._attribution(turn.attributed) if turn.attributed else None,
        )

    def _speaker(self, turn: Turn) -> Speaker | None:
        speaker = turn.speaker
        if speaker is None:
            return None
        return Speaker(
            type=speaker.type if speaker.person is None else SpeakerType.PERSON,
            id=self._person_ids.get(id(speaker.person)) or self._body_ids.get(id(speaker.body)),
            name=speaker.name,
            roles=self._spoken_roles(id(speaker.person)),
        )

    def _spoken_roles(self, person: int) -> list[SpeakerRole]:
        """The roles of a person as they stand with each of the quotes."""
        if person not in self._spoken:
            self._spoken[person] = [
                SpeakerRole(title=role.title, organisation=role.organisation.name if role.organisation else None)
                for role in self._roles.get(person, ())[:_SPOKEN_MAX]
            ]
        return self._spoken[person]

    def _attribution(self, found: Attributed) -> Attribution:
        start, end = min(found.start, found.speaker.start), max(found.end, found.speaker.end)
        clause = self._text[start:end]
        start += len(clause) - len(clause.lstrip())
        end -= len(clause) - len(clause.rstrip())
        mention = Mention.of(self._text, found.speaker.start, found.speaker.end)
        return Attribution(
            text=self._text[start:end],
            start=start,
            end=end,
            cue=found.cue,
            mention=mention,
            rule=found.rule.value,
        )

    def _role(self, title: Title) -> Role:
        body, explicit = self._places.body_of(title)
        return Role(
            title=title.title,
            organisation=self._reference(body) if body is not None else None,
            explicit=explicit,
            text=self._text[title.start : title.end],
            start=title.start,
            end=title.end,
        )

    def _reference(self, body: Body | str) -> OrganisationReference:
        """A body by its id, or a name that has no mention in the text."""
        if isinstance(body, str):
            return OrganisationReference(id=None, name=body)
        return OrganisationReference(id=self._body_ids[id(body)], name=body.name)
