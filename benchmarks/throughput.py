"""Seconds a release and what they stand in proportion to: the stock pipeline, libraries glued together, one worker.

python benchmarks/throughput.py [--rounds N]. First, in one process on one core, the releases of samples/ as texts and
as pages, each round under other surnames, beside the bare stock pipeline on the same texts and the glued pipeline on
the same pages; models are loaded before. Then the command line: a second worker, and the seconds to start.
Exit code 1 where a bar is not met, or where a page does not read as its release.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bars import Bar, print_bars, reasons
from command_line import run_extractor
from glued_pipeline import glued_pipeline, stock_pipeline
from rounds import ROUNDS, median_seconds, take_one_core, verdict
from throughput_texts import SAMPLES, Batch, make_batch, unlike

from extractor.language import load_model
from extractor.pipeline import make_record
from extractor.release import Source
from extractor.settings import SHARD_SIZE, Settings

# Copies of each sample: for a round on one core, and for a run of the command line.
COPIES, RUN_COPIES = 2, 22
STARTS = 5
ONE_TEXT = SAMPLES / "fernmoor-sunday-libraries.txt"
STOCK, TEXTS, PAGES, GLUED = "stock pipeline, texts", "extractor, texts", "extractor, pages", "glued pipeline, pages"


def main() -> int:
    """Measure all, print both tables, and tell whether all bars are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often all is measured")
    rounds = parser.parse_args().rounds
    take_one_core()
    batches = [make_batch(number, COPIES) for number in range(rounds)]
    seconds = _on_one_core(batches)
    _print_table(seconds, batches[0])
    bars = [*_ratios(seconds), _second_worker(rounds), *_starts()]
    print_bars(bars)
    return verdict([*reasons(bars), *(line for batch in batches for line in unlike(batch))])


def _second_worker(rounds: int) -> Bar:
    """Whole runs over a folder of pages, by the clock: how many times faster two workers are."""
    with TemporaryDirectory() as name:
        folder, out = Path(name, "pages"), Path(name, "records.jsonl")
        folder.mkdir()
        for number, page in enumerate(make_batch(-1, RUN_COPIES).pages):
            (folder / f"{number:05}.html").write_bytes(page)
        runs = {f"--jobs {jobs}": partial(_run_afresh, folder, out, jobs) for jobs in (1, 2)}
        one, two = median_seconds(runs, time.perf_counter, rounds)
    return Bar("one worker's time, times that of two", one / two, 1.8, is_least=True)


def _run_afresh(folder: Path, out: Path, jobs: int) -> None:
    out.unlink(missing_ok=True)
    run_extractor("run", str(folder), "-o", str(out), "--jobs", str(jobs), "--quiet")


def _starts() -> list[Bar]:
    """Seconds by the clock, from nothing to the end."""
    with TemporaryDirectory() as name:
        out = Path(name, "record.jsonl")
        run_one = partial(_run_one, out)
        return [
            Bar("seconds of `extractor --help`", _median_of_starts(partial(run_extractor, "--help")), 0.3),
            Bar("seconds of a run of one text", _median_of_starts(run_one), 2.0),
        ]


def _run_one(out: Path) -> None:
    out.unlink(missing_ok=True)
    run_extractor("run", str(ONE_TEXT), "-o", str(out), "--quiet")


def _median_of_starts(work: Callable[[], None]) -> float:
    """The first is not counted: it may compile modules."""
    work()
    seconds = []
    for _ in range(STARTS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _on_one_core(batches: Sequence[Batch]) -> Mapping[str, float]:
    """The median seconds of each work over a batch; each round takes the next batch."""
    nlp = stock_pipeline()
    glue = glued_pipeline(nlp)
    works: dict[str, Callable[[Batch], object]] = {
        STOCK: lambda batch: _exhaust(nlp.pipe(story.text for story in batch.stories)),
        TEXTS: lambda batch: _extract([story.text.encode() for story in batch.stories]),
        PAGES: lambda batch: _extract(batch.pages),
        GLUED: lambda batch: glue(page.decode() for page in batch.pages),
    }
    warm = make_batch(-2, 1)
    for work in works.values():
        work(warm)
    in_turn = {name: _with_next(work, batches) for name, work in works.items()}
    return dict(zip(works, median_seconds(in_turn, rounds=len(batches)), strict=True))


def _with_next(work: Callable[[Batch], object], batches: Iterable[Batch]) -> Callable[[], object]:
    coming = iter(batches)
    return lambda: work(next(coming))


def _exhaust(documents: Iterable[object]) -> None:
    for _ in documents:
        pass


def _extract(contents: Sequence[bytes]) -> None:
    """Records as JSON, in the way of a worker (`batch/worker.py`): garbage is collected once a shard."""
    model = load_model()
    gc.freeze()
    gc.disable()
    for number, content in enumerate(contents, start=1):
        make_record(Source(str(number), content), Settings(), model).model_dump_json()
        if number % SHARD_SIZE == 0:
            gc.collect()
    gc.enable()
    gc.unfreeze()


def _print_table(seconds: Mapping[str, float], batch: Batch) -> None:
    """Milliseconds a release, and in proportion to the stock pipeline."""
    size = statistics.median(len(page) for page in batch.pages) / 1000
    words = statistics.mean(len(story.text.split()) for story in batch.stories)
    print(
        f"{len(batch.stories)} releases a round, {words:.0f} words in the mean, pages of {size:.0f} KB in the median\n"
    )
    print("| | milliseconds a release | stock pipeline's time |\n|---|---:|---:|")
    for name, taken in seconds.items():
        print(f"| {name} | {1000 * taken / len(batch.stories):.1f} | × {taken / seconds[STOCK]:.2f} |")


def _ratios(seconds: Mapping[str, float]) -> list[Bar]:
    return [
        Bar("texts, times the stock pipeline's time", seconds[TEXTS] / seconds[STOCK], 0.8, goal=0.5),
        Bar("pages, times the stock pipeline's time", seconds[PAGES] / seconds[STOCK], 1.0),
        Bar("glued pipeline's time, times ours", seconds[GLUED] / seconds[PAGES], 2.5, goal=4, is_least=True),
    ]


if __name__ == "__main__":
    sys.exit(main())
