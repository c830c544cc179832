"""The tree of a page is that of beautifulsoup4, built without what no reader asks about."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.tree import SKIPPED_TAGS, Element, parse, tags_of

PIECES = [
    "<p>",
    "</p>",
    "<div class='a'>",
    "</div>",
    "<a href='/x'>",
    "</a>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<h1>",
    "</h1>",
    "<body>",
    "</body>",
    "<html lang='en'>",
    "</html>",
    "<head>",
    "</head>",
    "<title>",
    "</title>",
    "<br>",
    "</br>",
    "<img src='x'>",
    "<span/>",
    "<x-y>",
    "</x-y>",
    "<pre>",
    "</pre>",
    "<option>",
    "<dl><dt>",
    "<dd>",
    "<?pi?>",
    "<link rel='canonical' href='/y'>",
    "<link rel='icon'>",
    "<meta name='a'>",
    "</nothing>",
    "Bees",
    " and ",
    "\n",
    "  ",
    "&amp;",
    "<",
    ">",
    "ŵ",
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def library(html: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return BeautifulSoup(html, "lxml")


def below(tag: Tag) -> Iterator[PageElement]:
    for node in tag.contents:
        yield node
        if isinstance(node, Tag):
            yield from below(node)


def is_built(tag: Tag) -> bool:
    return tag.name not in SKIPPED_TAGS and (tag.name != "link" or tag.get("rel") == ["canonical"])


@given(MARKUP)
@settings(max_examples=300, deadline=None)
def test_elements_and_text_are_those_of_the_library(html: str) -> None:
    ours, theirs = parse(html), library(html)
    assert [tag.name for tag in tags_of(ours)] == [tag.name for tag in theirs.find_all(True) if is_built(tag)]
    # White space beside the edge of a block is not built.
    assert "".join(ours.get_text().split()) == "".join(theirs.get_text().split())


@given(MARKUP)
@settings(max_examples=300, deadline=None)
def test_every_node_knows_its_neighbours(html: str) -> None:
    root = parse(html)
    nodes = list(below(root))
    assert list(root.descendants) == nodes
    for node in nodes:
        assert node.parent is not None
        at = next(number for number, child in enumerate(node.parent.contents) if child is node)
        assert node.previous_sibling is (node.parent.contents[at - 1] if at else None)
    for before, after in zip([root, *nodes], nodes, strict=False):
        assert before.next_element is after
        assert after.previous_element is before


def test_what_the_library_offers_works() -> None:
    root = parse("<div id='a'><p>One <b>two</b></p><p>three</p></div>")
    assert isinstance(root, Element)
    assert [tag.get_text() for tag in root.find_all("p")] == ["One two", "three"]
    bold = root.find("b")
    assert bold is not None
    bold.extract()
    assert str(root.find("div")) == '<div id="a"><p>One </p><p>three</p></div>'
