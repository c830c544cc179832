"""Pages kept in a web archive, FILE.warc.gz (ISO 28500), with an index in a folder beside it."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from extractor import __version__
from extractor.collect.growing_lines import Line
from extractor.collect.kept import Keep
from extractor.collect.page import Page
from extractor.errors import OutputError, UsageError
from extractor.inputs.entry import Entry
from extractor.inputs.places import COLLECTED
from extractor.reading.limits import MAX_BYTES

ENDING = ".warc.gz"
_PIECE, _MAGIC = 65_536, b"\x1f\x8b"
# These tell of a body as it was sent, not as it is kept.
_OF_TRANSFER = frozenset(["content-encoding", "transfer-encoding", "content-length"])


class KeptWarc(Keep):
    """A web archive of pages, bodies undone of their encoding. What a killed process left half written is cut off."""

    def __init__(self, path: Path) -> None:
        stem = path.name[: -len(ENDING)]
        super().__init__(path.with_name(f"{stem}.collect"), path.with_name(f"{stem}.errors.jsonl"))
        self._path = path

    def __enter__(self) -> Self:
        if self._path.exists() and not (self.folder / COLLECTED).exists():
            raise UsageError(f"{self._path} is there, but no index of it in {self.folder}; give another name to -o")
        super().__enter__()
        try:
            self._open(max((line.row["offset"] + line.row["length"] for line in self._kept.lines), default=0))
        except OSError as error:
            self._held.close()
            raise OutputError.of(self._path, error) from error
        except BaseException:
            self._held.close()
            raise
        return self

    def _mend(self) -> None:
        """Nothing: whether the archive is whole shows when it is opened."""

    def _open(self, end: int) -> None:
        size = self._path.stat().st_size if self._path.exists() else 0
        if size < end or (size > end and _holds_more(self._path, end)):
            raise OutputError(f"{self._path} is not what its index in {self.folder} tells; give another name to -o")
        self._file = self._held.enter_context(open(self._path, "r+b" if size else "w+b"))  # noqa: SIM115
        self._file.truncate(end)
        self._end = end

    def _write(self, page: Page) -> dict[str, Any]:
        if not self._end:
            self._add(_information(self._path.name))
        offset = self._end
        self._add(_response(page))
        return {"offset": offset, "length": self._end - offset}

    def _add(self, record: bytes) -> None:
        try:
            self._file.seek(self._end)
            self._file.write(record)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError.of(self._path, error) from error
        self._end += len(record)

    def _entry(self, line: Line) -> Entry:
        offset, length = line.row["offset"], line.row["length"]
        if type(offset) is not int or type(length) is not int or offset < 0 or length < 1:
            raise ValueError("is no place in a file")
        return Entry(str(self._path), line.number, offset, length)


def _holds_more(path: Path, end: int) -> bool:
    """Whether behind the last record that is known there is more than one killed write may have left."""
    with open(path, "rb") as file:
        file.seek(end)
        tail = file.read(2 * MAX_BYTES)
    whole = 0
    while tail and _MAGIC.startswith(tail[:2]):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while tail and not unpacker.eof:
                unpacker.decompress(tail, _PIECE)
                tail = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        except zlib.error:
            tail = b""
        whole += unpacker.eof
    # The first page comes with the record that tells of the file.
    return bool(tail) or whole > (1 if end else 2)


def _information(name: str) -> bytes:
    buffer, writer = _writer()
    fields = {"software": f"extractor/{__version__}", "format": "WARC File Format 1.0"}
    writer.write_record(writer.create_warcinfo_record(name, fields))
    return buffer.getvalue()


def _response(page: Page) -> bytes:
    """The record of one page; the field X-Extractor-Hint tells what led to it."""
    buffer, writer = _writer()
    answer = page.answer
    own = {"WARC-Date": answer.fetched_at.replace("+00:00", "Z")}
    if page.hint:
        own["X-Extractor-Hint"] = json.dumps(asdict(page.hint))
    if answer.address != page.address:
        own["X-Extractor-Redirected-To"] = answer.address
    kept = [(name, value) for name, value in answer.headers if name.lower() not in _OF_TRANSFER]
    sent = [(f"X-Archive-Orig-{name}", value) for name, value in answer.headers if name.lower() in _OF_TRANSFER]
    status = f"{answer.status} {HTTPStatus(answer.status).phrase}"
    headers = StatusAndHeaders(status, [*kept, *sent, ("Content-Length", str(len(answer.body)))], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            page.address, "response", payload=BytesIO(answer.body), http_headers=headers, warc_headers_dict=own
        )
    )
    return buffer.getvalue()


def _writer() -> tuple[BytesIO, WARCWriter]:
    buffer = BytesIO()
    return buffer, WARCWriter(buffer, gzip=True)
