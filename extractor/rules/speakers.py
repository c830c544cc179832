"""A speaker as attribution finds it: a person, body, group or document, by the characters that mention it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractor.kinds import SpeakerType
from extractor.rules.bodies import Body
from extractor.rules.individuals import Individual
from extractor.rules.lexicon import words


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """A possible speaker: who, and the characters that mention them."""

    type: SpeakerType
    name: str
    start: int
    end: int
    person: Individual | None = None
    body: Body | None = None

    @classmethod
    def of_person(cls, person: Individual, start: int, end: int) -> SpeakerCandidate:
        """A person, mentioned by `text[start:end]`."""
        return cls(SpeakerType.PERSON, person.name, start, end, person=person)

    @classmethod
    def of_body(cls, body: Body, start: int, end: int) -> SpeakerCandidate:
        """A body, mentioned by `text[start:end]`."""
        return cls(SpeakerType.ORGANISATION, body.name, start, end, body=body)

    def same_as(self, other: SpeakerCandidate | None) -> bool:
        """Whether both are one speaker."""
        if other is None:
            return False
        if self.person is not None or other.person is not None:
            return self.person is other.person
        return self.name.casefold() == other.name.casefold()


def kind_of_noun(noun: str) -> SpeakerType | None:
    """What kind of speaker a head noun tells ("spokesman", "inspectors", "report"), None if no kind."""
    return _kinds().get(noun.casefold())


@cache
def _kinds() -> dict[str, SpeakerType]:
    kinds = (SpeakerType.PERSON, SpeakerType.GROUP, SpeakerType.DOCUMENT, SpeakerType.ORGANISATION)
    return {noun: kind for kind in kinds for noun in words("speakers", kind.value)}
