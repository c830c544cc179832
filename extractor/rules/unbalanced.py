"""Marks without a partner: speech that one pair of marks holds over paragraphs, or that lacks its opening mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.record import Problem
from extractor.rules.cues import CUE
from extractor.rules.expression import Expression
from extractor.rules.layout import Layout, holds_speech
from extractor.rules.marks import Stretch, opens_with_mark, stray_close
from extractor.rules.speech import is_first_person

ADDRESS = r"@|\bwww\.|\b\d{3,5}[ -]\d{3}"
"""A regular expression for what nobody speaks: an address, a telephone number."""

# A typist who opens a speech once and closes it paragraphs later; what runs on for longer was never closed.
_REACH = 8
_COLON = re.compile(r"(?<=\w):\s+(?=\S)")
# What tells that the writer speaks: a cue with its colon, an address, a telephone number.
_TOLD = Expression(rf"{CUE.pattern}\s*:|{ADDRESS}")
_CUE_SPAN = 60


def mended(layout: Layout, found: Sequence[list[Stretch]]) -> tuple[list[list[Stretch]], list[Problem]]:
    """The stretches of each paragraph, as places in the whole text, with what unbalanced marks hold; and what was odd.

    An opening mark without a close runs to the end of its paragraph: by convention, if the next one opens too. If
    none opens until a paragraph closes, all in between is speech. A mark that only closes ends what begins
    its paragraph.
    """
    return _Mender(layout, found).mend()


@dataclass(slots=True)
class _Mender:
    layout: Layout
    found: Sequence[list[Stretch]]

    def mend(self) -> tuple[list[list[Stretch]], list[Problem]]:
        mended, problems = [list(stretches) for stretches in self.found], []
        number = 0
        while number < len(mended):
            end = number + 1
            if mended[number] and not mended[number][-1].closed and not self._opens(end):
                for end, further in self._run(number):
                    mended[end] = [further, *mended[end]]
                problems.append(self._problem("unclosed_mark", mended[number][-1], "no mark closes in its paragraph"))
            elif mended[number] == self.found[number] and (stretch := self._unopened(number)) is not None:
                mended[number] = [stretch, *mended[number]]
                problems.append(self._problem("unopened_mark", stretch, "has no opening mark"))
            number = max(end, number + 1)
        return mended, problems

    def _opens(self, number: int) -> bool:
        paragraph = self.layout.paragraph(number)
        return paragraph is not None and holds_speech(paragraph) and opens_with_mark(self.layout.text_of(paragraph))

    def _run(self, number: int) -> Iterator[tuple[int, Stretch]]:
        """The paragraphs below an unclosed mark up to the one that closes, if there is one, as stretches."""
        run = []
        for below in range(number + 1, min(number + 1 + _REACH, len(self.found))):
            paragraph = self.layout.paragraphs[below]
            close = self._stray_close(below)
            if not holds_speech(paragraph) or (close is None and self.found[below]) or self._is_told(below, close):
                return
            stop = paragraph.end if close is None else close
            run.append((below, Stretch(paragraph.start, stop, paragraph.start, stop, False, False)))
            if close is not None:
                run[-1] = (below, Stretch(paragraph.start, stop, paragraph.start, stop + 1, True, False))
                yield from run
                return

    def _is_told(self, number: int, close: int | None) -> bool:
        """Whether a paragraph is the writer's: it tells of a speaker, or its mark closes no sentence."""
        paragraph = self.layout.paragraphs[number]
        text = self.layout.text_of(paragraph)
        if close is None:
            return _TOLD.search(text) is not None
        at = close - paragraph.start
        ends_speech = text[at - 1 : at] in {".", ",", "!", "?", "…", "’", "'"}
        ends = ends_speech and (not text[at + 1 :].strip() or CUE.search(text, at + 1, at + 1 + _CUE_SPAN) is not None)
        return not ends or _TOLD.search(text, 0, at) is not None

    def _stray_close(self, number: int) -> int | None:
        """Where a mark closes, before any opens, what the paragraph of that number did not open."""
        paragraph = self.layout.paragraphs[number]
        at = stray_close(self.layout.text_of(paragraph))
        return None if at is None else paragraph.start + at

    def _unopened(self, number: int) -> Stretch | None:
        """The speech that begins a paragraph, or stands behind `X said:` in it, and has a closing mark alone."""
        paragraph = self.layout.paragraphs[number]
        close = self._stray_close(number) if holds_speech(paragraph) else None
        if close is None or any(stretch.outer_start <= close for stretch in self.found[number]):
            return None
        text = self.layout.text_of(paragraph)
        at = close - paragraph.start
        colons = _COLON.finditer(text, 0, at)
        start = next((colon.end() for colon in colons if _is_behind_cue(text, colon.start())), 0)
        said, behind = text[start:at], text[at + 1 : at + 1 + _CUE_SPAN]
        if start == 0 and (CUE.search(said) or not (is_first_person(said) or CUE.search(behind))):
            return None
        start += paragraph.start
        return Stretch(start, close, start, close + 1, True, False)

    def _problem(self, code: str, stretch: Stretch, what: str) -> Problem:
        shown = self.layout.shown(stretch.start, stretch.end)
        return Problem(stage="quotes", code=code, message=f"speech that {what}: {shown}")


def _is_behind_cue(text: str, at: int) -> bool:
    return any(cue.end() == at for cue in CUE.finditer(text, max(0, at - _CUE_SPAN), at))
