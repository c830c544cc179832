"""What a batch tells the person at the terminal: progress, one line an error, a summary, the exit code."""

from __future__ import annotations

import time
from collections import Counter
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from extractor.batch.outcome import FACTS, Outcome


class _RateColumn(ProgressColumn):
    """Inputs a second, lately."""

    def render(self, task: Task) -> Text:
        """The rate, once there is one."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


class Report:
    """Counts outcomes and tells of them on `console`; use it as a context manager.

    total: how many outcomes to expect, None if nobody knows; strict: a record with problems counts as failed;
    has_bar: whether to show progress; quiet: no summary. Errors are always told.
    """

    def __init__(self, console: Console, *, total: int | None, strict: bool, has_bar: bool, quiet: bool) -> None:
        self._console, self._strict, self._quiet = console, strict, quiet
        self._inputs = self._records = self._failed = self._duplicates = 0
        self._errors: Counter[str] = Counter()
        self._problems: Counter[str] = Counter()
        self._facts = Counter(dict.fromkeys(FACTS, 0))
        self._start = time.monotonic()
        self._seconds = 0.0
        self._progress = Progress(
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            _RateColumn(),
            TextColumn("{task.fields[failed]} failed,"),
            TimeElapsedColumn(),
            TextColumn("left:"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not has_bar,
        )
        self._task = self._progress.add_task("reading", total=total, failed=0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
        self._seconds = time.monotonic() - self._start
        if not self._quiet and (error is None or isinstance(error, KeyboardInterrupt)):
            self._summarise(is_interrupted=error is not None)

    def take(self, outcome: Outcome) -> None:
        """Count an outcome, and tell why an input failed."""
        self._inputs += 1
        if outcome.error is not None:
            self._failed += 1
            self._errors[outcome.error.code] += 1
            tell(self._console, str(outcome.error))
        else:
            self._take_record(outcome)
        self._progress.update(self._task, advance=1, failed=self._failed)

    def _take_record(self, outcome: Outcome) -> None:
        self._records += 1
        self._duplicates += outcome.repeats is not None
        self._problems.update(outcome.problems)
        self._facts.update(dict(zip(FACTS, outcome.counts, strict=True)))
        if self._strict and outcome.problems:
            self._failed += 1
            codes = ", ".join(dict.fromkeys(outcome.problems))
            tell(self._console, f"{outcome.uri}: has problems ({codes}); see the record, or leave out --strict")

    @property
    def exit_code(self) -> int:
        """0 if all went well, 1 if some inputs failed, 3 if nothing succeeded."""
        if self._failed == self._inputs:
            return 3
        return 1 if self._failed else 0

    def summary(self) -> dict[str, Any]:
        """What the run came to, for programs."""
        return {
            "inputs": self._inputs,
            "records": self._records,
            "failed": self._failed,
            "errors": dict(sorted(self._errors.items())),
            "problems": dict(sorted(self._problems.items())),
            "duplicates": self._duplicates,
            "facts": dict(self._facts),
            "seconds": round(self._seconds, 3),
            "exit_code": self.exit_code,
        }

    def _summarise(self, *, is_interrupted: bool) -> None:
        records = f"{self._records:,} record{'' if self._records == 1 else 's'}"
        end = ", interrupted" if is_interrupted else ""
        tell(self._console, f"{records}, {self._failed:,} failed, {self._seconds:.1f} s{end}")
        for name, counts in (("facts", self._facts), ("failed", self._errors), ("problems", self._problems)):
            told = ", ".join(f"{count:,} {what}" for what, count in counts.most_common() if count)
            if told or counts is self._facts:
                tell(self._console, f"{name}: {told or 'none'}")
        if self._duplicates:
            tell(self._console, f"duplicates: {self._duplicates:,}")


def tell(console: Console, line: str) -> None:
    """Print one line, whatever characters the names in it hold."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in " ".join(line.split()))
    console.print(Text(f"extractor: {shown}"), soft_wrap=True)
