"""Done shards -> the outcomes of all inputs, in input order, each repeat of a release marked."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor.batch.duplicates import Duplicates
from extractor.batch.folder import Folder
from extractor.batch.outcome import Outcome, decode
from extractor.batch.plan import Shard


def merge(shards: Iterable[Shard], folder: Folder, earlier: Container[str] = ()) -> Iterator[Outcome]:
    """The outcomes of shards that are done, one shard in memory at a time; `earlier` names those of an earlier run."""
    with known_duplicates(folder.path) as duplicates:
        for shard in shards:
            for outcome in decode(folder.read(shard.name)):
                marked = _marked(outcome, duplicates)
                yield replace(marked, is_earlier=True) if shard.name in earlier else marked


@contextmanager
def known_duplicates(folder: Path | None = None) -> Iterator[Duplicates]:
    """An empty index of releases, in a folder, else in one of the system's; it goes with the block.

    Raises OutputError if it can't be written.
    """
    with ExitStack() as held:
        place = folder or Path(held.enter_context(TemporaryDirectory(prefix="extractor-")))
        yield held.enter_context(Duplicates(place / ".duplicates.part"))


def _marked(outcome: Outcome, duplicates: Duplicates) -> Outcome:
    if outcome.fingerprint is None:
        return outcome
    original = duplicates.first(outcome.id, outcome.fingerprint)
    return outcome if original is None else outcome.repeating(original)
