"""Where words stand in a text of a test."""

from __future__ import annotations

from extractor.record import Mention


def mention_in(text: str, words: str, nth: int = 0) -> Mention:
    """The words where they stand in the text, counted from 0. Raises ValueError if they don't stand so often."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Mention.of(text, start, start + len(words))
