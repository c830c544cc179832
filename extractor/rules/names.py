"""How people's names are written: capitalised words with particles, nicknames, forms of address and letters behind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.rules.lexicon import alternation, first_names, is_first_name, one_of, words

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĽŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
# An apostrophe belongs to the name in O'Brien, not in Owen's.
_NAME = rf"(?:(?:[{UPPER}]\.){{1,3}}(?=[ ])|[{UPPER}](?:\w|[-‑](?=\w)|[’'](?=\w\w))*)"
_PARTICLE = one_of("people", "particles")
_NICKNAME = rf"(?:[“\"‘'(][{UPPER}][\w .-]{{1,20}}[”\"’')])"
_NEXT = rf"(?:[ ]{_NICKNAME})?(?:[ ]{_PARTICLE}){{0,2}}[ ](?:(?:al|el|ul|ad|ar|as)-)?{_NAME}"
_HONORIFIC = alternation(words("honorifics", "courtesy") | words("honorifics", "capitals"))

WITH_HONORIFIC = re.compile(
    rf"(?<![\w’'-])(?P<honorific>{_HONORIFIC}(?:[ ]{_HONORIFIC}(?![\w’'.]))*)(?:[ ]\([Rr]et[’']?d\.?\))?[ ]"
    rf"(?P<name>(?:{_PARTICLE}[ ]){{0,2}}{_NAME}(?:{_NEXT}){{0,4}})"
)
"""Forms of address and the name behind them."""

CAPITALISED = re.compile(rf"(?<![\w’'.-]){_NAME}(?:{_NEXT}){{1,6}}")
"""Two to seven capitalised words, which may hold a name."""

LEADING_HONORIFICS = re.compile(rf"(?:{_HONORIFIC}[ ])+")

POST_NOMINALS = re.compile(rf"(?:,?[ ]{one_of('honorifics', 'post_nominals')}(?![\w’'-]|[ ]for[ ]))+")
"""Letters behind a name ("MBE, JP")."""

_TITLE_CASE = re.compile(
    rf"(?:[^\w\n]*(?:[{UPPER}\d][\w’'-]*|[a-z]{{1,3}}|from|with|into|over)(?![\w’'-])){{4,}}[^\w\n]*"
)
SYLLABLES = re.compile(rf"[{UPPER}][a-z]{{1,5}}-[a-z]{{1,5}}")
"""Given names of two syllables as they are romanised ("Min-ji")."""

_LETTERS = re.compile(r"[\w.]+")
# A word of a name, or a nickname in marks, which may be several ("“The General”").
_WORD_OR_NICKNAME = re.compile(rf"{_NICKNAME}(?= )|[^ ]+")
_MARKS = "“”\"‘’'()"
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
    """The mention of `name` at `first`, with its honorific from `start` and the letters behind it."""
    end = first + len(name)
    letters = POST_NOMINALS.match(text, end)
    return NameMention(start, end, name, honorific, tuple(_LETTERS.findall(letters.group())) if letters else ())


def plausible(name: str, *, ambiguous: bool = False) -> str:
    """The front of `name` that can be a person's name; empty if nothing is.

    `ambiguous` lets first names that are words or places as well stand before a surname that is one ("Rich Green").
    """
    kept: list[str] = []
    for word in _WORD_OR_NICKNAME.findall(name):
        if kept and word[0] in _MARKS and word[-1] in _MARKS:
            kept.append(word)
            continue
        bare = word.strip(_MARKS)
        if _ends_name(bare, first=not kept):
            break
        if kept and bare in words("organisations", "never", "tails") and not _is_surname_behind(kept, bare, ambiguous):
            return ""
        kept.append(word)
    while kept and (not any(map(str.isupper, kept[-1])) or kept[-1].strip(_MARKS) != kept[-1]):
        kept.pop()
    if kept and (kept[0] in words("people", "place_openers") or kept == ["I"]):
        return ""
    return " ".join(kept)


def _ends_name(word: str, *, first: bool) -> bool:
    """Whether a word can't belong to a person's name: a post, letters, a day ..."""
    if word in words("honorifics", "post_nominals") or word in words("people", "never_inside"):
        return True
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
    posts = [number for number, word in enumerate(before_name) if is_post(word) and not is_first_name(word)]
    behind = posts[-1] + 1 if posts else 0
    if is_first_name(parts[behind]):
        return start + width(parts[:behind])
    for number, part in enumerate(parts[behind + 1 : -1], behind + 1):
        if part in first_names():
            return start + width(parts[:number])
    return start + width(parts[:behind])


def width(parts: list[str]) -> int:
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
    end = text.find("\n", at)
    return bool(_TITLE_CASE.fullmatch(text, text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)))


def begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence, a line or speech begins at `at`."""
    while at > 0 and text[at - 1] in " “\"‘'(":
        at -= 1
    return at == 0 or text[at - 1] in _SENTENCE_ENDS
