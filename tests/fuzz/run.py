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
from fuzz.trial import Outcome, tried_with
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


def tried(name: str, number: int) -> Outcome:
    """Make the input of a target of that number, and try it."""
    return tried_with(TARGETS[name], number, TARGETS[name].input(number))


def blocks(names: Sequence[str], inputs: int, first: int = 0) -> Iterator[Block]:
    """About so many inputs, parted among the targets by their shares, in rounds."""
    whole = sum(TARGETS[name].share for name in names)
    for turn in range(_ROUNDS):
        for name in names:
            counts = [-(-inputs * TARGETS[name].share * done // (whole * _ROUNDS)) for done in (turn, turn + 1)]
            if counts[1] > counts[0]:
                yield Block(name, first + counts[0], first + counts[1])


def run(
    todo: Iterator[Block], save: Callable[[dict[str, Any]], None], jobs: int = 1, seconds: float | None = None
) -> None:
    """Try all blocks, in so many processes, until all are done or so many seconds are over.

    save: is given the report as it stands, after each block. A new kind of fault is told as it is found.
    """
    progress = _Progress(todo, save, jobs, seconds)
    threads = [threading.Thread(target=progress.work) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _Progress:
    """What is to be done, and what came of what is done: shared by the threads that watch a process each."""

    def __init__(
        self, todo: Iterator[Block], save: Callable[[dict[str, Any]], None], jobs: int, seconds: float | None
    ) -> None:
        self._todo, self._save, self._jobs, self._seconds = todo, save, jobs, seconds
        self._began, self._moment = time.monotonic(), datetime.now(UTC)
        self._told: dict[str, Told] = {}
        self._lock = threading.Lock()

    def work(self) -> None:
        """Watch a process that tries blocks as long as there are some, and time."""
        worker = Worker(tried)
        try:
            while (block := self._next()) is not None:
                for number, outcome in worker.run(block):
                    with self._lock:
                        self._add(block.target, number, outcome)
                with self._lock:
                    self._save(self._report())
        finally:
            worker.close()

    def _next(self) -> Block | None:
        is_over = self._seconds is not None and time.monotonic() - self._began > self._seconds
        with self._lock:
            return None if is_over else next(self._todo, None)

    def _add(self, target: str, number: int, outcome: Outcome) -> None:
        known = self._told.setdefault(target, Told())
        if outcome.is_fault and outcome.word not in known.faults:
            print(f"{target}:{number} {outcome.word}: {outcome.message.strip()[-300:]}", flush=True)
        known.add(number, outcome)

    def _report(self) -> dict[str, Any]:
        return {
            "date": self._moment.strftime("%Y-%m-%d"),
            "version": __version__,
            "python": platform.python_version(),
            "system": platform.system(),
            "jobs": self._jobs,
            "seconds": round(time.monotonic() - self._began),
            "inputs": sum(one.inputs for one in self._told.values()),
            "faults": sum(len(one.faults) for one in self._told.values()),
            "targets": {name: self._told[name].as_dict() for name in TARGETS if name in self._told},
        }


def joined(reports: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The report of several runs as if they were one; date and version are those of the last."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in TARGETS}
    for report in reports:
        for name, told in report["targets"].items():
            found[name].append(told)
    targets = {name: _joined(told) for name, told in found.items() if told}
    return {
        **reports[-1],
        "seconds": sum(report["seconds"] for report in reports),
        "inputs": sum(report["inputs"] for report in reports),
        "faults": sum(len(told["faults"]) for told in targets.values()),
        "targets": targets,
    }


def _joined(several: Sequence[dict[str, Any]]) -> dict[str, Any]:
    faults: dict[str, dict[str, Any]] = {}
    for word, fault in (pair for told in several for pair in told["faults"].items()):
        known = faults.setdefault(word, {"count": 0, "numbers": [], "message": fault["message"]})
        known["count"] += fault["count"]
        known["numbers"] = [*known["numbers"], *fault["numbers"]][:_MOST_EXAMPLES]
    outcomes: Counter[str] = Counter()
    for told in several:
        outcomes.update(told["outcomes"])
    return {
        "inputs": sum(told["inputs"] for told in several),
        "seconds": round(sum(told["seconds"] for told in several), 1),
        "slowest": max((told["slowest"] for told in several), key=lambda slowest: slowest["seconds"]),
        "peak_mb": max(told["peak_mb"] for told in several),
        "outcomes": dict(outcomes.most_common()),
        "faults": faults,
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
