"""Summary -> the few sentences and headings that the terminal and the page have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.plain import one_line
from extractor.summary.counts import Summary
from extractor.summary.timeline import Timeline
from extractor.wording import counted

_LONGEST = 120
_MOST_NAMES = 10


def short_name(text: str) -> str:
    """A name as one line of at most 120 characters."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def share(part: int, whole: int) -> str:
    """The part in per cent, never 0% of something and 100% of less than all."""
    per_cent = round(100 * part / whole) if whole else 0
    if 0 < part < whole and per_cent in (0, 100):
        return "under 1%" if per_cent == 0 else "over 99%"
    return f"{per_cent}%"


def facts(summary: Summary) -> Iterator[tuple[str, str]]:
    """What is told in words, each with its label; labels of what does not occur are left out."""
    yield "Releases", _releases(summary)
    if not summary.releases.total:
        return
    yield "Publishers", _publishers(summary)
    if summary.quotes.total:
        yield "Quotes", _quotes(summary)
        yield "Speakers", _speakers(summary)
    if summary.dates.total:
        yield "Dates", _dates(summary)
    yield "Problems", _problems(summary)
    yield "Languages", _with_counts(summary.languages)
    yield "Noise", _noise(summary)


def timeline_heading(timeline: Timeline) -> str:
    """What the bars show: "Releases a month, 2024-03 to 2025-01"."""
    bars = timeline.bars
    span = bars[0].value if len(bars) == 1 else f"{bars[0].value} to {bars[-1].value}"
    return f"Releases a {timeline.grain}, {span}"


def _releases(summary: Summary) -> str:
    releases = summary.releases
    said = [f"{releases.total:,}"]
    if releases.first_day:
        span = sorted({releases.first_day, releases.last_day or releases.first_day})
        said.append(f"issued {'on' if len(span) == 1 else 'from'} {' to '.join(span)}")
    if releases.without_day:
        said.append(f"{releases.without_day:,} without a day of issue")
    if releases.duplicates:
        said.append(f"{counted(releases.duplicates, 'repeats', 'repeat')} an earlier one")
    return ", ".join(said)


def _publishers(summary: Summary) -> str:
    without = summary.releases.without_publisher
    return f"{summary.publishers.distinct:,}" + (f", {counted(without, 'release')} without one" if without else "")


def _quotes(summary: Summary) -> str:
    quotes = summary.quotes
    kinds = [f"{kind.quotes:,} {kind.kind}" for kind in quotes.kinds if kind.quotes]
    return f"{quotes.total:,}: {', '.join(kinds)}; {counted(quotes.words, 'word')} in all"


def _speakers(summary: Summary) -> str:
    quotes = summary.quotes
    part = share(quotes.with_speaker, quotes.total)
    told = f"told for {quotes.with_speaker:,} of {counted(quotes.total, 'quote')} ({part})"
    return f"{told}: {_with_counts(quotes.speaker_types)}" if quotes.with_speaker else told


def _dates(summary: Summary) -> str:
    dates = summary.dates
    without = f"; {dates.without_value:,} without a value" if dates.without_value else ""
    return f"{dates.total:,}: {_with_counts(dates.grains)}{without}"


def _problems(summary: Summary) -> str:
    problems = summary.problems
    return f"{problems.total:,} in {counted(problems.releases, 'release')}" if problems.total else "none"


def _noise(summary: Summary) -> str:
    characters = summary.characters
    part = share(characters.removed, characters.text + characters.removed)
    return f"{part} of what was read was noise and is kept apart ({counted(characters.removed, 'character')})"


def _with_counts(counts: Mapping[str, int]) -> str:
    """Names with their counts, the first ten of them."""
    told = [f"{short_name(name)} {count:,}" for name, count in counts.items() if count]
    others = len(told) - _MOST_NAMES
    return ", ".join(told[:_MOST_NAMES]) + (f" and {counted(others, 'other')}" if others > 0 else "")
