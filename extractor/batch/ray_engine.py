"""Shards to a Ray cluster: the same shards, run by the same guarded workers, on the machines that Ray gives.

One shard is one task of an actor, so that Ray can't give one actor everything (Ray Data cuts work by bytes). Each actor
keeps a worker process that holds the model: what kills that process costs a release, as it does here, and not the
actor. If the actor or its machine dies, Ray starts it again, and its shard with it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from extractor.batch.attempt import Prepare, prepare
from extractor.batch.folder import Folder
from extractor.batch.plan import RunSettings, Shard
from extractor.batch.pool import AHEAD, Pool
from extractor.errors import ExtractorError, UsageError, WorkerError

# How often Ray starts a dead actor again, and gives it a shard that died with it.
_RESTARTS = 2


class RayEngine:
    """Actors on a cluster; a context manager, at whose end they are gone.

    jobs: actors, by default one for every processor of the cluster but one, which is left to this process. The cluster
    is that of RAY_ADDRESS, else one that is started on this machine. All machines must see folder and inputs under
    the same names; relative paths are taken from this working folder, where a machine has it.
    """

    def __init__(self, jobs: int | None, folder: Folder, settings: RunSettings, prepare: Prepare = prepare) -> None:
        try:
            import ray  # type: ignore[import-not-found, unused-ignore]
        except ImportError:
            raise UsageError("--engine ray needs Ray; in extractor's folder: pip install '.[ray]'") from None
        self._ray: Any = ray
        self._jobs, self._folder, self._settings, self._prepare = jobs, folder, settings, prepare
        self._actors: list[Any] = []

    def __enter__(self) -> Self:
        self._is_ours = not self._ray.is_initialized()
        if self._is_ours:
            self._ray.init(log_to_driver=False, include_dashboard=False, logging_level="error")
        jobs = self._jobs or max(1, int(self._ray.cluster_resources().get("CPU", 2)) - 1)
        remote = self._ray.remote(num_cpus=1, max_restarts=_RESTARTS, max_task_retries=_RESTARTS)(_Actor)
        self._actors = [remote.remote(os.getcwd(), self._folder, self._settings, self._prepare) for _ in range(jobs)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for actor in self._actors:
            self._ray.kill(actor)
        if self._is_ours:
            self._ray.shutdown()

    def run(self, shards: Iterable[Shard], is_done: Callable[[Shard], bool]) -> Iterator[Shard]:
        """Yield every shard, in order, once its outcomes stand in the folder; what `is_done` already is not run.

        Raises OutputError, UsageError or WorkerError if no actor can go on.
        """
        coming = iter(shards)
        under_way: deque[tuple[Shard, Any]] = deque()
        idle, busy = list(self._actors), dict[Any, Any]()
        while True:
            while len(under_way) < AHEAD and idle and (shard := next(coming, None)):
                task = None
                if not is_done(shard):
                    actor = idle.pop()
                    task = actor.run.remote(shard)
                    busy[task] = actor
                under_way.append((shard, task))
            if not under_way:
                return
            shard, task = under_way[0]
            if task in busy:
                idle += self._finished(busy)
            else:
                under_way.popleft()
                yield shard

    def _finished(self, busy: dict[Any, Any]) -> list[Any]:
        """Wait for a task to end; return the actors that are free now."""
        done, _ = self._ray.wait(list(busy), num_returns=1)
        for task in done:
            try:
                failure = self._ray.get(task)
            except self._ray.exceptions.RayError as error:
                raise WorkerError(f"Ray gave up on a part of the work: {str(error).splitlines()[0]}") from error
            if failure is not None:
                raise failure
        return [busy.pop(task) for task in done]


class _Actor:
    """Runs shards in a worker process of its own."""

    def __init__(self, place: str, folder: Folder, settings: RunSettings, prepare: Prepare) -> None:
        with suppress(OSError):
            os.chdir(place)
        self._pool = Pool(1, folder, settings, prepare)

    def run(self, shard: Shard) -> ExtractorError | None:
        """Run one shard; return the error why no worker can go on, for Ray would wrap it."""
        try:
            list(self._pool.run([shard], lambda _: False))
        except ExtractorError as error:
            return error
        return None
