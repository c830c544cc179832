"""What attribution works on and gives: a quoted stretch with the free text around it, and who said it by which rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractor.record import Paragraph
from extractor.rules.cues import CUE
from extractor.rules.lexicon import one_of
from extractor.rules.marks import Stretch
from extractor.rules.scene import Scene
from extractor.rules.sentences import without_abbreviations
from extractor.rules.speakers import SpeakerCandidate

_CLAUSE_END = re.compile(r"[.!?](?=\s|$)|[:;](?=\s|$)|\n")
# The writer's own sentence runs into the stretch ("although she accused them of").
_RUNS_INTO = re.compile(
    r"\b(?:of|as|that|the|an?|its|is|was|were|are|for|to|by|in|on|with|it|them|would|will|could|should|must|might)\s*$"
)
# "X said in a statement, adding:" is one turn.
_GOING_ON = re.compile(rf",\s(?:before\s|and\s)?{one_of('cues', 'going_on')}:\s*$")


class Rule(StrEnum):
    """The rules of attribution, as records name them; docs/attribution.md has an example of each."""

    CUE_BEFORE = "cue-before"
    CUE_AFTER_INVERTED = "cue-after-inverted"
    CUE_AFTER = "cue-after"
    HEADER_LINE = "header-line"
    NOUN_BEFORE = "noun-before"
    NAME_AND_COLON = "name-and-colon"
    NAME_AFTER_DASH = "name-after-dash"
    NAME_LINE = "name-line"
    CUE_IN_SENTENCE = "cue-in-sentence"
    TOLD_BY = "told-by"
    IN_THE_WORDS_OF = "in-the-words-of"
    CUE_LATER_IN_SENTENCE = "cue-later-in-sentence"
    ANSWER = "answer"
    SENTENCE_BEFORE = "sentence-before"
    NAME_IN_SENTENCE_BEFORE = "name-in-sentence-before"
    NAME_IN_SENTENCE_BEHIND = "name-in-sentence-behind"
    SPEECH_GOES_ON = "speech-goes-on"
    CUE_BEFORE_UNMARKED = "cue-before-unmarked"
    ACCORDING_TO = "according-to"
    REPORTED_BEFORE_CUE = "reported-before-cue"
    REPORTED_CLAUSE = "reported-clause"


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who said a stretch: the clause `text[start:end]`, its cue, and the rule that decided."""

    speaker: SpeakerCandidate
    start: int
    end: int
    cue: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in its paragraph with the free text around it: `text[before:outer_start]`, `text[outer_end:after]`.

    `first` tells that no other stretch of the paragraph stands in front.
    """

    paragraph: Paragraph
    stretch: Stretch
    before: int
    after: int
    previous: Paragraph | None
    following: Paragraph | None
    first: bool

    def words(self, text: str) -> str:
        """What stands between the marks."""
        return text[self.stretch.start : self.stretch.end]

    def lead(self, text: str) -> str:
        """The free text in front."""
        return text[self.before : self.stretch.outer_start]

    def behind(self, text: str) -> str:
        """The free text behind."""
        return text[self.stretch.outer_end : self.after]


def is_middle(scene: Scene, gap: Gap) -> bool:
    """Whether the text in front only breaks one speech in two: `"...," explained X, "..."`."""
    lead = gap.lead(scene.text)
    if gap.before == gap.paragraph.start or not lead.strip() or ends_clause(lead.rstrip().rstrip(":,")):
        return False
    if lead.rstrip().endswith(":") and not CUE.match(lead.lstrip(" ,–—-")) and not _GOING_ON.search(lead):
        return False
    if _RUNS_INTO.search(lead):
        return False
    broken = scene.text[gap.before - 2] in ",;–—-" or lead.lstrip()[0] in ",–—-"
    return broken and CUE.search(lead) is not None


def ends_clause(text: str) -> re.Match[str] | None:
    """The first sign in a text that ends a clause."""
    return _CLAUSE_END.search(without_abbreviations(text))
