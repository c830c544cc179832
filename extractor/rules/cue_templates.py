"""Templates with a cue beside the marks: in the clause that leads up to a stretch, or in the clause behind it."""

from __future__ import annotations

import re

from extractor.rules.gaps import Attributed, Gap, Rule, ends_clause, is_middle
from extractor.rules.lexicon import one_of
from extractor.rules.line_templates import named_before, noun_before
from extractor.rules.pronouns import resolve
from extractor.rules.scene import Scene, as_speaker
from extractor.rules.sentences import sentence_at
from extractor.rules.speakers import SpeakerCandidate
from extractor.rules.subjects import first_free_person, inverted_subject, is_passive, subject_before, subject_behind

# Between a cue and the mark: "in a statement", "of the award", "that", at most a dozen words.
_TO_MARK = re.compile(r"(?:[\s,]+(?:[\w’'&/£-]+[\s,]+){0,14}?[\w’'&/£)(-]*)?\s*[:;,–—-]?\s*")
_BY = re.compile(r"\s+by\s+")
_INVERTED = re.compile(r"\s*,?\s*(?:so\s+)?")
_NO_SUBJECT = re.compile(rf"\s*{one_of('cues', 'no_subject')}\b")
_VERB = re.compile(r"\s(?P<verb>[a-z]+(?:ed|s))\b")
_PRONOUN_AND_VERB = re.compile(rf"(?P<pronoun>he|she|they){_VERB.pattern}")
_TO_CLAUSE = re.compile(r"[\s,–—-]*")
_LONGEST_SUBJECT, _SHORT_TAIL = 30, 3


def cue_before(scene: Scene, gap: Gap) -> Attributed | None:
    """`Name, role, said: "..."` and `"...". She added: "..."`: the clause in front ends in a cue."""
    lead, stop = gap.lead(scene.text).rstrip(), gap.stretch.outer_start
    if not lead or lead[-1] in ".!?" or is_middle(scene, gap):
        return None
    begin = gap.before + _last_sentence(gap.lead(scene.text))
    colon, passive = lead[-1] == ":", False
    for cue in reversed(scene.cues(begin, stop)):
        tail = scene.text[cue.end() : stop]
        if not colon and not _TO_MARK.fullmatch(tail):
            continue
        speaker = (
            told_by(scene, cue, stop)
            or subject_before(scene, begin, cue.start())
            or inverted_subject(scene, begin, cue, stop)
        )
        if speaker is None and is_passive(scene, begin, cue.start()):
            passive = True
            continue
        if speaker is None and (colon or len(tail.split()) <= _SHORT_TAIL):
            speaker = first_free_person(scene, begin, cue.start())
        if speaker is not None:
            return Attributed(speaker, begin, stop, cue.group(), Rule.CUE_BEFORE)
    if not colon:
        return None
    return noun_before(scene, begin, stop) or (None if passive else named_before(scene, begin, stop))


def _last_sentence(lead: str) -> int:
    return sentence_at(lead, max(0, len(lead) - 1))[0]


def told_by(scene: Scene, cue: re.Match[str], stop: int) -> SpeakerCandidate | None:
    """The speaker behind "according to" and "described by"."""
    if cue.group().casefold().startswith("according"):
        return subject_behind(scene, cue.end(), stop)
    return subject_behind_by(scene, cue.end(), stop)


def subject_behind_by(scene: Scene, at: int, stop: int) -> SpeakerCandidate | None:
    """The speaker behind a "by" that stands at `at`."""
    by = _BY.match(scene.text, at, stop)
    return subject_behind(scene, by.end() - 1, stop) if by else None


def cue_after(scene: Scene, gap: Gap) -> Attributed | None:
    """`"...," said Name, role.` and `"...," Name said.`: the clause behind holds the cue."""
    text, start = scene.text, gap.stretch.outer_end
    behind = gap.behind(text)
    if not gap.stretch.closed or not behind.strip():
        return None
    ended = text[gap.stretch.end - 1] in ".…" or behind.lstrip()[0] in ".;"
    end = ends_clause(behind)
    stop = start + (end.start() if end else len(behind))
    begin = _behind_signs(text, start, stop)
    for cue in scene.cues(begin, stop):
        in_front = text[begin : cue.start()]
        inverted = _INVERTED.fullmatch(in_front) is not None
        if ended and not (inverted and cue.group()[0].islower()):
            return None
        if inverted:
            speaker = subject_behind(scene, cue.end(), stop)
            return Attributed(speaker, begin, stop, cue.group(), Rule.CUE_AFTER_INVERTED) if speaker else None
        if len(in_front.split()) > _LONGEST_SUBJECT or _NO_SUBJECT.match(in_front):
            return None
        if is_passive(scene, begin, cue.start()):
            speaker = subject_behind_by(scene, cue.end(), stop)
            return Attributed(speaker, begin, stop, cue.group(), Rule.TOLD_BY) if speaker else None
        speaker = subject_before(scene, begin, cue.start()) or first_free_person(scene, begin, cue.start())
        if speaker is not None:
            return Attributed(speaker, begin, stop, cue.group(), Rule.CUE_AFTER)
    return None if ended else _any_verb_after(scene, gap, begin, stop)


def _any_verb_after(scene: Scene, gap: Gap, begin: int, stop: int) -> Attributed | None:
    """`"...," she teased them.`: behind a comma, question or cry, any verb of a person is a cue."""
    if scene.text[gap.stretch.end - 1] not in ",?!" or scene.cues(begin, stop):
        return None
    if (found := _PRONOUN_AND_VERB.match(scene.text, begin, stop)) is not None:
        speaker = resolve(scene, found["pronoun"], begin, found.end("pronoun"))
        return Attributed(speaker, begin, stop, found["verb"], Rule.CUE_AFTER) if speaker else None
    if scene.text[gap.stretch.end - 1] != ",":
        return None
    named = scene.people_in(begin, stop)
    verb = _VERB.match(scene.text, named[0][0].end, stop) if named and named[0][0].start == begin else None
    return Attributed(as_speaker(*named[0]), begin, stop, verb["verb"], Rule.CUE_AFTER) if verb else None


def _behind_signs(text: str, start: int, stop: int) -> int:
    """Where the clause itself begins, behind the comma or dash."""
    signs = _TO_CLAUSE.match(text, start, stop)
    return signs.end() if signs else start
