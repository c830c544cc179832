"""What a room offers that knows a format: bytes for a stream, or a file or folder of its own making."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from extractor.errors import InputError
from extractor.record import Record

# Takes a record, as its line of JSON without the end of line.
Add = Callable[[bytes], None]
# Takes a line to show, of what could not be written as it is.
Tell = Callable[[str], None]


class Encoder(Protocol):
    """What makes records a stream of bytes."""

    def encode(self, record: bytes) -> bytes:
        """The bytes for one more record."""

    def end(self) -> bytes:
        """The bytes after the last one."""


class Place(Protocol):
    """A room that writes a file or a folder, and may read it back."""

    # Of a folder: the names in it that this room writes, so that no other files are taken away with it.
    NAMES: Collection[str]

    def writing(self, place: Path, tell: Tell) -> AbstractContextManager[Add]:
        """What takes records; all is written as the block ends. Nothing is at `place` before."""

    def reading(self, place: Path) -> Iterator[Record | InputError]:
        """The records again."""
