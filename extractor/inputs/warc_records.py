"""Where the records of a web archive stand, each in gzip of its own or plain; what is damaged is stepped over."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from extractor.inputs.warc_record import MAX_HEAD_BYTES, MAX_RECORD_BYTES, is_head_whole, record_length

GZIP = b"\x1f\x8b"

_MARK = b"WARC/"
_BLOCK, _SHORT, _SEARCHED = 16_384, 4_096, 1_000_000
_MEMBER_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_RECORD_START = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][\w-]{1,40}:")
# What looks like the start of gzip is one by chance once in a hundred million bytes.
_MAX_TRIES = 100_000
_DAMAGED, _CUT = "is damaged", "is cut short"


class NoArchiveError(ValueError):
    """A file that is read no further: why, and what to do about it."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


@dataclass(frozen=True, slots=True)
class Record:
    """Where a record stands, and its bytes out of gzip, or a byte more than MAX_RECORD_BYTES of them.

    length: 0 if it can't be told; error: why the record can't be read.
    """

    offset: int
    length: int
    data: bytes
    error: str | None = None


def records_within(file: BinaryIO, start: int, end: int) -> Iterator[Record]:
    """Every record between two offsets of a file, in order, and what is damaged. Raises NoArchiveError, or OSError."""
    file.seek(start)
    first = file.read(min(_SHORT, end - start))
    is_zipped = first.startswith(GZIP)
    if not is_zipped and not first.lstrip(b"\r\n").startswith(_MARK):
        raise _no_archive()
    at = start
    while at < end:
        record = _zipped(file, at, end) if is_zipped else _plain(file, at, end)
        if at == start and record.error and record.data and not record.data.startswith(_MARK):
            raise _no_archive()
        if record.data or record.error:
            yield record
        following = _next_member if is_zipped else _next_plain
        at = at + record.length if record.length else following(file, at + 1, end)


def unzipped(data: bytes) -> bytes:
    """The bytes of a record out of gzip, or a byte more than MAX_RECORD_BYTES of them. Raises zlib.error."""
    return zlib.decompressobj(wbits=31).decompress(data, MAX_RECORD_BYTES + 1) if data.startswith(GZIP) else data


def _no_archive() -> NoArchiveError:
    return NoArchiveError("is no web archive (WARC)", "check the file")


def _zipped(file: BinaryIO, start: int, end: int) -> Record:
    """The record in the member of gzip that begins at `start`."""
    inflater, data, taken = zlib.decompressobj(wbits=31), bytearray(), 0
    file.seek(start)
    try:
        while not inflater.eof and len(data) <= MAX_RECORD_BYTES:
            block = file.read(min(_BLOCK, end - start - taken))
            taken += len(block)
            if not block or taken > 2 * MAX_RECORD_BYTES:
                return Record(start, 0, bytes(data), _CUT)
            data += inflater.decompress(block, MAX_RECORD_BYTES + 1 - len(data))
    except zlib.error:
        return Record(start, 0, bytes(data), _DAMAGED)
    return _checked(Record(start, taken - len(inflater.unused_data) if inflater.eof else 0, bytes(data)))


def _checked(record: Record) -> Record:
    """The record of a member, with what is wrong with it. Raises NoArchiveError if the member holds several."""
    length = record_length(record.data)
    if length is None:
        return replace(record, error=_DAMAGED)
    if record.data[length : length + _SHORT].lstrip(b"\r\n").startswith(_MARK):
        raise NoArchiveError(
            "holds its records in one piece of gzip, so that none can be read alone", "warcio recompress mends it"
        )
    return replace(record, error=_CUT) if record.length and length > len(record.data) else record


def _plain(file: BinaryIO, start: int, end: int) -> Record:
    """The record that begins at `start`; one without data for the empty lines there."""
    file.seek(start)
    head = file.read(min(_SHORT, end - start))
    if empty := len(head) - len(head.lstrip(b"\r\n")):
        return Record(start, empty, b"")
    length = record_length(head)
    if length is None:
        head += file.read(min(MAX_HEAD_BYTES, end - start - len(head)))
        length = record_length(head)
    if length is None or length > end - start:
        is_begun = head.startswith(_MARK) and start + len(head) == end and not is_head_whole(head)
        return Record(start, 0, head, _CUT if length is not None or is_begun else _DAMAGED)
    file.seek(start + length)
    if file.read(min(4, end - start - length)).strip(b"\r\n") not in (b"", _MARK[:4]):
        return Record(start, 0, head, _DAMAGED)  # it does not end where its head says
    file.seek(start)
    return Record(start, length, file.read(min(length, MAX_RECORD_BYTES + 1)))


def _next_member(file: BinaryIO, start: int, end: int) -> int:
    """Where the next record in gzip begins, or the end."""
    for at, data in islice(_search(file, _MEMBER_START, start, end), _MAX_TRIES):
        try:
            if zlib.decompressobj(wbits=31).decompress(data, len(_MARK)) == _MARK:
                return at
        except zlib.error:
            continue
    return end


def _next_plain(file: BinaryIO, start: int, end: int) -> int:
    """Where the next plain record begins, or the end."""
    return next((at for at, _ in _search(file, _RECORD_START, start, end)), end)


def _search(file: BinaryIO, pattern: re.Pattern[bytes], start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Where a pattern is found between two offsets, with the bytes there."""
    while start < end:
        file.seek(start)
        block = file.read(min(_SEARCHED, end - start))
        for found in pattern.finditer(block):
            yield start + found.start(), block[found.start() : found.start() + _SHORT]
        if len(block) <= _SHORT:
            return
        start += len(block) - _SHORT
