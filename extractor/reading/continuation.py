"""Whether a line goes on with the one before it: sentences put together that markup or lost bullets had broken."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.kinds import Kind
from extractor.release import Block

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]{0,2}$")
# An e-mail address is looked for from the start of its first word, lest a long word be read from each of its letters.
CONTACT = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w|\bhttps?://|\bwww\.|\+?\(?\d[\d ()-]{8,}\d")
LABEL = re.compile(
    r"(?:(?:for|media|press|news|general|further|more)\s+)*"
    r"(?:contacts?|tel(?:ephone)?|phone|mobile|e-?mail|fax|web(?:site)?|address|twitter|facebook|enquir(?:y|ies)|information|"
    r"press office|news desk|issued by|source|date|ref(?:erence)?|release (?:no|number|date)|embargo|published|updated)"
    r"[^:.]{0,40}:|(?:when|where|venue|time|cost|location|tickets)\s?:",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·▪●◦‣\uf0b7*–—-]\s+(?=\S)|o\s+(?=[A-Z])")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-h]\))\s+(?=\S)")
# A word in small letters, or closing punctuation, carries the line above on (an address such as www.… does not).
_CONTINUATION = re.compile(r"[a-z][a-z’'-]*[,;.:]?(?:\s|$)|[,;.)”’](?:\s|$)|[’']s\b")
_LINKING = (
    "a an the and or but of for to from in into on at by with within without through about under over between as than "
    "that which who whose where when while will would has have had is are was were be been said says added"
)
_OPENS_LINKED = re.compile(rf"(?:{'|'.join(_LINKING.split())})\b|[,;.)”’]")
# Words that no sentence, heading or label ends with; the second row may end a menu line ("Log in") but no longer one.
_HANGING = re.compile(
    r"(?:\b(?:a|an|[Tt]he|and|or|but|of|for|from|into|with|within|between|as|than|that|which|whose|our|their|his|its|your)"
    r"|(?P<loose>(?:\S+\s+){2,}(?:in|on|at|by|to|about|under|over|through|until|called|named))"
    r"|\b(?:Cllr|Councillor|Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Rev)|[(“‘&,])$"
)
# Words that no item of a list ends with either.
_HANGING_ITEM = re.compile(r"\b(?:a|an|the|of|for|from|into|with|within|our|their|his|its|your)$")
_CLOSING = re.compile(r"[,;.:)”’]")
_BEGINS_CLOSED = re.compile(r"[,;.)]\s")
_SENTENCE_OPENING = re.compile(r"(?:The|A|An|It|This|These|Those|There|They|We|He|She|More than|Up to|All|Some|Many)\b")
_HEADING_MAX, _PIECE_MAX, _BROKEN_MAX, _ITEM_MAX, _SENTENCE_WORDS, _VOTER_MIN = 90, 80, 5000, 220, 8, 40


def ends_sentence(text: str) -> bool:
    """Whether a paragraph may end with this line."""
    return bool(_SENTENCE_END.search(text[-4:]))


def is_label(text: str) -> bool:
    """Whether a line is a detail with its label, or an address to write to or to call: it stays a line of its own."""
    return bool(LABEL.match(text)) or (len(text) <= _HEADING_MAX and bool(CONTACT.search(text)))


def is_piece(before: str, line: str, following: str) -> bool:
    """Whether a short line, without a blank one around it, is the middle of a sentence: "We met / Jo Hall / there."."""
    if ends_sentence(before) or ends_sentence(line) or is_label(before) or is_label(line):
        return False
    short = len(line) <= _PIECE_MAX and len(before[:_HEADING_MAX].split()) > 2
    return short and not opens_item(line) and _carries_on(line, following)


def runs_into(before: str, after: str) -> bool:
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


def opens_item(text: str) -> bool:
    """Whether a line starts with a bullet or a number. "- ends -" is no list item."""
    return bool(_BULLET.match(text) or _NUMBER.match(text)) and text[-1] not in "-–—"


def _carries_on(before: str, after: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if ends_sentence(before) or not _CONTINUATION.match(after):
        return False
    return len(after) >= _VOTER_MIN or ends_sentence(after) or bool(_OPENS_LINKED.match(after))


def item(text: str) -> tuple[str, Kind]:
    """A line's text without its bullet (a number stays), and its kind."""
    bullet = _BULLET.match(text)
    if not opens_item(text) or text.startswith(("–", "—")):
        return text, Kind.BODY
    return (text[bullet.end() :] if bullet else text), Kind.LIST_ITEM


def unmarked_lists(blocks: list[Block]) -> list[Block]:
    """Lines in small letters below a colon are the items of a list whose bullets were lost."""
    done: list[Block] = []
    for block in blocks:
        lost = bool(done) and block.kind is Kind.BODY and is_lost_item(block.text, done[-1].text, done[-1].kind)
        done.append(replace(block, kind=Kind.LIST_ITEM) if lost else block)
    return done


def is_lost_item(text: str, before: str, kind: Kind) -> bool:
    """Whether a line in small letters is the next item of a list that a colon opened."""
    if not (before.endswith(":") or (kind is Kind.LIST_ITEM and before[0].islower())):
        return False
    return text[0].islower() and bool(_CONTINUATION.match(text)) and len(text) <= _ITEM_MAX


def rejoin(blocks: list[Block]) -> list[Block]:
    """Sentences put together again that markup (bold, a link) had broken over paragraphs.

    A block that ends on a word no sentence ends on takes the next one in; so does an unfinished sentence before a
    block that goes on in small letters or with a comma.
    """
    done: list[Block] = []
    begun = False
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        begun = begun or (bool(done) and ends_sentence(done[-1].text))
        if done and (_mends(done[-1], block, begun=begun) or _is_middle(done[-1], block, following)):
            done[-1] = replace(done[-1], text=done[-1].text + gap_before(block.text) + block.text, link=False)
        else:
            done.append(block)
    return done


def _is_middle(before: Block, block: Block, following: Block | None) -> bool:
    """Whether a short block is the middle of a sentence: a line of it stands before, and the next block goes on."""
    if following is None or not before.kind is block.kind is following.kind is Kind.BODY:
        return False
    return len(before.text) >= _VOTER_MIN and is_piece(before.text, block.text, following.text)


def _mends(before: Block, block: Block, *, begun: bool) -> bool:
    if before.kind is block.kind is Kind.LIST_ITEM:
        broken = bool(_HANGING_ITEM.search(before.text[-60:]) or _BEGINS_CLOSED.match(block.text))
        return broken and len(before.text) <= _BROKEN_MAX
    alike = before.kind is block.kind and block.kind in {Kind.BODY, Kind.BLOCK_QUOTE}
    # Above the first sentence stands the headline, and a sentence of its own below it.
    above = not begun and _is_sentence(block.text) and block.text[0].isupper()
    hanging = _HANGING.search(before.text[-60:]) if above else None
    return (
        alike
        and (hanging is None or hanging["loose"] is None)
        and len(before.text) <= _BROKEN_MAX
        and not LABEL.match(block.text)
        and runs_into(before.text, block.text)
    )


def gap_before(text: str) -> str:
    """What stands between an unfinished line and the text that goes on with it."""
    return "" if _CLOSING.match(text) else " "
