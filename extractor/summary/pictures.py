"""Summary -> HTML: a fragment for a page, with bars as SVG, and the style that goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.summary.counts import Summary
from extractor.summary.rankings import Row, rankings
from extractor.summary.sentences import facts, timeline_heading
from extractor.summary.timeline import Timeline
from extractor.wording import counted

# Pixels from the top: where the tallest bar begins, and where all bars stand.
_TOP, _FOOT = 20, 150
_WIDEST_SLOT = 12.0
_BAR_OF_SLOT = 0.74
_LABELS, _NARROW_LABELS = 16, 6
_MOST_COUNTS, _MOST_NARROW_COUNTS = 24, 9


@dataclass(frozen=True, slots=True)
class _Column:
    """A bar of the chart; `left`, `width` and `middle` are per cent of its width, the others pixels."""

    value: str
    releases: int
    told: str
    left: float
    width: float
    middle: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class _Label:
    """A label below the chart; `shown` is "always", "wide" (where there is room) or "narrow" (where there is none)."""

    text: str
    middle: float
    shown: str


@dataclass(frozen=True, slots=True)
class _Chart:
    """What the template draws, `width` per cent wide.

    counts: where bars have their counts on top: "always", "wide" (where there is room) or "never".
    """

    heading: str
    told: str
    grain: str
    width: float
    peak: int
    top: int
    foot: int
    columns: Sequence[_Column]
    labels: Sequence[_Label]
    counts: str


def pictures(summary: Summary) -> Markup:
    """The summary as a <section> of HTML: no script, no style but by classes that begin with `summary-`."""
    chart = _chart(summary.timeline) if summary.timeline.bars else None
    template = _environment().get_template("summary.html.jinja")
    return Markup(template.render(facts=facts(summary), chart=chart, rankings=rankings(summary)))


def style() -> str:
    """The CSS of what `pictures` gives. It takes --ink, --muted, --line and --accent of the page, if it has them."""
    return files("extractor.summary").joinpath("summary.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=PackageLoader("extractor", "summary"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["bars"] = _bars
    return environment


def _bars(rows: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    """Each row with its first figure as per cent of the largest."""
    largest = max(row.figures[0] for row in rows)
    return ((row, round(100 * row.figures[0] / largest, 2)) for row in rows)


def _chart(timeline: Timeline) -> _Chart:
    slot = min(100 / len(timeline.bars), _WIDEST_SLOT)
    return _Chart(
        heading=timeline_heading(timeline),
        told=_told(timeline),
        grain=timeline.grain.capitalize(),
        width=round(slot * len(timeline.bars), 3),
        peak=timeline.peak,
        top=_TOP,
        foot=_FOOT,
        columns=list(_columns(timeline, slot)),
        labels=list(_labels(timeline, slot)),
        counts=_counts(len(timeline.bars)),
    )


def _told(timeline: Timeline) -> str:
    """The chart in words."""
    first = next(bar for bar in timeline.bars if bar.releases == timeline.peak)
    empty = sum(not bar.releases for bar in timeline.bars)
    without = f" In {empty} of {len(timeline.bars)} there are none." if empty else ""
    return f"Most in {first.value}: {counted(first.releases, 'release')}.{without}"


def _columns(timeline: Timeline, slot: float) -> Iterator[_Column]:
    width = slot * _BAR_OF_SLOT
    for place, bar in enumerate(timeline.bars):
        height = max(round((_FOOT - _TOP) * bar.releases / timeline.peak, 1), 2.0) if bar.releases else 0.0
        yield _Column(
            value=bar.value,
            releases=bar.releases,
            told=f"{bar.value}: {counted(bar.releases, 'release')}",
            left=round(place * slot + (slot - width) / 2, 3),
            width=round(width, 3),
            middle=_middle(place, slot),
            top=round(_FOOT - height, 1),
            height=height,
        )


def _labels(timeline: Timeline, slot: float) -> Iterator[_Label]:
    share = slot * len(timeline.bars) / 100
    wide, narrow = (dict(timeline.labels(max(int(most * share), 1))) for most in (_LABELS, _NARROW_LABELS))
    for place, text in sorted((wide | narrow).items()):
        shown = "wide" if place not in narrow else "narrow" if place not in wide else "always"
        yield _Label(text, _middle(place, slot), shown)


def _middle(place: int, slot: float) -> float:
    return round((place + 0.5) * slot, 3)


def _counts(bars: int) -> str:
    return "always" if bars <= _MOST_NARROW_COUNTS else "wide" if bars <= _MOST_COUNTS else "never"
