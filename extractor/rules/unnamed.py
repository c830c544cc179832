"""Subjects without a person's name beside a cue: a body, a noun phrase, or capitalised words that nothing explains."""

from __future__ import annotations

import re

from extractor.kinds import SpeakerType
from extractor.rules.cues import ADVERBS
from extractor.rules.lexicon import one_of, words
from extractor.rules.noun_phrases import FINITE, last_phrase, noun_phrase
from extractor.rules.scene import Scene
from extractor.rules.sentences import without_abbreviations
from extractor.rules.speakers import SpeakerCandidate, kind_of_noun

_NOUN_PHRASE = re.compile(rf"(?P<phrase>[^.!?:;“”\"]{{1,110}}?)\s+{ADVERBS}$")
_PHRASE_BEHIND = re.compile(r"\s+(?P<phrase>[^.!?:;“”\"\n,]{2,100})")
_ASIDE = re.compile(rf"\s{one_of('speakers', 'asides')}\s")
# What opens a clause in front of its subject: "However,", "Speaking at the event,".
_CLAUSE_OPENER = re.compile(
    rf"^(?:(?:{one_of('speakers', 'openers')}|In an? [a-z]+(?: [^,]{{2,50}}(?=,))?|Following [^,]{{3,60}}"
    rf"|{one_of('speakers', 'adjuncts')} [^,]{{2,80}}(?=,)|[A-Z][a-z]+ing [^,]{{3,120}}(?=,)),?\s+)+"
)
# "A spokeswoman for Halden Homes, which builds 430 houses at the edge of the village, said": what only describes.
_ASIDE_IN_COMMAS = re.compile(rf",\s{one_of('speakers', 'describing')}\s[^.!?:;“”\"]{{2,150}},\s+{ADVERBS}")
_ASIDE_BEFORE_CUE = re.compile(_ASIDE_IN_COMMAS.pattern + "$")
_NAME = r"(?:[Tt]he\s)?(?P<name>[A-ZÀ-Þ][\w’'&-]*(?:\s(?:(?:of|and|the|for|&)\s)?[A-ZÀ-Þ][\w’'&-]*){0,5})"
_CAPITALISED = re.compile(rf"(?:^|[,\s]){_NAME}\s+{ADVERBS}$")
_CAPITALISED_BEHIND = re.compile(rf"\s+{_NAME}(?=[,.:;]|$)")
_THE = re.compile(r"(?:[Tt]he|[Aa]n?)\s+")
_DESCRIBED = re.compile(rf"(?P<phrase>[a-z][\w’'-]*(?:\s[a-z][\w’'-]*){{0,2}})\s+{ADVERBS}")
_PLURAL = re.compile(r"[a-z]+(?:\s[a-z]*)?[^s]s")
_ENDS_IN_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
# "The state's Office of ...": the name of the body begins behind.
_OWNER = re.compile(r"[\w-]+[’']s\s")
_WHICH = re.compile(rf",?\s(?:which|that)\s+{ADVERBS}$")
_WORD = re.compile(r"[a-z]+")
_TAIL, _ARTICLE = 80, 6


def body_with_aside(scene: Scene, start: int, cue: int) -> SpeakerCandidate | None:
    """A body at the beginning of a clause with more about it in commas: "Shelterline, which runs the centre, said"."""
    begin = start + _opener_end(scene.text[start:cue])
    if owner := _OWNER.match(scene.text, begin, cue):
        begin = owner.end()
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


def unnamed_before(scene: Scene, start: int, cue: int) -> SpeakerCandidate | None:
    """A subject without a person's name: body, spokesperson, group, document."""
    clause = without_abbreviations(scene.text[start : cue + 1])[:-1]
    if which := _WHICH.search(clause):
        return antecedent(scene, start, start + which.start())
    if aside := _ASIDE_BEFORE_CUE.search(clause):
        clause = clause[: aside.start()] + " "
    found = _NOUN_PHRASE.fullmatch(clause)
    if found is None:
        tail = _NOUN_PHRASE.fullmatch(clause, max(0, len(clause) - _TAIL, _behind_last_sign(clause)))
        return last_phrase(scene, start + tail.start(), start + tail.end("phrase")) if tail else None
    opener = _CLAUSE_OPENER.match(clause)
    begin, end = start + (opener.end() if opener else 0), start + found.end("phrase")
    return noun_phrase(scene, begin, end) or last_phrase(scene, begin, end)


def antecedent(
    scene: Scene, start: int, end: int, wanted: SpeakerType = SpeakerType.DOCUMENT
) -> SpeakerCandidate | None:
    """The document that "which" or "it" goes back to: "a review by Dame Ada Holt, which found"."""
    for word in reversed(list(_WORD.finditer(scene.text, start, end))):
        kind = kind_of_noun(word.group())
        if kind is wanted and not scene.in_quote(word.start()):
            return SpeakerCandidate(kind, word.group(), word.start(), word.end())
    return None


def _behind_last_sign(clause: str) -> int:
    return max(clause.rfind(sign) for sign in '.!?:;“”"') + 1


def capitalised_before(scene: Scene, start: int, cue: int) -> SpeakerCandidate | None:
    """A name right before a cue that nothing tells to be a person's or a body's: the words of the text."""
    found = _CAPITALISED.search(scene.text[start:cue])
    if found is None or _is_no_name(found["name"]):
        return None
    at = start + found.start("name")
    return SpeakerCandidate(SpeakerType.UNKNOWN, found["name"], at, at + len(found["name"]))


def _is_no_name(name: str) -> bool:
    first = name.split(maxsplit=1)[0].casefold()
    return bool({name.casefold(), first} & words("speakers", "no_names"))


def described_before(scene: Scene, start: int, cue: int) -> SpeakerCandidate | None:
    """A short phrase with an article right before a cue, whatever its noun ("the café wrote")."""
    begin = start + _opener_end(scene.text[start:cue])
    found = _DESCRIBED.fullmatch(scene.text, begin, cue)
    if (
        found is None
        or FINITE.search(found["phrase"])
        or not _ENDS_IN_ARTICLE.search(scene.text[max(start, begin - _ARTICLE) : begin])
    ):
        return None
    return SpeakerCandidate(SpeakerType.UNKNOWN, found["phrase"], begin, found.end("phrase"))


def unnamed_behind(scene: Scene, cue_end: int, end: int) -> SpeakerCandidate | None:
    """The same behind an inverted cue: "said a spokesman for the trust"."""
    found = _PHRASE_BEHIND.match(scene.text, cue_end, end)
    if not found:
        return None
    phrase = _ASIDE.split(found["phrase"], maxsplit=1)[0]
    start = found.start("phrase")
    known = noun_phrase(scene, start, start + len(phrase))
    if known is None and _PLURAL.fullmatch(phrase):
        return SpeakerCandidate(SpeakerType.GROUP, phrase, start, start + len(phrase))
    return known


def capitalised_behind(scene: Scene, cue_end: int, end: int) -> SpeakerCandidate | None:
    """A name right behind a cue that nothing tells to be a person's or a body's: the words of the text."""
    found = _CAPITALISED_BEHIND.match(scene.text, cue_end, end)
    if found is None or _is_no_name(found["name"]):
        return None
    return SpeakerCandidate(SpeakerType.UNKNOWN, found["name"], found.start("name"), found.end("name"))
