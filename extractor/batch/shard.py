"""One shard: its inputs read, their outcomes in one file. What every engine runs, and runs again if need be."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.batch.attempt import Make, attempt
from extractor.batch.folder import Folder
from extractor.batch.outcome import encode, seal
from extractor.batch.plan import Input, RunSettings, Shard
from extractor.errors import InputError
from extractor.inputs.sources import open_entry
from extractor.release import Source


def run_shard(
    shard: Shard,
    folder: Folder,
    settings: RunSettings,
    make: Make,
    *,
    blamed: Mapping[int, InputError] = {},
    begin: Callable[[int], None] = lambda _: None,
) -> None:
    """Write the outcomes of a shard's inputs, in order, under its name. The same shard gives the same bytes.

    blamed: errors of inputs, by position, that are known to kill what reads them; begin: told the position of each
    input before it is read, and at last their number. Never raises for an input. Raises OutputError if nothing can be
    written, and UsageError.
    """
    lines = []
    for position, one in enumerate(shard.inputs):
        begin(position)
        outcome = blamed.get(position) or attempt(_opened(one), make, settings.time_limit)
        lines.append(encode(outcome))
    begin(len(shard.inputs))
    folder.commit(shard.name, seal(b"".join(lines)))


def _opened(one: Input) -> Source | InputError:
    return one if isinstance(one, InputError) else open_entry(one)
