"""Inputs that are packed: what they hold is changed and packed again, so that changes reach behind the checksums."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from warnings import catch_warnings

from fuzz.mutation import LONGEST, bytes_changed, bytes_flipped, text_changed

_DAY = (2024, 6, 4, 9, 12, 0)
# The shape of a member by the end of its name; others are bytes.
_SHAPES = {
    ".xml": "xml",
    ".rels": "xml",
    ".html": "html",
    ".txt": "text",
    ".md": "markdown",
    ".eml": "mail",
    ".csv": "text",
}
_SHAPES |= {".json": "json", ".jsonl": "json"}
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
# How many are damaged from outside, where checksums mostly tell.
_OUTSIDE = 0.15

Members = Sequence[tuple[str, bytes]]


def zipped(members: Members, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive that is always the same for the same members."""
    buffer = io.BytesIO()
    with catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w", method) as archive:  # of names that come twice
        for name, data in members:
            information = zipfile.ZipInfo(name, _DAY)
            information.compress_type = method
            archive.writestr(information, data)
    return buffer.getvalue()


def members_of(data: bytes) -> Members:
    """What a whole zip archive holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def zip_changed(chance: Random, seed: bytes, other: bytes) -> bytes:
    """An archive with a member changed, and now and then one too few, too many, or under another name."""
    if chance.random() < _OUTSIDE:
        return bytes_changed(chance, seed, other)
    members, others = list(members_of(seed)), members_of(other)
    for _ in range(chance.randint(1, 2)):
        at = chance.choice([number for number, (name, _) in enumerate(members) for _ in range(_weight(name))])
        members[at] = _member_changed(chance, members[at], chance.choice(others)[1])
    if chance.random() < 0.1:
        members.insert(chance.randint(0, len(members)), chance.choice(others))
    if chance.random() < 0.1 and len(members) > 1:
        del members[chance.randrange(len(members))]
    return zipped(members, method=chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))


def _weight(name: str) -> int:
    """The text of a Word document is changed more often than all that stands beside it."""
    return 20 if name == "word/document.xml" else 1


def folder_changed(chance: Random, seed: bytes, other: bytes) -> bytes:
    """The files of a folder, as an archive: only what they hold is changed."""
    members, others = list(members_of(seed)), members_of(other)
    at = chance.randrange(len(members))
    members[at] = (members[at][0], _member_changed(chance, members[at], chance.choice(others)[1])[1])
    return zipped(members, method=zipfile.ZIP_STORED)


def _member_changed(chance: Random, member: tuple[str, bytes], other: bytes) -> tuple[str, bytes]:
    name, data = member
    if chance.random() < 0.05:
        name = chance.choice(
            [f"../{name}", f"/{name}", f".{name}", name.upper(), f"a\0{name}", f"{name}/", "é.txt", "a" * 300]
        )
    if name.endswith(".parquet"):
        return name, bytes_flipped(chance, data, other)
    shape = next((shape for ending, shape in _SHAPES.items() if name.endswith(ending)), None)
    return name, bytes_changed(chance, data, other) if shape is None else text_changed(chance, data, other, shape)


def gzip_changed(shape: str) -> Callable[[Random, bytes, bytes], bytes]:
    """What changes files of that shape that are packed, one piece of gzip or several, or not packed at all."""

    def change(chance: Random, seed: bytes, other: bytes) -> bytes:
        if chance.random() < _OUTSIDE:
            return bytes_changed(chance, seed, other)
        parts, others = gzip_parts(seed), gzip_parts(other)
        at = chance.randrange(len(parts))
        parts[at] = text_changed(chance, parts[at], chance.choice(others), shape)
        if not seed.startswith(b"\x1f\x8b"):
            return b"".join(parts)
        return b"".join(map(gzipped, parts))[:LONGEST]

    return change


def gzipped(data: bytes) -> bytes:
    """One piece of gzip, which tells neither name nor time."""
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()


def gzip_parts(data: bytes) -> list[bytes]:
    """What each piece of a whole gzip file holds; the bytes themselves if it is none."""
    parts = []
    while data.startswith(b"\x1f\x8b"):
        stream = zlib.decompressobj(wbits=31)
        parts.append(stream.decompress(data))
        data = stream.unused_data
    return [*parts, data] if data or not parts else parts


def pdf_changed(chance: Random, seed: bytes, other: bytes) -> bytes:
    """A document with one of its streams changed, whose table of places is then wrong: readers make it anew."""
    streams, others = list(_STREAM.finditer(seed)), [found[1] for found in _STREAM.finditer(other)]
    if chance.random() < _OUTSIDE or not streams:
        return bytes_changed(chance, seed, other)
    found = chance.choice(streams)
    held = bytes_changed(chance, _inflated(found[1]), _inflated(chance.choice(others or [b""])))
    packed = zlib.compress(held) if _inflated(found[1]) != found[1] else held
    return (seed[: found.start(1)] + packed + seed[found.end(1) :])[:LONGEST]


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data
