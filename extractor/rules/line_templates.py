"""Templates without a verb beside the marks: a header line above, a name and a colon, a name behind a dash or below."""

from __future__ import annotations

import re

from extractor.kinds import Kind, SpeakerType
from extractor.record import Paragraph
from extractor.rules.gaps import Attributed, Gap, Rule
from extractor.rules.lexicon import one_of
from extractor.rules.noun_phrases import noun_phrase
from extractor.rules.pronouns import resolve_owner
from extractor.rules.role_nouns import has_head
from extractor.rules.scene import Scene, as_speaker
from extractor.rules.speakers import SpeakerCandidate
from extractor.rules.subjects import first_free_person, inverted_subject, subject_before, subject_behind

# Australian governments head speech so, with a colon or as a heading.
_ATTRIBUTABLE = re.compile(r"\W*Quotes?\sattribut(?:able|ed)\sto\s(?:the\s)?", re.IGNORECASE)
_HEADER_END = re.compile(r":\s*$")
# "Here is what parents say:" announces more than one speaker.
_WHAT = re.compile(r"\b[Ww]hat\s")
_DASH = re.compile(r"\s*(?:[–—-]|―)\s*(?=[A-ZÀ-Þ])")
_LEGAL_FORM = re.compile(rf"[\s,]*(?i:{one_of('organisations', 'legal', 'tails')})[\s.,]*|[\s.,]*")
_COMPANY = re.compile(
    rf"(?:[A-ZÀ-Þ][\w’'-]*,?\s(?:&\s)?){{1,5}}(?i:{one_of('organisations', 'legal', 'tails')})[\s.,]*"
)
_NAME_LINE = re.compile(r"\s*(?:(?P<cue>Said|Says)\s+)?")
_SENTENCE = re.compile(rf"\b(?:{one_of('cues', 'name_line_verbs')}|and\s[a-z]+ed)\b|[“”\":]")
# "Those were the words of", "is the message from": a sentence behind the speech, or the one that it begins.
_WORDS_OF = re.compile(
    rf"[\s,–—-]*(?:(?:[Tt]hat|[Tt]hose|[Tt]hese|[Tt]his|[Ss]uch)\s+)?"
    rf"(?P<cue>(?:is|was|were|are)\s+the\s+(?:\w+\s+){{0,2}}{one_of('cues', 'words_of')}\s+(?:of|from))\s+"
)
# "Her answer:", "The chief executive's response was immediate.": only a verb to be and what it is like may follow.
_SPEECH_NOUN = re.compile(
    rf"(?:But\s|And\s)?(?P<owner>[Hh]is|[Hh]er|[Tt]heir|[A-Z][^.!?:;“”\"]{{1,60}}?(?=[’']s?\s))(?:[’']s?)?\s+(?:\w+\s){{0,2}}?"
    rf"(?P<noun>{one_of('cues', 'speech_nouns')})\b(?:\s(?:to|for)\s[^.:;“”\"]{{2,60}}?)?"
    r"(?:\s(?:is|was|has\sbeen|remains|came)\b(?:\s[\w’'-]+){0,4})?\s*[:.,–—-]?\s*$"
)
# What may stand before a name and colon, beside a post.
_NAME_OPENERS = frozenset({"", "from", "by", "the"})
_LONGEST_HEADER, _LONGEST_NAME_LINE, _LONGEST_POST, _LONGEST_LEAD = 39, 30, 13, 6


def header_line(scene: Scene, gap: Gap) -> Attributed | None:
    """A paragraph that ends in a colon above the quoted one: `Cllr Brown, leader of the council, said:`."""
    if gap.previous is None or not gap.first or gap.lead(scene.text).strip():
        return None
    return header(scene, gap.previous)


def header(scene: Scene, paragraph: Paragraph) -> Attributed | None:
    """The speaker whom a header line announces."""
    if attributable := _ATTRIBUTABLE.match(scene.text, paragraph.start, paragraph.end):
        return _attributable(scene, attributable.end(), paragraph)
    if paragraph.kind is Kind.TITLE or not _HEADER_END.search(scene.layout.text_of(paragraph)):
        return None
    begin, end = scene.layout.last_sentence(paragraph), paragraph.end
    for cue in reversed(scene.free_cues(begin, end)):
        if _WHAT.search(scene.text, begin, cue.start()):
            continue
        speaker = (
            subject_before(scene, scene.free_start(begin, cue.start()), cue.start())
            or inverted_subject(scene, begin, cue, end)
            or first_free_person(scene, begin, cue.start())
        )
        if speaker is not None:
            return Attributed(speaker, begin, end, cue.group(), Rule.HEADER_LINE)
    return noun_before(scene, begin, end) or named_before(scene, begin, end)


def _attributable(scene: Scene, start: int, paragraph: Paragraph) -> Attributed | None:
    """`Quotes attributable to Minister Ada Holt`: the person, else the body, of the line."""
    speaker = scene.first_named_in(start, paragraph.end)
    if speaker is None and (body := scene.only_body_in(start, paragraph.end)) is not None:
        speaker = SpeakerCandidate.of_body(body, start, paragraph.end)
    return Attributed(speaker, paragraph.start, paragraph.end, "", Rule.HEADER_LINE) if speaker else None


def noun_before(scene: Scene, begin: int, stop: int) -> Attributed | None:
    """`Her answer:`, `The leader's reply was blunt:`: a noun for somebody's words leads up to speech."""
    noun = _SPEECH_NOUN.match(scene.text, begin, stop)
    if noun is None:
        return None
    start, end = noun.span("owner")
    speaker = (
        resolve_owner(scene, noun["owner"], start, end) or noun_phrase(scene, start, end) or _named_in(scene, noun)
    )
    return Attributed(speaker, begin, stop, noun["noun"], Rule.NOUN_BEFORE) if speaker else None


def _named_in(scene: Scene, noun: re.Match[str]) -> SpeakerCandidate | None:
    named = scene.people_in(noun.start("owner"), noun.end("owner") + len("’s"))
    return as_speaker(*named[-1]) if named else None


def named_before(scene: Scene, begin: int, stop: int) -> Attributed | None:
    """`Name, role:` without a verb."""
    named = scene.people_in(begin, stop)
    if not named or len(scene.text[begin:stop].split()) > _LONGEST_HEADER:
        return None
    lead = scene.text[begin : named[0][0].start]
    if lead.strip(" ,").casefold() in _NAME_OPENERS or has_head(lead):
        return Attributed(as_speaker(*named[0]), begin, stop, ":", Rule.NAME_AND_COLON)
    return None


def name_behind(scene: Scene, gap: Gap) -> Attributed | None:
    """`"..." – Name, role` and `"..." That was the message from Name.` in one paragraph."""
    return _behind(scene, gap.stretch.outer_end, gap.after)


def name_below(scene: Scene, gap: Gap) -> Attributed | None:
    """The same with the name in a paragraph of its own below the speech."""
    ends_paragraph = gap.after >= gap.paragraph.end and not gap.behind(scene.text).strip()
    if gap.following is None or not ends_paragraph:
        return None
    if _ATTRIBUTABLE.match(scene.text, gap.following.start, gap.following.end):
        return None
    return _behind(scene, gap.following.start, gap.following.end)


def _behind(scene: Scene, start: int, stop: int) -> Attributed | None:
    return _words_of(scene, start, stop) or name_line(scene, start, stop)


def name_line(scene: Scene, start: int, stop: int) -> Attributed | None:
    """A paragraph `– Name, role` that says whose the speech above it is."""
    if len(scene.text[start:stop].split()) > _LONGEST_NAME_LINE:
        return None
    return _after_dash(scene, start, stop) or _on_name_line(scene, start, stop)


def _words_of(scene: Scene, start: int, stop: int) -> Attributed | None:
    phrase = _WORDS_OF.match(scene.text, start, stop)
    speaker = subject_behind(scene, phrase.end() - 1, stop) if phrase else None
    if phrase is None or speaker is None:
        return None
    return Attributed(speaker, start, speaker.end, phrase["cue"], Rule.IN_THE_WORDS_OF)


def _after_dash(scene: Scene, start: int, stop: int) -> Attributed | None:
    dash = _DASH.match(scene.text, start, stop)
    named = scene.people_in(dash.end(), stop) if dash else []
    if dash and named and leads_to_name(scene.text[dash.end() : named[0][0].start]):
        return Attributed(as_speaker(*named[0]), start, stop, "–", Rule.NAME_AFTER_DASH)
    return _body_after_dash(scene, dash.end(), stop) if dash and not named else None


def _body_after_dash(scene: Scene, start: int, stop: int) -> Attributed | None:
    """`– Merrow Coachworks Ltd`: a body alone on its line, all but its legal form."""
    there = scene.body_from(start, stop)
    alone = _LEGAL_FORM.fullmatch(scene.text, there[0], stop) if there else _COMPANY.fullmatch(scene.text, start, stop)
    if not alone:
        return None
    name, body = scene.text[start:stop].strip(" ,"), there[1] if there else None
    speaker = SpeakerCandidate(SpeakerType.ORGANISATION, name, start, start + len(name), body=body)
    return Attributed(speaker, start, stop, "–", Rule.NAME_AFTER_DASH)


def _on_name_line(scene: Scene, start: int, stop: int) -> Attributed | None:
    opening = _NAME_LINE.match(scene.text, start, stop)
    named = scene.people_in(start, stop)
    if not opening or not named or not leads_to_name(scene.text[opening.end() : named[0][0].start]):
        return None
    if named[0][0].start > opening.end() + 1 and scene.text[start:stop].rstrip().endswith("."):
        return None
    if not _is_post_or_place(scene.text[named[0][0].end : stop]):
        return None
    return Attributed(as_speaker(*named[0]), start, stop, opening["cue"] or "", Rule.NAME_LINE)


def leads_to_name(words_before: str) -> bool:
    """Whether nothing but a post stands in front of a name that opens its line or sentence ("Chief Wallace Beardy")."""
    if len(words_before) <= 1:
        return True
    is_short = len(words_before.split()) <= _LONGEST_LEAD and not _SENTENCE.search(words_before)
    return is_short and words_before[0].isupper() and has_head(words_before.rstrip().rpartition(" ")[2])


def _is_post_or_place(behind: str) -> bool:
    """Whether what stands behind a name is at most a post or a place, no sentence."""
    if len(behind.split()) > _LONGEST_POST or _SENTENCE.search(behind):
        return False
    return not behind.strip(" .") or behind.lstrip()[0] in ",."
