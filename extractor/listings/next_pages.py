"""Where a list goes on: links and buttons that lead to its next page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extractor.listings.archives import period
from extractor.listings.markup import Element, Page, text
from extractor.listings.words import words
from extractor.page_address import key_of
from extractor.reading.tree import names

_HEAD_LINKS_MAX, _LOADING_MAX, _TEXT_MAX, _AROUND = 200, 500, 60, 3
_TARGETS = sorted(
    names(
        "data-url data-href data-next data-next-url data-next-page data-next-page-url data-load-more-url hx-get"
        " data-hx-get data-src data-ajax-url data-path data-link up-href"
    )
)
# No year: 2019 behind 2018 is another archive.
_NUMBER = re.compile(r"(?:page\s*|go to page\s*)?((?!(?:19|20)\d\d)\d{1,4})", re.IGNORECASE)
_NUMBER_LAST = re.compile(r"(?<!\d)(\d{1,4})[^\w.]*$")
_PAGE_KEY = re.compile(
    r"(?:p|pg|page|paged|pages?_?(?:no|num|number|index)|offset|start|skip|from|first|b_start(?::int)?|cpage|max)"
    r"=(\d{1,6})",
    re.IGNORECASE,
)
_PAGE_PATH = re.compile(r"/(?:p|pg|page)?[/_-]?(\d{1,3})(?:\.[a-z]{3,5})?$", re.IGNORECASE)
# Later than any month.
_NOW = (9999, 12)
_CURRENT = re.compile(r"(?<![a-z])(?:current|active|selected|on|here|is-active|is-current)(?![a-z])", re.IGNORECASE)
_OF_PAGER = re.compile(r"pag(?:er|inat|ing|e-?n)|nav-?links|load-?more|next", re.IGNORECASE)


def next_pages(page: Page) -> tuple[str, ...]:
    """The address of the next page of a list, if it tells one: by its relation, its words, or as the next number."""
    ways = (_related(page), _worded(page), _loaded(page), _numbered(page))
    own = key_of(page.address)
    return tuple(islice((found for way in ways for found in way if key_of(found) != own), 1))


def _related(page: Page) -> Iterator[str]:
    """Links that are told to be the next: <link rel=next>, <a rel=next>, unless they call themselves the previous."""
    for element in (*islice(page.root.iter("link"), _HEAD_LINKS_MAX), *page.links):
        relations = element.get("rel", "").lower().split()
        if "next" in relations and (address := page.link(element)) and not _leads_back(element):
            yield address


def _worded(page: Page) -> Iterator[str]:
    """Links that say so: "Next", "Older posts", "›" in a pager, "Previous month" on the page of a month."""
    for element in page.links:
        if (address := page.link(element)) and _says_next(element, page, address):
            yield address


def _says_next(element: Element, page: Page, address: str) -> bool:
    label = _plain(element.get("aria-label", ""))
    told = _plain(text(element)) if len(element) < 8 else ""
    if any(map(words().earlier.fullmatch, filter(None, (label, told)))):
        own = period(page.address)
        return (0, 0) < period(address) < (own if any(own) else _NOW)
    if any(map(words().no_next.fullmatch, filter(None, (label, told)))):
        return False
    texts = [one for one in (told, label, _plain(element.get("title", ""))) if one]
    if not texts or not any(map(words().next.fullmatch, texts)):
        if any(map(words().load.fullmatch, texts)):
            return _is_load(element) or _is_successor(address, page.address)
        return any(map(words().more.fullmatch, texts)) and _is_successor(address, page.address)
    # An arrow alone may be of a slide show.
    worded = any(any(c.isalpha() for c in one) for one in texts)
    return worded or _is_in_pager(element) or _is_successor(address, page.address)


def _is_successor(address: str, own: str) -> bool:
    """Whether an address is a list's own but for a later page: ?page=2, /page/2, /news/p3 after /news/p2."""
    (base, number), (own_base, own_number) = _page_of(address), _page_of(own)
    return base == own_base and number > own_number


def _page_of(address: str) -> tuple[str, int]:
    """An address without the number of its page, and that number; 0 if none is told."""
    path, _, query = key_of(address).partition("?")
    numbers = [int(number[1]) for part in query.split("&") if (number := _PAGE_KEY.fullmatch(part))]
    kept = "&".join(part for part in query.split("&") if not _PAGE_KEY.fullmatch(part))
    found = _PAGE_PATH.search(path)
    if found:
        path, numbers = path[: found.start()], [*numbers, int(found[1])]
    return f"{path}?{kept}", max(numbers, default=0)


def _leads_back(element: Element) -> bool:
    return element.tag == "a" and bool(words().no_next.fullmatch(_plain(text(element))))


def _is_load(element: Element) -> bool:
    """Whether a link that says "Show more news" leads on in the same list, and not to another one."""
    return "?" in element.get("href", "") or bool(_OF_PAGER.search(_names(element)))


def _is_in_pager(element: Element) -> bool:
    around = (element, *islice(element.iterancestors(), _AROUND))
    named = any(_OF_PAGER.search(_names(one)) or _OF_PAGER.search(one.get("aria-label", "")) for one in around)
    return named or any(_number(one) is not None for one in _neighbours(element))


def _names(element: Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('rel', '')}"


def _loaded(page: Page) -> Iterator[str]:
    """Buttons and the like that fetch more, told by an attribute of their own."""
    # Most pages have none of them, and to look for all in a large one takes a second.
    held = [f"@{name}" for name in _TARGETS if name in page.html]
    found = page.root.xpath(f"//*[{' or '.join(held)}]") if held else []
    for element in found[:_LOADING_MAX]:
        told = _plain(text(element))
        says = words().load.fullmatch(told) or words().next.fullmatch(told) or _OF_PAGER.search(_names(element))
        if says and not words().no_next.fullmatch(told) and (address := page.link(element, *_TARGETS)):
            yield address


def _numbered(page: Page) -> Iterator[str]:
    """The link to the number behind the current one, which is marked as such or no link."""
    linked = [(number, one) for one in page.links if (number := _number(one)) is not None]
    current = {number for number, one in linked if _is_current(one)}
    for number, one in linked:
        if (number - 1 in current or _number_before(one) == number - 1) and (address := page.link(one)):
            yield address


def _number(element: Element) -> int | None:
    told = _plain(text(element)) if len(element) < 4 else ""
    found = _NUMBER.fullmatch(told) or _NUMBER.fullmatch(_plain(element.get("aria-label", "")))
    return int(found[1]) if found else None


def _number_before(link: Element) -> int | None:
    """The number that stands right before a link, or before the item of the list that holds it alone, and is none."""
    for around in (link, *islice(link.iterancestors(), 2)):
        before, parent = around.getprevious(), around.getparent()
        told = before.tail if before is not None else parent.text if parent is not None else None
        if told and (found := _NUMBER_LAST.search(told[-_TEXT_MAX:])):
            return int(found[1])
        if before is not None:
            return None if before.tag == "a" or before.find(".//a[@href]") is not None else _number(before)
    return None


def _neighbours(element: Element) -> Iterator[Element]:
    """What stands beside an element, or beside the item of the list that holds it alone."""
    for around in (element, *islice(element.iterancestors(), 2)):
        beside = [*islice(around.itersiblings(preceding=True), 2), *islice(around.itersiblings(), 2)]
        if beside:
            return iter(beside)
    return iter(())


def _is_current(link: Element) -> bool:
    around = (link, *islice(link.iterancestors(), 1))
    return any(one.get("aria-current") or _CURRENT.search(one.get("class", "")) for one in around)


def _plain(told: str) -> str:
    return " ".join(told.split()).lower()[:_TEXT_MAX]
