"""What is kept of a collection, and what was seen and left, so that no page is asked for twice."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractor.collect.growing_lines import Line, open_lines_to_grow
from extractor.collect.page import Page
from extractor.errors import InputError, OutputError
from extractor.files import locked
from extractor.inputs.entry import Entry
from extractor.inputs.places import COLLECTED
from extractor.page_address import key_of

# After that long a page that was no release is looked at again: its site may have had a bad day.
_OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that is kept: where, and its day of issue (YYYY-MM-DD) if that could be told."""

    entry: Entry
    day: str | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A page that was asked for and not kept: why, in the words of an InputError, its day of issue, and when."""

    code: str
    reason: str
    advice: str
    day: str | None
    fetched_at: str

    @property
    def is_old(self) -> bool:
        """Whether it was so long ago that the page may be another by now."""
        return datetime.now(UTC) - datetime.fromisoformat(self.fetched_at) > _OLD

    def of(self, address: str) -> InputError:
        """The error of an input."""
        return InputError(address, self.code, self.reason, self.advice)


class Keep(ABC):
    """Keeps pages, and tells in a folder of each; a context manager, which threads may share.

    folder: for the index, made if need be; errors: a file for what goes wrong; cache: one in which lists may be kept
    for as long as their servers allow. Opening it raises UsageError if another process holds it, OutputError if it
    can't be written.
    """

    def __init__(self, folder: Path, errors: Path) -> None:
        self.folder, self.errors, self.cache = folder, errors, folder / ".cache" / "lists.sqlite"
        self._lock = threading.Lock()
        self._known: dict[str, Kept | PassedOver] = {}
        self._held = ExitStack()

    @abstractmethod
    def _write(self, page: Page) -> dict[str, Any]:
        """Write a page, so that it is on the disk as this returns; what its line in the index tells of where it is."""

    @abstractmethod
    def _entry(self, line: Line) -> Entry:
        """Where the page is of which a line of the index tells."""

    @abstractmethod
    def _mend(self) -> None:
        """Set right what is kept, held but not read yet. Raises OutputError."""

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError.of(self.folder, error) from error
        with ExitStack() as held:
            held.enter_context(locked(self.folder / ".lock", self.folder))
            self._mend()
            self._kept = held.enter_context(open_lines_to_grow(self.folder / COLLECTED))
            self._passed_over = held.enter_context(open_lines_to_grow(self.folder / "passed-over.jsonl"))
            self._redirects = held.enter_context(open_lines_to_grow(self.folder / "redirects.jsonl"))
            try:
                self._recall()
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise OutputError(
                    f"the index in {self.folder} is damaged or edited; give another name to -o"
                ) from error
            self._held = held.pop_all()
        return self

    def _recall(self) -> None:
        for line in self._passed_over.lines:
            self._learn(line, PassedOver(**{name: line.row[name] for name in PassedOver.__slots__}))
        for line in self._kept.lines:
            self._learn(line, Kept(self._entry(line), line.row["day"]))
        for line in self._redirects.lines:
            if what := self._known.get(key_of(line.row["address"])):
                self._known[key_of(line.row["uri"])] = what

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    @property
    def pages(self) -> int:
        """How many pages are kept."""
        return self._kept.count

    def find(self, address: str) -> Kept | PassedOver | None:
        """What became of an address, None if it was never asked for."""
        with self._lock:
            return self._known.get(key_of(address))

    def keep(self, page: Page, day: str | None) -> Kept:
        """Keep a page; it is on the disk as this returns. Raises OutputError."""
        with self._lock:
            line = self._kept.add({**_row(page), "day": day, **self._write(page)})
            kept = Kept(self._entry(line), day)
            self._learn(line, kept)
        return kept

    def pass_over(self, page: Page, error: InputError, day: str | None) -> PassedOver:
        """Remember a page that is not kept. Raises OutputError."""
        why = PassedOver(error.code, error.reason, error.advice, day, page.answer.fetched_at)
        with self._lock:
            row = {"uri": page.address, "address": page.answer.address, **asdict(why)}
            self._learn(self._passed_over.add(row), why)
        return why

    def redirect(self, address: str, target: str) -> None:
        """Remember that an address leads to a page that is known. Raises OutputError."""
        with self._lock:
            self._redirects.add({"uri": address, "address": target})
            self._known[key_of(address)] = self._known[key_of(target)]

    def _learn(self, line: Line, what: Kept | PassedOver) -> None:
        for address in (line.row["uri"], line.row["address"]):
            self._known[key_of(address)] = what


def _row(page: Page) -> dict[str, Any]:
    answer = page.answer
    return {
        "uri": page.address,
        "address": answer.address,
        "status": answer.status,
        "fetched_at": answer.fetched_at,
        "media_type": answer.media_type,
        "charset": answer.charset,
        "hint": asdict(page.hint) if page.hint else None,
    }
