"""The subject of a cue, before it ("Cllr Brown, leader of the council, said") or behind it ("said Matthew Olsen")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.record import SpeakerType
from extractor.rules.cues import ADVERBS
from extractor.rules.lexicon import is_first_name, one_of
from extractor.rules.names import NameMention
from extractor.rules.noun_phrases import last_phrase, noun_phrase
from extractor.rules.pronouns import is_object, resolve
from extractor.rules.scene import Named, Scene, as_speaker
from extractor.rules.speakers import SpeakerCandidate

_PRONOUN = re.compile(rf"(?<![\w’'])(?P<pronoun>[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\s+{ADVERBS}$")
_PRONOUN_BEHIND = re.compile(r"\s+(?P<pronoun>he|she|they)(?![\w’'])")
_NOUN_PHRASE = re.compile(rf"(?P<phrase>[^.!?:;“”\"]{{1,110}}?)\s+{ADVERBS}$")
_PHRASE_BEHIND = re.compile(r"\s+(?P<phrase>[^.!?:;“”\"\n,]{2,100})")
_ASIDE = re.compile(rf"\s{one_of('speakers', 'asides')}\s")
# What opens a clause in front of its subject: "However,", "Speaking at the event,".
_CLAUSE_OPENER = re.compile(
    rf"^(?:(?:{one_of('speakers', 'openers')}|In an? [a-z]+(?: [^,]{{2,50}}(?=,))?|Following [^,]{{3,60}}"
    r"|Speaking [^,]{3,80}|(?:Commenting|Welcoming) [^,]{3,120}|Responding [^,]{3,100}),?\s+)+"
)
# What may stand between a name and its cue: adverbs, or what begins an apposition.
_TO_CUE = re.compile(rf"(?:[’']s\s)?\s*{ADVERBS}")
_APPOSITION = re.compile(r"\s*(?:,|\(|\s[–—-]\s|\s[A-Z]{2,}\b|\swho\s|\sfrom\s|\sof\s|\sand\s|\sat\s)")
_POSSESSIVE = re.compile(r"[’']s?\s")
_AND = re.compile(r"\s+and\s+")
_NAME_AND = re.compile(r"(?<![\w’'])[A-Z]\w+\s+and\s+$")
# "A spokeswoman for Halden Homes, which builds 430 houses at the edge of the village, said": what only describes.
_ASIDE_IN_COMMAS = re.compile(rf",\s{one_of('speakers', 'describing')}\s[^.!?:;“”\"]{{2,150}},\s+{ADVERBS}")
_ASIDE_BEFORE_CUE = re.compile(_ASIDE_IN_COMMAS.pattern + "$")
_THE = re.compile(r"(?:[Tt]he|[Aa]n?)\s+")
# The types of unnamed speakers that a pronoun may mean.
_MEANT = {
    "he": (SpeakerType.PERSON, SpeakerType.ORGANISATION),
    "she": (SpeakerType.PERSON, SpeakerType.ORGANISATION),
    "they": (SpeakerType.PERSON, SpeakerType.ORGANISATION, SpeakerType.GROUP),
    "it": (SpeakerType.ORGANISATION, SpeakerType.DOCUMENT),
}
_NEAR, _FAR, _TAIL = 25, 160, 80


def subject_before(scene: Scene, start: int, cue: int, *, loose: bool = True) -> SpeakerCandidate | None:
    """The subject of the cue at `cue` in the clause `text[start:cue]`; if `loose`, else the person named last in it."""
    clause = scene.text[start:cue]
    if pronoun := _PRONOUN.search(clause):
        at = start + pronoun.start("pronoun")
        return _meant_by(scene, pronoun["pronoun"], at)
    named = scene.people_in(start, cue)
    for mention, person in reversed(named):
        if _leads_to_cue(scene.text[mention.end : cue]) and not is_object(scene.text[start : mention.start]):
            return _joint(scene, named, mention) or as_speaker(mention, person)
    unnamed = _body_with_aside(scene, start, cue) or _unnamed_before(scene, start, cue)
    if unnamed is not None or not loose or not named or is_object(scene.text[start : named[-1][0].start]):
        return unnamed
    return as_speaker(*named[-1])


def _leads_to_cue(between: str) -> bool:
    """Whether nothing but adverbs or an apposition parts a name from its cue."""
    return bool(_TO_CUE.fullmatch(between) or _APPOSITION.match(between)) and not _POSSESSIVE.match(between)


def _joint(scene: Scene, named: Sequence[Named], last: NameMention) -> SpeakerCandidate | None:
    """Two people who speak as one: "Cllr A and Cllr B said", "Bob and Jean Holt said"."""
    before = next((pair for pair in reversed(named) if pair[0].end <= last.start), None)
    if before and _AND.fullmatch(scene.text[before[0].end : last.start]):
        second = next(person for mention, person in named if mention is last)
        names = f"{before[1].name} and {second.name}"
        return SpeakerCandidate(SpeakerType.GROUP, names, before[0].start, last.end)
    alone = _NAME_AND.search(scene.text[max(0, last.start - _NEAR) : last.start])
    if alone and is_first_name(alone.group().split()[0]) and " " in last.name and last.honorific is None:
        start = last.start - len(alone.group())
        return SpeakerCandidate(SpeakerType.GROUP, scene.text[start : last.end], start, last.end)
    return None


def _meant_by(scene: Scene, pronoun: str, at: int) -> SpeakerCandidate | None:
    """Whom a pronoun at `at` means: a speaker without a name in the sentence before, else whom its gender allows."""
    end = at + len(pronoun)
    unnamed = _unnamed_in_sentence_before(scene, at)
    if unnamed is not None and unnamed.type in _MEANT[pronoun.casefold()]:
        return replace(unnamed, start=at, end=end)
    return resolve(scene, pronoun, at, end)


def _unnamed_in_sentence_before(scene: Scene, at: int) -> SpeakerCandidate | None:
    """The subject without a name of a cue in the sentence before that of `at` ("A source said ... they said")."""
    number = scene.layout.number_at(at)
    if number is None:
        return None
    paragraph = scene.layout.paragraphs[number]
    begin, _ = scene.layout.sentence(paragraph, at)
    if begin > paragraph.start:
        begin, end = scene.layout.sentence(paragraph, begin - 1)
    elif (above := scene.layout.paragraph(number - 1)) is not None:
        begin, end = scene.layout.last_sentence(above), above.end
    else:
        return None
    cue = next(iter(scene.free_cues(begin, min(end, at))), None)
    if cue is None or _PRONOUN.search(scene.text[begin : cue.start()]):
        return None
    found = subject_before(scene, scene.free_start(begin, cue.start()), cue.start(), loose=False)
    return found if found is not None and found.person is None else None


def _body_with_aside(scene: Scene, start: int, cue: int) -> SpeakerCandidate | None:
    """A body at the beginning of a clause with more about it in commas: "Shelterline, which runs the centre, said"."""
    begin = start + _opener_end(scene.text[start:cue])
    there = scene.body_from(begin, cue)
    if there is None or not _ASIDE_IN_COMMAS.fullmatch(scene.text, there[0], cue):
        return None
    return SpeakerCandidate.of_body(there[1], begin, there[0])


def _opener_end(clause: str) -> int:
    """Where the subject of a clause begins: behind "However," and the like, and an article."""
    opener = _CLAUSE_OPENER.match(clause)
    at = opener.end() if opener else 0
    article = _THE.match(clause, at)
    return article.end() if article else at


def _unnamed_before(scene: Scene, start: int, cue: int) -> SpeakerCandidate | None:
    """A subject without a person's name: body, spokesperson, group, document."""
    clause = scene.text[start:cue]
    if aside := _ASIDE_BEFORE_CUE.search(clause):
        clause = clause[: aside.start()] + " "
    found = _NOUN_PHRASE.fullmatch(clause)
    if found is None:
        tail = _NOUN_PHRASE.fullmatch(clause, max(0, len(clause) - _TAIL))
        return last_phrase(scene, start + tail.start(), start + tail.end("phrase")) if tail else None
    opener = _CLAUSE_OPENER.match(clause)
    begin, end = start + (opener.end() if opener else 0), start + found.end("phrase")
    return noun_phrase(scene, begin, end) or last_phrase(scene, begin, end)


def subject_behind(scene: Scene, cue_end: int, end: int) -> SpeakerCandidate | None:
    """The subject behind an inverted cue: "said Matthew Olsen, Deputy Attorney General"."""
    end = min(end, cue_end + _FAR)
    if pronoun := _PRONOUN_BEHIND.match(scene.text, cue_end, end):
        return resolve(scene, pronoun["pronoun"], pronoun.start("pronoun"), pronoun.end("pronoun"))
    unnamed = _unnamed_behind(scene, cue_end, end)
    named = scene.people_in(cue_end, end)
    if not named:
        return unnamed
    if unnamed and unnamed.type is not SpeakerType.PERSON and named[0][0].start > unnamed.end + 2:
        return unnamed
    joint = _joint(scene, named[:2], named[1][0]) if len(named) > 1 else None
    return joint or as_speaker(*named[0])


def _unnamed_behind(scene: Scene, cue_end: int, end: int) -> SpeakerCandidate | None:
    found = _PHRASE_BEHIND.match(scene.text, cue_end, end)
    if not found:
        return None
    phrase = _ASIDE.split(found["phrase"], maxsplit=1)[0]
    return noun_phrase(scene, found.start("phrase"), found.start("phrase") + len(phrase))
