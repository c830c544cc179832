"""The words of a paragraph as names of bodies are made of them, and what a single word can be in such a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.record import Paragraph
from extractor.rules.lexicon import first_names, words

TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W_](?:[\w’'&./-]*[^\W_])?(?:(?<=s)[’'](?=\s(?:[A-Z]|and\s[A-Z]))|(?<=\b[A-Z])\.)?|&|[,;:.()]|\S"
)
_WORD = re.compile(r"[\w&]")
# A possessive ends a name, unless the name goes on ("Sheriff's Office").
_OWNER_ENDS, _OWNERS_ENDS = ("'s", "’s"), ("s'", "s’")
_SHORTEST_ACRONYM = 3
# What grammar puts before the capital of an Irish or Gaelic name ("na gCladach"), or an Arabic article ("al-Huda").
_MUTATED = re.compile(r"(?:[bdgmnt]|bh|[hnt]-|a[ln]-)[A-ZÀÁÈÉÌÍÒÓÙÚ][a-zàáèéìíòóùú]{2,}")

# "myNest4U", "eBuses"
_BRAND = re.compile(r"[a-z]{1,3}[A-Z][a-z]{2}\w*")


class Token(NamedTuple):
    """A word or sign, `text[start:end]` of the release."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, or is a number with capitals ("4Networking")."""
        if self.text.islower():  # as most words are
            return False
        if self.text[0].isupper() or _MUTATED.fullmatch(self.text) or _BRAND.fullmatch(self.text):
            return True
        return self.text[0].isdigit() and any(letter.isupper() for letter in self.text)

    @property
    def capital_word(self) -> bool:
        """Whether it is a word that can be a part of a name."""
        return self.capital and bool(_WORD.match(self.text))

    @property
    def possessive(self) -> bool:
        """Whether it ends in a possessive."""
        return self.text.endswith(_OWNER_ENDS + _OWNERS_ENDS)

    @property
    def bare(self) -> str:
        """The word without its possessive."""
        return without_possessive(self.text)

    @property
    def end_of_name(self) -> int:
        """Where a name ends that ends in this word: before the possessive."""
        return self.end - len(self.text) + len(self.bare)

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals and no initial."""
        return self.text.isupper() and len(self.text) >= _SHORTEST_ACRONYM


def tokens_of(text: str, paragraphs: Iterable[Paragraph]) -> list[list[Token]]:
    """The tokens of each paragraph of a text."""
    return [_tokens(text, paragraph.start, paragraph.end) for paragraph in paragraphs]


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return [Token(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text, start, end)]


def without_possessive(word: str) -> str:
    """The word less an "'s" or, behind an s, an apostrophe at its end."""
    if word.endswith(_OWNER_ENDS):
        return word[:-2]
    return word[:-1] if word.endswith(_OWNERS_ENDS) else word


def folded(word: str) -> str:
    """A word as the register's index has it: no case, no possessive, "and" for "&"."""
    return "and" if word == "&" else without_possessive(word.replace("’", "'")).casefold()


def is_plain(word: str) -> bool:
    """Whether a word describes rather than names: "Adult Social Services" is a unit, not a body."""
    bare = word.casefold().replace("’", "'")
    return (
        bare in words("roles", "modifiers")
        or bare in words("organisations", "plain", "words")
        or bare in words("organisations", "joiners", "all")
    )


def opens_otherwise(word: str) -> bool:
    """Whether a word opens the name of a person or of a thing rather than that of a body."""
    if word in first_names() or word.title() in words("honorifics", "courtesy"):
        return True
    return word in words("organisations", "never", "tails") and word not in words("organisations", "before_of", "words")


def holds_post(parts: Sequence[str]) -> bool:
    """Whether one of the words is the head of a post."""
    return any(part.casefold() in words("roles", "heads") for part in parts)


def is_no_body(name: str) -> bool:
    """Whether the lists of what is no body hold a whole name or its last word."""
    if name in words("organisations", "never", "names") or name in words("organisations", "never", "terms"):
        return True
    last = name.rsplit(maxsplit=1)[-1]
    return last in words("organisations", "never", "tails") or last in words("organisations", "never_inside", "words")
