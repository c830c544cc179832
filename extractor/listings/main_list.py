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
from extractor.reading.tree import HEADINGS, names

_ITEMS_MAX, _CLUSTERS, _SAMPLE, _LINKS = 2_000, 12, 30, 4
# The weights of an item: words of its title, and what else speaks for a release.
_TITLE_WORDS, _HEADING, _DAY, _ADDRESS = 8, 0.4, 1.0, 0.7
_LEAST, _LEAST_ALONE, _MANY = 0.45, 2.0, 10
# So many links of fewer words than these on average are a menu.
_MENU, _MENU_WORDS = 3, 2.5
# Of an item that is set otherwise than the others: words of its title, and how many of them open a list.
_TITLE_LEAST, _FEATURED = 3, 3
_CONTAINERS = frozenset(["table", "ul", "ol", "dl"])
_VARYING = re.compile(r"\d+|odd|even|first|last|active")
_OF_LISTS = names("li article tr dt dd section")
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
    worth, items = max(clusters, key=lambda one: one[0] ** 2 * min(len(one[1]), _MANY), default=(0.0, []))
    if not worth:
        return MainList((), (), 0.0)
    items = _of_one_site(page, sorted(_extended(page, items, named), key=lambda one: one.number))
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
    found = [_without_menus(page, group) for group in found]
    return sorted(found, key=lambda group: -sum(_worth(one) for one in group[:_SAMPLE]))[:_CLUSTERS]


def _without_menus(page: Page, cluster: list[Candidate]) -> list[Candidate]:
    """Links that stand alike without those of a menu among them: a table or list of short names, whatever it is of."""
    by_container: dict[Element | None, list[Candidate]] = defaultdict(list)
    for one in cluster:
        around = islice(one.link.iterancestors(), DEPTH)
        by_container[next((container for container in around if container.tag in _CONTAINERS), None)].append(one)
    kept = [group for group in by_container.values() if not _is_menu(page, group)]
    return [one for group in kept for one in group] if kept else cluster


def _is_menu(page: Page, group: Sequence[Candidate]) -> bool:
    words = sum(len(one.title.split()) for one in group)
    if len(group) < _MENU or words >= _MENU_WORDS * len(group):
        return False
    if any(one.in_heading or addresses.is_release_address(one.address) for one in group):
        return False
    sample = group[:_SAMPLE]
    held = _holders(page, sample)
    return all(day_in(holders[0], one.title) is None for one, holders in zip(sample, held, strict=True))


def _place(holder: Element) -> str:
    """What the elements around an item are called, numbers apart."""
    around = islice(holder.iterancestors(), DEPTH)
    return "<".join(f"{one.tag}.{_VARYING.sub('', one.get('class') or one.get('id') or '')}" for one in around)


def _worth(one: Candidate) -> float:
    """How much a link looks like the title of a release."""
    words = min(len(one.title.split()), _TITLE_WORDS) / _TITLE_WORDS
    return words + _HEADING * one.in_heading + _ADDRESS * addresses.is_release_address(one.address)


def _worth_of_list(page: Page, cluster: Sequence[Candidate]) -> float:
    """How much links look like items of a list of releases, on average; 0 if too little."""
    sample = cluster[:_SAMPLE]
    held = _holders(page, sample)
    dated = sum(day_in(holders[0], one.title) is not None for one, holders in zip(sample, held, strict=True))
    worth = (sum(map(_worth, sample)) + _DAY * dated) / len(sample)
    return worth if worth >= (_LEAST if len(cluster) > 1 else _LEAST_ALONE) else 0.0


def _extended(page: Page, items: Sequence[Candidate], named: Sequence[Candidate]) -> list[Candidate]:
    """The items and those that are set otherwise, but are of the same list by their address, place or day."""
    shapes = Counter(addresses.shape(one.address) for one in items)
    common = {shape for shape, count in shapes.items() if "/" in shape and 3 * count >= len(items)}
    chosen, first = {one.number for one in items}, min(one.number for one in items)
    beside = _beside(page, items, named)
    more = (
        one
        for one in named
        if one.number not in chosen
        and (
            (addresses.shape(one.address) in common and (one.in_heading or addresses.is_release_address(one.address)))
            or one.number in beside
            or (one.number in range(first - _FEATURED, first) and _is_featured(page, one))
        )
    )
    return [*items, *more][:_ITEMS_MAX]


def _beside(page: Page, items: Sequence[Candidate], named: Sequence[Candidate]) -> set[int]:
    """The numbers of the links that stand in one list or row of like elements with items, and are titles themselves."""
    held = [(one, _row(holders[0], one)) for one, holders in zip(named, _holders(page, named), strict=True)]
    chosen = {one.number for one in items}
    rows = {row for one, row in held if one.number in chosen}
    return {one.number for one, row in held if row and row in rows and len(one.title.split()) >= _TITLE_LEAST}


def _row(holder: Element, one: Candidate) -> tuple[Element, str, str] | None:
    """What the items of one list share: what they stand in, their tag and class; of bare headings, the address."""
    if holder.tag in HEADINGS:
        return holder.getparent(), "heading", addresses.shape(one.address)
    kind = _VARYING.sub("", holder.get("class", "")) if holder.tag != "article" else ""
    return (holder.getparent(), holder.tag, kind) if holder.tag in _OF_LISTS else None


def _is_featured(page: Page, one: Candidate) -> bool:
    """Whether a link that stands before the list is the newest item, set larger: a heading with a day."""
    return one.in_heading and day_in(_holders(page, [one])[0][0], one.title) is not None


def _of_one_site(page: Page, items: Sequence[Candidate]) -> list[Candidate]:
    """The items of the page's own site, or of another that most items lead to."""
    sites = Counter(addresses.registered_domain(one.address) for one in items)
    site, count = sites.most_common(1)[0]
    kept = site if 2 * count > len(items) else addresses.registered_domain(page.address)
    return [one for one in items if addresses.registered_domain(one.address) == kept]


def _holders(page: Page, items: Sequence[Candidate]) -> list[tuple[Element, ...]]:
    """For each item the largest elements around its links, that which names it first, that hold no other item.

    Nor do they hold the headline of the page.
    """
    owners: dict[Element, int] = {}
    for one in items:
        for link in one.links:
            _mark(link, one.number, owners)
    return [
        tuple(dict.fromkeys(_holder(page, one.number, link, owners) for link in (one.link, *one.links[:_LINKS])))
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
