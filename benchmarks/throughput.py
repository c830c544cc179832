"""Releases a second, of texts and of pages, beside the bare stock pipeline over the same texts in the same run.

One process on one core. Loading the model is not counted. Every copy of a sample differs a little, so that nothing
which is remembered from one copy helps with the next.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rounds import median_seconds, take_one_core

from extractor import extract_many
from extractor.errors import InputError
from extractor.release import Source
from extractor.run import run
from extractor.settings import DEFAULT_MODEL, Settings

SAMPLES = Path(__file__).parent.parent / "samples"
RELEASES = 200


def main() -> None:
    """Measure all three in turn, ROUNDS times, and print the medians."""
    take_one_core()
    texts, pages = _texts(), _pages()
    stock = importlib.import_module(DEFAULT_MODEL).load()
    measured: dict[str, tuple[int, Callable[[], None]]] = {
        "stock pipeline, texts": (len(texts), lambda: _exhaust(stock.pipe(texts))),
        "extractor, texts": (len(texts), lambda: _extract([text.encode() for text in texts])),
        "extractor, pages": (len(pages), lambda: _extract(pages)),
    }
    _extract(pages[:2])
    seconds = median_seconds({what: work for what, (_, work) in measured.items()}, time.perf_counter)
    counts = (count for count, _ in measured.values())
    _print_table({what: count / taken for what, count, taken in zip(measured, counts, seconds, strict=True)})


def _texts() -> list[str]:
    """The canonical texts of all samples, over and over."""
    texts = [record.text for record in extract_many(_files("*"))]
    return [f"{texts[number % len(texts)]}\n\nReference {number}" for number in range(RELEASES)]


def _pages() -> list[bytes]:
    """The samples that are HTML pages, over and over."""
    pages = [path.read_bytes() for path in _files("*.html")]
    return [pages[number % len(pages)] + f"<!-- {number} -->".encode() for number in range(RELEASES)]


def _files(pattern: str) -> list[Path]:
    return sorted(path for path in SAMPLES.glob(pattern) if path.suffix != ".json")


def _extract(contents: list[bytes]) -> None:
    sources = (Source(str(number), content) for number, content in enumerate(contents))
    for outcome in run(sources, Settings()):
        if isinstance(outcome, InputError):
            raise outcome
        outcome.model_dump_json()


def _exhaust(documents: Iterable[object]) -> None:
    for _ in documents:
        pass


def _print_table(rates: dict[str, float]) -> None:
    stock = next(iter(rates.values()))
    print("| | releases a second | times the stock pipeline |")
    print("|---|---:|---:|")
    for what, rate in rates.items():
        print(f"| {what} | {rate:.1f} | {rate / stock:.2f} |")


if __name__ == "__main__":
    main()
