"""Quotation marks of one paragraph, paired: curly, straight, single, guillemets, nested and unclosed ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_DOUBLE_OPEN, _DOUBLE_CLOSE, _STRAIGHT = "“„«", "”»", '"'
_LENGTH = re.compile(r"(?<![\d/–-])\d{1,3}(?:\.\d)?$")
_LONGEST_LENGTH = 6
_SINGLE_OPEN, _SINGLE_CLOSE, _SINGLE_STRAIGHT = "‘‛", "’", "'"
_ALL = _DOUBLE_OPEN + _DOUBLE_CLOSE + _STRAIGHT + _SINGLE_OPEN + _SINGLE_CLOSE + _SINGLE_STRAIGHT
_MARK = re.compile("[" + _ALL + "]")
_DOUBLE_MARK = re.compile("[" + _DOUBLE_OPEN + _DOUBLE_CLOSE + _STRAIGHT + "]")
# Apostrophes that begin a word ("'90s", "'tis") open nothing.
_ELISION = re.compile(r"(?:\d0s?\b|tis\b|twas\b|em\b|til\b|n['’])", re.IGNORECASE)
# Typewriters' doubles, made of two singles or two grave accents: shown to the readers of marks as one and a space.
_TYPED = re.compile(r"``|(?<!['’])(?:''|’’)(?!['’])")
# A term in straight marks within speech, whose sentence goes on behind it.
_NESTED = re.compile(r'"[^"“”]{1,60}"(?=[\s,]+[a-z])')
_SENTENCE_BREAK = re.compile(r"[.!?]\s")
_PLURAL_BEHIND = re.compile(r"\s[a-z]")
# An opening double mark without a close is speech if as much as this follows.
_LONG = 40


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

    def moved(self, offset: int) -> Stretch:
        """The same stretch in a text that has `offset` characters more in front."""
        return replace(
            self,
            start=self.start + offset,
            end=self.end + offset,
            outer_start=self.outer_start + offset,
            outer_end=self.outer_end + offset,
        )


def stretches(text: str) -> list[Stretch]:
    """The outermost quoted stretches of a paragraph in order.

    An opening mark without a close runs to the paragraph's end (the convention for speech over several
    paragraphs: each opens, only the last closes). Marks inside a stretch are nested and belong to it.
    """
    text = _with_typed_marks(text)
    found: list[Stretch] = []
    position = 0
    while match := _MARK.search(text, position):
        at = match.start()
        stretch = _stretch_from(text, at) if _opens(text, at) else None
        if stretch is not None and stretch.end > stretch.start:
            found.append(stretch)
        position = at + 1 if stretch is None else stretch.outer_end
    return found


def stray_close(text: str) -> int | None:
    """Where a double mark closes, in front of any stretch, what the paragraph did not open; None if none does."""
    indent = len(text) - len(text.lstrip())
    for match in _DOUBLE_MARK.finditer(text):
        at = match.start()
        if _opens(text, at):
            return None
        if match.group() not in _DOUBLE_OPEN and not 0 < at <= indent and not _is_inch(text, at):
            return at
    return None


def _with_typed_marks(text: str) -> str:
    """The text, as long as it was, with doubles that were typed as two signs turned into one and a space."""
    return _TYPED.sub(lambda match: "“ " if _opens_typed(match) else " ”", text)


def _opens_typed(match: re.Match[str]) -> bool:
    behind = match.string[match.end() : match.end() + 1]
    return bool(behind.strip()) and not match.string[: match.start()][-1:].strip()


def _stretch_from(text: str, at: int) -> Stretch | None:
    """The stretch that the mark at `at` opens, or None if that mark is stray."""
    single = text[at] in _SINGLE_OPEN + _SINGLE_STRAIGHT
    close = _single_close(text, at) if single else _double_close(text, at)
    if close is not None:
        start, end = _trimmed(text, at + 1, close)
        return Stretch(start, end, at, close + 1, True, single)
    if _runs_on(text, at, single):
        start, end = _trimmed(text, at + 1, len(text))
        return Stretch(start, end, at, len(text), False, single)
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span less the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def opens_with_mark(text: str) -> bool:
    """Whether a paragraph begins with an opening quotation mark."""
    return bool(text) and text[0] in _ALL and _opens(text, 0)


def _opens(text: str, at: int) -> bool:
    mark, after = text[at], text[at + 1 : at + 2]
    before = text[at - 1] if at else " "
    if mark in _DOUBLE_OPEN:
        return bool(after)
    if mark in _DOUBLE_CLOSE:
        # Typists turn both marks the same way; "»" opens in some house styles.
        return before.isspace() and after.isalnum()
    free = before.isspace() or before in "([{–—-/" + _DOUBLE_OPEN + _STRAIGHT
    starts = free and bool(after) and not after.isspace()
    if mark == _STRAIGHT:
        return starts or (at == 0 and bool(after))
    if mark in _SINGLE_OPEN:
        return starts and not _ELISION.match(text, at + 1)
    return mark == _SINGLE_STRAIGHT and starts and after.isalnum() and not _ELISION.match(text, at + 1)


def _double_close(text: str, opening: int) -> int | None:
    """The mark that closes the double mark at `opening`, past nested doubles."""
    depth, nested_to = 1, opening
    for match in _DOUBLE_MARK.finditer(text, opening + 1):
        at, mark = match.start(), match.group()
        if at <= nested_to:
            continue
        if (
            mark == _STRAIGHT
            and (nested := _NESTED.match(text, at))
            and _opens(text, at)
            and text[at - 2 : at - 1].isalnum()
        ):
            nested_to = nested.end() - 1
            continue
        if mark == "“" and text[opening] == "„":
            return at
        if mark in _DOUBLE_OPEN:
            # A second opening mark of the same kind after a sentence's end repeats the first, it does not nest.
            depth += text[opening] != mark or _last_before(text, at) not in {".", "!", "?"}
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
    for match in _MARK.finditer(text, opening + 1):
        at, mark = match.start(), match.group()
        if mark in _DOUBLE_OPEN:
            nested += 1
        elif mark in _DOUBLE_CLOSE:
            nested -= 1
        elif mark in _SINGLE_OPEN and text[opening] in _SINGLE_OPEN:
            break
        elif mark in _SINGLE_CLOSE + _SINGLE_STRAIGHT and nested <= 0:
            if _reopens(text, opening, at):
                break
            if _is_apostrophe(text, at):
                continue
            if not _may_be_plural(text, at):
                return at
            doubtful = at if doubtful is None else doubtful
    # Speech of several sentences that only an apostrophe would close was never closed.
    if doubtful is not None and _SENTENCE_BREAK.search(text, opening, doubtful):
        return None
    return doubtful


def _reopens(text: str, opening: int, at: int) -> bool:
    """Whether a straight single mark opens anew while one is open."""
    return text[at] == text[opening] == _SINGLE_STRAIGHT and text[at - 1].isspace() and not _ELISION.match(text, at + 1)


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at - 1].isspace() or text[at + 1 : at + 2].isalnum()


def _may_be_plural(text: str, at: int) -> bool:
    """ "the councils' plan": a plural's apostrophe looks like a close."""
    return text[at - 1] == "s" and bool(_PLURAL_BEHIND.match(text, at + 1))


def _runs_on(text: str, at: int, single: bool) -> bool:
    """Whether an opening mark without a close is speech to the paragraph's end."""
    before = _last_before(text, at)
    if at == 0 or before == ":":
        return True
    if before in {"", *";,–—-.!?"} and (not single or text[at] in _SINGLE_OPEN):
        return True
    return not single and len(text) - at > _LONG


def _last_before(text: str, at: int) -> str:
    """The last character before `at` that is no white space."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at]


def _is_inch(text: str, at: int) -> bool:
    """Whether a straight mark behind a number means inches ("a 30\" pipe"); behind a year it closes."""
    measured = text[at] == _STRAIGHT and _LENGTH.search(text, max(0, at - _LONGEST_LENGTH), at) is not None
    return measured and text[at + 1 : at + 2] != "."
