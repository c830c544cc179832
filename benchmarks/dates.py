"""Words a second and quality of finding dates, beside dateparser and the stock recogniser over the same texts.

One process on one core; loading is not counted. The texts are those of samples/, of tests/names and tests/speech, and
the rows of tests/cases/dates.jsonl. Exit code 1 where the extractor is less than LEAST_TIMES as fast as dateparser's
search, or not ahead of both others in dates with their values.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dates_finders import Finder, finders
from dates_texts import Case, Found, Quality, Shares, cases_of, measure, releases_of
from rounds import median_seconds, take_one_core, verdict

ROOT = Path(__file__).parent.parent
OURS, SEARCH = 0, 1
LEAST_TIMES = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What one finder showed. `false` counts what it found in texts without any date, `disturbed` those texts."""

    finder: Finder
    rate: float
    quality: Quality
    false: int
    disturbed: int


def main() -> int:
    """Measure, print a table for each set of texts, and tell whether the extractor is ahead."""
    take_one_core()
    measured, reasons = finders(), []
    for name, cases in _sets().items():
        results = _measure(cases, measured)
        _print_table(name, cases, results)
        reasons += _reasons(name, results)
    return verdict(reasons)


def _sets() -> dict[str, list[Case]]:
    return {
        "releases of `samples/`": releases_of(ROOT / "samples"),
        "releases of `tests/names` and `tests/speech`": releases_of(
            ROOT / "tests" / "names", ROOT / "tests" / "speech"
        ),
        "rows of `tests/cases/dates.jsonl`": cases_of(ROOT / "tests" / "cases" / "dates.jsonl"),
    }


def _measure(cases: Sequence[Case], measured: Sequence[Finder]) -> list[Result]:
    """All finders in turn, ROUNDS times. The quality comes from a first pass, which loads what is loaded once."""
    outcomes = [_find_all(finder, cases) for finder in measured]
    seconds = median_seconds({finder.name: partial(_find_all, finder, cases) for finder in measured})
    words = sum(len(case.text.split()) for case in cases)
    return [
        Result(finder, words / taken, measure(cases, findings), *_false(cases, findings))
        for finder, taken, findings in zip(measured, seconds, outcomes, strict=True)
    ]


def _find_all(finder: Finder, cases: Sequence[Case]) -> list[list[Found]]:
    return [finder.find(case) for case in cases]


def _false(cases: Sequence[Case], findings: Sequence[Sequence[Found]]) -> tuple[int, int]:
    """How much was found in texts without any date, and in how many of them."""
    counts = [len(found) for case, found in zip(cases, findings, strict=True) if not case.dates]
    return sum(counts), sum(map(bool, counts))


def _print_table(name: str, cases: Sequence[Case], results: Sequence[Result]) -> None:
    """A Markdown table, and one of false finds where some texts have no date."""
    asked = sum(date.asked for case in cases for date in case.dates)
    print(f"\n{len(cases)} {name}, {asked} dates\n")
    print(
        "| | words a second | times `search_dates` | same span, P / R / F1 | overlap, P / R / F1 | with its value, F1 |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    for result in results:
        quality = result.quality
        cells = [result.finder.name, f"{result.rate:,.0f}", f"{result.rate / results[SEARCH].rate:.1f}"]
        cells += [_told(quality.strict), _told(quality.overlapping), f"{quality.valued.f1:.3f}"]
        print(f"| {' | '.join(cells)} |")
    empty = sum(not case.dates for case in cases)
    if empty:
        print(f"\n{empty} of these without any date\n")
        print("| | false finds | texts with one |")
        print("|---|---:|---:|")
        for result in results:
            print(f"| {result.finder.name} | {result.false} | {result.disturbed} |")


def _told(shares: Shares) -> str:
    return f"{shares.precision:.3f} / {shares.recall:.3f} / {shares.f1:.3f}"


def _reasons(name: str, results: Sequence[Result]) -> list[str]:
    """Why the extractor is not ahead on a set of texts."""
    ours, others = results[OURS], results[SEARCH:]
    slow = ours.rate < LEAST_TIMES * results[SEARCH].rate
    reasons = [f"less than {LEAST_TIMES} times as fast as dateparser's search on {name}"] if slow else []
    if ours.quality.valued.f1 <= max(other.quality.valued.f1 for other in others):
        reasons.append(f"not ahead in dates with their values on {name}")
    return reasons


if __name__ == "__main__":
    sys.exit(main())
