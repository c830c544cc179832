"""What every list of releases comes to, whatever its form: items in its order, and where the list goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Item:
    """One release, or page that may be one.

    address: absolute, http or https; title: as the list words it; published: what the list says of its day of issue, as
    written; day: that day as YYYY-MM-DD; changed: the day of its last change as YYYY-MM-DD (a sitemap's lastmod). None
    for what is not told.
    """

    address: str
    title: str | None = None
    published: str | None = None
    day: str | None = None
    changed: str | None = None


class Archive(NamedTuple):
    """The list of another year or month; year: the one that its link or address tells, None if none is told."""

    address: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of one list, in its order and each address once, and the addresses at which the list goes on.

    kind: feed, sitemap or list; `more` leads to lists of the same kind: the next page, the sitemaps of an index;
    `archives` to lists of other years and months on the same site, newest first, those of no told year last.
    """

    kind: str
    items: tuple[Item, ...]
    more: tuple[str, ...] = ()
    archives: tuple[Archive, ...] = ()
