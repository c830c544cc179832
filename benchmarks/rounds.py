"""What every benchmark does: works on one core, in turn over some rounds, the median of the seconds each takes."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence

ROUNDS = 3


def take_one_core() -> None:
    """Keep to one core. Must come before numpy is imported, which reads the number of threads once."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def verdict(reasons: Sequence[str]) -> int:
    """The exit code of a benchmark: 1 where there are reasons why it failed, which are told."""
    for reason in reasons:
        print(f"FAILED: {reason}", file=sys.stderr)
    return 1 if reasons else 0


def median_seconds(
    works: Mapping[str, Callable[[], object]],
    clock: Callable[[], float] = time.process_time,
    rounds: int = ROUNDS,
) -> list[float]:
    """The median seconds of each work, by name, all of them in turn, so many rounds.

    Seconds of the processor, which others on the machine move less, unless another clock is given.
    """
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        for name, work in works.items():
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr)
            start = clock()
            work()
            seconds[name].append(clock() - start)
    return [statistics.median(taken) for taken in seconds.values()]
