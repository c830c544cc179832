"""An HTML page to a draft: the release's blocks, what was removed and why, and the evidence about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bs4.element import PageElement, Tag

from extractor.kinds import Kind
from extractor.reading.blocks import Leaf, leaves
from extractor.reading.dating import is_date_line
from extractor.reading.day_rows import day_of_row, rest_of_row
from extractor.reading.days_of_issue import days_of_issue
from extractor.reading.headline import find_headline, titles
from extractor.reading.limits import bounded
from extractor.reading.main_block import Page, has_hidden_name, is_hidden, weight
from extractor.reading.metadata import PageEvidence, head_labels, page_evidence
from extractor.reading.press_box import press_boxes
from extractor.reading.structured_data import structured_data
from extractor.reading.teasers import is_list, teasers
from extractor.reading.tree import BLOCK_TAGS, HEADINGS, collector_paused, parse, tags_of
from extractor.reading.trim import trim
from extractor.reading.visible_days import Days, near
from extractor.record import Removed
from extractor.release import Block, Draft

# Less text than this and a smaller share of the page's, and the class names are not believed.
_LITTLE_TEXT, _LITTLE_SHARE = 250.0, 0.2
_CAPTION = re.compile(r"(?<![a-z])(?:caption|legend)(?:s|-?text)?(?![a-z])", re.IGNORECASE)
_SIBLINGS, _DAY_LEVELS = 12, 3
_DAY_TAGS = frozenset(["span", "time", "small", "em", "i"])
# Days that stand in these parts are not the release's.
_OTHER_DAYS = frozenset(["related", "comments", "footer", "navigation"])


@dataclass(frozen=True, slots=True)
class _Reading:
    """All leaves of a page in order, which one is the headline, and why each that is not of the release is not."""

    tags: list[Tag]
    leaves: list[Leaf]
    headline: int | None
    reasons: dict[int, str]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(leaf.block for number, leaf in enumerate(self.leaves) if number not in self.reasons)

    @property
    def removed(self) -> list[Removed]:
        numbers = sorted(self.reasons)
        return [Removed(text=self.leaves[number].block.text, reason=self.reasons[number]) for number in numbers]

    @property
    def is_list(self) -> bool:
        """Whether what is left, or was left but for teasers, announces other pages."""
        numbers = [n for n in range(len(self.leaves)) if self.reasons.get(n, "related") == "related"]
        return is_list(*_view(self.leaves, numbers, self.headline))

    def dated_leaves(self) -> tuple[list[Leaf], int | None]:
        """The leaves that may tell the day of issue, and which of them the release opens with."""
        numbers = [n for n in range(len(self.leaves)) if self.reasons.get(n) not in _OTHER_DAYS or n == self.headline]
        first = next((n for n in numbers if n not in self.reasons), None) if self.headline is None else self.headline
        return [self.leaves[n] for n in numbers], numbers.index(first) if first is not None else None


def read_page(html: str, uri: str | None = None) -> Draft:
    """The release on a page: its blocks in order, what stood around it, and evidence of title, days and publisher.

    Bad markup is read as browsers read it; a page without text gives a draft without blocks.
    Raises TooLargeError for more paragraphs than any release has.
    """
    with collector_paused():
        return _read(html, uri)


def _read(html: str, uri: str | None) -> Draft:
    root = parse(html)
    tags = list(tags_of(root))
    hidden = _extract_hidden(tags)
    _part_days_from_headings(tags)
    found = [_with_kind(leaf) for leaf in bounded(leaves(root))]
    evidence = page_evidence(tags, [leaf.block for leaf in found], structured_data(html), uri, head_labels(html))
    headline = find_headline(found, evidence.title, evidence.publisher)
    found, filed = _part_rows(found, headline)
    reading = _Reading(tags, found, headline, _reasons(root, found, headline))
    days = _days(reading, evidence)
    return Draft(
        blocks=reading.blocks,
        title=titles(found[headline] if headline is not None else None, evidence.title, evidence.publisher),
        published=tuple(days.issued),
        updated=tuple(days.updated),
        publisher=evidence.publisher,
        country=evidence.country,
        canonical=evidence.canonical,
        removed=(*hidden, *filed, *reading.removed),
        listing=reading.is_list,
    )


def _part_rows(found: list[Leaf], headline: int | None) -> tuple[list[Leaf], list[Removed]]:
    """The leaves with the rows near the headline cut down to their days, and what else the rows held."""
    around = set(map(id, near(found, headline)))
    parted: list[Leaf] = []
    removed: list[Removed] = []
    for number, leaf in enumerate(found):
        row = leaf.block.text if id(leaf) in around and number != headline else ""
        if row and (day := day_of_row(row)):
            removed.append(Removed(text=rest_of_row(row, day), reason="filing"))
            leaf = replace(leaf, block=replace(leaf.block, text=day))
        parted.append(leaf)
    return parted, removed


def _reasons(root: Tag, found: list[Leaf], headline: int | None) -> dict[int, str]:
    """The reason for each leaf that is not of the release; if hardly any is, the class names were misleading."""
    page = Page(root, found, found[headline].tag if headline is not None else None)
    reasons = _sort_out(page, page.dropped(by_class=True), headline)
    text = sum(weight(leaf) for number, leaf in enumerate(found) if number not in reasons)
    if text < min(_LITTLE_TEXT, _LITTLE_SHARE * page.mass[id(root)]):
        return _sort_out(page, page.dropped(by_class=False), headline)
    return reasons


def _sort_out(page: Page, dropped: dict[int, str], headline: int | None) -> dict[int, str]:
    """What stands in dropped elements, announces other stories, stands outside the main block or is trimmed in it."""
    found = page.leaves
    reasons = {n: dropped[id(leaf.tag)] for n, leaf in enumerate(found) if id(leaf.tag) in dropped}
    left = [n for n in range(len(found)) if n not in reasons]
    reasons |= {left[n]: "related" for n in teasers(*_view(found, left, headline))}
    left = [n for n in left if n not in reasons]
    main = page.chosen(set(left), headline)
    below = [n for n in left if n not in main and n > (headline if headline is not None else min(main, default=0))]
    chosen = sorted(main | press_boxes(found, below))
    reasons |= dict.fromkeys(set(left).difference(chosen), "outside")
    return reasons | {chosen[n]: reason for n, reason in trim(*_view(found, chosen, headline)).items()}


def _view(found: Sequence[Leaf], numbers: list[int], headline: int | None) -> tuple[list[Leaf], int | None]:
    """The leaves of these numbers, and which of them is the headline."""
    return [found[n] for n in numbers], numbers.index(headline) if headline in numbers else None


def _extract_hidden(tags: Sequence[Tag]) -> list[Removed]:
    """Takes inline elements that only screen readers see out of the tree, so that they do not stand in sentences."""
    found: list[Tag] = []
    inside: set[int] = set()
    for tag in tags:
        if id(tag.parent) in inside:
            inside.add(id(tag))
        elif _is_hidden_inline(tag):
            inside.add(id(tag))
            found.append(tag)
    removed = [Removed(text=text, reason="hidden") for tag in found if (text := " ".join(tag.get_text().split()))]
    for tag in found:
        tag.extract()
    return removed


def _is_hidden_inline(tag: Tag) -> bool:
    return bool(tag.attrs) and tag.name not in BLOCK_TAGS and (is_hidden(tag) or has_hidden_name(tag))


def _part_days_from_headings(tags: Sequence[Tag]) -> None:
    """A day inside a heading is a line of its own, not title text."""
    for tag in tags:
        heading = tag.name in _DAY_TAGS and any(one.name in ("h1", "h2") for one in islice(tag.parents, _DAY_LEVELS))
        if heading and is_date_line(" ".join(tag.get_text(" ").split())):
            tag.name = "div"


def _with_kind(leaf: Leaf) -> Leaf:
    """Days that stand in headings are lines of their own; captions of pictures belong to the notes."""
    kind = leaf.block.kind
    if kind is Kind.HEADING and leaf.tag.name not in HEADINGS and is_date_line(leaf.block.text):
        kind = Kind.BODY
    elif kind is Kind.BODY and _is_caption(leaf.tag):
        kind = Kind.NOTES
    return leaf if kind is leaf.block.kind else replace(leaf, block=replace(leaf.block, kind=kind))


def _is_caption(tag: Tag) -> bool:
    """Whether class names say so; what stands with a heading is set over a picture and no caption of it."""
    parents = [parent for parent in islice(tag.parents, 1) if not any(map(_is_heading, parent.contents[:_SIBLINGS]))]
    around = (tag, *parents, *islice(tags_of(tag), 1))
    return any(_CAPTION.search(str(one.attrs.get("class", ""))) for one in around)


def _is_heading(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in HEADINGS


def _days(reading: _Reading, evidence: PageEvidence) -> Days:
    dated, first = reading.dated_leaves()
    foot = [leaf for number, leaf in enumerate(reading.leaves) if reading.reasons.get(number) == "footer"]
    return days_of_issue(dated, foot, first, reading.tags, evidence)
