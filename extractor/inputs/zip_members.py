"""A zip archive's members: where each stands, and its content from its own bytes; lies cost neither time nor memory."""

from __future__ import annotations

import os
import re
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

# Some hundred thousand members.
_MAX_DIRECTORY = 10_000_000
_HEAD = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_LIES = "tells of files that overlap or are cut short"
_ENCRYPTED, _LATER_SIZES, _UTF8 = 0x1, 0x8, 0x800
# A head with its name and extra fields, each as long as can be.
MAX_HEAD_BYTES = _HEAD.size + 2 * 65_535


class ZipError(ValueError):
    """An archive or member that can't be read; the message tells why."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the directory tells it: its name, where its head begins, and how many bytes it has packed and not."""

    name: str
    offset: int
    packed: int
    size: int


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands in front of a member's data: its name, how it is packed, and where the data begin."""

    name: bytes
    flags: int
    method: int
    checksum: int
    start: int


def members_of(file: BinaryIO) -> list[Member]:
    """The members of an archive, in the order of its directory. Raises ZipError, or OSError."""
    infos = _directory(file)
    _check_apart(infos, file.seek(0, os.SEEK_END))
    return [Member(_text(_raw_name(info)), info.header_offset, info.compress_size, info.file_size) for info in infos]


def read_member(file: BinaryIO, member: Member) -> bytes:
    """The range of a member: its head and its packed data. Raises ZipError, or OSError."""
    file.seek(member.offset)
    data = file.read(_HEAD.size)
    length = _head(data, is_whole=False).start + member.packed
    data += file.read(length - _HEAD.size)
    if len(data) < length or name_in(data) != member.name:
        raise ZipError("is damaged")
    return data


def stored_range(file: BinaryIO, member: Member) -> tuple[int, int] | None:
    """Where the content of a member begins and ends, None if it is packed. Raises ZipError, or OSError."""
    file.seek(member.offset)
    head = _head(file.read(_HEAD.size), is_whole=False)
    if head.method != ZIP_STORED or head.flags & _ENCRYPTED:
        return None
    start = member.offset + head.start
    return start, start + member.packed


def name_in(data: bytes) -> str:
    """The name in the head of a member. Raises ZipError."""
    return _text(_head(data).name)


def content_in(data: bytes, limit: int) -> bytes | None:
    """The content of a member, unpacked from its range; None if it has more than `limit` bytes. Raises ZipError."""
    head = _head(data)
    if head.flags & _ENCRYPTED:
        raise ZipError("is encrypted")
    packed = memoryview(data)[head.start :]
    if head.method == ZIP_STORED:
        content = bytes(packed[: limit + 1])
    elif head.method == ZIP_DEFLATED:
        content = _inflated(packed, limit)
    else:
        raise ZipError(f"is packed in a way that is not read (method {head.method})")
    if len(content) > limit:
        return None
    # What is written as it comes has its checksum behind the data.
    if not head.flags & _LATER_SIZES and zlib.crc32(content) != head.checksum:
        raise ZipError("is damaged")
    return content


def _directory(file: BinaryIO) -> list[ZipInfo]:
    try:
        with ZipFile(cast("BinaryIO", _Bounded(file))) as archive:
            return archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError, EOFError) as error:
        raise ZipError("is no zip archive, or is cut short") from error


def _check_apart(infos: list[ZipInfo], size: int) -> None:
    """Raise ZipError if two members share some bytes, or one goes beyond the end of the archive."""
    members = sorted(infos, key=lambda info: info.header_offset)
    starts = [info.header_offset for info in members]
    if min(starts, default=0) < 0:
        raise ZipError(_LIES)
    for info, end in zip(members, [*starts[1:], size], strict=False):
        if info.header_offset + _HEAD.size + info.compress_size > end:
            raise ZipError(_LIES)


def _head(data: bytes, *, is_whole: bool = True) -> _Head:
    if len(data) < _HEAD.size or not data.startswith(_MARK):
        raise ZipError("is damaged")
    _, _, flags, method, _, _, checksum, _, _, name_length, extra_length = _HEAD.unpack_from(data)
    start = _HEAD.size + name_length + extra_length
    if is_whole and start > len(data):
        raise ZipError("is damaged")
    name = data[_HEAD.size : _HEAD.size + name_length]
    return _Head(name, flags, method, checksum, start)


def _raw_name(info: ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _text(name: bytes) -> str:
    """A name as text: many programs write UTF-8 without saying so. What can't be printed is shown as a sign."""
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode("cp437")
    return _UNPRINTABLE.sub("\ufffd", text)


def _inflated(packed: memoryview, limit: int) -> bytes:
    """The content, or a byte more than `limit` of it."""
    inflater = zlib.decompressobj(wbits=-15)
    try:
        content = inflater.decompress(packed, limit + 1)
    except zlib.error as error:
        raise ZipError("is damaged") from error
    if len(content) <= limit and not inflater.eof:
        raise ZipError("is cut short")
    return content


class _Bounded:
    """An open file of which no more is read at once than a directory may have."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        """Read some bytes; raises BadZipFile if they are too many."""
        if size > _MAX_DIRECTORY:
            raise BadZipFile("the directory is too large")
        return self._file.read(size if size >= 0 else _MAX_DIRECTORY)
