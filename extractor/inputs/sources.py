"""Inputs -> Sources: paths, folders, globs, standard input, corpora and addresses, opened one by one."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.corpus import read_corpus
from extractor.reading.decode import too_large
from extractor.reading.limits import MAX_BYTES
from extractor.release import Source

RELEASE_SUFFIXES = (".html", ".htm", ".txt", ".md")
CORPUS_SUFFIX = ".jsonl"
STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def open_inputs(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None, allow_hosts: frozenset[str] = frozenset()
) -> Iterator[Source | InputError]:
    """Yield a Source for every release that the inputs hold, in order, or an InputError for what can't be opened.

    Opened only as they are asked for, so that memory stays flat. What is named twice comes once.
    `stdin` is what `-` reads; `allow_hosts` names private hosts that addresses may lead to.
    """
    for place in _places_once(inputs):
        if isinstance(place, InputError):
            yield place
        elif place == STANDARD_INPUT:
            yield _bounded(place, (stdin or sys.stdin.buffer).read(MAX_BYTES + 1))
        elif is_address(place):
            yield _fetch(place, allow_hosts)
        else:
            yield from _read_path(place)


def count_inputs(inputs: Sequence[str]) -> int | None:
    """How many Sources and InputErrors `open_inputs` will give; None if a corpus makes only reading tell."""
    count = 0
    for place in _places_once(inputs):
        if isinstance(place, str) and _is_corpus(place):
            return None
        count += 1
    return count


def is_address(text: str) -> bool:
    """Whether an input is an address (of any scheme) rather than a path."""
    return _ADDRESS.match(text) is not None


def _is_corpus(place: str) -> bool:
    return place.lower().endswith(CORPUS_SUFFIX) and not is_address(place)


def _places_once(inputs: Sequence[str]) -> Iterator[str | InputError]:
    """Every path, address and `-` that the inputs name, the same file or address only the first time."""
    seen: set[int | str] = set()
    for given in inputs:
        for place in _places(given):
            key = _identity(place) if isinstance(place, str) else str(place)
            if key not in seen:
                seen.add(key)
                yield place


def _identity(place: str) -> int | str:
    """The file behind a path, whatever its name; an address or what can't be asked stands for itself."""
    try:
        information = os.stat(place)
    except (OSError, ValueError):
        return place
    return information.st_dev << 64 | information.st_ino


def _places(given: str) -> Iterator[str | InputError]:
    if given == STANDARD_INPUT or is_address(given):
        yield given
    elif os.path.isdir(given):
        yield from _walk(given)
    elif glob.has_magic(given) and not os.path.lexists(given):
        yield from _matches(given)
    else:
        yield given


def _matches(pattern: str) -> Iterator[str | InputError]:
    """What a glob matches, as if the shell had expanded it."""
    paths = sorted(glob.glob(pattern, recursive=True))
    if not paths:
        yield InputError(_uri(pattern), "missing", "matches no file", "check the pattern")
    for path in paths:
        yield from _walk(path) if os.path.isdir(path) else [path]


def _walk(folder: str) -> Iterator[str | InputError]:
    """The files of a folder that can hold a release, in name order at every level; links are followed once."""
    is_empty = True
    visited: set[int | str] = set()
    stack = [folder]
    while stack:
        path = stack.pop()
        if not os.path.isdir(path):
            is_empty = False
            yield path
        elif (identity := _identity(path)) not in visited:
            visited.add(identity)
            try:
                stack.extend(reversed(_entries(path)))
            except OSError as error:
                is_empty = False
                yield _unreadable(path, error)
    if is_empty:
        known = ", ".join(RELEASE_SUFFIXES)
        yield InputError(_uri(folder), "empty_folder", f"holds no file that ends in {known}", "name the files instead")


def _entries(folder: str) -> list[str]:
    """Subfolders and possible releases, without hidden ones, by name."""
    paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if not name.startswith(".")]
    return [path for path in paths if path.lower().endswith(RELEASE_SUFFIXES) or os.path.isdir(path)]


def _read_path(path: str) -> Iterator[Source | InputError]:
    try:
        information = os.stat(path)
        if not stat.S_ISREG(information.st_mode):
            yield InputError(_uri(path), "device", "is a device, pipe or socket", "pipe its content to - instead")
        elif _is_corpus(path):
            with open(path, "rb") as file:
                yield from read_corpus(file, _uri(path))
        elif information.st_size > MAX_BYTES:
            yield too_large(_uri(path))
        else:
            with open(path, "rb") as file:
                yield _bounded(_uri(path), file.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def _bounded(uri: str, data: bytes) -> Source | InputError:
    return too_large(uri) if len(data) > MAX_BYTES else Source(uri, data)


def _fetch(address: str, allow_hosts: frozenset[str]) -> Source | InputError:
    from extractor.inputs.fetch import fetch

    try:
        return fetch(address, allow_hosts=allow_hosts)
    except InputError as error:
        return error


def _unreadable(path: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError(_uri(path), "missing", "does not exist", "check the path")
    if isinstance(error, PermissionError):
        return InputError(_uri(path), "permission", "may not be read", "check its permissions")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(_uri(path), "unreadable", f"can't be read ({reason})", "check the file and its disk")


def _uri(path: str) -> str:
    """The path as given; bytes of a file name that are no UTF-8 are shown as escapes, for a record is Unicode."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
