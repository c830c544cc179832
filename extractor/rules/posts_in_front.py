"""Role phrases in front of a name, read from the right ("council leader Ada Holt", "its new leader, Ada Holt")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extractor.rules.bodies import Body
from extractor.rules.body_index import BodyIndex
from extractor.rules.lexicon import table, words
from extractor.rules.names import NameMention
from extractor.rules.roles import Title, has_head, is_plural, parse_roles

_WORD = re.compile(r"[\w’'&/-]+|[,;:.()“”\"‘]")
_POSSESSIVE = re.compile(r"[’']s?$")
_POSSESSIVE_NOUN = re.compile(r"[a-z][’']s$")
_OWN = frozenset({"its", "their"})
_BEHIND_NAME = re.compile(r"\s(?:of|from|at)\s(?:the\s)?")
# "Brookfell School, led by headteacher Ada Holt"
_LED_BY = re.compile(r",\s(?:led|run|headed|chaired|managed)\sby\s(?:the\s|its\s|a\s)?$")
_LONGEST_PORTFOLIO = 10
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
    found = [_Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, begin, mention.start)]
    before = [word for word in found if last_name is None or word.start >= last_name]
    if (rank := _qualified_rank(before, mention)) is not None:
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
    if any(word.text.casefold() in words("roles", "past") for word in before[max(0, first - 2) : first]):
        return
    start, end = before[first].start, before[-1].end
    if has_head(index.masked(text, start, end)):
        for title in parse_roles(text, start, end, index):
            body = title.body or _body_behind(text, mention.end, index) or _body_led(text, begin, start, index)
            yield replace(title, body=body)


def _qualified_rank(before: Sequence[_Word], mention: NameMention) -> Title | None:
    """A rank that is a post because a word qualifies it ("state Senator")."""
    rank = mention.honorific
    if not before or rank is None or rank not in words("honorifics", "qualified"):
        return None
    word = before[-1]
    if word.text not in words("honorifics", "qualifiers"):
        return None
    return Title(f"{word.text} {rank}", word.start, mention.start + len(rank))


def _beginning(before: Sequence[_Word], index: BodyIndex) -> int:
    """The word with which the role phrase begins that ends with the last word."""
    first = len(before)
    while first > 0:
        last = first - 1
        if index.covers(before[last].start) or _in_role(before, last) or _is_described(before, last):
            first = last
        elif (head := _portfolio_head(before, last)) is not None:
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
    return owned and word.isalpha() and word not in words("roles", "no_description")


def _portfolio_head(before: Sequence[_Word], at: int) -> int | None:
    """The post whose portfolio ends at `at`: "director of children's services", "minister for X and Y"."""
    for number in range(at, max(0, at - _LONGEST_PORTFOLIO), -1):
        word = before[number].text
        if word in {"of", "for"} and has_head(before[number - 1].text):
            return number - 1
        if (word == "and" and before[number - 1].text == ",") or not _in_portfolio(word):
            return None
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


def _small() -> frozenset[str]:
    return words("roles", "small")


@cache
def _owners() -> frozenset[str]:
    """The words of all generic names of bodies ("council", "fire", "service")."""
    return frozenset(word for names in table("roles")["generic"].values() for name in names for word in name.split())
