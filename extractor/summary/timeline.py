"""Releases by month, with the empty months, or by whatever longer stretch keeps the bars few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_MOST_BARS = 48
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class _Grain:
    """A length of time, of which each stretch has a number; labels may stand at numbers that a stride divides.

    digits: how many of a year's four digits tell a stretch that is no month.
    """

    name: str
    digits: int
    strides: tuple[int, ...]

    def number(self, value: str) -> int:
        """The number of the stretch with this value, or of the one in which this shorter value lies."""
        if self.name == "month":
            return int(value[:4]) * 12 + int(value[5:]) - 1
        return int(value[: self.digits])

    def value(self, number: int) -> str:
        """The stretch in EDTF."""
        if self.name == "month":
            return f"{number // 12:04}-{number % 12 + 1:02}"
        return f"{number:0{self.digits}}".ljust(4, "X")


_GRAINS = (
    _Grain("month", 4, (1, 2, 3, 6, 12, 24, 48)),
    _Grain("year", 4, (1, 2, 5, 10, 20, 50)),
    _Grain("decade", 3, (1, 2, 5, 10, 20, 50)),
    _Grain("century", 2, (1, 2, 5, 10, 20, 50)),
)
_PLACES = {grain.name: place for place, grain in enumerate(_GRAINS)}


@dataclass(frozen=True, slots=True)
class Bar:
    """A month (`2024-05`), year (`2024`), decade (`202X`) or century (`20XX`), and its releases."""

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
        return _filled(months, _MOST_BARS, _GRAINS)

    def within(self, most: int) -> Timeline:
        """The same by the shortest grain that gives at most so many bars, else by centuries."""
        return _filled({bar.value: bar.releases for bar in self.bars}, most, _GRAINS[_PLACES[self.grain] :])

    @property
    def peak(self) -> int:
        """The most releases of a bar."""
        return max((bar.releases for bar in self.bars), default=0)

    def labels(self, most: int) -> Iterator[tuple[int, str]]:
        """At most so many bars, by their place, with labels: round years, Januaries (as their year) and months."""
        grain = _GRAINS[_PLACES[self.grain]]
        stride = next((stride for stride in grain.strides if len(self.bars) <= stride * most), grain.strides[-1])
        for place, bar in enumerate(self.bars):
            if grain.number(bar.value) % stride == 0:
                yield place, _label(bar.value)


def _filled(counts: Mapping[str, int], most: int, grains: Sequence[_Grain]) -> Timeline:
    """The timeline by the first of the grains that gives at most so many bars, else by the last."""
    if not counts:
        return Timeline(grains[0].name, [])
    first, last = min(counts), max(counts)
    grain = next((grain for grain in grains if grain.number(last) - grain.number(first) < most), grains[-1])
    releases: Counter[int] = Counter()
    for value, count in counts.items():
        releases[grain.number(value)] += count
    numbers = range(grain.number(first), grain.number(last) + 1)
    return Timeline(grain.name, [Bar(grain.value(number), releases[number]) for number in numbers])


def _label(value: str) -> str:
    year, _, month = value.partition("-")
    return year if month in ("", "01") else _MONTHS[int(month) - 1]
