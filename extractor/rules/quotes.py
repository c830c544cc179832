"""Quotes: the paragraphs are read once, in order, for speech between marks and without, and joined into turns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.kinds import QuoteKind
from extractor.record import Paragraph, Problem
from extractor.rules.gaps import Gap
from extractor.rules.layout import holds_speech
from extractor.rules.lexicon import one_of
from extractor.rules.marked import read_stretch, told_behind
from extractor.rules.marks import Stretch, stretches
from extractor.rules.scene import Scene
from extractor.rules.turns import Reading, Turn
from extractor.rules.unbalanced import mended
from extractor.rules.unmarked import is_set_off, read_unmarked

# A line that only sends the reader to a document ("View the 'inspection report'").
_LINK_LINE = re.compile(rf"^{one_of('speech', 'link_openers')}\b", re.IGNORECASE)
_LONGEST_LINK_LINE = 13


def find_turns(scene: Scene) -> tuple[list[Turn], list[Problem]]:
    """All direct and partial speech of a release in text order, and what could not be told."""
    found = [_stretches(scene, paragraph) for paragraph in scene.layout.paragraphs]
    marked, problems = mended(scene.layout, found)
    scene.set_quoted((stretch.outer_start, stretch.outer_end) for found in marked for stretch in found)
    reading = Reading(scene)
    for number, paragraph in enumerate(scene.layout.paragraphs):
        if not holds_speech(paragraph) or _is_link_line(scene.layout.text_of(paragraph)):
            continue
        if not marked[number] or is_set_off(reading, number):
            read_unmarked(reading, number)
            continue
        for gap in _gaps(scene, number, marked[number]):
            read_stretch(reading, number, gap)
    for turn in reading.turns:
        if _lacks_speaker(turn):
            turn.attributed = told_behind(scene, turn)
    return reading.turns, [*problems, *(_no_speaker(scene, turn) for turn in reading.turns if _lacks_speaker(turn))]


def _is_link_line(text: str) -> bool:
    return bool(_LINK_LINE.match(text)) and len(text.split()) <= _LONGEST_LINK_LINE and not text.endswith(".")


def _stretches(scene: Scene, paragraph: Paragraph) -> list[Stretch]:
    """The quoted stretches of a paragraph, as places in the whole text; a nickname in marks is none."""
    if not holds_speech(paragraph):
        return []
    found = [stretch.moved(paragraph.start) for stretch in stretches(scene.layout.text_of(paragraph))]
    return [stretch for stretch in found if not scene.in_name(stretch.start)]


def _gaps(scene: Scene, number: int, found: Sequence[Stretch]) -> list[Gap]:
    """The stretches of the paragraph of that number, each with what stands around it."""
    paragraph = scene.layout.paragraphs[number]
    previous, following = scene.layout.paragraph(number - 1), scene.layout.paragraph(number + 1)
    befores = [paragraph.start, *(stretch.outer_end for stretch in found)]
    afters = [*(stretch.outer_start for stretch in found[1:]), paragraph.end]
    return [
        Gap(paragraph, stretch, before, after, previous, following, first=before == paragraph.start)
        for stretch, before, after in zip(found, befores, afters, strict=False)
    ]


def _lacks_speaker(turn: Turn) -> bool:
    return turn.speaker is None and turn.kind is QuoteKind.DIRECT


def _no_speaker(scene: Scene, turn: Turn) -> Problem:
    shown = scene.layout.shown(*turn.parts[0])
    return Problem(stage="quotes", code="no_speaker", message=f"nobody is told to have said: {shown}")
