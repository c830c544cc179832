"""How people's names are written: capitalised words with particles, nicknames, forms of address and letters behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.rules.lexicon import alternation, first_names, first_words, is_first_name, one_of, words

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĽŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚƠƯḌḤṢṬẸỊỌ"
MARKS = "“”\"‘’'()"
"""What a nickname stands in."""

CAPITAL = rf"[{UPPER}](?<![\w’'-].)"
"""A capital with nothing of a word in front: told behind it, so that a search leaps from capital to capital."""

# An apostrophe belongs to the name in O'Brien, not in Owen's; ‘ is the Pacific's own letter (Fa‘afetai).
_REST = rf"(?:\.(?:[{UPPER}]\.){{0,2}}(?=[ ])|(?:\w|[-‑](?=\w)|[’'](?=\w\w)|(?<=\w)[‘ʻ](?=\w))*)"
_NAME = rf"[{UPPER}]{_REST}"
_OPENING_NAME = rf"[{UPPER}](?<![\w’'.-].)(?<!\w[‘ʻ].){_REST}"
_PARTICLE = one_of("people", "particles")
_NICKNAME = rf"(?:[“\"‘'(][{UPPER}][\w .-]{{1,20}}[”\"’')])"
_NEXT = rf"(?:[ ]{_NICKNAME})?(?:[ ]{_PARTICLE}){{0,2}}[ ](?:(?:al|el|ul|ad|ar|as|an|at)-|h)?{_NAME}"
# Arabic, Welsh and Irish words for a son or a daughter of somebody: what stands around them is a person's name.
PATRONYMIC = re.compile(
    rf"{_OPENING_NAME}(?:{_NEXT})??[ ]{one_of('people', 'patronymics')}[ ]h?{_NAME}(?:{_NEXT}){{0,2}}"
)
_HONORIFICS = words("honorifics", "courtesy") | words("honorifics", "capitals")
_HONORIFIC = alternation(_HONORIFICS)

WITH_HONORIFIC = re.compile(
    rf"(?<![\w’'-])(?P<honorific>{_HONORIFIC}(?:[ ]{_HONORIFIC}(?![\w’'.])){{0,5}})(?:[ ]\([Rr]et[’']?d\.?\))?[ ]"
    rf"(?P<name>(?:{_PARTICLE}[ ]){{0,2}}{_NAME}(?:{_NEXT}){{0,4}})"
)
"""Forms of address and the name behind them."""

HONORIFIC_OPENERS = first_words(_HONORIFICS)
"""The words that a form of address may begin with."""

CAPITALISED = re.compile(rf"{_OPENING_NAME}(?:{_NEXT}){{1,6}}")
"""Two to seven capitalised words, which may hold a name."""

_MARKED = "|".join(rf"{mark}[{UPPER}][\w .-]{{1,20}}{end}" for mark, end in ("“”", "‘’", '""', "''"))
NICKNAMED = re.compile(rf"{_OPENING_NAME}(?:{_NEXT}){{0,2}}[ ](?:{_MARKED})[ ]{_NAME}")
"""A name with a nickname in quotation marks before its last word."""

LEADING_HONORIFICS = re.compile(rf"(?:{_HONORIFIC}[ ])+")

POST_NOMINALS = re.compile(rf"(?:,?[ ]{one_of('honorifics', 'post_nominals')}(?![\w’'-]|[ ]for[ ]))+")
"""Letters behind a name ("MBE, JP")."""

# What tells father from son, behind a comma or not: it belongs to the name.
_GENERATION = re.compile(rf"(?:[ ]{one_of('honorifics', 'generations')}|,[ ]J(?:n)?r\.?)(?![\w’'-])")
# The place that a peer's name may go on with: "Lord Tarrant of Easterby", "Baroness Ingham of St Osyth".
_OF_PLACE = re.compile(
    rf"[ ]of[ ](?:St[ ])?[{UPPER}][\w’-]+(?:[ ](?:(?:on|upon|le|the)[ ])?[{UPPER}][a-z][\w’-]*)?(?![\w’'-])"
)

_TITLE_CASE = re.compile(
    rf"(?:[^\w\n]*(?:[{UPPER}\d][\w’'-]*|[a-z]{{1,3}}|from|with|into|over)(?![\w’'-])){{4,}}[^\w\n]*"
)
SYLLABLES = re.compile(rf"[{UPPER}][a-z]{{1,5}}-[a-z]{{1,5}}")
"""Given names of two syllables as they are romanised ("Min-ji")."""

_LETTERS = re.compile(r"[\w.]+")
# A word of a name, or a nickname in marks, which may be several ("“The General”").
_WORD_OR_NICKNAME = re.compile(rf"{_NICKNAME}(?= )|[^ ]+")
_SAINT = ("St", "St.")
_LONGEST_HEADLINE = 300
_SENTENCE_ENDS = frozenset(".!?:\n”")


@dataclass(frozen=True, slots=True)
class NameMention:
    """One mention of a person; `start` takes in the honorific, `name` is what remains without it."""

    start: int
    end: int
    name: str
    honorific: str | None = None
    post_nominals: tuple[str, ...] = ()


def mention_of(text: str, start: int, first: int, name: str, honorific: str | None = None) -> NameMention:
    """The mention of `name` at `first`, its honorific from `start`; "Jr.", a peer's place and letters behind."""
    end = _behind_place(text, behind_generation(text, first + len(name)), name, honorific)
    name = text[first:end]
    letters = POST_NOMINALS.match(text, end)
    return NameMention(start, end, name, honorific, tuple(_LETTERS.findall(letters.group())) if letters else ())


def behind_generation(text: str, end: int) -> int:
    """Where a name ends that goes on with "Jr." or "III", if it does."""
    found = _GENERATION.match(text, end)
    return found.end() if found else end


def _behind_place(text: str, end: int, name: str, honorific: str | None) -> int:
    """Where the name of a peer ends, whose surname alone goes on with a place; of a body a peer holds a post."""
    if honorific is None or " " in name or honorific.rsplit(" ", 1)[-1] not in words("honorifics", "peers"):
        return end
    place = peers_place(text, end)
    return place.end() if place else end


def peers_place(text: str, end: int) -> re.Match[str] | None:
    """The place behind a surname that ends at `end` ("Tarrant of Easterby"), no body."""
    place = _OF_PLACE.match(text, end)
    return None if place and words("people", "never_inside").intersection(place.group().split()) else place


def is_generation(word: str) -> bool:
    """Whether a word tells father from son ("Jr.", "III")."""
    return word in words("honorifics", "generations")


def calling_parts(name: str) -> list[str]:
    """The words by which somebody is called: less "Jr.", a peer's place; "St Clair" is one."""
    parts = [part for part in name.replace(",", "").split(" of ")[0].split() if not is_generation(part)]
    for number in range(len(parts) - 2, -1, -1):
        if parts[number] in _SAINT:
            parts[number : number + 2] = [f"{parts[number]} {parts[number + 1]}"]
    return parts


def plausible(name: str, *, ambiguous: bool = False, titled: bool = False) -> str:
    """The front of `name` that can be a person's name; empty if nothing is.

    `ambiguous` lets first names that are words or places as well stand before a surname that is one ("Rich Green");
    behind a form of address (`titled`) a surname may begin with a saint or be a word ("Ms St Hilaire", "Dr Ada Park").
    """
    kept: list[str] = []
    for word in _WORD_OR_NICKNAME.findall(name):
        if kept and word[0] in MARKS and word[-1] in MARKS:
            kept.append(word)
            continue
        bare = word.strip(MARKS)
        if _ends_name(bare, first=not kept):
            break
        thing = bare in words("organisations", "never", "tails")
        if kept and thing and not titled and not _is_surname_behind(kept, bare, ambiguous):
            return ""
        kept.append(word)
    while kept and (not any(map(str.isupper, kept[-1])) or kept[-1].strip(MARKS) != kept[-1]):
        kept.pop()
    if kept and (kept[0] in words("people", "place_openers") or kept == ["I"]):
        return " ".join(kept) if titled and kept[0] in _SAINT and len(kept) > 1 else ""
    return "" if kept and kept[-1] in _SAINT else " ".join(kept)


def _ends_name(word: str, *, first: bool) -> bool:
    """Whether a word can't belong to a person's name: a post, letters, a day ..."""
    if word in words("honorifics", "post_nominals") or word in words("people", "never_inside"):
        return True
    if is_generation(word):
        return not first
    if word.casefold() not in words("roles", "heads"):
        return False
    return not (is_first_name(word) if first else word in words("people", "surnames_too"))


def _is_surname_behind(kept: list[str], word: str, ambiguous: bool) -> bool:
    """ "Jonathan Hill" and "Hye-jin Park", but "Cuthbert Hill Road" and "Ada Lovelace Day"."""
    if len(kept) > 1:
        return False
    if SYLLABLES.fullmatch(kept[0]):
        return True
    known = is_first_name(kept[0]) if ambiguous else kept[0] in first_names()
    return known and word in words("people", "surnames_too")


def from_first_name(text: str, start: int, end: int) -> int:
    """Where the name itself begins in a run of capitals: "Urban Infrastructure Alan Tudge"."""
    parts = text[start:end].split(" ")
    before_name = parts[:-1] if len(parts) == 2 and is_first_name(parts[1]) else parts[:-2]
    posts = [number for number, word in enumerate(before_name) if _ends_lead_in(word)]
    behind = posts[-1] + 1 if posts else 0
    if is_first_name(parts[behind]):
        return start + width(parts[:behind])
    for number, part in enumerate(parts[behind + 1 : -1], behind + 1):
        if part in first_names():
            return start + width(parts[:number])
    return start + width(parts[:behind])


def _ends_lead_in(word: str) -> bool:
    """Whether a word before a name is the end of a post or a portfolio ("Minister for Infrastructure Ada Holt")."""
    return (is_post(word) and not is_first_name(word)) or word in words("people", "portfolios")


def width(parts: Sequence[str]) -> int:
    """How many characters the words take, each with the space behind it."""
    return sum(len(word) + 1 for word in parts)


def is_post(word: str) -> bool:
    """Whether a capitalised word before a name tells what its bearer is ("Commissioner Gray", "Neighbour Ada Holt")."""
    folded = word.casefold()
    if word == "General" or folded in words("people", "describing"):
        return True
    return bool({folded, folded.removesuffix("s")} & words("roles", "heads"))


def in_headline(text: str, at: int) -> bool:
    """Whether the line at `at` has every word but small ones in capitals, so that capitals tell nothing."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = end if end >= 0 else len(text)
    return end - begin < _LONGEST_HEADLINE and bool(_TITLE_CASE.fullmatch(text, begin, end))


def begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence, a line or speech begins at `at`."""
    while at > 0 and text[at - 1] in " “\"‘'(":
        at -= 1
    return at == 0 or text[at - 1] in _SENTENCE_ENDS
