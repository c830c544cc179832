"""A process that tries inputs, and the watch over it: what is too slow, too large or dies is told and replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from fuzz.trial import LIMITS, Limits, Outcome

_LOOK = 0.05
_SPAWN = multiprocessing.get_context("spawn")

Try = Callable[[str, int], Outcome]


@dataclass(frozen=True, slots=True)
class Block:
    """Inputs of one target, by their numbers."""

    target: str
    first: int
    behind: int


def work(pipe: Connection, attempt: Try, limits: Limits) -> None:
    """Try the blocks that come by the pipe until it is closed: before each input its number is told, then its outcome.

    The system ends the process if one takes too much time of the processor, even while C code runs.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    known: set[str] = set()
    pipe.send(None)
    try:
        while True:
            block: Block = pipe.recv()
            for number in range(block.first, block.behind):
                if block.target not in known:  # what is loaded and compiled once is no input's time
                    known.add(block.target)
                    attempt(block.target, -1)
                pipe.send(number)
                signal.setitimer(signal.ITIMER_PROF, limits.seconds)
                outcome = attempt(block.target, number)
                signal.setitimer(signal.ITIMER_PROF, 0)
                pipe.send(outcome)
                if outcome.peak > limits.bytes:
                    return
            pipe.send(None)
    except (EOFError, BrokenPipeError):
        return


class Worker:
    """A process that is watched."""

    def __init__(self, attempt: Try, limits: Limits = LIMITS) -> None:
        self._try, self._limits = attempt, limits
        self._start()

    def run(self, block: Block) -> Iterator[tuple[int, Outcome]]:
        """The outcome of each input of a block, in order, whatever becomes of the process."""
        at = block.first
        while at < block.behind:
            self._pipe.send(Block(block.target, at, block.behind))
            for number, outcome in self._outcomes(at):
                at = number + 1
                yield number, outcome
            if at < block.behind:
                self.close()
                self._start()

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=work, args=(theirs, self._try, self._limits), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()  # what it loads as it starts is no input's time

    def _outcomes(self, number: int) -> Iterator[tuple[int, Outcome]]:
        """Outcomes until the block is done, or the process is no more."""
        began = time.monotonic()
        while True:
            if fault := self._fault(began):
                yield number, Outcome(fault, True)
                return
            try:
                if not self._pipe.poll(_LOOK):
                    continue
                word = self._pipe.recv()
            except (EOFError, OSError):
                yield number, Outcome(self._end(), True)
                return
            began = time.monotonic()
            if word is None:
                return
            if isinstance(word, int):
                number = word
            else:
                yield number, word
                if word.peak > self._limits.bytes:
                    return

    def _fault(self, began: float) -> str | None:
        if time.monotonic() - began > self._limits.standstill:  # what waits takes no time of the processor
            return f"stands still for {self._limits.standstill:g} seconds"
        return self._limits.too_large if self._resident() > self._limits.bytes else None

    def _resident(self) -> int:
        """The memory that the process has, where the system tells."""
        try:
            return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            return 0

    def _end(self) -> str:
        self._process.join()
        if self._process.exitcode == -signal.SIGPROF:
            return self._limits.too_slow
        return f"kills the process (exit code {self._process.exitcode})"
