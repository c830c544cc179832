"""The rows of a PDF's pages to paragraphs: lines joined, and what runs from page to page set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractor.kinds import Kind
from extractor.reading.continuation import ends_sentence, is_label, item, opens_item, runs_into
from extractor.reading.documents.lines import Line
from extractor.reading.documents.pdf_columns import Row
from extractor.reading.documents.pdf_furniture import Sheet, furniture_of, noted, same_size, sheets_of, usual_size
from extractor.reading.documents.pdf_words import Page
from extractor.reading.layout import END_MARK
from extractor.release import Block

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"(?P<head>[^\W\d_]+)-$")
_TAIL = re.compile(r"[a-z]+")
# They end words, and are none of their own: what stands before the hyphen was broken, not compounded.
_ENDINGS = re.compile(
    r"(?:[a-z]{0,4}(?:tion|sion|ment|ness|ance|ence|ity|ship|ing|ings|able|ible|ably|ally|ical|ious|eous|ative|ised|ized|"
    r"ising|izing|ters|ded|ted|sed|ned|red|led|ied|ers|ors|ful|less)s?|[bcdfghjklmnpqrstvwxz]?ly|ed|er|ers|es|al)"
)
# So many rows of one size and of such length tell where their lines end, if a third of them ends so near to it.
_RUN, _LINE, _REACH = 4, 25, 0.1
_LARGE = 1.08
_LEADING, _INDENT, _FULL, _COMMON, _WIDE = 1.25, 0.8, 0.015, 0.15, 1.6


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The lines of a document, and what stands around them on its pages (see Document)."""

    lines: tuple[Line, ...]
    head: tuple[str, ...]
    running: tuple[str, ...]
    notes: tuple[Block, ...]


def paragraphs_of(pages: Sequence[Page]) -> Paragraphs:
    """Make paragraphs of pages. Raises TooLargeError for more rows than any release has."""
    sheets = sheets_of(pages)
    usual = usual_size(sheets)
    words = Counter(word.casefold() for sheet in sheets for row in sheet.told() for word in _WORD.findall(row.text))
    for sheet in sheets:
        _set_edges(sheet.told())
    leading = _leading(sheets)
    built = [_Paragraph.of(rows, words) for rows in _paragraphs(sheets, leading)]
    footnotes = (rows for sheet in sheets for rows in noted(sheet))
    return Paragraphs(
        tuple(_line(paragraph, usual) for paragraph in built),
        tuple(furniture_of(sheets[:1], top=True)),
        tuple(dict.fromkeys([*furniture_of(sheets[:1], top=False), *furniture_of(sheets[1:], top=None)])),
        tuple(Block(_Paragraph.of(rows, words).text, Kind.NOTES) for rows in footnotes),
    )


def _set_edges(rows: Sequence[Row]) -> None:
    """Give rows of one size that stand together the right edge that most of them reach, narrower than their column."""
    for _, group in groupby(rows, key=lambda row: (round(row.size), row.left_edge)):
        run = list(group)
        edge = sorted(row.right for row in run)[-2:][0]
        reached = sum(edge - row.right < _REACH * (edge - row.left_edge) for row in run)
        prose = sum(len(row.text) for row in run) >= _LINE * len(run)
        if prose and len(run) >= _RUN and reached >= len(run) / 3:
            for row in run:
                row.right_edge = edge


def _leading(sheets: Iterable[Sheet]) -> dict[float, float]:
    """For each size of letters the distance of lines in it: the least of those that are common."""
    found: dict[float, Counter[float]] = {}
    for sheet in sheets:
        told = sheet.told()
        for before, after in pairwise(told):
            step = before.bottom - after.bottom
            if same_size(before.size, after.size) and 0 < step < 3 * after.size:
                found.setdefault(round(after.size), Counter())[round(step, 1)] += 1
    return {size: _least_common(steps) for size, steps in found.items()}


def _least_common(steps: Counter[float]) -> float:
    most = steps.most_common(1)[0][1]
    return min(step for step, count in steps.items() if count >= _COMMON * most)


def _paragraphs(sheets: Iterable[Sheet], leading: dict[float, float]) -> Iterator[list[Row]]:
    """The rows of each paragraph; one may go on in the next column or on the next page."""
    rows: list[Row] = []
    for sheet in sheets:
        for row in sheet.told():
            if rows and not _joins(rows, row, leading):
                yield rows
                rows = []
            rows.append(row)
    if rows:
        yield rows


def _joins(rows: Sequence[Row], after: Row, leading: dict[float, float]) -> bool:
    """Whether a row is of the same paragraph as the rows before it."""
    before = rows[-1]
    if len(before.pieces) > 1 or len(after.pieces) > 1:
        return _is_value(before, after)
    if opens_item(after.text) or END_MARK.fullmatch(after.text) or END_MARK.fullmatch(before.text):
        return False
    if not same_size(before.size, after.size) or before.bold != after.bold:
        near = abs(before.bottom - after.bottom) < 2 * after.size
        return near and not ends_sentence(before.text) and after.text[0].islower()
    step = before.bottom - after.bottom
    if step <= 0 or step > 5 * after.size:
        # The next column or page: only what is unfinished goes on there.
        return (_is_full(before, after) and not ends_sentence(before.text)) or runs_into(before.text, after.text)
    usual = leading.get(round(after.size), after.size)
    if step > _LEADING * max(usual, 0.9 * after.size) or (step > _WIDE * after.size and ends_sentence(before.text)):
        return False
    if is_label(before.text) or is_label(after.text):
        return _runs_on(before, after)
    if len(rows) > 1 and after.left > rows[-1].left + _INDENT * after.size and ends_sentence(before.text):
        return False
    return _is_full(before, after) or _runs_on(before, after) or _is_centred(before, after)


def _is_value(before: Row, after: Row) -> bool:
    """Rows of cells stand by themselves, but for the second line of a value that stands beside its label."""
    if len(after.pieces) > 1 or not before.pieces[0].text.endswith(":"):
        return False
    return abs(after.left - before.pieces[-1].left) < after.size and before.bottom - after.bottom < 2 * after.size


def _is_full(before: Row, after: Row) -> bool:
    """Whether the first word of a row would not have found room on the one before it."""
    word = after.text.split(" ", 1)[0]
    width = (after.right - after.left) * len(word) / max(1, len(after.text))
    room = before.right_edge - before.right - 0.25 * before.size
    return width > room - _FULL * (before.right_edge - before.left_edge)


def _runs_on(before: Row, after: Row) -> bool:
    return runs_into(before.text, after.text) or (
        not ends_sentence(before.text) and after.text[0].islower() and not is_label(before.text)
    )


def _is_centred(before: Row, after: Row) -> bool:
    """Lines of a headline laid out around one middle."""
    middles = abs((before.left + before.right) - (after.left + after.right)) / 2
    inset = min(before.left, after.left) > before.left_edge + before.size
    flush = abs(before.left - after.left) < 0.2 * after.size
    return middles < 0.5 * after.size and inset and not flush and not ends_sentence(before.text)


@dataclass(slots=True)
class _Paragraph:
    text: str
    size: float
    bold: bool

    @classmethod
    def of(cls, rows: Sequence[Row], words: Counter[str]) -> _Paragraph:
        text = rows[0].text
        for row in rows[1:]:
            text = _joined(text, row.text, words)
        return cls(text, min(row.size for row in rows), all(row.bold for row in rows))


def _joined(text: str, line: str, words: Counter[str]) -> str:
    """A line behind the text before it; a word broken at a hyphen is made whole where that is sure."""
    head, tail = _HYPHENATED.search(text[-40:]), _TAIL.match(line)
    if head is None or tail is None:
        return f"{text} {line}" if not text.endswith(("-", "/")) or text.endswith((" -", "–")) else text + line
    whole, compound = (head["head"] + tail[0]).casefold(), f"{head['head']}-{tail[0]}".casefold()
    broken = words[whole] > words[compound] or (not words[compound] and _ENDINGS.fullmatch(tail[0]))
    return (text[:-1] if broken else text) + line


def _line(paragraph: _Paragraph, usual: float) -> Line:
    text, kind = item(paragraph.text)
    size = paragraph.size if paragraph.size > _LARGE * usual else 0.0
    return Line(Block(text, kind), size, paragraph.bold)
