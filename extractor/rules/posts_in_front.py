"""Role phrases in front of a name, read from the right ("council leader Ada Holt", "its new leader, Ada Holt")."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from extractor.rules.bodies import Body
from extractor.rules.body_index import BodyIndex
from extractor.rules.lexicon import table, words
from extractor.rules.names import NameMention, in_headline
from extractor.rules.role_nouns import has_head, is_plural
from extractor.rules.roles import Title, parse_roles

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[\w’'&/-]+|[,;:.()“”\"‘]")
_POSSESSIVE = re.compile(r"[’']s?$")
_POSSESSIVE_NOUN = re.compile(r"[a-z][’']s$")
_OWN = frozenset({"its", "their", "whose"})
_BEHIND_NAME = re.compile(r"\s(?:of|from|at)\s(?:the\s)?")
# "Brookfell School, led by headteacher Ada Holt"
_LED_BY = re.compile(r",\s(?:led|run|headed|chaired|managed)\sby\s(?:the\s|its\s|a\s)?$")
_LONGEST_PORTFOLIO = 10
_LONGEST_RUN = 3
_NEARBY = 5000
_DAYS = frozenset([*calendar.day_name, *calendar.month_name])
# Words in lower case that a role phrase holds between capitalised ones ("Minister responsible for ...").
_BETWEEN_CAPITALS = frozenset({"upon", "responsible"})


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def posts_in_front(
    text: str, mention: NameMention, begin: int, last_name: int | None, index: BodyIndex
) -> Iterator[Title]:
    """The titles in the phrase in front of a name, from `begin` or the name before on."""
    before = _words_between(text, begin, mention.start, last_name or begin)
    if (rank := _qualified_rank(text, before, mention, index)) is not None:
        yield rank
        return
    link = before.pop().text if before and before[-1].text in {",", "is"} else ""
    if not before or text[before[-1].end : mention.start].strip() != link or before[-1].text.casefold() in _small():
        return
    first = _beginning(before, index)
    if first == len(before) or (link == "," and not _may_be_in_apposition(before, first)):
        return
    if link == "is" and not _is_predicated(before, first):
        return
    past = (at for at in range(max(0, first - 2), first) if before[at].text.casefold() in words("roles", "past"))
    if (at := next(past, None)) is not None:
        # "Novelist and former student X" is still a novelist.
        if at < 2 or before[at - 1].text != "and":
            return
        before = before[: at - 1]
        first = _beginning(before, index)
        if first == len(before):
            return
    start, end = before[first].start, before[-1].end
    if has_head(index.masked(text, start, end)):
        for title in parse_roles(text, start, end, index):
            body = title.body or _body_behind(text, mention.end, index) or _body_led(text, begin, start, index)
            yield replace(title, body=body)


def _words_between(text: str, begin: int, end: int, first: int) -> list[_Word]:
    """The words of `text[begin:end]` that begin at `first` or behind."""
    space = text.rfind(" ", begin, first)
    matches = _WORD.finditer(text, space if space >= 0 else begin, end)
    return [_Word(match.group(), match.start(), match.end()) for match in matches if match.start() >= first]


def _qualified_rank(text: str, before: Sequence[_Word], mention: NameMention, index: BodyIndex) -> Title | None:
    """A rank that is a post because words qualify it ("state Senator", "Marl County Sheriff")."""
    rank = _rank(mention)
    if not before or rank is None or text[before[-1].end : mention.start] != " ":
        return None
    end = mention.start + len(rank)
    qualifiers = list(takewhile(lambda word: word.text in words("honorifics", "qualifiers"), reversed(before)))
    if qualifiers:
        return Title(text[qualifiers[-1].start : end], qualifiers[-1].start, end)
    if (body := index.ending_at(before[-1].end)) is not None:
        # "Wendle Mayor", "Labour Mayor": the council called after its place is that place here, and a party is dropped.
        at_place = body.type == "council" and rank in words("honorifics", "of_places")
        dropped = at_place or text.endswith(tuple(words("roles", "parties")), 0, before[-1].end)
        return Title(rank, mention.start, end, None if dropped else body)
    if rank not in words("honorifics", "of_places") or (start := _place(text, before)) is None:
        return None
    return Title(rank, mention.start, end, index.with_office(text[start:end]))


def _rank(mention: NameMention) -> str | None:
    """The rank that a form of address is or begins with ("President" in "President Cr Holt")."""
    address = mention.honorific or ""
    return next((rank for rank in (address, address.split(" ")[0]) if rank in words("honorifics", "qualified")), None)


def _place(text: str, before: Sequence[_Word]) -> int | None:
    """Where a place begins right before a rank: capitals, which at the sentence's beginning tell nothing alone."""
    run = list(takewhile(lambda word: word.text[0].isupper() and not has_head(word.text), reversed(before)))
    if run and len(run) == len(before) and run[-1].text.casefold() in _never_modify() | words("roles", "openers"):
        run.pop()
    if not run or in_headline(text, run[0].start) or run[0].text in _DAYS:
        return None
    alone = len(run) == 1 == len(before)
    return run[-1].start if not alone or _is_place(text, run[0]) else None


def _is_place(text: str, word: _Word) -> bool:
    """Whether a word is a state or province, or has its capital within a sentence nearby too."""
    if word.text in words("organisations", "recognised", "places"):
        return True
    within = re.compile(rf"[a-z,] {re.escape(word.text)}\b")
    return within.search(text, max(0, word.start - _NEARBY), word.end + _NEARBY) is not None


def _beginning(before: Sequence[_Word], index: BodyIndex) -> int:
    """The word with which the role phrase begins that ends with the last word."""
    first = len(before)
    while first > 0:
        last = first - 1
        if index.covers(before[last].start) or _in_role(before, last) or _is_modifier(before, last):
            first = last
        elif (head := _portfolio_head(before, last)) is not None or (head := _bracketed(before, last)) is not None:
            first = head
        else:
            break
        if before[first].text in _OWN and first > 0 and before[first - 1].text in {"and", ","}:
            break
    while first < len(before) and before[first].text.casefold() in words("roles", "openers") | {",", "&"}:
        first += 1
    return first


def _may_be_in_apposition(before: Sequence[_Word], first: int) -> bool:
    if before[first].text.casefold() in _OWN:
        return True
    return first == 0 or before[first - 1].text.casefold() in words("roles", "before_comma")


def _is_predicated(before: Sequence[_Word], first: int) -> bool:
    """Whether a name behind "is" tells who has the post with which the sentence begins ("The clinical lead is ...")."""
    opening = all(word.text.casefold() in words("roles", "openers") for word in before[:first])
    return opening and not is_plural(before[-1].text)


def _in_role(before: Sequence[_Word], at: int) -> bool:
    """Whether a word can belong to a role phrase that ends right before a name."""
    word = before[at].text
    if word in _small():
        return word != "," or _portfolio_head(before, at) is not None
    if not word[0].isalnum():
        return False
    if word.isdigit():
        return at > 0 and before[at - 1].text == "Year"
    if word[0].isupper():
        return word not in words("honorifics", "courtesy") or has_head(word)
    bare = _POSSESSIVE.sub("", word)
    if has_head(bare) or bare in words("roles", "modifiers") or bare in _owners():
        return True
    return 0 < at < len(before) - 1 and word in _BETWEEN_CAPITALS


def _is_described(before: Sequence[_Word], at: int) -> bool:
    """Whether an unknown noun owns the post, or lies between the owner and it ("the surgery's contracts manager")."""
    if at + 1 < len(before) and _POSSESSIVE_NOUN.search(before[at].text):
        return True
    if at + 1 == len(before) or not has_head(before[at + 1].text):
        return False
    word, owner = before[at].text, before[at - 1].text if at else ""
    owned = owner.casefold() in words("roles", "owners") or owner.endswith(("’s", "'s"))
    if _is_in_opening(before, at - 1):
        return False
    return owned and word.isalpha() and word not in words("roles", "no_description")


def _is_modifier(before: Sequence[_Word], at: int) -> bool:
    return _is_described(before, at) or _in_noun_run(before, at)


def _in_noun_run(before: Sequence[_Word], at: int) -> bool:
    """Whether a common word modifies the post behind it: the run of such words begins where a noun phrase does."""
    if at + 1 >= len(before) or not before[at + 1].text[0].islower() or before[at + 1].text in _small():
        return False
    begin = at + 1
    while begin > 0 and at - begin < _LONGEST_RUN and _may_modify(before, begin - 1):
        begin -= 1
    if begin > at:
        return False
    if begin == 0:
        return before[0].text[0].isupper()
    return _is_boundary(before, begin - 1)


def _is_boundary(before: Sequence[_Word], at: int) -> bool:
    """Whether a noun phrase can begin behind a word."""
    word = before[at].text.casefold()
    if word == "and":
        # "associate pastor and youth director"
        return at == 0 or (has_head(before[at - 1].text) and not is_plural(before[at - 1].text))
    if word == "to":
        return at > 0 and before[at - 1].text.casefold() == "according"
    if _is_in_opening(before, at):
        return False
    return (
        not word[0].isalnum()
        or word.endswith("ed")
        or bool(_POSSESSIVE_NOUN.search(word))
        or word in words("roles", "owners") | words("roles", "boundaries")
    )


def _is_in_opening(before: Sequence[_Word], at: int) -> bool:
    """Whether an article belongs to what opens the sentence ("At the pool lifeguard X helped")."""
    return at == 1 and before[1].text in _small() and before[0].text.casefold() in _never_modify()


def _may_modify(before: Sequence[_Word], at: int) -> bool:
    """Whether a word can be a common noun or adjective in front of a post; two of which only the last ends in s."""
    word = before[at].text
    if not word.replace("-", "").isalpha() or (word[0].isupper() and at > 0) or word.casefold() in _never_modify():
        return False
    if word.endswith(("ed", "ly", "ing")) and word not in words("roles", "modifiers"):
        return False
    if not word.endswith("s") or word.endswith("ss") or word in words("roles", "modifiers"):
        return True
    # "the team asks", "residents want": the one is a verb, unless a rank or the run's beginning is in front of it.
    noun_behind = has_head(before[at + 1].text) or before[at + 1].text in words("roles", "modifiers")
    return noun_behind and (
        at == 0 or before[at - 1].text.casefold() in words("roles", "ranks") or _is_boundary(before, at - 1)
    )


def _portfolio_head(before: Sequence[_Word], at: int) -> int | None:
    """The post whose portfolio ends at `at`: "director of children's services", "minister for X and Y"."""
    for number in range(at, max(0, at - _LONGEST_PORTFOLIO), -1):
        word = before[number].text
        if word in {"of", "for"} and has_head(before[number - 1].text):
            return number - 1
        if (word == "and" and before[number - 1].text == ",") or not _in_portfolio(word):
            return None
    return None


def _bracketed(before: Sequence[_Word], at: int) -> int | None:
    """Where a portfolio in brackets opens that ends at `at`, behind a post ("Chief Constable (Operations)")."""
    if before[at].text != ")":
        return None
    for number in range(at - 1, max(0, at - _LONGEST_PORTFOLIO), -1):
        if before[number].text == "(":
            behind_post = has_head(before[number - 1].text) and before[number + 1].text[0].isupper()
            return number if behind_post else None
    return None


def _in_portfolio(word: str) -> bool:
    past = word.islower() and word.endswith("ed")
    return (word[0].isalnum() or word == ",") and not past and word not in words("roles", "no_description")


def _body_behind(text: str, at: int, index: BodyIndex) -> Body | None:
    """The body in "Special Agent X of the Inspectorate"."""
    tie = _BEHIND_NAME.match(text, at)
    there = index.at(tie.end()) if tie else None
    return there[1] if there else None


def _body_led(text: str, begin: int, start: int, index: BodyIndex) -> Body | None:
    """The body in "X School, led by headteacher ..."."""
    led = _LED_BY.search(text, begin, start)
    return index.ending_at(led.start()) if led else None


@cache
def _never_modify() -> frozenset[str]:
    lists = (
        _small(),
        words("cues", "strong"),
        *(words("roles", name) for name in ("no_run", "no_description", "stops")),
    )
    return frozenset().union(*lists)


def _small() -> frozenset[str]:
    return words("roles", "small")


@cache
def _owners() -> frozenset[str]:
    """The words of all generic names of bodies ("council", "fire", "service")."""
    return frozenset(word for names in table("roles")["generic"].values() for name in names for word in name.split())
