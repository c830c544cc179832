"""What a PDF's streams come to, told before they are handed to the reader, which nothing could stop then."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from extractor.errors import InputError
from extractor.release import Source

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_FILTERED = re.compile(rb"/Fl(?:ateDecode)?\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,8})")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+R\b")
# An element of the tree leads to all others by its parent.
_PARENT = re.compile(rb"/Parent\s+\d+\s+\d+\s+R\b")
_DRAWS = re.compile(rb"/[^\s/<>\[\]()]{1,60}\s+Do\b")
_DICTIONARY_MAX = 100_000
# What the text and drawings of a release inflate to in all, and how often forms may be drawn within forms.
_DRAWN_MAX, _FORMS_MAX = 50_000_000, 20_000
# Thousands of forms that share thousands of resources lead to millions of things: no program lets all draw all.
_LINKS_MAX = 2_000_000
# From a form by its resources to the forms in them; deeper ones are no resources.
_HOPS = 3
_STEP = 1 << 20


@dataclass(slots=True)
class _Object:
    """What an object refers to; if it is a form, how often it draws others."""

    refers: tuple[int, ...]
    draws: int | None = None


def check_streams(source: Source) -> None:
    """Raise InputError if the streams of a PDF inflate to more than any release has, are packed in layers, or draw
    forms within forms without end.
    """
    objects = dict(_objects(source))
    forms, links = _Forms(objects, {}, {}), 0
    for number, one in objects.items():
        if one.draws:
            reached = _reached(objects, number)
            links += len(reached)
            forms.within[number] = [to for to in reached if objects[to].draws is not None and to != number]
        if links > _LINKS_MAX:
            raise _unsafe(source, "has thousands of drawings that lead to each other")
    if any(forms.drawn(number, ()) > _FORMS_MAX for number in forms.within):
        raise _unsafe(source, "draws the same things over and over")


def _unsafe(source: Source, reason: str) -> InputError:
    advice = "open it in a PDF viewer and print it to a file"
    return InputError(source.uri, "unsafe", f"{reason}, which no program writes", advice)


def _objects(source: Source) -> Iterator[tuple[int, _Object]]:
    data, left = source.data, _DRAWN_MAX
    starts = [(found.end(), int(found[1])) for found in _OBJECT.finditer(data)]
    for (start, number), (end, _) in zip(starts, [*starts[1:], (len(data), 0)], strict=False):
        opening = _STREAM.search(data, start, min(end, start + _DICTIONARY_MAX))
        dictionary = data[start : opening.start() if opening else min(end, start + _DICTIONARY_MAX)]
        layers = len(_FILTERED.findall(dictionary))
        if opening and layers > 1:
            raise _unsafe(source, "has streams packed in layers")
        content = b""
        if opening and _PICTURE.search(dictionary) is None:
            content = _inflated(data, opening.end(), left) if layers else data[opening.end() : end]
            left -= len(content) if layers else 0
            if left < 0:
                reason = f"inflates to more than {_DRAWN_MAX // 1_000_000} MB"
                raise InputError(source.uri, "too_large", reason, "print it to a file anew, without its drawings")
        yield number, _object(dictionary, content)
        if _OBJECT_STREAM.search(dictionary) and (first := _FIRST.search(dictionary)):
            yield from _unpacked(content, int(first[1]))


def _object(dictionary: bytes, content: bytes = b"") -> _Object:
    refers = tuple(int(found[1]) for found in _REFERENCE.finditer(_PARENT.sub(b"", dictionary)))
    draws = sum(1 for _ in _DRAWS.finditer(content)) if _FORM.search(dictionary) else None
    return _Object(refers, draws)


def _unpacked(content: bytes, first: int) -> Iterator[tuple[int, _Object]]:
    """The objects of an object stream: before the first stand the number and place of each."""
    numbers = [int(word) for word in content[:first].split() if word.isdigit()]
    places = [first + place for place in numbers[1::2]]
    for number, start, end in zip(numbers[::2], places, [*places[1:], len(content)], strict=False):
        yield number, _object(content[start:end])


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms that draw, each with the forms that it can draw, and how many are drawn by one, where that is known."""

    objects: dict[int, _Object]
    within: dict[int, list[int]]
    known: dict[int, int]

    def drawn(self, number: int, around: tuple[int, ...]) -> int:
        """How many forms are drawn by drawing one, at most."""
        if number in self.known:
            return self.known[number]
        inner = 1
        if number in self.within and len(around) < 100:
            inside = (one for one in self.within[number] if one not in around)
            inner = max((self.drawn(one, (*around, number)) for one in inside), default=1)
        self.known[number] = min(1 + (self.objects[number].draws or 0) * inner, _FORMS_MAX + 1)
        return self.known[number]


def _reached(objects: dict[int, _Object], number: int) -> set[int]:
    """What the dictionary of a form leads to, directly or by lists of resources: no further than to other forms."""
    seen, reached = {number}, {number}
    for _ in range(_HOPS):
        reached = {to for one in reached for to in objects[one].refers if to in objects} - seen
        seen |= reached
        reached = {one for one in reached if objects[one].draws is None}
    return seen


def _inflated(data: bytes, start: int, most: int) -> bytes:
    """What a stream inflates to, up to a step beyond `most`; what is no such stream inflates to nothing."""
    inflater = zlib.decompressobj()
    pieces: list[bytes] = []
    size, at, piece = 0, start, data[start : start + _STEP]
    with suppress(zlib.error):
        while piece and size <= most and not inflater.eof:
            pieces.append(inflater.decompress(piece, _STEP))
            size += len(pieces[-1])
            piece = inflater.unconsumed_tail
            if not piece:
                at += _STEP
                piece = data[at : at + _STEP]
    return b"".join(pieces)
