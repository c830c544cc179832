"""Where the results of shards stand until the whole is done: a folder here, or a prefix of names on a remote store."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Protocol

from extractor.errors import UsageError, in_words
from extractor.files import OpenFile, commit, discard, growing_file, locked, whole_file
from extractor.stores import errors_of, file_system, is_stored, local_path, read_stored

# Where the pages stand that a run or a plan collects.
PAGES = "pages"
# The manifest and done shards. Whatever else stands there is somebody else's.
_OURS = re.compile(r"manifest\.jsonl|[0-9]{8,}-[0-9a-f]{16}\.jsonl")


def is_ours(name: str) -> bool:
    """Whether a file of this name is a manifest or a done shard."""
    return _OURS.fullmatch(name) is not None


class Folder(Protocol):
    """Named files that appear whole; processes get a copy of the folder, and all see the same files.

    It may hold files of others (inputs, an output): they are neither told nor touched.
    """

    @property
    def path(self) -> Path | None:
        """Where it is on this machine, None for a store."""
        ...

    @property
    def has_pages(self) -> bool:
        """Whether pages of addresses are kept in it."""
        ...

    def names(self) -> set[str]:
        """The manifest and the shards that are there."""
        ...

    def read(self, name: str, length: int | None = None) -> bytes:
        """The content of a file, or its first `length` bytes."""
        ...

    def commit(self, name: str, data: bytes) -> None:
        """Make a file appear, or take the place of one. Raises OutputError if it can't be written."""
        ...

    def growing(self, name: str) -> AbstractContextManager[OpenFile]:
        """A file that is written line by line; here it can be seen as it grows."""
        ...

    def drop(self, names: set[str]) -> None:
        """Remove files."""
        ...

    def clear(self) -> None:
        """Remove what is ours."""
        ...

    def remove(self) -> None:
        """Remove what is ours, and the folder if it holds nothing else."""
        ...

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder for this process, where that can be done. Raises UsageError if another holds it."""
        ...


def open_folder(place: str) -> Folder:
    """The folder at a path, made if it is not there, or at an address of a store. Raises UsageError if it can't be."""
    place = local_path(place)
    if place.startswith("memory:"):
        raise UsageError(f"{place} is seen by one process alone, and workers are others; give a path or a store")
    if is_stored(place):
        return StoredFolder(place.rstrip("/"))
    try:
        with suppress(FileExistsError):
            os.mkdir(place)
        os.listdir(place)
    except OSError as error:
        raise UsageError(f"can't write {place}: {error.strerror}") from error
    return LocalFolder(Path(place))


class LocalFolder:
    """A folder of this machine, or of a disk that several share."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def has_pages(self) -> bool:
        """Whether pages of addresses are kept in it."""
        return (self.path / PAGES).is_dir()

    def names(self) -> set[str]:
        """The manifest and the shards that are there."""
        return set(filter(is_ours, os.listdir(self.path)))

    def read(self, name: str, length: int | None = None) -> bytes:
        """The content of a file, or its first `length` bytes."""
        with open(self.path / name, "rb") as file:
            return file.read(-1 if length is None else length)

    def commit(self, name: str, data: bytes) -> None:
        """Make a file appear, or take the place of one. Raises OutputError if it can't be written."""
        commit(str(self.path / name), data)

    def growing(self, name: str) -> AbstractContextManager[OpenFile]:
        """A file that is written line by line and can be seen as it grows."""
        return growing_file(self.path / name)

    def drop(self, names: set[str]) -> None:
        """Remove files."""
        for name in names:
            discard(str(self.path / name))

    def clear(self) -> None:
        """Remove what is ours: pages and half files of killed processes too."""
        self.drop(self.names() | {path.name for path in self.path.glob(".*.part")})
        shutil.rmtree(self.path / PAGES, ignore_errors=True)

    def remove(self) -> None:
        """Remove what is ours, and the folder if it holds nothing else."""
        self.clear()
        self.drop({".lock"})
        with suppress(OSError):
            self.path.rmdir()

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder for this process, however that ends. Raises UsageError if another holds it."""
        return locked(self.path / ".lock", self.path)


class StoredFolder:
    """A prefix of names on a store that fsspec reads and writes. What it does raises UsageError if the store fails."""

    path: Path | None = None
    has_pages = False

    def __init__(self, place: str) -> None:
        self._place = place

    def names(self) -> set[str]:
        """The manifest and the shards that are there."""
        system, path = file_system(self._place)
        with self._told():
            system.invalidate_cache()
            try:
                found = {name.rpartition("/")[2] for name in system.ls(path, detail=False)}
            except FileNotFoundError:
                return set()
        return set(filter(is_ours, found))

    def read(self, name: str, length: int | None = None) -> bytes:
        """The content of a file, or its first `length` bytes."""
        with self._told():
            return read_stored(f"{self._place}/{name}", length=length)

    def commit(self, name: str, data: bytes) -> None:
        """Make a file appear, or take the place of one. Raises OutputError if it can't be written."""
        commit(f"{self._place}/{name}", data)

    def growing(self, name: str) -> AbstractContextManager[OpenFile]:
        """A file that is written line by line, and seen when it is whole."""
        return whole_file(f"{self._place}/{name}")

    def drop(self, names: set[str]) -> None:
        """Remove files."""
        with self._told():
            for name in names:
                discard(f"{self._place}/{name}")

    def clear(self) -> None:
        """Remove what is ours."""
        self.drop(self.names())

    def remove(self) -> None:
        """Remove what is ours, and the folder if it holds nothing else."""
        self.clear()
        system, path = file_system(self._place)
        with suppress(Exception):  # most have no folders that could be left empty
            system.rmdir(path)

    def locked(self) -> AbstractContextManager[None]:
        """Nothing: stores have no locks, and two runs at once do the same work twice, to the same bytes."""
        return nullcontext()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell of the folder where the store fails; what is not there is no failure of its."""
        try:
            with errors_of(self._place):
                yield
        except FileNotFoundError:
            raise
        except OSError as error:
            raise UsageError(f"can't use {self._place}: {in_words(error)}") from error
