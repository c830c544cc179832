"""Where a home page leads to its site's news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from extractor.listings import addresses
from extractor.listings.markup import Element, Page, lines, open_page, text
from extractor.listings.words import all_words, newsroom_words
from extractor.page_address import key_of
from extractor.reading.tree import HEADINGS

_TEXT_MAX, _PAGES_MAX, _ELEMENTS_MAX = 60, 10, 6_000
_FEEDS = frozenset(["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"])
# The row of newsrooms.toml for all and more news; menus say the latter too.
_ALL_NEWS = 2
_OF_MENUS = frozenset(
    ["latest news", "our news", "the news", "council news", "local news", "recent news", "our stories"]
)
_NO_FEED = ("comments", "comment")


@dataclass(frozen=True, slots=True)
class Newsrooms:
    """The lists of news that a page leads to, the likeliest first, and the feeds that it declares."""

    pages: tuple[str, ...]
    feeds: tuple[str, ...]


def newsrooms(html: str | Page, address: str) -> Newsrooms:
    """Where a home page leads to its news: by what its links say, then by where they lead. Feeds are those declared.

    html: the page, or what `open_page` made of it; address: where it was got. Raises TooLargeError.
    """
    page = open_page(html, address)
    return Newsrooms(_pages(page), _feeds(page))


def shows_teasers(page: Page) -> bool:
    """Whether a page says of another one that it has all or more of the news: it shows but some itself."""
    own, all_news = key_of(page.address), newsroom_words()[_ALL_NEWS]
    targets = (page.link(link) for link, told in _told(page) if all_news.fullmatch(told) and told not in _OF_MENUS)
    return any(
        target
        and key_of(target) != own
        and addresses.registered_domain(target) == addresses.registered_domain(page.address)
        for target in targets
    )


def _pages(page: Page) -> tuple[str, ...]:
    ranked: dict[str, tuple[float, str]] = {}
    own = key_of(page.address)
    for link, told in _told(page):
        target = page.link(link)
        if (
            target is None
            or key_of(target) == own
            or addresses.registered_domain(target) != addresses.registered_domain(page.address)
        ):
            continue
        rank = _rank(told, target)
        known = ranked.get(key_of(target))
        if rank is not None and (known is None or rank < known[0]):
            ranked[key_of(target)] = rank, target
    found = sorted(ranked.values(), key=lambda one: one[0])
    return tuple(target for _, target in found[:_PAGES_MAX])


def _told(page: Page) -> Iterator[tuple[Element, str]]:
    """The links with what each says; one that says but "View all" says what the heading above it does."""
    heading = ""
    for element in islice(page.root.iter("a", *HEADINGS), _ELEMENTS_MAX):
        if element.tag != "a":
            heading = _plain(text(element))
            continue
        # A card tells more below its title.
        told = _plain(next(iter(lines(element)), ""))
        yield element, f"all {heading}" if heading and all_words().fullmatch(told) else told


def _plain(told: str) -> str:
    return " ".join(told.split()).lower().strip(" >»›→.:…+")[: _TEXT_MAX + 1]


def _rank(told: str, target: str) -> float | None:
    """How good a link is: the place of its words among those of newsrooms, better if its address is of one as well."""
    path = addresses.segments(target)
    section = addresses.is_section(path)
    if (addresses.is_elsewhere(target) and not section) or addresses.is_release_address(target):
        return None
    place = next((n for n, row in enumerate(newsroom_words()) if row.fullmatch(told)), None) if told else None
    if place is None:
        return len(newsroom_words()) if section and len(path) < 3 else None
    return place - 0.5 * section


def _feeds(page: Page) -> tuple[str, ...]:
    declared = (
        page.link(link)
        for link in islice(page.root.iter("link"), 200)
        if "alternate" in link.get("rel", "").lower().split() and link.get("type", "").strip().lower() in _FEEDS
    )
    found = dict.fromkeys(address for address in declared if address)
    return tuple(address for address in found if not any(part in _NO_FEED for part in addresses.segments(address)))
