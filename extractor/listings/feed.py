"""Feeds: RSS and Atom of every age, broken ones too, to the releases that they list."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

import feedparser  # type: ignore[import-untyped]

from extractor.listings.addresses import absolute
from extractor.listings.listing import Item, Listing
from extractor.listings.plain_xml import local_name, plain_xml, walk
from extractor.reading.dating import declared_day
from extractor.reading.tree import names

# The longest feeds of sites list some hundred items.
MAX_ITEMS, _MAX_ELEMENTS, _MAX_VALUES, _VALUE_MAX = 2_000, 300_000, 30, 2_000
_ROOTS = re.compile(r"<(?:[\w.-]{1,20}:)?(?:rss|RDF|feed)(?=[\s>])")
_ITEMS = frozenset(["item", "entry"])
_CONTAINERS = _ITEMS | {"rss", "RDF", "feed", "channel"}
_VALUES = names("title link guid id pubDate date published issued updated modified created")
_XML, _RDF = "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ATTRIBUTES = {
    **{name: name for name in ("href", "rel", "type", "isPermaLink", "version")},
    f"{{{_XML}}}base": "xml:base",
    f"{{{_RDF}}}about": "rdf:about",
}
# Namespaces that some feeds use and do not declare.
_PREFIXES = {"dc": "http://purl.org/dc/elements/1.1/", "atom": "http://www.w3.org/2005/Atom"}
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--[^<>]{0,300}-->")


def read_feed(data: bytes, address: str) -> Listing | None:
    """The items of a feed in its order, and its next page (RFC 5005); None if the bytes are no feed.

    address: where the feed was got, against which its links are told. A feed that is not well-formed gives what can
    be had of it, and one of more than MAX_ITEMS the first of them.
    """
    xml = plain_xml(data, _ROOTS)
    if xml is None:
        return None
    reducer = _Reducer()
    walk(xml, reducer)
    headers = {"content-location": address, "content-type": "application/xml; charset=utf-8"}
    # As a file: bytes would be taken for the name of one.
    feed = io.BytesIO(reducer.xml())
    found = feedparser.parse(feed, sanitize_html=False, resolve_relative_uris=False, response_headers=headers)
    if not found.version and not found.entries:
        return None
    items: dict[str, Item] = {}
    for entry in found.entries:
        if item := _item(entry, address, is_atom=found.version.startswith("atom")):
            items.setdefault(item.address, item)
    return Listing("feed", tuple(items.values()), tuple(_next(found.feed, address)))


def _item(entry: Any, address: str, *, is_atom: bool) -> Item | None:
    link = next((found for link in _links(entry) if (found := absolute(link, address))), None)
    if link is None:
        return None
    updated = dict.get(entry, "updated")  # its own `get` takes the day of issue where there is none
    # What RSS has of dates besides its own is Dublin Core's day of issue.
    published = entry.get("published") or entry.get("created") or (None if is_atom else updated)
    return Item(
        address=link,
        title=_plain(entry.get("title", "")) or None,
        published=published or None,
        day=declared_day(published) if published else None,
        changed=declared_day(updated) if updated and updated != published else None,
    )


def _links(entry: Any) -> Iterator[str]:
    """The addresses of an entry, its page first; an identifier is one if it is told so, or reads like one."""
    links = entry.get("links", [])
    yield from (link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate")
    if entry.get("link"):
        yield entry["link"]
    if str(entry.get("id", "")).startswith(("http://", "https://")):
        yield entry["id"]


def _next(feed: Any, address: str) -> Iterator[str]:
    for link in feed.get("links", []):
        following = absolute(link.get("href", ""), address) if link.get("rel") == "next" else None
        if following and following != address:
            yield following
            return


def _plain(title: str) -> str:
    """A title without markup and entities."""
    return " ".join(unescape(_MARKUP.sub("", title)).split())


class _Reducer:
    """What the parser of a feed calls: it writes down what is read of a feed, well-formed, and leaves out the rest.

    So the texts and pictures of a feed cost no time, and what reads it never meets what is broken or without end.
    """

    def __init__(self) -> None:
        self._written: list[str] = []
        self._open: list[str | None] = []  # the elements, None for one that is left out
        self._value: list[str] | None = None
        self._left_out = self._elements = self._items = self._values = 0

    @property
    def is_full(self) -> bool:
        return self._items >= MAX_ITEMS or self._elements >= _MAX_ELEMENTS

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local_name(tag)
        self._elements += 1
        self._open.append(None)
        if self._value is None and (self._left_out or not self._is_read(name)):
            self._left_out += 1
        elif self._value is None:
            self._open[-1] = name
            self._written.append(f"<{name}{_namespace(tag)}{''.join(_kept(attributes))}>")
            self._value = [] if name in _VALUES else None

    def data(self, text: str) -> None:
        if self._value is not None and len(self._value) < _VALUE_MAX:
            self._value.append(text[:_VALUE_MAX])

    def end(self, _tag: str) -> None:
        name = self._open.pop()
        if name is not None:
            text = "".join(self._value or ())[:_VALUE_MAX]
            self._written.append(f"{escape(text)}</{name}>")
            self._value = None
        elif self._value is None:
            self._left_out -= 1

    def close(self) -> None:
        """Nothing is left to do."""

    def xml(self) -> bytes:
        """The feed as far as it was read."""
        while self._open:
            self.end("")
        return "".join(self._written).encode()

    def _is_read(self, name: str) -> bool:
        """Whether an element is of those that are read, of which no item has very many."""
        if name in _CONTAINERS:
            self._values = 0
            self._items += name in _ITEMS
            return self._items <= MAX_ITEMS
        self._values += 1
        return name in _VALUES and self._values <= _MAX_VALUES and bool(self._open)


def _namespace(tag: str) -> str:
    space, _, _ = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", "")
    return f' xmlns="{escape(space or _PREFIXES.get(tag.partition(":")[0], ""))}" xmlns:rdf="{_RDF}"'


def _kept(attributes: Mapping[str, str]) -> Iterator[str]:
    for name, written in _ATTRIBUTES.items():
        if name in attributes:
            yield f' {written}="{escape(attributes[name][:_VALUE_MAX])}"'
