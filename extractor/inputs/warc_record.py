"""One record of a web archive, from its bytes: the page in it, if it holds one that may be a release."""

from __future__ import annotations

import json
import logging
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeadersParser  # type: ignore[import-untyped]

from extractor.inputs.corpus import read_hint
from extractor.reading.limits import MAX_BYTES
from extractor.reading.media_type import DOCX, HTML, MARKDOWN, PDF, PLAIN
from extractor.release import Hint, Source

# A record's own head, and that of the answer in it, are far shorter.
MAX_HEAD_BYTES = 100_000
MAX_RECORD_BYTES = MAX_BYTES + 2 * MAX_HEAD_BYTES

_TYPES = frozenset({"", HTML, "application/xhtml+xml", PLAIN, MARKDOWN, PDF, DOCX})
_PARTIAL = ("WARC-Truncated", "WARC-Segment-Number")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)
_CHUNK = re.compile(rb"(?:\r\n)?([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n", re.I)
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f]")
_LONGEST_FIELD = 1_000
# It tells of spaces in addresses, line by line.
logging.getLogger("warcio").addHandler(logging.NullHandler())


class WarcError(ValueError):
    """A record that can't be read; the message tells why."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a record tells of a page: its address, the headers that came with it, its bytes as sent, and a hint."""

    address: str
    fetched_at: str | None
    headers: Message
    payload: bytes
    hint: Hint | None

    def digest(self) -> bytes:
        """What tells the page, at its address, from all others."""
        return sha256(self.address.encode("utf-8", "replace") + b"\n" + self.payload).digest()[:16]


def is_head_whole(data: bytes) -> bool:
    """Whether the empty line is there that ends a head."""
    return _HEAD_END.search(data, 0, MAX_HEAD_BYTES) is not None


def record_length(data: bytes) -> int | None:
    """How long a record is by its head, with which the data begin; None if they begin with none."""
    head = _HEAD_END.search(data, 0, MAX_HEAD_BYTES) if data.startswith(b"WARC/") else None
    length = _LENGTH.search(data, 0, head.end()) if head else None
    return head.end() + int(length[1]) if head and length else None


def page_in(data: bytes) -> Page | None:
    """The page in a record; None if it holds none that may be a release. Raises WarcError."""
    record = _record(data)
    address = record.rec_headers.get_header("WARC-Target-URI")
    if not _is_page(address):
        return None
    headers, payload = _answer(record)
    if headers is None or _media_type(headers) not in _TYPES:
        return None
    if any(record.rec_headers.get_header(name) for name in _PARTIAL):
        raise WarcError("holds a part of a page only")
    fetched_at = _moment(record.rec_headers.get_header("WARC-Date"))
    return Page(address, fetched_at, headers, payload, _hint(record.rec_headers.get_header("X-Extractor-Hint")))


def source_of(page: Page) -> Source | None:
    """The page as it was before it was packed for sending; None if it has more than MAX_BYTES. Raises WarcError."""
    data = _unpacked(page)
    if len(data) > MAX_BYTES:
        return None
    return Source(
        page.address,
        data,
        media_type=_media_type(page.headers) or None,
        charset=page.headers.get_content_charset(),
        fetched_at=page.fetched_at,
        hint=page.hint,
    )


def _record(data: bytes) -> Any:
    try:
        loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        return loader.parse_record_stream(BytesIO(data), known_format="warc", no_record_parse=True)
    except Exception as error:  # the reader raises whatever a malformed record leads to
        raise WarcError("is damaged") from error


def _is_page(address: str | None) -> bool:
    if not address or _NO_ADDRESS.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and parts.path != "/robots.txt"


def _answer(record: Any) -> tuple[Message | None, bytes]:
    """The headers of a page and its bytes as sent; None for the headers if the server gave no page."""
    block = record.raw_stream.read()
    if record.rec_type == "resource":
        return _headers([("Content-Type", record.content_type or "")]), block
    if record.rec_type != "response":
        return None, b""
    head = _HEAD_END.search(block, 0, MAX_HEAD_BYTES)
    if head is None:
        raise WarcError("holds no whole answer of a server")
    told = StatusAndHeadersParser([], verify=False).parse(BytesIO(block[: head.end()]))
    return _headers(told.headers) if told.get_statuscode() in ("200", "203") else None, block[head.end() :]


def _headers(pairs: list[tuple[str, str]]) -> Message:
    headers = Message()
    for name, value in pairs:
        headers[name] = value[:_LONGEST_FIELD].replace("\0", "")
    return headers


def _media_type(headers: Message) -> str:
    return headers.get_content_type() if str(headers.get("content-type", "")).strip() else ""


def _moment(date: str | None) -> str | None:
    """A date of an archive as records tell moments, None if it is none."""
    try:
        moment = datetime.fromisoformat(date or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def _hint(field: str | None) -> Hint | None:
    try:
        return read_hint(json.loads(field)) if field else None
    except (ValueError, RecursionError):
        return None


def _unpacked(page: Page) -> bytes:
    """The page, or a byte more than MAX_BYTES of it."""
    data = page.payload
    if "chunked" in str(page.headers.get("transfer-encoding", "")).lower():
        data = _joined(data)
    encodings = str(page.headers.get("content-encoding", "")).lower().split(",")
    for encoding in reversed([encoding.strip() for encoding in encodings]):
        if encoding in ("gzip", "x-gzip", "deflate"):
            data = _inflated(data)
        elif encoding not in ("", "identity", "utf-8", "none"):
            raise WarcError(f"is compressed as {encoding[:20]}, which is not read")
    return data


def _joined(data: bytes) -> bytes:
    """What was sent in chunks, in one piece; many archives hold it so already."""
    joined, at = bytearray(), 0
    while chunk := _CHUNK.match(data, at):
        at = chunk.end() + int(chunk[1], 16)
        joined += data[chunk.end() : at]
        if at == chunk.end():
            break
    return bytes(joined) if at else data


def _inflated(data: bytes) -> bytes:
    """What was compressed, or a byte more than MAX_BYTES of it; data that are not are taken as they are."""
    for bits in (47, -15):  # gzip or zlib by their heads, else neither
        inflater = zlib.decompressobj(wbits=bits)
        try:
            inflated = inflater.decompress(data, MAX_BYTES + 1)
        except zlib.error:
            continue
        if len(inflated) <= MAX_BYTES and not inflater.eof:
            raise WarcError("holds compressed data that is cut short")
        return inflated
    return data
