"""Addresses in lists: made absolute, compared, and which of them look like a release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

from extractor.listings.words import any_of, rows_of
from extractor.page_address import asked_by
from extractor.reading.tree import names

LONGEST = 2000
_CONTROLS = re.compile(r"[\t\n\r]+")
_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f<>\"{}|\\^`]")
# Most addresses that are told in full need no look at their parts.
_ABSOLUTE = re.compile(r"https?://[A-Za-z0-9.-]{1,200}(?::\d{1,4})?/[A-Za-z0-9./?&=_~%+-]{0,1700}")
_YEAR, _MONTH = re.compile(r"(?:19|20)\d\d"), re.compile(r"(?:0?[1-9]|1[0-2]|[a-z]{3,9})")
_NUMBER = re.compile(r"\d+")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
# Second levels below which a country gives out names: council.gov.uk, shire.vic.gov.au, town.co.nz.
_SHARED_LEVELS = names("ac co com edu gob gov govt ltd me mod net nhs nic org plc police sch")


def absolute(link: str, base: str) -> str | None:
    """The http or https address that a link on a page leads to, without its fragment; None for any other link.

    base: the address against which the page's links are told.
    """
    if _ABSOLUTE.fullmatch(link):
        return link
    link = _CONTROLS.sub("", link.strip()).replace(" ", "%20")
    if not link or len(link) > LONGEST or link.startswith("#"):
        return None
    try:
        joined = urljoin(base, link).partition("#")[0]
        parts = urlsplit(joined)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and host and not _NO_ADDRESS.search(joined) else None


@lru_cache(maxsize=4096)
def shared(address: str, other: str) -> int:
    """How many parts two addresses' paths share, from the first on; 0 on different sites."""
    if registered_domain(address) != registered_domain(other):
        return 0
    pairs = zip(segments(address), segments(other), strict=False)
    return next(
        (n for n, (one, two) in enumerate(pairs) if one != two), min(len(segments(address)), len(segments(other)))
    )


@lru_cache(maxsize=4096)
def registered_domain(address: str) -> str:
    """The name under which the owner of an address registered it: fernmoor.gov.uk for www.news.fernmoor.gov.uk."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    labels = host.split(".")
    is_shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED_LEVELS
    return host if _NUMBER.fullmatch(labels[-1]) else ".".join(labels[-3 if is_shared else -2 :])


@lru_cache(maxsize=16_384)
def segments(address: str) -> list[str]:
    """The parts of an address's path, in small letters, without the index page that may close it."""
    path = unquote(urlsplit(address).path).lower()
    parts = [part for part in path.split("/") if part]
    return parts[:-1] if parts and _table().index.fullmatch(parts[-1]) else parts


@lru_cache(maxsize=16_384)
def is_release_address(address: str) -> bool:
    """Whether an address looks like a release: below a section of news, or below a year and a month.

    No list is one: the section itself, its categories, tags, months and further pages, feeds, files that are no text.
    """
    table, parts = _table(), urlsplit(address)
    path = segments(address)
    if not path or table.files.search(path[-1]) or any(map(table.lists.fullmatch, path)):
        return False
    if any(table.no_releases.fullmatch(_stem(part)) for part in path):
        return False
    if _names_release(path, parts, table):
        return True
    section = next((n for n in reversed(range(len(path))) if table.sections.fullmatch(_stem(path[n]))), None)
    below = path[section + 1 :] if section is not None else []
    if section is None and table.hosts.match(parts.hostname or ""):
        below = path
    return _is_title(below, table) or _is_dated(path)


def is_list_address(address: str, skip: int = 0) -> bool:
    """Whether an address says that it is a list of releases or part of one: /news, /news/category/roads, /tag/art.

    skip: so many parts of the path are not looked at.
    """
    path = segments(address)[skip:]
    shows_one = names_one(urlsplit(address).query)
    return any(_table().lists.fullmatch(part) for part in path) or (is_section(path) and not shows_one)


def is_section(path: Sequence[str]) -> bool:
    """Whether a path, given as its `segments`, ends in the name of a section of news: /news, /press-releases.html."""
    return bool(path and _table().sections.fullmatch(_stem(path[-1])))


def is_in_section(path: Sequence[str]) -> bool:
    """Whether a path, given as its `segments`, is a section of news or lies below one: /news/housing."""
    return any(is_section(path[: n + 1]) for n in range(len(path)))


def is_elsewhere(address: str, skip: int = 0) -> bool:
    """Whether an address leads to what stands beside releases: log-ins, events, jobs, networks, contacts, files.

    skip: so many parts of the path are not looked at.
    """
    table, path = _table(), segments(address)[skip:]
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return (
        table.networks.fullmatch(host) is not None
        or any(map(table.elsewhere.fullmatch, path))
        or bool(path and (table.files.search(path[-1]) or table.no_releases.fullmatch(_stem(path[-1]))))
    )


def is_of_others(address: str) -> bool:
    """Whether the folder that a list lies in is of something else than releases: /events/2024, /council/minutes."""
    table, path = _table(), [_stem(part) for part in segments(address)]
    section = next((n for n in reversed(range(len(path))) if table.sections.fullmatch(path[n])), -1)
    return any(map(table.others.fullmatch, path[section + 1 :]))


@lru_cache(maxsize=16_384)
def shape(address: str) -> str:
    """What the addresses of one list have in common: where they lie, numbers apart, and by which keys they are told."""
    parts = urlsplit(address)
    folder = [_NUMBER.sub("#", part) for part in segments(address)[:-1]]
    keys = [name for name, _ in asked_by(parts.query)]
    page = segments(address)[-1:] if keys else []
    return "/".join([(parts.hostname or "").removeprefix("www."), *folder, *page, *keys])


@lru_cache(maxsize=16_384)
def names_one(query: str) -> bool:
    """Whether a query tells by a number or name which one of many texts a page shows: id=12."""
    return any(_table().numbers.fullmatch(name.lower()) and value for name, value in parse_qsl(query))


def _names_release(path: list[str], parts: SplitResult, table: _Table) -> bool:
    """Whether the page is one program that shows releases by number: news.aspx?id=12, news/detail.asp?id=12."""
    last = _stem(path[-1])
    own = bool(table.sections.fullmatch(last) or table.programs.fullmatch(last))
    return names_one(parts.query) and (own or (table.inner.fullmatch(last) is not None and is_section(path[-2:-1])))


def _is_title(below: Iterable[str], table: _Table) -> bool:
    """Whether what stands below a section is more than years, months and the name of a topic."""
    left = [part for part in below if not table.inner.fullmatch(part)]
    if not left or _YEAR.fullmatch(left[-1]) or (len(left) > 1 and _YEAR.fullmatch(left[-2]) and _is_month(left[-1])):
        return False
    last = _PARTS.findall(_stem(left[-1]))
    if all(map(table.of_archives.fullmatch, last)):
        return False
    return len(last) > 1 or (bool(last) and (last[0].isdigit() or len(left) > 1))


def _is_dated(path: Sequence[str]) -> bool:
    """Whether a title stands right below a year and month, or a year, month and day: /2024/03/bridge-opens."""
    for n, part in enumerate(path[:-2]):
        if _YEAR.fullmatch(part) and _is_month(path[n + 1]):
            title = path[n + 2 :]
            return not (len(title) == 1 and _NUMBER.fullmatch(title[0])) and len(_PARTS.findall(title[-1])) > 1
    return False


def _stem(part: str) -> str:
    """A part of a path without its ending: news for news.aspx."""
    return part.partition(".")[0]


def _is_month(part: str) -> bool:
    return _MONTH.fullmatch(part) is not None


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of addresses.toml, ready to match."""

    sections: re.Pattern[str]
    hosts: re.Pattern[str]
    inner: re.Pattern[str]
    of_archives: re.Pattern[str]
    programs: re.Pattern[str]
    no_releases: re.Pattern[str]
    lists: re.Pattern[str]
    elsewhere: re.Pattern[str]
    others: re.Pattern[str]
    networks: re.Pattern[str]
    files: re.Pattern[str]
    index: re.Pattern[str]
    numbers: re.Pattern[str]


@cache
def _table() -> _Table:
    return _Table(**{name: any_of(rows) for name, rows in rows_of("addresses").items()})
