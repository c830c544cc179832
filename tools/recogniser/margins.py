"""How near the recogniser's decisions are to other ones, and by how much the kernels of matrix multiplication differ.

    python tools/recogniser/margins.py RECORDS [KERNEL ...]

RECORDS are what `extractor run` wrote; their texts are labelled anew, by each kernel (as OpenBLAS names them for
x86-64) in a process of its own. A decision is which label a word opens, if any, or whether it ends an entity; its
margin is the score that won less the next one. While margins are far larger than what kernels differ by, every
processor decides alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Any

import numpy

from extractor import read_records
from extractor.decoding import EntityDecoder
from extractor.language import load_model

KERNELS = ("Haswell", "Sandybridge", "Nehalem", "Prescott")
_ONE = "--save"


class Noting(EntityDecoder):
    """A decoder that notes what it decides between: one score for each choice of a word."""

    def __init__(self, recogniser: Any) -> None:
        super().__init__(recogniser)
        self.opening, self.ending = list[Any](), list[Any]()

    def _opening(self, columns: Any, spaces: Any) -> Any:
        scores = self._upper.predict(columns.with_none_open())
        may_open = numpy.concatenate([scores[:, self._begin], scores[:, self._unit]], axis=1)
        may_open[spaces] = -numpy.inf
        may_open[-1, : len(self._begin)] = -numpy.inf
        self.opening.append(numpy.concatenate([may_open, scores[:, self._outside, None]], axis=1))
        return super()._opening(columns, spaces)

    def _closes(self, columns: Any, at: Any, starts: Any, labels: Any) -> Any:
        scores, rows = self._upper.predict(columns.with_open(at, starts)), numpy.arange(len(at))
        ends = scores[rows, self._last[labels]] - scores[rows, self._inside[labels]]
        self.ending.append(ends[at != columns.words - 1])
        return super()._closes(columns, at, starts, labels)


def save(records: str, place: str) -> None:
    """Label the texts of records, and save the scores that were decided between."""
    model: Any = load_model()
    model._decoder = decoder = Noting(model._nlp.get_pipe("ner"))
    for record in read_records(records):
        model.entities(record)
    numpy.savez(place, opening=numpy.concatenate(decoder.opening), ending=numpy.concatenate(decoder.ending))


def main() -> None:
    """Print the smallest margin, and for each kernel what differs."""
    records, kernels = sys.argv[1], sys.argv[2:] or KERNELS
    with tempfile.TemporaryDirectory() as folder:
        found = [_scores_by(kernel, records, f"{folder}/{kernel}.npz") for kernel in kernels]
    opening, ending = found[0]["opening"], found[0]["ending"]
    best = numpy.sort(opening, axis=1)
    margins = numpy.concatenate([best[:, -1] - best[:, -2], abs(ending)])
    print(f"{len(opening):,} words and {len(ending):,} ends; the smallest margin is {margins.min():.1e} ({kernels[0]})")
    for kernel, other in zip(kernels[1:], found[1:], strict=True):
        changed = (opening.argmax(axis=1) != other["opening"].argmax(axis=1)).sum()
        print(f"{kernel}: {changed} words opened otherwise, scores differ by up to {_apart(found[0], other):.1e}")


def _scores_by(kernel: str, records: str, place: str) -> dict[str, Any]:
    command = [sys.executable, __file__, _ONE, records, place]
    subprocess.run(command, env={**os.environ, "OPENBLAS_CORETYPE": kernel}, check=True)
    with numpy.load(place) as scores:
        return dict(scores)


def _apart(these: dict[str, Any], those: dict[str, Any]) -> float:
    """The largest difference of two scores of the same choice."""
    possible = numpy.isfinite(these["opening"])
    opening = abs(these["opening"][possible] - those["opening"][possible]).max()
    return float(max(opening, abs(these["ending"] - those["ending"]).max()))


if __name__ == "__main__":
    if sys.argv[1] == _ONE:
        save(*sys.argv[2:])
    else:
        main()
