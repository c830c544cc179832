"""Role phrases: "Headteacher of A and Chief Executive Officer of B" -> titles, each with its body.

A title keeps its words without the body and the article; a place, portfolio or campaign after "of" or "for" stays in
it. Past ties ("former student of") are no roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractor.rules.bodies import Body
from extractor.rules.body_index import BodyIndex
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import alternation, kinds_of_generic, one_of, table, words

_WORD = re.compile(r"[\w’'&/-]+")
_LEAD = re.compile(
    r"(?:(?:the|a|an|our|its|his|her|their|and|who is|also|currently|now|(?-i:new)|two|three|four|five|six"
    r"|\d+-year-old|local(?=\sM[SP]P?s?\b))\s+)+",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
# "and", a comma or a slash parts two roles where a new role phrase begins behind it.
_PARTING = re.compile(r"\s*(?:,\s*and\s+|,\s*|\s+and\s+(?:also\s+)?|\s*/\s*|\s+&\s+)(?:the\s+|a\s+|an\s+)?")
_PHRASE_END = re.compile(r",|\sand\s")
_GENITIVE = re.compile(r"^(?:the\s+)?(?P<owner>[^,;]{2,80}?)[’'](?:s\s+|\s+)(?=\S)")
# "Residents' association chair": what kind of association, not whose.
_PLURAL_OWNER = re.compile(r"[A-Z][a-z]+s[’']\s[a-z]")
_BEHIND_OWNER = re.compile(r"(?:[’']s?)?,?\s+")
_TIE = re.compile(
    r"(?:\s*,\s*|\s+)(?:based\s+)?(?P<tie>at|of|for|with|from|in|on|to|within)\s+(?P<article>the\s+|our\s+)?"
)
_PREPOSITION = re.compile(r"\s(?:of|for|at|with|from|in|to|on|responsible|within)\s")
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w’'&-]*(?:\s(?:(?:of|and|the|&|for)\s)?[A-ZÀ-Þ][\w’'&-]*)*")
_COMMA = re.compile(r",\s+(?:the\s+)?")
_JOINT = re.compile(r"\s*(?:,|and|,\s*and)\s+(?:the\s+)?")
# What a councillor or member of parliament is "for" is a ward or constituency.
_SEAT = re.compile(rf"\b{one_of('roles', 'seats')}$", re.IGNORECASE)
# A committee or board that one convenes or chairs is where the post is.
_UNIT = re.compile(rf"\s{one_of('roles', 'units')}$")
_HEADS_A_BODY = re.compile(rf"{one_of('roles', 'heads_of_bodies')}$", re.IGNORECASE)
_CLERGY = re.compile(rf"{one_of('roles', 'clergy')}$", re.IGNORECASE)
_DEDICATION = re.compile(r"(?:St|Saint|All|Holy|Christ|Our)\b")
# "Mayor, Town of Fort Kettle"
_GOVERNMENT = re.compile(rf",\s(?P<body>{one_of('roles', 'governments')}\sof\s[A-Z][\w’' -]+$)")
# "Liberal Democrat finance spokesperson": the party before a post that is not the party's own is dropped.
_PARTY = re.compile(rf"{one_of('roles', 'parties')}\s(?=[a-z])(?!{one_of('roles', 'party_posts')}\b)")
_PARTY_POST = re.compile(rf"{one_of('roles', 'parties')}\sgroup\s[a-z]")
# "Museum director", "Rovers boss": a body by the end of its name; a club by the beginning too ("Castlebourne manager").
_SHORT_NAME = re.compile(r"(?P<short>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s(?=[a-z])")
# "Brigley Town manager", "RWU general secretary": a club or acronym that nobody had taken for a body yet.
_CLUB = re.compile(rf"(?:[A-Z][\w’'-]+\s){{1,2}}{one_of('roles', 'club_tails')}(?=\s[a-z])")
_POST_AT_ACRONYM = re.compile(rf"\s{one_of('roles', 'posts_at_acronyms')}$", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z]{3,6}(?=\s(?:[a-z]|General|Regional|National|Assistant))")
# "Trust chair", "supporters' trust chair": the generic name of a body before a post that heads it.
_GENERIC = re.compile(
    rf"(?P<owner>(?:[a-z]+s[’']\s)?{one_of('roles', 'bodies_in_front')})\s(?={one_of('roles', 'posts_of_generic')}\b)",
    re.IGNORECASE,
)
_CLUB_POST = re.compile(rf"(?:[a-z-]+\s)?{one_of('roles', 'club_posts')}$")
_HEADS_A_PORTFOLIO = re.compile(r"\b(?:head|lead)$", re.IGNORECASE)
_HEADS_WORK = re.compile(r"\b(?:manager|director|officer|executive)$", re.IGNORECASE)
# "project director for the contractor, X": the noun that tells what X is.
_FOR_KIND = re.compile(rf"\s(?:at|for|of|with)\s(?:the\s)?{alternation(table('organisations')['kinds'])}$")
_INSTITUTION = re.compile(rf"\s{one_of('roles', 'institutions')}$")
_BEHIND_PORTFOLIO = re.compile(r"\s(?:at|with)\s")
# "Special Agent in Charge, Cleveland Division of the ...": the unit behind the comma is no part of the title.
_TITLE_AND_UNIT = re.compile(r"[^,]*(?<!for)(?<!of),\s(?=[A-Z][\w’' -]*$)")
_PORTFOLIO = re.compile(r"\s(?:for|of)\s")
_LONGEST, _LONGEST_AFTER_HEAD = 7, 5


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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a post is, as far as its phrase tells: the last three fields of its Title."""

    body: Body | None = None
    generic: str | None = None
    hint: tuple[int, int] | None = None


def has_head(phrase: str) -> bool:
    """Whether a phrase holds a noun for a post."""
    return any(_is_head(word) for word in _WORD.findall(phrase))


def _is_head(word: str) -> bool:
    folded = word.casefold()
    return folded in _heads() or folded.endswith(_endings()) or is_plural(word)


def is_plural(word: str) -> bool:
    """Whether a word is the plural of a noun for a post."""
    folded = word.casefold()
    return folded.endswith("s") and folded not in _heads() and folded[:-1] in _heads()


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(words("roles", "head_endings")))


@cache
def _heads() -> frozenset[str]:
    return frozenset(head.casefold() for head in words("roles", "heads") if " " not in head)


def parse_roles(text: str, start: int, end: int, index: BodyIndex) -> list[Title]:
    """The roles in the phrase `text[start:end]`, in order."""
    found = []
    for first, last in _parts(text, start, end, index):
        if (title := _title(text, first, last, index)) is not None:
            found += [title, *_further_bodies(text, title, last, index)]
    return found


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
    return (len(found) <= _LONGEST and _is_head(found[-1])) or (
        len(found) <= _LONGEST_AFTER_HEAD and _is_head(found[0])
    )


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
    start, place = _behind_owner(text, start, end, index)
    if place.hint is None:
        end, place = _before_body(text, start, end, index, place)
    if place.body is not None:
        end = _before_unit(text, start, end)
    phrase = text[start:end].rstrip(" ,;:–—-")
    first = phrase.split(" ", 1)[0].casefold().rstrip("-")
    if not has_head(phrase) or first in words("roles", "past"):
        return None
    if is_plural(phrase.rsplit(" ", 1)[-1]) and not _PREPOSITION.search(phrase):
        phrase = phrase[:-1]
    return Title(phrase, start, start + len(phrase), place.body, place.generic, place.hint)


def _behind_owner(text: str, start: int, end: int, index: BodyIndex) -> tuple[int, _Place]:
    """Where the title itself begins, behind articles and "its", "X Council's" or "the school's"; and whose it is."""
    place = _Place()
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
        if _ITS.search(lead.group()):
            place = _Place(index.before(start))
    if _PARTY_POST.match(text, start, end):
        return start, place
    owned = index.at(start)
    if owned and owned[0] < end and text[start:end].split(" ", 1)[0].casefold() not in words("roles", "ranks"):
        behind = _BEHIND_OWNER.match(text, owned[0], end)
        return (behind.end(), _Place(owned[1])) if behind and has_head(text[behind.end() : end]) else (start, place)
    if party := _PARTY.match(text, start, end):
        return party.end(), place
    if (short := _SHORT_NAME.match(text, start, end)) and (body := _called(text, short, end, index)) is not None:
        return short.end(), _Place(body)
    if (generic := _GENERIC.match(text, start, end)) is not None:
        return generic.end(), replace(place, generic=generic["owner"])
    if (new := _unknown_body(text, start, end)) is not None:
        return new[1] + 1, _Place(hint=new)
    genitive = _GENITIVE.match(text[start:end])
    if genitive is None or f"{genitive['owner'].casefold()}'s" in words("roles", "modifiers"):
        return start, place
    behind_genitive = start + genitive.end()
    if not has_head(text[behind_genitive:end]):
        return start, place
    owner = genitive["owner"]
    if _PLURAL_OWNER.match(text, start, end):
        return start, place
    if owner[0].isupper() and not kinds_of_generic(owner.casefold()) and _CAPITALS.fullmatch(owner):
        span = (start + genitive.start("owner"), start + genitive.end("owner"))
        return behind_genitive, _Place(generic=owner, hint=span)
    return behind_genitive, replace(place, generic=owner)


def _called(text: str, short: re.Match[str], end: int, index: BodyIndex) -> Body | None:
    """The body that a short name before a post in lower case means: the only one, or the last one, that ends so."""
    if has_head(short["short"]) or kinds_of_generic(short["short"].casefold()):
        return None
    called = index.called(short["short"], by_beginning=bool(_CLUB_POST.match(text, short.end(), end)))
    last = index.before(short.start())
    return called or (last if last and last.name.endswith(f" {short['short']}") else None)


def _unknown_body(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of a club or acronym before a post that nobody had taken for a body yet."""
    if (club := _CLUB.match(text, start, end)) and _CLUB_POST.match(text, club.end() + 1, end):
        return club.span()
    acronym = _ACRONYM.match(text, start, end)
    if acronym is None or acronym.group() in words("roles", "no_body") | words("organisations", "never", "terms"):
        return None
    return acronym.span() if _POST_AT_ACRONYM.search(text, acronym.end(), end) else None


def _before_body(text: str, start: int, end: int, index: BodyIndex, place: _Place) -> tuple[int, _Place]:
    """Where the title itself ends, before "at X Trust" or ", X Trust"; and where the post is."""
    for tie in _TIE.finditer(text, start, end):
        title = text[start : tie.start()]
        if not has_head(title) or _is_portfolio(title, tie, end, index):
            continue
        if tie["tie"] == "for" and _SEAT.search(title):
            return end, place
        if (tied := _tied(title, tie, end, index, place)) is not None:
            return tie.start(), tied
        if tie["tie"] == "from" and text[tie.end() : tie.end() + 1].isupper():
            # A home town is no part of the title.
            return tie.start(), place
    if (comma := _body_behind_comma(text, start, end, index)) is not None:
        return comma[0], _Place(place.body or comma[1])
    if (named := _GOVERNMENT.search(text, start, end)) and has_head(text[start : named.start()]):
        return named.start(), replace(place, hint=named.span("body"))
    return end, place


def _is_portfolio(title: str, tie: re.Match[str], end: int, index: BodyIndex) -> bool:
    """Whether what looks like a body is the portfolio of its head ("Head of Visitor Services"), or a body follows."""
    there = index.at(tie.end())
    if there is None or tie["article"]:
        return False
    if not _HEADS_A_PORTFOLIO.search(title) and not _BEHIND_PORTFOLIO.match(tie.string, there[0], end):
        return False
    return tie.string[tie.end() : there[0]].rsplit(" ", 1)[-1] in words("roles", "portfolio_tails")


def _tied(title: str, tie: re.Match[str], end: int, index: BodyIndex, place: _Place) -> _Place | None:
    """The body that a preposition behind a title leads to: a named one, "the council", a unit, or a new name."""
    text = tie.string
    behind = text[tie.end() : end]
    there = index.at(tie.end()) or (index.at(tie.start("article")) if tie["article"] else None)
    if there and there[0] <= end:
        return _Place(place.body or there[1])
    if tie["article"] and _is_generic(behind):
        return _Place(place.body, behind.strip())
    if tie["article"] and _UNIT.search(behind) and _CAPITALS.fullmatch(behind):
        return replace(place, hint=(tie.end(), end))
    if (name := _CAPITALS.match(text, tie.end(), end)) is None:
        return None
    if name.group() == "Year":
        # "Landlord of the Year" is an award.
        return None
    of_body = _HEADS_A_BODY.search(title) or _INSTITUTION.search(name.group())
    of_body = of_body or (_CLERGY.search(title) and _DEDICATION.match(behind))
    for_body = _HEADS_WORK.search(title) and (" & " in name.group() or type_by_shape(name.group()))
    leads_to_body = tie["tie"] == "at" or (tie["tie"] == "of" and of_body) or (tie["tie"] == "for" and for_body)
    return replace(place, hint=name.span()) if leads_to_body else None


def _is_generic(words_behind: str) -> bool:
    return bool(kinds_of_generic(re.split(r"[,;]", words_behind, maxsplit=1)[0].strip().casefold()))


def _body_behind_comma(text: str, start: int, end: int, index: BodyIndex) -> tuple[int, Body] | None:
    """Where the apposition begins that names the body ("Special Agent, Cleveland Division, FBI"), and that body."""
    stop = body = None
    for match in _COMMA.finditer(text, start, end):
        if not has_head(text[start : match.start()]) or has_head(index.masked(text, match.end(), end)):
            continue
        if stop is None:
            kind = _FOR_KIND.search(text[start : match.start()])
            stop = start + kind.start() if kind else match.start()
        if there := index.at(match.end()):
            body = there[1]
    return (stop, body) if stop is not None and body is not None else None


def _before_unit(text: str, start: int, end: int) -> int:
    """Where the title ends if a unit stands behind a comma in it."""
    unit = _TITLE_AND_UNIT.match(text[start:end])
    return start + unit.group().index(",") if unit and not _PORTFOLIO.search(unit.group()) else end
