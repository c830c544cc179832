"""What a batch tells the person at the terminal: progress, one line an error, a summary, the exit code."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from extractor.errors import InputError
from extractor.record import Record


class Report:
    """Counts outcomes and tells of them on `console`; use it as a context manager.

    total: how many outcomes to expect, None if nobody knows; strict: a record with problems counts as failed;
    has_bar: whether to show progress; quiet: no summary. Errors are always told.
    """

    def __init__(self, console: Console, *, total: int | None, strict: bool, has_bar: bool, quiet: bool) -> None:
        self._console, self._strict, self._quiet = console, strict, quiet
        self._records = self._failed = self._succeeded = 0
        self._start = time.monotonic()
        columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, transient=True, disable=not has_bar)
        self._task = self._progress.add_task("reading", total=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
        if not self._quiet and (error is None or isinstance(error, KeyboardInterrupt)):
            self._summarise(is_interrupted=error is not None)

    def record(self, record: Record) -> None:
        """Count a record."""
        self._records += 1
        if self._strict and record.problems:
            self._failed += 1
            codes = ", ".join(dict.fromkeys(problem.code for problem in record.problems))
            tell(self._console, f"{record.source.uri}: has problems ({codes}); see the record, or leave out --strict")
        else:
            self._succeeded += 1
        self._progress.advance(self._task)

    def error(self, error: InputError) -> None:
        """Count an input that gave no record, and tell why."""
        self._failed += 1
        tell(self._console, str(error))
        self._progress.advance(self._task)

    @property
    def exit_code(self) -> int:
        """0 if all went well, 1 if some inputs failed, 3 if nothing succeeded."""
        if not self._succeeded:
            return 3
        return 1 if self._failed else 0

    def _summarise(self, *, is_interrupted: bool) -> None:
        seconds = time.monotonic() - self._start
        records = f"{self._records} record{'' if self._records == 1 else 's'}"
        end = ", interrupted" if is_interrupted else ""
        tell(self._console, f"{records}, {self._failed} failed, {seconds:.1f} s{end}")


def tell(console: Console, line: str) -> None:
    """Print one line, whatever characters the names in it hold."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in " ".join(line.split()))
    console.print(Text(f"extractor: {shown}"), soft_wrap=True)
