"""Files that are whole or not there: under another name until all is written here, one object at its end on a store."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from extractor.errors import OutputError, UsageError
from extractor.stores import create_stored, is_stored, local_path, open_stored, remove, write_stored

# What desktops and spreadsheets leave in every folder that somebody looks at.
_DROPPINGS = re.compile(r"\.DS_Store|\._.+|\.~lock\..+#|~\$.+|Thumbs\.db|desktop\.ini|\.directory", re.IGNORECASE)


class OpenFile:
    """An open file that tells of a full disk with its name; `size` is how many bytes it took."""

    def __init__(self, file: Any, name: str, *, is_flushed: bool = False) -> None:
        self._file, self._name, self._is_flushed = file, name, is_flushed
        self.size = 0

    def add(self, data: bytes) -> None:
        """Write some bytes, seen at once by a reader if the file is one to flush. Raises OutputError."""
        try:
            self._file.write(data)
            if self._is_flushed:
                self._file.flush()
        except BrokenPipeError:
            raise
        except Exception as error:  # each store has errors of its own kind
            raise OutputError.of(self._name, error) from error
        self.size += len(data)


@contextmanager
def open_lines(place: str) -> Iterator[BinaryIO]:
    """A file or stored object, opened for reading. Raises OSError."""
    if is_stored(place):
        with open_stored(place) as file:
            yield file
    else:
        with open(place, "rb") as file:
            yield file


def discard(place: str) -> None:
    """Remove a file or stored object if it is there."""
    if is_stored(place):
        remove(place)
    else:
        Path(place).unlink(missing_ok=True)


def commit(place: str, data: bytes) -> None:
    """Make a file appear, or take the place of one. Raises OutputError or UsageError."""
    place = local_path(place)
    if is_stored(place):
        try:
            write_stored(place, data)
        except OSError as error:
            raise OutputError.of(place, error) from error
    else:
        with whole_file(place) as file:
            file.add(data)


@contextmanager
def growing_file(path: Path) -> Iterator[OpenFile]:
    """A file of this machine that is seen as it grows. Raises OutputError if it can't be written."""
    file = _created(path, path)
    try:
        yield OpenFile(file, str(path), is_flushed=True)
    finally:
        with suppress(OSError):  # a full disk fails once more at its end
            file.close()


def _created(path: Path, shown: Path) -> BinaryIO:
    try:
        return open(path, "wb")
    except OSError as error:
        raise OutputError.of(shown, error) from error


@contextmanager
def whole_file(place: str, *, part: str | None = None) -> Iterator[OpenFile]:
    """A file that takes its name as the block ends, and leaves what was there before if an exception ends it.

    `part` is its path until then, here. Raises OutputError if it can't be written, UsageError if it can never be.
    """
    place = local_path(place)
    if is_stored(place):
        yield from _stored_file(place)
    else:
        yield from _local_file(Path(os.path.realpath(place)), part)


@contextmanager
def whole_place(path: Path, *, ours: Collection[str] | None, part: str | None = None) -> Iterator[Path]:
    """A path at which nothing is yet: the file or folder made there takes the name `path` as the block ends.

    ours: for a folder, the names in it that may be replaced; None for a file. `part` is as for `whole_file`. An
    exception leaves what was there before. Raises UsageError if other things are there, OutputError if it can't be
    written.
    """
    path = Path(os.path.realpath(path))
    _check_replaced(path, ours)
    half = _half(path, part)
    _remove(half)
    try:
        yield half
        _take_name(half, path)
    finally:
        _remove(half)


def _check_replaced(path: Path, ours: Collection[str] | None) -> None:
    if ours is None:
        if path.is_dir():
            raise UsageError(f"{path} is a folder; give the name of a file")
    elif path.is_dir():
        others = [name for name in sorted(os.listdir(path)) if name not in ours and not _DROPPINGS.fullmatch(name)]
        if others:
            raise UsageError(f"{path} holds other files ({others[0]}), which would be lost; give another name to -o")
    elif path.exists():
        raise UsageError(f"{path} is a file; give the name of a folder")


def _take_name(half: Path, path: Path) -> None:
    try:
        for file in filter(Path.is_file, [half, *half.rglob("*")]):
            _sync(file)
        if path.is_dir():
            _replace_folder(half, path)
        else:
            os.replace(half, path)
    except OSError as error:
        raise OutputError.of(path, error) from error


def _replace_folder(half: Path, path: Path) -> None:
    """Put a folder in the place of one, which can't be done at once if that holds something."""
    old = path.with_name(f".{path.name}.{os.urandom(4).hex()}.old")
    os.replace(path, old)
    try:
        os.replace(half, path)
    except OSError:
        os.replace(old, path)
        raise
    _remove(old)


def _sync(path: Path) -> None:
    """Make sure that the bytes are on the disk before the name is."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _local_file(path: Path, part: str | None) -> Iterator[OpenFile]:
    if path.is_dir():
        raise UsageError(f"{path} is a folder; give the name of a file")
    half = _half(path, part)
    file = _created(half, path)
    try:
        yield OpenFile(file, str(path))
        _settle(file, half, path)
    except BaseException:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def _half(path: Path, part: str | None) -> Path:
    """Where a file is until it is whole: on the disk of its name, which may be a link to another one."""
    with suppress(OSError):  # told when it is created
        if part and os.stat(os.path.dirname(part)).st_dev == os.stat(path.parent).st_dev:
            return Path(part)
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")  # machines may share the disk


def _settle(file: Any, half: Path, path: Path) -> None:
    """Make sure that the bytes are on the disk before the name is: power may fail between the two."""
    try:
        file.flush()
        os.fsync(file.fileno())
        file.close()
        os.replace(half, path)
    except OSError as error:
        raise OutputError.of(path, error) from error


def _stored_file(place: str) -> Iterator[OpenFile]:
    try:
        file = create_stored(place)
    except OSError as error:
        raise OutputError.of(place, error) from error
    try:
        yield OpenFile(file, place)
    except BaseException:
        with suppress(Exception):
            file.close()
        with suppress(Exception):
            file.discard()
        raise
    try:
        file.close()
        file.commit()
    except Exception as error:
        raise OutputError.of(place, error) from error


@contextmanager
def locked(path: Path, shown: Path) -> Iterator[None]:
    """Hold a lock file for this process, however that ends. `shown` is what it locks, in words for a user.

    Raises UsageError if another process holds it, OutputError if it can't be made.
    """
    with _created(path, shown) as file:
        with suppress(ImportError, OSError):  # systems and disks without locks go without
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                advice = "wait for it, or give another name to -o"
                raise UsageError(f"another run is at work in {shown}; {advice}") from None
        yield
