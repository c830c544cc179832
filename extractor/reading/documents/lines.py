"""What every document comes to, whatever its format: paragraphs with the look of their letters."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import InputError
from extractor.record import Problem, Removed
from extractor.release import Block


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a document, the size of its letters in any unit (0 for the usual one), and whether it is bold."""

    block: Block
    size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a document holds: its paragraphs; the lines at the head of its first page; those that run from page to
    page; its footnotes; the title and company that its properties name; what is not shown of it.
    """

    lines: tuple[Line, ...]
    head: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    notes: tuple[Block, ...] = ()
    title: str | None = None
    publisher: str | None = None
    removed: tuple[Removed, ...] = ()
    problems: tuple[Problem, ...] = ()


def reader_missing(uri: str, what: str) -> InputError:
    """The error for a document whose reader is not installed."""
    reason = f"is {what}, and its reader is not installed"
    return InputError(uri, "reader_missing", reason, "in extractor's folder: pip install '.[documents]'")
