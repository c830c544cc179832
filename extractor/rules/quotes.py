"""Quotes: stretches between marks, unmarked block speech and reported speech, joined into turns of one speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.record import Kind, Paragraph, Problem, QuoteKind, SpeakerType
from extractor.rules import speech
from extractor.rules.attribution import Attributed, Gap, attribute, attribute_fragment, header, is_middle
from extractor.rules.cues import cue_pattern
from extractor.rules.marks import Stretch, opens_with_mark, stretches
from extractor.rules.sentences import sentence_at
from extractor.rules.speakers import Candidate, Scene

_LINK_LINE = re.compile(r"^(?:view|read|download|see|visit|watch|listen to|find out more)\b", re.IGNORECASE)
# What somebody agrees or announces in marks is a name for a thing.
_DECIDING = frozenset({"agreed", "agrees", "announced", "announces", "confirmed", "confirms"})
_SPEECH_KINDS = frozenset({Kind.BODY, Kind.BLOCK_QUOTE, Kind.LIST_ITEM, Kind.NOTES})


@dataclass(slots=True)
class Turn:
    """One speech turn as it grows: its parts as spans of the text."""

    kind: QuoteKind
    parts: list[tuple[int, int]]
    attributed: Attributed | None
    paragraph: int
    unmarked: bool = False
    open: bool = False

    @property
    def speaker(self) -> Candidate | None:
        """Who speaks."""
        return self.attributed.speaker if self.attributed else None


@dataclass(slots=True)
class _Reader:
    """Walks the paragraphs once, in order, with the turn that is under way."""

    scene: Scene
    paragraphs: Sequence[Paragraph]
    turns: list[Turn] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    turn: Turn | None = None


def find_turns(scene: Scene) -> tuple[list[Turn], list[Problem]]:
    """All direct and partial speech of a release in text order, and what could not be told."""
    reader = _Reader(scene, [p for p in scene.release.paragraphs])
    found = [_marked(scene, paragraph) for paragraph in reader.paragraphs]
    scene.quoted = [(s.outer_start, s.outer_end) for marked in found for s in marked]
    for number, paragraph in enumerate(reader.paragraphs):
        if paragraph.kind in _SPEECH_KINDS and not _is_link_line(scene.text[paragraph.start : paragraph.end]):
            if found[number]:
                _read_marked(reader, number, found[number])
            else:
                _read_unmarked(reader, number)
    for turn in reader.turns:
        if turn.speaker is None and turn.kind is QuoteKind.DIRECT:
            start, end = turn.parts[0]
            reader.problems.append(
                Problem(
                    stage="quotes",
                    code="no_speaker",
                    message=f"nobody is told to have said: {scene.text[start : min(end, start + 60)]}",
                )
            )
    return reader.turns, reader.problems


def _is_link_line(text: str) -> bool:
    """Whether a paragraph only sends the reader to a document ("View the 'inspection report'")."""
    return bool(_LINK_LINE.match(text)) and len(text.split()) < 14 and not text.endswith(".")


def _marked(scene: Scene, paragraph: Paragraph) -> list[Stretch]:
    if paragraph.kind not in _SPEECH_KINDS:
        return []
    offset = paragraph.start
    return [
        Stretch(s.start + offset, s.end + offset, s.outer_start + offset, s.outer_end + offset, s.closed, s.single)
        for s in stretches(scene.text[paragraph.start : paragraph.end])[0]
        if not scene.in_name(s.start + offset)
    ]


def _read_marked(reader: _Reader, number: int, found: list[Stretch]) -> None:
    scene, paragraph = reader.scene, reader.paragraphs[number]
    for place, stretch in enumerate(found):
        gap = Gap(
            paragraph,
            stretch,
            found[place - 1].outer_end if place else paragraph.start,
            found[place + 1].outer_start if place + 1 < len(found) else paragraph.end,
            reader.paragraphs[number - 1] if number else None,
            reader.paragraphs[number + 1] if number + 1 < len(reader.paragraphs) else None,
        )
        _read_stretch(reader, number, gap, first=place == 0)


def _read_stretch(reader: _Reader, number: int, gap: Gap, *, first: bool) -> None:
    scene, stretch = reader.scene, gap.stretch
    words_said = scene.text[stretch.start : stretch.end]
    before = scene.text[gap.before : stretch.outer_start]
    if not any(character.isalnum() for character in words_said):
        return
    if not first and reader.turn is not None and reader.turn.paragraph == number and is_middle(scene, gap):
        reader.turn.parts.append((stretch.start, stretch.end))
        reader.turn.open = not stretch.closed
        return
    woven = _is_woven(scene, gap)
    kind = speech.kind_of(words_said, woven=woven)
    fresh = attribute(scene, gap) if kind is QuoteKind.DIRECT else None
    if kind is QuoteKind.DIRECT and fresh is None and woven:
        fresh = attribute_fragment(scene, gap)
    if kind is QuoteKind.PARTIAL:
        _read_fragment(reader, number, gap, words_said, before)
        return
    if _is_term(words_said, before, scene.text[stretch.outer_end : gap.after], fresh):
        return
    continued = _continues(reader, number, gap, fresh, first=first)
    if continued and reader.turn is not None:
        turn = reader.turn
        turn.parts.append((stretch.start, stretch.end))
        turn.attributed = turn.attributed or fresh
        turn.paragraph = number
    else:
        found = fresh or _carried(reader, number, gap, first=first)
        if found is None and not speech.could_stand_alone(words_said):
            return
        document = found is not None and found.speaker is not None and found.speaker.type is SpeakerType.DOCUMENT
        kind = QuoteKind.PARTIAL if document else QuoteKind.DIRECT
        reader.turn = turn = Turn(kind, [(stretch.start, stretch.end)], found, number)
        reader.turns.append(turn)
    turn.open = not stretch.closed
    if turn.speaker:
        scene.last = turn.speaker


def _is_woven(scene: Scene, gap: Gap) -> bool:
    """Whether the writer's own sentence goes on around the stretch."""
    before = scene.text[gap.before : gap.stretch.outer_start].rstrip()
    behind = scene.text[gap.stretch.outer_end : gap.paragraph.end].lstrip()
    inner = scene.text[gap.stretch.start : gap.stretch.end]
    if before and before[-1] not in '.!?:;,”"–—-':
        return True
    if before and before[-1] in ",;–—-" and inner[:1].islower():
        return True
    if inner[:1].islower() and not before and gap.before > gap.paragraph.start:
        return True
    return (
        bool(behind)
        and behind[0].islower()
        and not cue_pattern().match(behind)
        and inner[-1:] not in ",.!?"
        and len(inner.split()) < 8
    )


def _is_term(words_said: str, before: str, behind: str, fresh: Attributed | None) -> bool:
    count = len(words_said.split())
    if fresh is not None and fresh.rule != "cue-in-sentence" and not speech.is_named_so(before):
        return count < 3 and speech.is_title(words_said) and not words_said.rstrip().endswith((".", "!", "?", ","))
    if speech.is_named_so(before):
        return count < 12
    if fresh is None and speech.is_title(words_said) and count < 12:
        return True
    return False


def _read_fragment(reader: _Reader, number: int, gap: Gap, words_said: str, before: str) -> None:
    scene, stretch = reader.scene, gap.stretch
    sentence_before = scene.text[max(gap.paragraph.start, stretch.outer_start - 60) : stretch.outer_start]
    if speech.is_named_so(sentence_before) and not speech.is_first_person(words_said):
        return
    if speech.is_title(words_said) or speech.is_modifier(before, scene.text[stretch.outer_end : gap.after]):
        return
    found = attribute_fragment(scene, gap)
    if found is None or found.speaker is None or (found.cue in _DECIDING and len(words_said.split()) < 4):
        return
    previous = reader.turns[-1] if reader.turns else None
    begin = (
        gap.paragraph.start
        + sentence_at(scene.text[gap.paragraph.start : gap.paragraph.end], stretch.outer_start - gap.paragraph.start)[0]
    )
    if (
        previous is not None
        and previous.kind is QuoteKind.PARTIAL
        and previous.paragraph == number
        and previous.parts[-1][0] >= begin
        and found.speaker.same_as(previous.speaker)
    ):
        previous.parts.append((stretch.start, stretch.end))
        return
    reader.turns.append(Turn(QuoteKind.PARTIAL, [(stretch.start, stretch.end)], found, number))
    if found.speaker.person:
        scene.last = found.speaker
    elif found.speaker.type in (SpeakerType.DOCUMENT, SpeakerType.ORGANISATION):
        scene.last_thing = found.speaker


def _continues(reader: _Reader, number: int, gap: Gap, fresh: Attributed | None, *, first: bool) -> bool:
    """Whether a stretch goes on with the turn under way: no fresh attribution, nothing but speech in between."""
    turn = reader.turn
    if turn is None:
        return False
    text = reader.scene.text
    opens = not text[gap.before : gap.stretch.outer_start].strip()
    if first:
        if not opens or turn.paragraph != number - 1:
            return False
        if fresh is None:
            return True
        if fresh.rule in {"header-line"}:
            return False
        # A later paragraph of an open speech may name its speaker at last, or again ("... ," she said).
        return turn.open and (
            turn.speaker is None or (fresh.speaker is not None and fresh.speaker.same_as(turn.speaker))
        )
    if turn.paragraph != number:
        return False
    if fresh is None:
        return True
    return (
        fresh.rule not in {"cue-before", "name-and-colon"}
        and fresh.speaker is not None
        and fresh.speaker.same_as(turn.speaker)
        and opens
    )


def _carried(reader: _Reader, number: int, gap: Gap, *, first: bool) -> Attributed | None:
    """The speaker told just before: the subject of the sentence, or of the paragraph, that leads up to the speech."""
    scene, text = reader.scene, reader.scene.text
    lead = text[gap.before : gap.stretch.outer_start]
    if lead.strip():
        begin = gap.before + sentence_at(lead, len(lead.rstrip()) - 1)[0]
        return _reported(scene, begin, gap.stretch.outer_start)
    if first and gap.previous is not None and gap.previous.kind in _SPEECH_KINDS:
        line = text[gap.previous.start : gap.previous.end]
        begin = gap.previous.start + sentence_at(line, len(line) - 1)[0]
        found = _reported(scene, begin, gap.previous.end)
        if found:
            return found
    if first and reader.turn is not None and reader.turn.paragraph >= number - 2 and reader.turn.speaker:
        last = reader.turn.attributed
        return Attributed(last.speaker, last.start, last.end, last.cue, "speech-goes-on") if last else None
    return None


def _reported(scene: Scene, begin: int, end: int) -> Attributed | None:
    for cue in cue_pattern().finditer(scene.text, begin, end):
        if scene.in_quote(cue.start()):
            continue
        speaker = scene.subject_before(scene.free_start(begin, cue.start()), cue.start())
        if speaker is not None:
            return Attributed(speaker, begin, end, cue.group(), "sentence-before")
    named = scene.people_in(begin, end)
    if named and named[0][0].start <= begin + 30:
        return Attributed(scene.person(*named[0]), begin, end, "", "name-in-sentence-before")
    return None


def _read_unmarked(reader: _Reader, number: int) -> None:
    """Speech without marks: block quotes, and the paragraph below a header line that ends in a colon."""
    scene, paragraph = reader.scene, reader.paragraphs[number]
    text = scene.text[paragraph.start : paragraph.end]
    previous = reader.paragraphs[number - 1] if number else None
    block = paragraph.kind is Kind.BLOCK_QUOTE
    turn = reader.turn
    if turn is not None and turn.unmarked and turn.paragraph == number - 1 and _goes_on(reader, number, text):
        turn.parts.append((paragraph.start, paragraph.end))
        turn.paragraph = number
        return
    if _said_in_line(reader, number):
        return
    found = header(scene, previous) if previous is not None and previous.kind in _SPEECH_KINDS else None
    if paragraph.kind is Kind.LIST_ITEM or (found is None and not block):
        return
    if (
        found is None
        or found.speaker is None
        or (not block and len(text.split()) < 5)
        or text.endswith(":")
        or opens_with_mark(text)
    ):
        if not (block and speech.is_first_person(text)):
            return
    if (
        found is not None
        and not block
        and found.speaker is not None
        and found.speaker.person is None
        and not speech.is_first_person(text)
    ):
        return
    reader.turn = Turn(QuoteKind.DIRECT, [(paragraph.start, paragraph.end)], found, number, unmarked=True)
    reader.turns.append(reader.turn)
    if found is not None and found.speaker is not None:
        scene.last = found.speaker


_SAID = re.compile(r"(?<=[\w.]):\s+(?=[A-ZÀ-Þ])")


def _said_in_line(reader: _Reader, number: int) -> bool:
    """`X said: I want to thank ...` without an opening mark."""
    scene, paragraph = reader.scene, reader.paragraphs[number]
    colon = _SAID.search(scene.text, paragraph.start, paragraph.end)
    if colon is None or paragraph.kind is not Kind.BODY:
        return False
    stop = paragraph.end
    while scene.text[stop - 1] in "”\"’'":
        stop -= 1
    closed = stop < paragraph.end
    cues = [c for c in cue_pattern().finditer(scene.text, paragraph.start, colon.start()) if c.end() == colon.start()]
    if not cues or not (closed or speech.is_first_person(scene.text[colon.end() : stop])):
        return False
    speaker = scene.subject_before(paragraph.start, cues[0].start())
    if speaker is None or speaker.person is None:
        return False
    found = Attributed(speaker, paragraph.start, colon.start() + 1, cues[0].group(), "cue-before-unmarked")
    reader.turn = Turn(QuoteKind.DIRECT, [(colon.end(), stop)], found, number, unmarked=not closed)
    reader.turns.append(reader.turn)
    scene.last = speaker
    return True


def _goes_on(reader: _Reader, number: int, text: str) -> bool:
    """Whether an unmarked paragraph still belongs to the speech above it."""
    paragraph, above = reader.paragraphs[number], reader.paragraphs[number - 1]
    if above.kind is Kind.BLOCK_QUOTE or paragraph.kind is Kind.BLOCK_QUOTE:
        return paragraph.kind is above.kind
    named = reader.scene.people_in(paragraph.start, paragraph.end)
    return paragraph.kind is Kind.BODY and speech.is_first_person(text) and not named and not text.endswith(":")


def find_indirect(scene: Scene, turns: Sequence[Turn]) -> Iterator[Turn]:
    """Clear reported speech without marks: `X said that ...`, `according to X`."""
    from extractor.rules.reported import reported_clauses

    taken = [span for turn in turns for span in turn.parts]
    for number, paragraph in enumerate(scene.release.paragraphs):
        if paragraph.kind in {Kind.BODY, Kind.LIST_ITEM}:
            for start, end, attributed in reported_clauses(scene, paragraph):
                if not any(start < high and low < end for low, high in taken):
                    yield Turn(QuoteKind.INDIRECT, [(start, end)], attributed, number, unmarked=True)
