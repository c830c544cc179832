"""Attribution: who said a quoted stretch, by templates in a fixed order of trust; docs/attribution.md has examples."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractor.rules.cue_templates import cue_after, cue_before
from extractor.rules.gaps import Attributed, Gap, Rule
from extractor.rules.interviews import answer_line
from extractor.rules.line_templates import header_line, name_behind, name_below, noun_before
from extractor.rules.pronouns import resolve
from extractor.rules.scene import Scene, as_speaker
from extractor.rules.subjects import is_passive, subject_before

_TEMPLATES: tuple[Callable[[Scene, Gap], Attributed | None], ...] = (
    cue_before,
    cue_after,
    answer_line,
    name_behind,
    header_line,
    name_below,
)
# Where in a sentence a name stands that leads up to speech.
_NEAR_BEGINNING = 30
# A pronoun that opens the sentence, or its main clause ("But after a year of meetings, he signed.").
_SUBJECT = re.compile(r"(?:^|,\s)(?P<pronoun>[Hh]e|[Ss]he)\s(?=[a-z]+\b)")


def attribute(scene: Scene, gap: Gap) -> Attributed | None:
    """The speaker of a whole-clause stretch by the first template that fits."""
    for template in _TEMPLATES:
        if (found := template(scene, gap)) is not None:
            return found
    return None


def attribute_by_sentence(scene: Scene, begin: int, end: int) -> Attributed | None:
    """The subject of the sentence `text[begin:end]` that leads up to speech, for want of a template that fits."""
    for cue in scene.free_cues(begin, end):
        speaker = subject_before(scene, scene.free_start(begin, cue.start()), cue.start())
        if speaker is not None:
            return Attributed(speaker, begin, end, cue.group(), Rule.SENTENCE_BEFORE)
    if (found := noun_before(scene, begin, end)) is not None:
        return found
    if any(is_passive(scene, begin, cue.start()) for cue in scene.free_cues(begin, end)):
        return None
    named = scene.people_in(begin, end)
    if named and named[0][0].start <= begin + _NEAR_BEGINNING:
        return Attributed(as_speaker(*named[0]), begin, end, "", Rule.NAME_IN_SENTENCE_BEFORE)
    if (pronoun := _SUBJECT.search(scene.text[begin:end])) is not None:
        at = begin + pronoun.start("pronoun")
        speaker = resolve(scene, pronoun["pronoun"], at, at + len(pronoun["pronoun"]))
        return Attributed(speaker, begin, end, "", Rule.SENTENCE_BEFORE) if speaker and speaker.person else None
    return None
