"""Plain text to blocks: which lines make one paragraph, which stand alone, and what is a list item or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.reading.dating import dateline, is_date_line, is_embargo
from extractor.reading.pagination import PAGE_BREAK
from extractor.record import Kind
from extractor.release import Block
from extractor.rules.dates import read_day

END_MARK = re.compile(
    r"\W*(?:ends?|e n d s?|diwedd|cr[ií]och|ends here|-?30-?|end of (?:press |news |media )?release|(?:#\s?){2,}|"
    r"\*{3,})\W*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]{0,2}$")
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|\bhttps?://|\bwww\.|\+?\(?\d[\d ()-]{8,}\d")
LABEL = re.compile(
    r"(?:(?:for|media|press|news|general|further|more)\s+)*"
    r"(?:contacts?|tel(?:ephone)?|phone|mobile|e-?mail|fax|web(?:site)?|address|twitter|facebook|enquir(?:y|ies)|information|"
    r"press office|news desk|issued by|source|date|ref(?:erence)?|release (?:no|number|date)|embargo|published|updated)"
    r"[^:.]{0,40}:|(?:when|where|venue|time|cost|location|tickets)\s?:",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·▪●◦‣\uf0b7*–—-]\s+(?=\S)|o\s+(?=[A-Z])")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-h]\))\s+(?=\S)")
# Three hashes are no rule, they close a release.
_RULE = re.compile(r"(?!\s*#\s?#\s?#\s*$)[-–—_=*~#.\s]{3,}")
_QUOTED = re.compile(r"^(?:>\s?)+")
_QUOTE_OPENING = re.compile(r"[\"'“‘]\w")
# A word in small letters, or closing punctuation, carries the line above on (an address such as www.… does not).
_CONTINUATION = re.compile(r"[a-z][a-z’'-]*[,;.:]?(?:\s|$)|[,;.)”’](?:\s|$)|[’']s\b")
_LINKING = (
    "a an the and or but of for to from in into on at by with within without through about under over between as than "
    "that which who whose where when while will would has have had is are was were be been said says added"
)
_OPENS_LINKED = re.compile(rf"(?:{'|'.join(_LINKING.split())})\b|[,;.)”’]")
# Words that no sentence, heading or label ends with; the second row may end a menu line ("Log in") but no longer one.
_HANGING = re.compile(
    r"(?:\b(?:a|an|the|and|or|but|of|for|from|into|with|within|between|as|than|that|which|whose|our|their|his|its|your)"
    r"|(?P<loose>(?:\S+\s+){2,}(?:in|on|at|by|to|about|under|over|through|until|called|named))"
    r"|\b(?:Cllr|Councillor|Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Rev)|[(“‘&,])$"
)
_CLOSING = re.compile(r"[,;.:)”’]")
_SIGNS = re.compile(r"\W*")
_SENTENCE_OPENING = re.compile(r"(?:The|A|An|It|This|These|Those|There|They|We|He|She|More than|Up to|All|Some|Many)\b")
_SPAN_WORDS = re.compile(r"\b(?:to|from|until|till|and|between)\b")
_SENTENCE_INSIDE = re.compile(r"[a-z]{3}[.!?] [A-Z]")
_WRAP_MIN, _WRAP_MAX, _VOTER_MIN = 45, 110, 40
_BROKEN_SHARE, _FULL_SHARE = 0.6, 0.85
_HEADING_MAX, _PIECE_MAX, _BROKEN_MAX, _SENTENCE_WORDS = 90, 80, 5000, 8


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: int


def blocks_of_lines(lines: list[str]) -> list[Block]:
    """The paragraphs of plain text; `PAGE_BREAK` lines may stand between and within them."""
    chunks = _chunks(_unquoted(lines))
    width = _width_of(chunks)
    blocks = [block for chunk in chunks for block in _paragraphs(chunk, width)]
    return headings(rejoin(_unmarked_lists(blocks)))


def _unquoted(lines: list[str]) -> list[str]:
    """The lines of a release that was sent on as an e-mail, without the mark that each line got on the way."""
    filled = sum(bool(line.strip()) for line in lines)
    quoted = sum(bool(_QUOTED.match(line)) for line in lines)
    return [_QUOTED.sub("", line, count=1) for line in lines] if quoted > filled / 2 else lines


def ends_sentence(text: str) -> bool:
    """Whether a paragraph may end with this line."""
    return bool(_SENTENCE_END.search(text[-4:]))


def is_label(text: str) -> bool:
    """Whether a line is a detail with its label, or an address to write to or to call: it stays a line of its own."""
    return bool(LABEL.match(text)) or (len(text) <= _HEADING_MAX and bool(CONTACT.search(text)))


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
    joined = running and not _opens_item(following.strip()) and not is_label(following.strip())
    if not joined:
        chunks.append([])
    return joined


def wrap_width(lines: list[str]) -> int | None:
    """The column at which a text is hard-wrapped, or None."""
    return _width_of(_chunks(lines))


def _width_of(chunks: list[list[_Line]]) -> int | None:
    """The column of the wrap. The vote is of the longer lines that others follow.

    Hard-wrapped lines cluster under one width, and most of them break in the middle of a sentence.
    """
    voters = [line.text for chunk in chunks for line in chunk[:-1] if len(line.text) >= _VOTER_MIN]
    lengths = sorted(len(line.text) for chunk in chunks for line in chunk if len(line.text) >= _VOTER_MIN)
    if len(voters) < 2:
        return None
    width = lengths[int(len(lengths) * 0.95) - 1]
    broken = sum(not ends_sentence(text) for text in voters)
    return width if _WRAP_MIN <= width <= _WRAP_MAX and broken >= _BROKEN_SHARE * len(voters) else None


def _paragraphs(chunk: list[_Line], width: int | None) -> Iterator[Block]:
    """The blocks of one chunk of lines."""
    if all(_QUOTED.match(line.text) for line in chunk) and ends_sentence(chunk[-1].text):
        yield Block(" ".join(_QUOTED.sub("", line.text, count=1) for line in chunk), Kind.BLOCK_QUOTE)
        return
    texts, kind, last = [""], Kind.BODY, chunk[0]
    for number, line in enumerate(chunk):
        following = chunk[number + 1].text if number + 1 < len(chunk) else ""
        listing = bool(number) and width is None and _is_lost_item(line.text, last.text, kind)
        if number and not listing and (_joins(last, line, width, kind) or _is_piece(last.text, line.text, following)):
            texts.append(_gap_before(line.text) + line.text)
        else:
            if number:
                yield Block("".join(texts), kind)
            text, kind = (line.text, Kind.LIST_ITEM) if listing else _item(line.text)
            texts = [text]
        last = line
    yield Block("".join(texts), kind)


def _joins(before: _Line, after: _Line, width: int | None, kind: Kind) -> bool:
    """Whether two lines, one right below the other, are of one paragraph."""
    if _opens_item(after.text) or LABEL.match(after.text):
        return False
    if width is None:
        deeper = kind is Kind.LIST_ITEM and after.indent > before.indent and not ends_sentence(before.text)
        return deeper or _runs_into(before.text, after.text)
    full = len(before.text) + before.indent + 1 + len(after.text.split(" ", 1)[0]) > _FULL_SHARE * width
    if kind is Kind.BODY and after.indent > before.indent + 1 and ends_sentence(before.text):
        return False
    return full or _runs_into(before.text, after.text)


def _is_piece(before: str, line: str, following: str) -> bool:
    """Whether a short line, without a blank one around it, is the middle of a sentence: "We met / Jo Hall / there."."""
    if ends_sentence(before) or ends_sentence(line) or is_label(before) or is_label(line):
        return False
    short = len(line) <= _PIECE_MAX and len(before[:_HEADING_MAX].split()) > 2
    return short and not _opens_item(line) and _carries_on(line, following)


def _runs_into(before: str, after: str) -> bool:
    """Whether a line is unfinished and the next one may finish it."""
    if ends_sentence(before) or is_label(before):
        return False
    hanging = _HANGING.search(before[-60:])
    if hanging is None:
        return _carries_on(before, after)
    # "Bypass plan moves on" is a whole headline: what begins anew below it does not finish it.
    return hanging["loose"] is None or not (_SENTENCE_OPENING.match(after) and _is_sentence(after))


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and len(text.split()) >= _SENTENCE_WORDS


def _opens_item(text: str) -> bool:
    return bool(_BULLET.match(text) or _NUMBER.match(text)) and text[-1] not in "-–—"


def _item(text: str) -> tuple[str, Kind]:
    """A line's text without its bullet (a number stays), and its kind. "- ends -" is no list item."""
    bullet = _BULLET.match(text)
    if not _opens_item(text) or text.startswith(("–", "—")):
        return text, Kind.BODY
    return (text[bullet.end() :] if bullet else text), Kind.LIST_ITEM


def _carries_on(before: str, after: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if ends_sentence(before) or not _CONTINUATION.match(after):
        return False
    return len(after) >= _VOTER_MIN or ends_sentence(after) or bool(_OPENS_LINKED.match(after))


def _unmarked_lists(blocks: list[Block]) -> list[Block]:
    """Lines in small letters below a colon are the items of a list whose bullets were lost."""
    done: list[Block] = []
    for block in blocks:
        lost = bool(done) and block.kind is Kind.BODY and _is_lost_item(block.text, done[-1].text, done[-1].kind)
        done.append(replace(block, kind=Kind.LIST_ITEM) if lost else block)
    return done


def _is_lost_item(text: str, before: str, kind: Kind) -> bool:
    """Whether a line in small letters is the next item of a list that a colon opened."""
    if not (before.endswith(":") or (kind is Kind.LIST_ITEM and before[0].islower())):
        return False
    return text[0].islower() and bool(_CONTINUATION.match(text)) and len(text) <= 2 * _WRAP_MAX


def rejoin(blocks: list[Block]) -> list[Block]:
    """Sentences put together again that markup (bold, a link) had broken over paragraphs.

    A block that ends on a word no sentence ends on takes the next one in; so does an unfinished sentence before a
    block that goes on in small letters or with a comma.
    """
    done: list[Block] = []
    begun = False
    for block in blocks:
        begun = begun or (bool(done) and ends_sentence(done[-1].text))
        if done and _mends(done[-1], block, begun=begun):
            done[-1] = replace(done[-1], text=done[-1].text + _gap_before(block.text) + block.text, link=False)
        else:
            done.append(block)
    return done


def _mends(before: Block, block: Block, *, begun: bool) -> bool:
    alike = before.kind is block.kind and block.kind in {Kind.BODY, Kind.BLOCK_QUOTE}
    # Above the first sentence stands the headline, and a sentence of its own below it.
    above = not begun and _is_sentence(block.text) and block.text[0].isupper()
    hanging = _HANGING.search(before.text[-60:]) if above else None
    return (
        alike
        and (hanging is None or hanging["loose"] is None)
        and len(before.text) <= _BROKEN_MAX
        and not LABEL.match(block.text)
        and _runs_into(before.text, block.text)
    )


def _gap_before(text: str) -> str:
    return "" if _CLOSING.match(text) else " "


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
    if closed or _SENTENCE_INSIDE.search(text) or not re.match(r"[A-Z0-9£“‘\"']", text) or not following:
        return False
    return following[0].kind is not Kind.BODY or ends_sentence(following[0].text)
