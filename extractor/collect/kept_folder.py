"""Pages kept in a folder: each in a file of its own below its host, and collected.jsonl, which tells of all."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path, PurePosixPath
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from extractor.collect.growing_lines import Line
from extractor.collect.kept import Keep
from extractor.collect.page import Page
from extractor.errors import OutputError, UsageError
from extractor.files import commit
from extractor.inputs.entry import Entry, hash_of
from extractor.inputs.places import COLLECTED
from extractor.reading.media_type import DOCX, MARKDOWN, PDF, PLAIN

_ENDINGS: dict[str, str] = {PDF: ".pdf", DOCX: ".docx", PLAIN: ".txt", MARKDOWN: ".md"}
_UNSAFE_IN_HOST = re.compile(r"[^a-z0-9.]+")
_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_HOST, _LONGEST = 100, 60


class KeptFolder(Keep):
    """A folder of pages, which is a corpus: `extractor run FOLDER` reads it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, folder / "errors.jsonl")

    def __enter__(self) -> Self:
        if self.folder.is_dir() and not (self.folder / COLLECTED).exists() and any(self.folder.iterdir()):
            raise UsageError(f"{self.folder} holds other files, and no collection; give a new folder to -o")
        return super().__enter__()

    def _mend(self) -> None:
        """Take pages whose files are gone out of the index, so that they are asked for again."""
        index = self.folder / COLLECTED
        lines = index.read_bytes().splitlines(keepends=True) if index.exists() else []
        left = [line for line in lines if self._has_page(line)]
        if len(left) < len(lines):
            commit(str(index), b"".join(left))

    def _has_page(self, line: bytes) -> bool:
        try:
            return bool((self.folder / json.loads(line)["file"]).exists())
        except (ValueError, KeyError, TypeError, RecursionError):
            return True  # told when the index is read

    def _write(self, page: Page) -> dict[str, Any]:
        name = file_name(page.address, page.answer.media_type)
        path = self.folder / name
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError.of(path, error) from error
        commit(str(path), page.answer.body)
        return {"file": name, "sha256": hash_of(page.answer.body).removeprefix("sha256:")}

    def _entry(self, line: Line) -> Entry:
        return Entry(str(self.folder / COLLECTED), line.number, line.offset, line.length, version=line.version)


def file_name(address: str, media_type: str | None) -> str:
    """The name of a page's file, below a folder: its host and the end of its path, of harmless characters alone.

    Eight digits of a hash of the address make it the only one of that name.
    """
    parts = urlsplit(address)
    host = _UNSAFE_IN_HOST.sub("-", (parts.hostname or "").lower()).strip("-.")[-_LONGEST_HOST:].lstrip("-.")
    slug = _UNSAFE.sub("-", unquote(PurePosixPath(parts.path).stem).lower()).strip("-")[:_LONGEST].strip("-")
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{host or 'site'}/{slug or 'page'}-{digest}{_ENDINGS.get(media_type or '', '.html')}"
