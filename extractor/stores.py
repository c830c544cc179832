"""Files on remote stores (s3://, gs://, abfs://, hdfs:// ...), by fsspec: found, read, written and removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EIO
from io import SEEK_SET, BufferedReader, RawIOBase
from typing import Any, BinaryIO, NamedTuple, cast

from extractor.errors import ExtractorError, UsageError, in_words

# Stores of files, each with the package that reads it for fsspec.
# Other protocols that fsspec knows (http, ftp, ssh ...) would get past the checks of `web/`.
_PACKAGES = {
    **dict.fromkeys(["s3", "s3a"], "s3fs"),
    **dict.fromkeys(["gs", "gcs"], "gcsfs"),
    **dict.fromkeys(["abfs", "abfss", "adl", "az"], "adlfs"),
    "hdfs": "pyarrow",
    "oci": "ocifs",
    "oss": "ossfs",
    "webhdfs": "requests",
}
_PROTOCOLS = frozenset([*_PACKAGES, "file", "memory"])
# Stores whose folders are more than the beginning of a name.
_WITH_FOLDERS = frozenset(["file", "hdfs", "webhdfs"])
# How stores call the tag of a content.
_TAGS = ("ETag", "etag", "md5Hash")


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

    protocol, parting, path = place.partition("://")
    protocol = protocol.lower()
    try:
        system, path = fsspec.core.url_to_fs(f"{protocol}{parting}{path}")
    except (ImportError, ValueError) as error:  # fsspec knows some only by their package
        advice = f"pip install {_PACKAGES.get(protocol, 'fsspec')}"
        raise UsageError(f"{place} needs a package that is not installed ({in_words(error)}); {advice}") from None
    return system, path


@contextmanager
def errors_of(place: str) -> Iterator[None]:
    """Make an OSError of whatever a store raises within: each has errors of its own kind."""
    try:
        yield
    except (OSError, ExtractorError):
        raise
    except Exception as error:
        raise OSError(EIO, in_words(error), place) from error


def read_stored(place: str, offset: int = 0, length: int | None = None) -> bytes:
    """At most `length` bytes of a stored file from `offset` on. Raises OSError, FileNotFoundError included."""
    system, path = file_system(place)
    with errors_of(place):
        try:
            return cast("bytes", system.cat_file(path, start=offset, end=length and offset + length))
        except OSError:
            # No part of an empty file can be had of some stores.
            if system.info(path)["size"] == 0:
                return b""
            raise


def write_stored(place: str, data: bytes) -> None:
    """Make a stored file appear, or take the place of one. Raises OSError."""
    system, path = file_system(place)
    with errors_of(place):
        _make_folder(system, path, place)
        system.pipe_file(path, data)


@contextmanager
def open_stored(place: str) -> Iterator[BinaryIO]:
    """A stored file, opened for reading. Raises OSError, and so does what is read of it."""
    system, path = file_system(place)
    with errors_of(place):
        file = system.open(path, "rb")
    with BufferedReader(_StoredBytes(file, place)) as lines:
        yield lines


class _StoredBytes(RawIOBase):
    """The bytes of an open file of a store."""

    def __init__(self, file: Any, place: str) -> None:
        self._file, self._place = file, place

    def readable(self) -> bool:
        """It is, and nothing else."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; how many bytes there were for it, 0 at the end."""
        with errors_of(self._place):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seekable(self) -> bool:
        """Whether the file of the store is."""
        with errors_of(self._place):
            return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go to an offset; where that is, counted from the start."""
        with errors_of(self._place):
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """Where in the file the next byte is read."""
        with errors_of(self._place):
            return int(self._file.tell())

    def close(self) -> None:
        """Close the file of the store too."""
        with suppress(Exception):
            self._file.close()
        super().close()


class Found(NamedTuple):
    """What a store lists: an address, the version of the file (as of `version_of`), whether it is a folder instead."""

    place: str
    version: str | None
    is_folder: bool


def version_of(place: str) -> str | None:
    """The tag by which a store knows the content of a file, None if it gives none. Raises OSError.

    Nothing else that stores tell serves: the same file has other words where it is listed than where it is asked for.
    """
    system, path = file_system(place)
    with errors_of(place):
        return _version(place, system.info(path))


def _version(place: str, known: dict[str, Any]) -> str | None:
    tag = next((known[name] for name in _TAGS if known.get(name)), None)
    return None if tag is None else "{}:{}".format(place.partition(":")[0], str(tag).strip('"'))


def is_stored_folder(place: str) -> bool:
    """Whether a stored place is a folder (on an object store: a prefix of names). Raises OSError."""
    system, path = file_system(place)
    with errors_of(place):
        return bool(system.isdir(path))


def find_stored(place: str) -> list[Found]:
    """The files below a stored folder, or the files and folders that a glob matches, by name. Raises OSError."""
    system, path = file_system(place)
    with errors_of(place):
        has_magic = any(sign in path for sign in "*?[")
        listed = system.glob(path, detail=True) if has_magic else system.find(path, detail=True)
        # To ask this cache for a file takes the longer the more there are.
        system.invalidate_cache()
    return [
        Found(str(system.unstrip_protocol(name)), _version(place, known), known["type"] == "directory")
        for name, known in sorted(listed.items())
    ]


def create_stored(place: str) -> Any:
    """A file of a store that is there once it is closed and committed, not before. Raises OSError."""
    system, path = file_system(place)
    with errors_of(place):
        _make_folder(system, path, place)
        return system.open(path, "wb", autocommit=False)


def _make_folder(system: Any, path: str, place: str) -> None:
    """Make the folder of a file where it must be there before. Others would make a bucket of a misspelt name."""
    if place.partition(":")[0].lower() in _WITH_FOLDERS:
        system.makedirs(path.rpartition("/")[0], exist_ok=True)


def remove(place: str) -> None:
    """Remove a stored file if it is there. Raises OSError."""
    system, path = file_system(place)
    with errors_of(place), suppress(FileNotFoundError):
        system.rm_file(path)
