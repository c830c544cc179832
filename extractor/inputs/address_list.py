"""Files that name addresses instead of holding a release: one address a line, a saved feed, a saved sitemap."""

from __future__ import annotations

import os
import re

from extractor.reading.limits import MAX_BYTES
from extractor.reading.media_type import xml_root_of

LIST_SUFFIXES = (".xml", ".rss", ".atom", ".xml.gz")
_LINES_SUFFIXES = (".txt", ".csv", ".urls", ".list")
_HEAD = 4_096
_LINE = re.compile(r"https?://\S+", re.IGNORECASE)


def read_addresses(path: str) -> list[str] | None:
    """The addresses in a file that holds one a line, and nothing else but blank lines and lines that begin with #.

    None for any other file, and one that can't be read.
    """
    if not path.lower().endswith(_LINES_SUFFIXES):
        return None
    try:
        # A pipe would wait for its writer, and what is read of it is gone.
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            head = file.read(_HEAD)
            if not _starts_with_address(head):
                return None
            lines = _lines(head + file.read(MAX_BYTES))
    except (OSError, ValueError):
        return None
    return lines if all(map(_LINE.fullmatch, lines)) else None


def list_in_file(path: str) -> bytes | None:
    """The content of a file that is a feed or a sitemap; None for any other file, and one that can't be read."""
    if not path.lower().endswith(LIST_SUFFIXES):
        return None
    try:
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return None
    is_list = path.lower().endswith(".gz") or xml_root_of(data[:_HEAD].decode("utf-8", "replace")) is not None
    return data if is_list and len(data) <= MAX_BYTES else None


def _starts_with_address(head: bytes) -> bool:
    lines = _lines(head)
    return bool(lines) and _LINE.match(lines[0]) is not None


def _lines(data: bytes) -> list[str]:
    lines = (line.strip() for line in data.decode("utf-8-sig", "replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
