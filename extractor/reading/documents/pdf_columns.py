"""The pieces of a page to rows in reading order: column after column, and cells of one row together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.reading.documents.pdf_words import Piece

# A column has so many lines, and its left edge is one of the commonest.
_LINES_MIN, _EDGES = 3, 12
_GUTTER, _CELL_GAP, _INITIAL = 0.5, 1.3, 1.6
# Rows of cells: nearly all have a partner on the same line, and they are short on one side.
_ALIGNED, _CELL_LENGTH = 0.8, 25
# More pieces than any page of text has.
_DEEPEST, _PIECES_MAX = 12, 3_000


@dataclass(slots=True)
class Row:
    """The pieces that stand side by side on one line of a column, and the edges of that column."""

    pieces: list[Piece]
    left_edge: float = 0.0
    right_edge: float = 0.0

    @property
    def text(self) -> str:
        """The words of the row."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where the row begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where the row ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The lowest edge of the row."""
        return min(piece.bottom for piece in self.pieces)

    @property
    def size(self) -> float:
        """The height of the letters that most of the row is set in."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of the row is bold."""
        return all(piece.bold for piece in self.pieces)


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """The rows of a page in the order in which they are read."""
    return _ordered(list(pieces), 0)


def _ordered(pieces: list[Piece], depth: int) -> list[Row]:
    band = _columns(pieces) if depth < _DEEPEST and len(pieces) <= _PIECES_MAX else None
    if band is None:
        return _rows(pieces)
    return [row for part in band if part for row in _ordered(part, depth + 1)]


def _columns(pieces: list[Piece]) -> list[list[Piece]] | None:
    """The pieces above, left, right and below of the largest band of the page that has a gutter in it, if one has."""
    edges = Counter(round(piece.left) for piece in pieces)
    ordered = sorted(pieces, key=lambda piece: -piece.middle)
    best: list[list[Piece]] = []
    for edge, count in edges.most_common(_EDGES):
        if count < _LINES_MIN:
            break
        band = _band(ordered, edge - 1.0)
        if sum(map(len, band[1:3])) > sum(map(len, best[1:3])):
            best = band
    return best or None


def _band(pieces: list[Piece], gutter: float) -> list[list[Piece]]:
    """The largest stretch of columns that no piece crosses the gutter in: what is above, left, right and below."""
    crossing = [number for number, piece in enumerate(pieces) if piece.left < gutter < piece.right]
    best: list[list[Piece]] = []
    for before, after in pairwise([-1, *crossing, len(pieces)]):
        inside = pieces[before + 1 : after]
        if len(inside) < max(2 * _LINES_MIN, sum(map(len, best[1:3])) + 1):
            continue
        left = [piece for piece in inside if piece.right <= gutter]
        right = [piece for piece in inside if piece.left >= gutter]
        if min(len(left), len(right)) >= _LINES_MIN and _are_columns(left, right):
            best = [pieces[: before + 1], left, right, pieces[after:]]
    return best


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    """Whether what stands left and right of a gutter is read one after the other, not row by row."""
    apart = min(piece.left for piece in right) - max(piece.right for piece in left)
    if apart < _GUTTER * median(piece.size for piece in left):
        return False
    # What stands above or below each other is no columns.
    top, bottom = min(map(_top, (left, right))), max(map(_bottom, (left, right)))
    if sum(bottom < piece.middle < top for piece in left) < 2 or sum(bottom < p.middle < top for p in right) < 2:
        return False
    shortest = min(median(len(piece.text) for piece in side) for side in (left, right))
    return shortest >= _CELL_LENGTH or min(_aligned(left, right), _aligned(right, left)) < _ALIGNED


def _top(pieces: list[Piece]) -> float:
    return max(piece.top for piece in pieces)


def _bottom(pieces: list[Piece]) -> float:
    return min(piece.bottom for piece in pieces)


def _aligned(pieces: list[Piece], others: list[Piece]) -> float:
    """The share of pieces that stand on a line with one of the others."""
    lines = {round(other.middle) + step for other in others for step in (-1, 0, 1)}
    return sum(round(piece.middle) in lines for piece in pieces) / len(pieces)


def _rows(pieces: list[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if rows and _is_on_line(rows[-1].pieces[0], piece):
            rows[-1].pieces.append(piece)
        else:
            rows.append(Row([piece]))
    for row in rows:
        row.pieces = _cells(sorted(row.pieces, key=lambda piece: piece.left))
    if rows:
        left, right = min(row.left for row in rows), max(row.right for row in rows)
        for row in rows:
            row.left_edge, row.right_edge = left, right
    return rows


def _is_on_line(first: Piece, piece: Piece) -> bool:
    common = min(first.top, piece.top) - max(first.bottom, piece.bottom)
    return common > 0.5 * min(first.size, piece.size)


def _cells(pieces: list[Piece]) -> list[Piece]:
    """Pieces of a row without a wide gap between them are one."""
    cells: list[Piece] = []
    for piece in pieces:
        if cells and piece.left - cells[-1].right < _CELL_GAP * min(piece.size, cells[-1].size):
            cells[-1] = _together(cells[-1], piece)
        else:
            cells.append(piece)
    return cells


def _together(first: Piece, second: Piece) -> Piece:
    """Two pieces as one: a raised number does not make the letters beside it larger, a large initial is of a word."""
    initial = len(first.text) == 1 and first.size > _INITIAL * second.size and second.text[0].islower()
    gap = " " if second.left - first.right > 0.1 * second.size and not initial else ""
    longer = max(first, second, key=lambda piece: len(piece.text))
    right = max(first.right, second.right)
    bold = first.bold and second.bold
    return Piece(first.text + gap + second.text, first.left, longer.bottom, right, longer.top, bold)
