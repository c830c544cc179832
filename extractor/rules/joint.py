"""Speakers who speak as one: "Cllr A, Cllr B and Cllr C said", "Bob and Jean Holt said", "the Trust and D said"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.kinds import SpeakerType
from extractor.rules.cues import CUE
from extractor.rules.lexicon import is_first_name
from extractor.rules.names import NameMention
from extractor.rules.scene import Named, Scene
from extractor.rules.speakers import SpeakerCandidate

_AND = re.compile(r"\s+and\s+")
# "Ada Holt, chair of the trust, and treasurer Joe Smith", "Cllr Ada Holt (Lab) and Cllr Joe Smith".
_WITH_POSTS = re.compile(r"(?:\s\([^()]{1,20}\))?(?:,[^.!?:;“”]{2,80},)?\s+and\s+(?:[a-z’'-]+\s){0,4}")
_COMMA = re.compile(r",\s+")
_NAME_AND = re.compile(r"(?<![\w’'])[A-Z]\w+\s+and\s+$")
_LAST_OF_LIST = re.compile(r"(?<!,)\s+and\s+(?:the\s+)?$")
_IN_LIST = re.compile(r",\s+(?:the\s+)?$")
_NEAR, _FAR = 25, 160


def joint_people(scene: Scene, named: Sequence[Named], last: NameMention) -> SpeakerCandidate | None:
    """The people who speak as one, up to the mention `last`; None if it stands alone."""
    names, begin, separator = [person.name for mention, person in named if mention is last], last.start, _AND
    for mention, person in reversed(named):
        if mention.end > begin:
            continue
        between = scene.text[mention.end : begin]
        with_posts = separator is _AND and _WITH_POSTS.fullmatch(between) and not CUE.search(between)
        if not (separator.fullmatch(between) or with_posts):
            break
        names, begin, separator = [person.name, *names], mention.start, _COMMA
    if len(names) > 1:
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        return SpeakerCandidate(SpeakerType.GROUP, listed, begin, last.end)
    alone = _NAME_AND.search(scene.text[max(0, last.start - _NEAR) : last.start])
    if alone and is_first_name(alone.group().split()[0]) and " " in last.name and last.honorific is None:
        start = last.start - len(alone.group())
        return SpeakerCandidate(SpeakerType.GROUP, scene.text[start : last.end], start, last.end)
    return None


def joint_bodies(scene: Scene, start: int, last: SpeakerCandidate) -> SpeakerCandidate:
    """Bodies that speak as one ("A, the B and C said"), or the one that it is."""
    begin, separator = last.start, _LAST_OF_LIST
    while last.body is not None and (before := scene.body_before(begin, separator)) is not None and before >= start:
        begin, separator = before, _IN_LIST
    if begin == last.start:
        return last
    return SpeakerCandidate(SpeakerType.GROUP, scene.text[begin : last.end], begin, last.end)


def joint_before(scene: Scene, at: int) -> SpeakerCandidate | None:
    """The two people named together last before `at`, if nobody is named in between."""
    last = next(scene.named_before(at), None)
    return joint_people(scene, scene.people_in(max(0, last[0].start - _FAR), at), last[0]) if last else None
