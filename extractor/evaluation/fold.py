"""How texts and names are compared: folded to what two spellings of one thing have in common."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files

_MARKS: dict[str, str | None] = {
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("“”„″«»", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}"),
}
_FOLDED_MARKS = str.maketrans(_MARKS)
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|an?) ")
_OUTER = " .,;:'\"()"

_NAMES = tomllib.loads(files("extractor").joinpath("evaluation/data/names.toml").read_text("utf-8"))
_TITLES = frozenset(_NAMES["titles"])
_TITLES_OF_TWO_WORDS = frozenset(map(tuple, _NAMES["titles_of_two_words"]))
_LETTERS_AFTER = frozenset(_NAMES["letters_after"])


@lru_cache(maxsize=4096)
def fold(text: str | None) -> str:
    """The text whatever its case, white space, quotation marks and dashes; nothing is the empty text."""
    marked = (text or "").translate(_FOLDED_MARKS)
    return " ".join(unicodedata.normalize("NFKC", marked).translate(_FOLDED_MARKS).split()).casefold()


def words(text: str | None) -> list[str]:
    """The words of the folded text."""
    return _WORD.findall(fold(text))


def body_name(name: str | None) -> str:
    """A body's name without an article in front, a possessive and outer punctuation."""
    return _ARTICLE.sub("", fold(name)).removesuffix("'s").strip(_OUTER)


def person_name(name: str | None) -> str:
    """A person's name without titles in front, letters after it and full stops."""
    parts = body_name(name).split(" ")
    while len(parts) > 1 and (skipped := _titles_in_front(parts)):
        parts = parts[skipped:]
    while len(parts) > 1 and parts[-1] in _LETTERS_AFTER:
        parts.pop()
    return " ".join(parts).replace(".", "")


def _titles_in_front(parts: list[str]) -> int:
    """How many words in front are a title; the last word of a name never is."""
    if len(parts) > 2 and (parts[0], parts[1].removesuffix(".")) in _TITLES_OF_TWO_WORDS:
        return 2
    return int(parts[0].removesuffix(".") in _TITLES)


@lru_cache(maxsize=4096)
def _bag(text: str) -> Counter[str]:
    return Counter(words(text))


def dice(one: str, other: str) -> float:
    """How much two texts share: twice the words in common by the words of both (Dice), 0 to 1, order left aside."""
    both = _bag(one).total() + _bag(other).total()
    return 2 * (_bag(one) & _bag(other)).total() / both if both else 0.0


def jaccard(one: str, other: str) -> float:
    """How much two texts share: the words in common by the words of either (Jaccard), 0 to 1, order left aside."""
    either = (_bag(one) | _bag(other)).total()
    return (_bag(one) & _bag(other)).total() / either if either else 0.0
