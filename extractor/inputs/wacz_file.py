"""A .wacz file (a zip of web archives) -> Sources: the pages of its archives, read where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.containers import Container
from extractor.inputs.entry import Entry
from extractor.inputs.places import uri_of
from extractor.inputs.warc_file import Pages, read_page
from extractor.inputs.warc_record import MAX_RECORD_BYTES
from extractor.inputs.zip_members import Member, ZipError, members_of, stored_range

_ARCHIVES = (".warc.gz", ".warc")


def list_packed_pages(file: BinaryIO, place: str) -> Iterator[Entry | InputError]:
    """Yield where each page of each archive stands, and an error for each record or archive that can't be read."""
    pages = Pages(file, place)
    try:
        archives = [one for one in members_of(file) if one.name.lower().endswith(_ARCHIVES)]
    except ZipError as error:
        yield InputError(uri_of(place), "archive", str(error), "check how it was saved")
        return
    for archive in archives:
        yield from _pages_in(file, archive, pages, f"{uri_of(place)}#{archive.name}")
    yield from pages.none_found()


def _pages_in(file: BinaryIO, archive: Member, pages: Pages, uri: str) -> Iterator[Entry | InputError]:
    try:
        stored = stored_range(file, archive)
    except ZipError as error:
        yield pages.error(uri, str(error), "check how it was saved")
        return
    if stored is None:
        yield pages.error(uri, "is packed once more within the file", "unpack it and give the archive")
    else:
        yield from pages.within(*stored)


CONTAINER = Container(list_packed_pages, read_page, 2 * MAX_RECORD_BYTES)
