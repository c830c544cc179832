"""Pages kept in a folder: each in a file of its own below its host, and collected.jsonl, which tells of all."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from extractor.collect.growing_lines import Line, open_lines_to_grow
from extractor.collect.kept import Kept, PassedOver
from extractor.collect.page import Page, key_of
from extractor.errors import OutputError
from extractor.files import commit, locked
from extractor.inputs.places import COLLECTED
from extractor.inputs.entry import Entry, hash_of

PASSED_OVER = "passed-over.jsonl"
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_UNSAFE_IN_HOST = re.compile(r"[^a-z0-9.]+")
_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


class KeptFolder:
    """A folder of pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._known: dict[str, Kept | PassedOver] = {}
        self._held = ExitStack()
        self.cache = folder / ".cache"
        self.errors = folder / "errors.jsonl"

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError.of(self._folder, error) from error
        self._held.enter_context(locked(self._folder / ".lock", self._folder))
        self._kept = self._held.enter_context(open_lines_to_grow(self._folder / COLLECTED))
        self._passed_over = self._held.enter_context(open_lines_to_grow(self._folder / PASSED_OVER))
        for line in self._passed_over.lines:
            self._learn(line.row, PassedOver(**{name: line.row[name] for name in PassedOver.__slots__}))
        for line in self._kept.lines:
            self._learn(line.row, self._of(line))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def find(self, address: str) -> Kept | PassedOver | None:
        """What became of an address, None if it was never asked for."""
        with self._lock:
            return self._known.get(key_of(address))

    def keep(self, page: Page, day: str | None) -> Kept:
        """Write a page to a file and tell of it in the index. Raises OutputError."""
        name = file_name(page.address, page.answer.media_type)
        path = self._folder / name
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError.of(path, error) from error
        commit(str(path), page.answer.body)
        with self._lock:
            line = self._kept.add(_row(page, name, day))
            kept = self._of(line)
            self._learn(line.row, kept)
        return kept

    def pass_over(self, page: Page, why: PassedOver) -> None:
        """Remember a page that is not kept. Raises OutputError."""
        with self._lock:
            line = self._passed_over.add({"uri": page.address, "address": page.answer.address, **asdict(why)})
            self._learn(line.row, why)

    def _learn(self, row: dict[str, Any], what: Kept | PassedOver) -> None:
        for address in (row["uri"], row["address"]):
            self._known[key_of(address)] = what

    def _of(self, line: Line) -> Kept:
        place = os.path.join(self._folder, COLLECTED)
        return Kept(Entry(place, line.number, line.offset, line.length, version=line.version), line.row["day"])


def file_name(address: str, media_type: str | None) -> str:
    """The name of a page's file, below a folder: its host and the end of its path, of harmless characters alone.

    Eight digits of a hash of the address make it the only one of that name.
    """
    parts = urlsplit(address)
    host = _UNSAFE_IN_HOST.sub("-", (parts.hostname or "").lower()).strip("-.")[-100:].lstrip("-.") or "site"
    slug = _UNSAFE.sub("-", unquote(PurePosixPath(parts.path).stem).lower()).strip("-")[:_LONGEST].strip("-")
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{host}/{slug or 'page'}-{digest}{_ENDINGS.get(media_type or '', '.html')}"


def _row(page: Page, name: str, day: str | None) -> dict[str, Any]:
    answer, hint = page.answer, page.hint
    return {
        "uri": page.address,
        "address": answer.address,
        "file": name,
        "media_type": answer.media_type,
        "charset": answer.charset,
        "status": answer.status,
        "fetched_at": answer.fetched_at,
        "sha256": hash_of(answer.body).removeprefix("sha256:"),
        "day": day,
        "hint": {"found_in": hint.found_in, "title": hint.title, "published": hint.published} if hint else None,
    }
