"""How far a body's name goes where its shape and the recogniser's label overlap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor import registers
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import is_first_name

_SURE = 2
_LONGEST_NAME = 300
# What may stand between two names; and what ends one: a place, another name or what it owns follows.
_BETWEEN_NAMES = re.compile(r",?\s+(?:and|&)\s+(?:the\s+)?|,\s+(?:the\s+)?")
_PARTING = re.compile(r",|\b(?:and|in|at)\b|^[’']s?\s")


def reconciled(text: str, by_shape: Iterable[BodyCandidate], labelled: Iterable[BodyCandidate]) -> list[BodyCandidate]:
    """Both kinds of candidates, where they overlap each as far as the recogniser says that one name goes.

    Words that make one name by their shape are two names where the recogniser sees two ("Ashby Pharmacies and Moor
    Pharmacy"), and a name goes on over more capitals where it does ("Washington Department of Fish and Wildlife").
    """
    shapes, labels = _Line(by_shape), _Line(labelled)
    kept, parts = list[BodyCandidate](), set[BodyCandidate]()
    for shape in shapes.candidates:
        within = labels.within(shape)
        if _make_up(text, shape, within):
            parts.update(within)
        else:
            kept.append(shape)
    for label in labels.candidates:
        inner, outer = shapes.within(label), shapes.around(label)
        # What ends like a body and is none by its shape: "Cardiac Surgery", "City of Culture".
        if label.type != "other" and " " in text[label.start : label.end] and not (inner or outer):
            continue
        sure = label in parts or (inner and _goes_on(text, label, inner[0]))
        kept.append(replace(label, strength=_SURE) if sure else label)
    return kept


class _Line:
    """Candidates in text order."""

    def __init__(self, candidates: Iterable[BodyCandidate]) -> None:
        self.candidates = sorted(candidates, key=lambda candidate: candidate.start)
        self._starts = [candidate.start for candidate in self.candidates]

    def within(self, outer: BodyCandidate) -> list[BodyCandidate]:
        """The candidates inside another."""
        first, last = bisect_left(self._starts, outer.start), bisect_left(self._starts, outer.end)
        return [candidate for candidate in self.candidates[first:last] if candidate.end <= outer.end]

    def around(self, inner: BodyCandidate) -> list[BodyCandidate]:
        """The candidates that another one is inside of."""
        first, last = bisect_left(self._starts, inner.start - _LONGEST_NAME), bisect_right(self._starts, inner.start)
        return [candidate for candidate in self.candidates[first:last] if inner.end <= candidate.end]


def _make_up(text: str, whole: BodyCandidate, parts: Sequence[BodyCandidate]) -> bool:
    """Whether several names and what stands between them make up the whole, none sharing another's end."""
    if len(parts) < 2 or parts[0].start != whole.start or parts[-1].end != whole.end:
        return False
    names = [text[part.start : part.end] for part in parts[:-1]]
    # "NHS Wend and Marl Integrated Care Board"
    if any(name.startswith("NHS ") or not (type_by_shape(name) or registers.lookup(name)) for name in names):
        return False
    return all(_BETWEEN_NAMES.fullmatch(text, left.end, right.start) for left, right in pairwise(parts))


def _goes_on(text: str, outer: BodyCandidate, inner: BodyCandidate) -> bool:
    """Whether the words around the inner name are of the same name: capitals in front, no place or person behind."""
    front, behind = text[outer.start : inner.start], text[inner.end : outer.end]
    if _PARTING.search(behind) or any(is_first_name(word) for word in behind.split()):
        return False
    if front and text[inner.start : inner.end].isupper():
        return False
    return all(word[0].isupper() for word in front.split())
