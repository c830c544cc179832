"""Teasers: rows of linked titles with days and short texts, each of which announces another page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise

from bs4.element import Tag

from extractor.reading import furniture
from extractor.reading.blocks import Leaf
from extractor.reading.dating import is_date_line
from extractor.reading.main_block import OF_THE_RELEASE, SENTENCE_LENGTH, weight
from extractor.reading.tree import around, leads_within

_RUN, _TITLE_WORDS, _LINES_BETWEEN, _TEXT_MAX = 3, 3, 4, 500
# Of the text, so much at most stands on the far side of a row of teasers, and so much at least around it.
_EDGE_SHARE, _REST_SHARE = 0.1, 0.3
# A card nests so deep at most, and cards make up so much of their row at least.
_LEVELS, _CARDS_SHARE = 8, 0.8
# A page of teasers has so much of its text in them, and less than that in paragraphs of its own.
_LIST_SHARE, _LIST_REST = 0.6, 400
_DAY_LINE_MAX, _YEAR = 100, re.compile(r"\b(?:19|20)\d\d\b")


def teasers(leaves: Sequence[Leaf], headline: int | None) -> set[int]:
    """The numbers of leaves that announce other pages: rows of three and more above the headline or below the release.

    A row in the midst of the release is of the release.
    """
    mass = [0.0, *accumulate(map(weight, leaves))]
    found: set[int] = set()
    for row in _rows(leaves, headline):
        if announces(leaves, row.start):
            continue
        before, after = mass[row.start], mass[-1] - mass[row.stop]
        if min(before, after) <= _EDGE_SHARE * mass[-1] and before + after >= _REST_SHARE * mass[-1]:
            found.update(row)
    return found


def announces(leaves: Sequence[Leaf], number: int) -> bool:
    """Whether the line before a row says that the release itself lists what follows ("The roads are:")."""
    before = leaves[number - 1].block.text if number else ""
    return before.endswith(":") and furniture.reason(before) is None


def is_list(leaves: Sequence[Leaf], headline: int | None) -> bool:
    """Whether the leaves are a dated list of other pages: teasers have most of the text, and hardly any is left."""
    listed = {number for row in _rows(leaves, headline) for number in row}
    days = sum(bool(_YEAR.search(leaves[n].block.text)) for n in listed if len(leaves[n].block.text) <= _DAY_LINE_MAX)
    rest = sum(weight(leaf) for number, leaf in enumerate(leaves) if number not in listed)
    length, in_rows = (sum(len(leaves[n].block.text) for n in those) for those in (range(len(leaves)), listed))
    return days >= _RUN and rest < _LIST_REST and in_rows > _LIST_SHARE * length


def _rows(leaves: Sequence[Leaf], headline: int | None) -> Iterator[range]:
    """The rows of teasers, from the first leaf of each to the end of its last."""
    titles = frozenset(number for number, leaf in enumerate(leaves) if _is_title(leaf))
    if len(titles) >= _RUN:
        yield from _runs(leaves, headline, titles)
        yield from (row for row in _cards(leaves, titles) if headline not in row)


def _runs(leaves: Sequence[Leaf], headline: int | None, titles: frozenset[int]) -> Iterator[range]:
    """Rows of linked titles with short texts between them in elements unlike those of the titles."""
    for run in _title_runs(leaves, headline, titles):
        if len({leaves[number].block.text for number in run}) >= _RUN and _are_titles(leaves, run):
            gaps = [after - before for before, after in pairwise(run)]
            # The last title has as many lines below it as most others, of several such numbers the least.
            usual = max(sorted(set(gaps)), key=gaps.count)
            yield range(run[0], min(run[-1] + usual, len(leaves)))


def _are_titles(leaves: Sequence[Leaf], run: Sequence[int]) -> bool:
    titles = frozenset(run)
    between = {_look(leaves[n].tag) for n in range(run[0], run[-1]) if n not in titles}
    return bool(between) and not between & {_look(leaves[n].tag) for n in run}


def _look(tag: Tag) -> tuple[str, str]:
    return tag.name, str(tag.attrs.get("class", ""))


def _title_runs(leaves: Sequence[Leaf], headline: int | None, titles: frozenset[int]) -> Iterator[list[int]]:
    """Linked titles with few and short leaves between each and the next."""
    run: list[int] = []
    for number in sorted(titles | ({headline} if headline is not None else set())):
        if number == headline:
            yield run
            run = []
            continue
        between = leaves[run[-1] + 1 : number] if run else ()
        if len(between) > _LINES_BETWEEN or any(len(other.block.text) > _TEXT_MAX for other in between):
            yield run
            run = []
        run.append(number)
    yield run


def _is_title(leaf: Leaf) -> bool:
    """Whether a leaf is linked words that lead to another page (those that lead to "#..." unfold this one)."""
    text = leaf.block.text
    titled = leaf.block.link and len(text.split()) >= _TITLE_WORDS
    return titled and not OF_THE_RELEASE.search(text) and not leads_within(leaf.tag)


def _cards(leaves: Sequence[Leaf], titles: frozenset[int]) -> Iterator[range]:
    """Rows of elements alike, side by side, that each hold one linked title and a short text."""
    rows: dict[tuple[int, tuple[str, str]], list[list[int]]] = defaultdict(list)
    for card, inside in _holders(leaves, titles):
        if card.parent is not None and _announces(leaves, inside, titles):
            rows[id(card.parent), _look(card)].append(inside)
    for row in rows.values():
        whole = range(min(map(min, row)), max(map(max, row)) + 1)
        if len(row) >= _RUN and sum(map(len, row)) >= _CARDS_SHARE * len(whole):
            yield whole


def _holders(leaves: Sequence[Leaf], titles: frozenset[int]) -> Iterator[tuple[Tag, list[int]]]:
    """The elements around linked titles, each with the leaves in it."""
    holders = {id(tag): tag for number in titles for tag in islice(around(leaves[number].tag), _LEVELS)}
    inside: dict[int, list[int]] = defaultdict(list)
    for number, leaf in enumerate(leaves):
        for tag in islice(around(leaf.tag), _LEVELS):
            if id(tag) in holders:
                inside[id(tag)].append(number)
    yield from ((holders[key], numbers) for key, numbers in inside.items())


def _announces(leaves: Sequence[Leaf], card: Sequence[int], titles: frozenset[int]) -> bool:
    """Whether an element holds one linked title and with it a day or a summary: more than an entry of a directory."""
    named = {leaves[n].block.text for n in card if n in titles}
    others = [leaves[n] for n in card if leaves[n].block.text not in named]
    if len(named) != 1 or sum(len(leaf.block.text) for leaf in others) > _TEXT_MAX:
        return False
    return any(weight(leaf) > SENTENCE_LENGTH or is_date_line(leaf.block.text) for leaf in others)
