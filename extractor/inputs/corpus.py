"""A .jsonl corpus -> Sources: one object a line with text or html, read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.entry import Entry, read_line
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.release import Given, Source

_ADVICE = 'each line needs a JSON object with "text" or "html", and strings as values'


def list_lines(lines: BinaryIO, place: str) -> Iterator[Entry]:
    """Yield where each line of a corpus stands and what it is known by. Blank lines are skipped."""
    number = offset = 0
    while True:
        length, version, kept = read_line(lines, MAX_BYTES + 1)
        if not length:
            return
        number += 1
        if kept.strip():
            yield Entry(place, number, offset, length, version=version)
        offset += length


def read_corpus_line(line: bytes, name: str, number: int) -> Source | InputError:
    """The release that a line of the corpus `name` holds, or an InputError whose uri has the line's number.

    A line may also hold id, uri, published, publisher and title.
    """
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("is no JSON object")
        return _source(row, name, number)
    except (ValueError, RecursionError) as error:
        reason = "is not JSON" if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else str(error)
        return InputError(f"{name}#{number}", "corpus", reason, _ADVICE)


def line_too_large(name: str, number: int) -> InputError:
    """Why a line is not even read."""
    return too_large(f"{name}#{number}")


def _source(row: dict[str, object], name: str, number: int) -> Source:
    """The source that a line's object holds; html goes first, for it tells more. Raises ValueError."""
    html, text = _string(row, "html"), _string(row, "text")
    content = html or text
    if content is None:
        raise ValueError("holds neither text nor html")
    given = Given(
        id=_string(row, "id"),
        title=_string(row, "title"),
        published=_string(row, "published"),
        publisher=_string(row, "publisher"),
    )
    return Source(
        uri=_string(row, "uri") or f"{name}#{given.id or number}",
        data=content.encode("utf-8", "replace"),
        media_type="text/html" if html else None,
        charset="utf-8",
        given=given,
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
