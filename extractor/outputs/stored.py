"""Records that were written in any format that leaves nothing out -> records."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import InputError, UsageError
from extractor.outputs import lines
from extractor.outputs.formats import FORMATS, Format, Shape, place_of
from extractor.record import Record
from extractor.stores import is_stored, local_path

# The file by which a folder of each format is told.
_SIGNS = {"csv": "releases.csv", "parquet": "releases.parquet", "dataset": "data/releases.parquet"}


def read_stored(place: str) -> Iterator[Record | InputError]:
    """The records in `place`, which `extractor run` or `export` wrote, in order; an InputError for a line that is none.

    place: a file of JSON, a folder of tables, a data set or a database, told by its name or by what is in it.
    Raises UsageError if there is nothing, or nothing that holds records, and OSError if it can't be read.
    """
    path = local_path(place)
    if not is_stored(path) and not os.path.exists(path):
        raise UsageError(f"{place} does not exist; make it with: extractor run INPUT... -o {place}")
    known = None if is_stored(path) else _database_or_folder(Path(path))
    return lines.reading(path) if known is None else place_of(known).reading(Path(path))


def _database_or_folder(path: Path) -> Format | None:
    """The format of the tables at a path; None for a file that is no database.

    Raises UsageError for other folders, and for files in formats that leave things out.
    """
    if path.is_dir():
        for known in FORMATS:
            if known.shape is Shape.FOLDER and (path / _SIGNS[known.name]).is_file():
                return known
        raise UsageError(f"{path} holds no records; name a file or a folder that extractor run or export wrote")
    for known in FORMATS:
        if path.name.lower().endswith(known.ending or "/"):
            if not known.is_whole:
                raise UsageError(f"{path} holds no whole records ({known.name}); name what they were made of")
            return known if known.shape is Shape.FILE else None
    return None
