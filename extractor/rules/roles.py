"""Role phrases: "Headteacher of A and Chief Executive Officer of B" -> titles, each with its body.

A title keeps its words without the body and the article; a place, portfolio or campaign after "of" or "for" stays in
it. Past ties ("former student of") are no roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.rules.bodies import Body
from extractor.rules.body_index import BodyIndex
from extractor.rules.lexicon import words
from extractor.rules.role_nouns import has_head, is_head, is_plural
from extractor.rules.role_places import Place, before_body, behind_owner

_WORD = re.compile(r"[\w’'&/-]+")
# "and", a comma or a slash parts two roles where a new role phrase begins behind it.
_PARTING = re.compile(r"\s*(?:,\s*and\s+|,\s*|\s+and\s+(?:also\s+)?|\s*/\s*|\s+&\s+)(?:the\s+|a\s+|an\s+)?")
_PHRASE_END = re.compile(r",|\sand\s")
_JOINT_POSTS = re.compile(r",\s|,?\sand\s|\s?[/&]\s?")
_PREPOSITION = re.compile(r"\s(?:of|for|at|with|from|in|to|on|responsible|within)\s")
_JOINT = re.compile(r"\s*(?:,|and|,\s*and)\s+(?:the\s+)?")
# "A keen reader" reads; only a "Reader in Soil Science" has a post.
_READS = re.compile(r"(?!lay\b)(?:[\w-]+\s)*?readers?\b(?!\sin\s).*", re.IGNORECASE)
# "Special Agent in Charge, Cleveland Division of the ...": the unit behind the comma is no part of the title.
_TITLE_AND_UNIT = re.compile(r"[^,]*(?<!for)(?<!of),\s(?=[A-Z][\w’' -]*$)")
_PORTFOLIO = re.compile(r"\s(?:for|of)\s")
_LONGEST, _LONGEST_AFTER_HEAD = 7, 5


@dataclass(frozen=True, slots=True)
class Title:
    """A role title read from `text[start:end]`; `body` is its body if the text names one.

    `generic` holds the words for a body that is only referred to ("the council"); `hint` is the span of a name behind
    "at" that nobody had taken for a body yet; `owned` tells that the body stands in front ("the trust's chair").
    """

    title: str
    start: int
    end: int
    body: Body | None = None
    generic: str | None = None
    hint: tuple[int, int] | None = None
    owned: bool = False


def parse_roles(text: str, start: int, end: int, index: BodyIndex) -> list[Title]:
    """The roles in the phrase `text[start:end]`, in order."""
    found = []
    for first, last in _parts(text, start, end, index):
        if (title := _title(text, first, last, index)) is not None:
            found += [title, *_further_bodies(text, title, last, index)]
    return _of_one_owner(text, found)


def _of_one_owner(text: str, titles: list[Title]) -> list[Title]:
    """ "The museum's founder and curator": the owner in front of the first post has those joined to it too."""
    if len(titles) < 2 or not titles[0].owned:
        return titles
    joints = [text[one.end : other.start] for one, other in pairwise(titles)]
    if not all(_JOINT_POSTS.fullmatch(joint) for joint in joints) or joints[-1].strip() == ",":
        return titles
    owner = titles[0]
    return [
        title if _is_placed(title) else replace(title, body=owner.body, generic=owner.generic, hint=owner.hint)
        for title in titles
    ]


def _is_placed(title: Title) -> bool:
    # "the trust's founder and local farmer": what somebody is besides.
    besides = title.title.startswith("local ") or _PREPOSITION.search(title.title)
    return bool(title.body or title.generic or title.hint or besides)


def _parts(text: str, start: int, end: int, index: BodyIndex) -> Iterator[tuple[int, int]]:
    """The phrase cut where a new role begins, which is not within the name of a body."""
    begin = start
    for match in _PARTING.finditer(text, start, end):
        if match.start() <= begin or index.covers(match.start()) or not has_head(text[begin : match.start()]):
            continue
        if _begins_role(text[match.end() : end]):
            yield begin, match.start()
            begin = match.end()
    yield begin, end


def _begins_role(phrase: str) -> bool:
    """Whether a post's noun stands before the first preposition: "Chief Executive of B", not "Wellbeing at PHE"."""
    before = _PREPOSITION.split(f"{phrase} ", maxsplit=1)[0]
    found = _WORD.findall(_PHRASE_END.split(before, maxsplit=1)[0])
    if not found:
        return False
    return (len(found) <= _LONGEST and is_head(found[-1])) or (len(found) <= _LONGEST_AFTER_HEAD and is_head(found[0]))


def _further_bodies(text: str, title: Title, end: int, index: BodyIndex) -> Iterator[Title]:
    """ "headteacher of A and B": the same title at the bodies that follow the first."""
    behind = index.end_of_first(title.body, title.end, end) if title.body else None
    while behind is not None and (joint := _JOINT.match(text, behind, end)):
        there = index.at(joint.end())
        if there is None or there[1] is title.body:
            return
        yield Title(title.title, title.start, title.end, there[1])
        behind = there[0]


def _title(text: str, start: int, end: int, index: BodyIndex) -> Title | None:
    start, place = behind_owner(text, start, end, index)
    owned = place != Place()
    if place.hint is None:
        end, place = before_body(text, start, end, index, place)
    if place.body is not None:
        end = _before_unit(text, start, end)
    phrase = text[start:end].rstrip(" ,;:–—-")
    first = phrase.split(" ", 1)[0].casefold().rstrip("-")
    if not has_head(phrase) or first in words("roles", "past") or _READS.fullmatch(phrase):
        return None
    if is_plural(phrase.rsplit(" ", 1)[-1]) and not _PREPOSITION.search(phrase):
        phrase = phrase[:-1]
    return Title(phrase, start, start + len(phrase), place.body, place.generic, place.hint, owned)


def _before_unit(text: str, start: int, end: int) -> int:
    """Where the title ends if a unit stands behind a comma in it."""
    unit = _TITLE_AND_UNIT.match(text[start:end])
    return start + unit.group().index(",") if unit and not _PORTFOLIO.search(unit.group()) else end
