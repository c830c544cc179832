"""What kind of list an answer is, which of its items may be releases, and where a page that is none leads to one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.errors import InputError
from extractor.listings.addresses import is_release_address
from extractor.listings.feed import read_feed
from extractor.listings.listing import Item, Listing
from extractor.listings.markup import Page, open_page
from extractor.listings.news_page import is_list, read_news_page
from extractor.listings.newsrooms import newsrooms
from extractor.listings.sitemap import read_sitemap
from extractor.reading.decode import decode
from extractor.reading.limits import TooLargeError
from extractor.release import Hint, Source
from extractor.web.answer import Answer
from extractor.web.client import Client
from extractor.web.errors import FetchError
from extractor.web.page_address import page_of

# Ways from a home page that are tried.
_TRIES = 5
# How certain a page must be a list.
_CERTAIN, _CERTAIN_OF_HOME = 0.5, 0.7


def list_in(data: bytes, address: str) -> Listing | None:
    """The feed or sitemap that bytes are; None if they are neither. Raises TooLargeError."""
    return read_feed(data, address) or read_sitemap(data, address)


def list_on(answer: Answer, *, is_expected: bool = False) -> Listing | None:
    """The feed, sitemap or news list that an answer is; None if it is none.

    is_expected: a list led here, so that a page is one whatever it looks like.
    Raises TooLargeError for a list that is longer than any.
    """
    listing = list_in(answer.body, answer.address)
    if listing is not None or (page := _page(answer)) is None:
        return listing
    # A home page shows some news among other things; its news page shows all.
    certain = _CERTAIN if page_of(answer.address) else _CERTAIN_OF_HOME
    if is_expected or is_list(page, answer.address) >= certain:
        return read_news_page(page, answer.address)
    return None


def is_likely(item: Item, kind: str, match: re.Pattern[str] | None) -> bool:
    """Whether an item may be a release: by a user's pattern, else, in a sitemap of all pages, by its address."""
    if match is not None:
        return match.search(item.address) is not None
    return kind != "sitemap" or bool(item.published) or is_release_address(item.address)


def hint_of(item: Item, kind: str) -> Hint | None:
    """What a list tells of a release, for its reader."""
    return Hint(kind, item.title, item.published) if item.title or item.published else None


def lists_behind(answer: Answer, client: Client) -> Iterator[str]:
    """Where a page that is neither release nor list may lead to one: links to news, feeds, its site's sitemaps."""
    page = _page(answer)
    if page is not None:
        ways = newsrooms(page, answer.address)
        yield from (*ways.pages[:_TRIES], *ways.feeds[:_TRIES])
    try:
        yield from client.sitemaps(answer.address)[:_TRIES]
    except FetchError:
        return


def _page(answer: Answer) -> Page | None:
    """An answer that is a page, parsed; None for any other, and one that is larger than any page."""
    try:
        decoded = decode(Source(answer.address, answer.body, answer.media_type, answer.charset))
        return open_page(decoded.text, answer.address) if decoded.media_type == "text/html" else None
    except (InputError, TooLargeError):
        return None
