"""From an address to the list behind it: its own, or that of the news to which a home or landing page leads."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from extractor.collect.claims import PARSING
from extractor.collect.lists import is_home, list_on, page_of_list, ways_from
from extractor.listings.listing import Listing
from extractor.page_address import key_of
from extractor.reading.limits import TooLargeError
from extractor.web.answer import Answer
from extractor.web.client import Client
from extractor.web.errors import FetchError

# Pages that are asked for on the way to a list.
_TRIES = 8
# A page of news that shows as many items is taken, even if its look leaves a doubt.
_ENOUGH = 5


class Start(NamedTuple):
    """A list to begin with, and where it stands."""

    listing: Listing
    address: str


class Ways:
    """Finds lists; threads may share it."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def start_at(self, answer: Answer) -> Start | None:
        """The list that an answer is or, if it is a home page or doubtful, leads to; None if it is a page of its own.

        Raises TooLargeError for a list that is longer than any.
        """
        with PARSING:
            listing, is_sure = list_on(answer)
        if listing is not None and is_sure:
            return Start(listing, answer.address)
        own = Start(listing, answer.address) if listing is not None else None
        behind = self.behind(answer) if own or is_home(answer.address) else None
        return behind if behind and (own is None or _is_more(behind.listing, own.listing)) else own

    def behind(self, answer: Answer) -> Start | None:
        """The list that a page leads to: by links to news, over one page between; by its feeds, its site's sitemaps."""
        tried = {key_of(answer.address)}
        best: Start | None = None
        with PARSING:
            pages, others = ways_from(answer)
        pending = deque((address, True) for address in pages)
        while pending and len(tried) < _TRIES:
            address, is_first = pending.popleft()
            found = self._try(address, tried)
            if found is None:
                continue
            start, is_sure = self._look_at(found)
            if start is not None and start.listing.items:
                if is_sure:
                    return start
                best = best or start
            if is_first:
                with PARSING:
                    pending.extendleft((deeper, False) for deeper in reversed(ways_from(found)[0]))
        if best and len(best.listing.items) >= _ENOUGH:
            return best
        return next(self._lists_at(others, answer, tried), best)

    def list_at(self, address: str) -> Listing:
        """The list at an address to which another list led. Raises FetchError, TooLargeError."""
        answer = self._client.get(address, is_list=True)
        with PARSING:
            return page_of_list(answer)

    def _try(self, address: str, tried: set[str]) -> Answer | None:
        if key_of(address) in tried:
            return None
        tried.add(key_of(address))
        try:
            return self._client.get(address, is_list=True)
        except FetchError:
            return None

    def _look_at(self, answer: Answer) -> tuple[Start | None, bool]:
        """The list that an answer on the way is, and whether there is no doubt of it; none if it is too large."""
        try:
            with PARSING:
                listing, is_sure = list_on(answer)
        except TooLargeError:
            return None, False
        return (None if listing is None else Start(listing, answer.address)), is_sure

    def _lists_at(self, feeds: list[str], answer: Answer, tried: set[str]) -> Iterator[Start]:
        for address in (*feeds, *self._sitemaps(answer)):
            if found := self._try(address, tried):
                start, is_sure = self._look_at(found)
                if start is not None and is_sure and (start.listing.items or start.listing.more):
                    yield start

    def _sitemaps(self, answer: Answer) -> Iterator[str]:
        try:
            yield from self._client.sitemaps(answer.address)
        except FetchError:
            return


def _is_more(listing: Listing, other: Listing) -> bool:
    return bool(listing.more) or len(listing.items) > len(other.items)
