"""Speech between quotation marks: each stretch goes on with the turn under way, begins a new one, or is no speech."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.kinds import QuoteKind, SpeakerType
from extractor.rules import speech
from extractor.rules.attribution import attribute, attribute_by_sentence
from extractor.rules.cues import CUE
from extractor.rules.fragments import attribute_fragment, in_the_words_of, is_complement, is_name_given, is_somebodys
from extractor.rules.gaps import Attributed, Gap, Rule, is_middle
from extractor.rules.layout import holds_speech
from extractor.rules.lexicon import words
from extractor.rules.line_templates import leads_to_name, name_line
from extractor.rules.pronouns import is_spoken_of
from extractor.rules.scene import Scene, as_speaker
from extractor.rules.sentences import sentence_at
from extractor.rules.turns import Reading, Turn

# Templates that begin a new turn: the writer announces the speech anew.
_ANNOUNCING = frozenset({Rule.CUE_BEFORE, Rule.NAME_AND_COLON, Rule.NOUN_BEFORE})
# "‘called in’, which means": a term that the writer explains.
_DEFINED = re.compile(r",?\s(?:which|that)\smeans\b|,?\smeaning\b")
# Whomever it means, what "it said" stands behind is speech.
_PRONOUN_SAYS = re.compile(rf"\s*(?:he|she|it|they)\s+(?:{CUE.pattern})")
# "came a shout from the back": nobody that the text names.
_NOBODY = re.compile(
    r"[\s,–—-]*came\s(?:a|an|the|one)\s(?:\w+\s)?(?:shout|cry|voice|call|reply|answer|heckle|response)\b"
)
_NAMING_SPAN, _CUE_SPAN = 60, 40
_LONGEST_TERM, _SHORT_TERM, _SHORT_DECISION, _SHORT_WOVEN = 11, 2, 3, 7
# How many paragraphs may stand between speech and speech that goes on without a speaker of its own.
_FAR = 2


def read_stretch(reading: Reading, number: int, gap: Gap) -> None:
    """Read one stretch of the paragraph of that number."""
    scene, stretch, turn = reading.scene, gap.stretch, reading.turn
    said = gap.words(scene.text)
    if not any(character.isalnum() for character in said):
        return
    if not gap.first and turn is not None and turn.paragraph == number and is_middle(scene, gap):
        turn.parts.append((stretch.start, stretch.end))
        turn.open = not stretch.closed
        return
    woven = _is_woven(scene, gap)
    if speech.kind_of(said, woven=woven) is QuoteKind.PARTIAL or (woven and is_complement(scene, gap)):
        _read_fragment(reading, number, gap)
        return
    fresh = attribute(scene, gap) or (attribute_fragment(scene, gap) if woven else in_the_words_of(scene, gap))
    if _is_listed(reading, gap) or _is_term(said, gap.lead(scene.text), fresh):
        reading.no_speech = gap.stretch.outer_end
    else:
        _read_clause(reading, number, gap, fresh)


def _is_listed(reading: Reading, gap: Gap) -> bool:
    """Whether a list joins the stretch to one that is a name or title."""
    lead = gap.lead(reading.scene.text)
    return gap.before == reading.no_speech and lead.strip(" ,") in ("", "and", "or") and bool(lead)


def _is_woven(scene: Scene, gap: Gap) -> bool:
    """Whether the writer's own sentence goes on around the stretch."""
    before, said = gap.lead(scene.text).rstrip(), gap.words(scene.text)
    if before and before[-1] not in '.!?:;,”"–—-':
        return True
    if said[:1].islower() and (before[-1] in ",;–—-" if before else not gap.first):
        return True
    if said[-1:] in ",.!?" or len(said.split()) > _SHORT_WOVEN:
        return False
    behind = _from_word(scene.text, gap.stretch.outer_end, gap.paragraph.end)
    return behind[:1].islower() and not CUE.match(behind)


def _from_word(text: str, at: int, end: int) -> str:
    """What follows `at` from the first character that is no white space, as far as a cue may reach."""
    while at < end and text[at].isspace():
        at += 1
    return text[at : min(at + _CUE_SPAN, end)]


def _is_term(said: str, before: str, fresh: Attributed | None) -> bool:
    """Whether a stretch that looks like speech is a name or title."""
    count = len(said.split())
    if speech.is_named_so(before):
        return count <= _LONGEST_TERM
    if fresh is None:
        return count <= _LONGEST_TERM and speech.is_title(said)
    if fresh.rule is Rule.CUE_IN_SENTENCE:
        return False
    return count <= _SHORT_TERM and speech.is_title(said) and not said.rstrip().endswith((".", "!", "?", ","))


def _read_clause(reading: Reading, number: int, gap: Gap, fresh: Attributed | None) -> None:
    part = (gap.stretch.start, gap.stretch.end)
    turn = reading.turn
    if turn is not None and _continues(reading.scene, turn, number, gap, fresh):
        turn.parts.append(part)
        turn.attributed = turn.attributed or fresh
        turn.paragraph = number
        if turn.speaker is not None:
            reading.scene.hear(part[0], turn.speaker)
    else:
        found = None if _NOBODY.match(gap.behind(reading.scene.text)) else fresh or _carried(reading, number, gap)
        alone = not (gap.lead(reading.scene.text).strip() or gap.behind(reading.scene.text).strip())
        told = _PRONOUN_SAYS.match(gap.behind(reading.scene.text)) is not None
        if found is None and not told and not speech.could_stand_alone(gap.words(reading.scene.text), alone=alone):
            return
        document = found is not None and found.speaker.type is SpeakerType.DOCUMENT
        turn = Turn(QuoteKind.PARTIAL if document else QuoteKind.DIRECT, [part], found, number)
        reading.begin(turn)
    turn.open = not gap.stretch.closed


def _continues(scene: Scene, turn: Turn, number: int, gap: Gap, fresh: Attributed | None) -> bool:
    """Whether a stretch goes on with the turn under way: no fresh attribution, nothing but speech in between."""
    opens = not gap.lead(scene.text).strip()
    same = fresh is not None and fresh.speaker.same_as(turn.speaker)
    if not gap.first:
        # The line below names the speaker only of what has none yet.
        below = fresh is not None and fresh.start >= gap.paragraph.end and turn.speaker is not None
        announced = fresh is not None and not below and (fresh.rule in _ANNOUNCING or not same or not opens)
        return turn.paragraph == number and not announced and not _told_of_another(scene, turn, gap)
    if not opens or turn.paragraph != number - 1:
        return False
    if fresh is None:
        # Testimonials in a row are whole, each by somebody else.
        return turn.open or turn.speaker is not None
    # A later paragraph of an open speech may name its speaker at last, or again ("... ," she said).
    return fresh.rule is not Rule.HEADER_LINE and turn.open and (turn.speaker is None or same)


def _told_of_another(scene: Scene, turn: Turn, gap: Gap) -> bool:
    """Whether a whole sentence between two stretches turns to somebody else: `"...," said A. B disagreed. "..."`."""
    lead = gap.lead(scene.text)
    begin, _ = sentence_at(lead, len(lead.rstrip()) - 1) if lead.strip() else (0, 0)
    if begin == 0 or turn.speaker is None:
        return False
    found = attribute_by_sentence(scene, gap.before + begin, gap.stretch.outer_start)
    return found is not None and found.speaker.person is not None and not found.speaker.same_as(turn.speaker)


def _carried(reading: Reading, number: int, gap: Gap) -> Attributed | None:
    """The speaker told just before: the subject of the sentence, or of the paragraph, that leads up to the speech."""
    scene, turn = reading.scene, reading.turn
    lead = gap.lead(scene.text)
    said = (gap.stretch.start, gap.stretch.end)
    if not gap.first and not any(character.isalnum() for character in lead):
        begin, _ = scene.layout.sentence(gap.paragraph, gap.before - 1)
        return _fitting(scene, attribute_by_sentence(scene, begin, gap.stretch.outer_start), said)
    if lead.strip():
        begin = gap.before + sentence_at(lead, len(lead.rstrip()) - 1)[0]
        found = attribute_by_sentence(scene, begin, gap.stretch.outer_start)
        if found is None and begin == gap.before and not gap.first:
            # `X said the "..." had surprised him. "..."`: the sentence begins in front of what it quotes.
            begin, _ = scene.layout.sentence(gap.paragraph, gap.before - 1)
            found = None if scene.in_quote(begin) else attribute_by_sentence(scene, begin, gap.stretch.outer_start)
        return _fitting(scene, found, said)
    if not gap.first or (gap.previous is not None and name_line(scene, gap.previous.start, gap.previous.end)):
        # A line below speech that names who spoke says nothing of what follows it.
        return None
    if gap.previous is not None and holds_speech(gap.previous):
        begin = scene.layout.last_sentence(gap.previous)
        if (found := _fitting(scene, attribute_by_sentence(scene, begin, gap.previous.end), said)) is not None:
            return found
    told = turn is not None and turn.speaker is not None and turn.speaker.type is not SpeakerType.DOCUMENT
    if turn is not None and turn.attributed is not None and told and turn.paragraph >= number - _FAR:
        return replace(turn.attributed, rule=Rule.SPEECH_GOES_ON)
    return None


def _fitting(scene: Scene, found: Attributed | None, said: tuple[int, int]) -> Attributed | None:
    """What a sentence in front tells, unless it is about the one spoken of."""
    if found is None or found.speaker.person is None or found.cue:
        return found
    return None if is_spoken_of(scene, found.speaker.person, said, (found.start, found.end)) else found


def told_behind(scene: Scene, turn: Turn) -> Attributed | None:
    """Who opens the paragraph below speech that nothing else attributes: `"I was asleep." / Yusuf Karim was ...`."""
    below = scene.layout.paragraph(turn.paragraph + 1)
    if below is None or not holds_speech(below):
        return None
    named = scene.people_in(below.start, below.end)
    # Who speaks there for themselves has their own words below their name.
    speaks = scene.free_cues(below.start, below.end)
    if (
        not named
        or speaks
        or scene.layout.paragraphs[turn.paragraph].start < turn.parts[-1][0] - 1
        or scene.in_quote(below.start)
        or not leads_to_name(scene.text[below.start : named[0][0].start])
    ):
        return None
    _, end = scene.layout.sentence(below, below.start)
    if is_spoken_of(scene, named[0][1], turn.parts[0], (below.start, end)):
        return None
    return Attributed(as_speaker(*named[0]), below.start, end, "", Rule.NAME_IN_SENTENCE_BEHIND)


def _read_fragment(reading: Reading, number: int, gap: Gap) -> None:
    scene = reading.scene
    said = gap.words(scene.text)
    if _is_listed(reading, gap) or _is_no_speech(scene, gap, said):
        reading.no_speech = gap.stretch.outer_end
        return
    found = attribute_fragment(scene, gap)
    deciding = found is not None and found.cue in words("cues", "deciding")
    if found is None or (deciding and len(said.split()) <= _SHORT_DECISION):
        return
    part = (gap.stretch.start, gap.stretch.end)
    previous = reading.turns[-1] if reading.turns else None
    if previous is not None and _joins(scene, previous, number, gap, found):
        previous.parts.append(part)
    else:
        reading.add_fragment(Turn(QuoteKind.PARTIAL, [part], found, number))


def _is_no_speech(scene: Scene, gap: Gap, said: str) -> bool:
    """Whether a fragment is a name, a title, or the description of a thing."""
    start = gap.stretch.outer_start
    sentence_before = scene.text[max(gap.paragraph.start, start - _NAMING_SPAN) : start]
    if speech.is_named_so(sentence_before) and not speech.is_first_person(said) and not is_somebodys(scene, gap):
        return True
    if is_name_given(scene, gap) or _DEFINED.match(gap.behind(scene.text)):
        return True
    return speech.is_title(said) or speech.is_modifier(gap.lead(scene.text), gap.behind(scene.text))


def _joins(scene: Scene, previous: Turn, number: int, gap: Gap, found: Attributed) -> bool:
    """Whether a fragment belongs to the turn before: one sentence, one speaker."""
    if previous.kind is not QuoteKind.PARTIAL or previous.paragraph != number:
        return False
    begin, _ = scene.layout.sentence(gap.paragraph, gap.stretch.outer_start)
    return previous.parts[-1][0] >= begin and found.speaker.same_as(previous.speaker)
