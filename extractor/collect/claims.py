"""What only one thread at a time may do: have one page, and take the memory that a page takes as it is parsed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

# A page of a few megabytes can take a hundred times as much while it is a tree.
PARSING = threading.Lock()


class Claims:
    """Holds names, each for one thread at a time."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._waiting: Counter[str] = Counter()

    @contextmanager
    def claim(self, name: str) -> Iterator[None]:
        """Wait for a name, and hold it within the block."""
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
            self._waiting[name] += 1
        try:
            with lock:
                yield
        finally:
            with self._guard:
                self._waiting[name] -= 1
                if not self._waiting[name]:
                    del self._waiting[name], self._locks[name]
