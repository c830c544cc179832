"""Files that name addresses instead of holding a release: one a line, a saved feed, a saved sitemap."""

from __future__ import annotations

import csv
import os
import re

from extractor.errors import InputError
from extractor.reading.limits import MAX_BYTES
from extractor.reading.media_type import xml_root_of

LIST_SUFFIXES = (".xml", ".rss", ".atom", ".xml.gz")
_LINES_SUFFIXES = (".txt", ".csv", ".urls", ".list")
_HEAD = 4_096
_LINE = re.compile(r"https?://\S+", re.IGNORECASE)
_ADDRESS = re.compile(r'^[^\S\n]*"?https?://', re.IGNORECASE | re.MULTILINE)
_COMMENT = re.compile(r"(?:^|\s)#.*")
# Addresses hold commas of their own.
_NEXT_CELL, _NEXT_WORD = re.compile(r"[\t;,]"), re.compile(r"\t|;\s|,\s")
_DOMAIN = re.compile(
    r"(?:www\.\S+|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/\S*|(?:\d+\.){3}\d+(?::\d+)?(?:/\S*)?)", re.IGNORECASE
)
_NAMES = frozenset(["url", "urls", "uri", "address", "addresses", "link", "links", "site", "web", "website"])


def read_addresses(path: str) -> list[str | InputError] | None:
    """The addresses in a file that lists some, one a line, and an InputError for each line that is none.

    Blank lines, what stands behind a # that opens a word, and a first line of a table that names its columns are left
    out; of a table's line that column counts which is so named ("url", "website" ...), else the first. None for any
    other file, and one that can't be read.
    """
    if not path.lower().endswith(_LINES_SUFFIXES):
        return None
    try:
        # A pipe would wait for its writer, and what is read of it is gone.
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            head = _decoded(file.read(_HEAD))
            column = _column(path, head.partition("\n")[0])
            if not (column or _ADDRESS.search(head) or is_domain(head.partition("\n")[0].strip())):
                return None
            file.seek(0)
            lines = _decoded(file.read()).splitlines()
    except (OSError, ValueError):
        return None
    cells = _of_column(lines, *column) if column else _first_cells(path, lines)
    if cells and cells[0][1].lower() in _NAMES:
        del cells[0]
    found = [cell if _LINE.fullmatch(cell) else _no_address(path, number, cell) for number, cell in cells]
    # A release may name addresses too, but is no list of them.
    meant = sum(isinstance(one, str) or is_domain(cell) for one, (_, cell) in zip(found, cells, strict=True))
    return found if found and 2 * meant >= len(found) else None


def _column(path: str, head: str) -> tuple[str, int] | None:
    """What parts the cells of a table, and the place of its column of addresses, if its first line names one."""
    if path.lower().endswith(".csv"):
        for parting in ",;\t":
            names = [name.strip(' "\r').lower() for name in head.split(parting)]
            for place, name in enumerate(names):
                if name in _NAMES and len(names) > 1:
                    return parting, place
    return None


def _of_column(lines: list[str], parting: str, place: int) -> list[tuple[int, str]]:
    """The cells of a column that hold something, with the numbers of their lines."""
    rows = csv.reader(lines, delimiter=parting)
    return [(rows.line_num, row[place].strip()) for row in rows if len(row) > place and row[place].strip()]


def _first_cells(path: str, lines: list[str]) -> list[tuple[int, str]]:
    parting = _NEXT_CELL if path.lower().endswith(".csv") else _NEXT_WORD
    return [(number, cell) for number, line in enumerate(lines, 1) if (cell := _first_cell(line, parting))]


def is_domain(text: str) -> bool:
    """Whether a text looks like an address without its beginning: www.saltmere.example/news."""
    return _DOMAIN.fullmatch(text) is not None


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


def _decoded(data: bytes) -> str:
    return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace")


def _first_cell(line: str, parting: re.Pattern[str]) -> str:
    """What stands before a comment and in the first column of a table, quoted or not."""
    cell = _COMMENT.sub("", line).strip()
    if cell.startswith('"'):
        return cell[1:].partition('"')[0].strip()
    return parting.split(cell, maxsplit=1)[0].strip()


def _no_address(path: str, number: int, cell: str) -> InputError:
    return InputError(f"{path}#{number}", "address", f"{cell[:80]!r} is no address", "write it as https://...")
