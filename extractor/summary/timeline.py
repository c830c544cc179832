"""Releases by month, with the empty months, or by whatever longer stretch keeps the bars few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MOST_BARS = 48
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class _Grain:
    """digits: how many of a year's four digits tell it; strides: after how many bars there may be a label."""

    name: str
    digits: int
    strides: tuple[int, ...]


_GRAINS = (
    _Grain("month", 4, (1, 2, 3, 6, 12, 24, 48)),
    _Grain("year", 4, (1, 2, 5, 10, 20, 50)),
    _Grain("decade", 3, (1, 2, 5, 10, 20, 50)),
    _Grain("century", 2, (1, 2, 5, 10, 20, 50)),
)
_PLACES = {grain.name: place for place, grain in enumerate(_GRAINS)}


@dataclass(frozen=True, slots=True)
class Bar:
    """A month (`2024-05`), year (`2024`), decade (`202X`) or century (`20XX`), in EDTF, and its releases."""

    value: str
    releases: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bars from the first to the last that has releases, in order; none where no release has a day."""

    grain: str
    bars: list[Bar]

    @classmethod
    def of(cls, months: Mapping[str, int]) -> Timeline:
        """The timeline of releases by month (`2024-05`), of 48 bars at most: years if there are more months."""
        bars = [Bar(month, months.get(month, 0)) for month in _between(months)]
        return cls("month", bars).within(_MOST_BARS)

    def within(self, most: int) -> Timeline:
        """The same by the shortest grain that gives at most so many bars, else by centuries."""
        shorter = self
        for grain in _GRAINS[_PLACES[self.grain] + 1 :]:
            if len(shorter.bars) > most:
                shorter = shorter._by(grain)
        return shorter

    def _by(self, grain: _Grain) -> Timeline:
        counts: Counter[str] = Counter()
        for bar in self.bars:
            counts[bar.value[: grain.digits].ljust(4, "X")] += bar.releases
        return Timeline(grain.name, [Bar(value, count) for value, count in counts.items()])

    @property
    def _grain(self) -> _Grain:
        return _GRAINS[_PLACES[self.grain]]

    @property
    def peak(self) -> int:
        """The most releases of a bar."""
        return max((bar.releases for bar in self.bars), default=0)

    def labels(self, most: int) -> Iterator[tuple[int, str]]:
        """At most so many bars, by their place, with labels: round years, Januaries (as their year) and months."""
        strides = self._grain.strides
        stride = next((stride for stride in strides if len(self.bars) <= stride * most), strides[-1])
        for place, bar in enumerate(self.bars):
            if self._number(bar) % stride == 0:
                yield place, self._label(bar)

    def _number(self, bar: Bar) -> int:
        return _month_number(bar.value) if "-" in bar.value else int(bar.value[: self._grain.digits])

    def _label(self, bar: Bar) -> str:
        year, _, month = bar.value.partition("-")
        return year if month in ("", "01") else _MONTHS[int(month) - 1]


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _between(months: Mapping[str, int]) -> Iterator[str]:
    """Every month from the first to the last."""
    numbers = [_month_number(month) for month in (min(months), max(months))] if months else [0, -1]
    for number in range(numbers[0], numbers[1] + 1):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
