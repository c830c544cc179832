"""Reported speech without marks: `X said that ...`, `X told Y that ...`, `..., X said.`; only clear ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from extractor.kinds import Kind, QuoteKind, SpeakerType
from extractor.record import Paragraph
from extractor.rules.gaps import Attributed, Rule
from extractor.rules.lexicon import one_of, words
from extractor.rules.noun_phrases import opening_phrase
from extractor.rules.pronouns import is_object
from extractor.rules.reported_clauses import REPORTING, clause_end, clause_start, has_verb, is_clause
from extractor.rules.scene import Scene
from extractor.rules.sentences import sentence_starts
from extractor.rules.spans import Spans
from extractor.rules.speakers import SpeakerCandidate
from extractor.rules.subjects import subject_before, subject_behind
from extractor.rules.turns import Turn

_SENTENCE_END = re.compile(r"\.[”\"’']?$")
_END_OR_COLON = re.compile(r"\.[”\"’']?$|:$")
_ACCORDING = re.compile(r"[Aa]ccording to\s+")
# ", said Mr Holt" and ", he told the meeting," in or behind what they report.
_INVERTED = re.compile(rf",\s+(?!tell|told)(?P<cue>{one_of('reported', 'behind')}|according to(?!\s+plan\b))(?=\s)")
_PHRASE = r"[^,;:“”\"]{2,90}"
_INSERTED = re.compile(
    rf",\s(?P<subject>{_PHRASE}?(?P<apposition>,\s{_PHRASE},)?)\s(?P<cue>{one_of('reported', 'behind')})"
    rf"(?:\s{one_of('reported', 'asides')}|\s(?:in|on|at|to)\s[\w’' -]{{2,40}}|(?<=told)\s[\w’' -]{{2,40}})?(?=[,;.])"
)
_NO_INSERTED = re.compile(rf"{one_of('reported', 'no_inserted')}\b")
_LEAD_IN = re.compile(rf"{one_of('reported', 'lead_ins')}\b[^,]*")
# What opens another clause in front of a subject: "In a study, researchers ...", "..., after traders warned".
_LEAD_TO_SUBJECT = re.compile(rf"{_LEAD_IN.pattern},\s|.*,\s{one_of('reported', 'clause_openers')}\s", re.DOTALL)
_AND_THAT = re.compile(r"(?<=[”\"’']),?\s+and\s+that\s+")
_CONNECTED = re.compile(rf"\b{one_of('reported', 'inserted_behind')}$")
# With what the clause goes on behind its speaker: ", before ...", or the verb of "The road, she said, would ...".
_GOES_ON = re.compile(rf",\s+(?=(?:{one_of('reported', 'goes_on')}|(?P<verb>{one_of('reported', 'clause_verbs')}))\b)")
_JOINED = re.compile(r"\w\sand\s(?:the\s)?$")
# "... and warned that", ", adding that": the subject is that of the verb before.
_SAME_SUBJECT = re.compile(r"(?:^|\s)(?:and|but)\s+(?:(?:also|then|later|has|have|had|[a-z]+ly)\s+)*$")
_NOT_SAID = re.compile(
    rf"(?:(?:^|[\s,]){one_of('reported', 'not_said')}|n[’']t|[’']s?)\s+(?:(?:[a-z]+ly|also|even|has|have|had)\s+)*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(rf"(?:\b{one_of('reported', 'suppositions')}|^(?:had|should))\s[^,]*$", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:that|who|which|what)\b")
_SURVEYED = re.compile(rf"%|\b{one_of('reported', 'surveyed')}\b", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")
_SHORTEST, _LONGEST_OPENING = 15, 8
# An opening mark and the first character of speech.
_MARK = 2
_LONGEST_APPOSITION, _LONGEST_SENTENCE = 59, 1000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence `text[start:end]` without its full stop."""

    scene: Scene
    start: int
    end: int

    def free_start(self, at: int) -> int:
        """Where the text without marks in front of `at` begins."""
        return self.scene.free_start(self.start, at)


@dataclass(frozen=True, slots=True)
class Reported:
    """The stretches of one reported clause, and who said it."""

    parts: tuple[Span, ...]
    attributed: Attributed


def find_indirect(scene: Scene, turns: Sequence[Turn]) -> Iterator[Turn]:
    """The turns of clear reported speech, less what a turn already found overlaps."""
    taken = Spans(part for turn in turns for part in turn.parts)
    for number, paragraph in enumerate(scene.layout.paragraphs):
        if paragraph.kind not in (Kind.BODY, Kind.LIST_ITEM):
            continue
        below = scene.layout.paragraph(number + 1)
        leads_to_speech = below is not None and taken.overlap(below.start, below.start + _MARK)
        for sentence in _sentences(scene, paragraph, leads_to_speech=leads_to_speech):
            for found in _reported_in(sentence):
                if not any(taken.overlap(start, end) for start, end in found.parts):
                    yield Turn(QuoteKind.INDIRECT, list(found.parts), found.attributed, number, unmarked=True)


def _sentences(scene: Scene, paragraph: Paragraph, *, leads_to_speech: bool) -> Iterator[Sentence]:
    """The whole sentences of a paragraph, its last may lead to speech; what goes on for longer is a list or a table."""
    text = scene.layout.text_of(paragraph)
    ending = _END_OR_COLON if leads_to_speech else _SENTENCE_END
    for first, stop in pairwise((*sentence_starts(text), len(text))):
        if stop - first <= _LONGEST_SENTENCE and (close := ending.search(text[first:stop].rstrip())):
            yield Sentence(scene, paragraph.start + first, paragraph.start + first + close.start())


def _reported_in(sentence: Sentence) -> list[Reported]:
    """The reported clauses of a sentence, told in the first way that fits."""
    around = _according_to(sentence) or _inverted(sentence) or _inserted(sentence)
    return [around] if around else [*_clauses(sentence), *_behind_marks(sentence)]


def _according_to(sentence: Sentence) -> Reported | None:
    """`According to X, ...`."""
    scene, end = sentence.scene, sentence.end
    according = _ACCORDING.match(scene.text, sentence.start, end)
    speaker = subject_behind(scene, according.end() - 1, end) if according else None
    comma = scene.text.find(", ", speaker.end, end) if speaker else -1
    if according is None or speaker is None or comma < 0 or end - comma <= _SHORTEST:
        return None
    found = Attributed(speaker, sentence.start, comma, according.group().strip(), Rule.ACCORDING_TO)
    return Reported(((comma + 2, end),), found) if _is_clear(scene, found) else None


def _inverted(sentence: Sentence) -> Reported | None:
    """`..., said X.`, `..., according to X.` and `..., said X, before ...`."""
    scene, end = sentence.scene, sentence.end
    for cue in _INVERTED.finditer(scene.text, sentence.start, end):
        speaker = subject_behind(scene, cue.end(), end)
        if speaker is None or _leads_on(scene.text, speaker, end):
            continue
        further = _GOES_ON.search(scene.text, speaker.end, end)
        parts, stop = _around(sentence, cue.start(), further), further.start() if further else end
        rule = Rule.ACCORDING_TO if cue["cue"] == "according to" else Rule.REPORTED_BEFORE_CUE
        found = Attributed(speaker, cue.start("cue"), stop, cue["cue"], rule)
        if parts and stop - speaker.end <= _LONGEST_APPOSITION and _is_clear(scene, found):
            return Reported(parts, found)
    return None


def _around(sentence: Sentence, cue: int, further: re.Match[str] | None) -> tuple[Span, ...]:
    """The stretches in front of `cue` and behind `further`; none if in front is no clause, nor its subject."""
    front = (sentence.start, cue)
    whole = cue - sentence.start >= _SHORTEST and is_clause(sentence.scene.text[slice(*front)])
    if further is None:
        return (front,) if whole else ()
    return (front, (further.end(), sentence.end)) if whole or further["verb"] else ()


def _leads_on(text: str, speaker: SpeakerCandidate, end: int) -> bool:
    """Whether it is but the subject of what follows, or part of a longer name: `..., said she had seen them`."""
    comma = text.find(",", speaker.end, end)
    rest = text[speaker.end : comma if comma >= 0 else end]
    alone = text[speaker.start : speaker.end] in words("reported", "pronouns") or speaker.type is not SpeakerType.PERSON
    clause = speaker.person is None and has_verb(text[speaker.start : speaker.end])
    return clause or has_verb(rest) or (alone and rest[:1] == " ")


def _inserted(sentence: Sentence) -> Reported | None:
    """`..., X said.`, `..., X said, before ...` and `... where, X explains, ...`."""
    scene, text = sentence.scene, sentence.scene.text
    for cue in _INSERTED.finditer(text, sentence.start, sentence.end + 1):
        start, at = cue.start("subject"), cue.start("cue")
        if _NO_INSERTED.match(cue["subject"]) or (cue["apposition"] and text[cue.end()] != "."):
            continue
        parts = _around_inserted(sentence, cue)
        speaker = subject_before(scene, start, at, loose=False) if parts else None
        if speaker is not None and not _is_unsaid(text, start, at):
            found = Attributed(speaker, start, cue.end(), cue["cue"], Rule.REPORTED_BEFORE_CUE)
            if _is_clear(scene, found):
                return Reported(parts, found)
    return None


def _around_inserted(sentence: Sentence, cue: re.Match[str]) -> tuple[Span, ...]:
    """The stretches in front of and behind a speaker inserted in what they said; none if nothing tells of speech."""
    text, end = sentence.scene.text, sentence.end
    front = text[sentence.start : cue.start()]
    if text[cue.end()] == ",":
        behind = (cue.end() + 2, end)
        if _CONNECTED.search(front):
            return (behind,) if is_clause(text[slice(*behind)]) else ()
        if _LEAD_IN.fullmatch(front):
            return ()
    return _around(sentence, cue.start(), _GOES_ON.match(text, cue.end(), end))


def _clauses(sentence: Sentence) -> Iterator[Reported]:
    """`X said that ...`, `X said the ...`, each verb of a sentence for itself."""
    scene, text, done = sentence.scene, sentence.scene.text, sentence.start
    for cue in REPORTING.finditer(text, sentence.start, sentence.end):
        start = clause_start(text, cue, sentence.end)
        if cue.start() < done or start is None or scene.in_quote(cue.start()) or scene.in_quote(start):
            continue
        speaker = _subject(sentence, cue)
        if speaker is None or _is_unsaid(text, sentence.start, cue.start()):
            continue
        found = Attributed(speaker, sentence.start, cue.end(), cue.group(), Rule.REPORTED_CLAUSE)
        stop = clause_end(text, start, sentence.end)
        if stop - start >= _SHORTEST and _is_clear(scene, found):
            yield Reported(((start, stop),), found)
            done = stop


def _behind_marks(sentence: Sentence) -> Iterator[Reported]:
    """The last clause of `X said that it “...” and that ...`."""
    scene, text, end = sentence.scene, sentence.scene.text, sentence.end
    for lead in _AND_THAT.finditer(text, sentence.start, end):
        cues = REPORTING.finditer(text, sentence.start, lead.start())
        cue = next((cue for cue in cues if not scene.in_quote(cue.start())), None)
        speaker = _subject(sentence, cue) if cue and not scene.in_quote(lead.end()) else None
        if cue is None or speaker is None or _is_unsaid(text, sentence.start, cue.start()):
            continue
        found = Attributed(speaker, sentence.start, cue.end(), cue.group(), Rule.REPORTED_CLAUSE)
        if _is_clear(scene, found):
            yield Reported(((lead.end(), clause_end(text, lead.end(), end)),), found)


def _subject(sentence: Sentence, cue: re.Match[str]) -> SpeakerCandidate | None:
    """The subject of a verb: its own, or that of the verb before (`X praised staff and said that`)."""
    scene, begin = sentence.scene, sentence.free_start(cue.start())
    participle = cue.group() in words("reported", "participles")
    if not participle and not _SAME_SUBJECT.search(scene.text[begin : cue.start()]):
        lead = _LEAD_TO_SUBJECT.match(scene.text, begin, cue.start())
        return subject_before(scene, lead.end() if lead else begin, cue.start(), loose=False)
    for earlier in reversed(scene.free_cues(sentence.start, cue.start())):
        begin = sentence.free_start(earlier.start())
        if not _SAME_SUBJECT.search(scene.text[begin : earlier.start()]):
            return subject_before(scene, begin, earlier.start(), loose=False) or _opening(sentence, cue.start())
    return _opening(sentence, cue.start())


def _opening(sentence: Sentence, cue: int) -> SpeakerCandidate | None:
    """Whom a sentence opens with, as the subject of all its verbs: a person or body if one is named, else a noun."""
    scene, start = sentence.scene, sentence.start
    for word in islice(_WORD.finditer(scene.text, start, cue), _LONGEST_OPENING):
        person = scene.first_named_in(start, word.end())
        body = scene.body_from(word.start(), cue)
        named = person or (SpeakerCandidate.of_body(body[1], word.start(), body[0]) if body else None)
        if named is not None and not is_object(scene.text[start : named.start]):
            return named
    return opening_phrase(scene, start, cue)


def _is_unsaid(text: str, start: int, cue: int) -> bool:
    """Whether a verb tells that nobody said it, or not yet: `would not say`, `if anyone says`, `was told`."""
    before = text[start:cue]
    return bool(_NOT_SAID.search(before) or _SUPPOSED.search(before))


def _is_clear(scene: Scene, found: Attributed) -> bool:
    """Whether the speaker is told and can say it: a group answers surveys and has opinions, a document finds."""
    kind = found.speaker.type
    joined = kind is SpeakerType.ORGANISATION and _JOINED.search(scene.text, found.start, found.speaker.start)
    if kind is SpeakerType.UNKNOWN or joined or _SUBORDINATE.search(found.speaker.name):
        return False
    if found.rule is Rule.ACCORDING_TO:
        return found.speaker.person is not None or kind is SpeakerType.ORGANISATION
    if found.cue in words("reported", "findings"):
        return kind is SpeakerType.DOCUMENT
    if kind is not SpeakerType.GROUP:
        return True
    return found.cue not in words("reported", "opinions") and not _SURVEYED.search(scene.text, found.start, found.end)
