"""The file that a row of a corpus names: beside the corpus or below, whatever is written in the row."""

from __future__ import annotations

import os
import re
from pathlib import PureWindowsPath

from extractor.errors import InputError
from extractor.inputs.entry import hash_of
from extractor.inputs.places import unreadable, uri_of
from extractor.inputs.ranges import device_error, read_range
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.stores import is_stored, local_path

_PARTS = re.compile(r"[/\\]")


def read_row_file(corpus: str, name: str, sha256: str | None) -> bytes:
    """The content of the file `name`, a path relative to the folder of `corpus`.

    Raises ValueError if the path leaves that folder, InputError if the file can't be read, is too large, or is not
    what its hash tells.
    """
    path = _path(local_path(corpus), name)
    try:
        if device_error(path):
            raise ValueError('"file" names a folder or device')
        data = read_range(path, limit=MAX_BYTES)
    except FileNotFoundError as error:
        raise InputError(uri_of(path), "missing", "is gone", "collect it again") from error
    except OSError as error:
        raise unreadable(path, error) from error
    if data is None:
        raise too_large(uri_of(path))
    if sha256 and hash_of(data) != f"sha256:{sha256.lower()}":
        raise InputError(uri_of(path), "changed", "is not the file that was collected", "delete it and collect again")
    return data


def _path(corpus: str, name: str) -> str:
    parts = _PARTS.split(name)
    if "\0" in name or ".." in parts or not parts[0] or PureWindowsPath(name).drive:
        raise ValueError('"file" is no path within the folder of the corpus')
    if is_stored(corpus):
        return f"{corpus.rpartition('/')[0]}/{name}"
    folder = os.path.dirname(corpus)
    path = os.path.join(folder, name)
    root = os.path.realpath(folder)
    if os.path.commonpath([root, os.path.realpath(path)]) != root:
        raise ValueError('"file" leads out of the folder of the corpus')
    return path
