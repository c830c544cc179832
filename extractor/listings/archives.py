"""The lists of other years and months that a list of releases links to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from extractor.listings import addresses
from extractor.listings.listing import Archive
from extractor.listings.markup import Element, Page, text
from extractor.listings.words import words
from extractor.page_address import key_of

_TEXT_MAX, _ARCHIVES_MAX = 60, 200
_YEAR = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)")
_NUMBERS = re.compile(r"\d+")
_PERIOD = re.compile(r"(?:19[89]|20\d)\d|0?[1-9]|1[0-2]|[a-z]{3,9}")
_PARTED, _NAMES = re.compile(r"[-_.]"), re.compile(r"[a-z]{3,9}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def archives(page: Page) -> tuple[Archive, ...]:
    """The lists of other years or months that a page links to, the newest first, those of no told year last.

    None is the page itself or on another site, and none is of something else than releases (meetings, events).
    """
    found: dict[str, tuple[tuple[int, int], str]] = {}
    own = key_of(page.address)
    for link in page.links:
        target = page.link(link)
        told = _told(link) if target else ""
        if target and told and key_of(target) != own and _is_archive(told, target, page):
            found.setdefault(key_of(target), (_period_told(told, target), target))
    ordered = sorted(found.values(), key=lambda one: one[0], reverse=True)
    return tuple(Archive(target, year or None) for (year, _), target in ordered[:_ARCHIVES_MAX])


def period(address: str) -> tuple[int, int]:
    """The year and month that an address tells, 0 for what it does not: /news/2024/march, /news?year=2024&month=3."""
    parts = [*addresses.segments(address), *(value.lower() for _, value in parse_qsl(urlsplit(address).query))]
    numbers = [part for whole in parts for part in _PARTED.split(whole)]
    years = [n for n, part in enumerate(numbers) if _YEAR.fullmatch(part)]
    if years:
        after = numbers[years[-1] + 1 : years[-1] + 2]
        return int(numbers[years[-1]]), _month(after[0]) if after else 0
    year = _YEAR.search(" ".join(parts))
    return (int(year[0]) if year else 0), 0


def _told(link: Element) -> str:
    return " ".join(text(link).split()).lower().strip(" >»›→.:|")[: _TEXT_MAX + 1] if len(link) < 8 else ""


def _is_archive(told: str, target: str, page: Page) -> bool:
    """Whether a link's words call a list of another time, and its address leaves no doubt of what."""
    if addresses.registered_domain(target) != addresses.registered_domain(page.address) or addresses.is_of_others(
        target
    ):
        return False
    if words().news_archives.fullmatch(told):
        return not addresses.is_release_address(target)
    if words().month.fullmatch(told.partition(" (")[0]) and not period(target)[1]:
        return False
    return words().archives.fullmatch(told) is not None and _is_near(target, page.address)


def _is_near(target: str, own: str) -> bool:
    """Whether an address is of releases: below a section of news or the list's own page, or that of another year."""
    path, own_path = addresses.segments(target), addresses.segments(own)
    if addresses.is_in_section(path) or path == own_path:
        return True
    if all(map(_PERIOD.fullmatch, path)) and path and _YEAR.fullmatch(path[0]):
        return True
    below = own_path and path[: len(own_path)] == own_path
    return bool(below) or _without_period(path) == _without_period(own_path)


def _without_period(path: Sequence[str]) -> list[str]:
    """A path without what tells a time in it: news for news2024.htm and news/2024/march."""
    plain = (_NUMBERS.sub("", part.partition(".")[0]).strip("-_") for part in path if not _month(part))
    return [part for part in plain if part]


def _period_told(told: str, target: str) -> tuple[int, int]:
    year = _YEAR.search(told)
    months = filter(None, map(_month, _NAMES.findall(told)))
    of_address = period(target)
    month = next(months, 0)
    return (int(year[0]), month or of_address[1]) if year else (of_address[0], month or of_address[1])


def _month(part: str) -> int:
    """The number of a month by its number or name; 0 for what is none."""
    if part.isdecimal():
        return int(part) if len(part) < 3 and 1 <= int(part) <= 12 else 0
    return next((n for n, name in enumerate(_MONTHS, 1) if part.startswith(name) and words().month.fullmatch(part)), 0)
