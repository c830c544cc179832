"""Labels that stand over their values: "Published" over a day, "From:" over a body, "Category:" over names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.kinds import Kind
from extractor.reading.continuation import ends_sentence
from extractor.reading.dating import is_date_line, is_embargo
from extractor.reading.day_rows import day_of_row, is_day_again, rest_of_row
from extractor.reading.naming import is_body_name
from extractor.record import Removed
from extractor.release import Block
from extractor.rules.dates import read_day

_DAY_LABEL = re.compile(
    r"(?:(?:first|last|date) )?(?:published|posted|issued|released|updated|modified|reviewed|created|added)"
    r"(?: (?:on|date|at))?\s?:?|(?:(?:release|publication|publish|issue|posted|press release) )?date\s?:",
    re.IGNORECASE,
)
_BODY_LABEL = re.compile(
    r"(?:from|(?:(?:published|issued|posted|written|released) )?by|source|publisher|organi[sz]ation)\s?:?",
    re.IGNORECASE,
)
_FROM_LINE = re.compile(r"from\s?:\s(?P<name>.{3,80})", re.IGNORECASE)
_FILING_LABEL = re.compile(
    r"(?:categor(?:y|ies)|tags?|topics?|departments?|services?|type|section|areas?|location|subjects?|"
    r"keywords|ref(?:erence)?)\s?:",
    re.IGNORECASE,
)
# An embargo whose day stands in the next line.
_EMBARGO_OPEN = re.compile(
    r"(?:\b(?:until|till|before|for|to|am|pm|noon|midnight|hrs|hours)|:|\d[.:]?\d\d)\W*$", re.IGNORECASE
)
# Sites lead from the day of the last change to the list of all.
_SEE_ALL = re.compile(r"(?:(?<!\s)\s+)?(?:[—–-]\s*)?(?:see|show|view) all (?:updates|changes)\W*$", re.IGNORECASE)
_FILING_WORDS, _DAY_MAX, _HEAD_LINES = 8, 60, 14


@dataclass(frozen=True, slots=True)
class Imprint:
    """The blocks with each label before its value, the lines that name who issues, and the bodies that they name."""

    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]
    senders: tuple[str, ...]


def read_imprint(blocks: Sequence[Block]) -> Imprint:
    """Put labels before their values, and part the lines "From:" and "By" with the body below from the release."""
    kept: list[Block] = []
    removed: list[Removed] = []
    senders: list[str] = []
    at = 0
    while at < len(blocks):
        block, following = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        pair = _pair(block, following) if following is not None else None
        if at < _HEAD_LINES and (day := day_of_row(block.text)):
            kept.append(Block(day, Kind.BODY))
            removed.append(Removed(text=rest_of_row(block.text, day), reason="filing"))
            at += 1
        elif at < _HEAD_LINES and _is_day_again(blocks, at):
            removed.append(Removed(text=block.text, reason="filing"))
            at += 1
        elif at < _HEAD_LINES and (line := _FROM_LINE.fullmatch(block.text)) and is_body_name(line["name"]):
            removed.append(Removed(text=block.text, reason="imprint"))
            senders.append(line["name"])
            at += 1
        elif following is not None and at < len(blocks) / 2 and _names_issuer(block, following):
            removed.append(Removed(text=f"{block.text} {following.text}", reason="imprint"))
            senders.append(following.text)
            at += 2
        elif pair is not None:
            kept.append(pair)
            at += 2
        else:
            kept.append(block)
            at += 1
    return Imprint(tuple(kept), tuple(removed), tuple(senders))


def _is_day_again(blocks: Sequence[Block], at: int) -> bool:
    beside = (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
    return any(is_day_again(blocks[at].text, other.text) for other in beside)


def _pair(label: Block, value: Block) -> Block | None:
    """A label and its value as one line, if the one stands for the other."""
    if Kind.LIST_ITEM in (label.kind, value.kind):
        return None
    day = _SEE_ALL.sub("", value.text)
    if _DAY_LABEL.fullmatch(label.text) and is_date_line(day):
        return Block(f"{label.text} {day}", Kind.BODY)
    if _opens_embargo(label.text) and len(value.text) <= _DAY_MAX and read_day(value.text):
        return Block(f"{label.text} {value.text}", Kind.BODY)
    short = len(value.text.split()) <= _FILING_WORDS and not ends_sentence(value.text)
    if short and _FILING_LABEL.fullmatch(label.text):
        return replace(label, text=f"{label.text} {value.text}", kind=Kind.BODY)
    return None


def _opens_embargo(text: str) -> bool:
    return is_embargo(text) and bool(_EMBARGO_OPEN.search(text)) and not read_day(text)


def _names_issuer(label: Block, value: Block) -> bool:
    return bool(_BODY_LABEL.fullmatch(label.text)) and is_body_name(value.text)
