"""Persons told by what they are: "the 34-year-old", "the ecologist" for somebody named before."""

from __future__ import annotations

import re
from itertools import islice

from extractor.kinds import SpeakerType
from extractor.rules.pronouns import resolve
from extractor.rules.role_nouns import has_head
from extractor.rules.scene import Scene
from extractor.rules.speakers import SpeakerCandidate

_DESCRIPTION = re.compile(
    r"\d{1,3}-year-old(?:\s\w+){0,2}|(?:grand)?(?:mother|father|mum|dad|parent)(?:-of-| of )\w+"
    r"|former(?:\s\w+){1,2}|councillor|couple",
    re.IGNORECASE,
)
# "...," said the ecologist; "...," the ecologist said: whoever is told so behind speech is known by now.
_BEHIND_SPEECH = re.compile(r"[”\"’'][\s,–—-]*(?:[a-z]+\s)?the\s$")
_REPORTED = re.compile(r"(?:,[^.!?]{1,80},)?\s(?:said|says|told|added|explained|recalled|admitted|agrees)\b")
# Endings of nouns for those who do something.
_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|eer|ess)$")
_PRONOUNS = {
    **dict.fromkeys(("mother", "mum", "grandmother", "woman", "girl", "actress", "businesswoman"), "she"),
    **dict.fromkeys(("father", "dad", "grandfather", "man", "boy", "businessman"), "he"),
}
_AGE = re.compile(r"(?P<age>\d{1,3})-year-old")
_AGE_BEHIND = re.compile(r",?\s\(?(?:aged\s)?(?P<age>\d{1,3})(?=[,).;])")
_AGE_BEFORE = re.compile(r"(?P<age>\d{1,3}|[a-z]+)-year-old\s(?:[a-z]+\s){0,3}$")
_LONGEST, _INTRODUCED, _NEAR, _REACH = 4, 2000, 60, 30


def is_description(phrase: str) -> bool:
    """Whether a phrase behind "the" can only mean somebody named before ("34-year-old", "mother of two")."""
    return bool(_DESCRIPTION.fullmatch(phrase))


def described_so(scene: Scene, phrase: str, start: int) -> SpeakerCandidate | None:
    """Whom such a phrase means: who is told to have that age, else who was named last and has no other."""
    end = start + len(phrase)
    found = resolve(scene, "they", start, end)
    if (age := _AGE.match(phrase)) is None:
        return found
    for mention, person in islice(scene.named_before(start), _REACH):
        told = _AGE_BEHIND.match(scene.text, mention.end) or _AGE_BEFORE.search(
            scene.text[max(0, mention.start - _NEAR) : mention.start]
        )
        if told and told["age"] == age["age"]:
            return SpeakerCandidate.of_person(person, start, end)
        if told and found is not None and person is found.person:
            return None
    return found


def described(scene: Scene, phrase: str, kind: SpeakerType | None, start: int) -> SpeakerCandidate | None:
    """The person spoken of just before, whom "the ecologist" or "the retired cook" describes.

    Not where somebody else was introduced so ("A driver saw it. The driver said").
    """
    *_, head = phrase.casefold().split()
    behind = _BEHIND_SPEECH.search(scene.text[max(0, start - _NEAR) : start])
    if not behind and not _has_spoken(scene, start):
        return None
    # A victim, a neighbour, a driver is somebody else.
    human = kind is None and (has_head(head) or _AGENT.search(head) or head in _PRONOUNS)
    if not human or len(phrase.split()) > _LONGEST or not phrase.islower():
        return None
    if re.search(
        rf"\b[Aa]n?\s(?:[\w’-]+\s){{0,2}}{re.escape(head)}\b", scene.text[max(0, start - _INTRODUCED) : start]
    ):
        return None
    if (holder := scene.only_holder_of(head, start)) is not None:
        return SpeakerCandidate.of_person(holder, start, start + len(phrase))
    found = resolve(scene, _PRONOUNS.get(head.rpartition("-")[2], "they"), start, start + len(phrase))
    return found if found is not None and found.person is not None else None


def _has_spoken(scene: Scene, at: int) -> bool:
    """Whether the person spoken of last has spoken: "the robber said" is not the officer who appealed for help."""
    last, named = scene.last_speaker(at), next(scene.named_before(at), None)
    if last is not None and last.person is not None and (named is None or last.person is named[1]):
        return True
    return named is not None and _REPORTED.match(scene.text, named[0].end, at) is not None
