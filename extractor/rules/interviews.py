"""Interviews: answers below their questions ("A:"), and lines that begin with the name of who speaks ("Ada Holt:")."""

from __future__ import annotations

import re

from extractor.rules.gaps import Attributed, Gap, Rule
from extractor.rules.line_templates import named_before
from extractor.rules.scene import Scene, as_speaker
from extractor.rules.speakers import SpeakerCandidate

_ANSWER = re.compile(r"(?P<cue>A|Answer)\s?[:.]\s+(?=\S)")
# How far the questions and answers of an interview may lie apart.
_INTERVIEW = 2000
_COLON = re.compile(r"[^:\n]{2,120}?:\s+(?=\S)")


def answer_line(scene: Scene, gap: Gap) -> Attributed | None:
    """`A: "..."` below a question."""
    found = answer(scene, gap.paragraph.start, gap.paragraph.end)
    return found if found is not None and gap.first and found.end >= gap.stretch.outer_start else None


def answer(scene: Scene, start: int, end: int) -> Attributed | None:
    """Who answers in the line `text[start:end]`: whoever spoke last, else who was named last."""
    label = _ANSWER.match(scene.text, start, end)
    speaker = _interviewed(scene, start) if label else None
    if label is None or speaker is None:
        return None
    return Attributed(speaker, start, label.end(), label["cue"], Rule.ANSWER)


def named_line(scene: Scene, start: int, end: int) -> Attributed | None:
    """`Ada Holt: We want ...`: the line begins with a name, perhaps its post, and a colon."""
    label = _COLON.match(scene.text, start, end)
    return named_before(scene, start, label.end()) if label else None


def is_interview(scene: Scene, found: Attributed) -> bool:
    """Whether several paragraphs begin with the label of this one ("Maud Ellis:"): they are answers, all of them."""
    label = scene.text[found.start : found.end].strip()
    near = scene.text[max(0, found.start - _INTERVIEW) : found.start + _INTERVIEW]
    return found.rule is Rule.NAME_AND_COLON and near.count(f"\n{label} ") > 1


def _interviewed(scene: Scene, at: int) -> SpeakerCandidate | None:
    last = scene.last_speaker(at)
    if last is not None and last.person is not None:
        return last
    named = next(scene.named_before(at), None)
    return as_speaker(*named) if named else None
