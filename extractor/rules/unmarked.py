"""Speech without marks: block quotes, what stands below a header line, and `X said: I want to thank ...`."""

from __future__ import annotations

import re

from extractor.kinds import Kind, QuoteKind, SpeakerType
from extractor.record import Paragraph
from extractor.rules import speech
from extractor.rules.attribution import attribute_by_sentence
from extractor.rules.gaps import Attributed, Rule
from extractor.rules.interviews import answer, is_interview, named_line
from extractor.rules.layout import holds_speech
from extractor.rules.line_templates import header, name_line
from extractor.rules.marks import opens_with_mark
from extractor.rules.scene import Scene
from extractor.rules.sentences import behind_space
from extractor.rules.subjects import subject_before
from extractor.rules.turns import Reading, Turn
from extractor.rules.unbalanced import ADDRESS

_COLON = re.compile(r"(?<=[\w.]):\s+(?=[A-ZÀ-Þ])")
_SINGULAR = re.compile(r"\b(?:I|my|me|My)\b")
# Somebody who speaks of themselves as the subject; "our office is closed" is the issuer's.
_SPEAKS = re.compile(r"\b(?:I|we|We|my|My)\b")
_NO_SPEECH = re.compile(rf"^(?:Q|A|Question|Answer)\s?[:.]|{ADDRESS}")
_SHORTEST = 5


def read_unmarked(reading: Reading, number: int) -> None:
    """Read the paragraph of that number, which holds no quoted stretch."""
    scene, turn = reading.scene, reading.turn
    paragraph, above = scene.layout.paragraphs[number], scene.layout.paragraph(number - 1)
    if turn is not None and turn.unmarked and turn.paragraph == number - 1 and _names_speaker(scene, turn, paragraph):
        return
    under_way = turn is not None and turn.unmarked and turn.paragraph == number - 1 and not _is_answer(turn)
    if turn is not None and above is not None and under_way and _goes_on_here(scene, number):
        turn.parts.append((paragraph.start, paragraph.end))
        turn.paragraph = number
        return
    if (said := _said_in_line(scene, paragraph, number)) is not None:
        reading.begin(said)
    elif paragraph.kind is not Kind.LIST_ITEM:
        found = _announced(scene, paragraph, above) if above is not None and holds_speech(above) else None
        if _is_speech(scene, paragraph, found):
            part = (paragraph.start, paragraph.end)
            reading.begin(Turn(QuoteKind.DIRECT, [part], found, number, unmarked=True))


def is_set_off(reading: Reading, number: int) -> bool:
    """Whether a block quote is speech as a whole, so that marks in it are the speaker's: announced, or going on."""
    scene, turn = reading.scene, reading.turn
    paragraph, above = scene.layout.paragraphs[number], scene.layout.paragraph(number - 1)
    if paragraph.kind is not Kind.BLOCK_QUOTE or above is None or opens_with_mark(scene.layout.text_of(paragraph)):
        return False
    if above.kind is Kind.BLOCK_QUOTE:
        return turn is not None and turn.unmarked and turn.paragraph == number - 1
    return header(scene, above) is not None


def _is_answer(turn: Turn) -> bool:
    """Whether a turn is one of an interview, which ends with its paragraph."""
    return turn.attributed is not None and turn.attributed.rule in (Rule.ANSWER, Rule.NAME_AND_COLON)


def _names_speaker(scene: Scene, turn: Turn, paragraph: Paragraph) -> bool:
    """Whether a paragraph is only the name of who spoke above, which it tells the turn."""
    found = name_line(scene, paragraph.start, paragraph.end)
    if found is None or (turn.speaker is not None and turn.speaker.person is not None):
        return False
    turn.attributed = found
    scene.hear(paragraph.start, found.speaker)
    return True


def _goes_on_here(scene: Scene, number: int) -> bool:
    """Whether the paragraph of that number belongs to the speech above, be it as what leads to more of it."""
    above, paragraph, below = (
        scene.layout.paragraphs[number - 1],
        scene.layout.paragraphs[number],
        scene.layout.paragraph(number + 1),
    )
    if _goes_on(scene, paragraph, above):
        return True
    if below is None or paragraph.kind is not Kind.BODY or not _goes_on(scene, below, paragraph):
        return False
    text = scene.layout.text_of(paragraph)
    writer = text.endswith(":") or _NO_SPEECH.search(text) or scene.cues(paragraph.start, paragraph.end)
    return not writer and not scene.people_in(paragraph.start, paragraph.end)


def _goes_on(scene: Scene, paragraph: Paragraph, above: Paragraph) -> bool:
    """Whether an unmarked paragraph still belongs to the speech above it."""
    if Kind.BLOCK_QUOTE in (above.kind, paragraph.kind):
        return paragraph.kind is above.kind
    text = scene.layout.text_of(paragraph)
    if paragraph.kind is not Kind.BODY or not _SPEAKS.search(text) or text.endswith(":") or _NO_SPEECH.search(text):
        return False
    return not scene.people_in(paragraph.start, paragraph.end)


def _announced(scene: Scene, paragraph: Paragraph, above: Paragraph) -> Attributed | None:
    """Who the paragraph above says will speak; of a block quote, whom its last sentence is about."""
    found = header(scene, above)
    if found is None and paragraph.kind is Kind.BLOCK_QUOTE:
        return attribute_by_sentence(scene, scene.layout.last_sentence(above), above.end)
    return found


def _is_speech(scene: Scene, paragraph: Paragraph, found: Attributed | None) -> bool:
    """Whether a block quote, or the paragraph below the header line that told `found`, is somebody's words."""
    text = scene.layout.text_of(paragraph)
    first_person = speech.is_first_person(text)
    if paragraph.kind is Kind.BLOCK_QUOTE:
        told = found is not None and (found.rule is not Rule.NAME_IN_SENTENCE_BEFORE or first_person)
        announced = told and not text.endswith(":") and not opens_with_mark(text)
        return announced or first_person
    if found is None or len(text.split()) < _SHORTEST or text.endswith(":") or opens_with_mark(text):
        return False
    return found.speaker.type is SpeakerType.PERSON or first_person


def _said_in_line(scene: Scene, paragraph: Paragraph, number: int) -> Turn | None:
    """`X said: I want to thank ...`, `X: I want to ...` and `A: I want to ...` without an opening mark."""
    if paragraph.kind is not Kind.BODY:
        return None
    for template in (_cue_and_colon, named_line, _own_answer):
        found = template(scene, paragraph.start, paragraph.end)
        if found is None:
            continue
        if speech.is_first_person(scene.text[found.end : paragraph.end]) or is_interview(scene, found):
            part = (behind_space(scene.text, found.end), paragraph.end)
            return Turn(QuoteKind.DIRECT, [part], found, number, unmarked=True)
    return None


def _cue_and_colon(scene: Scene, start: int, end: int) -> Attributed | None:
    colon = _COLON.search(scene.text, start, end)
    if colon is None:
        return None
    cue = next((cue for cue in scene.cues(start, colon.start()) if cue.end() == colon.start()), None)
    speaker = subject_before(scene, start, cue.start()) if cue else None
    if cue is None or speaker is None or speaker.person is None:
        return None
    return Attributed(speaker, start, colon.start() + 1, cue.group(), Rule.CUE_BEFORE_UNMARKED)


def _own_answer(scene: Scene, start: int, end: int) -> Attributed | None:
    """An answer in which somebody speaks of themselves: those of a list of questions say "we"."""
    found = answer(scene, start, end)
    return found if found is not None and _SINGULAR.search(scene.text, found.end, end) else None
