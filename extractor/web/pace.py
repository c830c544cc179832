"""One request at a time to each host, and a pause after it, however many threads ask."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from extractor.web.errors import FetchError

# A server that asks for more is not waited for: seconds.
PATIENCE = 300.0


class StoppedError(Exception):
    """Whoever waited is not waited for any more."""


@dataclass(slots=True)
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended_at: float = float("-inf")
    held_until: float = float("-inf")


class Pace:
    """Gives turns; `stop` ends all waiting."""

    def __init__(self) -> None:
        self._turns: defaultdict[str, _Turn] = defaultdict(_Turn)
        self._guard = threading.Lock()
        self._stopped = threading.Event()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for one's turn, `delay` seconds after the end of the one before, and hold it within the block.

        Raises FetchError if the server has asked to wait for longer than PATIENCE, StoppedError once stopped.
        """
        turn = self._turn(host)
        with turn.lock:
            self._wait(max(turn.held_until, turn.ended_at + delay) - time.monotonic())
            try:
                yield
            finally:
                turn.ended_at = time.monotonic()

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn for so many seconds, as the server of a host has asked."""
        turn = self._turn(host)
        turn.held_until = max(turn.held_until, time.monotonic() + seconds)

    def stop(self) -> None:
        """End all waiting, and give no turn any more."""
        self._stopped.set()

    def _turn(self, host: str) -> _Turn:
        with self._guard:
            return self._turns[host]

    def _wait(self, seconds: float) -> None:
        if seconds > PATIENCE:
            reason = f"its server asks to be left alone for {seconds:,.0f} seconds"
            raise FetchError(reason, "give the same command again after that")
        if self._stopped.wait(max(0.0, seconds)):
            raise StoppedError
