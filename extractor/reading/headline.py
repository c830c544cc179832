"""The headline of a page: the heading that its metadata confirm, or a line set apart as one where headings fail."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import islice

from bs4.element import Tag

from extractor.kinds import Kind
from extractor.reading import furniture
from extractor.reading.blocks import Leaf
from extractor.reading.dating import is_date_line, is_embargo
from extractor.reading.naming import is_body_name, sender
from extractor.reading.tree import HEADINGS, around
from extractor.reading.visible_days import is_prose
from extractor.release import Evidence

_WORD = re.compile(r"\w+")
_GENERIC = re.compile(
    r"(?:welcome to|you are here|main navigation|search)\b.*|(?:.{0,40}\s)?(?:latest |all |our |local |council )?"
    r"(?:news|news ?room|news (?:and|&) (?:events|media|views)|press|press (?:office|releases?|centre|room)|media"
    r"|media (?:releases?|centre|statements?)|news (?:releases?|stories|archives?|centre)|blog|press and media"
    r"|publications?|announcements?|latest)",
    re.IGNORECASE,
)
# A number with letters and signs around its first digit; nothing is given back, for a heading may be of any length.
_NUMBERED = re.compile(
    r"(?:news|press|media)\s(?:item|release|notice)\W*+(?:[^\W\d]|[/.-])*+\d[\w/.-]*+", re.IGNORECASE
)
_LABEL = re.compile(r"\W*(?:(?:news|release|story|article) )?(?:subject|title|headline)\s*:?\W*", re.IGNORECASE)
_RELEASE_LABEL = re.compile(
    r"\b(?:press|news|media) (?:release|statement|item)\b|\bimmediate (?:release|use)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?<![a-z])(?:head-?line|(?:content|article|news|story|press|page|main)[_-]?(?:heading|head-?line|hd|title)"
    r"|(?:entry|post|release|item)[_-]?title)(?![a-z])",
    re.IGNORECASE,
)
_SITE_HEAD = re.compile(
    r"(?<![a-z])(?:header|masthead|logo|banner|branding|site-?(?:title|name))(?![a-z])", re.IGNORECASE
)
_WORDS_MIN, _WORDS_MAX, _BOLD = 3, 25, 0.9
_RUNNING_MIN, _TEXT_MIN = 2, 160
_CONFIRMED, _LEVELS = 0.8, {"h1": 1.0, "h2": 0.4, "h3": 0.2}


def find_headline(leaves: Sequence[Leaf], titles: Sequence[Evidence], site_names: Sequence[Evidence]) -> int | None:
    """Which leaf is the headline, best evidence first: an h1 to h3 by its level and by the titles of the metadata that
    hold its words; the value of a label; an element named so or confirmed as a whole; under an h1 that names the
    section, the heading of the running text; without any heading or title, a bold line above the running text.
    """
    sites = {evidence.text.casefold() for evidence in site_names}
    found = _ranked_heading(leaves, titles, sites)
    if found is not None:
        return found
    lines = [n for n, leaf in enumerate(leaves) if _may_be_headline(leaf, sites)]
    told = any(len(e.text.split()) >= _WORDS_MIN and not (is_section(e.text) or is_body_name(e.text)) for e in titles)
    running = [n for n, leaf in enumerate(leaves) if is_prose(leaf.block.text)]
    middle = running[len(running) // 2] if running else 0
    steps = (
        (n for n in lines if n and _LABEL.fullmatch(leaves[n - 1].block.text)),
        (n for n in lines if _is_named_headline(leaves[n].tag) and not leaves[n].block.link),
        (n for n in lines if any(_same(leaves[n].block.text, title.text) for title in titles)),
        (n for tag in ("h2", "h3") for n in _under_section(leaves, lines, tag)),
        (n for n in lines if not told and _is_bold(leaves[n]) and _leads(leaves, n, lines) and n <= middle),
    )
    return next((n for step in steps for n in step), None)


def _ranked_heading(leaves: Sequence[Leaf], titles: Sequence[Evidence], sites: set[str]) -> int | None:
    """The best of the headings that no section, body or other page is named by; of those alike the one that has most
    of a title's words.
    """
    best, found = (0.5, 0.0), None
    title_words = [_words(evidence.text) for evidence in titles]
    for number, leaf in enumerate(leaves):
        text = leaf.block.text
        if leaf.block.kind is not Kind.HEADING or leaf.tag.name not in _LEVELS or text.casefold() in sites:
            continue
        words = _words(text)
        confirmed = sum(_confirm(title, words) for title in title_words)
        if is_section(text) or furniture.reason(text) == "cookie" or (not confirmed and _is_of_the_site(leaf)):
            continue
        score = _LEVELS[leaf.tag.name] + confirmed - is_body_name(text) - (leaf.block.link and leaf.tag.name != "h1")
        rank = (score, max((_likeness(title, words) for title in title_words), default=0.0))
        if rank > best:
            best, found = rank, number
    return found


def _is_of_the_site(leaf: Leaf) -> bool:
    """Whether a heading of a word or two stands in what is named as the site's head or logo."""
    return len(leaf.block.text.split()) < _WORDS_MIN and any(map(_SITE_HEAD.search, _names(leaf.tag, 3)))


def _names(tag: Tag, levels: int) -> Iterator[str]:
    """The class names and ids of an element and of those around it."""
    yield from (f"{one.attrs.get('class', '')} {one.attrs.get('id', '')}" for one in islice(around(tag), levels))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _likeness(first: Set[str], second: Set[str]) -> float:
    """The share of words that two texts have in common."""
    return len(first & second) / max(1, len(first | second))


def _may_be_headline(leaf: Leaf, sites: set[str]) -> bool:
    """Whether a line reads as a headline: some words, no sentence, no label, no day, no name of a body or section."""
    text = leaf.block.text
    if leaf.block.kind is Kind.LIST_ITEM or not _WORDS_MIN <= len(text.split()) <= _WORDS_MAX:
        return False
    if text.endswith((".", ":", ",", ";")) or text.casefold() in sites or _GENERIC.fullmatch(text):
        return False
    return not (_RELEASE_LABEL.search(text) or is_date_line(text) or is_embargo(text) or sender(text) is not None)


def _is_named_headline(tag: Tag) -> bool:
    return any(map(_NAMED.search, _names(tag, 2)))


def _under_section(leaves: Sequence[Leaf], lines: Sequence[int], tag: str) -> Iterator[int]:
    """The headings of a level that open running text below an h1 that names the section."""
    section = next((n for n, leaf in enumerate(leaves) if leaf.tag.name == "h1"), None)
    if section is not None:
        yield from (n for n in lines if n > section and leaves[n].tag.name == tag and _leads(leaves, n, lines))


def _leads(leaves: Sequence[Leaf], number: int, lines: Sequence[int]) -> bool:
    """Whether running text follows a line before the next one that may be a headline of the same kind."""
    bold, tag = _is_bold(leaves[number]), leaves[number].tag.name
    later = islice(lines, bisect_right(lines, number), None)
    same = (n for n in later if (_is_bold(leaves[n]) if bold else leaves[n].tag.name == tag))
    text = [leaf.block.text for leaf in leaves[number + 1 : next(same, len(leaves))] if is_prose(leaf.block.text)]
    return len(text) >= _RUNNING_MIN and sum(map(len, text)) >= _TEXT_MIN


def _is_bold(leaf: Leaf) -> bool:
    return leaf.bold >= _BOLD and leaf.block.kind is not Kind.HEADING


def _same(first: str, second: str) -> bool:
    return _WORD.findall(first.casefold()) == _WORD.findall(second.casefold())


def _confirm(first: Set[str], second: Set[str]) -> bool:
    """Whether the words of one text hold nearly all of another's."""
    fewer = min(len(first), len(second))
    return fewer > 1 and len(first & second) >= _CONFIRMED * fewer


def is_section(title: str) -> bool:
    """Whether a title names a part of a site or the number of an item, not what a release is about."""
    return bool(_GENERIC.fullmatch(title) or _NUMBERED.fullmatch(title))


def titles(headline: Leaf | None, known: Sequence[Evidence], site_names: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The headline before the titles of the metadata, unless only the page's section is its heading."""
    sites = {evidence.text.casefold() for evidence in site_names}
    others = [e for e in known if e.text.casefold() not in sites and not is_section(e.text)]
    if headline is None:
        return tuple(others)
    text = headline.block.text
    others = [e for e in others if not is_body_name(e.text)]
    visible = Evidence(text, headline.tag.name if headline.tag.name in HEADINGS else "visible")
    confirmed = any(_confirm(_words(evidence.text), _words(text)) for evidence in others)
    if others and not confirmed and (is_section(text) or len(text.split()) < 3):
        return (*others, visible)
    return (visible, *others)
