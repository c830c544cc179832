"""Records of the releases in samples/: each is made once in a process of tests, for all that only look at them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from extractor import Record, extract

FOLDER = Path(__file__).parent.parent / "samples"
RELEASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


@cache
def record_of(path: Path) -> Record:
    return extract(path)


def records_of(paths: Iterable[Path]) -> list[Record]:
    """In the order of the paths, which are those of RELEASES."""
    return [record_of(path) for path in paths]
