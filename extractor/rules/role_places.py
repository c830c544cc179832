"""Where the post of a role phrase is: at the owner in front of its title, or at the body behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.rules.bodies import Body
from extractor.rules.body_index import BodyIndex
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import alternation, kinds_of_generic, one_of, table, words
from extractor.rules.role_nouns import has_head

_LEAD = re.compile(
    r"(?:(?:the|a|an|our|its|his|her|their|whose|and|who is|also|currently|now|(?-i:new)|two|three|four|five|six"
    r"|\d+-year-old|local(?=\sM[SP]P?s?\b))\s+)+",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:its|their|whose)\b", re.IGNORECASE)
_GENITIVE = re.compile(r"^(?:the\s+)?(?P<owner>[^,;]{2,80}?)[’'](?:s\s+|\s+)(?=\S)")
# "Residents' association chair", "older people's champion": what kind of post, not whose.
_PLURAL_OWNER = re.compile(
    r"(?:[A-Z][a-z]+s[’']|(?:(?:[A-Z][a-z]+\s)?(?:[a-z-]+\s){0,4})(?:[a-z]+s[’']|(?:people|children|women|men)[’']s)"
    r"|(?:People|Children|Women|Men)[’']s)\s[a-z]"
)
_BEHIND_OWNER = re.compile(r"(?:[’']s?)?,?\s+")
_TIE = re.compile(
    r"(?:\s*,\s*|\s+)(?:based\s+)?(?P<tie>at|of|for|with|from|in|on|to|within)\s+(?P<article>the\s+|our\s+)?"
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w’'&-]*(?:\s(?:(?:of|and|the|&|for)\s)?[A-ZÀ-Þ][\w’'&-]*)*")
_COMMA = re.compile(r",\s+(?:the\s+)?")
# What a councillor or member of parliament is "for" is a ward or constituency.
_SEAT = re.compile(rf"\b{one_of('roles', 'seats')}$", re.IGNORECASE)
_MINISTER = re.compile(r"\b(?:minister|secretary)\sfor\s", re.IGNORECASE)
_MINISTRY = re.compile(r"(?:Department|Ministry|Government|Office)\b")
_AND_MORE = re.compile(r",?\sand\s|,\s[A-Z]")
_DEPARTMENT = re.compile(r"(?:School|Department|Faculty|Institute|Division|College)\s(?:of|for)\b")
_BEHIND_DEPARTMENT = re.compile(r"(?:,|\sat|\sof|\swithin)\s(?:the\s)?")
# A vessel is no part of the post of who sails her ("skipper of the Bonny Kate").
_VESSEL = re.compile(rf"(?P<name>{_CAPITALS.pattern}(?:\s[a-z]{{1,3}}\s{_CAPITALS.pattern})?)(?:$|[,;]|\sand\s)")
_SAILS = re.compile(rf"{one_of('roles', 'sailors')}$", re.IGNORECASE)
# "the council's Planning, Housing and Ports Committee", "the Finance, Audit and Risk Committee"
_OWN_UNIT = re.compile(
    r"(?:(?:[a-z]+\s)?[a-z]+[’']s\s)?(?P<unit>[A-Z][\w’'-]+(?:(?:,|,?\sand|\s&)?\s[A-Z][\w’'-]+)*?"
    rf"\s{one_of('roles', 'units')})$"
)
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post is, as far as its phrase tells: the last three fields but one of its Title."""

    body: Body | None = None
    generic: str | None = None
    hint: tuple[int, int] | None = None


def behind_owner(text: str, start: int, end: int, index: BodyIndex) -> tuple[int, Place]:
    """Where the title itself begins, behind articles and "its", "X Council's" or "the school's"; and whose it is."""
    place = Place()
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
        if _ITS.search(lead.group()):
            place = Place(index.before(start))
    if _PARTY_POST.match(text, start, end):
        return start, place
    owned = index.at(start)
    if owned and owned[0] < end and text[start:end].split(" ", 1)[0].casefold() not in words("roles", "ranks"):
        behind = _BEHIND_OWNER.match(text, owned[0], end)
        return (behind.end(), Place(owned[1])) if behind and has_head(text[behind.end() : end]) else (start, place)
    if party := _PARTY.match(text, start, end):
        return party.end(), place
    if (short := _SHORT_NAME.match(text, start, end)) and (body := _called(text, short, end, index)) is not None:
        return short.end(), Place(body)
    if (generic := _GENERIC.match(text, start, end)) is not None:
        return generic.end(), replace(place, generic=generic["owner"])
    if (new := _unknown_body(text, start, end)) is not None:
        return new[1] + 1, Place(hint=new)
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
        return behind_genitive, Place(generic=owner, hint=span)
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


def before_body(text: str, start: int, end: int, index: BodyIndex, place: Place) -> tuple[int, Place]:
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
        return comma[0], Place(place.body or comma[1])
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


def _tied(title: str, tie: re.Match[str], end: int, index: BodyIndex, place: Place) -> Place | None:
    """The body that a preposition behind a title leads to: a named one, "the council", a unit, or a new name."""
    text = tie.string
    behind = text[tie.end() : end]
    there = index.at(tie.end()) or (index.at(tie.start("article")) if tie["article"] else None)
    if there and there[0] <= end:
        return Place(place.body or _whole_of(text, there, end, index))
    if tie["article"] and _is_generic(behind):
        return Place(place.body, behind.strip())
    if tie["article"] and _UNIT.search(behind) and _CAPITALS.fullmatch(behind):
        return replace(place, hint=(tie.end(), end))
    if tie["article"] and (unit := _OWN_UNIT.match(text, tie.end(), end)):
        return _named_there(index.at(unit.start("unit")), unit.span("unit"), place)
    if tie["article"] and tie["tie"] == "of" and (body := index.headed(behind)) is not None:
        return Place(place.body or body)
    if tie["article"] and _SAILS.search(title) and (vessel := _VESSEL.match(behind)):
        return Place(place.body, vessel["name"])
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


def _named_there(there: tuple[int, Body] | None, span: tuple[int, int], place: Place) -> Place:
    """The body of a span, or that span as the name of one that nobody had taken for a body yet."""
    return Place(place.body or there[1]) if there else replace(place, hint=span)


def _whole_of(text: str, there: tuple[int, Body], end: int, index: BodyIndex) -> Body:
    """The university behind a department ("in the School of Medicine at Marl University"), else the body itself."""
    unit = there[1]
    behind = _BEHIND_DEPARTMENT.match(text, there[0], end)
    if behind is None or not _DEPARTMENT.match(unit.name):
        return unit
    named, whole = _CAPITALS.match(text, behind.end(), end), index.at(behind.end())
    return whole[1] if whole else (named and index.called(named.group(), by_beginning=False)) or unit


def _in_portfolios(text: str, start: int, comma: int, there: tuple[int, Body]) -> bool:
    """Whether what looks like a body is a minister’s portfolio ("Minister for Roads, Disability Services and")."""
    if not _MINISTER.search(text, start, comma):
        return False
    joins = " and " in there[1].name and not _MINISTRY.match(there[1].name)
    return joins or _AND_MORE.match(text, there[0]) is not None


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
        if (there := index.at(match.end())) and not _in_portfolios(text, start, match.start(), there):
            body = there[1]
    return (stop, body) if stop is not None and body is not None else None
