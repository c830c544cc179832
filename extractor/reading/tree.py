"""HTML text to a tree, once and fast: what no reader looks at is never built."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from bs4.element import AttributeValueList, NavigableString, PageElement, Tag
from lxml.etree import HTMLParser

from extractor.reading.limits import MAX_ELEMENTS, TooLargeError


def names(listed: str) -> frozenset[str]:
    """The words of a list, as a set."""
    return frozenset(listed.split())


VALUE_MAX, _LINK_LEVELS = 2000, 8
_CUT_TAGS = sorted(names("script style svg noscript iframe template select textarea audio video canvas"))
_CUT_OPEN = re.compile(rf"<!--|<({'|'.join(_CUT_TAGS)})(?![\w-])", re.IGNORECASE)
_COMMENT_CLOSE = re.compile("--!?>")
_CUT_CLOSE = {name: re.compile(rf"</{name}(?![\w-])[^>]{{0,200}}>", re.IGNORECASE) for name in _CUT_TAGS}
# Of what is cut, drawings alone may have no end of their own.
_EMPTY_DRAWING = re.compile(rf"<svg(?![\w-])[^>]{{0,{VALUE_MAX}}}/>", re.IGNORECASE)
_KEPT_ATTRIBUTES = names(
    "id class role style hidden aria-hidden href rel lang xml:lang name property http-equiv content itemprop itemtype "
    "datetime pubdate aria-expanded"
)
# They hold no text, and no reader asks about them.
SKIPPED_TAGS = names("img input source wbr embed param track area col")
HEADINGS = names("h1 h2 h3 h4 h5 h6")
BLOCK_TAGS = HEADINGS | names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset header hgroup hr html legend li main menu nav ol p search section summary table tbody td "
    "tfoot th thead tr ul [document] pre"
)
_LAYOUT_TAGS = BLOCK_TAGS - {"pre"}


class Element(Tag):
    """An element of a page. The library's constructor asks two dozen things of each, which here are always the same."""

    parser_class = None
    namespace = prefix = sourceline = sourcepos = None
    known_xml = can_be_empty_element = False
    cdata_list_attributes = preserve_whitespace_tags = None
    attribute_value_list_class = AttributeValueList
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES

    def __init__(self, name: str, attributes: dict[str, Any], parent: Tag | None, previous: PageElement | None) -> None:
        """An element that opens behind `previous`, as the last child of its parent."""
        self.name = name
        self.attrs = attributes
        self.contents = []
        self._namespaces = {}
        self.setup(parent, previous)


class _Target:
    """What lxml's parser calls: it builds the elements, with the attributes that this program reads."""

    def __init__(self) -> None:
        self.root = Element("[document]", {}, None, None)
        self._open: list[Tag] = [self.root]
        self._latest: PageElement = self.root
        self._text: list[str] = []
        self._at_edge = True
        self._elements = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in SKIPPED_TAGS or (tag == "link" and attributes.get("rel") != "canonical"):
            return
        self._end_text()
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise TooLargeError(f"has more than {MAX_ELEMENTS:,} elements")
        self._at_edge = tag in _LAYOUT_TAGS
        kept = {key: value[:VALUE_MAX] for key, value in attributes.items() if key in _KEPT_ATTRIBUTES}
        element = Element(tag, kept, self._open[-1], self._latest)
        self._open[-1].contents.append(element)
        self._open.append(element)
        self._latest = element

    def end(self, tag: str) -> None:
        if tag in SKIPPED_TAGS:
            return
        self._end_text()
        self._at_edge = tag in _LAYOUT_TAGS
        # lxml ends whatever it began, the innermost first; only a link that was left out is not open.
        if self._open[-1].name == tag:
            self._open.pop()

    def data(self, data: str) -> None:
        """White space beside the edge of a block shows nothing."""
        if self._at_edge and data.isspace():
            return
        self._at_edge = False
        self._text.append(data)

    def comment(self, _: str) -> None:
        self._end_text()

    def pi(self, _target: str, _data: str | None = None) -> None:
        self._end_text()

    def close(self) -> Element:
        self._end_text()
        return self.root

    def _end_text(self) -> None:
        if self._text:
            string = NavigableString("".join(self._text))
            self._text.clear()
            string.setup(self._open[-1], self._latest)
            self._open[-1].contents.append(string)
            self._latest = string


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without Python's cyclic garbage collector, which else takes as long as parsing: a tree is all live cycles."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def parse(html: str) -> Element:
    """The page as a tree; what holds no text of the page is cut before, which saves time."""
    target = _Target()
    parser = HTMLParser(target=target)
    parser.feed(_cut(html.replace("\x00", "")))
    parser.close()
    return target.root


def tags_of(root: Tag) -> Iterator[Tag]:
    """All elements below `root` in order; faster than a search, since it asks nothing, and lazy, however deep."""
    open_elements = [iter(root.contents)]
    while open_elements:
        for node in open_elements[-1]:
            if isinstance(node, Tag):
                yield node
                open_elements.append(iter(node.contents))
                break
        else:
            open_elements.pop()


def around(tag: Tag | None) -> Iterator[Tag]:
    """An element and the elements around it, the innermost first."""
    while tag is not None:
        yield tag
        tag = tag.parent


def leads_within(tag: Tag) -> bool:
    """Whether an element's link, in it or around it, leads to another place of the same page."""
    near = chain(islice(tags_of(tag), _LINK_LEVELS), islice(around(tag), _LINK_LEVELS))
    return any(str(one.attrs.get("href", "")).startswith("#") for one in near if one.name == "a")


def _cut(html: str) -> str:
    """Scripts, styles, drawings and comments cut, in one pass: an opening that never closes is looked for once."""
    kept: list[str] = []
    unclosed: set[str] = set()
    position = 0
    for opening in _CUT_OPEN.finditer(html):
        name = (opening[1] or "").lower()
        if opening.start() < position or name in unclosed or _is_in_tag(html, position, opening.start()):
            continue
        end = _cut_end(html, opening.start(), name)
        if end < 0:
            unclosed.add(name)
        else:
            kept.append(html[position : opening.start()])
            position = end
    return " ".join([*kept, html[position:]])


def _is_in_tag(html: str, position: int, place: int) -> bool:
    """Whether a place is inside the quotes of an attribute ("Watch our <video> of it")."""
    start = html.rfind("<", max(position, place - VALUE_MAX), place)
    if start < 0 or not html[start + 1 : start + 2].isalpha():
        return False
    before = html[start:place]
    quote = min('"', "'", key=lambda mark: before.find(mark) % (VALUE_MAX + 1))
    return before.count(quote) % 2 == 1 and html.find(quote, place, place + VALUE_MAX) > 0


def _cut_end(html: str, start: int, name: str) -> int:
    """Where the comment or element that opens at `start` ends, or -1."""
    if not name:
        close = _COMMENT_CLOSE.search(html, start + 2)
        return close.end() if close else -1
    close = _EMPTY_DRAWING.match(html, start) if name == "svg" else None
    close = close or _CUT_CLOSE[name].search(html, start)
    return close.end() if close else -1
