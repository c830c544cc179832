"""The bar of a run at the terminal: how far it is, how fast, and how long it will take."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

# Seconds before a rate is told: the first outcomes wait for workers to start, and come shard by shard.
_SETTLED = 5.0


class _StateColumn(ProgressColumn):
    """How far the run is, in words."""

    def __init__(self) -> None:
        super().__init__(Column(no_wrap=True))

    def render(self, task: Task) -> Text:
        """The words; the rate is that of this run, without what an earlier one had done."""
        done, earlier, elapsed = int(task.completed), task.fields["earlier"], task.elapsed or 0.0
        of = "" if task.total is None else f" of {int(task.total):,}"
        told = [f"{done:,}{of}", f"{task.fields['failed']:,} failed"]
        if done > earlier and elapsed >= _SETTLED:
            rate = (done - earlier) / elapsed
            told.append(f"{rate:,.1f} a second")
            if task.total is not None:
                told.append(f"{timedelta(seconds=round((task.total - done) / rate))} left")
        return Text(", ".join(told))


class Bar:
    """A bar on a console; total: how many outcomes to expect, None if nobody knows; what: what is done."""

    def __init__(self, console: Console, total: int | None, what: str) -> None:
        columns = TextColumn(what), BarColumn(bar_width=20), _StateColumn()
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task(what, total=total, failed=0, earlier=0)

    def start(self) -> None:
        """Show it."""
        self._progress.start()

    def stop(self) -> None:
        """Take it away."""
        self._progress.stop()

    def advance(self, *, failed: int, earlier: int) -> None:
        """Count one outcome; failed, earlier: how many so far failed, or were done by an earlier run."""
        self._progress.update(self._task, advance=1, failed=failed, earlier=earlier)
