"""Pages a second and quality of reading a page, beside trafilatura and readability-lxml over the same pages in one run.

python benchmarks/reading.py [PAGES]: a folder with gold/<id>.json and html/<id>.html.gz; without it the HTML samples.
One process on one core, no model. Exit code 1 where the extractor is slower than LEAST_SPEED of trafilatura with
metadata, or not ahead of it in F1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reading_libraries import Library, Reading, libraries
from reading_pages import Page, Quality, pages_of, quality, samples_of
from rounds import median_seconds, take_one_core, verdict

SAMPLES = Path(__file__).parent.parent / "samples"
LEAST_PAGES = 100
LEAST_SPEED = 0.9


@dataclass(frozen=True, slots=True)
class Result:
    """What one library showed."""

    library: Library
    rate: float
    quality: Quality


def main() -> int:
    """Measure, print the table, and tell whether the extractor keeps up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="?", help="a folder of pages; default: the samples")
    folder = parser.parse_args().pages
    take_one_core()
    pages = pages_of(folder) if folder else samples_of(SAMPLES)
    if not pages:
        parser.error(f"no pages with an expected text in {folder or SAMPLES}")
    results = _measure(pages, libraries())
    _print_table(results)
    return _verdict(*results[:2])


def _measure(pages: Sequence[Page], measured: Sequence[Library]) -> list[Result]:
    """All libraries in turn, ROUNDS times. The quality comes from a first reading, which loads what is loaded once."""
    qualities = [quality(pages, [_read(library, page) for page in pages]) for library in measured]
    passes = -(-LEAST_PAGES // len(pages))
    seconds = median_seconds({library.name: partial(_read_all, library, pages, passes) for library in measured})
    rates = [passes * len(pages) / taken for taken in seconds]
    return [Result(*row) for row in zip(measured, rates, qualities, strict=True)]


def _read_all(library: Library, pages: Sequence[Page], passes: int) -> None:
    for _ in range(passes):
        for page in pages:
            _read(library, page)


def _read(library: Library, page: Page) -> Reading:
    """One page; whatever a library raises on it, the page counts as read without a result."""
    try:
        return library.read(page.html)
    except Exception:
        return Reading()


def _print_table(results: Sequence[Result]) -> None:
    """A Markdown table; speeds also as times that of trafilatura with metadata."""
    print("| | pages a second | times trafilatura | F1 of text | in the text | kept out | title | day | no text |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for result in results:
        found = result.quality
        title = f"{found.title:.3f}" if result.library.tells_title else "–"
        day = f"{found.published:.3f}" if result.library.tells_day else "–"
        cells = [result.library.name, f"{result.rate:.1f}", f"{result.rate / results[1].rate:.2f}", f"{found.f1:.3f}"]
        cells += [f"{found.inside:.3f}", f"{found.outside:.3f}", title, day, str(found.empty)]
        print(f"| {' | '.join(cells)} |")


def _verdict(ours: Result, trafilatura: Result) -> int:
    """0 where the extractor is fast enough and ahead in F1, else 1 and a line on standard error that says why not."""
    reasons = []
    if ours.rate < LEAST_SPEED * trafilatura.rate:
        reasons.append(f"slower than {LEAST_SPEED} of trafilatura")
    if ours.quality.f1 <= trafilatura.quality.f1:
        reasons.append("not ahead of trafilatura in F1")
    return verdict(reasons)


if __name__ == "__main__":
    sys.exit(main())
