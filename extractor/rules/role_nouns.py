"""Nouns for posts: what tells that a phrase is a role."""

from __future__ import annotations

import re
from functools import cache

from extractor.rules.lexicon import words

_WORD = re.compile(r"[\w’'&/-]+")


def has_head(phrase: str) -> bool:
    """Whether a phrase holds a noun for a post."""
    return any(is_head(word) for word in _WORD.findall(phrase))


def is_head(word: str) -> bool:
    """Whether a word is a noun for a post, or its plural."""
    folded = word.casefold()
    return folded in _heads() or folded.endswith(_endings()) or is_plural(word) or _is_compound(folded)


def _is_compound(word: str) -> bool:
    """Whether a hyphen joins two posts ("secretary-treasurer") or tells that one is to begin ("president-elect")."""
    first, _, second = word.partition("-")
    return first in _heads() and (second in _heads() or second in words("roles", "behind_hyphen"))


def is_plural(word: str) -> bool:
    """Whether a word is the plural of a noun for a post."""
    folded = word.casefold()
    return folded.endswith("s") and folded not in _heads() and folded[:-1] in _heads()


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(words("roles", "head_endings")))


@cache
def _heads() -> frozenset[str]:
    return frozenset(head.casefold() for head in words("roles", "heads") if " " not in head)
