"""What a release costs, and how much memory a run takes, of few inputs and of many.

python benchmarks/scaling.py [--most N]. Runs of the command line over folders of releases by program, three texts to
one page, two workers. The cost is the marginal one, in seconds of the processors: beyond a run of a shard a worker,
which shows what starting costs. Exit code 1 where cost or peak memory differ too much between the sizes.
Linux only, for it reads the peaks of memory from /proc.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bars import Bar, print_bars, reasons
from command_line import PROCESSES, Usage, measure_extractor
from invented_releases import invented_release
from rounds import verdict
from site_pages import site_page

from extractor.settings import SHARD_SIZE

JOBS = 2
# Sizes with how often each is measured: small runs are short, and what disturbs them weighs more.
START, SIZES = JOBS * SHARD_SIZE, {100: 7, 1_000: 3, 10_000: 1}
PAGE_EVERY, PAGE_SIZE = 4, 40_000
MOST_APART = 1.1


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the runs of a size; the costs of a release in milliseconds, memory in megabytes."""

    size: int
    usage: Usage
    cost: float
    clock_cost: float


def main() -> int:
    """Measure every size, print both tables, and tell whether the figures stay together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=max(SIZES), help="leave out larger sizes")
    sizes = [size for size in SIZES if size <= parser.parse_args().most]
    if not (PROCESSES / "self" / "status").exists():
        return verdict(["peaks of memory are read from /proc, which only Linux has"])
    with TemporaryDirectory() as name:
        start = _median_usage(Path(name), START, max(SIZES.values()))
        results = [_result(size, _median_usage(Path(name), size, SIZES[size]), start) for size in sizes]
    _print_table(start, results)
    bars = _bars(results)
    print_bars(bars)
    return verdict(reasons(bars))


def _median_usage(work: Path, size: int, times: int) -> Usage:
    """The median of each figure over runs of this size."""
    folder = _releases(work / str(size), size)
    usages = []
    for number in range(times):
        print(f"{size} inputs, run {number + 1} of {times}", file=sys.stderr)
        usages.append(_measure(folder, work / "records.jsonl"))
    return Usage(
        seconds=statistics.median(usage.seconds for usage in usages),
        processor_seconds=statistics.median(usage.processor_seconds for usage in usages),
        parent_peak=statistics.median(usage.parent_peak for usage in usages),
        worker_peak=statistics.median(usage.worker_peak for usage in usages),
    )


def _measure(folder: Path, out: Path) -> Usage:
    out.unlink(missing_ok=True)
    usage = measure_extractor("run", str(folder), "-o", str(out), "--jobs", str(JOBS), "--quiet")
    with out.open("rb") as records:
        count = sum(1 for _ in records)
    if count != len(list(folder.iterdir())):
        raise RuntimeError(f"{count} records of {folder}")
    return usage


def _releases(folder: Path, size: int) -> Path:
    """A folder of so many releases: those of a smaller one, and more."""
    folder.mkdir()
    for number in range(size):
        story = invented_release(number)
        if number % PAGE_EVERY:
            (folder / f"{number:06}.txt").write_text(story.text, "utf-8")
        else:
            (folder / f"{number:06}.html").write_bytes(site_page(story, PAGE_SIZE, Random(number)))
    return folder


def _result(size: int, usage: Usage, start: Usage) -> Result:
    """Beyond the start, in which each worker has begun and done a shard."""
    more = (size - START) / 1000
    cost = (usage.processor_seconds - start.processor_seconds) / more
    return Result(size, usage, cost, (usage.seconds - start.seconds) / more)


def _print_table(start: Usage, results: Sequence[Result]) -> None:
    print(
        f"A run of {START} takes {start.seconds:.2f} s by the clock, {start.processor_seconds:.2f} s of processors.\n"
    )
    print("| inputs | processor ms a release | ms by the clock | peak of the largest worker, MB | of the parent, MB |")
    print("|---:|---:|---:|---:|---:|")
    for result in results:
        usage = result.usage
        costs = f"{result.cost:.1f} | {result.clock_cost:.1f}"
        print(f"| {result.size:,} | {costs} | {usage.worker_peak:.0f} | {usage.parent_peak:.0f} |")


def _bars(results: Sequence[Result]) -> list[Bar]:
    """The largest of each figure, times the smallest."""
    figures = {
        "cost of a release": [result.cost for result in results],
        "peak of the largest worker": [result.usage.worker_peak for result in results],
        "peak of the run": [result.usage.parent_peak + JOBS * result.usage.worker_peak for result in results],
    }
    return [Bar(f"{what}, most times least", max(each) / min(each), MOST_APART) for what, each in figures.items()]


if __name__ == "__main__":
    sys.exit(main())
