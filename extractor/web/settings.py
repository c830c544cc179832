"""How the web is asked: whom, how often, for how long, and under which name."""

from __future__ import annotations

from dataclasses import dataclass

DELAY = 1.0
DEADLINE = 30.0


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What a user may decide.

    allow_hosts: hosts that may be private; delay: seconds between two requests to a host, robots.txt may ask for more;
    deadline: seconds that one page may take in all, waiting for one's turn apart; contact: mail address or page of
    whoever asks, told to every site; ignore_robots: ask for pages that robots.txt forbids too.
    """

    allow_hosts: frozenset[str] = frozenset()
    delay: float = DELAY
    deadline: float = DEADLINE
    contact: str | None = None
    ignore_robots: bool = False
