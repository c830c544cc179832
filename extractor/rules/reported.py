"""Reported speech without marks: `X said that ...`, `X told Y that ...`, `according to X, ...`; only clear ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.record import Paragraph, SpeakerType
from extractor.rules.attribution import Attributed
from extractor.rules.cues import reporting_pattern
from extractor.rules.sentences import sentence_starts
from extractor.rules.speakers import Scene

_THAT = re.compile(r"(?:\s+(?:the\s+)?[\w’' ]{2,40}?)?\s+that\s+")
_BARE = re.compile(
    r"\s+(?=(?:the|a|an|it|its|they|their|he|his|she|her|there|this|these|those|more|many|most|work|works|people|residents|some|all|no|\d|[A-Z])\b)"
)
_NOUN = re.compile(
    r"\s+(?=(?!(?:of|in|on|at|to|after|yesterday|today|when|as|by|for|from|that|during|earlier|last|yes|no|so|nothing|with|about)\b)"
    r"[a-z]+(?:\s[\w’'-]+){0,6}\s(?:is|are|was|were|has|had|have|will|would|could|can|should|must|may|might|needs?|needed|means?|meant)\b)"
)
_ACCORDING = re.compile(r"[Aa]ccording to\s+")
_MARKS = re.compile(r"[“”\"‘]")
_FREE_VERBS = frozenset({"said", "says", "added", "adds", "believes", "explained", "stressed"})
# ", and hopes ..." is the writer's sentence again.
_FURTHER = re.compile(
    r",\s+(?:and|but)\s+(?:also\s+)?(?:hopes|hoped|urged|urges|thanked|thanks|added|adds|praised|praises|asked|welcomed|welcomes|called)\b|\s+and\s+that\b"
)
_BEHIND = re.compile(r",\s+(?P<cue>said|explained|added|says|warned)(?=\s)")
_CLEAR = (SpeakerType.PERSON, SpeakerType.ORGANISATION)


def reported_clauses(scene: Scene, paragraph: Paragraph) -> Iterator[tuple[int, int, Attributed]]:
    """Start, end and attribution of each reported clause of a paragraph; sentences that hold marks are left out."""
    text = scene.text[paragraph.start : paragraph.end]
    starts = [*sentence_starts(text), len(text)]
    for first, stop in zip(starts, starts[1:], strict=False):
        sentence = text[first:stop].rstrip()
        if _MARKS.search(sentence) or not sentence.endswith("."):
            continue
        begin, end = paragraph.start + first, paragraph.start + first + len(sentence) - 1
        if (found := _said(scene, begin, end)) is not None:
            yield found


def _said(scene: Scene, begin: int, end: int) -> tuple[int, int, Attributed] | None:
    if (according := _ACCORDING.match(scene.text, begin, end)) and (
        speaker := scene.subject_behind(according.end() - 1, end)
    ):
        comma = scene.text.find(", ", speaker.end, end)
        if 0 <= comma and end - comma > 15:
            return comma + 2, end, Attributed(speaker, begin, comma, according.group().strip(), "according-to")
    for cue in _BEHIND.finditer(scene.text, begin, end):
        speaker = scene.subject_behind(cue.end(), end)
        if (
            speaker is not None
            and speaker.person is not None
            and scene.text[speaker.start].isupper()
            and end - speaker.end < 60
            and cue.start() - begin > 20
        ):
            return begin, cue.start(), Attributed(speaker, cue.start("cue"), end, cue["cue"], "reported-before-cue")
    for cue in reporting_pattern().finditer(scene.text, begin, end):
        clause = _THAT.match(scene.text, cue.end(), end)
        if clause is None and cue.group() in _FREE_VERBS:
            clause = _BARE.match(scene.text, cue.end(), end)
        if clause is None and cue.group() in ("said", "says"):
            clause = _NOUN.match(scene.text, cue.end(), end)
        if clause is None or end - clause.end() < 15:
            continue
        speaker = scene.subject_before(begin, cue.start())
        if speaker is not None and speaker.type in _CLEAR:
            further = _FURTHER.search(scene.text, clause.end(), end)
            return (
                clause.end(),
                further.start() if further else end,
                Attributed(speaker, begin, cue.end(), cue.group(), "reported-clause"),
            )
    return None
