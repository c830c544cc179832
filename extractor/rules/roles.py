"""Role phrases: "Headteacher of A and Chief Executive Officer of B" -> titles, each with its body.

A title keeps its words without the body and the article; a place, portfolio or campaign after "of" or "for" stays in
it. Past ties ("former student of") are no roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.rules.lexicon import words
from extractor.rules.organisations import Body

_WORD = re.compile(r"[\w’'&/-]+")
_LEAD = re.compile(
    r"(?:(?:the|a|an|our|its|his|her|their|and|who is|also|currently|now|both|\d+-year-old)\s+)+", re.IGNORECASE
)
# "and", a comma or a slash parts two roles where a new role phrase begins behind it.
_PARTING = re.compile(r"\s*(?:,\s*and\s+|,\s*|\s+and\s+(?:also\s+)?|\s*/\s*|\s+&\s+)(?:the\s+|a\s+|an\s+)?")
_GENITIVE = re.compile(r"^(?:the\s+)?(?P<owner>[^,;]{2,80}?)[’'](?:s\s+|\s+)(?=\S)")
_TIE = re.compile(r"(?:\s*,\s*|\s+)(?P<tie>at|of|for|with|from|in|on|to|within)\s+(?P<article>the\s+|our\s+)?")
_GENERIC_OWNER = re.compile(r"^(?:the|its|their|our)\s+([\w ]+?)$|^([Cc]ouncil)$", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s(?:of|for|at|with|from|in|to|on|responsible|within)\s")


@dataclass(frozen=True, slots=True)
class Title:
    """A role title read from `text[start:end]`; `body` is its body if the text names one.

    `generic` holds the words for a body that is only referred to ("the council"); `hint` is the span of a name behind
    "at" that nobody had taken for a body yet.
    """

    title: str
    start: int
    end: int
    body: Body | None = None
    generic: str | None = None
    hint: tuple[int, int] | None = None


class BodyIndex:
    """The bodies' mentions by where they begin and end."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._starts = {mention.start: (mention.end, body) for body in bodies for mention in body.mentions}
        self.spans = [(mention.start, mention.end, body) for body in bodies for mention in body.mentions]

    def at(self, start: int) -> tuple[int, Body] | None:
        """End and body of the mention that begins at `start`."""
        return self._starts.get(start)

    def covers(self, at: int) -> bool:
        """Whether a body's name covers the character at `at`."""
        return any(first <= at < last for first, last, _ in self.spans)

    def before(self, at: int) -> Body | None:
        """The body mentioned last before `at`, within a sentence or two: what "its" means."""
        near = [(last, body) for _, last, body in self.spans if at - 300 < last <= at]
        return max(near, key=lambda pair: pair[0])[1] if near else None

    def masked(self, text: str, start: int, end: int) -> str:
        """`text[start:end]` with the bodies' names blanked: "Council of Carpenters" holds no carpenter."""
        phrase = text[start:end]
        for first, last, _ in self.spans:
            if start <= first and last <= end:
                phrase = phrase[: first - start] + " " * (last - first) + phrase[last - start :]
        return phrase


def has_head(phrase: str) -> bool:
    """Whether a phrase holds a noun for a post."""
    return any(_is_head(word) for word in _WORD.findall(phrase))


def _is_head(word: str) -> bool:
    folded = word.casefold()
    return folded in _heads() or (folded.endswith("s") and folded[:-1] in _heads())


@cache
def _heads() -> frozenset[str]:
    return frozenset(head.casefold() for head in words("roles", "heads") if " " not in head)


def parse_roles(text: str, start: int, end: int, index: BodyIndex) -> list[Title]:
    """The roles in the phrase `text[start:end]`, in order."""
    found = []
    for first, last in _parts(text, start, end):
        if (title := _title(text, first, last, index)) is not None:
            found += [title, *_further_bodies(text, title, last, index)]
    return found


def _further_bodies(text: str, title: Title, end: int, index: BodyIndex) -> Iterator[Title]:
    """ "headteacher of A and B": the same title at the bodies that follow the first."""
    behind = next((last for _, last, body in index.spans if body is title.body and title.end < last <= end), None)
    while behind is not None and (joint := re.compile(r"\s*(?:,|and|,\s*and)\s+(?:the\s+)?").match(text, behind, end)):
        there = index.at(joint.end())
        if there is None or there[1] is title.body:
            return
        yield Title(title.title, title.start, title.end, there[1])
        behind = there[0]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The phrase cut where a new role begins."""
    begin = start
    for match in _PARTING.finditer(text, start, end):
        if match.start() <= begin or not has_head(text[begin : match.start()]):
            continue
        if _begins_role(text[match.end() : end]):
            yield begin, match.start()
            begin = match.end()
    yield begin, end


def _begins_role(phrase: str) -> bool:
    """Whether a post's noun stands before the first preposition: "Chief Executive of B", not "Wellbeing at PHE"."""
    before = _PREPOSITION.split(f"{phrase} ", maxsplit=1)[0]
    before = re.split(r",|\sand\s", before, maxsplit=1)[0]
    found = _WORD.findall(before)
    return (
        bool(found)
        and len(found) < 8
        and _is_head(found[-1])
        or (bool(found) and len(found) < 6 and has_head(before) and _is_head(found[0]))
    )


def _title(text: str, start: int, end: int, index: BodyIndex) -> Title | None:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    body = generic = None
    if lead and re.search(r"\b(?:its|their)\b", lead.group(), re.IGNORECASE):
        body = index.before(start)
    owned = index.at(start)
    if owned and owned[0] < end:
        behind = re.compile(r"(?:[’']s?)?,?\s+").match(text, owned[0], end)
        if behind and has_head(text[behind.end() : end]):
            body, start = owned[1], behind.end()
    elif (genitive := _GENITIVE.match(text[start:end])) and f"{genitive['owner'].casefold()}'s" not in words(
        "roles", "modifiers"
    ):
        if has_head(text[start + genitive.end() : end]):
            owner = genitive["owner"]
            span = (start + genitive.start("owner"), start + genitive.end("owner"))
            start += genitive.end()
            if owner[0].isupper() and owner.casefold() not in _generic_names() and _CAPITALS.fullmatch(owner):
                return _made(text, start, end, None, owner, span)
            generic = owner
    for tie in _TIE.finditer(text, start, end):
        if not has_head(text[start : tie.start()]):
            continue
        if tie["tie"] == "for" and _SEAT.search(text[start : tie.start()]):
            return _made(text, start, end, body, generic, None)
        there = index.at(tie.end()) or (index.at(tie.start("article")) if tie["article"] else None)
        if there and there[0] <= end:
            return _made(text, start, tie.start(), body or there[1], None, None)
        if tie["article"] and _generic(text[tie.end() : end]):
            return _made(text, start, tie.start(), body, text[tie.end() : end].strip(), None)
        if tie["article"] and _UNIT.search(text[tie.end() : end]) and _CAPITALS.fullmatch(text[tie.end() : end]):
            return _made(text, start, tie.start(), body, generic, (tie.end(), end))
        if text[tie.end() : tie.end() + 1].isupper() and (
            tie["tie"] == "at" or _heads_a_body(text[start : tie.start()], tie["tie"])
        ):
            return _made(text, start, tie.start(), body, generic, (tie.end(), _end_of_capitals(text, tie.end(), end)))
    comma = _body_behind_comma(text, start, end, index)
    if comma:
        return _made(text, start, comma[0], body or comma[1], None, None)
    return _made(text, start, end, body, generic, None)


# What a councillor or member of parliament is "for" is a ward or constituency.
_SEAT = re.compile(
    r"(?:councillor|\bMPs?|\bMSP|member of parliament|federal member|state member|assembly member)$", re.IGNORECASE
)
# A committee or board that one convenes or chairs is where the post is.
_UNIT = re.compile(
    r"\s(?:Committee|Panel|Board|Forum|Commission|Group|Partnership|Network|Alliance|Taskforce|Council)$"
)
_HEADS_A_BODY = re.compile(
    r"(?:chief executive(?: officer)?|managing director|founder|owner|chairman|chairwoman|ceo|headteacher|director[- ]general|"
    r"executive director|manufacturing director|proprietor|chief operating officer|vice-chancellor)$",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w’'&-]*(?:\s(?:(?:of|and|the|&|for)\s)?[A-ZÀ-Þ][\w’'&-]*)*")


def _heads_a_body(title: str, tie: str) -> bool:
    """Whether what "of" leads to behind this post is a body, whatever its name looks like."""
    return tie == "of" and bool(_HEADS_A_BODY.search(title))


def _end_of_capitals(text: str, start: int, end: int) -> int:
    found = _CAPITALS.match(text, start, end)
    return found.end() if found else end


def _generic(words_behind: str) -> bool:
    name = re.split(r"[,;]", words_behind, maxsplit=1)[0].strip().casefold()
    return name in _generic_names()


@cache
def _generic_names() -> frozenset[str]:
    from extractor.rules.lexicon import table

    return frozenset(name for names in table("roles")["generic"].values() for name in names)


def _body_behind_comma(text: str, start: int, end: int, index: BodyIndex) -> tuple[int, Body] | None:
    """The body in apposition behind the title ("Special Agent in Charge, Cleveland Division, FBI")."""
    stop = body = None
    for match in re.compile(r",\s+(?:the\s+)?").finditer(text, start, end):
        if not has_head(text[start : match.start()]) or has_head(index.masked(text, match.end(), end)):
            continue
        stop = match.start() if stop is None else stop
        if there := index.at(match.end()):
            body = there[1]
    return (stop, body) if stop is not None and body is not None else None


def _made(
    text: str, start: int, end: int, body: Body | None, generic: str | None, hint: tuple[int, int] | None
) -> Title | None:
    # "Special Agent in Charge, Cleveland Division of the ...": the unit behind the comma is no part of the title.
    if (
        body is not None
        and (unit := re.match(r"[^,]*(?<!for)(?<!of),\s(?=[A-Z][\w’' -]*$)", text[start:end]))
        and not re.search(r"\s(?:for|of)\s", unit.group())
    ):
        end = start + unit.group().index(",")
    phrase = text[start:end]
    end -= len(phrase) - len(phrase.rstrip(" ,;:–—-"))
    phrase = text[start:end]
    first = phrase.split(" ", 1)[0].casefold().rstrip("-")
    if not phrase or not has_head(phrase) or first in words("roles", "past"):
        return None
    return Title(phrase, start, end, body, generic, hint)
