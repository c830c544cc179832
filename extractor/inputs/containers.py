"""Files that may hold many releases, by their endings: how their items are listed, and how the bytes of one are read.

Every kind is used alike: it is listed once, and each item is known by the range of bytes that it stands in
and their hash, so that any process can read it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import BinaryIO, NamedTuple, cast

from extractor.errors import InputError
from extractor.inputs.entry import Entry
from extractor.inputs.places import container_suffix
from extractor.release import Source

# What reads the kinds takes its time to load: only where used.
_ROOMS = {
    ".jsonl": "corpus",
    ".eml": "mail_file",
    ".mbox": "mailbox_file",
    ".zip": "zip_file",
    ".warc": "warc_file",
    ".warc.gz": "warc_file",
    ".wacz": "wacz_file",
}


class Container(NamedTuple):
    """How one kind of container is read.

    list_items: where each item of an open file stands, given the file and its place, or why one can't be read;
    read_item: the source that the bytes of an entry hold; max_bytes: how many an item may have.
    """

    list_items: Callable[[BinaryIO, str], Iterator[Entry | InputError]]
    read_item: Callable[[bytes, Entry], Source | InputError]
    max_bytes: int


def container_of(place: str) -> Container | None:
    """The kind of container that a place is by its ending, None if it is none."""
    suffix = container_suffix(place)
    return None if suffix is None else cast("Container", import_module(f"extractor.inputs.{_ROOMS[suffix]}").CONTAINER)
