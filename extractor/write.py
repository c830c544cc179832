"""Records -> JSON Lines, on standard output or in a file that is whole or not there; errors in a file beside it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from extractor.errors import InputError, UsageError
from extractor.files import OpenFile, commit, discard, whole_file
from extractor.stores import is_stored

FORMATS = {"jsonl": ".jsonl"}
# What stands behind it may be a file (`>> all.jsonl`), which then holds more than ours.
_STREAM = re.compile(r"/dev/(?:stdout|stderr|fd/\d+)")


class Writer:
    """Takes records, each as its line of JSON, and errors, one by one."""

    def __init__(self, records: OpenFile, errors: OpenFile | None) -> None:
        self._records, self._errors = records, errors

    def write(self, record: bytes) -> None:
        """Add a record as one line."""
        self._records.add(record + b"\n")

    def fail(self, error: InputError) -> None:
        """Add an error as one line of the error file, if there is one."""
        if self._errors:
            self._errors.add(_line(error))


@contextmanager
def open_writer(out: str | None, stdout: Callable[[], BinaryIO], *, parts: Path | None = None) -> Iterator[Writer]:
    """A writer to the file or stored object `out`, or to standard output if that is None.

    The file takes its name when the block ends; any exception leaves what stood there before, and so does a block that
    writes no record. Beside it stands a file of errors if there were any.
    Raises UsageError if nothing can be written there, OutputError if a disk is full.
    """
    if out is None:
        yield Writer(OpenFile(stdout(), "the output", is_flushed=True), None)
    elif is_device(out):
        with open(out, "ab") as device:
            yield Writer(OpenFile(device, out, is_flushed=True), None)
    else:
        halves = [str(parts / f".{name}.part") if parts else None for name in ("records", "errors")]
        with _file_if_any(out, halves[0]) as records, _file_if_any(errors_path(out), halves[1]) as errors:
            yield Writer(records, errors)
        if not errors.size:
            discard(errors_path(out))


@contextmanager
def open_errors(path: Path) -> Iterator[Callable[[InputError], None]]:
    """What writes errors into a file, which is there as the block ends if there were any, and else is not.

    Raises OutputError if it can't be written.
    """
    with _file_if_any(str(path), None) as errors:
        yield lambda error: errors.add(_line(error))
    if not errors.size:
        discard(str(path))


def _line(error: InputError) -> bytes:
    return json.dumps(error.as_dict(), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def check_format(out: str | None, name: str | None) -> None:
    """Raise UsageError, naming what is known, if neither `name` nor the ending of `out` tells a known format."""
    if name is not None:
        if name not in FORMATS:
            raise UsageError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
    elif out is not None and not out.lower().endswith(tuple(FORMATS.values())):
        endings = ", ".join(FORMATS.values())
        raise UsageError(f"the name {out} tells no known format; end it in {endings} or give --format jsonl")


def errors_path(out: str) -> str:
    """Where the errors of a run into `out` stand: releases.jsonl -> releases.errors.jsonl."""
    return f"{out[:-6] if out.lower().endswith('.jsonl') else out}.errors.jsonl"


@contextmanager
def saved_summary(path: str | None, summary: Callable[[], dict[str, Any]]) -> Iterator[None]:
    """Write what a run came to into a file, if there is to be one, as the block ends or is interrupted.

    Raises UsageError, OutputError or OSError if it can't be written.
    """
    try:
        yield
    except KeyboardInterrupt:
        if path:
            _write_summary(path, summary())
        raise
    if path:
        _write_summary(path, summary())


def _write_summary(path: str, summary: dict[str, Any]) -> None:
    data = json.dumps(summary, indent=2, ensure_ascii=False).encode() + b"\n"
    if is_device(path):
        with open(path, "ab") as device:
            device.write(data)
    else:
        commit(path, data)


def is_device(out: str) -> bool:
    """Whether the output is no file that could be replaced, such as /dev/null, a pipe or what a shell has opened."""
    if _STREAM.fullmatch(out):
        return True
    return not is_stored(out) and os.path.exists(out) and not os.path.isfile(out) and not os.path.isdir(out)


class _NothingError(Exception):
    """Nothing was written, so that no file is to be made."""


@contextmanager
def _file_if_any(path: str, part: str | None) -> Iterator[OpenFile]:
    """A whole file; if nothing is written none is made, and one of an earlier run stays."""
    with suppress(_NothingError), whole_file(path, part=part) as file:
        yield file
        if not file.size:
            raise _NothingError
