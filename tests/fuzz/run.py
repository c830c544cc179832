"""Many inputs of many targets, in several processes: what came of them, as a report."""

from __future__ import annotations

import platform
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extractor import __version__
from fuzz.targets import TARGETS
from fuzz.trial import Outcome
from fuzz.worker import Block, Worker

# So that all targets have had their share whenever the time is over.
_ROUNDS = 20
_MOST_EXAMPLES = 5


@dataclass(slots=True)
class Told:
    """What came of a target's inputs."""

    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_number: int | None = None
    peak: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, number: int, outcome: Outcome) -> None:
        """Count an input."""
        self.inputs += 1
        self.seconds += outcome.seconds
        self.peak = max(self.peak, outcome.peak)
        self.outcomes["fault" if outcome.is_fault else outcome.word] += 1
        if outcome.seconds > self.slowest:
            self.slowest, self.slowest_number = outcome.seconds, number
        if outcome.is_fault:
            fault = self.faults.setdefault(outcome.word, {"count": 0, "numbers": [], "message": outcome.message})
            fault["count"] += 1
            fault["numbers"] += [number] if len(fault["numbers"]) < _MOST_EXAMPLES else []

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "inputs": self.inputs,
            "seconds": round(self.seconds, 1),
            "slowest": {"seconds": round(self.slowest, 2), "number": self.slowest_number},
            "peak_mb": round(self.peak / 1_000_000),
            "outcomes": dict(self.outcomes.most_common()),
            "faults": self.faults,
        }


def blocks(names: Sequence[str], inputs: int, first: int = 0) -> Iterator[Block]:
    """About so many inputs, parted among the targets by their shares, in rounds."""
    whole = sum(TARGETS[name].share for name in names)
    for turn in range(_ROUNDS):
        for name in names:
            counts = [-(-inputs * TARGETS[name].share * done // (whole * _ROUNDS)) for done in (turn, turn + 1)]
            if counts[1] > counts[0]:
                yield Block(name, first + counts[0], first + counts[1])


def run(
    todo: Iterator[Block], jobs: int = 1, seconds: float | None = None, tell: Callable[[str], None] = print
) -> dict[str, Any]:
    """Try all blocks, in so many processes, until all are done or so many seconds are over. Returns the report."""
    began, moment = time.monotonic(), datetime.now(UTC)
    told: dict[str, Told] = {}
    lock = threading.Lock()

    def work() -> None:
        worker = Worker()
        try:
            while seconds is None or time.monotonic() - began < seconds:
                with lock:
                    block = next(todo, None)
                if block is None:
                    return
                for number, outcome in worker.run(block):
                    with lock:
                        known = told.setdefault(block.target, Told())
                        if outcome.is_fault and outcome.word not in known.faults:
                            tell(f"{block.target}:{number} {outcome.word}: {outcome.message.strip()[-300:]}")
                        known.add(number, outcome)
        finally:
            worker.close()

    threads = [threading.Thread(target=work) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "date": moment.strftime("%Y-%m-%d"),
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "jobs": jobs,
        "seconds": round(time.monotonic() - began),
        "inputs": sum(one.inputs for one in told.values()),
        "faults": sum(len(one.faults) for one in told.values()),
        "targets": {name: told[name].as_dict() for name in TARGETS if name in told},
    }


def table(report: dict[str, Any]) -> str:
    """The report as a table in Markdown."""
    head = "| target | inputs | answers | refused | slowest (s) | peak (MB) | kinds of faults |"
    return "\n".join([head, "|---" * 7 + "|", *(_row(name, told) for name, told in report["targets"].items())])


def _row(name: str, told: dict[str, Any]) -> str:
    answers = told["outcomes"].get("answer", 0)
    refused = sum(count for word, count in told["outcomes"].items() if word.startswith("refused"))
    cells = [told["inputs"], answers, refused, told["slowest"]["seconds"], told["peak_mb"], len(told["faults"])]
    shown = [f"{cell:,}" if isinstance(cell, int) else f"{cell:.2f}" for cell in cells]
    return f"| `{name}` | {' | '.join(shown)} |"
