"""A page of a list as a tree, and the text of its elements, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from lxml import etree

from extractor.listings.addresses import absolute
from extractor.reading.limits import MAX_ELEMENTS, TooLargeError
from extractor.reading.tree import BLOCK_TAGS, HEADINGS, names

# An element of lxml's, which has no types.
Element = Any
_CUT = ("script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "canvas")
# They part no words.
_INLINE = names("b strong i em u s sup sub mark abbr font small big code q cite bdi wbr")
_PIECE_MAX, _PIECES_MAX, _STEPS_MAX, DEPTH = 2_000, 400, 4_000, 60
LINKS_MAX, _HEADLINES_MAX = 5_000, 40
# Bytes of a page in which attributes and depth may be enough to matter; the depth is that of libxml2 itself.
_LARGE, _ATTRIBUTES_MAX, _DEPTH_MAX = 100_000, 100, 255


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that no element parts, the element that it stands in, and which line of its container it is of."""

    text: str
    element: Element
    line: int


class Page:
    """A page, parsed, the address it was got from and the one against which its links are told."""

    def __init__(self, html: str, address: str) -> None:
        """Raises TooLargeError for more elements than any page has."""
        if html.count("<") > 3 * MAX_ELEMENTS:
            raise TooLargeError(f"has more than {MAX_ELEMENTS:,} elements")
        self.html, self.address = html, address
        self.root = _parse(html)
        told = self.root.find(".//base[@href]")
        self.base = (told is not None and absolute(told.get("href"), address)) or address
        self._absolute: dict[str, str | None] = {}

    def link(self, element: Element, *attributes: str) -> str | None:
        """The absolute address that the first of the attributes tells."""
        for name in attributes or ("href",):
            value = element.get(name)
            if value and value not in self._absolute:
                self._absolute[value] = absolute(value, self.base)
            if value and self._absolute[value]:
                return self._absolute[value]
        return None

    @cached_property
    def links(self) -> list[Element]:
        """The first LINKS_MAX links, less those around others, each of which would hold all that is in the next."""
        found = (link for link in self.root.iter("a") if link.find(".//a") is None)
        return list(islice(found, LINKS_MAX))

    @cached_property
    def kept(self) -> frozenset[Element]:
        """The elements around the main part and the headline, which no class name makes a menu or a footer."""
        marks = (*islice(self.root.iter("main"), 2), *self._headlines)
        return frozenset(around for mark in marks for around in (mark, *islice(mark.iterancestors(), DEPTH)))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The headlines, and what the page calls itself in its head."""
        head = (mark for mark in islice(self.root.iter("title"), 1))
        return tuple(told for mark in (*self._headlines, *head) if (told := text(mark)))

    @property
    def _headlines(self) -> list[Element]:
        """The headlines; one that is a link is the title of an item, or the name of the site."""
        marks = islice(self.root.iter("h1"), _HEADLINES_MAX)
        return [mark for mark in marks if not _is_linked(mark)][:4]


def _is_linked(mark: Element) -> bool:
    within = any(around.tag == "a" for around in islice(mark.iterancestors(), 8))
    return within or mark.find(".//a[@href]") is not None


def _parse(html: str) -> Element:
    """The tree of a page, of a part of one or of nothing, without what shows no text."""
    data = html.replace("\0", "").encode("utf-8", "replace")
    target = _Bounded() if len(data) > _LARGE else None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, target=target)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        return etree.Element("html")
    etree.strip_elements(root, *_CUT, with_tail=False)
    return root


class _Bounded(etree.TreeBuilder):  # type: ignore[misc]
    """Builds a tree of bounded depth, of elements with a bounded number of attributes: more take quadratic time."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], *rest: object) -> Element:
        """Open an element, unless it lies too deep: its text is then that of the element around it."""
        self._depth += 1
        if self._depth > _DEPTH_MAX:
            return None
        few = attrs if len(attrs) <= _ATTRIBUTES_MAX else dict(islice(attrs.items(), _ATTRIBUTES_MAX))
        return super().start(tag, few)

    def end(self, tag: str) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag) if self._depth < _DEPTH_MAX else None


def open_page(page: str | Page, address: str) -> Page:
    """The page itself if it is parsed, else parsed. Raises TooLargeError for more elements than any page has."""
    return page if isinstance(page, Page) else Page(page, address)


def pieces(element: Element, most: int = _PIECES_MAX) -> list[Piece]:
    """The text of an element in pieces, so many of them at most, from its first elements."""
    return list(islice(_pieces(element), most))


def _pieces(element: Element) -> Iterator[Piece]:
    parts: list[str] = []
    holder, line = element, 0
    for event, node in islice(etree.iterwalk(element, events=("start", "end")), _STEPS_MAX):
        begins = event == "start"
        if node.tag not in _INLINE:
            if words := " ".join("".join(parts).split()):
                yield Piece(words[:_PIECE_MAX], holder, line)
            line += node.tag in BLOCK_TAGS or node.tag == "br"
            parts.clear()
            holder = node if begins else node.getparent()
        told = node.text if begins else (node.tail if node is not element else None)
        if told:
            parts.append(told)
    if words := " ".join("".join(parts).split()):
        yield Piece(words[:_PIECE_MAX], holder, line)


def lines(element: Element) -> list[str]:
    """The text of an element, line by line."""
    found: dict[int, list[str]] = {}
    for piece in pieces(element):
        found.setdefault(piece.line, []).append(piece.text)
    return [" ".join(parts) for parts in found.values()]


def text(element: Element) -> str:
    """The text of an element in one line."""
    return " ".join(piece.text for piece in pieces(element))[:_PIECE_MAX]


def is_heading(element: Element) -> bool:
    """Whether an element is a heading."""
    return element.tag in HEADINGS


def heading_around(element: Element) -> Element | None:
    """The heading that an inline element stands in."""
    near = (element, *islice(element.iterancestors(), 4))
    return next((one for one in near if one.tag in HEADINGS), None)
