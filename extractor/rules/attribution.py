"""Attribution: the cue and the speaker of each quoted stretch, by templates in a fixed order of trust."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.record import Kind, Paragraph
from extractor.rules.cues import cue_pattern, names_a_thing
from extractor.rules.marks import Stretch
from extractor.rules.roles import has_head
from extractor.rules.sentences import sentence_at
from extractor.rules.speakers import Candidate, Scene

# Between a cue and the mark: "in a statement", "of the award", "that", at most a dozen words.
_TO_MARK = re.compile(r"(?:[\s,]+(?:[\w’'&/£-]+[\s,]+){0,14}?[\w’'&/£)(-]*)?\s*[:;,–—-]?\s*")
_HEADER_END = re.compile(r":\s*$")
_AFTER_DASH = re.compile(r"\s*(?:[–—-]|―)\s*(?=[A-ZÀ-Þ])")
_CLAUSE_END = re.compile(r"[.!?](?=\s|$)|[:;](?=\s|$)|\n")
_BY = re.compile(r"\s+by\s+")
_WORDS_OF = re.compile(r"in the words of\s+")
_INVERTED = re.compile(r"\s*,?\s*(?:so\s+)?$")


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who said a stretch: the clause `text[start:end]`, its cue, and the rule that decided."""

    speaker: Candidate | None
    start: int
    end: int
    cue: str
    rule: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in its paragraph with the free text around it: `text[before:outer_start]`, `text[outer_end:after]`."""

    paragraph: Paragraph
    stretch: Stretch
    before: int
    after: int
    previous: Paragraph | None
    following: Paragraph | None


def attribute(scene: Scene, gap: Gap) -> Attributed | None:
    """The first template that fits a whole-clause stretch."""
    for template in _TEMPLATES:
        if (found := template(scene, gap)) is not None:
            return found
    return None


def attribute_fragment(scene: Scene, gap: Gap) -> Attributed | None:
    """The speaker of a fragment: the subject of a cue in the sentence that it is woven into."""
    text = scene.text
    begin, stop = _sentence(text, gap)
    cues = [
        match
        for match in cue_pattern().finditer(text, begin, gap.stretch.outer_start)
        if not scene.in_quote(match.start())
    ]
    for loose in (False, True):
        for cue in reversed(cues):
            speaker = _told_by(scene, cue.group(), cue.end(), gap) or _subject_of(
                scene, begin, cue.start(), cue.group(), loose=loose
            )
            if speaker is None and loose:
                speaker = scene.sentence_subject(begin, cue.start())
            if speaker:
                return Attributed(speaker, begin, gap.stretch.outer_start, cue.group(), "cue-in-sentence")
    return _by_behind(scene, gap, stop) or after_stretch(scene, gap) or _later_in_sentence(scene, gap, stop)


def _subject_of(scene: Scene, begin: int, cue: int, verb: str, *, loose: bool) -> Candidate | None:
    """The subject of a finite cue, or of the sentence that a participle hangs on (", calling it ...")."""
    if verb.endswith("ing") and scene.text[begin:cue].rstrip().endswith(","):
        return scene.first_person_in(begin, cue) or scene.sentence_subject(begin, cue)
    return scene.subject_before(scene.free_start(begin, cue), cue, loose=loose)


def _told_by(scene: Scene, verb: str, behind: int, gap: Gap) -> Candidate | None:
    """The speaker behind "according to" and "described by"."""
    if verb.casefold().startswith("according"):
        return scene.subject_behind(behind, gap.stretch.outer_start)
    by = _BY.match(scene.text, behind, gap.stretch.outer_start)
    return scene.subject_behind(by.end() - 1, gap.stretch.outer_start) if by else None


def _by_behind(scene: Scene, gap: Gap, stop: int) -> Attributed | None:
    """`was called "..." by X`, `in the words of X, "..."`."""
    text, start = scene.text, gap.stretch.outer_end
    if (by := _BY.match(text, start, stop)) and cue_pattern().search(text, gap.before, gap.stretch.outer_start):
        speaker = scene.subject_behind(by.end() - 1, stop)
        if speaker is not None:
            return Attributed(speaker, start, speaker.end, "by", "told-by")
    phrase = _WORDS_OF.search(text, gap.before, gap.stretch.outer_start)
    if phrase and (speaker := scene.subject_behind(phrase.end() - 1, gap.stretch.outer_start)) is not None:
        return Attributed(speaker, phrase.start(), gap.stretch.outer_start, phrase.group().strip(), "in-the-words-of")
    return None


def _sentence(text: str, gap: Gap) -> tuple[int, int]:
    begin, stop = sentence_at(
        text[gap.paragraph.start : gap.paragraph.end], gap.stretch.outer_start - gap.paragraph.start
    )
    return gap.paragraph.start + begin, gap.paragraph.start + stop


def _later_in_sentence(scene: Scene, gap: Gap, stop: int) -> Attributed | None:
    for cue in cue_pattern().finditer(scene.text, gap.stretch.outer_end, stop):
        if not scene.in_quote(cue.start()) and re.search(
            r",\s+[^,]{2,60}$|,\s+$", scene.text[gap.stretch.outer_end : cue.start()]
        ):
            begin = scene.text.rfind(",", gap.stretch.outer_end, cue.start()) + 1
            speaker = scene.subject_before(begin, cue.start()) or scene.subject_behind(cue.end(), stop)
            if speaker:
                return Attributed(speaker, begin, cue.end(), cue.group(), "cue-later-in-sentence")
    return None


def before_stretch(scene: Scene, gap: Gap) -> Attributed | None:
    """`Name, role, said: "..."` and `"...". She added: "..."`: the clause in front ends in a cue."""
    text = scene.text
    stop = gap.stretch.outer_start
    lead = text[gap.before : stop]
    if not lead.strip() or lead.rstrip()[-1] in ".!?" or is_middle(scene, gap):
        return None
    begin = max(gap.before, _sentence_start(text, gap, stop))
    colon = lead.rstrip()[-1] in ":"
    for cue in reversed(list(cue_pattern().finditer(text, begin, stop))):
        tail = text[cue.end() : stop]
        if not _TO_MARK.fullmatch(tail) and not colon:
            continue
        speaker = _told_by(scene, cue.group(), cue.end(), gap) or scene.subject_before(begin, cue.start())
        if speaker is None and (inverted := scene.subject_behind(cue.end(), stop)) is not None:
            speaker = inverted
        if speaker is not None or colon or len(tail.split()) < 4:
            if speaker is None:
                speaker = scene.first_person_in(begin, cue.start())
            if speaker is None:
                continue
            return Attributed(speaker, begin, stop, cue.group(), "cue-before")
    if colon:
        return named_before(scene, begin, stop)
    return None


def is_middle(scene: Scene, gap: Gap) -> bool:
    """Whether the text in front only breaks one speech in two: `"...," explained X, "..."`."""
    text = scene.text
    lead = text[gap.before : gap.stretch.outer_start]
    if gap.before == gap.paragraph.start or not lead.strip() or _CLAUSE_END.search(_masked(lead.rstrip().rstrip(":,"))):
        return False
    if lead.rstrip().endswith(":") and not cue_pattern().match(lead.lstrip(" ,–—-")):
        return False
    broken = text[gap.before - 2] in ",;–—-" or lead.lstrip()[0] in ",–—-"
    return broken and cue_pattern().search(lead) is not None


def _sentence_start(text: str, gap: Gap, at: int) -> int:
    begin, _ = sentence_at(text[gap.before : at], max(0, at - gap.before - 1))
    return gap.before + begin


def named_before(scene: Scene, begin: int, stop: int) -> Attributed | None:
    """`Name, role:` without a verb."""
    line = scene.text[begin:stop]
    named = scene.people_in(begin, stop)
    if (
        named
        and len(line.split()) < 40
        and scene.text[begin : named[0][0].start].strip(" ,").casefold()
        in {"", "from", "by", "the"}
        | (
            {scene.text[begin : named[0][0].start].strip(" ,").casefold()}
            if has_head(scene.text[begin : named[0][0].start])
            else set()
        )
    ):
        return Attributed(scene.person(*named[0]), begin, stop, ":", "name-and-colon")
    return None


def after_stretch(scene: Scene, gap: Gap) -> Attributed | None:
    """`"...," said Name, role.` and `"...," Name said.`: the clause behind holds the cue."""
    text = scene.text
    start = gap.stretch.outer_end
    behind = text[start : gap.after]
    if not gap.stretch.closed or not behind.strip():
        return None
    ended = text[gap.stretch.end - 1] in ".…" or behind.lstrip()[0] in ".;"
    stop = start + (end.start() if (end := _CLAUSE_END.search(_masked(behind))) else len(behind))
    lead = re.compile(r"[\s,–—-]*").match(text, start, stop)
    begin = lead.end() if lead else start
    for cue in cue_pattern().finditer(text, begin, stop):
        in_front = text[begin : cue.start()]
        inverted = not in_front.strip() or _INVERTED.fullmatch(in_front)
        if ended and not (inverted and cue.group()[0].islower()):
            return None
        if len(in_front.split()) > 30:
            return None
        if not inverted and re.match(
            r"\s*(?:and|but|which|who|as|in|at|for|to|of|with|is|are|was|were|will|because|so|that)\b", in_front
        ):
            return None
        speaker = (
            scene.subject_behind(cue.end(), max(stop, min(gap.after, stop)))
            if inverted
            else scene.subject_before(begin, cue.start())
        )
        if speaker is None and not inverted:
            speaker = scene.first_person_in(begin, cue.start())
        if speaker is not None:
            return Attributed(speaker, begin, stop, cue.group(), "cue-after-inverted" if inverted else "cue-after")
        if inverted:
            return None
    return None


def _masked(text: str) -> str:
    """The text with full stops that end no sentence ("Dr.", "J.") hidden."""
    return re.sub(
        r"\b(Dr|Mr|Mrs|Ms|Cllr|Rev|St|Prof|Sgt|Insp|[A-Z])\.(?=\s)", lambda match: match.group()[:-1] + "_", text
    )


def dash_after(scene: Scene, gap: Gap) -> Attributed | None:
    """`"..." – Name, role`, on the same line or alone on the next."""
    text = scene.text
    places = [(gap.stretch.outer_end, gap.after)]
    if (
        gap.following is not None
        and gap.after >= gap.paragraph.end
        and not text[gap.stretch.outer_end : gap.after].strip()
    ):
        places.append((gap.following.start, gap.following.end))
    for number, (start, stop) in enumerate(places):
        dash = _AFTER_DASH.match(text, start, stop)
        name_only = _NAME_LINE.match(text, start, stop)
        named = scene.people_in(dash.end() if dash else start, stop)
        if not named or len(text[start:stop].split()) > 30:
            continue
        close = named[0][0].start <= (dash.end() if dash else start) + 1
        line = (
            name_only is not None
            and named[0][0].start <= name_only.end() + 1
            and _names_only(text[named[0][0].end : stop])
        )
        if (dash and close) or line:
            cue = name_only["cue"] if name_only and name_only["cue"] else "–" if dash else ""
            return Attributed(scene.person(*named[0]), start, stop, cue, "name-after-dash" if dash else "name-line")
    return None


_NAME_LINE = re.compile(r"\s*(?:(?P<cue>Said|Says)\s+)?")
_FINITE = re.compile(
    r"\b(?:is|was|has|had|will|were|are|have|said|says|added|told|welcomed|praised|visited|opened|and\s[a-z]+ed)\b|[“”\":]"
)


def _names_only(behind: str) -> bool:
    """Whether what stands behind a name is at most a post or a place, no sentence."""
    return (
        len(behind.split()) < 14
        and not _FINITE.search(behind)
        and (not behind.strip(" .") or behind.lstrip()[0] in ",.")
    )


def header_line(scene: Scene, gap: Gap) -> Attributed | None:
    """A paragraph that ends in a colon above the quoted one: `Cllr Brown, leader of the council, said:`."""
    if (
        gap.before != gap.paragraph.start
        or scene.text[gap.before : gap.stretch.outer_start].strip()
        or gap.previous is None
    ):
        return None
    return header(scene, gap.previous)


def header(scene: Scene, paragraph: Paragraph) -> Attributed | None:
    """The speaker whom a header line announces."""
    text = scene.text
    line = text[paragraph.start : paragraph.end]
    if not _HEADER_END.search(line) or paragraph.kind is Kind.TITLE:
        return None
    begin = paragraph.start + sentence_at(line, len(line) - 1)[0]
    for cue in reversed(list(cue_pattern().finditer(text, begin, paragraph.end))):
        if scene.in_quote(cue.start()):
            continue
        speaker = scene.subject_before(scene.free_start(begin, cue.start()), cue.start()) or scene.subject_behind(
            cue.end(), paragraph.end
        )
        if speaker is None:
            speaker = scene.first_person_in(begin, cue.start())
        if speaker is not None:
            return Attributed(speaker, begin, paragraph.end, cue.group(), "header-line")
    return named_before(scene, begin, paragraph.end)


_TEMPLATES: tuple[Callable[[Scene, Gap], Attributed | None], ...] = (
    before_stretch,
    after_stretch,
    header_line,
    dash_after,
)


def names_thing(found: Attributed) -> bool:
    """Whether the cue gave a name or judgement."""
    return names_a_thing(found.cue)
