"""Decodes spaCy's entity recogniser over a whole text at once: the same entities, several times as fast.

spaCy steps through a text word by word. But its recogniser (spacy.TransitionBasedParser.v2 over three words of the
state: the next one, the first of the open entity, and the one before) remembers nothing outside an entity. So the
scores of all words as the next one, with no entity open, come from one multiplication; only what is inside entities is
stepped through, all of them side by side. Greedy BILUO decoding: Lample et al. 2016, as in spacy/pipeline/ner.pyx.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
from numpy.typing import NDArray
from thinc.api import NumpyOps

Scores = NDArray[numpy.float32]
Places = NDArray[numpy.int32]

_STATE_WORDS = 3
# Entities of more words are stepped through one by one, and only if they are reached.
_SIDE_BY_SIDE = 12


class EntityDecoder:
    """The recogniser of one pipeline, if it is of the architecture that spaCy's own English models have."""

    def __init__(self, recogniser: Any) -> None:
        model = recogniser.model
        self._tok2vec, self._lower, self._upper = (model.get_ref(part) for part in ("tok2vec", "lower", "upper"))
        # Matrices of this size take BLIS, thinc's default, up to three times as long as the BLAS of numpy.
        for node in model.walk():
            node.ops = NumpyOps(use_blis=False)
        names = _moves(recogniser)
        self._labels = sorted({name[2:] for name in names if name[:2] in {"B-", "U-"} and name[2:]})
        rows = {name: number for number, name in enumerate(names)}
        self._begin, self._inside, self._last, self._unit = (
            numpy.array([rows[f"{move}-{label}"] for label in self._labels]) for move in "BILU"
        )
        self._outside = rows["O"]

    @staticmethod
    def fits(recogniser: Any) -> bool:
        """Whether a component is a greedy recogniser of this architecture that knows all of its moves."""
        model = recogniser.model
        if recogniser.cfg["beam_width"] != 1 or model.attrs["unseen_classes"] or not model.attrs["has_upper"]:
            return False
        lower = model.get_ref("lower")
        names = set(_moves(recogniser))
        labels = {name[2:] for name in names if name[1:2] == "-"} - {""}
        complete = all({f"{move}-{label}" for move in "BILU"} <= names for label in labels)
        return lower.get_dim("nF") == _STATE_WORDS and complete

    def entities(self, document: Any) -> Iterator[tuple[int, int, str]]:
        """First word, word behind and label of every entity of a Doc whose words nobody has annotated, in order."""
        words = len(document)
        if words == 0:
            return
        columns = _Columns(self._lower, self._lower.predict(self._tok2vec.predict([document])))
        spaces = document.to_array("IS_SPACE").astype(bool)
        begins, units = self._opening(columns, spaces)
        ends = self._ends(columns, begins)
        at = 0
        while at < words:
            if begins[at] >= 0:
                label = int(begins[at])
                end = ends.get(at) or self._end_of(columns, at, label, at + _SIDE_BY_SIDE)
                yield at, end, self._labels[label]
                at = end
            else:
                if units[at] >= 0:
                    yield at, at + 1, self._labels[int(units[at])]
                at += 1

    def _opening(self, columns: _Columns, spaces: NDArray[numpy.bool_]) -> tuple[Places, Places]:
        """For every word, with no entity open: the label that it begins, and the label that it has alone; else -1."""
        scores = self._upper.predict(columns.with_none_open())
        begin, unit = scores[:, self._begin], scores[:, self._unit]
        begin[spaces] = unit[spaces] = begin[-1] = -numpy.inf
        best_begin, best_unit = begin.max(axis=1), unit.max(axis=1)
        begins = (best_begin > best_unit) & (best_begin > scores[:, self._outside])
        units = ~begins & (best_unit > scores[:, self._outside])
        return (
            numpy.where(begins, begin.argmax(axis=1), -1).astype(numpy.int32),
            numpy.where(units, unit.argmax(axis=1), -1).astype(numpy.int32),
        )

    def _ends(self, columns: _Columns, begins: Places) -> dict[int, int]:
        """For each word that begins an entity, the word behind the entity, if that is not far away."""
        starts = numpy.flatnonzero(begins >= 0).astype(numpy.int32)
        ends: dict[int, int] = {}
        for length in range(1, _SIDE_BY_SIDE):
            if not len(starts):
                break
            closes = self._closes(columns, starts + length, starts, begins[starts])
            ends.update((int(start), int(start) + length + 1) for start in starts[closes])
            starts = starts[~closes]
        return ends

    def _end_of(self, columns: _Columns, start: int, label: int, at: int) -> int:
        """The word behind a long entity that is open at `at`."""
        starts, labels = numpy.array([start], numpy.int32), numpy.array([label], numpy.int32)
        while not self._closes(columns, numpy.array([at], numpy.int32), starts, labels)[0]:
            at += 1
        return at + 1

    def _closes(self, columns: _Columns, at: Places, starts: Places, labels: Places) -> NDArray[numpy.bool_]:
        """Whether each word is the last of the entity that is open there; the last word of the text always is."""
        scores = self._upper.predict(columns.with_open(at, starts))
        rows = numpy.arange(len(at))
        inside, last = scores[rows, self._inside[labels]], scores[rows, self._last[labels]]
        closes: NDArray[numpy.bool_] = (last > inside) | (at == columns.words - 1)
        return closes


def _moves(recogniser: Any) -> list[str]:
    """The names of all moves by number ("B-ORG", "U-", "O")."""
    moves = recogniser.moves
    return [moves.get_class_name(number) for number in range(moves.n_moves)]


class _Columns:
    """What each word adds to the hidden layer in each of the state's three places; the first row is "no word"."""

    def __init__(self, lower: Any, added: Scores) -> None:
        self._added, self._bias = added, lower.get_param("b")
        self.words = len(added) - 1

    def with_none_open(self) -> Scores:
        """The hidden layer for each word as the next one while no entity is open."""
        none = self._added[0]
        return _largest(self._added[1:, 0] + none[1] + none[2] + self._bias)

    def with_open(self, at: Places, starts: Places) -> Scores:
        """The hidden layer for some words, each as the next one in an entity that is open since another word."""
        return _largest(self._added[at + 1, 0] + self._added[starts + 1, 1] + self._added[at, 2] + self._bias)


def _largest(pieces: Scores) -> Scores:
    """Maxout: the largest piece of each unit."""
    # Piece by piece, since NumPy is slow over an axis as short as this.
    largest: Scores = pieces[..., 0]
    for piece in range(1, pieces.shape[-1]):
        largest = numpy.maximum(largest, pieces[..., piece])
    return largest
