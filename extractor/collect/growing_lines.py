"""A file of JSON lines that grows, and survives the death of whoever writes it: what was written whole is there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from extractor.errors import OutputError
from extractor.inputs.entry import hash_of


class Line(NamedTuple):
    """Where one object stands in the file, in bytes, and by what its content is known."""

    number: int
    offset: int
    length: int
    version: str
    row: dict[str, Any]

    @property
    def end(self) -> int:
        """Where the next line begins."""
        return self.offset + self.length


@contextmanager
def open_lines_to_grow(path: Path) -> Iterator[GrowingLines]:
    """The lines of a file, made if need be; half a line that a killed process left is cut off. Raises OutputError."""
    lines = list(_read(path))
    try:
        file = open(path, "r+b" if path.exists() else "w+b")  # noqa: SIM115
        file.truncate(lines[-1].end if lines else 0)
        file.seek(0, os.SEEK_END)
    except OSError as error:
        raise OutputError.of(path, error) from error
    with file:
        yield GrowingLines(path, file, lines)


class GrowingLines:
    """The lines of an open file, and new ones at its end; `lines` are those of before, `count` tells all.

    Blank lines, which an editor may have left, are none, but have their numbers and places.
    """

    def __init__(self, path: Path, file: BinaryIO, lines: list[Line]) -> None:
        self.path, self._file, self.lines = path, file, lines
        self.count = len(lines)
        self._last, self._end = (lines[-1].number, lines[-1].end) if lines else (0, 0)

    def add(self, row: dict[str, Any]) -> Line:
        """Write one object, on the disk as this returns. Raises OutputError."""
        data = json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            self._file.write(data)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError.of(self.path, error) from error
        line = Line(self._last + 1, self._end, len(data), hash_of(data), row)
        self.count, self._last, self._end = self.count + 1, line.number, line.end
        return line


def _read(path: Path) -> Iterator[Line]:
    offset = 0
    try:
        with open(path, "rb") as file:
            for number, data in enumerate(file, 1):
                if not data.endswith(b"\n"):
                    return
                if data.strip():
                    row = json.loads(data)
                    if not isinstance(row, dict):
                        raise ValueError(f"line {number} is no object")
                    yield Line(number, offset, len(data), hash_of(data), row)
                offset += len(data)
    except FileNotFoundError:
        return
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError(f"can't go on with {path}: {error}; give another name to -o") from error
