"""What a batch tells the person at the terminal: progress, one line an error, a summary, the exit code."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.text import Text

from extractor.batch.outcome import FACTS, Outcome
from extractor.errors import InputError
from extractor.plain import one_line
from extractor.wording import counted

if TYPE_CHECKING:
    from extractor.progress import Bar
    from extractor.record import Record

_ONE = dict(zip(FACTS, ("date", "organisation", "person", "quote", "contact"), strict=True))


class _UnderWay:
    """Work that a person waits for: a bar while it lasts, and then what it came to; a context manager.

    Nothing is told at the end of what an error ended, or with `quiet`.
    """

    def __init__(self, console: Console, bar: Bar | None, *, quiet: bool) -> None:
        self._console, self._bar, self._quiet = console, bar, quiet
        self._start = time.monotonic()
        self._seconds = 0.0
        self._is_interrupted = False

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
        self._seconds = time.monotonic() - self._start
        self._is_interrupted = isinstance(error, KeyboardInterrupt)
        if not self._quiet and (error is None or self._is_interrupted):
            self._summarise()

    def _summarise(self) -> None:
        raise NotImplementedError


class Report(_UnderWay):
    """Counts outcomes and tells of them on `console`; use it as a context manager.

    total: how many outcomes to expect, None if nobody knows; strict: a record with problems counts as failed; dedupe:
    repeats are left out, and give no record; has_bar: whether to show progress; quiet: no summary. Errors are always
    told.
    """

    def __init__(
        self, console: Console, *, total: int | None, strict: bool, dedupe: bool, has_bar: bool, quiet: bool
    ) -> None:
        super().__init__(console, _new_bar(console, total, "reading") if has_bar else None, quiet=quiet)
        self._strict, self._dedupe = strict, dedupe
        self._inputs = self._records = self._failed = self._duplicates = self._earlier = 0
        self._errors: Counter[str] = Counter()
        self._problems: Counter[str] = Counter()
        self._facts = Counter(dict.fromkeys(FACTS, 0))

    def take(self, outcome: Outcome) -> None:
        """Count an outcome, and tell why an input failed."""
        self._inputs += 1
        self._earlier += outcome.is_earlier
        if outcome.error is not None:
            self._failed += 1
            self._errors[outcome.error.code] += 1
            tell(self._console, str(outcome.error))
        else:
            self._duplicates += outcome.repeats is not None
            if not (self._dedupe and outcome.repeats):
                self._take_record(outcome)
        if self._bar:
            self._bar.advance(failed=self._failed, earlier=self._earlier)

    def _take_record(self, outcome: Outcome) -> None:
        self._records += 1
        self._problems.update(outcome.problems)
        self._facts.update(dict(zip(FACTS, outcome.counts, strict=True)))
        if self._strict and outcome.problems:
            self._failed += 1
            codes = ", ".join(dict.fromkeys(outcome.problems))
            tell(self._console, f"{outcome.uri}: has problems ({codes}); see the record, or leave out --strict")

    @property
    def has_records(self) -> bool:
        """Whether any input gave a record."""
        return self._records > 0

    @property
    def exit_code(self) -> int:
        """0 if all went well, 1 if some inputs failed, 3 if nothing succeeded, 130 if the run was interrupted."""
        return 130 if self._is_interrupted else _exit_code(self._failed, self._inputs)

    def summary(self) -> dict[str, Any]:
        """What the run came to, for programs."""
        return {
            "inputs": self._inputs,
            "records": self._records,
            "failed": self._failed,
            "duplicates": self._duplicates,
            "done_earlier": self._earlier,
            "errors": dict(sorted(self._errors.items())),
            "problems": dict(sorted(self._problems.items())),
            "facts": dict(self._facts),
            "seconds": round(self._seconds, 3),
            "interrupted": self._is_interrupted,
            "exit_code": self.exit_code,
        }

    def _summarise(self) -> None:
        told = [counted(self._records, "record"), f"{self._failed:,} failed"]
        if self._earlier:
            told.append(f"{self._earlier:,} done earlier")
        told.append(f"{self._seconds:.1f} s")
        if self._is_interrupted:
            told.append("interrupted")
        tell(self._console, ", ".join(told))
        self._tell_counts("failed", self._errors)
        self._tell_counts("problems", self._problems)
        if self._duplicates:
            fate = "left out" if self._dedupe else "kept, with duplicate_of in their records"
            tell(self._console, f"duplicates: {self._duplicates:,} {fate}")
        if self._records:
            facts = {_ONE[name] if count == 1 else name: count for name, count in self._facts.items()}
            self._tell_counts("facts", Counter(facts))

    def _tell_counts(self, name: str, counts: Counter[str]) -> None:
        if told := ", ".join(f"{count:,} {what}" for what, count in counts.most_common() if count):
            tell(self._console, f"{name}: {told}")


def _new_bar(console: Console, total: int | None, what: str) -> Bar:
    from extractor.progress import Bar  # which few runs show

    return Bar(console, total, what)


class PlanReport:
    """Counts the inputs of a plan, and tells on `console` of those that can't be read or had."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._inputs = self._failed = 0

    def take(self, one: object) -> None:
        """Count an input, or tell why it can't be read."""
        self._inputs += 1
        if isinstance(one, InputError):
            self._failed += 1
            tell(self._console, str(one))

    @property
    def count(self) -> int:
        """How many went well."""
        return self._inputs - self._failed

    @property
    def failed(self) -> int:
        """How many did not."""
        return self._failed

    @property
    def exit_code(self) -> int:
        """0 if all went well, 1 if some failed, 3 if none was left."""
        return _exit_code(self._failed, self._inputs)


class RecordsReport(PlanReport):
    """Counts the records that a command reads, and tells on `console` of what is none."""

    def good(
        self, read: Iterable[Record | InputError], fail: Callable[[InputError], None] = lambda error: None
    ) -> Iterator[Record]:
        """The records among what was read; errors are told, and given to `fail`."""
        for one in read:
            self.take(one)
            if isinstance(one, InputError):
                fail(one)
            else:
                yield one


class CollectReport(_UnderWay):
    """Counts what is kept in `out`, and tells on `console` of what failed; use it as a context manager.

    pages: tells how many pages are in `out`.
    """

    def __init__(self, console: Console, out: str, pages: Callable[[], int], *, has_bar: bool, quiet: bool) -> None:
        super().__init__(console, _new_bar(console, None, "collecting") if has_bar else None, quiet=quiet)
        self._counts = PlanReport(console)
        self._out, self._pages, self._before = out, pages, pages()

    def take(self, one: object) -> None:
        """Count a page, or tell why it could not be had."""
        self._counts.take(one)
        if self._bar:
            self._bar.advance(failed=self._counts.failed, earlier=0)

    @property
    def exit_code(self) -> int:
        """0 if all went well, 1 if some pages failed, 3 if none was kept."""
        return self._counts.exit_code

    def _summarise(self) -> None:
        count = self._pages()
        pages = f"{count - self._before:,} new, {counted(count, 'page')} in {self._out}"
        told = [pages, f"{self._counts.failed:,} failed", f"{self._seconds:.1f} s"]
        if self._is_interrupted:
            told.append("interrupted; the same command goes on from there")
        tell(self._console, ", ".join(told))


def _exit_code(failed: int, inputs: int) -> int:
    if failed == inputs:
        return 3
    return 1 if failed else 0


def tell(console: Console, line: str, *, quiet: bool = False) -> None:
    """Print one line, whatever characters the names in it hold, unless `quiet`."""
    if quiet:
        return
    console.print(Text(f"extractor: {one_line(line)}"), soft_wrap=True)
