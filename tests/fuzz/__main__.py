"""The command: many inputs and a report, or one input made again."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

# Numeric libraries read it as they are loaded, in this process and those that it starts.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))


def main() -> int:
    """Run what the arguments ask for; 1 if there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz readers and finders: docs/fuzzing.md.")
    parser.add_argument("--inputs", type=int, default=200_000, metavar="N", help="how many in total (200,000)")
    parser.add_argument("--seconds", type=float, metavar="S", help="stop after so many seconds, whatever stands")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes (1)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number to begin at (0)")
    parser.add_argument("--targets", metavar="A,B", help="these targets only")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON")
    parser.add_argument("--join", type=Path, nargs="+", metavar="FILE", help="join reports of several runs into one")
    parser.add_argument("--again", metavar="TARGET:NUMBER", help="make one input again, and tell what comes of it")
    parser.add_argument("--save", type=Path, metavar="FILE", help="with --again: write the input")
    parser.add_argument("--shrink", action="store_true", help="with --again: make it as small as its fault allows")
    told = parser.parse_args()
    if told.again:
        return _again(told)
    return _join(told) if told.join else _run(told)


def _run(told: argparse.Namespace) -> int:
    from fuzz.run import blocks, run, table
    from fuzz.targets import TARGETS

    report: dict[str, Any] = {}

    def save(so_far: dict[str, Any]) -> None:
        report.update(so_far)
        if told.report:
            told.report.write_text(json.dumps(report, indent=1) + "\n", "utf-8")

    names = told.targets.split(",") if told.targets else list(TARGETS)
    run(blocks(names, told.inputs, told.first), save, told.jobs, told.seconds)
    print(table(report))
    print(f"{report['inputs']:,} inputs in {report['seconds']:,} seconds; kinds of faults: {report['faults']}")
    return 1 if report["faults"] else 0


def _join(told: argparse.Namespace) -> int:
    from fuzz.run import joined, table

    report = joined([json.loads(file.read_text("utf-8")) for file in told.join])
    if told.report:
        told.report.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(table(report))
    return 0


def _again(told: argparse.Namespace) -> int:
    from fuzz.shrink import shrunk
    from fuzz.targets import TARGETS
    from fuzz.trial import tried_with

    name, _, number = told.again.partition(":")
    target, data = TARGETS[name], TARGETS[name].input(int(number))
    outcome = tried_with(target, int(number), data)
    if told.shrink and outcome.is_fault:
        data = shrunk(target, int(number), data)
        outcome = tried_with(target, int(number), data)
    if told.save:
        told.save.write_bytes(data)
    print(f"{len(data)} bytes: {data[:2000]!r}")
    print(f"{outcome.word} ({outcome.seconds:.2f} s)\n{outcome.message}")
    return 1 if outcome.is_fault else 0


if __name__ == "__main__":
    sys.exit(main())
