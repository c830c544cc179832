"""What the terminal is told: the state of a run while it lasts, and what it came to."""

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from extractor.batch.outcome import Outcome
from extractor.errors import InputError
from extractor.progress import _StateColumn
from extractor.report import Report

FAILED = Outcome("c.txt", error=InputError("c.txt", "missing", "does not exist", "check the path"))


def record(*counts: int, problems: tuple[str, ...] = (), repeats: str | None = None, earlier: bool = False) -> Outcome:
    """The outcome of a release with so many dates, organisations, people, quotes and contacts."""
    return Outcome("a.txt", b"{}", counts=counts, problems=problems, repeats=repeats, is_earlier=earlier)


@pytest.mark.parametrize(
    ("seconds", "total", "done", "earlier", "told"),
    [
        (0, 500, 0, 0, "0 of 500, 2 failed"),
        (0.1, 500, 16, 0, "16 of 500, 2 failed"),
        (4, 500, 160, 0, "160 of 500, 2 failed"),
        (10, 500, 100, 0, "100 of 500, 2 failed, 10.0 a second, 0:00:40 left"),
        (10, 5000, 1000, 1000, "1,000 of 5,000, 2 failed"),
        (10, 5000, 1100, 1000, "1,100 of 5,000, 2 failed, 10.0 a second, 0:06:30 left"),
        (10, None, 100, 0, "100, 2 failed, 10.0 a second"),
    ],
)
def test_the_state_of_a_run(seconds: float, total: int | None, done: int, earlier: int, told: str) -> None:
    clock = iter([0.0])
    progress = Progress(get_time=lambda: next(clock, seconds), disable=True)
    task = progress.add_task("reading", total=total, failed=2, earlier=earlier)
    progress.tasks[task].completed = done
    assert _StateColumn().render(progress.tasks[task]).plain == told


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ([], ["0 records, 0 failed"]),
        ([FAILED], ["c.txt: does not exist; check the path", "0 records, 1 failed", "failed: 1 missing"]),
        ([record(0, 0, 0, 0, 0)], ["1 record, 0 failed"]),
        ([record(2, 0, 1, 3, 1)], ["1 record, 0 failed", "facts: 3 quotes, 2 dates, 1 person, 1 contact"]),
        ([record(1, 1, 0, 1, 0), record(1, 0, 2, 0, 0, earlier=True)], ["2 records, 0 failed, 1 done earlier", "facts: "
         "2 dates, 2 people, 1 organisation, 1 quote"]),
        ([record(0, 0, 0, 0, 0, problems=("doubtful",))], ["1 record, 0 failed", "problems: 1 doubtful"]),
        ([record(0, 0, 0, 0, 0), record(1, 0, 0, 0, 0, repeats="x")], ["1 record, 0 failed", "duplicates: 1 left out"]),
    ],
)  # fmt: skip
def test_what_a_run_came_to(outcomes: list[Outcome], told: list[str]) -> None:
    console = Console(file=io.StringIO(), width=200)
    with Report(console, total=None, strict=False, dedupe=True, has_bar=False, quiet=False) as report:
        for outcome in outcomes:
            report.take(outcome)
    lines = [line.removesuffix(", 0.0 s") for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert lines == [f"extractor: {line}" for line in told]


@pytest.mark.parametrize(("dedupe", "records", "fate"), [(True, 1, "left out"), (False, 2, "kept, with duplicate_of")])
def test_what_became_of_duplicates(dedupe: bool, records: int, fate: str) -> None:
    console = Console(file=io.StringIO(), width=200)
    with Report(console, total=None, strict=False, dedupe=dedupe, has_bar=False, quiet=False) as report:
        report.take(record(1, 0, 0, 0, 0))
        report.take(record(1, 0, 0, 0, 0, repeats="x"))
    assert f"duplicates: 1 {fate}" in console.file.getvalue()  # type: ignore[attr-defined]
    summary = report.summary()
    assert (summary["records"], summary["facts"]["dates"], summary["duplicates"]) == (records, records, 1)
