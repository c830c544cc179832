"""Plain text to blocks: which lines make one paragraph, which stand alone, and what is a list item or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.kinds import Kind
from extractor.reading.continuation import (
    LABEL,
    ends_sentence,
    gap_before,
    is_label,
    is_lost_item,
    is_piece,
    item,
    opens_item,
    rejoin,
    runs_into,
    unmarked_lists,
)
from extractor.reading.dating import dateline, is_date_line, is_embargo
from extractor.reading.pagination import PAGE_BREAK
from extractor.release import Block
from extractor.rules.dates import read_day

END_MARK = re.compile(
    r"\W*+(?:(?:ends?|diwedd|cr[ií]och)(?: ?[/|] ?(?:ends?|diwedd|cr[ií]och))?|e n d s?|ends here|30|"
    r"end of (?:press |news |media )?release)\W*+"
    r"|[^\w#]*+(?:#\s?){2,}+\W*+|[^\w*]*+\*{3,}+\W*+",
    re.IGNORECASE,
)
# Three hashes are no rule, they close a release.
_RULE = re.compile(r"(?!\s*#\s?#\s?#\s*$)[-–—_=*~#.\s]{3,}")
_QUOTED = re.compile(r"^(?:>\s?)+")
_QUOTE_OPENING = re.compile(r"[\"'“‘]\w")
_HEADING_OPENING = re.compile(r"[A-Z0-9£“‘\"']")
_SIGNS = re.compile(r"\W*")
_SPAN_WORDS = re.compile(r"\b(?:to|from|until|till|and|between)\b")
_SENTENCE_INSIDE = re.compile(r"[a-z]{3}[.!?] [A-Z]")
_WRAP_MIN, _WRAP_MAX, _VOTER_MIN = 45, 110, 40
_BROKEN_SHARE, _FULL_SHARE, _RAGGED = 0.6, 0.85, 15
_HEADING_MAX, _RUNNING_WORDS, _LONG_PARAGRAPH = 90, 8, 250


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: int


def blocks_of_lines(lines: list[str]) -> list[Block]:
    """The paragraphs of plain text; `PAGE_BREAK` lines may stand between and within them."""
    chunks = _chunks(_unquoted(lines))
    width = _width_of(chunks)
    before = ["", *(chunk[-1].text for chunk in chunks)]
    blocks = [block for chunk, last in zip(chunks, before, strict=False) for block in _paragraphs(chunk, width, last)]
    return joined(blocks)


def joined(blocks: list[Block]) -> list[Block]:
    """The blocks with broken sentences put together, and which of them are items of lists and headings."""
    return headings(rejoin(unmarked_lists(blocks)))


def _unquoted(lines: list[str]) -> list[str]:
    """The lines of a release that was sent on as an e-mail, without the mark that each line got on the way."""
    filled = sum(bool(line.strip()) for line in lines)
    quoted = sum(bool(_QUOTED.match(line)) for line in lines)
    return [_QUOTED.sub("", line, count=1) for line in lines] if quoted > filled / 2 else lines


def is_running(block: Block) -> bool:
    """Whether a block is running text: whole sentences, not a title, a label or a menu line."""
    text = block.text
    if block.kind is Kind.HEADING or is_label(text):
        return False
    return len(text) >= _LONG_PARAGRAPH or (ends_sentence(text) and len(text.split()) >= _RUNNING_WORDS)


def tells_day(text: str) -> bool:
    """Whether a line tells a day and no more than a label or a place with it ("STAINBY, 8 February 2018")."""
    if is_date_line(text):
        return True
    if len(text) > _HEADING_MAX or is_embargo(text) or not read_day(text):
        return False
    # A place and a day alone would be a dateline if the sentence went on.
    return dateline(text) is None and dateline(f"{text} – …") is not None


def _chunks(lines: list[str]) -> list[list[_Line]]:
    """Runs of lines without a blank one between them; a page break inside a running sentence parts nothing."""
    chunks: list[list[_Line]] = [[]]
    across = False
    for number, raw in enumerate(lines):
        text = " ".join(raw.split())
        if raw == PAGE_BREAK:
            across = _runs_on(chunks, next((line for line in lines[number + 1 :] if line.strip()), ""))
        if not text or _RULE.fullmatch(text):
            if not across:
                chunks.append([])
            continue
        if across and not chunks[-1]:
            chunks.pop()
        across = False
        chunks[-1].append(_Line(text, len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())))
    return [chunk for chunk in chunks if chunk]


def _runs_on(chunks: list[list[_Line]], following: str) -> bool:
    """Whether the sentence before a page break goes on after it; drops the blank lines between."""
    while len(chunks) > 1 and not chunks[-1]:
        chunks.pop()
    before = chunks[-1][-1].text if chunks[-1] else ""
    running = bool(before) and not ends_sentence(before) and len(before) >= _VOTER_MIN
    joined = running and not opens_item(following.strip()) and not is_label(following.strip())
    if not joined:
        chunks.append([])
    return joined


def wrap_width(lines: list[str]) -> int | None:
    """The column at which a text is hard-wrapped, or None."""
    return _width_of(_chunks(lines))


def _width_of(chunks: list[list[_Line]]) -> int | None:
    """The column of the wrap. The vote is of the longer lines that others follow.

    Hard-wrapped lines cluster under one width, and most of them break in the middle of a sentence; paragraphs of one
    line that are longer than any of them are not wrapped.
    """
    voters = [line.text for chunk in chunks for line in chunk[:-1] if len(line.text) >= _VOTER_MIN]
    lengths = sorted(len(line.text) for chunk in chunks for line in chunk if len(line.text) >= _VOTER_MIN)
    if len(voters) < 2:
        return None
    width = lengths[int(len(lengths) * 0.95) - 1]
    longest = max(map(len, voters)) + _RAGGED
    if sum(length > longest for length in lengths) > max(1, len(lengths) // 20):
        return None
    broken = sum(not ends_sentence(text) for text in voters)
    return width if _WRAP_MIN <= width <= _WRAP_MAX and broken >= _BROKEN_SHARE * len(voters) else None


def _paragraphs(chunk: list[_Line], width: int | None, before: str) -> Iterator[Block]:
    """The blocks of one chunk of lines; `before` is the line above it."""
    if all(_QUOTED.match(line.text) for line in chunk) and ends_sentence(chunk[-1].text):
        yield Block(" ".join(_QUOTED.sub("", line.text, count=1) for line in chunk), Kind.BLOCK_QUOTE)
        return
    texts, kind, last = [""], Kind.BODY, chunk[0]
    listed = width is None and len(chunk) > 1 and all(is_lost_item(line.text, before, kind) for line in chunk)
    for number, line in enumerate(chunk):
        following = chunk[number + 1].text if number + 1 < len(chunk) else ""
        listing = listed or (bool(number) and width is None and is_lost_item(line.text, last.text, kind))
        if number and not listing and (_joins(last, line, width, kind) or is_piece(last.text, line.text, following)):
            texts.append(gap_before(line.text) + line.text)
        else:
            if number:
                yield Block("".join(texts), kind)
            text, kind = (line.text, Kind.LIST_ITEM) if listing else item(line.text)
            texts = [text]
        last = line
    yield Block("".join(texts), kind)


def _joins(before: _Line, after: _Line, width: int | None, kind: Kind) -> bool:
    """Whether two lines, one right below the other, are of one paragraph."""
    if opens_item(after.text) or LABEL.match(after.text):
        return False
    if width is None:
        deeper = kind is Kind.LIST_ITEM and after.indent > before.indent and not ends_sentence(before.text)
        return deeper or runs_into(before.text, after.text)
    full = len(before.text) + before.indent + 1 + len(after.text.split(" ", 1)[0]) > _FULL_SHARE * width
    if kind is Kind.BODY and after.indent > before.indent + 1 and ends_sentence(before.text):
        return False
    return full or runs_into(before.text, after.text)


def headings(blocks: list[Block]) -> list[Block]:
    """Short lines without end punctuation that running text follows are headings."""
    return [
        replace(block, kind=Kind.HEADING) if _is_heading(block, blocks[number + 1 : number + 2]) else block
        for number, block in enumerate(blocks)
    ]


def _is_heading(block: Block, following: list[Block]) -> bool:
    text = block.text
    if block.kind is not Kind.BODY or len(text) > _HEADING_MAX or _QUOTE_OPENING.match(text):
        return False
    if is_label(text) or tells_day(_SPAN_WORDS.sub(" ", text)) or END_MARK.fullmatch(text) or _SIGNS.fullmatch(text):
        return False
    closed = text[-1] in ",–—-" or (ends_sentence(text) and text[-1] not in "?!")
    if closed or _SENTENCE_INSIDE.search(text) or not _HEADING_OPENING.match(text) or not following:
        return False
    return following[0].kind is not Kind.BODY or ends_sentence(following[0].text)
