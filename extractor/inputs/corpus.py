"""A .jsonl corpus -> Sources: one object a line with text, html or the name of a file, read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from posixpath import splitext
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.containers import Container
from extractor.inputs.entry import Entry, read_line
from extractor.inputs.places import uri_of
from extractor.inputs.row_file import read_row_file
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.reading.media_type import HTML, MARKDOWN
from extractor.release import Given, Hint, Source

_OF_RECORDS = "look at records with extractor review, export or summary"
_ADVICE = 'each line needs a JSON object with "text", "html" or "file", and strings as values'
_TYPES: dict[str, str] = {".html": HTML, ".htm": HTML, ".md": MARKDOWN}


def list_lines(lines: BinaryIO, place: str) -> Iterator[Entry | InputError]:
    """Yield where each line of a corpus stands and what it is known by. Blank lines are skipped."""
    number = offset = 0
    while True:
        length, version, kept = read_line(lines, MAX_BYTES + 1)
        if not length:
            return
        number += 1
        if length > MAX_BYTES:
            yield too_large(f"{uri_of(place)}#{number}")
        elif kept.strip():
            yield Entry(place, number, offset, length, version=version)
        offset += length


def read_corpus_line(line: bytes, entry: Entry) -> Source | InputError:
    """The release that a line of a corpus holds, or an InputError whose uri has the line's number.

    A line may also hold id, uri, published, publisher, title and a hint; one that names a file media_type, charset,
    fetched_at and sha256.
    """
    name = uri_of(entry.place)
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("is no JSON object")
        if "schema_version" in row:
            raise InputError(f"{name}#{entry.number}", "corpus", "is a record already", _OF_RECORDS)
        return _source(row, entry.place, f"{name}#{_string(row, 'id') or entry.number}")
    except InputError as error:
        return error
    except (ValueError, RecursionError) as error:
        reason = "is not JSON" if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else str(error)
        return InputError(f"{name}#{entry.number}", "corpus", reason, _ADVICE)


def read_hint(value: object) -> Hint | None:
    """What a row or header tells of how a release was found: None, or an object. Raises ValueError."""
    if value is None:
        return None
    found_in = _string(value, "found_in") if isinstance(value, dict) else None
    if not isinstance(value, dict) or found_in is None:
        raise ValueError('"hint" is no object with "found_in"')
    return Hint(found_in, *(_string(value, key) for key in ("title", "published", "publisher")))


def _source(row: dict[str, object], place: str, name: str) -> Source:
    """The source that a line's object holds; html goes first, for it tells more. Raises ValueError or InputError."""
    html, text, file = _string(row, "html"), _string(row, "text"), _string(row, "file")
    content = html or text
    if content is None and file is None:
        raise ValueError("holds neither text nor html, nor the name of a file")
    source = Source(
        uri=_string(row, "uri") or name,
        data=(content or "").encode("utf-8", "replace"),
        media_type=HTML if html else None,
        charset="utf-8",
        given=Given(
            id=_string(row, "id"),
            title=_string(row, "title"),
            published=_string(row, "published"),
            publisher=_string(row, "publisher"),
        ),
        hint=read_hint(row.get("hint")),
    )
    return _of_file(source, row, place, file) if content is None and file is not None else source


def _of_file(source: Source, row: dict[str, object], place: str, file: str) -> Source:
    """The source with the content of the file that its row names, and what the row tells of it."""
    return replace(
        source,
        data=read_row_file(place, file, _string(row, "sha256")),
        media_type=_string(row, "media_type") or _TYPES.get(splitext(file)[1].lower()),
        charset=_string(row, "charset"),
        fetched_at=_string(row, "fetched_at"),
    )


def _string(row: dict[str, object], key: str) -> str | None:
    value = row.get(key)
    if isinstance(value, int) and key == "id":
        return str(value)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{key}" is no string')
    # Half a surrogate pair is valid in JSON, but no character: no record could be written with it.
    value = value.encode("utf-8", "replace").decode("utf-8") if value else None
    return value if value and value.strip() else None


CONTAINER = Container(list_lines, read_corpus_line, MAX_BYTES)
