"""Files on remote stores (s3://, gs://, abfs://, hdfs:// ...), by fsspec: found, read whole and read in part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from extractor.errors import UsageError

# Stores of files. Other protocols that fsspec knows (http, ftp, ssh ...) would get past the checks of fetch.py.
_PROTOCOLS = frozenset(
    ["abfs", "abfss", "adl", "az", "file", "gcs", "gs", "hdfs", "memory", "oci", "oss", "s3", "s3a", "webhdfs"]
)


def is_stored(place: str) -> bool:
    """Whether a place is a file or folder on a store that fsspec reads."""
    protocol, parting, _ = place.partition("://")
    return bool(parting) and protocol.lower() in _PROTOCOLS


def local_path(place: str) -> str:
    """The path that a file:// address stands for; any other place as it is."""
    return str(file_system(place)[1]) if place.lower().startswith("file://") else place


def file_system(place: str) -> tuple[Any, str]:
    """The file system of a place, and the path on it. Raises UsageError where fsspec lacks the package for it."""
    import fsspec  # type: ignore[import-untyped]  # a tenth of a second: only for remote places

    try:
        system, path = fsspec.core.url_to_fs(place)
    except ImportError as error:
        raise UsageError(f"{place} needs a package that is not installed: {error}") from None
    return system, path


def read_stored(place: str, offset: int, length: int) -> bytes:
    """At most `length` bytes of a stored file from `offset` on. Raises OSError, FileNotFoundError included."""
    system, path = file_system(place)
    return cast("bytes", system.cat_file(path, start=offset, end=offset + length))


@contextmanager
def open_stored(place: str) -> Iterator[BinaryIO]:
    """A stored file, opened for reading."""
    system, path = file_system(place)
    with system.open(path, "rb") as file:
        yield file


def version_of(place: str) -> str:
    """What the store says that a file's content is known by (its tag, or time and size), without reading it."""
    system, path = file_system(place)
    return f"{place.partition(':')[0]}:{system.ukey(path)}"


def is_stored_folder(place: str) -> bool:
    """Whether a stored place is a folder (on an object store: a prefix of names)."""
    system, path = file_system(place)
    return bool(system.isdir(path))


def find_stored(place: str) -> list[str]:
    """The files below a stored folder, or those that a glob matches, by name."""
    system, path = file_system(place)
    names = system.glob(path) if any(sign in path for sign in "*?[") else system.find(path)
    return [str(system.unstrip_protocol(name)) for name in sorted(names)]


def remove(place: str) -> None:
    """Remove a stored file if it is there."""
    system, path = file_system(place)
    if system.exists(path):
        system.rm_file(path)
