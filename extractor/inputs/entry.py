"""Where one release is to be read: small, so that a million fit in a plan, and enough to read it again elsewhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Entry:
    """One release, not opened yet.

    place: a path, an address (a store's too, such as s3://bucket/name), or "-".
    number, offset, length (bytes): which of several in the place it is, counted from 1, and where it stands there;
        None, 0 and None for a file of its own.
    part: which attachment of a mail, counted from 1; None for the mail itself and for all else.
    version: what its content is known by, "sha256:..." or the word of a store; None if nobody has looked.
    data: what "-" gave, for that can be read once.
    """

    place: str
    number: int | None = None
    offset: int = 0
    length: int | None = None
    part: int | None = None
    version: str | None = None
    data: bytes | None = None

    def known_by(self, data: bytes) -> Entry:
        """The same entry, its content known by the hash of these bytes."""
        return replace(self, version=hash_of(data))


def hash_of(data: bytes) -> str:
    """What bytes are known by."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def read_line(file: BinaryIO, limit: int) -> tuple[int, str, bytes]:
    """Read a line of any length in flat memory: its length, what it is known by, and at most `limit` of its bytes."""
    digest, length, kept = hashlib.sha256(), 0, b""
    while piece := file.readline(limit):
        digest.update(piece)
        kept = kept or piece
        length += len(piece)
        if piece.endswith(b"\n"):
            break
    return length, f"sha256:{digest.hexdigest()}", kept
