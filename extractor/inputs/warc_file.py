"""A web archive (.warc, .warc.gz) -> Sources: each page that may be a release, once."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.containers import Container
from extractor.inputs.entry import Entry, hash_of
from extractor.inputs.places import uri_of
from extractor.inputs.warc_record import MAX_RECORD_BYTES, Page, WarcError, page_in, source_of
from extractor.inputs.warc_records import NoArchiveError, Record, records_within, unzipped
from extractor.reading.limits import too_large
from extractor.release import Source

_ADVICE = "get the page anew, or leave it out"
# Beyond, the file is no archive but noise.
_MAX_DAMAGED = 1_000


def list_pages(file: BinaryIO, place: str) -> Iterator[Entry | InputError]:
    """Yield where each page stands, and an error for each record that can't be read."""
    pages = Pages(file, place)
    yield from pages.within(0, file.seek(0, os.SEEK_END))
    yield from pages.none_found()


def read_page(data: bytes, entry: Entry) -> Source | InputError:
    """The page in a record that an entry tells."""
    uri = f"{uri_of(entry.place)}#{entry.number}"
    try:
        page = page_in(unzipped(data))
        if page is None:
            raise WarcError("is damaged")
        uri = page.address
        return source_of(page) or too_large(uri)
    except (WarcError, zlib.error) as error:
        return InputError(uri, "archive", str(error), _ADVICE)


class Pages:
    """The pages of one file, which may hold several archives: each address with the same bytes comes once."""

    def __init__(self, file: BinaryIO, place: str) -> None:
        self._file, self._place = file, place
        self._records = self._damaged = 0
        self._is_empty = True
        self._seen: set[bytes] = set()

    def within(self, start: int, end: int) -> Iterator[Entry | InputError]:
        """Yield the pages of the archive between two offsets, and an error for each record that can't be read."""
        try:
            for record in records_within(self._file, start, end):
                self._records += 1
                if (one := self._one(record)) is not None:
                    self._is_empty = False
                    yield one
        except NoArchiveError as error:
            yield self.error(uri_of(self._place), error.reason, error.advice)

    def error(self, uri: str, reason: str, advice: str) -> InputError:
        """The error of a record or archive, or of the file."""
        self._is_empty = False
        return InputError(uri, "archive", reason, advice)

    def none_found(self) -> Iterator[InputError]:
        """An error, if there was neither a page nor an error."""
        if self._is_empty:
            reason = "holds no page that could be a release"
            yield InputError(uri_of(self._place), "empty_folder", reason, "check what was archived")

    def _one(self, record: Record) -> Entry | InputError | None:
        """What a record comes to; None if it holds no release, or one that was there before. Raises NoArchiveError."""
        try:
            if record.error:
                raise WarcError(record.error)
            page = page_in(record.data)
        except WarcError as error:
            return self._damage(str(error))
        if page is None:
            return None
        if len(record.data) > MAX_RECORD_BYTES:
            return too_large(page.address)
        return None if self._is_seen(page) else self._entry(record)

    def _damage(self, reason: str) -> InputError:
        self._damaged += 1
        if self._damaged > _MAX_DAMAGED:
            raise NoArchiveError(f"has more than {_MAX_DAMAGED:,} damaged records, and is read no further", "check it")
        return self.error(f"{uri_of(self._place)}#{self._records}", reason, _ADVICE)

    def _is_seen(self, page: Page) -> bool:
        digest, count = page.digest(), len(self._seen)
        self._seen.add(digest)
        return len(self._seen) == count

    def _entry(self, record: Record) -> Entry:
        self._file.seek(record.offset)
        version = hash_of(self._file.read(record.length))
        return Entry(self._place, self._records, record.offset, record.length, version=version)


CONTAINER = Container(list_pages, read_page, 2 * MAX_RECORD_BYTES)
