"""Many addresses at once: each host has a thread of its own, and what comes is handed on in the order of the inputs."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from extractor.collect.crawl import Crawl
from extractor.errors import ExtractorError, InputError, fault
from extractor.inputs.entry import Entry
from extractor.page_address import site_of
from extractor.web.client import Client
from extractor.web.pace import StoppedError

# Hosts that are asked at the same time.
HOSTS = 16
# Seconds that threads may take to end; one that waits for a server is left behind.
_END = 0.5

_Outcome = Entry | InputError
# What a thread says: an outcome; None at the end of an address; or what went wrong, to be raised where it is heard.
_Word = _Outcome | BaseException | None


class Collector:
    """Visits addresses ahead of whoever takes what they lead to; a context manager, at whose end it stops.

    addresses: those that will be asked for; others may be, and are visited then.
    """

    def __init__(self, client: Client, crawl: Crawl, addresses: Iterable[str]) -> None:
        self._client, self._crawl = client, crawl
        self._words: dict[str, SimpleQueue[_Word]] = {address: SimpleQueue() for address in addresses}
        self._given: set[Entry | str] = set()
        self._places = threading.Semaphore(HOSTS)
        hosts: defaultdict[str | None, list[tuple[str, SimpleQueue[_Word]]]] = defaultdict(list)
        for address, words in self._words.items():
            hosts[site_of(address)].append((address, words))
        self._threads = [threading.Thread(target=self._visit_all, args=[own], daemon=True) for own in hosts.values()]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.stop()
        end = time.monotonic() + _END
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def visit(self, address: str, data: bytes | None = None) -> Iterator[_Outcome]:
        """The releases that an address leads to, each page the first time only, and what went wrong, likewise.

        data: the content of a file that is a list; `address` is then its path.

        Raises OutputError if they can't be kept.
        """
        words = self._words.pop(address, None)
        for outcome in self._visit(address, data) if words is None else _heard(words):
            told = str(outcome) if isinstance(outcome, InputError) else outcome
            if told not in self._given:
                self._given.add(told)
                yield outcome

    def _visit_all(self, addresses: list[tuple[str, SimpleQueue[_Word]]]) -> None:
        with self._places:
            for address, words in addresses:
                try:
                    for outcome in self._visit(address, None):
                        words.put(outcome)
                    words.put(None)
                except BaseException as error:  # whatever it is, whoever waits for words must not wait for ever
                    words.put(error)

    def _visit(self, address: str, data: bytes | None) -> Iterator[_Outcome]:
        """What an address leads to; a fault of ours ends what it leads to, and nothing else."""
        try:
            yield from self._crawl.visit(address, data)
        except (ExtractorError, StoppedError):
            raise
        except Exception as error:
            yield fault(address, error)


def _heard(words: SimpleQueue[_Word]) -> Iterator[_Outcome]:
    while (word := words.get()) is not None:
        if isinstance(word, InputError) or not isinstance(word, BaseException):
            yield word
        else:
            raise word
