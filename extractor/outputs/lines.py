"""Records <-> JSON: one object a line, plain or packed, or an array of them."""

from __future__ import annotations

import gzip
import json
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from extractor.errors import InputError
from extractor.files import open_lines

if TYPE_CHECKING:  # who writes lines that are made already has no need of pydantic
    from extractor.record import Record

_GZIP = b"\x1f\x8b"


class Lines:
    """JSON Lines."""

    def encode(self, record: bytes) -> bytes:
        """The record as a line."""
        return record + b"\n"

    def end(self) -> bytes:
        """Nothing more."""
        return b""


class PackedLines:
    """JSON Lines in gzip; its head tells neither name nor time, so that the same records give the same bytes."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)

    def encode(self, record: bytes) -> bytes:
        """What is packed so far of it and those before."""
        return self._compressor.compress(record + b"\n")

    def end(self) -> bytes:
        """The rest, with the checksum."""
        return self._compressor.flush()


class Array:
    """One array of JSON, a record a line."""

    def __init__(self) -> None:
        self._start = b"[\n"

    def encode(self, record: bytes) -> bytes:
        """The record, parted from the one before."""
        start, self._start = self._start, b",\n"
        return start + record

    def end(self) -> bytes:
        """The end of the array."""
        return b"\n]\n"


def reading(place: str) -> Iterator[Record | InputError]:
    """The records of a file that holds lines, packed or not, or an array, whatever its name; an error for what is none.

    Raises OSError if it can't be read.
    """
    with open_lines(place) as file:
        opened = gzip.GzipFile(fileobj=file) if _begins(file, _GZIP) else file
        try:
            yield from _of_array(opened, place) if _holds_array(opened) else _of_lines(opened, place)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield InputError(place, "record", "is cut short or damaged at its end", "make or copy the file anew")


def _holds_array(file: IO[bytes] | gzip.GzipFile) -> bool:
    return any(_begins(file, start) for start in (b"[", BOM_UTF8 + b"["))


def _begins(file: IO[bytes] | gzip.GzipFile, start: bytes) -> bool:
    head = file.read(len(start))
    file.seek(0)
    return head == start


def _of_lines(lines: Iterable[bytes], place: str) -> Iterator[Record | InputError]:
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(BOM_UTF8)
        if line.strip():
            yield _record(line, f"{place}:{number}")


def _of_array(file: IO[bytes] | gzip.GzipFile, place: str) -> Iterator[Record | InputError]:
    try:
        items = json.load(file)
    except (ValueError, RecursionError) as error:
        yield InputError(place, "record", f"is no JSON: {error}", "give what extractor run wrote")
        return
    for number, item in enumerate(items, start=1):
        yield _record(json.dumps(item).encode(), f"{place}#{number}")


def _record(data: bytes, uri: str) -> Record | InputError:
    from pydantic import ValidationError

    from extractor.record import Record

    try:
        return Record.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        reason = f"is no record: {where + ': ' if where else ''}{first['msg']}"
        return InputError(uri, "record", reason, "give what extractor run wrote")
