"""A timeline as lines of characters: bars, the line they stand on, and labels."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.summary.timeline import Timeline

_ROWS = 5
_WIDEST_BAR = 7
_LABEL = 5


def fitted(timeline: Timeline, width: int) -> Timeline:
    """The timeline in bars few enough for so many columns."""
    total = sum(bar.releases for bar in timeline.bars)
    return timeline.within(max(width - len(f"{total:,} "), 1))


def chart(timeline: Timeline, width: int, blocks: str, foot: str) -> tuple[list[str], list[str]]:
    """The lines of the bars, and those below them, none longer than `width` if the timeline is fitted to it.

    blocks: signs for parts of a row, from none to all of it; foot: the sign of the line that bars stand on. Bars have
    their counts on top if all of them fit, else the most releases of a bar stand to the left of its top.
    """
    edge = len(f"{timeline.peak:,} ")
    slot = min(max((width - edge) // len(timeline.bars), 1), _WIDEST_BAR + 1)
    bars = _bars(timeline, slot, blocks)
    line = foot * (slot * len(timeline.bars) - (slot > 1))
    if all(len(f"{bar.releases:,}") < slot for bar in timeline.bars):
        return list(_with_counts(timeline, slot, bars)), [line, _labels(timeline, slot, width)]
    margins = [f"{timeline.peak:,} ", *[" " * edge] * (_ROWS - 1)]
    shown = [(margin + row).rstrip() for margin, row in zip(margins, bars, strict=True)]
    return shown, [" " * edge + line, " " * edge + _labels(timeline, slot, width - edge)]


def _bars(timeline: Timeline, slot: int, blocks: str) -> list[str]:
    """The rows of the bars, the topmost first; whatever is more than nothing is seen."""
    full = len(blocks) - 1
    heights = [_height(bar.releases, timeline.peak, _ROWS * full) for bar in timeline.bars]
    levels = [[min(max(height - full * row, 0), full) for height in heights] for row in reversed(range(_ROWS))]
    return ["".join((blocks[level] * max(slot - 1, 1)).ljust(slot) for level in row) for row in levels]


def _height(releases: int, peak: int, full: int) -> int:
    return max(round(releases / peak * full), 1) if releases else 0


def _with_counts(timeline: Timeline, slot: int, bars: list[str]) -> Iterator[str]:
    """The rows with the count of each bar in the row above it, which may be one more at the top."""
    rows = [list(row) for row in (" " * len(bars[0]), *bars)]
    for place, bar in enumerate(timeline.bars):
        if bar.releases:
            column = place * slot
            top = next(number for number, row in enumerate(rows) if row[column] != " ")
            rows[top - 1][column : column + slot - 1] = f"{bar.releases:,}".center(slot - 1)
    return ("".join(row).rstrip() for row in rows)


def _labels(timeline: Timeline, slot: int, width: int) -> str:
    """Labels below the beginnings of their bars, those left out that would stand out at the right."""
    line = ""
    for place, label in timeline.labels(max(slot * len(timeline.bars) // _LABEL, 1)):
        if place * slot + len(label) <= width:
            line = line.ljust(place * slot) + label
    return line
