"""The headline of a page: the heading that the page's own metadata confirms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.blocks import HEADINGS, Leaf
from extractor.record import Kind
from extractor.release import Evidence

WORD = re.compile(r"\w+")
GENERIC = re.compile(
    r"(?:welcome to|you are here|main navigation|search)\b.*|(?:.{0,40}\s)?(?:latest |all |our |local |council )?"
    r"(?:news|news ?room|news (?:and|&) (?:events|media|views)|press|press (?:office|releases?|centre|room)|media"
    r"|media (?:releases?|centre|statements?)|news (?:releases?|stories|archives?|centre)|blog|press and media"
    r"|publications?|announcements?|latest)",
    re.IGNORECASE,
)
CONFIRMED, LEVELS = 0.8, {"h1": 1.0, "h2": 0.4, "h3": 0.2}


def find_headline(leaves: Sequence[Leaf], titles: Sequence[Evidence], site_names: Sequence[Evidence]) -> int | None:
    """Which leaf is the headline: an h1 to h3 by its level and by the titles of the metadata that hold its words."""
    sites = {evidence.text.casefold() for evidence in site_names}
    best, found = 0.5, None
    for number, leaf in enumerate(leaves):
        text = leaf.block.text
        if leaf.block.kind is not Kind.HEADING or leaf.tag.name not in LEVELS or text.casefold() in sites:
            continue
        score = LEVELS[leaf.tag.name] + sum(confirms(evidence.text, text) for evidence in titles)
        if GENERIC.fullmatch(text):
            score -= 2
        if score > best:
            best, found = score, number
    return found


def confirms(title: str, heading: str) -> bool:
    """Whether a title of the metadata holds the words of a heading, or the other way round."""
    first, second = set(WORD.findall(title.casefold())), set(WORD.findall(heading.casefold()))
    fewer = min(len(first), len(second))
    return fewer > 1 and len(first & second) >= CONFIRMED * fewer


def titles(headline: Leaf | None, known: Sequence[Evidence], site_names: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The headline before the titles of the metadata, unless only the page's section is its heading."""
    sites = {evidence.text.casefold() for evidence in site_names}
    others = [e for e in known if e.text.casefold() not in sites and not GENERIC.fullmatch(e.text)]
    if headline is None:
        return tuple(others)
    text = headline.block.text
    visible = Evidence(text, headline.tag.name if headline.tag.name in HEADINGS else "visible")
    confirmed = any(confirms(evidence.text, text) for evidence in others)
    if others and not confirmed and (GENERIC.fullmatch(text) or len(text.split()) < 3):
        return (*others, visible)
    return (visible, *others)
