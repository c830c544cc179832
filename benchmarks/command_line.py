"""Runs of `extractor` as a user calls it: seconds by the clock and of the processors, and the most memory it took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

EXTRACTOR = str(Path(sys.executable).with_name("extractor"))
PROCESSES = Path("/proc")
# Runs get the cores and the environment that the benchmark was called with, even where it has taken one core since.
_AS_CALLED: dict[str, Any] = {"env": dict(os.environ)}
if hasattr(os, "sched_setaffinity"):
    _AS_CALLED["preexec_fn"] = partial(os.sched_setaffinity, 0, os.sched_getaffinity(0))
LOOK_EVERY = 0.05
MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What a run took: seconds by the clock, of the processors in all its processes; peaks of memory in megabytes."""

    seconds: float
    processor_seconds: float
    parent_peak: float
    worker_peak: float


def run_extractor(*arguments: str) -> None:
    """Run it to its end. Raises CalledProcessError, with what it said as notes, unless all went well."""
    try:
        subprocess.run([EXTRACTOR, *arguments], check=True, capture_output=True, text=True, **_AS_CALLED)
    except subprocess.CalledProcessError as error:
        error.add_note(error.stderr)
        raise


def measure_extractor(*arguments: str) -> Usage:
    """The same, measured. Memory is looked up in /proc, which only Linux has; zero elsewhere."""
    before, start = _processor_seconds(), time.perf_counter()
    process = subprocess.Popen([EXTRACTOR, *arguments], stdout=subprocess.DEVNULL, **_AS_CALLED)
    peaks = _Peaks(process.pid)
    watcher = threading.Thread(target=peaks.watch)
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    peaks.is_over.set()
    watcher.join()
    if code:
        raise subprocess.CalledProcessError(code, process.args)
    return Usage(seconds, _processor_seconds() - before, peaks.parent, max(peaks.workers.values(), default=0.0))


def _processor_seconds() -> float:
    """Of all processes that ended and were waited for, with those that these had started."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@dataclass(slots=True)
class _Peaks:
    """The highest memory of a process and of each that it started, as the kernel keeps it: it only rises."""

    process: int
    parent: float = 0.0
    workers: dict[int, float] = field(default_factory=dict)
    is_over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look until it is over."""
        while not self.is_over.wait(LOOK_EVERY):
            self.parent = _peak(self.process) or self.parent
            for worker in _children(self.process):
                self.workers[worker] = _peak(worker) or self.workers.get(worker, 0.0)


def _children(process: int) -> list[int]:
    try:
        lists = [path.read_text() for path in (PROCESSES / str(process) / "task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for children in lists for child in children.split()]


def _peak(process: int) -> float:
    """In megabytes; zero for a process that has ended."""
    try:
        lines = (PROCESSES / str(process) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / MEGABYTE for line in lines if line.startswith("VmHWM:")), 0.0)
