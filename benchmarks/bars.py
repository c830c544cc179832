"""Figures that a benchmark is held to: a table of them, and the reasons why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A measured figure that must be at most (or at least) its limit; the goal is what we want, and fails nothing."""

    what: str
    measured: float
    limit: float
    goal: float | None = None
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the figure is within its limit."""
        return self.measured >= self.limit if self.is_least else self.measured <= self.limit

    @property
    def bound(self) -> str:
        """The limit in words."""
        return f"at {'least' if self.is_least else 'most'} {self.limit:g}"


def print_bars(bars: Sequence[Bar]) -> None:
    """A Markdown table."""
    print("\n| | measured | bar | goal |\n|---|---:|---:|---:|")
    for bar in bars:
        print(f"| {bar.what} | {bar.measured:.2f} | {bar.bound} | {'–' if bar.goal is None else f'{bar.goal:g}'} |")


def reasons(bars: Sequence[Bar]) -> list[str]:
    """Why the benchmark failed; empty if it did not."""
    return [f"{bar.what}: {bar.measured:.3f}, must be {bar.bound}" for bar in bars if not bar.is_met]
