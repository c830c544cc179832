"""HTML text to a tree, once and fast: what no reader looks at is never built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder._lxml import LXMLTreeBuilder

CUT_TAGS = ("script", "style", "svg", "noscript", "iframe")
CUT_OPEN = re.compile(rf"<!--|<({'|'.join(CUT_TAGS)})\b", re.IGNORECASE)
CUT_CLOSE = {name: re.compile(rf"</{name}\b[^>]{{0,200}}>", re.IGNORECASE) for name in CUT_TAGS}
READ_ATTRIBUTES = (
    "id class role style hidden aria-hidden href rel lang xml:lang name property http-equiv content itemprop itemtype "
    "datetime pubdate"
)
KEPT_ATTRIBUTES = frozenset(READ_ATTRIBUTES.split())
# They hold no text, and no reader asks about them.
SKIPPED_TAGS = frozenset(["img", "input", "source", "wbr", "embed", "param", "track", "area", "col"])
VALUE_MAX = 2000


class _Builder(LXMLTreeBuilder):
    """The library's builder without name spaces, and with the attributes that this program reads."""

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None, string_containers={})

    def prepare_markup(self, markup: Any, *arguments: Any, **options: Any) -> Iterator[tuple[str, None, None, bool]]:
        """The text as it is: already decoded, and read as HTML whatever it calls itself."""
        yield markup, None, None, False

    def start(self, tag: str | bytes, attrib: dict[str, str], nsmap: dict[str, str] = {}) -> None:  # type: ignore[override]  # noqa: B006
        if tag in SKIPPED_TAGS:
            return
        assert self.soup is not None
        kept = {key: attrib[key][:VALUE_MAX] for key in attrib if key in KEPT_ATTRIBUTES}
        self.soup.handle_starttag(str(tag), None, None, kept)

    def end(self, tag: str | bytes) -> None:
        if tag in SKIPPED_TAGS:
            return
        assert self.soup is not None
        self.soup.handle_endtag(str(tag))


def parse(html: str) -> BeautifulSoup:
    """The page as a tree; scripts, styles, drawings and comments are cut before, which saves time."""
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


def _cut(html: str) -> str:
    """Scripts, styles, drawings and comments cut, in one pass: an opening that never closes is looked for once."""
    kept: list[str] = []
    unclosed: set[str] = set()
    position = 0
    for opening in CUT_OPEN.finditer(html):
        name = (opening[1] or "").lower()
        if opening.start() < position or name in unclosed:
            continue
        end = _cut_end(html, opening.start(), name)
        if end < 0:
            unclosed.add(name)
        else:
            kept.append(html[position : opening.start()])
            position = end
    return " ".join([*kept, html[position:]])


def _cut_end(html: str, start: int, name: str) -> int:
    """Where the comment or element that opens at `start` ends, or -1."""
    if not name:
        end = html.find("-->", start + 2)
        return end + 3 if end >= 0 else -1
    close = CUT_CLOSE[name].search(html, start)
    return close.end() if close else -1
