"""Patterns tried in texts that they may take for ever on.

`python -m hostile_patterns` in this folder, which `make fuzz` runs too, tries more texts than tests/test_patterns.py.
"""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from compiled_patterns import Pattern, bound, patterns
from hostile_texts import Text, texts

# Sizes of texts: what grows from the first to the second like a square or worse is tried in the third.
SMALL, MIDDLE, LARGE = 250, 1_000, 4_000
# A square makes it 16 of 4, a line 4; between them lies what has a large start, and noise.
_SQUARE = 8
# In units of the plainest square in a text of MIDDLE, some milliseconds: what grows like a square and costs so
# much there may cost a second in 20 KB, and so may what grows like a line and costs the other.
_MATTERS, _MATTERS_ANYHOW = 0.3, 6
# What is over so many units is stopped.
_MOST = 100


@dataclass(frozen=True)
class Slow:
    """What took too long: pattern, method, text, and its times by size in units of the yardstick."""

    name: str
    method: str
    text: str
    growth: str

    def __str__(self) -> str:
        return f"{self.name}.{self.method} in {self.text}: {self.growth}"


class _OutOfTimeError(Exception):
    pass


def _stop(*_: object) -> None:
    raise _OutOfTimeError


def _seconds(call: Callable[[], object], limit: float) -> float:
    """Processor time of a call, infinite if it is over the limit.

    It is that of the thread: that of the process is told in ticks while a timer runs on it.
    """
    before = signal.signal(signal.SIGVTALRM, _stop)
    start = time.thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        call()
        return time.thread_time() - start
    except _OutOfTimeError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@cache
def plainest_square() -> float:
    """The processor time of the plainest pattern that grows like a square, in a text of the middle size: the yardstick
    that makes a slow machine the same as a fast one.
    """
    text, plain = "a" * MIDDLE, re.compile("[ab]*[cd]")
    return min(_seconds(lambda: plain.search(text), 5) for _ in range(5))


def slow(pattern: Pattern, turns: int = 3) -> Slow | None:
    """The first of the pattern's texts on which it takes too long; in each turn its classes give other characters."""
    size = bound(pattern.name)
    for text in texts(pattern.compiled, turns, canonical=pattern.is_canonical):
        for method in pattern.methods:
            call = partial(_call, pattern.compiled, method, text)
            told = _growth(call) if size is None else _at_bound(call, size)
            # What is told once may be noise.
            if told and (_growth(call) if size is None else _at_bound(call, size)):
                return Slow(pattern.name, method, str(text), told)
    return None


def _call(compiled: re.Pattern[Any], method: str, text: Text, size: int) -> None:
    whole = text.of(size)
    answer = getattr(compiled, method)(
        whole.encode("utf-8", "replace") if isinstance(compiled.pattern, bytes) else whole
    )
    if method == "finditer":
        for _ in answer:
            pass


def _units(call: Callable[[int], object], size: int) -> float:
    return _seconds(lambda: call(size), _MOST * plainest_square()) / plainest_square()


def _at_bound(call: Callable[[int], object], size: int) -> str:
    """The time in a text of the size that is never passed, if it is too long for so short a text."""
    took = _units(call, size)
    return f"{size}: {took:.1f}" if took > _MATTERS_ANYHOW * size / MIDDLE else ""


def _growth(call: Callable[[int], object]) -> str:
    """How time grows, if it is like a square or worse and matters, or if it is too long anyhow."""
    small = _units(call, SMALL)
    if small == float("inf"):
        return f"{SMALL}: inf"
    middle = _units(call, MIDDLE)
    if middle < _MATTERS or (middle < small * _SQUARE / 2 and middle < _MATTERS_ANYHOW):
        return ""
    large = _units(call, LARGE) if middle < _MOST else middle
    if large < middle * _SQUARE and large < _MATTERS_ANYHOW * LARGE / MIDDLE:
        return ""
    return ", ".join(f"{size}: {took:.1f}" for size, took in ((SMALL, small), (MIDDLE, middle), (LARGE, large)))


def main() -> int:
    """Every pattern in many texts; 1 if one is slow."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    found = 0
    for told in filter(None, (slow(pattern, turns) for pattern in patterns())):
        print(told, flush=True)
        found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
