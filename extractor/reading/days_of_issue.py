"""The evidence of a page's days of issue and of update in order of trust."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from bs4.element import Tag

from extractor.kinds import Kind
from extractor.reading.blocks import Leaf
from extractor.reading.dating import dateline, is_embargo
from extractor.reading.metadata import PageEvidence
from extractor.reading.naming import source_line
from extractor.reading.visible_days import (
    AFTER,
    DAYS_MAX,
    DIGIT,
    LINE_MAX,
    Days,
    is_prose,
    near,
    time_tags,
    visible_days,
)
from extractor.release import Evidence
from extractor.rules.dates import read_day

# A declared day and one with a label near the headline that lie further apart are not of the same text.
_YEAR_DAYS = 366
_UTC_MOMENT = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]00:?00)$")


def days_of_issue(
    leaves: Sequence[Leaf], foot: Sequence[Leaf], first: int | None, tags: Sequence[Tag], evidence: PageEvidence
) -> Days:
    """What the release says of itself, what the page declares, its <time> elements, what it shows, its address.

    leaves: those that may tell a day; foot: those of the footer; first: which leaf the release opens with; tags: all
    elements of the page.
    A page that declares one moment for both issue and update tells when its file was saved, and one whose declared
    day is years from the one shown beside the headline tells when a template was made or a site moved: what it shows
    is better. So it is where a moment told in UTC falls on the next day. A day of update near the headline, with text
    below it, dates a release that tells no other.
    """
    around = near(leaves, first)
    shown, timed = visible_days(around), time_tags(tags, around)
    labelled = [*timed.labelled, *shown.labelled]
    near_headline = [*labelled, *timed.issued, *shown.issued]
    declared = evidence.published
    restamped = _is_saved(evidence) or _is_moved(evidence, labelled)
    best = [*near_headline, *declared] if restamped else [*declared, *near_headline]
    if _is_shifted(evidence, written := [*shown.labelled, *shown.issued]):
        best = [*written, *best]
    imprints = list(islice(_imprints(leaves), DAYS_MAX))
    issued = [
        *(day for day, reposted in imprints if reposted),
        *best,
        *_datelines(leaves, first),
        *(Evidence(leaf.block.text, "embargo") for leaf in around if is_embargo(leaf.block.text)),
        *evidence.weakly_published,
        *(day for day, reposted in imprints if not reposted),
    ]
    updated = [*evidence.updated, *timed.updated, *shown.updated]
    if not updated:
        updated = visible_days([*leaves, *foot]).updated
    if not issued:
        above = near(leaves[: _last_paragraph(leaves)], first)
        issued = visible_days(leaves).labelled or visible_days(above).updated
    return Days(issued=issued, updated=updated)


def _is_saved(evidence: PageEvidence) -> bool:
    published, updated = evidence.published[:1], evidence.updated[:1]
    return bool(published and updated) and published[0].text == updated[0].text


def _is_shifted(evidence: PageEvidence, shown: Sequence[Evidence]) -> bool:
    """Whether the declared moment is told in UTC, and the day beside the headline is the one before or after."""
    declared = evidence.published[0].text if evidence.published else ""
    if not _UTC_MOMENT.search(declared) or (day := read_day(declared)) is None:
        return False
    days = (read_day(one.text) for one in shown)
    return any(other and abs((date.fromisoformat(other) - date.fromisoformat(day)).days) == 1 for other in days)


def _is_moved(evidence: PageEvidence, shown: Sequence[Evidence]) -> bool:
    """Whether the day declared is years from the first one shown with a label that is not the day of update."""
    changed = {read_day(one.text) for one in evidence.updated}
    declared = next((day for one in evidence.published if (day := read_day(one.text))), None)
    other = next((day for one in shown if (day := read_day(one.text)) and day not in changed), None)
    if declared is None or other is None:
        return False
    return abs((date.fromisoformat(declared) - date.fromisoformat(other)).days) > _YEAR_DAYS


def _imprints(leaves: Sequence[Leaf]) -> Iterator[tuple[Evidence, bool]]:
    """The days in lines that name the issuing body too, and whether the line credits a release that is reposted."""
    for leaf in leaves:
        told = not leaf.block.link and len(leaf.block.text) <= LINE_MAX and DIGIT.search(leaf.block.text)
        line = source_line(leaf.block.text) if told else None
        if line is not None and line.day and line.name:
            yield Evidence(line.day, "source-line"), line.reposted


def _datelines(leaves: Sequence[Leaf], first: int | None) -> Iterator[Evidence]:
    """The days that open a line from the headline to the first paragraph."""
    start, end = first or 0, _first_paragraph(leaves, first) + 1
    for leaf in leaves[start:end]:
        if leaf.block.kind is not Kind.LIST_ITEM and (day := dateline(leaf.block.text)):
            yield Evidence(day, "dateline")


def _first_paragraph(leaves: Sequence[Leaf], first: int | None) -> int:
    """Which of the leaves is the first running paragraph from the headline on, within the lines that are near."""
    start = first or 0
    near_end = min(start + AFTER, len(leaves))
    return next((n for n in range(start, near_end) if is_prose(leaves[n].block.text)), near_end)


def _last_paragraph(leaves: Sequence[Leaf]) -> int:
    return max((n for n, leaf in enumerate(leaves) if is_prose(leaf.block.text)), default=0)
