"""The order in which the pages of a list are gone through, each once, and what was seen on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from extractor.collect.ways import Start
from extractor.inputs.entry import Entry
from extractor.listings.listing import Item, Listing
from extractor.page_address import key_of

# A list of more pages than this is taken for endless.
MAX_LISTS = 1_000
# As many sitemaps may be in an index.
MAX_MAPS = 50_000
# Pages in a row that show nothing new, after which a list is left: some go on for ever.
_BARREN = 2
_KINDS = {"feed": "a feed", "sitemap": "a sitemap", "list": "a news list"}


class Tour:
    """The pages of a list to be gone through, while `go_on` adds where each leads.

    unlikely: counts items that are no releases by their address; given: the releases that it led to.
    """

    def __init__(self, start: Start) -> None:
        self._start = start
        self._pending: deque[tuple[Listing | str, int]] = deque([(start.listing, 0)])
        self._asked = {key_of(start.address)}
        self._seen = {key_of(start.address)}
        self._barren = self._pages = self._items = 0
        self.unlikely = 0
        self.given: set[Entry] = set()

    @property
    def is_endless(self) -> bool:
        """Whether there would be more than any list has."""
        most = MAX_MAPS if self._start.listing.kind == "sitemap" else MAX_LISTS
        return self._pages >= most and bool(self._pending)

    def __iter__(self) -> Iterator[Listing | str]:
        """The list, then the addresses of what it goes on with."""
        while self._pending and not self.is_endless:
            stop, self._barren = self._pending.popleft()
            self._pages += 1
            yield stop

    def fresh(self, listing: Listing) -> list[Item]:
        """The items of a page that no page before it had, each once."""
        fresh = {key: item for item in reversed(listing.items) if (key := key_of(item.address)) not in self._seen}
        self._seen.update(fresh)
        self._items += len(fresh)
        self._barren = 0 if fresh else self._barren + 1
        return list(reversed(fresh.values()))

    def go_on(self, listing: Listing, since: str | None) -> None:
        """Go on to the next pages of a list, and behind them to the lists of other years, none before `since`."""
        if self._barren < _BARREN or listing.kind == "sitemap":
            self._pending.extendleft((address, self._barren) for address in reversed(self._new(listing.more)))
        wanted = (one.address for one in listing.archives if not (since and one.year and one.year < int(since[:4])))
        self._pending.extend((address, 0) for address in self._new(wanted))

    def told(self, address: str, match: str | None) -> str:
        """What was found, in words for the user who gave an address and perhaps a pattern."""
        found = "" if key_of(address) == key_of(self._start.address) else f"leads to {self._start.address}, "
        pages = "" if self._pages == 1 else f" of {self._pages:,} pages"
        items = f"{self._items:,} item{'' if self._items == 1 else 's'}"
        told = f"{address}: {found}{_KINDS[self._start.listing.kind]}{pages}, {items}"
        if self.unlikely:
            why = f"do not hold {match}" if match else "are no releases by their address; --match takes others"
            told += f", of which {self.unlikely:,} {why}"
        return told

    def _new(self, addresses: Iterable[str]) -> list[str]:
        new = [address for address in addresses if key_of(address) not in self._asked]
        self._asked.update(map(key_of, new))
        return new
