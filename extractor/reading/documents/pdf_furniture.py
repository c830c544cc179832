"""What stands on the pages of a PDF beside its text: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.reading.documents.pdf_columns import Row, rows_of
from extractor.reading.documents.pdf_words import Page
from extractor.reading.limits import bounded
from extractor.reading.pagination import is_page_number

_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\[?(?P<number>\d{1,2})[\].)]?\s+(?=\S)")
_OF_RELEASE = re.compile(r"contact|enquir|press|media|editor|note|picture|photo|ends", re.IGNORECASE)
# Rows at the edge of a page that may run from page to page, and how far such a row may stand from its like.
_EDGE_ROWS, _PLACE = 4, 4.0
# The share of a page that is its foot, that of the usual size that is small; rows of a foot, and their distance.
_FOOT, _SMALL, _FOOT_ROWS, _FAR = 0.12, 0.92, 2, 4.0
_SAME_SIZE = 0.06


def same_size(size: float, other: float) -> bool:
    """Whether two heights of letters are of one size of type."""
    return abs(size - other) <= _SAME_SIZE * max(size, other)


@dataclass(slots=True)
class Sheet:
    """The rows of a page in reading order, and which of them are furniture or footnotes."""

    page: Page
    rows: list[Row]
    furniture: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)

    def told(self) -> list[Row]:
        """The rows of the text."""
        return [row for number, row in enumerate(self.rows) if number not in self.furniture | self.notes]


def sheets_of(pages: Sequence[Page]) -> list[Sheet]:
    """The pages with their rows, furniture and footnotes told apart; TooLargeError for more rows than a release has."""
    sheets = [Sheet(page, rows_of(page.pieces)) for page in pages]
    bounded(row for sheet in sheets for row in sheet.rows)
    _find_running(sheets)
    _find_feet(sheets, usual_size(sheets))
    return sheets


def usual_size(sheets: Iterable[Sheet]) -> float:
    """The height of the letters that most text is set in."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for row in sheet.rows:
            sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _find_running(sheets: Sequence[Sheet]) -> None:
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
            page != sheet.page.number and abs(bottom - row.bottom) < _PLACE and same_size(size, row.size)
            for page, bottom, size in alike
        )
        # A number alone is one of a page only if there are others.
        if recurs or (is_page_number(row.text) and (len(sheets) > 1 or not row.text.isdigit())):
            sheet.furniture.add(number)


def _at_edge(sheet: Sheet) -> list[int]:
    """The highest and lowest rows of a page, in whichever column they stand."""
    order = sorted(range(len(sheet.rows)), key=lambda number: -sheet.rows[number].bottom)
    return list(dict.fromkeys([*order[:_EDGE_ROWS], *order[-_EDGE_ROWS:]]))


def _find_feet(sheets: Sequence[Sheet], usual: float) -> None:
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
        if top is not None and _refers(sheet, top):
            sheet.notes.update(feet[: feet.index(top) + 1])
            _drop_marks(sheet)
        elif sheet is sheets[-1]:
            sheet.furniture.update(feet if _is_letter_foot(sheet, order, feet, usual) else ())
        else:
            low = sheet.page.bottom + _FOOT * height
            sheet.furniture.update(number for number in feet if sheet.rows[number].bottom < low)


def _is_letter_foot(sheet: Sheet, order: list[int], feet: list[int], usual: float) -> bool:
    """Whether a row or two of small type stand far below all else, and are not about the release."""
    above = [number for number in order if number not in feet and number not in sheet.furniture]
    if not feet or not above or len(feet) > _FOOT_ROWS:
        return False
    far = sheet.rows[above[0]].bottom - max(sheet.rows[number].bottom for number in feet) > _FAR * usual
    return far and not any(_OF_RELEASE.search(sheet.rows[number].text) for number in feet)


def _refers(sheet: Sheet, note: int) -> bool:
    """Whether the text of a page refers to a footnote by its number, raised behind a word."""
    found = _NOTE.match(sheet.rows[note].text)
    mark = _mark(found["number"]) if found else None
    return mark is not None and any(mark.search(row.text) for n, row in enumerate(sheet.rows) if n != note)


def _drop_marks(sheet: Sheet) -> None:
    """Takes the numbers of footnotes out of the sentences that refer to them."""
    for note in sorted(sheet.notes):
        found = _NOTE.match(sheet.rows[note].text)
        if found is None:
            continue
        for piece in (piece for row in sheet.told() for piece in row.pieces):
            piece.text, dropped = _mark(found["number"]).subn(r"\g<before>", piece.text, count=1)
            if dropped:
                break


def _mark(number: str) -> re.Pattern[str]:
    """A raised number behind a word or a mark, which letters of a PDF do not tell from others."""
    return re.compile(rf"(?<=[^\W\d])(?P<before>[.,;:”’\"')]*){number}(?!\w)")


def noted(sheet: Sheet) -> Iterator[list[Row]]:
    """The rows of each footnote."""
    rows: list[Row] = []
    for number in sorted(sheet.notes):
        if rows and _NOTE.match(sheet.rows[number].text):
            yield rows
            rows = []
        rows.append(sheet.rows[number])
    if rows:
        yield rows


def furniture_of(sheets: Iterable[Sheet], *, top: bool | None) -> Iterator[str]:
    """The furniture of pages: at the top, at the foot, or both."""
    for sheet in sheets:
        middle = (sheet.page.top + sheet.page.bottom) / 2
        for number in sorted(sheet.furniture):
            row = sheet.rows[number]
            if top is None or top == (row.bottom > middle):
                yield from (piece.text for piece in row.pieces)
