"""The parts of a page that stand beside its list: menus, footers, boxes of what is popular or related."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extractor.listings.markup import Element, Page, is_heading, text
from extractor.listings.words import words
from extractor.reading.tree import HEADINGS

_TAGS = frozenset(["nav", "footer", "aside", "menu", "dialog"])
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"])
_OF_ITEM = frozenset(["article", "li", "main", "section", "td"])
_NAMES_MAX, _HEADING_MAX, _HEADINGS, _SIBLINGS, _CLIMB = 300, 60, 500, 300, 4
_NAMES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")


class Zones:
    """Which elements of a page stand beside its list; each is asked about once."""

    def __init__(self, page: Page, *, by_class: bool = True) -> None:
        """by_class: whether names of classes are believed, and <aside>."""
        self._kept, self._by_class = page.kept, by_class
        self._beside: dict[Element, bool] = dict.fromkeys(_below_headings(page), True)

    def holds(self, element: Element) -> bool:
        """Whether an element stands in such a part."""
        asked: list[Element] = []
        node = element
        while node is not None and node not in self._beside:
            asked.append(node)
            node = node.getparent()
        beside = node is not None and self._beside[node]
        for one in reversed(asked):
            beside = self._beside[one] = beside or self._is_zone(one)
        return beside

    def _is_zone(self, element: Element) -> bool:
        if element in self._kept:
            return False
        if element.tag in _TAGS:
            return (self._by_class or element.tag != "aside") and not _is_of_item(element)
        if element.get("role") in _ROLES:
            return True
        if element.tag == "header":
            return not _is_of_item(element)
        named = f"{element.get('class', '')[:_NAMES_MAX]} {element.get('id', '')[:_NAMES_MAX]}"
        return self._by_class and len(named) > 1 and _is_named(named, element.tag)


def _is_named(named: str, tag: str) -> bool:
    """Whether the names of an element's class say that it stands beside a list."""
    names = (" ".join(_NAMES.findall(name)).lower() for name in named.split())
    zones = words().zones
    return tag not in ("a", "span", "time") and any(zones.fullmatch(name) for name in names)


def _is_of_item(element: Element) -> bool:
    """Whether a header or footer is one of an item of a list."""
    return any(around.tag in _OF_ITEM for around in islice(element.iterancestors(), 8))


def _below_headings(page: Page) -> Iterator[Element]:
    """What stands below headings such as "Most read", up to the next heading of the same rank."""
    for heading in islice(page.root.iter(*sorted(HEADINGS - {"h1"})), _HEADINGS):
        told = text(heading) if len(heading) < 10 else ""
        if told and len(told) <= _HEADING_MAX and words().beside.fullmatch(told.strip(" :.>»›").lower()):
            yield heading
            yield from _section(heading, page)


def _section(heading: Element, page: Page) -> Iterator[Element]:
    top = heading
    for _ in range(_CLIMB):
        parent = top.getparent()
        if top.getnext() is not None or parent is None or parent in page.kept:
            break
        top = parent
    for sibling in islice(top.itersiblings(), _SIBLINGS):
        opening = next((one for one in islice(sibling.iter(*HEADINGS), 1) if is_heading(one)), None)
        if sibling in page.kept or (opening is not None and opening.tag <= heading.tag):
            return
        yield sibling
