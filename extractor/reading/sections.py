"""Sections of a release: headline, dateline, body, what comes after ENDS, notes to editors, press contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.reading.dating import is_date_line, is_embargo
from extractor.reading.naming import source_line
from extractor.record import Kind, Removed
from extractor.release import Block

_END_MARK = re.compile(
    r"\W*(?:ends?|diwedd|cr[ií]och|ends here|-?30-?|end of (?:press |news |media )?release|#{2,}|\*{3,})\W*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:(?:for )?immediate (?:release|use)|(?:joint )?(?:press|news|media) (?:release|statement|notice|"
    r"information)|"
    r"(?:press|news|media) release (?:number|no|ref)\b.{0,40}|(?:number|ref(?:erence)?|release ?id)\s?[:=].{0,30})\W*",
    re.IGNORECASE,
)
# A line that only sends the reader on breaks the body, and is no part of it.
_LINK_LINE = re.compile(r"(?:view|read|download|see|watch|listen to|find out more)\b[^.!?:;”@\d]{4,70}", re.IGNORECASE)
_NOTES_HEAD = re.compile(
    r"\W*(?:(?:further |additional )?(?:notes?|information|background)\s(?:to|for)\s(?:the\s)?(?:editors?|"
    r"news ?desks?|journalists|media)|"
    r"editors?[’']?s?[’']?\snotes?|notes?|about (?:the |us\b)?[^.!?]{0,80}|(?:press|media|news)\s(?:contacts?|"
    r"enquiries|office|inquiries)(?:\s(?:details|information))?|"
    r"(?:who to )?contacts?(?:\s(?:us|details|information|for (?:the )?media))?|contact (?:the )?(?:press|media|"
    r"communications)\s?\w*|"
    r"for (?:more|further|media|press)\b[^.!?]{0,60}|issued by\b.{0,80}|update history|media contact\b.{0,60}|"
    r"further information)\s*:?\W*",
    re.IGNORECASE,
)
_NOTES_START = re.compile(
    r"\W*(?:(?:notes?|information)\s(?:to|for)\s(?:the\s)?(?:editors?|media|journalists)|"
    r"editors?[’']?s?[’']?\snotes?)\b\s*[:–—-]?",
    re.IGNORECASE,
)
_CONTACT_START = re.compile(
    r"\W*(?:(?:press|media|news)\s(?:contacts?|enquiries|office)|contact\s?[:(]|for (?:more|further|media|press|"
    r"additional)\b[^.]{0,80}\b(?:contact|call|email|e-mail)\b|"
    r"for (?:media|press) (?:enquiries|inquiries|information)|media contact|issued by\b|tel(?:ephone)?\s*:|"
    r"e-?mail\s*:|phone\s*:|mobile\s*:|notes? to editors?)",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\W*(?:background|further background|background (?:information|notes?))\s*:?\W*", re.IGNORECASE
)
_NUMBERED = re.compile(r"\(?\d{1,2}[.):]\s")
_REACH = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w|(?<!\d)\+?\(?0[\d\s()-]{8,}\d")
_SPEECH = re.compile(r"[“\"‘]")
_ABOUT_HEAD = re.compile(r"\W*(?:about|background|notes?)\b", re.IGNORECASE)
_NEAR_TOP = 8
_LARGEST_BOX, _LEAST_NARRATIVE, _NARRATIVE = 7, 3, 60


@dataclass(frozen=True, slots=True)
class Sectioned:
    """The blocks with their kinds settled, and the lines that only mark sections."""

    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]


def settle(blocks: Sequence[Block], title: str | None) -> Sectioned:
    """Give each block its kind: the title, datelines, body, and from the first sign of them on, notes and contacts."""
    kept: list[Block] = []
    removed: list[Removed] = []
    titled = notes = ended = False
    box = 0
    narrated = next((number for number, block in enumerate(blocks) if _narrates(block)), len(blocks))
    for number, block in enumerate(blocks):
        text = block.text
        if _END_MARK.fullmatch(text) and number > 0:
            ended = True
            removed.append(Removed(text=text, reason="end_mark"))
        elif _LABEL.fullmatch(text) and len(text) < 80:
            removed.append(Removed(text=text, reason="release_label"))
        elif _LINK_LINE.fullmatch(text) and not (notes or ended) and 0 < number < len(blocks) - 1:
            removed.append(Removed(text=text, reason="link_line"))
        elif title is not None and _same(text, title) and not notes:
            if titled:
                removed.append(Removed(text=text, reason="title_again"))
            else:
                kept.append(replace(block, kind=Kind.TITLE))
            titled = True
        else:
            if not notes and number >= box and number > narrated and _opens_notes(blocks, number):
                box = _end_of_box(blocks, number)
                notes = box == len(blocks)
            kept.append(replace(block, kind=_kind(block, len(kept), after=notes or ended or number < box)))
    return Sectioned(tuple(kept), tuple(removed))


def _kind(block: Block, number: int, *, after: bool) -> Kind:
    text = block.text
    if number < _NEAR_TOP and not after and (is_date_line(text) or is_embargo(text) or _is_imprint(text)):
        return Kind.DATELINE
    if block.kind is Kind.NOTES:
        return Kind.CONTACT if _CONTACT_START.match(text) and _REACH.search(text) else Kind.NOTES
    if after:
        return Kind.CONTACT if _REACH.search(text) and len(text.split()) < 60 else Kind.NOTES
    if block.link and len(text) < 120:
        return Kind.NOTES
    return block.kind


def _is_imprint(text: str) -> bool:
    """Whether a line tells who issued the release and when ("Published 9 September 2025 by Fernmoor Council")."""
    line = source_line(text)
    return line is not None and line.day is not None and not line.reposted


def _narrates(block: Block) -> bool:
    return block.kind in (Kind.BODY, Kind.BLOCK_QUOTE) and len(block.text) > _NARRATIVE


def _opens_notes(blocks: Sequence[Block], number: int) -> bool:
    """Whether the release proper, which has begun, ends before this block."""
    text = blocks[number].text
    short = len(text) < 100
    if short and _NOTES_HEAD.fullmatch(text) and (blocks[number].kind is Kind.HEADING or not _is_sentence(text)):
        return True
    if _NOTES_START.match(text):
        return True
    if _CONTACT_START.match(text) and _REACH.search(text) and not _speaks_later(blocks[number + 1 :]):
        return True
    return bool(_BACKGROUND.fullmatch(text)) and _is_notes(blocks[number + 1 :])


def _end_of_box(blocks: Sequence[Block], number: int) -> int:
    """Where the notes that open at `number` end: at the release's end, or before the body that goes on behind a box of
    press contacts in mid-page.
    """
    if _NOTES_START.match(blocks[number].text) or _ABOUT_HEAD.match(blocks[number].text):
        return len(blocks)
    first = next((n for n in range(number + 1, len(blocks)) if _is_narrative(blocks[n])), len(blocks))
    narrative = 0
    for block in blocks[first:]:
        if _END_MARK.fullmatch(block.text) or _NOTES_HEAD.fullmatch(block.text):
            break
        narrative += _is_narrative(block)
    return first if narrative >= _LEAST_NARRATIVE and first - number <= _LARGEST_BOX else len(blocks)


def _is_narrative(block: Block) -> bool:
    return len(block.text) > 100 and _is_sentence(block.text) and not _REACH.search(block.text)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?")) and len(text.split()) > 6


def _speaks_later(blocks: Sequence[Block]) -> bool:
    return any(_SPEECH.match(block.text) for block in blocks)


def _is_notes(blocks: Sequence[Block]) -> bool:
    """Background is notes if numbered, listed or followed by contacts, body if it runs on as narrative."""
    if not blocks:
        return True
    first = blocks[0]
    if _NUMBERED.match(first.text) or first.kind is Kind.LIST_ITEM:
        return True
    return any(_CONTACT_START.match(block.text) or _NOTES_START.match(block.text) for block in blocks[:6])


def _same(text: str, title: str) -> bool:
    return _letters(text) == _letters(title)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
