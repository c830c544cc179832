"""Which of the links of a page are its list of releases, and the element that holds each item."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from extractor.listings import addresses
from extractor.listings.candidates import Candidate, candidates
from extractor.listings.days import day_in
from extractor.listings.markup import DEPTH, Element, Page
from extractor.listings.zones import Zones

ITEMS_MAX, CLUSTERS, SAMPLE, LINKS = 2_000, 12, 30, 4
# The weights of an item: words of its title, and what else speaks for a release.
TITLE_WORDS, HEADING, DAY, ADDRESS = 8, 0.4, 1.0, 0.7
LEAST, LEAST_ALONE, MANY = 0.45, 2.0, 10
_VARYING = re.compile(r"\d+|odd|even|first|last|active")
_ENDS = frozenset(["main", "body", "html", "form"])


@dataclass(frozen=True, slots=True)
class MainList:
    """The items of the main list in their order, the elements that hold each, and how much they look like releases.

    worth: from 0, the mean of what the words of titles, headings, days and addresses speak for a release.
    """

    items: tuple[Candidate, ...]
    holders: tuple[tuple[Element, ...], ...]
    worth: float


def main_list(page: Page) -> MainList:
    """The main list of a page; if none is found outside of what class names call a menu or a box, there too."""
    found = _main_list(page, Zones(page))
    return found if found.items else _main_list(page, Zones(page, by_class=False))


def _main_list(page: Page, zones: Zones) -> MainList:
    named = candidates(page, zones)
    clusters = [(_worth_of_list(page, cluster), cluster) for cluster in _clusters(page, named)]
    worth, items = max(clusters, key=lambda one: one[0] ** 2 * min(len(one[1]), MANY), default=(0.0, []))
    if not worth:
        return MainList((), (), 0.0)
    items = _of_one_site(page, sorted(_extended(items, named), key=lambda one: one.number))
    held = _holders(page, items)
    return MainList(tuple(items), tuple(held), worth)


def _clusters(page: Page, named: Sequence[Candidate]) -> Iterable[list[Candidate]]:
    """The links that stand alike, the likeliest groups of them first."""
    by_path: dict[str, list[Candidate]] = defaultdict(list)
    for one in named:
        by_path["/".join(around.tag for around in islice(one.link.iterancestors(), DEPTH))].append(one)
    found: list[list[Candidate]] = []
    for group in by_path.values():
        by_place: dict[str, list[Candidate]] = defaultdict(list)
        for one, holders in zip(group, _holders(page, group), strict=True):
            by_place[_place(holders[0])].append(one)
        found.extend(by_place.values())
    return sorted(found, key=lambda group: -sum(_worth(one) for one in group[:SAMPLE]))[:CLUSTERS]


def _place(holder: Element) -> str:
    """What the elements around an item are called, numbers apart."""
    around = islice(holder.iterancestors(), DEPTH)
    return "<".join(f"{one.tag}.{_VARYING.sub('', one.get('class') or one.get('id') or '')}" for one in around)


def _worth(one: Candidate) -> float:
    """How much a link looks like the title of a release."""
    words = min(len(one.title.split()), TITLE_WORDS) / TITLE_WORDS
    return words + HEADING * one.in_heading + ADDRESS * addresses.is_release_address(one.address)


def _worth_of_list(page: Page, cluster: Sequence[Candidate]) -> float:
    """How much links look like items of a list of releases, on average; 0 if too little."""
    sample = cluster[:SAMPLE]
    held = _holders(page, sample)
    dated = sum(day_in(holders[0], one.title) is not None for one, holders in zip(sample, held, strict=True))
    worth = (sum(map(_worth, sample)) + DAY * dated) / len(sample)
    return worth if worth >= (LEAST if len(cluster) > 1 else LEAST_ALONE) else 0.0


def _extended(items: Sequence[Candidate], named: Sequence[Candidate]) -> list[Candidate]:
    """The items and those that are set otherwise (a featured one), but whose addresses lie where those of many do."""
    shapes = Counter(addresses.shape(one.address) for one in items)
    common = {shape for shape, count in shapes.items() if "/" in shape and 3 * count >= len(items)}
    chosen = {one.number for one in items}
    more = [one for one in named if one.number not in chosen and addresses.shape(one.address) in common]
    return [*items, *(one for one in more if one.in_heading or addresses.is_release_address(one.address))][:ITEMS_MAX]


def _of_one_site(page: Page, items: Sequence[Candidate]) -> list[Candidate]:
    """The items of the page's own site, or of another that most items lead to."""
    sites = Counter(addresses.site(one.address) for one in items)
    site, count = sites.most_common(1)[0]
    kept = site if 2 * count > len(items) else addresses.site(page.address)
    return [one for one in items if addresses.site(one.address) == kept]


def _holders(page: Page, items: Sequence[Candidate]) -> list[tuple[Element, ...]]:
    """For each item the largest elements around its links, that which names it first, that hold no other item.

    Nor do they hold the headline of the page.
    """
    owners: dict[Element, int] = {}
    for one in items:
        for link in one.links:
            _mark(link, one.number, owners)
    return [
        tuple(dict.fromkeys(_holder(page, one.number, link, owners) for link in (one.link, *one.links[:LINKS])))
        for one in items
    ]


def _mark(link: Element, number: int, owners: dict[Element, int]) -> None:
    """Notes whose the elements around a link are; -1 is nobody's alone."""
    for around in (link, *islice(link.iterancestors(), DEPTH)):
        owner = owners.get(around)
        if owner in (number, -1):
            return
        owners[around] = number if owner is None else -1


def _holder(page: Page, number: int, link: Element, owners: dict[Element, int]) -> Element:
    holder = link
    for around in islice(link.iterancestors(), DEPTH):
        if owners.get(around) != number or around in page.kept or around.tag in _ENDS:
            break
        holder = around
    return holder
