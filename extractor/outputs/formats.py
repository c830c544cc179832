"""The formats that records are written in: their names, endings, shapes, and the rooms that know them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, cast

from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.outputs.rooms import Encoder, Place


class Shape(Enum):
    """What a format fills: a stream of bytes, a file that grows in other ways than at its end, or a folder."""

    STREAM = "stream"
    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending that tells it, None if only its name does, and what it needs beyond a plain install.

    is_whole: whether all of a record is in it, so that it can be read back.
    """

    name: str
    ending: str | None
    shape: Shape = Shape.STREAM
    extra: str | None = None
    is_whole: bool = True


FORMATS = (
    Format("jsonl", ".jsonl"),
    Format("jsonl.gz", ".jsonl.gz"),
    Format("json", ".json"),
    Format("csv", ".csv", Shape.FOLDER),
    Format("sqlite", ".sqlite", Shape.FILE),
    Format("parquet", ".parquet", Shape.FOLDER, "tables"),
    Format("duckdb", ".duckdb", Shape.FILE, "tables"),
    Format("dataset", None, Shape.FOLDER, "tables"),
    Format("label-studio", None, is_whole=False),
    Format("prodigy", None, is_whole=False),
    Format("spacy", ".spacy", is_whole=False),
)
ENDINGS = tuple(known.ending for known in FORMATS if known.ending)
JSON_LINES = FORMATS[0]


def format_of(out: str | None, name: str | None) -> Format:
    """The format of an output, by its name or else by the ending of `out`; JSON Lines on standard output.

    Raises UsageError, naming what is known, if neither tells one, and if a format can't be where it is to go.
    """
    known = _by_name(name) if name is not None else _by_ending(out) if out is not None else JSON_LINES
    if out is None and known.shape is not Shape.STREAM:
        raise UsageError(f"{known.name} can't go to standard output; give the {known.shape.value} a name with -o")
    return known


def _by_name(name: str) -> Format:
    for known in FORMATS:
        if known.name == name.casefold():
            return known
    raise UsageError(f"unknown format {name!r}; known: {', '.join(known.name for known in FORMATS)}")


def _by_ending(out: str) -> Format:
    for known in FORMATS:
        if known.ending and out.rstrip("/").lower().endswith(known.ending):
            return known
    names = ", ".join(known.name for known in FORMATS if not known.ending)
    told = f"end it in {', '.join(ENDINGS)}, or give --format jsonl, or {names}, which no ending tells"
    raise UsageError(f"the name {out} tells no known format; {told}")


def encoder_of(known: Format) -> Encoder:
    """A new encoder of a stream format."""
    from extractor.outputs import lines

    match known.name:
        case "jsonl.gz":
            return lines.PackedLines()
        case "json":
            return lines.Array()
        case "label-studio":
            from extractor.outputs import label_studio

            return label_studio.Tasks()
        case "prodigy":
            from extractor.outputs import prodigy

            return prodigy.Tasks()
        case "spacy":
            from extractor.outputs import docbin

            return docbin.Docs()
    return lines.Lines()


def place_of(known: Format) -> Place:
    """The room of a format that fills a file or folder. Raises UsageError if a package that it needs is missing."""
    try:
        return _room_of(known.name)
    except ImportError as error:
        told = f"{known.name} needs a package that is not installed ({error.name})"
        raise UsageError(f"{told}; in extractor's folder: pip install '.[{known.extra}]'") from error


def _room_of(name: str) -> Place:
    match name:
        case "csv":
            from extractor.outputs.tables import csv_folder as room
        case "sqlite":
            from extractor.outputs.tables import sqlite_file as room  # type: ignore[no-redef]
        case "parquet":
            from extractor.outputs.tables import parquet_folder as room  # type: ignore[no-redef]
        case "duckdb":
            from extractor.outputs.tables import duckdb_file as room  # type: ignore[no-redef]
        case "dataset":
            from extractor.outputs.dataset import folder as room  # type: ignore[no-redef]
    return cast("Place", room)
