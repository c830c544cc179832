"""What kind of list an answer is, which of its items may be releases, and where a page that is none leads to one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from extractor.errors import InputError
from extractor.listings.addresses import is_list_address, is_release_address
from extractor.listings.feed import read_feed
from extractor.listings.listing import Item, Listing
from extractor.listings.markup import Page, open_page
from extractor.listings.news_page import list_certainty, read_news_page
from extractor.listings.newsrooms import newsrooms
from extractor.listings.sitemap import read_sitemap
from extractor.reading.decode import decode
from extractor.reading.limits import TooLargeError
from extractor.reading.media_type import HTML
from extractor.release import Hint, Source
from extractor.web.answer import Answer

# How certain a page must be a list, and when there is no doubt.
_LIKELY, _CERTAIN = 0.5, 0.7
_HOME = re.compile(
    r"/?(?:(?:en|cy|ga|gd|home|index|default|pages|main|welcome)(?:-gb)?(?:\.\w{2,5})?/?)*", re.IGNORECASE
)


def list_in(data: bytes, address: str) -> Listing | None:
    """The feed or sitemap that bytes are; None if they are neither. Raises TooLargeError."""
    return read_feed(data, address) or read_sitemap(data, address)


def list_on(answer: Answer) -> tuple[Listing | None, bool]:
    """The feed, sitemap or news list that an answer is, None if it is none; and whether there is no doubt of it.

    A page that shows some news among other things is a doubtful list. Raises TooLargeError for a list that is longer
    than any.
    """
    listing = list_in(answer.body, answer.address)
    if listing is not None or (page := _page(answer)) is None:
        return listing, True
    certainty = list_certainty(page, answer.address)
    if certainty < _LIKELY:
        return None, True
    listing = read_news_page(page, answer.address)
    is_section = is_list_address(answer.address) and not is_home(answer.address)
    return listing, certainty >= _CERTAIN or bool(listing.more) or is_section


def page_of_list(answer: Answer) -> Listing:
    """The list that an answer is to which a list led, whatever it looks like. Raises TooLargeError."""
    listing = list_in(answer.body, answer.address)
    if listing is None and (page := _page(answer)) is not None:
        listing = read_news_page(page, answer.address)
    return listing or Listing("list", ())


def is_home(address: str) -> bool:
    """Whether an address is that of a site's home page, in one of its languages or under one of the usual names."""
    try:
        return _HOME.fullmatch(urlsplit(address).path) is not None
    except ValueError:
        return False


def is_likely(item: Item, kind: str, match: re.Pattern[str] | None) -> bool:
    """Whether an item may be a release: by a user's pattern, else, in a sitemap of all pages, by its address."""
    if match is not None:
        return match.search(item.address) is not None
    return kind != "sitemap" or bool(item.published) or is_release_address(item.address)


def hint_of(item: Item, kind: str) -> Hint | None:
    """What a list tells of a release, for its reader."""
    return Hint(kind, item.title, item.published) if item.title or item.published else None


def ways_from(answer: Answer) -> tuple[list[str], list[str]]:
    """Where a page leads to lists: the pages that it calls its news, the likeliest first, and its feeds."""
    page = _page(answer)
    if page is None:
        return [], []
    found = newsrooms(page, answer.address)
    return list(found.pages), list(found.feeds)


def _page(answer: Answer) -> Page | None:
    """An answer that is a page, parsed; None for any other, and one that is larger than any page."""
    try:
        decoded = decode(Source(answer.address, answer.body, answer.media_type, answer.charset))
        return open_page(decoded.text, answer.address) if decoded.media_type == HTML else None
    except (InputError, TooLargeError):
        return None
