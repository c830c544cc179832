"""What kind of list an answer is, which of its items may be releases, and where a page that is none leads to one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.errors import InputError
from extractor.listings.addresses import is_release_address
from extractor.listings.feed import read_feed
from extractor.listings.listing import Item, Listing
from extractor.listings.news_page import newsrooms, read_list
from extractor.listings.sitemap import read_sitemap
from extractor.reading.decode import decode
from extractor.release import Hint, Source
from extractor.web.answer import Answer
from extractor.web.client import Client
from extractor.web.errors import FetchError

# Ways from a home page that are tried.
_TRIES = 5


def list_in(data: bytes, address: str) -> Listing | None:
    """The feed or sitemap that bytes are; None if they are neither."""
    return read_feed(data, address) or read_sitemap(data, address)


def list_on(answer: Answer, *, is_expected: bool = False) -> Listing | None:
    """The feed, sitemap or news list that an answer is; None if it is none.

    is_expected: a list led here, so that a page is one whatever it looks like.
    """
    listing = list_in(answer.body, answer.address)
    if listing is None and (html := _html(answer)) is not None:
        listing = read_list(html, answer.address, is_expected=is_expected)
    return listing


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
    html = _html(answer)
    yield from newsrooms(html, answer.address)[:_TRIES] if html is not None else []
    try:
        yield from client.sitemaps(answer.address)[:_TRIES]
    except FetchError:
        return


def _html(answer: Answer) -> str | None:
    """The text of an answer that is a page, else None."""
    try:
        decoded = decode(Source(answer.address, answer.body, answer.media_type, answer.charset))
    except InputError:
        return None
    return decoded.text if decoded.media_type == "text/html" else None
