"""Shards to worker processes of this machine: dead workers replaced, slow ones ended, what kills them found.

Each worker has a pipe of its own and says which release it begins. So a death costs one shard's work, and nothing
is shared that a killed process could leave locked (concurrent.futures fails all that is under way; spaCy's own pool
hangs).
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from extractor.batch.attempt import Prepare, crashed, out_of_time, prepare
from extractor.batch.folder import Folder
from extractor.batch.plan import Input, RunSettings, Shard
from extractor.batch.worker import Word, interrupts_blocked, one_thread_each, work
from extractor.errors import ExtractorError, InputError, WorkerError
from extractor.inputs.places import is_address
from extractor.inputs.sources import open_entry

# Deaths with the same release in hand before it is blamed: others may kill a worker too (a machine short of memory).
DEATHS = 3
# Shards that may wait for an earlier one to be done.
AHEAD = 1000
# Seconds that a worker may take where it has no release in hand: as it starts, and as it writes what it has read.
PATIENCE = 300.0
# The longest turn of listening, in seconds.
_TURN = 1.0
_ADVICE = "see what stands above, or try one job (--jobs 1; in Python jobs=1)"
_SPAWN = get_context("spawn")


@dataclass(slots=True, eq=False)
class _Job:
    """A shard on its way: how far workers were at their deaths, which releases are blamed."""

    shard: Shard
    is_done: bool
    deaths: Counter[int | None] = field(default_factory=Counter)
    blamed: dict[int, InputError] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Worker:
    """A process at work on a job, and how far it is.

    waited: seconds for which it was listened to since it last spoke. Of the time for which this process and its
    workers were stopped (Ctrl-Z) that is nearly nothing.
    """

    process: SpawnProcess
    pipe: Connection
    job: _Job | None = None
    position: int | None = None
    waited: float = 0.0
    has_spoken: bool = False

    @property
    def in_hand(self) -> int | None:
        """The position of the release that is being read: none before the first, and once all are read."""
        is_past = self.job is not None and self.position == len(self.job.shard.inputs)
        return None if is_past else self.position

    def take(self, word: Word) -> None:
        """Note what the process says. Raises the error why it can't go on."""
        if isinstance(word, ExtractorError):
            raise word
        self.position, self.waited, self.has_spoken = word, 0.0, True
        if word is None and self.job:
            self.job.is_done, self.job = True, None


class Pool:
    """Worker processes; a context manager, at whose end they are gone."""

    def __init__(self, jobs: int, folder: Folder, settings: RunSettings, prepare: Prepare = prepare) -> None:
        self._jobs, self._folder, self._settings, self._prepare = jobs, folder, settings, prepare
        self._workers: list[_Worker] = []
        # A release that does not even heed the alarm of its process is ended from here.
        self._patience = 2 * settings.time_limit + 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def run(self, shards: Iterable[Shard], is_done: Callable[[Shard], bool]) -> Iterator[Shard]:
        """Yield every shard, in order, once its outcomes stand in the folder; what `is_done` already is not run.

        Shards are taken as workers ask for them. Raises OutputError, UsageError or WorkerError if no worker can go on.
        """
        coming = iter(shards)
        under_way: deque[_Job] = deque()
        again: deque[_Job] = deque()
        while True:
            if under_way and under_way[0].is_done:
                yield under_way.popleft().shard
            while self._has_idle() and (again or len(under_way) < AHEAD):
                job = again.popleft() if again else self._next(coming, is_done, under_way)
                if job is None:
                    break
                if not job.is_done:
                    self._give(job)
            if not under_way:
                return
            if not under_way[0].is_done:
                again.extend(self._listen())

    def _has_idle(self) -> bool:
        return len(self._workers) < self._jobs or any(worker.job is None for worker in self._workers)

    def _next(self, coming: Iterator[Shard], is_done: Callable[[Shard], bool], under_way: deque[_Job]) -> _Job | None:
        shard = next(coming, None)
        if shard is None:
            return None
        job = _Job(shard, is_done(shard))
        under_way.append(job)
        return job

    def _give(self, job: _Job) -> None:
        """Hand a job to a worker that is idle, or a new one."""
        worker = next((worker for worker in self._workers if worker.job is None), None) or self._start()
        worker.job, worker.position, worker.waited = job, None, 0.0
        # A worker that died idle is found by listening to it.
        with suppress(BrokenPipeError, ConnectionResetError):
            worker.pipe.send((job.shard, job.blamed))

    def _start(self) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        arguments = (theirs, self._folder, self._settings, self._prepare)
        process = _SPAWN.Process(target=work, args=arguments, daemon=True)
        with interrupts_blocked(), one_thread_each():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _listen(self) -> list[_Job]:
        """Wait for words of workers; return the jobs of those that died, to be run again."""
        busy = {worker.pipe: worker for worker in self._workers if worker.job}
        began = time.monotonic()
        connection.wait(list(busy), timeout=_TURN)
        waited = min(time.monotonic() - began, _TURN)
        for worker in busy.values():
            worker.waited += waited
        return [job for worker in busy.values() if not self._hear(worker) and (job := self._bury(worker))]

    def _hear(self, worker: _Worker) -> bool:
        """Take in what a worker says; False if it is dead, or had to be ended."""
        try:
            while worker.job and worker.pipe.poll():
                worker.take(worker.pipe.recv())
        except (EOFError, ConnectionResetError, BrokenPipeError):
            return False
        job, position = worker.job, worker.in_hand
        if job is None or position is None:
            return worker.waited <= PATIENCE
        if worker.waited <= self._patience:
            return True
        job.blamed[position] = out_of_time(_uri(job.shard.inputs[position]), self._settings.time_limit)
        return False

    def _bury(self, worker: _Worker) -> _Job | None:
        """Let a worker go; return its job with what is to blame for it. Raises WorkerError if no release is."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        job = worker.job
        # One that was killed while it was idle had not begun the job.
        if job is None or (worker.position is None and worker.has_spoken):
            return job
        job.deaths[worker.position] += 1
        if job.deaths[worker.position] >= DEATHS:
            if (position := worker.in_hand) is None:
                raise WorkerError(f"worker processes die as they {'write' if worker.position else 'start'}; {_ADVICE}")
            job.blamed.setdefault(position, crashed(_uri(job.shard.inputs[position])))
        return job


def _uri(one: Input) -> str:
    """The name of an input in its error."""
    if isinstance(one, InputError):
        return one.uri
    return one.place if is_address(one.place) else open_entry(one).uri
