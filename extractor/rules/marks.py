"""Quotation marks of one paragraph, paired: curly, straight, single, guillemets, nested and unclosed ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOUBLE_OPEN, _DOUBLE_CLOSE, _STRAIGHT = "“„«", "”»", '"'
_SINGLE_OPEN, _SINGLE_CLOSE, _SINGLE_STRAIGHT = "‘‛", "’", "'"
_ALL = _DOUBLE_OPEN + _DOUBLE_CLOSE + _STRAIGHT + _SINGLE_OPEN + _SINGLE_CLOSE + _SINGLE_STRAIGHT
_MARK = re.compile("[" + _ALL + "]")
# Apostrophes that begin a word ("'90s", "'tis") open nothing.
_ELISION = re.compile(r"(?:\d0s?\b|tis\b|twas\b|em\b|til\b|n['’])", re.IGNORECASE)
_SPEECH_BEFORE = re.compile(r"(?:^|[:;,–—-])\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks, `text[start:end]` without them; `closed` is false if no mark closes it.

    `outer_start` and `outer_end` include the marks; `single` tells British single marks.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    single: bool


def stretches(text: str) -> tuple[list[Stretch], list[int]]:
    """The outermost quoted stretches of a paragraph in order, and offsets of double marks that pair with nothing.

    An opening mark without a close runs to the paragraph's end (the convention for speech over several
    paragraphs: each opens, only the last closes). Marks inside a stretch are nested and belong to it.
    """
    found: list[Stretch] = []
    stray: list[int] = []
    position = 0
    while match := _MARK.search(text, position):
        at = match.start()
        position = at + 1
        if not _opens(text, at):
            if text[at] in _DOUBLE_CLOSE + _STRAIGHT and not _is_inch(text, at):
                stray.append(at)
            continue
        single = text[at] in _SINGLE_OPEN + _SINGLE_STRAIGHT
        close = _single_close(text, at) if single else _double_close(text, at)
        if close is not None:
            if close > at + 1:
                found.append(Stretch(at + 1, close, at, close + 1, True, single))
            position = close + 1
        elif _runs_on(text, at, single):
            found.append(Stretch(at + 1, len(text), at, len(text), False, single))
            position = len(text)
        elif not single:
            stray.append(at)
    return found, stray


def opens_with_mark(text: str) -> bool:
    """Whether a paragraph begins with an opening quotation mark."""
    return bool(text) and text[0] in _ALL and _opens(text, 0)


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    after = text[at + 1 : at + 2]
    if mark in _DOUBLE_OPEN:
        return bool(after)
    before = text[at - 1] if at else " "
    if mark in _DOUBLE_CLOSE:
        # Typists turn both marks the same way; "»" opens in some house styles.
        return (at == 0 or before.isspace()) and after.isalnum()
    starts = (
        (before.isspace() or before in "([{–—-/" + _DOUBLE_OPEN + _STRAIGHT) and bool(after) and not after.isspace()
    )
    if mark == _STRAIGHT:
        return starts or (at == 0 and bool(after))
    if mark in _SINGLE_OPEN:
        return starts and not _ELISION.match(text, at + 1)
    return mark == _SINGLE_STRAIGHT and starts and after.isalnum() and not _ELISION.match(text, at + 1)


def _double_close(text: str, opening: int) -> int | None:
    """The mark that closes the double mark at `opening`, past nested doubles."""
    depth = 1
    for match in re.finditer("[" + _DOUBLE_OPEN + _DOUBLE_CLOSE + _STRAIGHT + "]", text[opening + 1 :]):
        at = opening + 1 + match.start()
        mark = text[at]
        if mark == "“" and text[opening] == "„":
            return at
        if mark in _DOUBLE_OPEN:
            # A second opening mark of the same kind after a sentence's end repeats the first, it does not nest.
            depth += text[opening] != mark or not text[:at].rstrip().endswith((".", "!", "?"))
        elif mark in _DOUBLE_CLOSE or (not _opens(text, at) and not _is_inch(text, at)):
            depth -= 1
            if depth <= 0:
                return at
        elif text[opening] == _STRAIGHT:
            # A straight mark that could open while one is open: the earlier one was never closed.
            return None
    return None


def _single_close(text: str, opening: int) -> int | None:
    """The mark that closes the single mark at `opening`: not an apostrophe, and if in doubt the later one."""
    doubtful = None
    nested = 0
    for at in range(opening + 1, len(text)):
        mark = text[at]
        if mark in _DOUBLE_OPEN:
            nested += 1
        elif mark in _DOUBLE_CLOSE:
            nested -= 1
        elif mark in _SINGLE_OPEN and text[opening] in _SINGLE_OPEN:
            break
        elif mark in _SINGLE_CLOSE + _SINGLE_STRAIGHT and nested <= 0:
            before, after = text[at - 1], text[at + 1 : at + 2]
            if before.isspace() or after.isalnum():
                if mark == _SINGLE_STRAIGHT and before.isspace() and text[opening] == _SINGLE_STRAIGHT:
                    break
                continue
            if not before.isalnum() or before != "s" or not re.match(r"\s[a-z]", text[at + 1 : at + 3]):
                return at
            # "the councils' plan": a plural's apostrophe looks like a close.
            doubtful = at if doubtful is None else doubtful
    # Speech of several sentences that only an apostrophe would close was never closed.
    if doubtful is not None and re.search(r"[.!?]\s", text[opening:doubtful]):
        return None
    return doubtful


def _runs_on(text: str, at: int, single: bool) -> bool:
    """Whether an opening mark without a close is speech to the paragraph's end."""
    if at == 0:
        return True
    before = text[:at]
    if single:
        return bool(re.search(r":\s*$", before))
    return bool(_SPEECH_BEFORE.search(before)) or len(text) - at > 40


def _is_inch(text: str, at: int) -> bool:
    return text[at] == _STRAIGHT and at > 0 and text[at - 1].isdigit() and not text[at + 1 : at + 2] == "."
