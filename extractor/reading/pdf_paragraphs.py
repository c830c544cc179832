"""The rows of a PDF's pages to paragraphs: lines joined, and what runs from page to page set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.kinds import Kind
from extractor.reading.continuation import ends_sentence, is_label, item, opens_item, runs_into
from extractor.reading.document import Line
from extractor.reading.layout import END_MARK
from extractor.reading.limits import bounded
from extractor.reading.pagination import is_page_number
from extractor.reading.pdf_columns import Row, rows_of
from extractor.reading.pdf_words import Page
from extractor.release import Block

_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\[?(?P<number>\d{1,2})[\].)]?\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"(?P<head>[^\W\d_]+)-$")
_TAIL = re.compile(r"[a-z]+")
# They end words, and are none of their own: what stands before the hyphen was broken, not compounded.
_ENDINGS = re.compile(
    r"(?:[a-z]{0,4}(?:tion|sion|ment|ness|ance|ence|ity|ship|ing|ings|able|ible|ably|ally|ical|ious|eous|ative|ised|ized|"
    r"ising|izing|ters|ters|ded|ted|sed|ned|red|led|ied|ers|ors|ful|less)s?|[bcdfghjklmnpqrstvwxz]?ly|ed|er|ers|es|al)"
)
# Rows at the edge of a page that may run from page to page, and how far such a row may stand from its like.
_EDGE_ROWS, _PLACE = 4, 4.0
_FOOT, _SMALL, _LARGE, _SAME_SIZE = 0.12, 0.92, 1.08, 0.06
_LEADING, _INDENT, _FULL = 1.25, 0.8, 0.03


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The lines of a document, and what stands around them on its pages (see Document)."""

    lines: tuple[Line, ...]
    head: tuple[str, ...]
    running: tuple[str, ...]
    notes: tuple[Block, ...]


@dataclass(slots=True)
class _Sheet:
    """The rows of a page in reading order, and which of them are furniture or footnotes."""

    page: Page
    rows: list[Row]
    furniture: set[int]
    notes: set[int]

    def told(self) -> list[Row]:
        """The rows of the text."""
        return [row for number, row in enumerate(self.rows) if number not in self.furniture | self.notes]


def paragraphs_of(pages: Sequence[Page]) -> Paragraphs:
    """Make paragraphs of pages. Raises TooLargeError for more rows than any release has."""
    sheets = [_Sheet(page, rows_of(page.pieces), set(), set()) for page in pages]
    bounded(row for sheet in sheets for row in sheet.rows)
    usual = _usual_size(sheets)
    _find_running(sheets)
    _find_feet(sheets, usual)
    words = Counter(word.casefold() for sheet in sheets for row in sheet.told() for word in _WORD.findall(row.text))
    leading = _leading(sheets)
    built = [_Paragraph.of(rows, words) for rows in _paragraphs(sheets, leading)]
    noted = (rows for sheet in sheets for rows in _noted(sheet))
    return Paragraphs(
        tuple(_line(paragraph, usual) for paragraph in built),
        tuple(_edge(sheets[:1], top=True)),
        tuple(dict.fromkeys([*_edge(sheets[:1], top=False), *_edge(sheets[1:], top=None)])),
        tuple(Block(_Paragraph.of(rows, words).text, Kind.NOTES) for rows in noted),
    )


def _usual_size(sheets: Iterable[_Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for row in sheet.rows:
            sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _find_running(sheets: Sequence[_Sheet]) -> None:
    """Rows that stand at the same place of several pages, numbers apart, and page numbers."""
    edges = [(sheet, number) for sheet in sheets for number in _at_edge(sheet)]
    seen: dict[str, list[tuple[int, float, float]]] = {}
    for sheet, number in edges:
        row = sheet.rows[number]
        seen.setdefault(_DIGITS.sub("#", row.text), []).append((sheet.page.number, row.bottom, row.size))
    for sheet, number in edges:
        row = sheet.rows[number]
        alike = seen[_DIGITS.sub("#", row.text)]
        recurs = any(
            page != sheet.page.number and abs(bottom - row.bottom) < _PLACE and _same(size, row.size)
            for page, bottom, size in alike
        )
        if recurs or (is_page_number(row.text) and len(sheets) + len(row.text) > 2):
            sheet.furniture.add(number)


def _at_edge(sheet: _Sheet) -> list[int]:
    """The highest and lowest rows of a page, in whichever column they stand."""
    order = sorted(range(len(sheet.rows)), key=lambda number: -sheet.rows[number].bottom)
    return list(dict.fromkeys([*order[:_EDGE_ROWS], *order[-_EDGE_ROWS:]]))


def _find_feet(sheets: Sequence[_Sheet], usual: float) -> None:
    """Small type at the foot of a page: footnotes, or on all pages but the last what stands there of the sender."""
    for sheet in sheets:
        height = sheet.page.top - sheet.page.bottom
        order = sorted(range(len(sheet.rows)), key=lambda number: sheet.rows[number].bottom)
        feet = []
        for number in (number for number in order if number not in sheet.furniture):
            if sheet.rows[number].size > _SMALL * usual:
                break
            feet.append(number)
        top = next((n for n in reversed(feet) if _NOTE.match(sheet.rows[n].text)), None)
        if top is not None and any(_refers(sheet, n) for n in [top]):
            sheet.notes.update(feet[: feet.index(top) + 1])
        elif sheet is not sheets[-1]:
            low = sheet.page.bottom + _FOOT * height
            sheet.furniture.update(number for number in feet if sheet.rows[number].bottom < low)


def _refers(sheet: _Sheet, note: int) -> bool:
    """Whether the text of a page refers to a footnote by its number, raised behind a word."""
    found = _NOTE.match(sheet.rows[note].text)
    mark = re.compile(rf"[^\W\d][.,;:”’\"']*{found['number']}\b") if found else None
    return mark is not None and any(mark.search(row.text) for n, row in enumerate(sheet.rows) if n != note)


def _noted(sheet: _Sheet) -> Iterator[list[Row]]:
    """The rows of each footnote."""
    rows: list[Row] = []
    for number in sorted(sheet.notes):
        if rows and _NOTE.match(sheet.rows[number].text):
            yield rows
            rows = []
        rows.append(sheet.rows[number])
    if rows:
        yield rows


def _edge(sheets: Iterable[_Sheet], *, top: bool | None) -> Iterator[str]:
    """The furniture of pages: at the top, at the foot, or both."""
    for sheet in sheets:
        middle = (sheet.page.top + sheet.page.bottom) / 2
        for number in sorted(sheet.furniture):
            row = sheet.rows[number]
            if top is None or top == (row.bottom > middle):
                yield from (piece.text for piece in row.pieces)


def _same(size: float, other: float) -> bool:
    return abs(size - other) <= _SAME_SIZE * max(size, other)


def _leading(sheets: Iterable[_Sheet]) -> dict[float, float]:
    """For each size of letters the distance of lines that is commonest in it."""
    found: dict[float, Counter[float]] = {}
    for sheet in sheets:
        told = sheet.told()
        for before, after in pairwise(told):
            step = before.bottom - after.bottom
            if _same(before.size, after.size) and 0 < step < 3 * after.size:
                found.setdefault(round(after.size), Counter())[round(step, 1)] += 1
    return {size: steps.most_common(1)[0][0] for size, steps in found.items()}


def _paragraphs(sheets: Iterable[_Sheet], leading: dict[float, float]) -> Iterator[list[Row]]:
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
    if not _same(before.size, after.size) or before.bold != after.bold:
        near = abs(before.bottom - after.bottom) < 2 * after.size
        return near and not ends_sentence(before.text) and after.text[0].islower()
    step = before.bottom - after.bottom
    if step <= 0 or step > 5 * after.size:
        # The next column or page: only what is unfinished goes on there.
        return (_is_full(before, after) and not ends_sentence(before.text)) or runs_into(before.text, after.text)
    usual = leading.get(round(after.size), after.size)
    if step > _LEADING * max(usual, 0.9 * after.size):
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
    return middles < 0.5 * after.size and inset and not ends_sentence(before.text)


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
