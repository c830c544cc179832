"""95 % confidence intervals: how far a figure might be off for the sample being small.

Shares of independent answers have Wilson's score interval (E. B. Wilson, Probable inference, the law of succession, and
statistical inference, Journal of the American Statistical Association 22, 1927). F1 is no share, and stretches of text
are not independent: they have the percentile bootstrap over releases (B. Efron, Bootstrap methods: another look at the
jackknife, Annals of Statistics 7, 1979).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from extractor.evaluation.measures import Measure, Overlap, Rate

_Z = 1.959964  # the normal distribution's quantile of 97.5 %
_SEED = 10
_RESAMPLES = 400
_CUT = _RESAMPLES // 40  # 2.5 % on either side

Draws = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies with 95 % confidence."""

    low: float
    high: float
    method: Literal["wilson", "bootstrap"]


def draws(releases: int) -> Draws:
    """Resamples of the numbers of the releases, with replacement, always the same ones."""
    numbers, chance = range(releases), random.Random(_SEED)
    return [chance.choices(numbers, k=releases) for _ in range(_RESAMPLES)] if releases > 1 else []


def intervals_of(by_release: Sequence[Measure], resamples: Draws) -> dict[str, Interval]:
    """The intervals of a measure's figures, by name; a figure of nothing, or of a single release, has none."""
    kind, counts = type(by_release[0]), [tuple(one.counts().values()) for one in by_release]
    whole = _sum(kind, counts)
    if isinstance(whole, Rate):
        return _known(accuracy=wilson(whole.right, whole.asked))
    has_any = whole.found or whole.expected
    resampled = [_sum(kind, [counts[number] for number in draw]) for draw in resamples] if has_any else []
    if isinstance(whole, Overlap):
        return _known(**{figure: _middle([one.figures()[figure] for one in resampled]) for figure in whole.figures()})
    return _known(
        f1=_middle([one.figure for one in resampled]),
        precision=wilson(whole.true_positives, whole.found),
        recall=wilson(whole.true_positives, whole.expected),
    )


def wilson(right: int, asked: int) -> Interval | None:
    """Wilson's score interval of right answers out of those asked for."""
    if not asked:
        return None
    share, square = right / asked, _Z * _Z / asked
    middle = share + square / 2
    reach = _Z * sqrt(share * (1 - share) / asked + square / (4 * asked))
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    # At the ends the formula gives 0 and 1, but for rounding.
    return Interval(low if right else 0.0, high if right < asked else 1.0, "wilson")


def _sum(kind: type[Measure], counts: Iterable[tuple[int, ...]]) -> Measure:
    """The measure of the counts of several releases."""
    return kind(*map(sum, zip(*counts, strict=True)))


def _middle(figures: list[float]) -> Interval | None:
    """What is left of the figures without the lowest and the highest 2.5 %."""
    ordered = sorted(figures)
    return Interval(ordered[_CUT], ordered[-1 - _CUT], "bootstrap") if ordered else None


def _known(**figures: Interval | None) -> dict[str, Interval]:
    return {name: interval for name, interval in figures.items() if interval}
