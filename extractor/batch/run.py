"""A whole run: inputs planned, shards run by an engine, outcomes merged; what an earlier run has done is taken over."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from extractor.batch import manifest
from extractor.batch.folder import Folder, open_folder
from extractor.batch.merge import merge
from extractor.batch.outcome import Outcome, is_whole
from extractor.batch.plan import Input, RunSettings, Shard, plan
from extractor.errors import UsageError
from extractor.files import whole_file
from extractor.inputs.sources import identify
from extractor.wording import counted

Tell = Callable[[str], None]


class Engine(Protocol):
    """What runs shards: worker processes here, or a cluster."""

    def run(self, shards: Iterable[Shard], is_done: Callable[[Shard], bool]) -> Iterator[Shard]:
        """Yield every shard, in order, once its outcomes stand in the folder; what `is_done` already is not run."""
        ...


OpenEngine = Callable[[Folder, RunSettings], AbstractContextManager[Engine]]


def run_inputs(
    inputs: Iterable[Input], settings: RunSettings, folder: Folder, engine: OpenEngine, *, tell: Tell = lambda _: None
) -> Generator[Outcome, None, None]:
    """Yield the outcome of every input, in order. What the folder holds of an earlier run is not done again.

    `tell` is given a line for the user on what is taken over, and where that no longer fits.
    Raises UsageError, OutputError or WorkerError.
    """
    earlier = _fitting(folder, settings, tell)
    with folder.growing(manifest.NAME) as file:
        shards = manifest.written(plan(map(identify, inputs), settings), settings, file)
        yield from run_shards(shards, settings, folder, engine, earlier, tell=tell)


def run_shards(
    shards: Iterable[Shard],
    settings: RunSettings,
    folder: Folder,
    engine: OpenEngine,
    earlier: set[str],
    *,
    tell: Tell = lambda _: None,
) -> Generator[Outcome, None, None]:
    """Yield the outcomes of shards, in order; those in `earlier` are there already, and go if they fit no shard."""
    unused = set(earlier)

    def is_done(shard: Shard) -> bool:
        unused.discard(shard.name)
        return _is_done(shard, folder, earlier)

    with engine(folder, settings) as running:
        yield from merge(running.run(shards, is_done), folder, earlier)
    if unused:
        told = f"{len(unused)} of {len(earlier)} shards"
        tell(f"what was done earlier no longer fits in {told}, for inputs changed; they were read anew")
        folder.drop(unused)


def write_plan(
    inputs: Iterable[Input], settings: RunSettings, place: str, take: Callable[[Input], None] = lambda _: None
) -> int:
    """Write the manifest of a run into a folder; return how many shards it has. Raises UsageError or OutputError.

    `take` is handed each input, or why it can't be read.
    """
    folder, whole = open_folder(place), f"{place}/{manifest.NAME}"
    if manifest.NAME in folder.names() and folder.read(manifest.NAME, 1) and not manifest.is_manifest(whole):
        raise UsageError(f"{whole} is no manifest of ours and would be overwritten; give another name to -o")
    with folder.locked(), whole_file(whole) as file:
        count = 0
        for shard in manifest.written(plan(map(identify, inputs), settings), settings, file):
            for one in shard.inputs:
                take(one)
            count += 1
        return count


def do_shards(place: str, index: int, share: int | None, engine: OpenEngine) -> None:
    """Do the shard of a manifest with this number, or every `share`-th from it on; what is done is left.

    Raises UsageError if there is no such shard or share, OutputError, WorkerError.
    """
    if share is not None and index >= share:
        raise UsageError(f"there is no share {index} of {share}; --index counts from 0 to {share - 1}")
    folder = folder_of(place)
    earlier = done_shards(folder)
    with manifest.open_manifest(place) as (settings, shards), engine(folder, settings) as running:
        mine = islice(shards, index, index + 1 if share is None else None, share)
        done = sum(1 for _ in running.run(mine, lambda shard: _is_done(shard, folder, earlier)))
    if not done and share is None:
        count = _count_shards(place)
        there = f"{count}, from 0 to {count - 1}" if count else "none, for it was made of no inputs"
        raise UsageError(f"{place} has no shard {index}; it has {there}")


def _count_shards(place: str) -> int:
    with manifest.open_manifest(place) as (_, shards):
        return sum(1 for _ in shards)


def done_shards(folder: Folder) -> set[str]:
    """The names of the shards that stand in a folder."""
    return folder.names() - {manifest.NAME}


def _is_done(shard: Shard, folder: Folder, earlier: set[str]) -> bool:
    return shard.name in earlier and is_whole(folder.read(shard.name))


def _fitting(folder: Folder, settings: RunSettings, tell: Tell) -> set[str]:
    """The shards that an earlier run left; none, and they go, if it ran with other settings."""
    earlier = done_shards(folder)
    if earlier and (changed := manifest.changes(folder, settings)):
        tell(f"what was done earlier no longer fits, for {', '.join(changed)} changed; all is read anew")
        folder.drop(earlier)
        return set()
    if earlier:
        tell(f"going on where an earlier run stopped, with {_amount(len(earlier), settings)} done")
    return earlier


def _amount(shards: int, settings: RunSettings) -> str:
    """So many shards in the words of a user, who counts releases; the last shard may be smaller than others."""
    return f"{counted(shards, 'shard')} (up to {shards * settings.shard_size:,} releases)"


@contextmanager
def opened_run(
    inputs: Iterable[Input],
    out: str | None,
    settings: RunSettings,
    engine: OpenEngine,
    *,
    restart: bool = False,
    tell: Tell = lambda _: None,
) -> Iterator[Iterator[Outcome]]:
    """The outcomes of a run into `out`, to be taken within the block.

    What is done stands in OUT.work, which goes as the block ends well, and stays if it does not; without OUT in a
    folder of the system's, for nobody could go on with it. Raises UsageError if another run is at work there.
    """
    with ExitStack() as held:
        if out is None:
            folder = open_folder(held.enter_context(TemporaryDirectory(prefix="extractor-")))
        else:
            folder = held.enter_context(_work_folder(work_place(out), settings, restart, tell))
        yield held.enter_context(closing(run_inputs(inputs, settings, folder, engine, tell=tell)))


@contextmanager
def opened_manifest(place: str, engine: OpenEngine, *, tell: Tell = lambda _: None) -> Iterator[Iterator[Outcome]]:
    """The outcomes of the shards of a manifest, to be taken within the block; they stand beside it, and stay."""
    folder = folder_of(place)
    with folder.locked(), manifest.open_manifest(place) as (settings, shards):
        try:
            with closing(run_shards(shards, settings, folder, engine, done_shards(folder), tell=tell)) as outcomes:
                yield outcomes
        except BaseException:
            _tell_kept(folder, f"beside {place}", settings, tell)
            raise


def folder_of(place: str) -> Folder:
    """The folder beside a manifest, for the outcomes of its shards. Raises UsageError if it can't be written."""
    return open_folder(place.rpartition("/")[0] or ".")


@contextmanager
def _work_folder(place: str, settings: RunSettings, restart: bool, tell: Tell) -> Iterator[Folder]:
    folder = open_folder(place)
    with folder.locked():
        if restart:
            folder.clear()
        try:
            yield folder
        except BaseException:
            if not _tell_kept(folder, f"in {place}", settings, tell) and not folder.has_pages:
                folder.remove()
            raise
        folder.remove()


def _tell_kept(folder: Folder, where: str, settings: RunSettings, tell: Tell) -> bool:
    """Tell what an ended run leaves for the next; whether there is anything."""
    if done := len(done_shards(folder)):
        tell(f"done and kept {where}: {_amount(done, settings)}; the same command goes on from there")
    elif folder.has_pages:
        tell(f"the pages that were fetched are kept {where}; the same command goes on from there")
    return bool(done)


def work_path(out: str | None) -> Path | None:
    """Where what is half written may stand, here: in the work folder of a run into `out`."""
    place = Path(work_place(out)) if out else None
    return place if place and place.is_dir() else None


def work_place(out: str) -> str:
    """The work folder of a run into `out`."""
    return f"{out}.work"


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
