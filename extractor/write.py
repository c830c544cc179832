"""Records -> an output of any format that is whole or not there, or standard output; errors in a file beside it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.errors import ExtractorError, InputError, OutputError, UsageError
from extractor.files import OpenFile, commit, discard, whole_file, whole_place
from extractor.outputs.formats import Format, Shape, encoder_of, format_of, place_of
from extractor.stores import is_stored, local_path

if TYPE_CHECKING:  # the record is a tenth of a second
    from extractor.outputs.rooms import Add, Tell

# What stands behind it may be a file (`>> all.jsonl`), which then holds more than ours.
_STREAM = re.compile(r"/dev/(?:stdout|stderr|fd/\d+)")


class Writer:
    """Takes records, each as its line of JSON, and errors, one by one."""

    def __init__(self, add: Callable[[bytes], None], errors: OpenFile | None) -> None:
        self._add, self._errors = add, errors

    def write(self, record: bytes) -> None:
        """Add a record. Raises OutputError if it can't be written."""
        self._add(record)

    def fail(self, error: InputError) -> None:
        """Add an error as one line of the error file, if there is one."""
        if self._errors:
            self._errors.add(_line(error))


@contextmanager
def open_writer(
    out: str | None,
    known: Format,
    stdout: Callable[[], BinaryIO] | None = None,
    *,
    parts: Path | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> Iterator[Writer]:
    """A writer to the file, folder or stored object `out`, or to standard output if that is None.

    The output takes its name when the block ends; any exception leaves what stood there before, and so does a block
    that writes no record. Beside it stands a file of errors if there were any. parts: a folder for what is half
    written; tell: is given a line for a record that the format can't hold.
    Raises UsageError if nothing can be written there, OutputError if a disk is full.
    """
    if out is None:
        assert stdout is not None
        with _encoded(OpenFile(stdout(), "the output", is_flushed=True), known) as add:
            yield Writer(add, None)
    elif is_device(out):
        with open(out, "ab") as device, _encoded(OpenFile(device, out, is_flushed=True), known) as add:
            yield Writer(add, None)
    else:
        halves = [str(parts / f".{name}.part") if parts else None for name in ("records", "errors")]
        opened = _stream if known.shape is Shape.STREAM else _place
        with opened(out, known, halves[0], tell) as add, _file_if_any(errors_path(out), halves[1]) as errors:
            yield Writer(add, errors)
        if not errors.size:
            discard(errors_path(out))


@contextmanager
def _encoded(file: OpenFile, known: Format) -> Iterator[Add]:
    """What puts records into a file; without any, nothing is put there."""
    encoder = encoder_of(known)
    count = 0

    def add(record: bytes) -> None:
        nonlocal count
        count += 1
        file.add(encoder.encode(record))

    yield add
    if count:
        file.add(encoder.end())


@contextmanager
def _stream(out: str, known: Format, part: str | None, tell: Tell) -> Iterator[Add]:
    with _file_if_any(out, part) as file, _encoded(file, known) as add:
        yield add


@contextmanager
def _place(out: str, known: Format, part: str | None, tell: Tell) -> Iterator[Add]:
    """What puts records into a file or folder that a room of its own makes, but for one without any record."""
    room = place_of(known)
    ours = room.NAMES if known.shape is Shape.FOLDER else None
    count = 0
    with (
        suppress(_NothingError),
        whole_place(Path(local_path(out)), ours=ours, part=part) as half,
        _Room(out, room.writing(half, tell)) as room_add,
    ):

        def add(record: bytes) -> None:
            nonlocal count
            count += 1
            room_add(record)

        yield add
        if not count:
            raise _NothingError


class _Room:
    """A room at work: what fails in it, each library in its own way, is an OutputError; what fails around it is not."""

    def __init__(self, out: str, writing: AbstractContextManager[Add]) -> None:
        self._out, self._writing = out, writing

    def __enter__(self) -> Add:
        with self._errors():
            add = self._writing.__enter__()

        def named(record: bytes) -> None:
            with self._errors():
                add(record)

        return named

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            with suppress(Exception):  # a full disk fails once more as its files are closed
                self._writing.__exit__(kind, error, trace)
            return
        with self._errors():
            self._writing.__exit__(None, None, None)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except ExtractorError:
            raise
        except Exception as error:
            raise OutputError.of(self._out, error) from error


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


def check_output(out: str | None, name: str | None) -> Format:
    """The format of an output. Raises UsageError if neither its name nor `name` tells one, or it can't be there."""
    known = format_of(out, name)
    if known.shape is Shape.STREAM:
        return known
    place_of(known)
    if out and is_stored(local_path(out)):
        raise UsageError(f"{known.name} can't be written to {out}; write it on this machine, and copy it")
    if out and is_device(out):
        raise UsageError(f"{known.name} can't be written to {out}; give the {known.shape.value} a name of its own")
    return known


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
