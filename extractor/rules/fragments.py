"""The speaker of a fragment: somebody's words woven into the writer's own sentence."""

from __future__ import annotations

import re

from extractor.kinds import SpeakerType
from extractor.rules.cue_templates import cue_after, subject_behind_by, told_by
from extractor.rules.gaps import Attributed, Gap, Rule
from extractor.rules.lexicon import one_of, words
from extractor.rules.noun_phrases import noun_phrase, opening_phrase
from extractor.rules.pronouns import resolve_owner
from extractor.rules.scene import Scene
from extractor.rules.speakers import SpeakerCandidate
from extractor.rules.subjects import is_passive, subject_before, subject_behind

# "praised as "..." in a report": the document that says so.
_IN_DOCUMENT = re.compile(
    rf"\s+in\s+(?P<phrase>(?:an?|the|its|their)\s[^,.;:]{{0,60}}?\b{one_of('speakers', 'document')})\b"
)
_ARTICLE = re.compile(r"\b(?:the|an?|its|their|our)\s", re.IGNORECASE)
_LONGEST_NAME = 3
_OWNER = r"(?:in (?P<owner>his|her|their) own|to use (?P<user>his|her|their)(?: own)?) words\b"
_OWN_WORDS = re.compile(rf"{_OWNER},?\s*$", re.IGNORECASE)
_OWN_WORDS_BEHIND = re.compile(rf",?\s+{_OWNER}")
_COPULA = re.compile(r"\b(?:is|are|was|were|be|been|remain|remains|remained|become|became|seems|seemed|felt|feels)\s+$")
_WORDS_OF = re.compile(r"[Ii]n the words of\s+")
_WORDS_OF_BEHIND = re.compile(r",?\s+in the words of\s+")
# Only an aside in commas parts a fragment from a cue later in its sentence.
_TO_LATER_CUE = re.compile(r",\s+(?=[^,]{2,60}$|$)")
# So many cues in front of a fragment may have said it; no sentence holds more.
_NEAREST = 12
# The thing that is called so may take so many words.
_LONGEST_OBJECT = 9


def attribute_fragment(scene: Scene, gap: Gap) -> Attributed | None:
    """The subject of a cue in the sentence that a fragment is woven into, by the first template that fits."""
    begin, stop = scene.layout.sentence(gap.paragraph, gap.stretch.outer_start)
    return (
        _cue_in_sentence(scene, gap, begin)
        or _told_by_behind(scene, gap, stop)
        or in_the_words_of(scene, gap)
        or _words_of_behind(scene, gap, stop)
        or cue_after(scene, gap)
        or _cue_later_in_sentence(scene, gap, stop)
    )


def _last_cue(scene: Scene, gap: Gap) -> tuple[int, int, re.Match[str] | None]:
    """Where the sentence around a stretch begins and ends, and its last cue in front of the stretch."""
    begin, end = scene.layout.sentence(gap.paragraph, gap.stretch.outer_start)
    return begin, end, next(reversed(scene.free_cues(begin, gap.stretch.outer_start)), None)


def is_complement(scene: Scene, gap: Gap) -> bool:
    """Whether a stretch in small letters is what somebody calls a thing: a fragment however long."""
    said, stop = gap.words(scene.text), gap.stretch.outer_start
    begin, _, cue = _last_cue(scene, gap)
    if said.startswith(("a ", "an ")) and _COPULA.search(scene.text, begin, stop):
        return True
    if cue is None or not said[:1].islower() or cue.group().casefold() not in words("cues", "labelling"):
        return False
    return len(scene.text[cue.end() : stop].split()) <= _LONGEST_OBJECT


def is_somebodys(scene: Scene, gap: Gap) -> bool:
    """Whether a person is the subject of "called" in front of a stretch in small letters."""
    begin, end, cue = _last_cue(scene, gap)
    if cue is None or not gap.words(scene.text)[:1].islower():
        return False
    if is_passive(scene, begin, cue.start()):
        told = _told_by_behind(scene, gap, end)
        return told is not None and told.speaker.person is not None
    if len(scene.text[cue.end() : gap.stretch.outer_start].split()) > 1:
        return False
    speaker = subject_before(scene, scene.free_start(begin, cue.start()), cue.start(), loose=False)
    return speaker is not None and (speaker.person is not None or speaker.type is SpeakerType.GROUP)


def is_name_given(scene: Scene, gap: Gap) -> bool:
    """Whether a few words are what people call a thing as a rule ("what gardeners call"), or behind "the"."""
    _, _, cue = _last_cue(scene, gap)
    said = gap.words(scene.text)
    if cue is None or len(said.split()) > _LONGEST_NAME or not cue.group().casefold().startswith("call"):
        return False
    if _ARTICLE.match(said):
        return False
    named = scene.text[cue.end() : gap.stretch.outer_start].endswith(" the ") and not is_somebodys(scene, gap)
    return cue.group() == "call" or named


def _cue_in_sentence(scene: Scene, gap: Gap, begin: int) -> Attributed | None:
    """`X described the plan as "..."`: a grammatical subject of any cue beats a person who only stands near."""
    stop = gap.stretch.outer_start
    cues = scene.free_cues(begin, stop)[-_NEAREST:]
    for loose in (False, True):
        for cue in reversed(cues):
            speaker = told_by(scene, cue, stop) or _subject_of(scene, begin, cue, loose=loose)
            if speaker is None and loose and not is_passive(scene, begin, cue.start()):
                speaker = opening_phrase(scene, begin, cue.start())
            if speaker is not None and not _only_asks(speaker, cue):
                return Attributed(speaker, begin, stop, cue.group(), Rule.CUE_IN_SENTENCE)
    return None


def _only_asks(speaker: SpeakerCandidate, cue: re.Match[str]) -> bool:
    """Whether it is a survey or form that asks for something: what follows is its options."""
    return speaker.type is SpeakerType.DOCUMENT and cue.group().casefold().startswith("ask")


def _subject_of(scene: Scene, begin: int, cue: re.Match[str], *, loose: bool) -> SpeakerCandidate | None:
    """The subject of a finite cue, or of the sentence that a participle hangs on (", calling it ...")."""
    at = cue.start()
    if cue.group().endswith("ing") and scene.text[begin:at].rstrip().endswith(","):
        return scene.first_named_in(begin, at) or opening_phrase(scene, begin, at)
    return subject_before(scene, scene.free_start(begin, at), at, loose=loose)


def _told_by_behind(scene: Scene, gap: Gap, stop: int) -> Attributed | None:
    """`was called "..." by X`."""
    start = gap.stretch.outer_end
    speaker = subject_behind_by(scene, start, stop)
    if _last_cue(scene, gap)[2] is None:
        return None
    if speaker is None and (document := _IN_DOCUMENT.match(scene.text, start, stop)):
        speaker = noun_phrase(scene, document.start("phrase"), document.end("phrase"))
    return Attributed(speaker, start, speaker.end, "by", Rule.TOLD_BY) if speaker else None


def in_the_words_of(scene: Scene, gap: Gap) -> Attributed | None:
    """`in the words of X, "..."`."""
    stop = gap.stretch.outer_start
    begin = max(gap.before, scene.layout.sentence(gap.paragraph, stop)[0])
    if own := _OWN_WORDS.search(scene.text, begin, stop):
        return _owners(scene, own, own.start(), stop)
    phrase = _WORDS_OF.search(scene.text, begin, stop)
    speaker = subject_behind(scene, phrase.end() - 1, stop) if phrase else None
    if phrase is None or speaker is None:
        return None
    return Attributed(speaker, phrase.start(), stop, phrase.group().strip(), Rule.IN_THE_WORDS_OF)


def _words_of_behind(scene: Scene, gap: Gap, stop: int) -> Attributed | None:
    """`"...", in the words of X` and `"...", to use her words`."""
    start = gap.stretch.outer_end
    if own := _OWN_WORDS_BEHIND.match(scene.text, start, stop):
        return _owners(scene, own, start, own.end())
    phrase = _WORDS_OF_BEHIND.match(scene.text, start, stop)
    speaker = subject_behind(scene, phrase.end() - 1, stop) if phrase else None
    return Attributed(speaker, start, speaker.end, "in the words of", Rule.IN_THE_WORDS_OF) if speaker else None


def _owners(scene: Scene, own: re.Match[str], start: int, end: int) -> Attributed | None:
    """Who "her" in "to use her words" means."""
    group = "owner" if own["owner"] else "user"
    speaker = resolve_owner(scene, own[group], *own.span(group))
    return Attributed(speaker, start, end, own.group().strip(" ,"), Rule.IN_THE_WORDS_OF) if speaker else None


def _cue_later_in_sentence(scene: Scene, gap: Gap, stop: int) -> Attributed | None:
    """`The "..." scheme, the report found, ...`."""
    start = gap.stretch.outer_end
    for cue in scene.free_cues(start, stop):
        if comma := _TO_LATER_CUE.search(scene.text[start : cue.start()]):
            begin = start + comma.end()
            speaker = subject_before(scene, begin, cue.start()) or subject_behind(scene, cue.end(), stop)
            if speaker is not None:
                return Attributed(speaker, begin, cue.end(), cue.group(), Rule.CUE_LATER_IN_SENTENCE)
    return None
