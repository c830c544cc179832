"""Pages of the web, asked as a guest would: robots.txt obeyed, in turn, again only where that may help."""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import hishel
import hishel.httpx2
import httpx2
import stamina

from extractor import __version__
from extractor.web.answer import Answer
from extractor.web.errors import FetchError
from extractor.web.fetch import Deadline, Guarded, ask, checked
from extractor.web.pace import PATIENCE, Pace
from extractor.web.robots import NAME, NO_RULES, Robots
from extractor.web.settings import WebSettings

MAX_REDIRECTS = 5
TRIES = 3
# Seconds before a second try and before a later one.
FIRST_WAIT, LONGEST_WAIT = 1.0, 5.0

# They tell of each new try and of each failure of the cache; who wants to hear it sets a handler.
for _name in ("stamina", "hishel"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


class Client:
    """Asks for pages; a context manager. Threads may share it.

    cache: a file in which lists are kept, so that servers need not send again what did not change; None keeps none.
    """

    def __init__(self, settings: WebSettings, cache: Path | None = None) -> None:
        self._settings = settings
        self._headers = {
            "User-Agent": user_agent(settings.contact),
            "Accept": "text/html, text/markdown;q=0.9, text/plain;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
        }
        self._plain: httpx2.BaseTransport = Guarded(settings.allow_hosts)
        self._cached = _caching(self._plain, cache) if cache else self._plain
        self._pace = Pace()
        self._robots = Robots(lambda address: self._get(address, is_list=True, obeys=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._cached.close()

    def stop(self) -> None:
        """End all waiting: whoever asks now or later gets StoppedError."""
        self._pace.stop()

    def get(self, address: str, *, is_list: bool = False) -> Answer:
        """One page, over redirects. A list is asked for again and again, and sent again only if it changed.

        Raises FetchError, StoppedError.
        """
        return self._get(address, is_list=is_list, obeys=not self._settings.ignore_robots)

    def sitemaps(self, address: str) -> list[str]:
        """The sitemaps that the robots.txt of a site names, by any address of it. Raises FetchError, StoppedError."""
        return self._robots.rules(checked(address)).sitemaps

    def _get(self, address: str, *, is_list: bool, obeys: bool) -> Answer:
        deadline = Deadline(self._settings.deadline, TRIES)

        def again(error: Exception) -> bool | float:
            if not isinstance(error, FetchError) or not error.is_passing:
                return False
            # What the server asks to wait is waited for in one's turn.
            return 0.0 if error.wait else deadline.remaining > FIRST_WAIT

        waits = {"wait_initial": FIRST_WAIT, "wait_max": LONGEST_WAIT, "wait_jitter": 0.5}
        for attempt in stamina.retry_context(again, attempts=TRIES, timeout=None, **waits):
            with attempt:
                return self._follow(checked(address), deadline, is_list=is_list, obeys=obeys)
        raise AssertionError("a try either answers or raises")

    def _follow(self, url: httpx2.URL, deadline: Deadline, *, is_list: bool, obeys: bool) -> Answer:
        """Ask for the page that redirects lead to; each step is checked like the first and carries nothing along."""
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(url, deadline, is_list=is_list, obeys=obeys)
            if answer.location is None:
                return answer
            url = checked(answer.location, base=url)
        raise FetchError(f"leads through more than {MAX_REDIRECTS} redirects")

    def _ask(self, url: httpx2.URL, deadline: Deadline, *, is_list: bool, obeys: bool) -> Answer:
        with deadline.paused():
            rules = self._robots.rules(url) if obeys else NO_RULES
        rules.check(url)
        if rules.delay > PATIENCE:
            reason = f"its site's robots.txt asks to leave {rules.delay:,.0f} seconds between two pages"
            raise FetchError(reason, "--ignore-robots asks all the same", code="robots")
        pause = max(self._settings.delay, rules.delay)
        transport = self._cached if is_list else self._plain
        headers = {**self._headers, "Cache-Control": "no-cache"} if is_list else self._headers
        host = url.host.removeprefix("www.").rstrip(".")
        with ExitStack() as held:
            with deadline.paused():
                held.enter_context(self._pace.turn(host, pause))
            try:
                return ask(url, transport, headers, deadline)
            except FetchError as error:
                if error.wait:
                    self._pace.hold(host, error.wait)
                raise


def user_agent(contact: str | None) -> str:
    """The name under which sites are asked."""
    told = f"; contact: {contact}" if contact else ""
    return f"{NAME}/{__version__} (reads press releases{told})"


def _caching(transport: httpx2.BaseTransport, path: Path) -> httpx2.BaseTransport:
    """A transport that keeps answers in a file; one without, if the file is damaged and can't be made anew."""
    for _ in range(2):
        storage = hishel.SqliteStorage(database_path=path)
        try:
            storage.get_entries("")
        except Exception:  # of another version, no database, no place
            storage.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)
        else:
            return hishel.httpx2.CacheTransport(transport, storage, rfc=hishel.CacheOptions(shared=False))
    return transport
