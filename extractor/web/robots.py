"""What a site asks of robots: which pages to leave, how long to wait, where its sitemaps are (RFC 9309)."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2
from protego import Protego

from extractor.web.answer import Answer
from extractor.web.errors import FetchError

NAME = "extractor"
# More need not be read by RFC 9309, 2.5.
_MOST = 512_000


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site for us; `failure` tells why they can't be had, and then nothing may be asked."""

    rules: Protego
    failure: FetchError | None = None

    def check(self, url: httpx2.URL) -> None:
        """Raise FetchError if the site asks that this page be left."""
        if self.failure is not None:
            if self.failure.is_of_host:
                raise self.failure
            if not self.failure.is_answer:
                raise FetchError(f"robots.txt of its site {self.failure.reason}", self.failure.advice)
            reason = f"its site's robots.txt can't be had ({self.failure.reason}), so that nothing may be asked"
            raise FetchError(reason, "try again later; --ignore-robots asks all the same", code="robots")
        if not self.rules.can_fetch(str(url), NAME):
            reason = "its site's robots.txt asks programs to leave it"
            raise FetchError(reason, "--ignore-robots asks all the same", code="robots")

    @property
    def delay(self) -> float:
        """Seconds that the site asks to leave between two requests."""
        rate = self.rules.request_rate(NAME)
        pause = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(0.0, self.rules.crawl_delay(NAME) or 0.0, pause)

    @property
    def sitemaps(self) -> list[str]:
        """Where the site has its sitemaps, as it writes it."""
        return list(self.rules.sitemaps)


NO_RULES = Rules(Protego.parse(""))


@dataclass(slots=True)
class _Known:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None


class Robots:
    """The rules of sites, each asked for once. `get` asks an address without looking at rules."""

    def __init__(self, get: Callable[[str], Answer]) -> None:
        self._get = get
        self._known: defaultdict[tuple[str, str, int | None], _Known] = defaultdict(_Known)
        self._guard = threading.Lock()

    def rules(self, url: httpx2.URL) -> Rules:
        """The rules of the site of an address."""
        with self._guard:
            known = self._known[url.scheme, url.host, url.port]
        with known.lock:
            if known.rules is None:
                known.rules = self._read(str(url.copy_with(raw_path=b"/robots.txt", fragment=None)))
            return known.rules

    def _read(self, address: str) -> Rules:
        try:
            answer = self._get(address)
        except FetchError as error:
            # A site without a robots.txt allows all; one that can't tell now allows nothing (RFC 9309, 2.3.1).
            has_none = error.is_answer and not error.is_passing
            return NO_RULES if has_none else Rules(NO_RULES.rules, error)
        return Rules(Protego.parse(answer.body[:_MOST].decode("utf-8", "replace").removeprefix("\ufeff")))
