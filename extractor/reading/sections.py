"""Sections of a release: headline, dateline, body, what comes after ENDS, notes to editors, press contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.kinds import Kind
from extractor.reading import signs
from extractor.reading.dating import is_embargo
from extractor.reading.layout import END_MARK, tells_day
from extractor.record import Removed
from extractor.release import Block

_LABEL = re.compile(
    r"\W*(?:(?:for )?immediate (?:release|use)|(?:joint )?(?:press|news|media) (?:release|statement|notice|"
    r"information)|"
    r"(?:press|news|media) release (?:number|no|ref)\b.{0,40}|(?:number|ref(?:erence)?|release ?id)\s?[:=].{0,30})\W*",
    re.IGNORECASE,
)
# A line that only sends the reader on breaks the body, and is no part of it.
_LINK_LINE = re.compile(r"(?:view|read|download|see|watch|listen to|find out more)\b[^.!?:;”@\d]{4,70}", re.IGNORECASE)
_WORD, _SIGNS = re.compile(r"\w"), re.compile(r"\W+")
_SENDS_ON = re.compile(
    r"(?:(?:find out|read|see|learn) more|(?:more|further|full) (?:information|details)|visit|website|web)\b"
    r"[^.!?]{0,40}[:\s]\s?(?:https?://|www\.|(?=[\w.-]{4,60}/))\S{4,200}",
    re.IGNORECASE,
)
_NEAR_TOP, _LARGEST_BOX, _DETAIL_GAP = 8, 7, 3
_LEAST_NARRATIVE, _NARRATIVE = 3, 60


@dataclass(frozen=True, slots=True)
class Sectioned:
    """The blocks with their kinds settled, and the lines that only mark sections."""

    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]


def settle(blocks: Sequence[Block], title: str | None) -> Sectioned:
    """Give each block its kind: the title, datelines, body, and from the first sign of them on, notes and contacts."""
    kept: list[Block] = []
    removed: list[Removed] = []
    course = _Course(blocks)
    titled = False
    for number, block in enumerate(blocks):
        text = block.text
        if course.ends(number):
            removed.append(Removed(text=text, reason="end_mark"))
        elif not _WORD.search(text):
            removed.append(Removed(text=text, reason="rule"))
        elif _LABEL.fullmatch(text) and len(text) < 80:
            removed.append(Removed(text=text, reason="release_label"))
        elif _LINK_LINE.fullmatch(text) and not course.after(number) and 0 < number < len(blocks) - 1:
            removed.append(Removed(text=text, reason="link_line"))
        elif title is not None and len(text) <= 2 * len(title) and _same(text, title) and not course.notes:
            if titled:
                removed.append(Removed(text=text, reason="title_again"))
            else:
                kept.append(replace(block, kind=Kind.TITLE))
            titled = True
        else:
            kept.append(replace(block, kind=course.kind(number, near_top=len(kept) < _NEAR_TOP)))
    return Sectioned(tuple(kept), tuple(removed))


class _Course:
    """Where a release stands while its blocks are gone through in order: in its body, a box, its notes, a contact."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.notes = self.ended = False
        self._box = self._contact = 0
        self._narrated = next((number for number, block in enumerate(blocks) if _narrates(block)), len(blocks))
        self._goes_on = _goes_on(blocks)

    def after(self, number: int) -> bool:
        """Whether the release proper is over, or broken by a box."""
        return self.notes or self.ended or number < self._box

    def ends(self, number: int) -> bool:
        """Whether the block is a mark of the end; a row of hashes or asterisks ends only what has begun."""
        text = self.blocks[number].text
        found = number > 0 and bool(END_MARK.fullmatch(text))
        if not found or (number < self._narrated and not _WORD.search(text)):
            return False
        self.ended = True
        return True

    def kind(self, number: int, *, near_top: bool) -> Kind:
        """The kind of the next block."""
        block = self.blocks[number]
        if number >= self._contact:
            self._contact = _end_of_contact(self.blocks, number, after=self.after(number))
        if not self.notes and number >= max(self._box, self._narrated + 1) and self._opens_notes(number):
            self._box = self._end_of_box(number)
            self.notes = self._box == len(self.blocks)
        if number < self._contact:
            return Kind.CONTACT
        if self._speaks_again(number):
            return block.kind
        return _kind(block, near_top=near_top, after=self.after(number))

    def _opens_notes(self, number: int) -> bool:
        """Whether the release proper, which has begun, ends before this block."""
        block = self.blocks[number]
        if signs.opens_notes(block):
            return not (signs.is_topic(block.text) and self._goes_on[number + 1] and not self.ended)
        if signs.is_contact_head(block) or (signs.starts_contact(block.text) and signs.reaches(block.text)):
            return number >= self._contact or not self._goes_on[self._contact]
        return signs.is_background(block.text) and _is_notes(self.blocks[number + 1 : number + 7])

    def _end_of_box(self, number: int) -> int:
        """Where the notes that open at `number` end: at the release's end, or before the body that goes on behind a
        box of press contacts in mid-page.
        """
        blocks = self.blocks
        if signs.is_last_head(blocks[number].text):
            return len(blocks)
        first = next((n for n in range(number + 1, len(blocks)) if _is_narrative(blocks[n])), len(blocks))
        narrative = 0
        for block in blocks[first:]:
            if END_MARK.fullmatch(block.text) or signs.opens_notes(block) or signs.is_contact_head(block):
                break
            narrative += _is_narrative(block)
            if narrative == _LEAST_NARRATIVE and first - number <= _LARGEST_BOX:
                return first
        return len(blocks)

    def _speaks_again(self, number: int) -> bool:
        """Whether a speech of the release, cue and all, stands right behind numbered notes that no mark of the end
        parts from it.
        """
        block = self.blocks[number]
        behind = self.notes and not self.ended and number > 0 and signs.is_numbered(self.blocks[number - 1].text)
        return behind and block.kind is Kind.BODY and signs.is_cued(block.text)


def _kind(block: Block, *, near_top: bool, after: bool) -> Kind:
    text = block.text
    if near_top and not after and (tells_day(text) or is_embargo(text) or signs.is_imprint(text)):
        return Kind.DATELINE
    if after or block.kind is Kind.NOTES or signs.is_update_notice(text):
        return Kind.CONTACT if after and signs.is_contact_behind(text) else Kind.NOTES
    if (block.link and len(text) < 120) or _SENDS_ON.fullmatch(text):
        return Kind.NOTES
    return block.kind


def _narrates(block: Block) -> bool:
    if block.kind not in (Kind.BODY, Kind.BLOCK_QUOTE) or signs.starts_contact(block.text):
        return False
    return len(block.text) > _NARRATIVE or signs.is_sentence(block.text)


def _goes_on(blocks: Sequence[Block]) -> list[bool]:
    """For each block, and behind the last, whether the body goes on there: before any heading of notes comes speech,
    or a sentence and then the mark of the end.
    """
    goes_on, ends_later = [False], False
    for block in reversed(blocks):
        if END_MARK.fullmatch(block.text):
            goes_on.append(False)
            ends_later = True
        elif signs.opens_notes(block) and not signs.is_topic(block.text):
            goes_on.append(False)
            ends_later = False
        else:
            sentence = signs.is_sentence(block.text) and not signs.reaches(block.text)
            goes_on.append(goes_on[-1] or signs.is_speech(block.text) or (ends_later and sentence))
    return goes_on[::-1]


def _end_of_contact(blocks: Sequence[Block], number: int, *, after: bool) -> int:
    """Behind the last line of the press contact that opens at `number`; `number` itself if none does."""
    text = blocks[number].text
    if signs.is_contact(text):
        end = number + 1
    elif signs.is_contact_head(blocks[number]) or (after and signs.is_person(blocks[number])):
        end = number
    else:
        return number
    # Names and jobs stand between the numbers: the contact ends with the last line that holds one.
    reached = end > number
    for at in range(number + 1, len(blocks)):
        block = blocks[at]
        if signs.is_contact_line(block.text):
            end, reached = at + 1, True
        elif signs.is_office_line(block.text) and (reached or at == end):
            end = at + 1
        elif at - max(end, number + 1) >= _DETAIL_GAP or not signs.is_contact_detail(block):
            break
    return end if reached else number


def _is_narrative(block: Block) -> bool:
    return len(block.text) > 100 and signs.is_sentence(block.text) and not signs.reaches(block.text)


def _is_notes(blocks: Sequence[Block]) -> bool:
    """Background is notes if numbered, listed or followed by contacts, body if it runs on as narrative."""
    if not blocks:
        return True
    first = blocks[0]
    if signs.is_numbered(first.text) or first.kind is Kind.LIST_ITEM:
        return True
    return any(signs.starts_contact(block.text) or signs.starts_notes(block.text) for block in blocks)


def _same(text: str, title: str) -> bool:
    return _letters(text) == _letters(title)


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())
