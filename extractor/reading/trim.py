"""Trimming the main block: lines and sections of the site that stand in the midst or at the end of the release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise

from bs4.element import Tag

from extractor.reading import furniture
from extractor.reading.blocks import Leaf
from extractor.reading.dating import is_date_line, is_embargo
from extractor.reading.main_block import SENTENCE_LENGTH, weight
from extractor.reading.tree import tags_of
from extractor.record import Kind

# A heading of one of these kinds takes what stands under it along.
SECTION_REASONS = frozenset(
    ["related", "share", "social", "subscribe", "feedback", "comment_form", "navigation", "author"]
)
# Lines of these kinds do so even if they are not marked up as headings.
OPENING_REASONS = frozenset(["related", "subscribe", "feedback", "comment_form", "author"])
# What no section of the site holds.
OF_THE_RELEASE = re.compile(
    r"notes? (?:to|for) (?:the )?editors?|\bends\b|(?:press|media) (?:office|contact|enquir)", re.IGNORECASE
)
LINK_RUN = 3
BUTTON = re.compile(r"(?<![a-z])(?:btn|button|cta)s?(?![a-z])|call-to-action", re.IGNORECASE)
BUTTON_WORDS, BUTTON_LEVELS = 8, 3
TEASER_RUN, TEASER_LINES, TEASER_TEXT, TITLE_WORDS = 3, 4, 500, 3
# Of the text, so much at most stands on the far side of a row of teasers, and so much at least around it.
EDGE_SHARE, REST_SHARE = 0.1, 0.3
# More text than this above an h1, and it is no headline of the text below.
ABOVE_SHARE = 0.6
# A section that holds more than this share of the release's text is not the site's.
SECTION_SHARE = 0.25


def trim(leaves: Sequence[Leaf], headline: int | None) -> dict[int, str]:
    """The reason for each of the leaves (by number) that is not of the release after all; the headline always is."""
    reasons = {number: reason for number, leaf in enumerate(leaves) if (reason := furniture.reason(leaf.block.text))}
    reasons = _above(leaves, headline) | reasons
    reasons = _sections(leaves, reasons) | reasons
    reasons = _link_runs(leaves) | _buttons(leaves) | reasons
    return {number: reason for number, reason in reasons.items() if number != headline}


def _above(leaves: Sequence[Leaf], headline: int | None) -> dict[int, str]:
    """What stands above the headline, but for days and embargoes: menus and labels of the site."""
    if headline is None:
        return {}
    above = range(headline)
    allowed = ABOVE_SHARE if leaves[headline].tag.name == "h1" else EDGE_SHARE
    if sum(weight(leaves[n]) for n in above) > allowed * sum(map(weight, leaves)):
        return {}
    kept = (is_date_line, is_embargo)
    return {n: "above_headline" for n in above if not any(keeps(leaves[n].block.text) for keeps in kept)}


def _sections(leaves: Sequence[Leaf], lines: dict[int, str]) -> dict[int, str]:
    """What stands under headings that are furniture, in their element or as links and teasers after them."""
    spans = _spans(leaves)
    mass = [0.0, *accumulate(map(weight, leaves))]
    allowed = SECTION_SHARE * mass[-1]
    reasons: dict[int, str] = {}
    for number, reason in lines.items():
        opens = reason in OPENING_REASONS or leaves[number].block.kind is Kind.HEADING
        if not opens or reason not in SECTION_REASONS or number in reasons:
            continue
        end = number + 1
        for first, last in _held(leaves[number].tag, spans):
            if first != number or mass[last + 1] - mass[number] > allowed:
                break
            if any(OF_THE_RELEASE.search(leaf.block.text) for leaf in leaves[number : last + 1]):
                break
            end = last + 1
        while end < len(leaves) and leaves[end].linked > 0.5:
            end += 1
        reasons |= dict.fromkeys(range(number, end), reason)
    return reasons


def _held(tag: Tag, spans: dict[int, list[int]]) -> Iterator[list[int]]:
    """The spans of an element and of the elements around it."""
    holder: Tag | None = tag
    while holder is not None:
        yield spans[id(holder)]
        holder = holder.parent


def _spans(leaves: Sequence[Leaf]) -> dict[int, list[int]]:
    """For each element around a leaf, the first and the last leaf in it. Each element is met once from either end."""
    spans: dict[int, list[int]] = {}
    for number, leaf in enumerate(leaves):
        tag: Tag | None = leaf.tag
        while tag is not None and id(tag) not in spans:
            spans[id(tag)] = [number, -1]
            tag = tag.parent
    for number in range(len(leaves) - 1, -1, -1):
        tag = leaves[number].tag
        while tag is not None and spans[id(tag)][1] < 0:
            spans[id(tag)][1] = number
            tag = tag.parent
    return spans


def teasers(leaves: Sequence[Leaf], headline: int | None) -> set[int]:
    """The numbers of leaves that announce other stories: at least three linked titles with short texts between them.

    They stand above the headline or below the release; such a run in its midst is of the release.
    """
    mass = [0.0, *accumulate(map(weight, leaves))]
    found: set[int] = set()
    for run in _title_runs(leaves, headline):
        if len(run) < TEASER_RUN or not _are_titles(leaves, run):
            continue
        gaps = [after - before for before, after in pairwise(run)]
        end = min(run[-1] + max(set(gaps), key=gaps.count), len(leaves))
        before, after = mass[run[0]], mass[-1] - mass[end]
        if min(before, after) <= EDGE_SHARE * mass[-1] and before + after >= REST_SHARE * mass[-1]:
            found.update(range(run[0], end))
    return found


def _are_titles(leaves: Sequence[Leaf], run: Sequence[int]) -> bool:
    """Whether linked lines are set as titles of the texts between them: in elements unlike those of the texts."""
    titles = frozenset(run)
    between = {_look(leaves[n].tag) for n in range(run[0], run[-1]) if n not in titles}
    return bool(between) and not between & {_look(leaves[n].tag) for n in run}


def _look(tag: Tag) -> tuple[str, str]:
    return tag.name, str(tag.attrs.get("class", ""))


def _title_runs(leaves: Sequence[Leaf], headline: int | None) -> Iterator[list[int]]:
    """Rows of linked titles with few and short leaves between each and the next."""
    run: list[int] = []
    for number, leaf in enumerate(leaves):
        if number == headline:
            yield run
            run = []
            continue
        if not leaf.block.link or len(leaf.block.text.split()) < TITLE_WORDS:
            continue
        between = leaves[run[-1] + 1 : number] if run else ()
        if len(between) > TEASER_LINES or any(len(other.block.text) > TEASER_TEXT for other in between):
            yield run
            run = []
        run.append(number)
    yield run


def _buttons(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Short links on lines of their own that are set as buttons."""
    return {n: "button" for n, leaf in enumerate(leaves) if leaf.block.link and _is_button(leaf)}


def _is_button(leaf: Leaf) -> bool:
    if len(leaf.block.text.split()) > BUTTON_WORDS or leaf.block.kind is Kind.HEADING:
        return False
    inside, around = islice(tags_of(leaf.tag), BUTTON_LEVELS), islice(leaf.tag.parents, BUTTON_LEVELS)
    return any(BUTTON.search(str(tag.attrs.get("class", ""))) for tag in (leaf.tag, *inside, *around))


def _link_runs(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Rows of links above the first sentence or below the last: menus, tables of contents, lists of other pages."""
    text = [number for number, leaf in enumerate(leaves) if weight(leaf) > SENTENCE_LENGTH] or [0]
    links = [number for number, leaf in enumerate(leaves) if leaf.block.link]
    edges = [n for n in links if n < text[0]], [n for n in links if n > text[-1]]
    return {number: "link_list" for edge in edges if len(edge) >= LINK_RUN for number in edge}
