"""What stands around a place in a text, and where words stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.evaluation.fold import words
from extractor.evaluation.verdicts import Span

_WIDTH = 60
_WORDS_SOUGHT = 8


@dataclass(frozen=True, slots=True)
class Context:
    """A place in a record's text with some 60 characters on either side of it."""

    start: int
    end: int
    before: str
    text: str
    after: str


def around(text: str, span: Span) -> Context:
    """The context of a place."""
    start, end = span
    return Context(start, end, text[max(0, start - _WIDTH) : start], text[start:end], text[end : end + _WIDTH])


def locate(text: str, sought: str) -> Span | None:
    """Where the first words of what is sought first stand in the text, whatever is between them; None if nowhere."""
    beginning = words(sought)[:_WORDS_SOUGHT]
    if not beginning:
        return None
    pattern = r"\W+".join(map(re.escape, beginning))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None
