"""What is named like a person but is none: ships, firms, bodies in other tongues, towns, namesakes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from extractor.rules.bodies import Body
from extractor.rules.lexicon import first_names, is_first_name, one_of, words
from extractor.rules.names import UPPER, NameMention
from extractor.rules.occurrences import Occurrences
from extractor.rules.role_nouns import is_plural

# "the William Barnes stop", "the Lamb Cup": a thing named after somebody.
_NAMESAKE = re.compile(rf"[ ]{one_of('people', 'namesakes')}\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|near|outside|around)[ ]$")
_ARTICLE = re.compile(r"\b[Tt]he[ ]$")
# Forms of address behind which an article tells a ship or a pub ("the Lady Arden"), not a peer of a place.
_SHIPS = frozenset({"Sir", "Lady", "Lord", "Dame"})
_VESSEL = re.compile(rf"(?<![\w’'-]){one_of('people', 'vessels')}[,]?[ ](?:the[ ])?[“‘\"']?$")
_FIRM = re.compile(rf"(?<![\w’'-]){one_of('people', 'firm')},?[ ]$")
# "the charity Ada Holt founded"
_RELATIVE = re.compile(
    r"[ ](?:has[ ]|had[ ])?(?:found|start|launch|creat|establish|join|own|head|manag|work|serv|chair)(?:ed|s)\b"
    r"|[ ](?:set[ ]up|runs?|ran|leads?|led|built)\b"
)
_FIRMS = re.compile(rf"(?<![\w’'-])(?i:{one_of('people', 'firms_of')}),?[ ]$")
_TRADE = re.compile(rf"(?<![\w’'-]){one_of('people', 'trades')},?[ ]$")
_JOINED = re.compile(
    r"(?:[ ]\([^()\n]{1,30}\))?"
    r"(?:,?[ ](?:and|&)[ ][A-Z]|,[ ][A-Z][\w’'.-]+(?:[ ][A-Z][\w’'.-]+){0,2}(?:,|[ ](?:and|&))[ ][A-Z])"
)
# Works are done by firms ("Building work was carried out by ...").
_BUILT_BY = re.compile(
    r"\b(?i:building|construction|repair|demolition|conversion|refurbishment)[ ]works?\b[^.]{0,60}[ ]by[ ]$"
)
# "with Penn Darrow as project managers": one name is no several people.
_AS_SEVERAL = re.compile(r"[ ]as[ ](?:the[ ])?(?:[a-z-]+[ ]){0,2}?(?P<noun>[a-z-]+s)(?=[,.;])")
# "Way Through, a youth charity,"
_FIRM_BEHIND = re.compile(
    rf",[ ](?:an?|the|its|our)[ ](?:[a-z-]+[ ]){{0,3}}{one_of('people', 'firm')}"
    r"(?=[,.;]|[ ](?:which|that|based|in|for|from)\b)"
)
_SEVERAL_BEHIND = re.compile(rf",[ ](?:the[ ])?(?:[a-z-]+[ ]){{0,2}}{one_of('people', 'firms_of')}(?=[,.;])")
_WORD_BEFORE = re.compile(r"(?P<word>[\w’-]+)[ ]$")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.?){{1,3}}(?:[ ][{UPPER}]\.?)*")
_IN_REGION = re.compile(rf",[ ]{one_of('people', 'regions')}(?![\w’'-])(?=[,.;:)\n]|$|[ ][A-Z])")
_SEAT = re.compile(r"\b(?:MPs?|MSP|MS|TD|Parliament|[Cc]andidate|[Cc]ouncillors?|[Mm]ember)[ ]for[ ]$")
_PLACE_BEFORE = re.compile(rf"\b{one_of('people', 'place_before')}[ ](?:the[ ])?$")
# A nickname that the text tells somebody is known by: "known to everyone as ‘Big Tom Row’".
_KNOWN_AS = re.compile(r"\b(?:known|nicknamed|dubbed|called|christened|named)\b[^.,;“‘\"]{0,40}[“‘\"'][^”’\"']{0,20}$")
_COUNCIL = re.compile(
    r"(?:[ ](?:City|Town|Borough|County|District|Parish|Shire|Metropolitan|Village|Island|Community|Rural)){0,5}"
    r"[ ]Council$"
)
# "Rep. Ada Holt, R-Sweet Creek": party and home.
_PARTY_AND_HOME = re.compile(r"[DIR]-[A-Z]")
# "WaterWatch", but not "McAteer" or "DeShawn"; what is behind the second capital may be a first name ("JoAnn").
_TWO_CAPITALS = re.compile(r"(?!Ma?c|Fitz|D[eiu]|L[ae]|V[ao]n|A[lp]|El)[A-Z][a-z]+(?P<behind>[A-Z][a-z]+)[ ]")
_ADDRESS_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Prof|Professor|Councillor)\.?[ ]$")
_SPEAKS_BEFORE = re.compile(r"[”\"’'][ ](?:said|says|added|adds)[ ]$")
_PERSONS_CLAUSE = re.compile(r",?[ ](?:who|whose|aged)\b")
_ARTICLES = ("Te ", "Y ", "Yr ", "An ", "Na ", "Ngā ", "La ", "Le ")
_NEAR, _FAR = 40, 110


def without_things(
    occurrences: Occurrences, mentions: Sequence[NameMention], bodies: Sequence[Body]
) -> Iterator[NameMention]:
    """The mentions less those of things; what is a firm's or a place's name somewhere is no person's elsewhere."""
    text = occurrences.text
    others = {mention.name for mention in mentions if mention.honorific is None and _is_body(text, mention)}
    others -= _told_people(occurrences, others)
    others |= {_COUNCIL.sub("", name) for body in bodies if body.type == "council" for name in body.names}
    for mention in mentions:
        if not _is_thing(text, mention) and (mention.honorific or mention.name not in others):
            yield mention


def is_surname(text: str, start: int, end: int) -> bool:
    """Whether a body of one word stands behind a first name or a form of address, so that it is a surname there."""
    before = _WORD_BEFORE.search(text, max(0, start - _NEAR), start)
    if (
        before is None
        or not text[start:end].isalpha()
        or (text.startswith(" ", end) and text[end + 1 : end + 2].isupper())
    ):
        return False
    return before["word"] in first_names() or before["word"] in words("honorifics", "sure")


def _is_thing(text: str, mention: NameMention) -> bool:
    """Whether what looks like a name is part of a thing's ("the Lamb Cup") or a place's ("at Lyle Castle")."""
    before = text[max(0, mention.start - _NEAR) : mention.start]
    if _NAMESAKE.match(text, mention.end) or _VESSEL.search(before) or _is_with_article(before, mention):
        return True
    brand = _TWO_CAPITALS.match(mention.name)
    if brand is not None and mention.honorific is None and not is_first_name(brand["behind"]):
        return True
    if before.endswith((", ", "(")) and _PARTY_AND_HOME.match(text, mention.start):
        return True
    if mention.honorific is None and (_SEAT.search(before) or _is_in_other_tongue(before, mention.name)):
        return True
    if _KNOWN_AS.search(text, max(0, mention.start - _NEAR * 2), mention.start):
        return True
    last = mention.name.rsplit(" ", 1)[-1]
    if last in words("people", "never_last") and (mention.honorific is None or mention.honorific in _SHIPS):
        return True
    return last in words("organisations", "never", "tails") and bool(_AT.search(before))


def _is_with_article(before: str, mention: NameMention) -> bool:
    """An article stands before ships and pubs, never before somebody's name ("the Ada Holt", "the Lord Marlow")."""
    if _ARTICLE.search(before) is None or " of " in mention.name:
        return False
    return mention.honorific is None or mention.honorific in _SHIPS


def _is_in_other_tongue(before: str, name: str) -> bool:
    """Whether a word in front tells what it is, as Welsh, Gaelic, Māori and French do ("Ysgol Dewi Sant")."""
    word = _WORD_BEFORE.search(before)
    firsts = name.split()[: 2 if name.startswith(_ARTICLES) else 1]
    if any(first in words("people", "body_first") and not is_first_name(first) for first in firsts):
        return True
    return word is not None and word["word"] in words("people", "body_first")


def _is_body(text: str, mention: NameMention) -> bool:
    """Whether the words around an unaddressed name tell a firm, a charity or a town."""
    before = text[max(0, mention.start - _FAR) : mention.start]
    if _FIRM.search(before) and not _RELATIVE.match(text, mention.end):
        return True
    if _IN_REGION.match(text, mention.end) and _PLACE_BEFORE.search(before):
        return True
    if _TRADE.search(before) and _INITIALS.fullmatch(mention.name.rsplit(" ", 1)[0]):
        return True
    if _FIRMS.search(before) and not _JOINED.match(text, mention.end):
        return True
    return mention.name.split()[0] not in first_names() and _is_firm_by_apposition(text, before, mention.end)


def _is_firm_by_apposition(text: str, before: str, end: int) -> bool:
    """Whether what stands behind a name, or works told in front of it, tells that its bearer is no person."""
    if _FIRM_BEHIND.match(text, end) or _SEVERAL_BEHIND.match(text, end) or _BUILT_BY.search(before):
        return True
    several = _AS_SEVERAL.match(text, end)
    return several is not None and is_plural(several["noun"]) and not before.endswith(" and ")


def _told_people(occurrences: Occurrences, names: Set[str]) -> set[str]:
    """Those of the names that the text addresses or lets speak somewhere, so that they are people's after all."""
    surnames = {name.rsplit(" ", 1)[-1] for name in names}
    addressed = {name for name in names | surnames if occurrences.stand_behind(name, _ADDRESS_BEFORE)}
    return {
        name
        for name in names
        if not addressed.isdisjoint({name, name.rsplit(" ", 1)[-1]})
        or occurrences.stand_behind(name, _SPEAKS_BEFORE)
        or any(_PERSONS_CLAUSE.match(occurrences.text, end) for _, end in occurrences.of(name))
    }
