"""Records -> JSON Lines, on standard output or in a file that is whole or not there; errors in a file beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from extractor.errors import InputError, UsageError
from extractor.record import Record

FORMATS = {"jsonl": ".jsonl"}


class Writer:
    """Takes records and errors one by one."""

    def __init__(self, records: _Lines, errors: _WholeFile | None) -> None:
        self._records, self._errors = records, errors

    def write(self, record: Record) -> None:
        """Add a record as one line, its keys in the order of the contract."""
        self._records.add(record.model_dump_json())

    def fail(self, error: InputError) -> None:
        """Add an error as one line of the error file, if there is one."""
        if self._errors:
            line = {"uri": error.uri, "code": error.code, "reason": error.reason, "advice": error.advice}
            self._errors.add(json.dumps(line, ensure_ascii=False))


@contextmanager
def open_writer(out: Path | None, stdout: BinaryIO) -> Iterator[Writer]:
    """A writer to the file `out`, or to standard output if that is None.

    The file takes its name when the block ends: whole, or, after Ctrl-C, with what was done until then. Any other
    exception leaves what stood there before. Beside it stands a file of errors if there were any.
    Raises UsageError if nothing can be written there.
    """
    if out is None:
        yield Writer(_Lines(stdout), None)
    elif out.exists() and not out.is_file() and not out.is_dir():
        with open(out, "wb") as device:
            yield Writer(_Lines(device), None)
    else:
        with _whole_file(out) as records, _whole_file(errors_path(out), only_if_any=True) as errors:
            yield Writer(records, errors)


def check_format(out: Path | None, name: str | None) -> None:
    """Raise UsageError, naming what is known, if neither `name` nor the ending of `out` tells a known format."""
    if name is not None:
        if name not in FORMATS:
            raise UsageError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
    elif out is not None and out.suffix.lower() not in FORMATS.values():
        endings = ", ".join(FORMATS.values())
        raise UsageError(f"the name {out} tells no known format; end it in {endings} or give --format jsonl")


def errors_path(out: Path) -> Path:
    """Where the errors of a run into `out` stand: releases.jsonl -> releases.errors.jsonl."""
    stem = out.stem if out.suffix.lower() == ".jsonl" else out.name
    return out.with_name(f"{stem}.errors.jsonl")


class _Lines:
    """Lines into an open file, each flushed, so that a reader down the pipe sees it at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0

    def add(self, line: str) -> None:
        """Add one line."""
        data = line.encode() + b"\n"
        self._file.write(data)
        self._file.flush()
        self.size += len(data)


class _WholeFile(_Lines):
    """Lines into a file beside `path` that takes its name at the end."""

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        self._part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        super().__init__(open(self._part, "wb"))  # noqa: SIM115 (keep or discard closes it)

    def keep(self) -> None:
        """Give the file its name, without a line that was cut in the middle."""
        self._file.truncate(self.size)
        self._file.close()
        os.replace(self._part, self._path)

    def discard(self) -> None:
        """Leave nothing of it."""
        with suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)

    def keep_if_any(self) -> None:
        """Keep it if it has a line, else leave nothing of it, nor of a file of its name from an earlier run."""
        if self.size:
            self.keep()
        else:
            self.discard()
            self._path.unlink(missing_ok=True)


@contextmanager
def _whole_file(path: Path, *, only_if_any: bool = False) -> Iterator[_WholeFile]:
    if path.is_dir():
        raise UsageError(f"{path} is a folder; give the name of a file")
    try:
        file = _WholeFile(path)
    except OSError as error:
        raise UsageError(f"can't write {path}: {error.strerror}") from error
    try:
        yield file
    except KeyboardInterrupt:
        file.keep() if file.size else file.discard()
        raise
    except BaseException:
        file.discard()
        raise
    file.keep_if_any() if only_if_any else file.keep()
