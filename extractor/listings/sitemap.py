"""Sitemaps and indexes of sitemaps, gzipped or not, and plain lists of addresses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from html import unescape

from extractor.listings.addresses import LONGEST, absolute
from extractor.listings.listing import Item, Listing
from extractor.listings.plain_xml import decoded, local_name, plain_xml, walk
from extractor.reading.dating import declared_day
from extractor.reading.limits import TooLargeError

# Of sitemaps.org: no more addresses and bytes than these in one file.
MAX_ADDRESSES, MAX_INFLATED = 50_000, 52_428_800
_MAX_ELEMENTS, _VALUE_MAX = 1_000_000, 2_000
_GZIP = b"\x1f\x8b"
_ROOTS = re.compile(r"<(?:[\w.-]{1,20}:)?(?:urlset|sitemapindex)(?=[\s>])")
_ENTRIES = frozenset(["url", "sitemap"])
# The value's name here, by its own and that of the element around it.
_VALUES = {
    ("url", "loc"): "loc",
    ("sitemap", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "publication_date"): "published",
    ("news", "title"): "title",
}
_LINE = re.compile(r"https?://\S+", re.IGNORECASE)


def read_sitemap(data: bytes, address: str) -> Listing | None:
    """The addresses of a sitemap in its order, or as `more` the sitemaps of an index, those changed last first.

    address: where it was got. A text that is nothing but addresses, one a line, is a sitemap too; None if the bytes
    are none. A file that is not well-formed gives what can be had of it, and one of more than MAX_ADDRESSES the first
    of them. Raises TooLargeError for one that inflates to more than MAX_INFLATED bytes.
    """
    data = inflated(data) if data.startswith(_GZIP) else data
    if len(data) > MAX_INFLATED:
        raise TooLargeError(f"has more than {MAX_INFLATED:,} bytes")
    xml = plain_xml(data, _ROOTS)
    if xml is None:
        return _of_lines(data)
    found = _Target()
    walk(xml, found)
    items: dict[str, Item] = {}
    for item in _items(found.pages, address):
        items.setdefault(item.address, item)
    sitemaps = sorted(_items(found.sitemaps, address), key=lambda item: item.changed or "", reverse=True)
    more = dict.fromkeys(item.address for item in sitemaps if item.address != address)
    return Listing("sitemap", tuple(items.values()), tuple(more))


def inflated(data: bytes) -> bytes:
    """What a gzip file holds, as far as it is whole. Raises TooLargeError for more than MAX_INFLATED bytes of it."""
    parts: list[bytes] = []
    left = MAX_INFLATED + 1
    while data.startswith(_GZIP) and left > 0:
        stream = zlib.decompressobj(wbits=31)
        try:
            parts.append(stream.decompress(data, left))
        except zlib.error:
            break
        left -= len(parts[-1])
        data = stream.unused_data
    if left <= 0:
        raise TooLargeError(f"inflates to more than {MAX_INFLATED:,} bytes")
    return b"".join(parts)


class _Target:
    """What the parser calls: it keeps the values of each entry and builds no tree."""

    def __init__(self) -> None:
        self.pages: list[dict[str, str]] = []
        self.sitemaps: list[dict[str, str]] = []
        self.elements = 0
        self._open: list[str] = []
        self._entry: dict[str, str] = {}
        self._text: list[str] = []

    @property
    def is_full(self) -> bool:
        full = len(self.pages) >= MAX_ADDRESSES or len(self.sitemaps) >= MAX_ADDRESSES
        return full or self.elements >= _MAX_ELEMENTS

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self.elements += 1
        self._open.append(local_name(tag))
        self._text.clear()
        if self._open[-1] in _ENTRIES:
            self._entry = {}

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, _tag: str) -> None:
        name = self._open.pop()
        value = _VALUES.get((self._open[-1] if self._open else "", name))
        if value:
            self._entry.setdefault(value, unescape("".join(self._text)[:_VALUE_MAX].strip()))
        elif name in _ENTRIES and not self.is_full:
            (self.pages if name == "url" else self.sitemaps).append(self._entry)
            self._entry = {}
        self._text.clear()

    def close(self) -> None:
        """Nothing was built."""


def _items(entries: list[dict[str, str]], address: str) -> Iterator[Item]:
    for entry in entries:
        if link := absolute(entry.get("loc", ""), address):
            published, changed = entry.get("published"), entry.get("lastmod")
            yield Item(
                address=link,
                title=" ".join(entry.get("title", "").split()) or None,
                published=published or None,
                day=declared_day(published) if published else None,
                changed=declared_day(changed) if changed else None,
            )


def _of_lines(data: bytes) -> Listing | None:
    """The addresses of a text that is nothing else, one a line."""
    if b"<" in data[:1000]:
        return None
    lines = [line.strip() for line in decoded(data).split("\n")]
    filled = [line for line in lines if line][:MAX_ADDRESSES]
    if not filled or not all(len(line) <= LONGEST and _LINE.fullmatch(line) for line in filled):
        return None
    addresses = dict.fromkeys(found for line in filled if (found := absolute(line, "")))
    return Listing("sitemap", tuple(map(Item, addresses)))
