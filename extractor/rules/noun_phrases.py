"""Speakers without a person's name: the body, office, group or document that a noun phrase tells by its head noun."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extractor.kinds import SpeakerType
from extractor.rules.cues import CUE
from extractor.rules.described import described, described_so, is_description
from extractor.rules.lexicon import kinds_of_generic, one_of, words
from extractor.rules.role_nouns import has_head
from extractor.rules.scene import Scene, as_speaker
from extractor.rules.speakers import SpeakerCandidate, kind_of_noun

_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|our|whose)\s+", re.IGNORECASE)
_ITSELF = re.compile(r"\s(?:it|them|him|her)sel(?:f|ves)$")
_ITS = re.compile(r"its\s", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:what|how|why|where|when|who|which|in|on|at|for|with|by|of|to|from|as|like|but|and|because|while|if|that)\b",
    re.IGNORECASE,
)
FINITE = re.compile(r"\b(?:is|was|are|were|has|had|have)\b")
"""Verbs that no noun phrase holds."""

_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people|men)\b", re.IGNORECASE)
# "the officer who arrested Joe Smith": whoever the clause names is not the speaker.
_RELATIVE = re.compile(r",?\s(?:who|whom|whose|where|accused|charged|treating)\s.*", re.DOTALL)
# "the mother of Joe Smith", "the report into Joe Smith's death": the name is no part of the speaker's own.
_TIES = (" of ", " for ", " to ", " into ", " against ", " with ", " from ", " treating ", " about ")
# "Cllr Neil Farrow's motion"
_PERSONS_DOCUMENT = re.compile(r"[A-Z][^,]{2,40}[’']s?\s(?P<head>[a-z]+)")
# What stands behind the head noun of a speaker: "people living along the route", "a source close to the chairman".
_HEAD_END = re.compile(rf"\s{one_of('speakers', 'head_ends')}\s|,")
_DESCRIBES = re.compile(rf"{one_of('speakers', 'behind_noun')}|[a-z]{{2,}}(?:ing|ed)")
# "condition report in February 2021", "study by consultants": when, whence and by whom is no part of the speaker.
_WHEN = re.compile(
    r"\s(?:in|on|last|published|from|earlier|which|who|to|left|found|sent|seized|issued|by|carried\sout|commissioned"
    r"|written|compiled|prepared)\b|,"
)
_WHO = re.compile(r",|\s(?:which|who|last|earlier)\s")
# "a joint statement from the A and the B": those from whom it comes speak.
_SENT = re.compile(
    r"(?:[a-z]+\s){0,2}(?:statement|letter|message|email)\s(?:(?:issued|released|published|posted|sent|signed)\s)?"
    r"(?:from|by|on\sbehalf\sof)\s(?:the\s)?"
)
_AND_SENDER = re.compile(r",?\sand\s(?:the\s)?|,\s(?:the\s)?")
_SEVERAL = re.compile(rf"{one_of('speakers', 'several')}\s[\w’' -]*s$", re.IGNORECASE)
_OF_MEMBERS = re.compile(r"[a-z]+s[’']\s[a-z]+$")
# What a post is of or for, up to its holder's name: no comma, and no verb that another subject has.
_OF_POST = re.compile(r"\s(?:of|for|at)\s(?:(?!said|says|told|has|will|met|saw)[\w’'&-]+\s){1,8}")
_WORD = re.compile(r"[\w’'-]+")
_NEXT_WORD = re.compile(r"\s+(?P<head>[\w’'-]+)")
_LONGEST, _LONGEST_OPENING, _LAST_WORDS, _NEAR = 12, 6, 4, 60


def noun_phrase(scene: Scene, start: int, end: int) -> SpeakerCandidate | None:
    """The speaker that the noun phrase `text[start:end]` names, told by its head noun."""
    phrase = scene.text[start:end].rstrip(", \t\n")
    start, phrase = start + len(phrase) - len(phrase.lstrip()), phrase.lstrip()
    end = start + len(phrase)
    definite, at = False, start
    if article := _ARTICLE.match(phrase):
        definite = article.group().strip().casefold() == "the"
        start += article.end()
        phrase = scene.text[start:end]
    if (clause := _RELATIVE.search(phrase)) is not None:
        phrase = phrase[: clause.start()]
        end = start + len(phrase)
    if (sent := _SENT.match(phrase)) and (senders := _senders(scene, start + sent.end(), end)) is not None:
        return senders
    if itself := _ITSELF.search(phrase):
        phrase = phrase[: itself.start()]
        end = start + len(phrase)
    if not phrase or len(phrase.split()) > _LONGEST or _QUESTION.match(phrase):
        return None
    if _holds_person(scene, start, end) and not _SPOKES.search(phrase):
        return None
    if (owned := _PERSONS_DOCUMENT.fullmatch(phrase)) and kind_of_noun(owned["head"]) is SpeakerType.DOCUMENT:
        return SpeakerCandidate(SpeakerType.DOCUMENT, owned["head"], start + owned.start("head"), end)
    if definite and is_description(phrase):
        return described_so(scene, phrase, start)
    if FINITE.search(phrase) or CUE.search(phrase):
        return None
    kind = kind_of_noun(_head(scene, phrase, start))
    if kind is SpeakerType.ORGANISATION:
        body = scene.only_body_in(start, end) if _SPOKES.search(phrase) else None
        return SpeakerCandidate(kind, phrase, start, end, body=body)
    return (
        _body(scene, phrase, start, end)
        or _officer(scene, phrase, start, end)
        or (described(scene, phrase, kind, start) if definite else None)
        or _of_its_body(scene, _unnamed(phrase, kind, start), at)
    )


def _of_its_body(scene: Scene, found: SpeakerCandidate | None, at: int) -> SpeakerCandidate | None:
    """ "Wendle Rail Users agreed. Its chair said": the chair of the body with which the sentence before begins."""
    if found is None or found.type is not SpeakerType.PERSON or not _ITS.match(scene.text, at):
        return found
    body = scene.body_opening_sentence_before(at)
    return replace(found, name=f"{found.name} of {body.name}") if body is not None else found


def _senders(scene: Scene, start: int, end: int) -> SpeakerCandidate | None:
    """The body, bodies or group in whose name a statement speaks."""
    there = last = scene.body_from(start, end)
    while last is not None and (joiner := _AND_SENDER.match(scene.text, last[0], end)):
        further = scene.body_from(joiner.end(), end)
        if further is None:
            break
        last = further
    if there is None or last is None:
        found = noun_phrase(scene, start, end)
        return found if found is not None and found.type is not SpeakerType.DOCUMENT else None
    if last is there:
        return SpeakerCandidate.of_body(there[1], start, there[0])
    return SpeakerCandidate(SpeakerType.GROUP, scene.text[start : last[0]], start, last[0])


def _head(scene: Scene, phrase: str, start: int) -> str:
    """The head noun of a phrase: what stands before a preposition or participle, or behind the name of a body."""
    named = scene.body_from(start, start + len(phrase))
    behind = phrase[named[0] - start :].removeprefix("’s").removeprefix("'s").strip() if named else ""
    if behind and kind_of_noun(behind):
        return behind
    head = _HEAD_END.split(phrase, maxsplit=1)[0].split()
    for word, following in pairwise(head):
        if kind_of_noun(word) and _DESCRIBES.fullmatch(following):
            return str(word)
    return head[-1] if head else ""


def _holds_person(scene: Scene, start: int, end: int) -> bool:
    """Whether a person is named in the phrase other than behind "of" ("the family of Jamie Holt")."""
    named = scene.people_in(start, end)
    text = scene.text
    return any(
        not text[start : mention.start].endswith(_TIES) and text[mention.end : mention.end + 2] not in ("’s", "'s")
        for mention, _ in named
    )


def _body(scene: Scene, phrase: str, start: int, end: int) -> SpeakerCandidate | None:
    if body := scene.body_at(start, end) or scene.generic(phrase):
        return SpeakerCandidate.of_body(body, start, end)
    publisher = scene.release.publisher
    if publisher and publisher.name.casefold().endswith(f" {phrase.casefold()}"):
        return SpeakerCandidate(SpeakerType.ORGANISATION, publisher.name, start, end)
    return None


def _officer(scene: Scene, phrase: str, start: int, end: int) -> SpeakerCandidate | None:
    person = scene.holder_of(phrase, start) or (scene.only_holder_of(phrase, start) if " " in phrase else None)
    return SpeakerCandidate.of_person(person, start, end) if person else None


def _unnamed(phrase: str, kind: SpeakerType | None, start: int) -> SpeakerCandidate | None:
    """A speaker known by kind alone ("inspectors", "a report in May", "two neighbours", "the council")."""
    if kind in (SpeakerType.PERSON, SpeakerType.GROUP):
        phrase = _WHO.split(phrase, maxsplit=1)[0]
    elif kind is not None:
        phrase = _WHEN.split(phrase, maxsplit=1)[0]
    elif phrase.casefold() in words("speakers", "one_of_them"):
        kind = SpeakerType.PERSON
    elif _SEVERAL.match(phrase):
        kind = SpeakerType.GROUP
    elif "," not in phrase and has_head(_HEAD_END.split(phrase, maxsplit=1)[0].rpartition(" ")[2]):
        kind = SpeakerType.PERSON
    elif kinds_of_generic(phrase.casefold()) or (_OF_MEMBERS.match(phrase) and kinds_of_generic(phrase.split()[-1])):
        kind = SpeakerType.ORGANISATION
    return SpeakerCandidate(kind, phrase, start, start + len(phrase)) if kind else None


def _leads_to_name(between: str) -> bool:
    """Whether a name belongs to the post in front: "leader Ada Holt", "Leader of the council Ada Holt"."""
    return between in (" ", ", ") or (_OF_POST.fullmatch(between) is not None and FINITE.search(between) is None)


def last_phrase(scene: Scene, start: int, end: int) -> SpeakerCandidate | None:
    """The short noun phrase right before a cue, where more stands in front ("... and what officers described as")."""
    found = None
    start = max(start, end - _NEAR)
    for word in reversed(list(_WORD.finditer(scene.text[start:end]))[-_LAST_WORDS:]):
        if word.group().casefold() in words("speakers", "no_phrase"):
            break
        found = noun_phrase(scene, start + word.start(), end) or found
    return found


def opening_phrase(scene: Scene, start: int, end: int) -> SpeakerCandidate | None:
    """The noun phrase or name that a sentence opens with, word by word ("The inspectors looked at ...")."""
    opening = _WORD.match(scene.text, start, end)
    head = opening.group() if opening else ""
    while opening:
        if person := scene.first_named_in(start, opening.end()):
            return person
        if kind_of_noun(head):
            named = scene.people_in(opening.end(), end)
            if named and _leads_to_name(scene.text[opening.end() : named[0][0].start]):
                return as_speaker(*named[0])
            return noun_phrase(scene, start, opening.end())
        opening = _NEXT_WORD.match(scene.text, opening.end(), end)
        if opening is None or len(scene.text[start : opening.end()].split()) > _LONGEST_OPENING:
            return None
        head = opening["head"]
    return None
