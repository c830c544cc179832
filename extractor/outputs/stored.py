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

# The file by which a folder of each format is told, and the bytes by which a file is, with where they stand in it.
_FILES = {"csv": "releases.csv", "parquet": "releases.parquet", "dataset": "data/releases.parquet"}
_HEADS = {"sqlite": (0, b"SQLite format 3\x00"), "duckdb": (8, b"DUCK")}


def read_stored(place: str) -> Iterator[Record | InputError]:
    """The records in `place`, which `extractor run` or `export` wrote, in order; an InputError for a line that is none.

    place: a file of JSON, a folder of tables, a data set or a database, told by what is in it.
    Raises UsageError if there is nothing, or nothing that holds records, and OSError if it can't be read.
    """
    path = local_path(place)
    if not is_stored(path) and not os.path.exists(path):
        raise UsageError(f"{place} does not exist; make it with: extractor run INPUT... -o {place}")
    known = None if is_stored(path) else _tables_at(Path(path))
    return lines.reading(path) if known is None else place_of(known).reading(Path(path))


def _tables_at(path: Path) -> Format | None:
    """The format of the tables at a path; None for a file that is no database.

    Raises UsageError for other folders, and for files in formats that leave things out.
    """
    is_folder = path.is_dir()
    for known in FORMATS:
        if is_folder and known.shape is Shape.FOLDER and (path / _FILES[known.name]).is_file():
            return known
        if not is_folder and known.shape is Shape.FILE and _begins(path, *_HEADS[known.name]):
            return known
        if not known.is_whole and known.ending and path.name.lower().endswith(known.ending):
            raise UsageError(f"{path} holds no whole records ({known.name}); name what they were made of")
    if is_folder:
        raise UsageError(f"{path} holds no records; name a file or a folder that extractor run or export wrote")
    return None


def _begins(path: Path, place: int, head: bytes) -> bool:
    with open(path, "rb") as file:
        file.seek(place)
        return file.read(len(head)) == head
