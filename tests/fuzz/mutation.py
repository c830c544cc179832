"""A seed and a source of chance -> an input: pieces of text, or bytes, cut, repeated, moved, spliced and nested."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape, unescape
from random import Random
from typing import Any

from fuzz.tokens import BYTES, NESTED, TOKENS

# Bytes of an input; readers refuse what is far longer by limits of their own, which other tests hold.
LONGEST = 60_000
_MOST_CHANGES = 6
_MOST_REPEATS = 200
_UNCHANGED = 0.02
# Of XML, how much stays well-formed.
_WHOLE = 0.6

_WORD = r"\s+|[^\W_]+|."
_PIECES = {
    "text": re.compile(_WORD, re.DOTALL),
    "markdown": re.compile(_WORD, re.DOTALL),
    "html": re.compile(rf"<[^<>]*>|&\w+;|{_WORD}", re.DOTALL),
    "xml": re.compile(rf"<[^<>]*>|{_WORD}", re.DOTALL),
    "mail": re.compile(r"[^\n]*\n|[^\n]+"),
    "json": re.compile(rf'"(?:[^"\\]|\\.)*"|{_WORD}', re.DOTALL),
}
# The text within an element, and elements of which there are many.
_HELD = re.compile(r"(?<=>)[^<>]*\w[^<>]*(?=</)")
_ELEMENT = re.compile(r"<(w:p|w:tr|w:style|item|entry|url)[ >].*?</\1>", re.DOTALL)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# How a text comes in bytes: mostly rightly, else in other ways that readers know, or in none.
_ENCODINGS = (
    *["utf-8"] * 12,
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "latin-1",
    "mac_roman",
)

# A list of pieces, or bytes: what follows needs no more than slices and sums of it.
Pieces = Any
Change = Callable[[Random, Pieces, Pieces, str], Pieces]


def text_changed(chance: Random, seed: bytes, other: bytes, shape: str) -> bytes:
    """An input of text of that shape: pieces changed, then mostly some bytes right, now and then some wrong."""
    if chance.random() < _UNCHANGED:
        return seed
    if shape == "xml" and chance.random() < _WHOLE:
        return xml_changed(chance, seed, other)
    pieces, others = (_PIECES[shape].findall(one.decode("utf-8", "replace")) for one in (seed, other))
    text = "".join(_changed(chance, pieces, others, shape))[:LONGEST]
    encoding = chance.choice(_ENCODINGS)
    lenient = chance.choice(["replace", "surrogatepass" if encoding.startswith("utf") else "xmlcharrefreplace"])
    data = text.encode(encoding, lenient)
    return bytes_changed(chance, data, other) if chance.random() < 0.1 else data


def xml_changed(chance: Random, seed: bytes, other: bytes) -> bytes:
    """XML that is whole still: elements left out, repeated and moved, or the text within one changed."""
    text, others = seed.decode("utf-8", "replace"), other.decode("utf-8", "replace")
    if chance.random() < 0.5 and (held := list(_HELD.finditer(text))):
        found = chance.choice(held)
        inner = "".join(_changed(chance, _PIECES["text"].findall(unescape(found[0])), [], "text"))
        return (text[: found.start()] + escape(_NO_CHARACTER.sub("", inner)) + text[found.end() :]).encode(
            "utf-8", "replace"
        )
    elements = [found[0] for found in _ELEMENT.finditer(text)]
    moved = elements
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        borrowed = [found[0] for found in _ELEMENT.finditer(others)]
        moved = chance.choice([_cut, _repeat, _swap, _borrow])(chance, moved, borrowed, "xml")
    if not elements:
        return seed
    start, end = text.index(elements[0]), text.rindex(elements[-1]) + len(elements[-1])
    return (text[:start] + "".join(moved) + text[end:]).encode("utf-8", "replace")


def plain_changed(chance: Random, seed: str, other: str) -> str:
    """A text for the finders: no reader has set it right, but it is one that could be written into a record."""
    pieces, others = (_PIECES["text"].findall(one) for one in (seed, other))
    text = "".join(_changed(chance, pieces, others, "text"))[:LONGEST]
    return text.encode("utf-8", "ignore").decode("utf-8")


def bytes_changed(chance: Random, seed: bytes, other: bytes) -> bytes:
    """An input of bytes that have no shape."""
    return bytes(_changed(chance, seed, other, "bytes"))[:LONGEST]


def bytes_flipped(chance: Random, seed: bytes, other: bytes) -> bytes:
    """Bytes changed where they stand, few of them: what is known by its place is there still."""
    for _ in range(chance.randint(1, 12)):
        seed = _flip(chance, seed, other, "bytes")
    return seed


def _changed(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    changes = [*_CHANGES, _flip] if shape == "bytes" else _CHANGES
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        pieces = chance.choice(changes)(chance, pieces, others, shape)[:LONGEST]
    return pieces


def _stretch(chance: Random, pieces: Sequence[Any]) -> tuple[int, int]:
    """A stretch, mostly a short one."""
    start = chance.randint(0, len(pieces))
    longest = chance.choice([1, 3, 20, len(pieces)])
    return start, min(len(pieces), start + chance.randint(0, longest))


def _cut(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    start, end = _stretch(chance, pieces)
    return pieces[:start] + pieces[end:]


def _end(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    return pieces[: chance.randint(0, len(pieces))]


def _repeat(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    start, end = _stretch(chance, pieces)
    times = chance.choice([2, 3, _MOST_REPEATS])
    return pieces[:start] + (pieces[start:end] * times)[:LONGEST] + pieces[end:]


def _swap(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    first, second, third, fourth = sorted(chance.randint(0, len(pieces)) for _ in range(4))
    middle = pieces[third:fourth] + pieces[second:third] + pieces[first:second]
    return pieces[:first] + middle + pieces[fourth:]


def _splice(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    return pieces[: chance.randint(0, len(pieces))] + others[chance.randint(0, len(others)) :]


def _borrow(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    at, (start, end) = chance.randint(0, len(pieces)), _stretch(chance, others)
    return pieces[:at] + others[start:end] + pieces[at:]


def _insert(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    at = chance.randint(0, len(pieces))
    return pieces[:at] + _token(chance, shape) + pieces[at:]


def _overwrite(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    start, end = _stretch(chance, pieces)
    return pieces[:start] + _token(chance, shape) + pieces[end:]


def _nest(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    if shape == "bytes":
        return _repeat(chance, pieces, others, shape)
    opening, closing = chance.choice(NESTED[shape])
    (start, end), times = _stretch(chance, pieces), chance.choice([2, 10, 300, 3000])
    return pieces[:start] + [opening] * times + pieces[start:end] + [closing] * times + pieces[end:]


def _recase(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    start, end = _stretch(chance, pieces)
    change = chance.choice(["upper", "lower", "title", "swapcase"])
    part = pieces[start:end]
    changed = getattr(part, change)() if shape == "bytes" else [getattr(piece, change)() for piece in part]
    return pieces[:start] + changed + pieces[end:]


def _unspace(chance: Random, pieces: Pieces, others: Pieces, shape: str) -> Pieces:
    """White space of a stretch made another kind of it, or none."""
    start, end = _stretch(chance, pieces)
    if shape == "bytes":
        return pieces[:start] + pieces[start:end].replace(b" ", b"\n") + pieces[end:]
    space = chance.choice(["", " ", "\n", "\n\n", "\t", "\xa0", "\r", "\u2028", " \n "])
    return pieces[:start] + [space if piece.isspace() else piece for piece in pieces[start:end]] + pieces[end:]


def _flip(chance: Random, pieces: bytes, others: bytes, shape: str) -> bytes:
    if not pieces:
        return pieces
    at = chance.randrange(len(pieces))
    changed = chance.choice([pieces[at] ^ 1 << chance.randrange(8), 0, 0xFF, chance.randrange(256)])
    return pieces[:at] + bytes([changed]) + pieces[at + 1 :]


def _token(chance: Random, shape: str) -> Pieces:
    return chance.choice(BYTES) if shape == "bytes" else [chance.choice(TOKENS[shape])]


_CHANGES: list[Change] = [
    *(_cut, _end, _repeat, _swap, _splice, _borrow, _insert, _insert, _insert, _overwrite, _overwrite, _nest),
    *(_recase, _unspace),
]
