"""The letters of a PDF's page to pieces: runs of words that stand on one line, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
# In heights of a letter: less parts words that no space parts; more parts pieces.
_WORD_GAP, _PIECE_GAP, _SAME_LINE = 0.17, 1.3, 0.35
# So many words, nearly all of one letter, are letters set wide apart.
_LETTERS_MIN, _LETTERS_SHARE = 4, 0.9


class Letter(NamedTuple):
    """A letter, the box around it from left and bottom to right and top, and how it looks.

    `slanted` is true for one that stands at an angle to most of the page, or nowhere: its box is of no numbers then.
    """

    character: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool
    slanted: bool = False


@dataclass(slots=True)
class Piece:
    """Words of a line without a wide gap between them, and the box around them."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The height on the page that it stands at."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Page:
    """The pieces of a page in the order in which they are drawn, and what it holds besides."""

    number: int
    pieces: list[Piece]
    bottom: float
    top: float
    letters: int = 0
    unreadable: int = 0
    has_pictures: bool = False
    outside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Word:
    characters: list[str]
    left: float
    bottom: float
    right: float
    top: float
    bold: bool
    slanted: bool

    @property
    def text(self) -> str:
        # Letters beyond the first 65,536 come as two halves.
        return "".join(self.characters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words_of(letters: list[Letter], sheet: tuple[float, float, float, float], number: int, has_pictures: bool) -> Page:
    """The page that letters make. What stands at an angle or beyond the sheet is set apart."""
    told = [letter for letter in letters if letter.character != " "]
    upright: list[_Word] = []
    outside: list[_Word] = []
    for word in _words(letters):
        beyond = word.right < sheet[0] or word.left > sheet[2] or word.top < sheet[1] or word.bottom > sheet[3]
        (outside if word.slanted or (beyond and sheet[2] > sheet[0]) else upright).append(word)
    pieces = list(_pieces(upright))
    return Page(
        number,
        pieces,
        min((piece.bottom for piece in pieces), default=0),
        max((piece.top for piece in pieces), default=0),
        len(told),
        sum(_NO_LETTER.match(letter.character) is not None for letter in told),
        has_pictures,
        [" ".join(word.text for word in outside)] if outside else [],
    )


def _words(letters: Iterable[Letter]) -> Iterator[_Word]:
    word: _Word | None = None
    for letter in letters:
        if letter.character == " ":
            if word is not None:
                yield word
            word = None
        elif word is not None and _goes_on(word, letter):
            word.characters.append(letter.character)
            word.right = max(word.right, letter.right)
            word.top, word.bottom = max(word.top, letter.top), min(word.bottom, letter.bottom)
        else:
            if word is not None:
                yield word
            word = _Word([letter.character], *letter[1:])
    if word is not None:
        yield word


def _goes_on(word: _Word, letter: Letter) -> bool:
    if word.slanted or letter.slanted:
        return word.slanted == letter.slanted
    height = word.top - word.bottom
    apart = letter.left - word.right
    return abs(letter.bottom - word.bottom) < _SAME_LINE * height and -height < apart < _WORD_GAP * height


def _pieces(words: Iterable[_Word]) -> Iterator[Piece]:
    line: list[_Word] = []
    for word in words:
        if line and not _stands_beside(line[-1], word):
            yield _piece(line)
            line = []
        line.append(word)
    if line:
        yield _piece(line)


def _piece(words: list[_Word]) -> Piece:
    return Piece(
        _spaced(words),
        words[0].left,
        min(word.bottom for word in words),
        max(word.right for word in words),
        max(word.top for word in words),
        all(word.bold for word in words),
    )


def _spaced(words: list[_Word]) -> str:
    """The text of words; letters that are set wide apart ("N E W S") are put together to words again."""
    texts = [word.text for word in words]
    if len(words) < _LETTERS_MIN or sum(len(text) == 1 for text in texts) < _LETTERS_SHARE * len(words):
        return " ".join(texts)
    gaps = [after.left - before.right for before, after in pairwise(words)]
    usual = median(gaps)
    return texts[0] + "".join(
        (" " if gap > 1.5 * usual else "") + text for gap, text in zip(gaps, texts[1:], strict=True)
    )


def _stands_beside(before: _Word, word: _Word) -> bool:
    height = min(before.top - before.bottom, word.top - word.bottom)
    apart = word.left - before.right
    return abs(word.bottom - before.bottom) < _SAME_LINE * height and -0.3 * height < apart < _PIECE_GAP * height
