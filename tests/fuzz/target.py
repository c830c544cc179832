"""One target of fuzzing, and how its inputs are made: of its name and their number, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from extractor.errors import InputError

Make = Callable[[Random, bytes, bytes], bytes]

# A short input is mutated from a short seed: of the seeds, long ones are taken one time in so many.
_SHORT, _LONG_ONES = 4_000, 12


@dataclass(frozen=True, slots=True)
class Target:
    """One target.

    seeds: what its inputs are made of; change: how; run: what is fuzzed, given an input and chance (the same for the
    same input), which yields what is broken of its answer; share: how many of a thousand inputs; errors: what it may
    raise; longest: bytes of an input.
    """

    name: str
    seeds: Callable[[], list[bytes]]
    change: Make
    run: Callable[[bytes, Random], Iterator[str]]
    share: int
    errors: tuple[type[Exception], ...] = (InputError,)
    longest: int = 60_000

    def chance(self, number: int) -> Random:
        """Where the chance of an input comes from."""
        return Random(f"{self.name}:{number}")

    def input(self, number: int) -> bytes:
        """The input of that number: the same on every machine."""
        chance = self.chance(number)
        return self.change(chance, self._seed(chance), self._seed(chance))[: self.longest]

    def _seed(self, chance: Random) -> bytes:
        short, long = _by_length(self.seeds)
        return chance.choice(long if not short or (long and not chance.randrange(_LONG_ONES)) else short)


@cache
def _by_length(made: Callable[[], list[bytes]]) -> tuple[list[bytes], list[bytes]]:
    found = [seed for seed in made() if seed]
    return [seed for seed in found if len(seed) < _SHORT], [seed for seed in found if len(seed) >= _SHORT]
