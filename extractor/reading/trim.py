"""Trimming the main block: lines and sections of the site that stand in the midst or at the end of the release."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile

from bs4.element import Tag

from extractor.kinds import Kind
from extractor.reading import furniture
from extractor.reading.blocks import Leaf
from extractor.reading.dating import is_date_line, is_embargo
from extractor.reading.main_block import OF_THE_RELEASE, SENTENCE_LENGTH, weight
from extractor.reading.teasers import announces
from extractor.reading.tree import around, leads_within, tags_of

# A heading of one of these kinds takes what stands under it along.
_SECTION_REASONS = frozenset(
    ["related", "share", "social", "subscribe", "feedback", "comment_form", "navigation", "author"]
)
# Lines of these kinds do so even if they are not marked up as headings.
_OPENING_REASONS = frozenset(["related", "subscribe", "feedback", "comment_form", "author"])
_LINK_RUN = 3
# What a release may ask its readers to do, or give as the head of a column ("2011/12"), in a list or row of its own.
_MAY_BE_ITEMS = frozenset(["subscribe", "pagination", "print", "share", "social", "feedback", "login", "viewer"])
_ROWS, _ROW_LEVELS, _CELL_LINES = frozenset(["ul", "ol", "tr"]), 4, 2
_LINK_LINE = re.compile(
    r"\W*(?:find out|learn|read|see|view|watch|discover|explore|browse|check out|download|get|shop|visit|start|try|"
    r"click|sign up|register|apply|book|more (?:on|about|information))\b(?:[\s:]+\S+){1,16}$",
    re.IGNORECASE,
)
_BUTTON = re.compile(r"(?<![a-z])(?:btn|button|cta)s?(?![a-z])|call-to-action", re.IGNORECASE)
_BUTTON_WORDS, _BUTTON_LEVELS, _BOX_LINES, _BOXES = 8, 3, 4, 2
_PULL_QUOTE, _PULL_QUOTES = (
    re.compile(r"pull-?quote|blockquote|\bquote|call-?out|highlight|\baside\b", re.IGNORECASE),
    30,
)
_LABEL = re.compile(
    r"(?:from|to|(?:date )?(?:first )?(?:published|posted|issued|released|updated)|(?:last )?(?:updated|modified)|"
    r"last reviewed|(?:release|publication|published|review) date|date(?: of (?:issue|release|publication))?|"
    r"categor(?:y|ies)|section|files?|downloads?|department|author|posted (?:by|on)|release (?:no|number)|"
    r"ref(?:erence)?|subjects?|topics?)\s?:"
    r"|.{0,40}\bsee all updates|(?:this )?page (?:was )?last (?:updated|modified)\b.{0,40}",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d\s?(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
# Of the text, so much at most stands above a headline that is no h1.
_EDGE_SHARE = 0.1
# More text than this above an h1, and it is no headline of the text below.
_ABOVE_SHARE = 0.6
# A section that holds more than this share of the release's text is not the site's.
_SECTION_SHARE = 0.25


def trim(leaves: Sequence[Leaf], headline: int | None) -> dict[int, str]:
    """The reason for each of the leaves (by number) that is not of the release after all; the headline always is."""
    reasons = {n: reason for n, leaf in enumerate(leaves) if (reason := furniture.reason(leaf.block.text))}
    reasons = _but_lists(leaves, reasons)
    reasons = _above(leaves, headline) | reasons
    reasons = _sections(leaves, reasons) | reasons
    for find in (_labels, _pull_quotes, _buttons, _boxes, _link_lines, _contents, _link_runs):
        reasons = find(leaves) | reasons
    return {number: reason for number, reason in reasons.items() if number != headline}


def _but_lists(leaves: Sequence[Leaf], reasons: dict[int, str]) -> dict[int, str]:
    """Less the items and cells that are no links and stand among more that are no furniture: the release's own."""
    rows: dict[int, list[int]] = defaultdict(list)
    most: dict[int, int] = {}
    for number, leaf in enumerate(leaves):
        row = next((tag for tag in islice(around(leaf.tag), _ROW_LEVELS) if tag.name in _ROWS), None)
        if row is not None and not leaf.block.link:
            rows[id(row)].append(number)
            most[id(row)] = _cells(row)
    lists = (
        row for key, row in rows.items() if 2 * sum(n in reasons for n in row) < len(row) > 2 and len(row) <= most[key]
    )
    own = {n for row in lists for n in row if reasons.get(n) in _MAY_BE_ITEMS}
    return {n: reason for n, reason in reasons.items() if n not in own}


def _cells(row: Tag) -> int:
    """How many lines a list or row of a table may hold: with more than a few in a cell it lays out the page."""
    return _CELL_LINES * sum(isinstance(cell, Tag) for cell in row.contents) if row.name == "tr" else sys.maxsize


def _above(leaves: Sequence[Leaf], headline: int | None) -> dict[int, str]:
    """What stands above the headline, but for days and embargoes: menus and labels of the site."""
    if headline is None:
        return {}
    above = range(headline)
    allowed = _ABOVE_SHARE if leaves[headline].tag.name == "h1" else _EDGE_SHARE
    if sum(weight(leaves[n]) for n in above) > allowed * sum(map(weight, leaves)):
        return {}
    kept = (is_date_line, is_embargo)
    return {n: "above_headline" for n in above if not any(keeps(leaves[n].block.text) for keeps in kept)}


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The running sums of the leaves' weights and of those that only a release holds."""

    mass: Sequence[float]
    of_the_release: Sequence[int]

    def is_small(self, first: int, last: int) -> bool:
        """Whether the leaves from `first` to `last` may be a section of the site."""
        little = self.mass[last + 1] - self.mass[first] <= _SECTION_SHARE * self.mass[-1]
        return little and self.of_the_release[last + 1] == self.of_the_release[first]


def _sections(leaves: Sequence[Leaf], lines: dict[int, str]) -> dict[int, str]:
    """What stands under headings that are furniture, in their element or as links and teasers after them."""
    spans = _spans(leaves)
    own = (OF_THE_RELEASE.search(leaf.block.text) is not None for leaf in leaves)
    sizes = _Sizes([0.0, *accumulate(map(weight, leaves))], [0, *accumulate(own)])
    reasons: dict[int, str] = {}
    for number, reason in lines.items():
        opens = reason in _OPENING_REASONS or leaves[number].block.kind is Kind.HEADING
        if opens and reason in _SECTION_REASONS and number not in reasons:
            end = _section_end(leaves, number, _held(leaves[number].tag, spans), sizes)
            reasons |= dict.fromkeys(range(number, end), reason)
    return reasons


def _section_end(leaves: Sequence[Leaf], number: int, spans: Iterable[list[int]], sizes: _Sizes) -> int:
    """Where the section that a line opens ends: with the largest element that it opens, else behind the teasers below
    it (titles, days, a text each); links go along.
    """
    opened = list(takewhile(lambda span: span[0] == number and sizes.is_small(number, span[1]), spans))
    last = opened[-1][1] if opened else number
    end = last + 1
    while end < len(leaves) and (leaves[end].linked > 0.5 or (last == number and _goes_with(leaves, end))):
        end += 1
    return end if sizes.is_small(number, end - 1) else last + 1


def _goes_with(leaves: Sequence[Leaf], number: int) -> bool:
    """Whether a line is a teaser, or the text of the one above it."""
    return _is_teaser(leaves[number]) or _is_teaser(leaves[number - 1])


def _is_teaser(leaf: Leaf) -> bool:
    """Whether a line is the title of another story or its day."""
    return (leaf.block.link and len(leaf.block.text.split()) > 2) or is_date_line(leaf.block.text)


def _held(tag: Tag, spans: dict[int, list[int]]) -> Iterator[list[int]]:
    """The spans of an element and of the elements around it."""
    yield from (spans[id(holder)] for holder in around(tag))


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


def _boxes(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Boxes that a heading opens and a button closes, with a sentence or two between: the site's own appeals.

    One that tells a day tells something of the release. More than a few of them are the text's own, as in a list of
    things to buy.
    """
    spans = _spans(leaves)
    boxes: list[range] = []
    for number, leaf in enumerate(leaves):
        if leaf.block.link and _is_button(leaf):
            first, last = next((span for span in _held(leaf.tag, spans) if span[0] < number), (number, number))
            box = last == number and number - first < _BOX_LINES and leaves[first].block.kind is Kind.HEADING
            if box and not any(_DAY.search(leaf.block.text) for leaf in leaves[first:number]):
                boxes.append(range(first, number))
    return {n: "promotion" for box in boxes for n in box} if len(boxes) <= _BOXES else {}


def _labels(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Labels of what a page tells of a release ("Published:"), which stand on lines of their own."""
    return {n: "filing" for n, leaf in enumerate(leaves) if _LABEL.fullmatch(leaf.block.text)}


def _pull_quotes(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Words of the text that stand a second time, set large beside it; a line that says who spoke is no such words."""
    set_apart = [
        n for n, leaf in enumerate(leaves) if _PULL_QUOTE.search(_names(leaf)) and leaf.block.text[:1] not in ("–", "—")
    ]
    letters = {n: _letters(leaves[n].block.text) for n in set_apart[:_PULL_QUOTES]}
    text = _letters(" ".join(leaf.block.text for n, leaf in enumerate(leaves) if n not in letters)) if letters else ""
    return {n: "pull_quote" for n, own in letters.items() if own in text}


def _names(leaf: Leaf) -> str:
    return " ".join(f"{tag.name} {tag.attrs.get('class', '')}" for tag in islice(around(leaf.tag), 2))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _buttons(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Short links on lines of their own that are set as buttons."""
    return {n: "button" for n, leaf in enumerate(leaves) if leaf.block.link and _is_button(leaf)}


def _is_button(leaf: Leaf) -> bool:
    if len(leaf.block.text.split()) > _BUTTON_WORDS or leaf.block.kind is Kind.HEADING:
        return False
    inside, outside = islice(tags_of(leaf.tag), _BUTTON_LEVELS), islice(leaf.tag.parents, _BUTTON_LEVELS)
    return any(_BUTTON.search(str(tag.attrs.get("class", ""))) for tag in (leaf.tag, *inside, *outside))


def _link_runs(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Rows of links above the first sentence or below the last: menus, tables of contents, lists of other pages."""
    text = [number for number, leaf in enumerate(leaves) if weight(leaf) > SENTENCE_LENGTH] or [0]
    links = [number for number, leaf in enumerate(leaves) if leaf.block.link]
    edges = [n for n in links if n < text[0]], [n for n in links if n > text[-1]]
    rows = [edge for edge in edges if len(edge) >= _LINK_RUN and not announces(leaves, edge[0])]
    return {number: "link_list" for row in rows for number in row}


def _contents(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Tables of contents: rows of links to other places of the same page."""
    found: dict[int, str] = {}
    run: list[int] = []
    for number, leaf in enumerate(leaves):
        if leaf.block.link and leads_within(leaf.tag):
            run.append(number)
            continue
        if len(run) >= _LINK_RUN:
            found |= dict.fromkeys(run, "contents")
        run = []
    return found | (dict.fromkeys(run, "contents") if len(run) >= _LINK_RUN else {})


def _link_lines(leaves: Sequence[Leaf]) -> dict[int, str]:
    """Whole lines of link that send the reader on to another page ("Find out more about the scheme")."""
    return {n: "link_line" for n, leaf in enumerate(leaves) if leaf.block.link and _LINK_LINE.match(leaf.block.text)}
