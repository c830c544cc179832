"""Release + facts -> Record: entities numbered and linked, roles given their bodies, everything in text order."""

from __future__ import annotations

import hashlib

from extractor import __version__
from extractor.facts import Facts, find_facts
from extractor.language import LanguageModel
from extractor.reading.decode import decode
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
    SpeakerType,
)
from extractor.release import Release, Source
from extractor.rules.attribution import Attributed
from extractor.rules.lexicon import table, words
from extractor.rules.organisations import Body, same_name
from extractor.rules.people import Individual
from extractor.rules.quotes import Turn
from extractor.rules.roles import Title
from extractor.settings import Settings


def assemble(source: Source, release: Release, model: LanguageModel, settings: Settings) -> Record:
    """Find the facts of a release and make its record."""
    facts = find_facts(release, model.entities(release), settings.date_order)
    linked = _Linked(release, facts)
    return Record(
        id=source.given.id or _id(source),
        source=SourceInfo(
            uri=source.uri,
            media_type=decode(source).media_type,
            sha256=hashlib.sha256(source.data).hexdigest(),
            bytes=len(source.data),
            fetched_at=source.fetched_at,
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
        self._release, self._facts = release, facts
        self._body_ids = {id(body): f"org{number}" for number, body in enumerate(facts.bodies, 1)}
        self._person_ids = {id(person): f"person{number}" for number, person in enumerate(facts.people, 1)}

    def organisations(self) -> list[Organisation]:
        """The bodies as organisations of the record."""
        return [
            Organisation(
                id=self._body_ids[id(body)], name=body.name, aliases=body.aliases, type=body.type,
                register=body.register, mentions=body.mentions,
            )
            for body in self._facts.bodies
        ]  # fmt: skip

    def people(self) -> list[Person]:
        """The individuals as people of the record, each with the roles that the text gives."""
        return [
            Person(
                id=self._person_ids[id(person)], name=person.name, honorific=person.honorific,
                post_nominals=person.post_nominals,
                mentions=[Mention.of(self._release.text, m.start, m.end) for m in person.mentions],
                roles=[self._role(title) for owner, title in self._facts.titles if owner is person],
            )
            for person in self._facts.people
        ]  # fmt: skip

    def quotes(self) -> list[Quote]:
        """The turns as quotes of the record."""
        return [self._quote(turn, f"quote{number}") for number, turn in enumerate(self._facts.turns, 1)]

    def _quote(self, turn: Turn, name: str) -> Quote:
        parts = [Mention.of(self._release.text, start, end) for start, end in turn.parts]
        return Quote(
            id=name, kind=turn.kind, unmarked=turn.unmarked, text="\n\n".join(part.text for part in parts), parts=parts,
            speaker=self._speaker(turn), attribution=self._attribution(turn.attributed),
        )  # fmt: skip

    def _speaker(self, turn: Turn) -> Speaker | None:
        speaker = turn.speaker
        if speaker is None:
            return None
        known = self._person_ids.get(id(speaker.person)) or self._body_ids.get(id(speaker.body))
        roles = [self._role(title) for owner, title in self._facts.titles if owner is speaker.person]
        return Speaker(
            type=speaker.type if speaker.person is None else SpeakerType.PERSON,
            id=known,
            name=speaker.name,
            roles=[
                SpeakerRole(title=r.title, organisation=r.organisation.name if r.organisation else None) for r in roles
            ],
        )

    def _attribution(self, found: Attributed | None) -> Attribution | None:
        if found is None or found.speaker is None:
            return None
        text = self._release.text
        start, end = min(found.start, found.speaker.start), max(found.end, found.speaker.end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        mention = Mention.of(text, found.speaker.start, found.speaker.end)
        return Attribution(text=text[start:end], start=start, end=end, cue=found.cue, mention=mention, rule=found.rule)

    def _role(self, title: Title) -> Role:
        organisation, explicit = self._body_of(title)
        return Role(
            title=title.title, organisation=organisation, explicit=explicit,
            text=self._release.text[title.start : title.end], start=title.start, end=title.end,
        )  # fmt: skip

    def _body_of(self, title: Title) -> tuple[OrganisationReference | None, bool]:
        """The body of a role, and whether the text names it there."""
        if title.body is not None:
            return OrganisationReference(id=self._body_ids[id(title.body)], name=title.body.name), True
        if title.generic is not None:
            return self._generic(title.generic), False
        folded = title.title.casefold()
        if any(folded.startswith(post) or f" {post}" in f" {folded}" for post in words("roles", "council")):
            return self._issuer("council"), False
        if self._release.publisher and any(folded.startswith(post) for post in words("roles", "issuer")):
            return self._publisher(), False
        return None, False

    def _generic(self, phrase: str) -> OrganisationReference | None:
        """Whom "the council" means: the publisher if it is one, else the only body of that type."""
        folded = phrase.casefold().removeprefix("the ").removeprefix("its ").removeprefix("our ").strip()
        kinds = [kind for kind, names in table("roles")["generic"].items() if folded in names]
        for kind in kinds:
            if (issuer := self._issuer(kind)) is not None:
                return issuer
        fitting = [body for body in self._facts.bodies if body.type in kinds]
        fitting = fitting or [body for body in self._facts.bodies if body.name.casefold().startswith(f"{folded} ")]
        return self._reference(fitting[0]) if len(fitting) == 1 else None

    def _issuer(self, kind: str) -> OrganisationReference | None:
        """The publisher, if it is of that type; without a publisher, the only body of that type."""
        publisher = self._release.publisher
        if publisher is None:
            fitting = [body for body in self._facts.bodies if body.type == kind]
            return self._reference(fitting[0]) if len(fitting) == 1 else None
        for body in self._facts.bodies:
            if any(same_name(name, publisher.name) for name in body.names):
                return self._reference(body) if body.type in (kind, "other") else None
        named_so = any(publisher.name.casefold().endswith(name) for name in table("roles")["generic"].get(kind, ()))
        return OrganisationReference(id=None, name=publisher.name) if named_so else None

    def _publisher(self) -> OrganisationReference | None:
        """The publisher, whatever its type."""
        publisher = self._release.publisher
        if publisher is None:
            return None
        body = next((b for b in self._facts.bodies if any(same_name(name, publisher.name) for name in b.names)), None)
        return self._reference(body) if body else OrganisationReference(id=None, name=publisher.name)

    def _reference(self, body: Body) -> OrganisationReference:
        return OrganisationReference(id=self._body_ids[id(body)], name=body.name)


__all__ = ["Individual", "assemble"]
