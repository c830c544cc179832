"""Reported speech without marks: `X said that ...`, `X told Y that ...`, `according to X, ...`; only clear ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.record import Kind, Paragraph, QuoteKind, SpeakerType
from extractor.rules.cues import REPORTING
from extractor.rules.gaps import Attributed, Rule
from extractor.rules.lexicon import one_of, words
from extractor.rules.scene import Scene
from extractor.rules.sentences import sentence_starts
from extractor.rules.spans import Spans
from extractor.rules.subjects import subject_before, subject_behind
from extractor.rules.turns import Turn

# What leads from a cue into its clause: "that", behind a verb that needs no "that" the clause itself.
_THAT = re.compile(r"(?:\s+(?:the\s+)?[\w’' ]{2,40}?)?\s+that\s+")
_BARE = re.compile(rf"\s+(?=(?:{one_of('cues', 'bare_clause')}|\d|[A-Z])\b)")
_NOUN = re.compile(
    rf"\s+(?=(?!{one_of('cues', 'no_clause')}\b)[a-z]+(?:\s[\w’'-]+){{0,6}}\s{one_of('cues', 'clause_verbs')}\b)"
)
_ACCORDING = re.compile(r"[Aa]ccording to\s+")
_BEHIND = re.compile(rf",\s+(?P<cue>{one_of('cues', 'behind_clause')})(?=\s)")
_MARKS = re.compile(r"[“”\"‘]")
# ", and hopes ..." is the writer's sentence again.
_FURTHER = re.compile(rf",\s+(?:and|but)\s+(?:also\s+)?{one_of('cues', 'further')}\b|\s+and\s+that\b")
_CLEAR = (SpeakerType.PERSON, SpeakerType.ORGANISATION)
_SHORTEST, _SHORTEST_IN_FRONT, _LONGEST_SPEAKER = 15, 21, 59

Reported = tuple[int, int, Attributed]


def find_indirect(scene: Scene, turns: Sequence[Turn]) -> Iterator[Turn]:
    """The turns of clear reported speech, less what a turn already found overlaps."""
    taken = Spans(part for turn in turns for part in turn.parts)
    for number, paragraph in enumerate(scene.layout.paragraphs):
        if paragraph.kind in (Kind.BODY, Kind.LIST_ITEM):
            for start, end, attributed in _reported_in(scene, paragraph):
                if not taken.overlap(start, end):
                    yield Turn(QuoteKind.INDIRECT, [(start, end)], attributed, number, unmarked=True)


def _reported_in(scene: Scene, paragraph: Paragraph) -> Iterator[Reported]:
    """Start, end and attribution of each reported clause of a paragraph; sentences that hold marks are left out."""
    text = scene.layout.text_of(paragraph)
    for first, stop in pairwise((*sentence_starts(text), len(text))):
        sentence = text[first:stop].rstrip()
        if sentence.endswith(".") and not _MARKS.search(sentence):
            begin = paragraph.start + first
            end = begin + len(sentence) - 1
            found = _according_to(scene, begin, end) or _before_cue(scene, begin, end) or _clause(scene, begin, end)
            if found is not None:
                yield found


def _according_to(scene: Scene, begin: int, end: int) -> Reported | None:
    """`According to X, ...`."""
    according = _ACCORDING.match(scene.text, begin, end)
    speaker = subject_behind(scene, according.end() - 1, end) if according else None
    comma = scene.text.find(", ", speaker.end, end) if speaker else -1
    if according is None or speaker is None or comma < 0 or end - comma <= _SHORTEST:
        return None
    return comma + 2, end, Attributed(speaker, begin, comma, according.group().strip(), Rule.ACCORDING_TO)


def _before_cue(scene: Scene, begin: int, end: int) -> Reported | None:
    """`..., said X.`."""
    for cue in _BEHIND.finditer(scene.text, begin + _SHORTEST_IN_FRONT, end):
        speaker = subject_behind(scene, cue.end(), end)
        if speaker is None or speaker.person is None or end - speaker.end > _LONGEST_SPEAKER:
            continue
        if scene.text[speaker.start].isupper():
            found = Attributed(speaker, cue.start("cue"), end, cue["cue"], Rule.REPORTED_BEFORE_CUE)
            return begin, cue.start(), found
    return None


def _clause(scene: Scene, begin: int, end: int) -> Reported | None:
    """`X said that ...`, `X said the ...`."""
    for cue in REPORTING.finditer(scene.text, begin, end):
        clause = _begin_of_clause(scene.text, cue, end)
        if clause is None or end - clause < _SHORTEST:
            continue
        speaker = subject_before(scene, begin, cue.start())
        if speaker is not None and speaker.type in _CLEAR:
            further = _FURTHER.search(scene.text, clause, end)
            found = Attributed(speaker, begin, cue.end(), cue.group(), Rule.REPORTED_CLAUSE)
            return clause, further.start() if further else end, found
    return None


def _begin_of_clause(text: str, cue: re.Match[str], end: int) -> int | None:
    lead = _THAT.match(text, cue.end(), end)
    if lead is None and cue.group() in words("cues", "free"):
        lead = _BARE.match(text, cue.end(), end)
    if lead is None and cue.group() in words("cues", "freest"):
        lead = _NOUN.match(text, cue.end(), end)
    return lead.end() if lead else None
