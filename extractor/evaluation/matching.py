"""Each fact is matched once: what is taken out of those that are left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def take_first(left: list[T], fits: Callable[[T], bool]) -> T | None:
    """Take the first that fits out of those left; None if none does."""
    for place, one in enumerate(left):
        if fits(one):
            return left.pop(place)
    return None


def take_all(left: list[T], fits: Callable[[T], bool]) -> list[T]:
    """Take all that fit out of those left."""
    taken = [one for one in left if fits(one)]
    left[:] = [one for one in left if not fits(one)]
    return taken


def likest(left: list[T], likeness: Callable[[T], float], least: float) -> int | None:
    """The place of the one that is most alike, the first of several, None if none is as much alike as `least`."""
    likenesses = [likeness(one) for one in left]
    best = max(likenesses, default=0.0)
    return likenesses.index(best) if likenesses and best >= least else None
