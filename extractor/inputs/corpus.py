"""A .jsonl corpus -> Sources: one object a line with text or html, read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.reading.decode import too_large
from extractor.reading.limits import MAX_BYTES
from extractor.release import Given, Source

_ADVICE = 'each line needs a JSON object with "text" or "html"'


def read_corpus(lines: BinaryIO, name: str) -> Iterator[Source | InputError]:
    """Yield a Source for each line of the corpus `name`, or an InputError with the line's number for a bad one.

    A line may also hold id, uri, published, publisher and title. Blank lines are skipped.
    """
    number = 0
    while line := lines.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            _skip_rest(line, lines)
            yield too_large(f"{name}#{number}")
        elif line.strip():
            yield _read_line(line, name, number)


def _skip_rest(line: bytes, lines: BinaryIO) -> None:
    while line and not line.endswith(b"\n"):
        line = lines.readline(MAX_BYTES)


def _read_line(line: bytes, name: str, number: int) -> Source | InputError:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("is no JSON object")
        return _source(row, name, number)
    except (ValueError, RecursionError) as error:
        reason = "is not JSON" if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else str(error)
        return InputError(f"{name}#{number}", "corpus", f"line {number}: {reason}", _ADVICE)


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
