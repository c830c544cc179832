"""How names of bodies begin and end, and those that the register knows: the word lists by their first or last word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor import registers
from extractor.rules.body_tokens import TOKEN, Token, folded
from extractor.rules.lexicon import table, words

Phrase = tuple[str, ...]


def type_by_shape(name: str) -> str | None:
    """The type that a body's name gives away by its last or first words."""
    for tail, kind in _by_length("tails"):
        if name.endswith(tail):
            return kind
    for opening, kind in _by_length("openings"):
        if name.startswith(opening + " "):
            return kind
    return None


@cache
def _by_length(side: str) -> list[tuple[str, str]]:
    rows = [(phrase, kind) for kind, phrases in table("organisations")[side].items() for phrase in phrases]
    return sorted(rows, key=lambda row: (-len(row[0]), row[0]))


@cache
def tails() -> dict[str, list[tuple[Phrase, str]]]:
    """The last word of a tail -> the tails that end so with their types, longest first."""
    index: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, kind in _by_length("tails"):
        parts = tuple(phrase.replace("’", "'").split())
        index.setdefault(parts[-1], []).append((parts, kind))
    return index


@cache
def openings() -> dict[str, list[tuple[Phrase, str]]]:
    """The first word of an opening -> the openings that begin so with their types, longest first."""
    index: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, kind in _by_length("openings"):
        parts = tuple(phrase.split())
        index.setdefault(parts[0], []).append((parts, kind))
    return index


@cache
def registered() -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """The first word of a registered or well-known name -> the names that begin so with their types, longest first."""
    index: dict[str, set[tuple[Phrase, str]]] = {}
    for entry in registers.entries():
        for name in (entry.name, *entry.aliases):
            parts = _phrase(name)
            if len(parts) > 1 or (len(name) > 3 and name not in words("organisations", "never", "terms")):
                index.setdefault(parts[0], set()).add((parts, entry.type))
    for name in words("organisations", "known", "names"):
        parts = _phrase(name)
        if parts not in {known for known, _ in index.get(parts[0], ())}:
            index.setdefault(parts[0], set()).add((parts, "other"))
    return {first: tuple(sorted(names, key=lambda name: (-len(name[0]), name))) for first, names in index.items()}


def _phrase(name: str) -> Phrase:
    return tuple(folded(match.group()) for match in TOKEN.finditer(name))


def begins_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body's name of its own begins with the token at `at` ("... and NHS England")."""
    if at >= len(tokens):
        return False
    if tokens[at].acronym or tokens[at].text in openings():
        return True
    names = registered().get(folded(tokens[at].text), ())
    return any(tuple(folded(token.text) for token in tokens[at : at + len(name)]) == name for name, _ in names)


def ends_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body's name of its own ends with the token at `at` ("the Larkshire Society and ...")."""
    word = tokens[at].text
    for tail, _ in tails().get(word, ()):
        if tuple(token.text for token in tokens[max(0, at - len(tail) + 1) : at + 1]) == tail:
            return True
    return tokens[at].acronym or word in words("organisations", "known", "names")
