"""Who speaks: the subject of a cue, as a person, body, group or document of this release."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from extractor.record import SpeakerType
from extractor.release import Release
from extractor.rules.cues import ADVERBS
from extractor.rules.lexicon import is_first_name, table, words
from extractor.rules.organisations import Body
from extractor.rules.people import Individual, NameMention
from extractor.rules.sentences import sentence_at

_PRONOUN = re.compile(rf"(?<![\w’'])(?P<pronoun>[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\s+{ADVERBS}$")
_PRONOUN_BEHIND = re.compile(r"\s+(?P<pronoun>he|she|they)(?![\w’'])")
_PREPOSITION = re.compile(
    r"\b(?:of|for|by|with|to|from|about|on|in|at|after|like|whose|than|thank|meet|met|alongside|near|against)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}$"
)
_CLAUSE_OPENER = re.compile(
    r"^(?:(?:But|And|However|Meanwhile|Today|Yesterday|Also|In response|In an? [a-z]+(?: [a-z]+)?|Following [^,]{3,60}|Speaking [^,]{3,80}|Commenting [^,]{3,120}|Welcoming [^,]{3,120}|Responding [^,]{3,100}),?\s+)+"
)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_NOUN_PHRASE = re.compile(rf"(?P<phrase>[^.!?:;“”\"]{{1,110}}?)\s+{ADVERBS}$")
_ASIDE = re.compile(r"\s(?:as|after|during|when|who|that|with|to|while|ahead)\s")
_NO_PHRASE = frozenset(
    "and what that which who the a an but as of for in on to by with because when if while so is was".split()
)
_SEVERAL = re.compile(r"(?:two|three|four|five|six|both|several)\s[\w’' -]*s$", re.IGNORECASE)
_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people|men)\b", re.IGNORECASE)
# Descriptions that stand for the person named last.
_DESCRIPTION = re.compile(
    r"\d{1,3}-year-old(?:\s\w+)?|(?:grand)?(?:mother|father|mum|dad|parent)-of-\w+|councillor|couple", re.IGNORECASE
)
# "condition report in February 2021": when and where it came is no part of the speaker.
_WHEN = re.compile(r"\s(?:in|on|last|published|from|earlier|which|who)\s|,")
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible speaker: who, and the characters that mention them."""

    type: SpeakerType
    name: str
    start: int
    end: int
    person: Individual | None = None
    body: Body | None = None

    def same_as(self, other: Candidate | None) -> bool:
        """Whether both are one speaker."""
        if other is None:
            return False
        if self.person is not None or other.person is not None:
            return self.person is other.person
        return self.name.casefold() == other.name.casefold()


@dataclass(slots=True)
class Scene:
    """The release as attribution sees it: its people and bodies by place, and who spoke last."""

    release: Release
    people: Sequence[Individual]
    bodies: Sequence[Body]
    offices: Sequence[tuple[Individual, str]] = ()
    mentions: list[tuple[NameMention, Individual]] = field(init=False)
    last: Candidate | None = None
    last_thing: Candidate | None = None
    quoted: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the mentions of all people."""
        self.mentions = sorted(
            ((mention, person) for person in self.people for mention in person.mentions), key=lambda pair: pair[0].start
        )

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.release.text

    def people_in(self, start: int, end: int) -> list[tuple[NameMention, Individual]]:
        """The mentions of people that lie within `text[start:end]`."""
        return [pair for pair in self.mentions if start <= pair[0].start and pair[0].end <= end]

    def person(self, mention: NameMention, person: Individual) -> Candidate:
        """A person as a candidate, by one mention."""
        return Candidate(SpeakerType.PERSON, person.name, mention.start, mention.end, person=person)

    def in_name(self, at: int) -> bool:
        """Whether `at` lies within a person's name (a nickname in marks)."""
        return any(mention.start < at < mention.end for mention, _ in self.mentions)

    def in_quote(self, at: int) -> bool:
        """Whether `at` lies within a quoted stretch."""
        return any(low <= at < high for low, high in self.quoted)

    def free_start(self, start: int, at: int) -> int:
        """`start`, or the end of the last quoted stretch between it and `at`."""
        return max([start, *(high for low, high in self.quoted if start <= low and high <= at)])

    def first_person_in(self, start: int, end: int) -> Candidate | None:
        """The first person named in a stretch, for want of a grammatical subject."""
        named = self.people_in(start, end)
        return self.person(*named[0]) if named else None

    def sentence_subject(self, start: int, end: int) -> Candidate | None:
        """The noun phrase that a sentence opens with, its head told by the word lists ("The inspectors looked at ...")."""
        opening = re.compile(r"(?:[\w’'-]+\s+){0,4}?(?P<head>[\w’'-]+)").match(self.text, start, end)
        while opening:
            if _kind_of(opening["head"]) or self.people_in(start, opening.end()):
                named = self.people_in(start, opening.end())
                return self.person(*named[0]) if named else self.noun_phrase(start, opening.end())
            longer = re.compile(r"\s+(?P<head>[\w’'-]+)").match(self.text, opening.end(), end)
            if longer is None or len(self.text[start : longer.end()].split()) > 6:
                return None
            opening = longer
        return None

    def subject_before(self, start: int, cue: int, *, loose: bool = True) -> Candidate | None:
        """The subject of the cue at `cue` in the clause `text[start:cue]`: "Cllr Brown, leader of the council, said"."""
        clause = self.text[start:cue]
        if pronoun := _PRONOUN.search(clause):
            at = start + pronoun.start("pronoun")
            return self.resolve(pronoun["pronoun"], at, at + len(pronoun["pronoun"]))
        named = self.people_in(start, cue)
        for mention, person in reversed(named):
            between = self.text[mention.end : cue]
            free = re.fullmatch(rf"(?:[’']s\s)?\s*{ADVERBS}", between) or re.match(
                r"\s*(?:,|\(|\s[–—-]\s|\s[A-Z]{2,}\b|\swho\s|\sfrom\s|\sof\s|\sand\s|\sat\s)", between
            )
            if free and not re.match(r"[’']s?\s", between) and not _is_object(self.text[start : mention.start]):
                return self._joint(named, mention) or self.person(mention, person)
        if (unnamed := self._unnamed(start, cue)) is not None or not loose or not named:
            return unnamed
        return None if _is_object(self.text[start : named[-1][0].start]) else self.person(*named[-1])

    def _joint(self, named: list[tuple[NameMention, Individual]], last: NameMention) -> Candidate | None:
        """Two people who speak as one: "Cllr A and Cllr B said", "Bob and Jean Holt said"."""
        before = next((pair for pair in reversed(named) if pair[0].end <= last.start), None)
        if before and re.fullmatch(r"\s+and\s+", self.text[before[0].end : last.start]):
            first, second = before[0], last
            names = f"{before[1].name} and {next(person for mention, person in named if mention is last).name}"
            return Candidate(SpeakerType.GROUP, names, first.start, second.end)
        if alone := re.search(r"(?<![\w’'])[A-Z]\w+\s+and\s+$", self.text[max(0, last.start - 25) : last.start]):
            first_name = alone.group().split()[0]
            if is_first_name(first_name) and " " in last.name and last.honorific is None:
                start = last.start - len(alone.group())
                return Candidate(SpeakerType.GROUP, self.text[start : last.end], start, last.end)
        return None

    def subject_behind(self, cue_end: int, end: int) -> Candidate | None:
        """The subject behind an inverted cue: "said Matthew Olsen, Deputy Attorney General"."""
        end = min(end, cue_end + 160)
        if pronoun := _PRONOUN_BEHIND.match(self.text, cue_end, end):
            return self.resolve(pronoun["pronoun"], pronoun.start("pronoun"), pronoun.end("pronoun"))
        unnamed = self._unnamed_behind(cue_end, end)
        named = self.people_in(cue_end, end)
        if named and (unnamed is None or named[0][0].start <= unnamed.end + 2 or unnamed.type is SpeakerType.PERSON):
            joint = self._joint(named[:2], named[1][0]) if len(named) > 1 else None
            return joint or self.person(*named[0])
        return unnamed

    def resolve(self, pronoun: str, start: int, end: int) -> Candidate | None:
        """Whom a pronoun means: the last speaker or, if the gender forbids that, the last person named outside speech."""
        if pronoun.casefold() == "it":
            thing = self.last_thing
            return replace(thing, start=start, end=end) if thing is not None else None
        gender = {"he": "m", "she": "f"}.get(pronoun.casefold())
        before = [
            (mention, person)
            for mention, person in self.mentions
            if mention.end <= start and not any(low <= mention.start < high for low, high in self.quoted)
        ]
        fitting = [pair for pair in before if gender is None or pair[1].gender in (None, gender)]
        subjects = [pair for pair in fitting if not _is_object(self.text[max(0, pair[0].start - 25) : pair[0].start])]
        mention, person = subjects[-1] if subjects else (fitting[-1] if fitting else (None, None))
        last = self.last.person if self.last else None
        if last is not None and self.last is not None and (mention is None or self.last.end >= mention.start):
            if gender is None or last.gender in (None, gender):
                return Candidate(SpeakerType.PERSON, last.name, start, end, person=last)
        if person is not None:
            return Candidate(SpeakerType.PERSON, person.name, start, end, person=person)
        if self.last and not self.last.person:
            return Candidate(self.last.type, self.last.name, start, end, body=self.last.body)
        return None

    def _unnamed(self, start: int, cue: int) -> Candidate | None:
        """A subject without a person's name: body, spokesperson, group, document."""
        found = _NOUN_PHRASE.fullmatch(self.text[start:cue])
        if not found:
            return None
        begin = start
        if opener := _CLAUSE_OPENER.match(self.text[start:cue]):
            begin += opener.end()
        end = start + found.end("phrase")
        return self.noun_phrase(begin, end) or self._last_phrase(begin, end)

    def _last_phrase(self, start: int, end: int) -> Candidate | None:
        """The short noun phrase right before a cue, where more stands in front ("... and what officers described as")."""
        found = None
        for word in reversed(list(re.finditer(r"[\w’'-]+", self.text[max(start, end - 60) : end]))[-4:]):
            if word.group().casefold() in _NO_PHRASE:
                break
            found = self.noun_phrase(max(start, end - 60) + word.start(), end) or found
        return found

    def _unnamed_behind(self, cue_end: int, end: int) -> Candidate | None:
        found = re.compile(r"\s+(?P<phrase>[^.!?:;“”\"\n,]{2,100})").match(self.text, cue_end, end)
        if not found:
            return None
        phrase = _ASIDE.split(found["phrase"], maxsplit=1)[0]
        return self.noun_phrase(found.start("phrase"), found.start("phrase") + len(phrase))

    def noun_phrase(self, start: int, end: int) -> Candidate | None:
        """The speaker that the noun phrase `text[start:end]` names, told by its head noun."""
        phrase = self.text[start:end].rstrip(" ,")
        end = start + len(phrase)
        if article := _ARTICLE.match(phrase):
            start += article.end()
            phrase = self.text[start:end]
        if (
            not phrase
            or len(phrase.split()) > _LONGEST
            or (self._holds_subject(start, end) and not _SPOKES.search(phrase))
        ):
            return None
        if _DESCRIPTION.fullmatch(phrase):
            return self.resolve("they", start, end)
        head = re.split(r"\s(?:of|for|from|at|in|with|who|on|by|to|into)\s|,", phrase, maxsplit=1)[0].split()
        kind = _kind_of(head[-1]) if head else None
        if kind is SpeakerType.ORGANISATION:
            return Candidate(kind, phrase, start, end)
        body = next(
            (body for body in self.bodies for m in body.mentions if m.start == start and m.end >= end - 2), None
        )
        if body:
            return Candidate(SpeakerType.ORGANISATION, body.name, start, end, body=body)
        if body := self.generic(phrase):
            return Candidate(SpeakerType.ORGANISATION, body.name, start, end, body=body)
        if (publisher := self.release.publisher) and publisher.name.casefold().endswith(f" {phrase.casefold()}"):
            return Candidate(SpeakerType.ORGANISATION, publisher.name, start, end)
        if person := self._by_office(phrase, start):
            return Candidate(SpeakerType.PERSON, person.name, start, end, person=person)
        if kind is not None:
            phrase = _WHEN.split(phrase, maxsplit=1)[0]
        if kind is None and _SEVERAL.match(phrase):
            kind = SpeakerType.GROUP
        if kind is None and any(phrase.casefold() in names for names in table("roles")["generic"].values()):
            kind = SpeakerType.ORGANISATION
        return Candidate(kind, phrase, start, start + len(phrase)) if kind else None

    def _holds_subject(self, start: int, end: int) -> bool:
        """Whether a person is named in the phrase other than behind "of" ("the family of Jamie Holt")."""
        return any(not self.text[start : mention.start].endswith(" of ") for mention, _ in self.people_in(start, end))

    def generic(self, phrase: str) -> Body | None:
        """The body that "the council" or "the trust" means: the publisher, else the only one of its kind."""
        folded = phrase.casefold()
        kinds = [kind for kind, names in table("roles")["generic"].items() if folded in names]
        publisher = self.release.publisher.name.casefold() if self.release.publisher else ""
        fitting = [body for body in self.bodies if body.type in kinds]
        for body in fitting:
            if publisher in {name.casefold() for name in body.names}:
                return body
        return fitting[0] if len(fitting) == 1 else None

    def _by_office(self, phrase: str, at: int) -> Individual | None:
        """ "The headteacher" said: the one person whom this release gives that office."""
        holders = {
            id(person): person
            for person, title in self.offices
            if phrase.casefold() in title.casefold() and person.mentions[0].start < at
        }
        # "the Provost said": the one person so addressed.
        holders |= {
            id(person): person
            for mention, person in self.mentions
            if mention.end < at and (mention.honorific or "").casefold() == phrase.casefold()
        }
        return next(iter(holders.values())) if len(holders) == 1 else None


def _is_object(before: str) -> bool:
    """Whether what stands before a name makes it an object or a complement rather than the subject."""
    return bool(_PREPOSITION.search(before))


@cache
def _kinds() -> dict[str, SpeakerType]:
    return {
        noun: SpeakerType(kind)
        for kind in ("person", "group", "document", "organisation")
        for noun in words("speakers", kind)
    }


def _kind_of(noun: str) -> SpeakerType | None:
    return _kinds().get(noun.casefold())


def clause_start(text: str, paragraph_start: int, at: int) -> int:
    """Where the sentence that holds `at` begins."""
    begin, _ = sentence_at(text[paragraph_start : at + 1], at - paragraph_start)
    return paragraph_start + begin
