"""Links of a page that may lead to releases: each address once, with the best title that its links tell."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from extractor.listings import addresses
from extractor.listings.days import without_day
from extractor.listings.markup import Element, Page, Piece, heading_around, is_heading, lines, pieces, text
from extractor.listings.words import words
from extractor.listings.zones import Zones
from extractor.page_address import key_of
from extractor.reading.tree import HEADINGS

_LABEL_MAX, _TITLE_MAX, _LEVELS, _LINKS_BESIDE, _ELEMENTS_BESIDE = 300, 400, 5, 12, 200
_HEADINGS = HEADINGS - {"h1"}


@dataclass(slots=True)
class Candidate:
    """A page that is linked to: by which links, the one of them that names it, and how; its number is its place."""

    number: int
    address: str
    links: list[Element]
    title: str = ""
    named_by: Element | None = None
    in_heading: bool = False

    @property
    def link(self) -> Element:
        """The link that names the page, else the first."""
        return self.links[0] if self.named_by is None else self.named_by

    def name(self, title: str, link: Element, in_heading: bool) -> None:
        """Takes the title if it is better: in a heading, else longer."""
        if title and (in_heading, len(title)) > (self.in_heading, len(self.title)):
            self.title, self.named_by, self.in_heading = title, link, in_heading


def candidates(page: Page, zones: Zones) -> list[Candidate]:
    """The pages with a title that links lead to which stand in no menu, footer or box, as their first links stand."""
    found: dict[str, Candidate] = {}
    own = key_of(page.address)
    for link in page.links:
        address = page.link(link)
        if address is None or not _may_be_release(address, page, own) or zones.holds(link):
            continue
        one = found.setdefault(key_of(address), Candidate(len(found), address, []))
        one.links.append(link)
        one.name(*_title(link))
    for one in found.values():
        if not one.title:
            one.name(_title_beside(one.links[0], page), one.links[0], True)
    return [one for one in found.values() if one.title]


def _title_beside(link: Element, page: Page) -> str:
    """The one heading, else the first line that is no day, that stands with a link that says but "Read more"."""
    own = page.link(link)
    for around in islice(link.iterancestors(), _LEVELS):
        targets = {target for one in islice(around.iter("a"), _LINKS_BESIDE) if (target := page.link(one))}
        if around in page.kept or around.tag in ("body", "form"):
            return ""
        near = islice(around.iter(), _ELEMENTS_BESIDE)
        headings = [*islice((one for one in near if one.tag in _HEADINGS), 2)]
        if headings:
            return label_title(without_day(text(headings[0]))) if len(headings) == 1 else ""
        told = next((line for line in lines(around) if _is_title(line)), "") if targets == {own} else ""
        if told:
            return without_day(told)
    return ""


def _is_title(line: str) -> bool:
    plain = without_day(line)
    return len(plain) <= _TITLE_MAX / 2 and len(plain.split()) > 2 and bool(label_title(plain))


def _may_be_release(address: str, page: Page, own: str) -> bool:
    """Whether an address is neither the page's own, nor a part of its path, nor one of lists, log-ins and the like."""
    path, _, query = key_of(address).partition("?")
    own_path, _, own_query = own.partition("?")
    if path == own_path:
        return query != own_query and addresses.names_one(query)
    if own_path.startswith(f"{path}/") and not query:
        return False
    skip = addresses.shared(address, page.address)
    return not (addresses.is_elsewhere(address, skip) or addresses.is_list_address(address, skip))


def _title(link: Element) -> tuple[str, Element, bool]:
    """What a link calls the page that it leads to, the link, and whether that is a heading."""
    found = pieces(link)
    headings = [one for one in found if is_heading(one.element) or _within_heading(one.element, link)]
    around = heading_around(link)
    told = _own_title(headings or found, whole=bool(headings) or around is not None)
    if told:
        return told, link, bool(headings) or around is not None
    labels = (link.get(name, "") for name in ("aria-label", "title"))
    return next((title for label in labels if (title := label_title(label))), ""), link, False


def _within_heading(element: Element, link: Element) -> bool:
    for around in islice(element.iterancestors(), 6):
        if around is link:
            return False
        if is_heading(around):
            return True
    return False


def _own_title(found: list[Piece], *, whole: bool) -> str:
    """The title in the pieces of a link: all of them in a heading, else the line that is one."""
    told = [piece for piece in found if without_day(piece.text)]
    one_line = len({piece.line for piece in told}) < 2 and not _are_labelled(told)
    if whole or len(told) < 2 or one_line:
        return label_title(without_day(" ".join(piece.text for piece in found)))
    titles = (label_title(without_day(piece.text)) for piece in told)
    marked = [piece.text for piece in told if "title" in _names(piece) or "headline" in _names(piece)]
    told_titles = [*marked, *sorted(filter(None, titles), key=_is_short)]
    return told_titles[0] if told_titles else ""


def _is_short(title: str) -> bool:
    """Lines of one or two words in a card are its category."""
    return len(title.split()) < 3


def _are_labelled(found: list[Piece]) -> bool:
    """Whether the pieces of one line are told apart by classes of their own."""
    return all(_names(piece) and piece.element.tag != "a" for piece in found)


def _names(piece: Piece) -> str:
    return str(piece.element.get("class", "")).lower()


def label_title(label: str) -> str:
    """The title that a label or the text of a link is or tells ("Read more about ..."); empty if it is none."""
    label = " ".join(label.split())[:_TITLE_MAX]
    plain = label.lower().strip()
    generic = words().generic.fullmatch(plain[:_LABEL_MAX])
    if generic:
        start, end = next((generic.span(name) for name in ("about", "title", "rest") if generic[name]), (0, 0))
        rest = label[start:end].strip(" \"“”'‘’.…")
        return "" if not rest or words().generic.fullmatch(rest.lower()) else rest
    is_none = any(
        row.fullmatch(plain[:_LABEL_MAX]) for row in (words().no_title, words().archives, words().news_archives)
    )
    return "" if is_none else label
