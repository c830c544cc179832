"""An .mbox file -> Sources: each message as a mail of its own, parted by lines that begin with "From "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.containers import Container
from extractor.inputs.entry import Entry, hash_of
from extractor.inputs.mail_file import entries_of_mail, mail_too_large, read_part
from extractor.inputs.mail_parts import MAX_MAIL_BYTES
from extractor.inputs.places import uri_of
from extractor.release import Source

# A line of a mail's text may begin so too, but not with a sender and a time, below an empty line.
_SEPARATOR = re.compile(rb"From .{0,300}\d\d:\d\d\S{0,3} .{0,20}\d{4}")
_QUOTED = re.compile(rb"^>(>*From )", re.M)
_MAX_LINE = 65_536


def list_messages(file: BinaryIO, place: str) -> Iterator[Entry | InputError]:
    """Yield where each message stands, and which of its parts may be a release."""
    number = 0
    for number, (offset, length, data) in enumerate(_messages(file), 1):
        uri = f"{uri_of(place)}#{number}"
        if not _SEPARATOR.match(data):
            advice = "give the messages as .eml files"
            yield InputError(uri_of(place), "mail", 'is no mailbox, for it does not begin with "From "', advice)
            return
        if length > MAX_MAIL_BYTES:
            yield mail_too_large(uri)
        else:
            entry = Entry(place, number, offset, length, version=hash_of(data))
            yield from entries_of_mail(_unquoted(data), entry, uri)
    if not number:
        yield InputError(uri_of(place), "empty", "is empty", "check how it was saved")


def read_message(data: bytes, entry: Entry) -> Source | InputError:
    """The part of a message that an entry tells."""
    return read_part(_unquoted(data), entry.part, f"{uri_of(entry.place)}#{entry.number}")


def _messages(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Offset, length and bytes of every message; of one that is too large only as many as tell it."""
    offset = length = 0
    data = bytearray()
    is_line_start = is_after_empty = True
    while line := file.readline(_MAX_LINE):
        if length and is_line_start and is_after_empty and _SEPARATOR.match(line):
            yield offset, length, bytes(data)
            offset, length, data = offset + length, 0, bytearray()
        length += len(line)
        if len(data) <= MAX_MAIL_BYTES:
            data += line
        is_after_empty = is_line_start and line in (b"\n", b"\r\n")
        is_line_start = line.endswith(b"\n")
    if length:
        yield offset, length, bytes(data)


def _unquoted(data: bytes) -> bytes:
    """A message without the signs that keep its lines from being taken for the start of the next one."""
    return _QUOTED.sub(rb"\1", data)


CONTAINER = Container(list_messages, read_message, MAX_MAIL_BYTES)
