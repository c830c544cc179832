"""A page that lists releases to its items and its next page, and whether a page is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from extractor.listings import addresses
from extractor.listings.archives import archives
from extractor.listings.days import day_in, days_beside
from extractor.listings.listing import Item, Listing
from extractor.listings.main_list import MainList, main_list
from extractor.listings.markup import DEPTH, Element, Page, lines, open_page
from extractor.listings.newsrooms import shows_teasers
from extractor.listings.next_pages import next_pages
from extractor.listings.words import words
from extractor.listings.zones import Zones

_PARAGRAPH, _ELEMENTS_MAX, _CHILDREN_MAX, _HEADLINE_MAX, _ITEM_LENGTH, _GOOD_WORTH, _LONG = (
    80,
    3_000,
    100,
    120,
    60,
    1.8,
    3,
)
_WHOLE = ("p", "blockquote", "dd")
_PARAGRAPHS = (*_WHOLE, "td", "div", "span", "font", "body", "article", "section", "li")
_SITE = re.compile(r"(?<!\s)\s+[|–—·»•:-]+\s+|(?:(?<!\s)\s+)?[|»]\s*")
# How certain a page is a list: what its title, address, pager and items add, and what prose of its own takes away.
_TITLED, _SECTION, _PAGED, _SEVERAL, _WORTH, _PROSE = 0.3, 0.1, 0.15, 0.15, 0.4, 0.8
# No more certain is one whose headline or items tell of something else, and one that shows but some of the news.
_OF_OTHERS, _OF_TEASERS = 0.3, 0.45


def read_news_page(html: str | Page, address: str) -> Listing:
    """The releases that a page lists in its order, the titles and days beside them, its next page and its archives.

    html: the page, or what `open_page` made of it; address: where it was got. A page that lists none gives no items.
    Raises TooLargeError for more elements than any page has.
    """
    page = open_page(html, address)
    found = main_list(page)
    return Listing("list", tuple(_items(page, found)), next_pages(page), archives(page))


def _items(page: Page, found: MainList) -> Iterator[Item]:
    days = days_beside(page, found.holders, [one.title for one in found.items]) if found.items else []
    for one, told in zip(found.items, days, strict=True):
        if told is None or told.changed:
            yield Item(one.address, one.title, changed=told.day if told else None)
        else:
            yield Item(one.address, one.title, told.written, told.day)


def list_certainty(html: str | Page, address: str) -> float:
    """How certain it is that a page is a list of releases and no release itself: from 0 to 1, 0.5 either.

    A release above a box of other news is none; a list with long teasers, or of a single item, is one.
    html: the page, or what `open_page` made of it; address: where it was got. Raises TooLargeError.
    """
    page = open_page(html, address)
    found = main_list(page)
    if not found.items:
        return 0.0
    own, listed = _prose(page, found.holders)
    share = own / (own + listed + _ITEM_LENGTH * len(found.items))
    titled = _is_titled(page)
    told = _TITLED if titled else 0.0
    told += _SECTION * addresses.is_list_address(address) + _PAGED * bool(next_pages(page))
    told += _SEVERAL * min(len(found.items) / 5, 1) + _WORTH * min(found.worth / _GOOD_WORTH, 1)
    most = 1.0 if titled or not _is_of_others(page) else _OF_OTHERS
    most = most if _are_releases(found) else _OF_OTHERS
    if not titled and not addresses.is_in_section(addresses.segments(page.address)) and shows_teasers(page):
        most = min(most, _OF_TEASERS)
    return round(max(0.0, min(told - _PROSE * share, most)), 2)


def _is_titled(page: Page) -> bool:
    """Whether a headline, or the title up to the name of the site, says that the page is a list of releases."""
    return any(words().lists.fullmatch(one) for one in _titles(page))


def _is_of_others(page: Page) -> bool:
    """Whether a headline or the address says that a page lists something else: events, minutes, vacancies."""
    return addresses.is_of_others(page.address) or any(words().other_lists.fullmatch(one) for one in _titles(page))


def _titles(page: Page) -> Iterator[str]:
    told = (part for title in page.titles for part in (title, _SITE.split(title)[0]))
    yield from (one.strip(" .:").lower().replace("’", "'") for one in told if len(one) <= _HEADLINE_MAX)


def _are_releases(found: MainList) -> bool:
    """Whether items may be releases at all: not the names of sections on a page that leads to them."""
    short = sum(len(one.title.split()) < _LONG for one in found.items)
    told = any(addresses.is_release_address(one.address) for one in found.items)
    return told or short * 2 < len(found.items) or any(day_in(held[0], "") for held in found.holders)


def _prose(page: Page, holders: tuple[tuple[Element, ...], ...]) -> tuple[int, int]:
    """How many characters of paragraphs stand beside the items, and in them."""
    held, zones = frozenset(chain.from_iterable(holders)), Zones(page)
    listed = own = 0
    for element in islice(page.root.iter(*_PARAGRAPHS), _ELEMENTS_MAX):
        length = _length(element)
        if not length or zones.holds(element):
            continue
        if any(around in held for around in (element, *islice(element.iterancestors(), DEPTH))):
            listed += length
        else:
            own += length
    return own, listed


def _length(element: Element) -> int:
    """How long the paragraphs are that an element is, or that line breaks part in it."""
    if element.tag in _WHOLE:
        return sum(len(line) for line in lines(element) if len(line) >= _PARAGRAPH)
    own = (element.text, *(child.tail for child in islice(element, _CHILDREN_MAX)))
    return sum(length for part in own if part and (length := len(part.strip())) >= _PARAGRAPH)
