"""The subject of a cue, before it ("Cllr Brown, leader of the council, said") or behind it ("said Matthew Olsen")."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    rf"^(?:(?:{one_of('speakers', 'openers')}|In an? [a-z]+(?: [a-z]+)?|Following [^,]{{3,60}}|Speaking [^,]{{3,80}}"
    r"|(?:Commenting|Welcoming) [^,]{3,120}|Responding [^,]{3,100}),?\s+)+"
)
# What may stand between a name and its cue: adverbs, or what begins an apposition.
_TO_CUE = re.compile(rf"(?:[’']s\s)?\s*{ADVERBS}")
_APPOSITION = re.compile(r"\s*(?:,|\(|\s[–—-]\s|\s[A-Z]{2,}\b|\swho\s|\sfrom\s|\sof\s|\sand\s|\sat\s)")
_POSSESSIVE = re.compile(r"[’']s?\s")
_AND = re.compile(r"\s+and\s+")
_NAME_AND = re.compile(r"(?<![\w’'])[A-Z]\w+\s+and\s+$")
_NEAR, _FAR = 25, 160


def subject_before(scene: Scene, start: int, cue: int, *, loose: bool = True) -> SpeakerCandidate | None:
    """The subject of the cue at `cue` in the clause `text[start:cue]`; if `loose`, else the person named last in it."""
    clause = scene.text[start:cue]
    if pronoun := _PRONOUN.search(clause):
        at = start + pronoun.start("pronoun")
        return resolve(scene, pronoun["pronoun"], at, at + len(pronoun["pronoun"]))
    named = scene.people_in(start, cue)
    for mention, person in reversed(named):
        if _leads_to_cue(scene.text[mention.end : cue]) and not is_object(scene.text[start : mention.start]):
            return _joint(scene, named, mention) or as_speaker(mention, person)
    unnamed = _unnamed_before(scene, start, cue)
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


def _unnamed_before(scene: Scene, start: int, cue: int) -> SpeakerCandidate | None:
    """A subject without a person's name: body, spokesperson, group, document."""
    clause = scene.text[start:cue]
    found = _NOUN_PHRASE.fullmatch(clause)
    if not found:
        return None
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
