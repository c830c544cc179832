"""What is kept of a collection, and what was seen and left, so that no page is asked for twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from extractor.collect.page import Page
from extractor.inputs.entry import Entry


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that is kept: where, and its day of issue (YYYY-MM-DD) if that could be told."""

    entry: Entry
    day: str | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A page that was asked for and not kept: why, in the words of an InputError, and its day of issue if for that."""

    code: str
    reason: str
    advice: str = ""
    day: str | None = None


class Keep(Protocol):
    """Keeps pages; a context manager, which threads may share.

    cache: a file in which lists may be kept for as long as their servers allow; errors: one for what went wrong.
    """

    @property
    def cache(self) -> Path:
        """Where the cache is."""
        ...

    @property
    def errors(self) -> Path:
        """Where the file of errors is."""
        ...

    def __enter__(self) -> Self:
        """Open what is there."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        ...

    def find(self, address: str) -> Kept | PassedOver | None:
        """What became of an address, None if it was never asked for."""
        ...

    def keep(self, page: Page, day: str | None) -> Kept:
        """Keep a page; it is on the disk as this returns. Raises OutputError."""
        ...

    def pass_over(self, page: Page, why: PassedOver) -> None:
        """Remember a page that is not kept. Raises OutputError."""
        ...
