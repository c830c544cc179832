"""Words a second and quality of finding quotes, beside textacy and sayswho over the same texts in one run.

python benchmarks/quotes.py [FOLDER]: a folder of expected records, each with its quotes and the name of its source;
without it the samples and the table of cases. One process on one core; loading the model is not counted.
Exit code 1 where the extractor is slower than textacy with the whole pipeline, or not ahead of all others in speech
that is rightly attributed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quotes_libraries import Found, Library, libraries
from quotes_texts import Case, Quality, cases_of, measure, releases_of
from rounds import median_seconds, take_one_core, verdict

ROOT = Path(__file__).parent.parent
OURS, TEXTACY = 0, 2


@dataclass(frozen=True, slots=True)
class Result:
    """What one library showed; `raised` counts texts over which it raised."""

    library: Library
    rate: float
    quality: Quality
    raised: int


def main() -> int:
    """Measure, print a table for each set of texts, and tell whether the extractor is ahead."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of expected records; default: samples and cases")
    folder = parser.parse_args().folder
    take_one_core()
    sets = {folder.name: releases_of(folder)} if folder else _own()
    if not all(sets.values()):
        parser.error(f"no expected records in {folder or ROOT}")
    measured, reasons = libraries(), []
    for name, cases in sets.items():
        results = _measure(cases, measured)
        _print_table(name, cases, results)
        reasons += _reasons(name, results)
    return verdict(reasons)


def _own() -> dict[str, list[Case]]:
    return {"samples": releases_of(ROOT / "samples"), "cases": cases_of(ROOT / "tests" / "cases" / "quotes.jsonl")}


def _measure(cases: Sequence[Case], measured: Sequence[Library]) -> list[Result]:
    """All libraries in turn, ROUNDS times. The quality comes from a first pass, which loads what is loaded once."""
    outcomes = [_find_all(library, cases) for library in measured]
    seconds = median_seconds({library.name: partial(_find_all, library, cases) for library in measured})
    words = sum(len(case.text.text.split()) for case in cases)
    return [
        Result(library, words / taken, measure(cases, [found or [] for found in findings]), raised)
        for library, taken, findings, raised in zip(
            measured, seconds, outcomes, [found.count(None) for found in outcomes], strict=True
        )
    ]


def _find_all(library: Library, cases: Sequence[Case]) -> list[list[Found] | None]:
    return [_find(library, case) for case in cases]


def _find(library: Library, case: Case) -> list[Found] | None:
    """What a library finds in one text; None where it raises, whatever that is."""
    try:
        return library.find(case.text)
    except Exception:
        return None


def _print_table(name: str, cases: Sequence[Case], results: Sequence[Result]) -> None:
    """A Markdown table; speeds also as times that of textacy."""
    print(f"\n{len(cases)} {name}, {results[OURS].quality.asked} stretches of speech between marks\n")
    print("| | words a second | times textacy | found | rightly attributed | pronouns granted | false | raised |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for result in results:
        cells = [result.library.name, f"{result.rate:.0f}", f"{result.rate / results[TEXTACY].rate:.2f}"]
        cells += _quality_cells(result.quality) if result.library.finds_quotes else ["–"] * 4
        print(f"| {' | '.join([*cells, str(result.raised)])} |")


def _quality_cells(quality: Quality) -> list[str]:
    shares = [count / max(quality.asked, 1) for count in (quality.found, quality.right, quality.granted)]
    return [*(f"{share:.3f}" for share in shares), f"{quality.false} ({quality.nobodys})"]


def _reasons(name: str, results: Sequence[Result]) -> list[str]:
    """Why the extractor is not ahead on a set of texts; the others are granted their pronouns."""
    ours, others = results[OURS], results[TEXTACY:]
    reasons = [f"slower than textacy on {name}"] if ours.rate < results[TEXTACY].rate else []
    if ours.quality.right <= max(other.quality.granted for other in others):
        reasons.append(f"not ahead in speech rightly attributed on {name}")
    return reasons


if __name__ == "__main__":
    sys.exit(main())
