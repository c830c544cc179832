"""Spans of the text, sorted once: which of them cover a place, overlap a span or lie within one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Any (start, end) pairs, which may overlap each other; asking costs a binary search."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of the spans overlaps `text[start:end]`."""
        number = bisect_left(self._starts, end)
        return number > 0 and self._furthest[number - 1] > start

    def cover(self, at: int) -> bool:
        """Whether one of the spans covers the character at `at`."""
        return self.overlap(at, at + 1)


class DisjointSpans:
    """Spans that don't overlap, added one by one."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of the spans overlaps `text[start:end]`."""
        number = bisect_left(self._starts, end)
        return number > 0 and self._ends[number - 1] > start

    def add(self, start: int, end: int) -> bool:
        """Add the span and tell so, unless it overlaps one that is there."""
        if self.overlap(start, end):
            return False
        number = bisect_left(self._starts, end)
        self._starts.insert(number, start)
        self._ends.insert(number, end)
        return True
