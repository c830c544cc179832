"""Records <-> a data set: FOLDER/data/TABLE.parquet and FOLDER/README.md, its card."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from extractor.errors import InputError
from extractor.outputs.dataset.card import DATA, card
from extractor.outputs.dataset.origin import Origin
from extractor.outputs.rooms import Add, Tell
from extractor.outputs.tables import parquet_folder
from extractor.outputs.tables.columns import TABLES
from extractor.record import Record
from extractor.summary.counts import Summary

# A card is edited by hand: a folder that holds one is never written anew.
NAMES: frozenset[str] = frozenset()
_CARD = "README.md"
_PUBLISHERS = 20


@contextmanager
def writing(place: Path, tell: Tell) -> Iterator[Add]:
    """What takes records into a data set. Its card counts what its tables hold. Raises OSError if it can't be made."""
    place.mkdir()
    data = place / DATA
    with parquet_folder.writing(data, tell) as add:
        yield add
    origin = Origin()
    summary = Summary.of(origin.seen(parquet_folder.reading(data)), top=_PUBLISHERS)
    rows = {table.name: pq.read_metadata(data / f"{table.name}.parquet").num_rows for table in TABLES}
    (place / _CARD).write_text(card(summary, origin, rows), "utf-8")


def reading(place: Path) -> Iterator[Record | InputError]:
    """The records of such a folder. Raises UsageError if the rows make none."""
    yield from parquet_folder.reading(place / DATA)
