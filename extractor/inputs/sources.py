"""Places -> Entries -> Sources: what can be read is listed first and opened one by one, here or in another process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from extractor.errors import InputError, UsageError
from extractor.files import open_lines
from extractor.inputs.address_list import list_in_file
from extractor.inputs.containers import Container, container_of
from extractor.inputs.entry import Entry, hash_of
from extractor.inputs.places import STANDARD_INPUT, is_address, places, unreadable, uri_of
from extractor.inputs.ranges import device_error, read_range
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.release import Source
from extractor.stores import is_stored, version_of

# What an address leads to, or the list of addresses that a file is (then with its content).
Visit = Callable[[str, bytes | None], Iterator[Entry | InputError]]


def list_entries(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None, visit: Visit | None = None
) -> Iterator[Entry | InputError]:
    """Yield where every release is to be read, in order and lazily, or an InputError for what leads nowhere.

    visit: tells what addresses lead to; without it they are errors.
    """
    for entry in places(inputs):
        if isinstance(entry, InputError):
            yield entry
        elif entry.place == STANDARD_INPUT:
            yield _standard_input(stdin)
        elif is_address(entry.place):
            yield from visit(entry.place, None) if visit else [_unvisited(entry.place)]
        elif visit and (data := list_in_file(entry.place)) is not None:
            yield from visit(entry.place, data)
        elif container := container_of(entry.place):
            yield from _list_container(container, entry.place)
        else:
            yield entry


def identify(entry: Entry | InputError) -> Entry | InputError:
    """The entry with what its content is known by, so that a later run sees whether it changed.

    A file is read for it, a store is asked for its tag. InputError if it can't be read.
    """
    if isinstance(entry, InputError) or entry.version is not None:
        return entry
    try:
        if is_stored(entry.place) and (version := version_of(entry.place)):
            return replace(entry, version=version)
    except OSError as error:
        return unreadable(entry.place, error)
    source = open_entry(entry)
    return source if isinstance(source, InputError) else entry.known_by(source.data)


def open_entry(entry: Entry) -> Source | InputError:
    """Read one release, or tell why it can't be read; also if it is not what it was when it was identified."""
    if entry.data is not None:
        return Source(uri_of(entry.place), entry.data)
    if entry.place == STANDARD_INPUT:
        return InputError("-", "missing", "can be read by one run only", "save it as a file and give that")
    container = container_of(entry.place)
    try:
        data = _read(entry, container.max_bytes if container else MAX_BYTES)
    except (OSError, ValueError) as error:
        return unreadable(entry.place, error)
    if isinstance(data, InputError):
        return data
    if entry.version and entry.version.startswith("sha256:") and hash_of(data) != entry.version:
        return InputError(_name(entry), "changed", "changed while the run was under way", "run it again")
    return container.read_item(data, entry) if container else Source(uri_of(entry.place), data)


def _standard_input(stdin: BinaryIO | None) -> Entry | InputError:
    try:
        data = (stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
    except AttributeError:  # Python has none if it was closed before the start
        raise UsageError("standard input is closed; pipe a release to it, or leave out -") from None
    except (OSError, ValueError) as error:
        return unreadable(STANDARD_INPUT, error)
    return too_large("-") if len(data) > MAX_BYTES else Entry("-", version=hash_of(data), data=data)


def _list_container(container: Container, place: str) -> Iterator[Entry | InputError]:
    try:
        if error := device_error(place):
            yield error
            return
        with open_lines(place) as file:
            yield from container.list_items(file, place)
    except (OSError, ValueError) as error:
        yield unreadable(place, error)


def _read(entry: Entry, limit: int) -> bytes | InputError:
    """The bytes of a file, or of an item of a container. Raises OSError or ValueError."""
    if error := device_error(entry.place):
        return error
    data = read_range(entry.place, entry.offset, entry.length, limit=limit)
    return too_large(_name(entry)) if data is None else data


def _name(entry: Entry) -> str:
    return uri_of(entry.place) if entry.number is None else f"{uri_of(entry.place)}#{entry.number}"


def _unvisited(address: str) -> InputError:
    return InputError(address, "address", "is an address, and none is visited here", "collect its pages first")
