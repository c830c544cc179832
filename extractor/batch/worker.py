"""The life of a worker process: shards in from a pipe of its own, word of each release and each end of a shard out."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import connection, parent_process, resource_tracker
from multiprocessing.connection import Connection

from extractor.batch.attempt import Prepare
from extractor.batch.folder import Folder
from extractor.batch.plan import RunSettings, Shard
from extractor.batch.shard import run_shard
from extractor.errors import ExtractorError, InputError

Task = tuple[Shard, Mapping[int, InputError]]

# What a worker says: the position of the release it begins, or after the last one their number; None once its shard
# is done; or why no worker can go on.
Word = int | None | ExtractorError

_THREAD_COUNTS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def work(pipe: Connection, folder: Folder, settings: RunSettings, prepare: Prepare) -> None:
    """Run the shards that come by the pipe until it is closed."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        # Releases leave circular rubbish: it is collected between shards, and what stays is never searched.
        gc.disable()
        make = prepare(settings.record)
        gc.freeze()
        while True:
            shard, blamed = pipe.recv()
            run_shard(shard, folder, settings, make, blamed=blamed, begin=pipe.send)
            gc.collect()
            pipe.send(None)
    except ExtractorError as error:
        pipe.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Processes that are started within take one core each: numeric libraries read it as they are imported."""
    before = {name: os.environ.get(name) for name in _THREAD_COUNTS}
    os.environ.update(dict.fromkeys(_THREAD_COUNTS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Hold Ctrl-C back; a process that is started here inherits that, so that none dies of it noisily at its start."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else the first process starts it, and that ends the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """End at once with the parent, even if that is killed while a release is read."""
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":  # even while C code holds every thread of Python
        _be_killed_at_close(parent.sentinel)
    threading.Thread(target=_wait_for, args=[parent.sentinel], daemon=True).start()


def _be_killed_at_close(pipe: int) -> None:
    """Let the system kill this process as the other end of a pipe is closed.

    Unlike PR_SET_PDEATHSIG of prctl(2), that does not take the end of the thread that started us for the parent's.
    """
    import fcntl  # which not every system has

    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)


def _wait_for(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
