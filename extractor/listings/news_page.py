"""A page that lists releases to its items and its next page, and whether a page is one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice

from extractor.listings.days import days_beside
from extractor.listings.listing import Item, Listing
from extractor.listings.main_list import MainList, main_list
from extractor.listings.markup import Element, Page, lines, open_page
from extractor.listings.next_pages import next_pages
from extractor.listings.words import words
from extractor.listings.zones import Zones

PARAGRAPH, PARAGRAPHS_MAX, HEADLINE_MAX = 80, 400, 120
# How certain a page is a list: what its headline, days and pager add, and what prose of its own takes away.
_TITLED, _DATED, _PAGED, _SEVERAL = 0.35, 0.3, 0.15, 0.2


def read_news_page(html: str | Page, address: str) -> Listing:
    """The releases that a page lists, in its order, with the titles and days that stand beside them, and its next page.

    html: the page, or what `open_page` made of it; address: where it was got. A page that lists none gives no items.
    Raises TooLargeError for more elements than any page has.
    """
    page = open_page(html, address)
    found = main_list(page)
    titles = [one.title for one in found.items]
    days = days_beside(page, found.holders, titles) if found.items else []
    items = [
        Item(
            address=one.address,
            title=one.title,
            published=None if told is None or told.changed else told.written,
            day=None if told is None or told.changed else told.day,
            changed=told.day if told is not None and told.changed else None,
        )
        for one, told in zip(found.items, days, strict=True)
    ]
    return Listing("list", tuple(items), next_pages(page))


def is_list(html: str | Page, address: str) -> float:
    """How certain it is that a page is a list of releases and no release itself: from 0 to 1, 0.5 either.

    A release above a box of other news is none; a list with long teasers, or of a single item, is one.
    html: the page, or what `open_page` made of it; address: where it was got. Raises TooLargeError.
    """
    page = open_page(html, address)
    found = main_list(page)
    if not found.items:
        return 0.0
    listing = read_news_page(page, address)
    return _certainty(page, found, listing)


@dataclass(frozen=True, slots=True)
class _Prose:
    """How many characters of paragraphs stand in the items, and beside them."""

    listed: int
    own: int


def _certainty(page: Page, found: MainList, listing: Listing) -> float:
    prose = _prose(page, found.holders)
    headline = page.headline.strip(" .:").lower()
    titled = len(headline) <= HEADLINE_MAX and words().lists.fullmatch(headline) is not None
    dated = sum(item.day is not None or item.published is not None for item in listing.items) / len(listing.items)
    told = _TITLED * titled + _DATED * dated + _PAGED * bool(listing.more)
    told += _SEVERAL * min(len(listing.items) / 5, 1)
    share = prose.own / (prose.own + prose.listed + 60 * len(listing.items))
    return round(max(0.0, min(told * (1.0 if titled else 1 - share) - (0 if titled else share * 0.5), 1.0)), 2)


def _prose(page: Page, holders: tuple[tuple[Element, ...], ...]) -> _Prose:
    held, zones = frozenset(chain.from_iterable(holders)), Zones(page)
    listed = own = 0
    for element in islice(page.root.iter("p", "blockquote", "li", "dd"), PARAGRAPHS_MAX):
        length = sum(len(line) for line in lines(element) if len(line) >= PARAGRAPH)
        if not length or zones.holds(element):
            continue
        if any(around in held for around in (element, *islice(element.iterancestors(), 12))):
            listed += length
        else:
            own += length
    return _Prose(listed, own)
