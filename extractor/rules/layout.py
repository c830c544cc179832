"""The paragraphs of a release and their sentences by place."""

from __future__ import annotations

from bisect import bisect_right
from textwrap import shorten

from extractor.kinds import Kind
from extractor.record import Paragraph
from extractor.release import Release
from extractor.rules.sentences import sentence_at

_SPEECH_KINDS = frozenset({Kind.BODY, Kind.BLOCK_QUOTE, Kind.LIST_ITEM, Kind.NOTES})
_SHOWN = 60


def holds_speech(paragraph: Paragraph) -> bool:
    """Whether somebody's words may stand in a paragraph of that kind; titles and contacts hold none."""
    return paragraph.kind in _SPEECH_KINDS


class Layout:
    """Where the paragraphs and sentences of one release begin and end."""

    def __init__(self, release: Release) -> None:
        self._text = release.text
        self.paragraphs = release.paragraphs
        self._starts = [paragraph.start for paragraph in release.paragraphs]
        # Cut once: a string that is asked about again has its hash already.
        self._texts = {one.start: release.text[one.start : one.end] for one in release.paragraphs}

    def number_at(self, at: int) -> int | None:
        """The number of the paragraph that holds the character at `at`."""
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self.paragraphs[number].end else None

    def paragraph(self, number: int) -> Paragraph | None:
        """The paragraph of that number, None before the first and behind the last."""
        return self.paragraphs[number] if 0 <= number < len(self.paragraphs) else None

    def text_of(self, paragraph: Paragraph) -> str:
        """The characters of a paragraph."""
        return self._texts[paragraph.start]

    def shown(self, start: int, end: int) -> str:
        """The beginning of `text[start:end]`, to whole words, as messages show it."""
        return shorten(self._text[start : min(end, start + 3 * _SHOWN)], _SHOWN, placeholder="…")

    def sentence(self, paragraph: Paragraph, at: int) -> tuple[int, int]:
        """Start and end of the sentence of the paragraph that holds the character at `at`."""
        begin, end = sentence_at(self.text_of(paragraph), at - paragraph.start)
        return paragraph.start + begin, paragraph.start + end

    def last_sentence(self, paragraph: Paragraph) -> int:
        """Where the last sentence of a paragraph begins."""
        return self.sentence(paragraph, paragraph.end - 1)[0]
