"""Many sources -> records, in order, here or in worker processes; what fails gives an error and the rest goes on."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING

from extractor.errors import InputError, UsageError
from extractor.release import Source
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.record import Record

Make = Callable[[Source, Settings], "Record"]
Waiting = tuple[Source, "Future[Record | InputError]"]

# Enough to keep every worker busy while the oldest source is slow, and few enough for memory to stay flat.
_IN_FLIGHT_PER_WORKER = 4
_THREAD_COUNTS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def make_record(source: Source, settings: Settings) -> Record:
    """Make one record with the settings' model, which is loaded once a process."""
    from extractor.language import load_model
    from extractor.pipeline import make_record as make

    return make(source, settings, load_model(settings.model))


def run(
    sources: Iterable[Source | InputError], settings: Settings, *, jobs: int = 1, make: Make = make_record
) -> Generator[Record | InputError, None, None]:
    """Yield the record of every source, or the InputError why there is none, in the order of the sources.

    With one job all is done in this process, with more in that many workers; the outcome is the same.
    `make` makes one record; for workers it must be a function of a module.
    Raises UsageError if the settings can't be carried out (a missing model).
    """
    if jobs > 1:
        yield from _run_in_workers(sources, settings, jobs, make)
    else:
        for source in sources:
            yield source if isinstance(source, InputError) else _attempt(source, settings, make)


def _attempt(source: Source, settings: Settings, make: Make) -> Record | InputError:
    """One outcome, whatever happens short of the death of the process."""
    try:
        return make(source, settings)
    except InputError as error:
        return error
    except UsageError:
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}:{place.lineno}"
        reason = f"met a fault of this program: {type(error).__name__}: {' '.join(str(error).split())} ({where})"
        return InputError(source.uri, "internal", reason, "please report it with the input")


def _run_in_workers(
    sources: Iterable[Source | InputError], settings: Settings, jobs: int, make: Make
) -> Generator[Record | InputError, None, None]:
    workers = _Workers(settings, jobs, make)
    pending: deque[Waiting | InputError] = deque()
    try:
        for source in sources:
            pending.append(source if isinstance(source, InputError) else (source, workers.submit(source)))
            while pending and (len(pending) >= jobs * _IN_FLIGHT_PER_WORKER or _is_ready(pending[0])):
                yield workers.outcome(pending.popleft())
        while pending:
            yield workers.outcome(pending.popleft())
    finally:
        workers.close()


def _is_ready(waiting: Waiting | InputError) -> bool:
    return isinstance(waiting, InputError) or waiting[1].done()


class _Workers:
    """Worker processes that are replaced when one of them dies.

    Python tells that a worker died, but not over which source: all that were under way fail together. They are run
    again one by one in a spare process, and what that one dies over is the culprit.
    """

    def __init__(self, settings: Settings, jobs: int, make: Make) -> None:
        self._settings, self._jobs, self._make = settings, jobs, make
        self._pool = _pool(jobs)
        self._spare: ProcessPoolExecutor | None = None

    def submit(self, source: Source) -> Future[Record | InputError]:
        """Hand a source to the workers."""
        try:
            return self._hand(self._pool, source)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = _pool(self._jobs)
            return self._hand(self._pool, source)

    def _hand(self, pool: ProcessPoolExecutor, source: Source) -> Future[Record | InputError]:
        with _interrupts_blocked():
            return pool.submit(_attempt, source, self._settings, self._make)

    def outcome(self, waiting: Waiting | InputError) -> Record | InputError:
        """Wait for the outcome of what was handed over."""
        if isinstance(waiting, InputError):
            return waiting
        source, future = waiting
        try:
            return future.result()
        except BrokenProcessPool:
            return self._again(source)

    def _again(self, source: Source) -> Record | InputError:
        self._spare = self._spare or _pool(1)
        try:
            return self._hand(self._spare, source).result()
        except BrokenProcessPool:
            self._spare.shutdown(wait=False)
            self._spare = None
            return InputError(source.uri, "crash", "killed the process that read it", "leave it out and report it")

    def close(self) -> None:
        """Drop what waits, and let the workers end."""
        for pool in (self._pool, self._spare):
            if pool:
                pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Hold Ctrl-C back; a process that is started here inherits that, so that none dies of it noisily at its start."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, take one core, and end with the parent even if that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _THREAD_COUNTS:
        os.environ[name] = "1"
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)
