"""How much one release may hold: more is a book, a data set or an attack, and would hold up the batch."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from extractor.errors import InputError

Item = TypeVar("Item")

MAX_BYTES = 10_000_000
MAX_CHARACTERS = 1_000_000
MAX_ELEMENTS = 300_000
MAX_PARAGRAPHS = 20_000


class TooLargeError(ValueError):
    """A text that is longer than any release; the message tells by which measure."""


def bounded(paragraphs: Iterable[Item]) -> list[Item]:
    """The paragraphs, all of them, unless they are more than MAX_PARAGRAPHS: then raises TooLargeError at once."""
    found = list(islice(paragraphs, MAX_PARAGRAPHS + 1))
    if len(found) > MAX_PARAGRAPHS:
        raise TooLargeError(f"has more than {MAX_PARAGRAPHS:,} paragraphs")
    return found


def check_length(text: str) -> str:
    """The text itself; raises TooLargeError if it has more than MAX_CHARACTERS."""
    if len(text) > MAX_CHARACTERS:
        raise TooLargeError(f"has more than {MAX_CHARACTERS:,} characters of text")
    return text


def too_large(uri: str) -> InputError:
    """The error for an input of more than MAX_BYTES."""
    limit = f"{MAX_BYTES // 1_000_000} MB"
    return InputError(uri, "too_large", f"has more than {limit}", "split it: one release a file, or a .jsonl corpus")
