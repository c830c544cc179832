"""From one address to the releases behind it: the page itself, or all that a feed, sitemap or news list leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from threading import Lock

from extractor.collect.claims import Claims
from extractor.collect.judge import judge
from extractor.collect.kept import Keep, Kept, PassedOver
from extractor.collect.lists import hint_of, is_home, is_likely, list_in
from extractor.collect.page import Page
from extractor.collect.selection import Selection
from extractor.collect.tour import Tour
from extractor.collect.ways import Start, Ways
from extractor.errors import InputError
from extractor.inputs.entry import Entry
from extractor.listings.listing import Item, Listing
from extractor.page_address import key_of
from extractor.reading.limits import TooLargeError
from extractor.web.client import Client
from extractor.web.errors import FetchError

OUTSIDE, NO_RELEASE = "outside", "not_a_release"
# Why pages are passed over without an error.
WHY = {OUTSIDE: "outside of the days wanted", NO_RELEASE: "no releases"}

# What came of one item of a list: a page that is kept, an error to be told, or nothing; and its day if that is known.
_Outcome = tuple[Entry | InputError | None, str | None]


class Crawl:
    """Visits addresses; threads may share it. `passed_over` counts, by reason, the pages left without an error.

    tell: given a line for the user on each list that was found.
    """

    def __init__(self, client: Client, keep: Keep, selection: Selection, tell: Callable[[str], None]) -> None:
        self._client, self._keep, self._selection, self._tell = client, keep, selection, tell
        self._ways, self._claims = Ways(client), Claims()
        self.passed_over: Counter[str] = Counter()
        self._counting = Lock()

    def visit(self, address: str, data: bytes | None = None) -> Iterator[Entry | InputError]:
        """The releases that an address leads to, in order, kept as they are yielded, and what went wrong.

        data: the content of a file that is a list; `address` is then its path.
        Raises OutputError if they can't be kept, StoppedError once the client is stopped.
        """
        if data is not None:
            listing = list_in(data, address)
            if listing is None:
                yield InputError(address, "list", "is no list that can be read", "give a feed or a sitemap")
            else:
                yield from self._walk(Start(listing, address), address)
            return
        known = self._keep.find(address)
        # Whoever names a page wants it, of whatever day it is.
        if known and not (isinstance(known, PassedOver) and (known.code == OUTSIDE or known.is_old)):
            yield known.entry if isinstance(known, Kept) else known.of(address)
            return
        try:
            answer = self._client.get(address, is_list=True)
        except FetchError as error:
            yield error.of(address)
            return
        try:
            start = self._ways.start_at(answer)
        except TooLargeError as error:
            yield _too_large(address, error)
            return
        yield from self._given(Page(address, answer)) if start is None else self._walk(start, address)

    def _walk(self, start: Start, address: str) -> Iterator[Entry | InputError]:
        """The releases of a list, and of what it goes on with; `address` is what was given for it."""
        tour = Tour(start)
        for stop in tour:
            listing = stop if isinstance(stop, Listing) else self._list_at(stop)
            if isinstance(listing, InputError):
                yield listing
                continue
            days: list[str | None] = []
            for item in tour.fresh(listing):
                likely = is_likely(item, listing.kind, self._selection.match)
                tour.unlikely += not likely
                outcome, day = self._take(item, listing.kind) if likely else (None, item.day)
                days.append(day)
                if outcome is None or outcome in tour.given:
                    continue
                yield outcome
                if isinstance(outcome, Entry):
                    tour.given.add(outcome)
                    if len(tour.given) == self._selection.limit:
                        break
            if len(tour.given) == self._selection.limit:
                break
            # Lists begin with the newest.
            if listing.kind != "sitemap" and self._selection.is_over(days):
                break
            tour.go_on(listing, self._selection.since)
        if tour.is_endless:
            yield InputError(address, "endless", "goes on and on", "give --since or --limit")
        self._tell(tour.told(address, self._selection.match and self._selection.match.pattern))

    def _list_at(self, address: str) -> Listing | InputError:
        try:
            return self._ways.list_at(address)
        except FetchError as error:
            return error.of(address)
        except TooLargeError as error:
            return _too_large(address, error)

    def _take(self, item: Item, kind: str) -> _Outcome:
        # Lists of several hosts may lead to one page at the same time.
        with self._claims.claim(key_of(item.address)):
            return self._take_claimed(item, kind)

    def _take_claimed(self, item: Item, kind: str) -> _Outcome:
        known = self._keep.find(item.address)
        if known and not self._is_wanted_now(known):
            return self._known(known, item.address)
        day = next(filter(None, (item.day, item.changed if self._selection.is_past(item.changed) else None)), None)
        if not self._selection.has_day(day):
            return self._outside(day)
        try:
            answer = self._client.get(item.address)
        except FetchError as error:
            return error.of(item.address), item.day
        known = self._keep.find(answer.address)
        if known and not self._is_wanted_now(known):
            self._keep.redirect(item.address, answer.address)
            return self._known(known, item.address)
        page = Page(item.address, answer, hint_of(item, kind))
        day, why_none = judge(page.source)
        day = day or item.day
        if why_none is None and self._selection.has_day(day):
            return self._keep.keep(page, day).entry, day
        why = self._keep.pass_over(page, why_none or InputError(page.address, OUTSIDE, WHY[OUTSIDE], ""), day)
        return self._passed(why, page.address)

    def _is_wanted_now(self, known: Kept | PassedOver) -> bool:
        """Whether a page was passed over that may be kept now: other days are wanted, or it may have changed."""
        if isinstance(known, Kept):
            return False
        return self._selection.has_day(known.day) if known.code == OUTSIDE else known.is_old

    def _known(self, known: Kept | PassedOver, address: str) -> _Outcome:
        if isinstance(known, PassedOver):
            return self._passed(known, address)
        if self._selection.has_day(known.day):
            return known.entry, known.day
        return self._outside(known.day)

    def _outside(self, day: str | None) -> _Outcome:
        self._count(OUTSIDE)
        return None, day

    def _count(self, code: str) -> None:
        with self._counting:
            self.passed_over[code] += 1

    def _passed(self, why: PassedOver, address: str) -> _Outcome:
        if why.code not in WHY:
            return why.of(address), why.day
        self._count(why.code)
        return None, why.day

    def _given(self, page: Page) -> Iterator[Entry | InputError]:
        """What a page that lists nothing is: a release, or else a way to a list of them."""
        day, error = judge(page.source)
        if error is None:
            yield self._keep.keep(page, day).entry
        elif error.code != NO_RELEASE:
            yield self._keep.pass_over(page, error, day).of(page.address)
        elif not is_home(page.answer.address) and (start := self._ways.behind(page.answer)):
            yield from self._walk(start, page.address)
        else:  # from a home page all ways were tried before it was looked at itself
            reason = "is neither a release nor a list of them, and no way from it leads to one"
            advice = "give the news list, feed or sitemap; a list that the browser draws is not seen"
            yield InputError(error.uri, error.code, reason, advice)


def _too_large(address: str, error: TooLargeError) -> InputError:
    return InputError(address, "too_large", str(error), "give the address of one release, or of its feed")
