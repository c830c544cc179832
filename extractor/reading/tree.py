"""HTML text to a tree, once and fast: what no reader looks at is never built."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder._lxml import LXMLTreeBuilder

from extractor.reading.limits import MAX_ELEMENTS, TooLargeError


def names(listed: str) -> frozenset[str]:
    """The words of a list, as a set."""
    return frozenset(listed.split())


CUT_TAGS = sorted(names("script style svg noscript iframe template select textarea audio video canvas"))
CUT_OPEN = re.compile(rf"<!--|<({'|'.join(CUT_TAGS)})(?![\w-])", re.IGNORECASE)
COMMENT_CLOSE = re.compile("--!?>")
CUT_CLOSE = {name: re.compile(rf"</{name}(?![\w-])[^>]{{0,200}}>", re.IGNORECASE) for name in CUT_TAGS}
KEPT_ATTRIBUTES = names(
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
LAYOUT_TAGS = BLOCK_TAGS - {"pre"}
VALUE_MAX, LINK_LEVELS = 2000, 8


class _Builder(LXMLTreeBuilder):
    """The library's builder without name spaces, and with the attributes that this program reads."""

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None, string_containers={})
        self._at_edge = True
        self._elements = 0

    def prepare_markup(self, markup: Any, *arguments: Any, **options: Any) -> Iterator[tuple[str, None, None, bool]]:
        """The text as it is: already decoded, and read as HTML whatever it calls itself."""
        yield markup, None, None, False

    def start(self, tag: str | bytes, attrib: dict[str, str], nsmap: dict[str, str] = {}) -> None:  # type: ignore[override]  # noqa: B006
        if tag in SKIPPED_TAGS or (tag == "link" and attrib.get("rel") != "canonical"):
            return
        assert self.soup is not None
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise TooLargeError(f"has more than {MAX_ELEMENTS:,} elements")
        self._at_edge = tag in LAYOUT_TAGS
        kept = {key: attrib[key][:VALUE_MAX] for key in attrib if key in KEPT_ATTRIBUTES}
        self.soup.handle_starttag(str(tag), None, None, kept)

    def end(self, tag: str | bytes) -> None:
        if tag in SKIPPED_TAGS:
            return
        assert self.soup is not None
        self._at_edge = tag in LAYOUT_TAGS
        self.soup.handle_endtag(str(tag))

    def data(self, data: str | bytes) -> None:
        """White space beside the edge of a block shows nothing."""
        if self._at_edge and data.isspace():
            return
        self._at_edge = False
        super().data(data)


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


def parse(html: str) -> BeautifulSoup:
    """The page as a tree; what holds no text of the page is cut before, which saves time."""
    return BeautifulSoup(_cut(html.replace("\x00", "")), builder=_Builder())


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
    near = chain(islice(tags_of(tag), LINK_LEVELS), islice(around(tag), LINK_LEVELS))
    return any(str(one.attrs.get("href", "")).startswith("#") for one in near if one.name == "a")


def _cut(html: str) -> str:
    """Scripts, styles, drawings and comments cut, in one pass: an opening that never closes is looked for once."""
    kept: list[str] = []
    unclosed: set[str] = set()
    position = 0
    for opening in CUT_OPEN.finditer(html):
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
        close = COMMENT_CLOSE.search(html, start + 2)
        return close.end() if close else -1
    close = CUT_CLOSE[name].search(html, start)
    return close.end() if close else -1
