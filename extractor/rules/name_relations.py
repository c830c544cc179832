"""People of whom only a first name is told, by kin, age or post, and couples of whom one has the surname."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.rules.lexicon import alternation, first_names, is_first_name, one_of, words
from extractor.rules.names import CAPITAL, UPPER, NameMention, mention_of, plausible
from extractor.rules.occurrences import Occurrences

_WORD = rf"[{UPPER}][\w-]*\w"
_ALONE = rf"(?![\w’'-]|[ ][{UPPER}])"
_OWNER = r"(?:\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)|[’']s)"
_AGE = r"(?:,[ ](?:aged[ ])?\d\d?\b|[ ]\((?:aged[ ])?\d\d?\))"
# A first name alone: behind the word for a relation or an age, or told to be one.
_KIN = re.compile(
    rf"\b{one_of('people', 'kin')},?[ ](?P<name>[{UPPER}]\w+)(?=,|[ ]said|[ ]says)"
    rf"|{_OWNER}[ ](?:(?:late|own|young|eldest|youngest|older|younger|elder|little|baby|twin|then)[ ])?"
    rf"{one_of('people', 'kin')}[ ](?P<bare>[{UPPER}]\w+){_ALONE}"
)
_GIVEN = re.compile(
    rf"(?:-year-old|[Ff]irst name(?:,|[ ]is|[ ]was|[ ]as)?)[ ](?P<name>[{UPPER}]\w+)(?![\w’'-]|[ ][{UPPER}])"
)
_AGED = re.compile(rf"(?P<name>{CAPITAL}\w+)(?=,[ ](?:aged[ ])?\d\d?,)")
_AGED_IN_BRACKETS = re.compile(rf"(?P<name>{CAPITAL}\w+)(?=[ ]\((?:aged[ ])?\d\d?\))")
# "Huw, who tends the hives": only known names, as some are places; not the last of several ("who have").
_WHO = re.compile(rf"(?P<name>{CAPITAL}\w+)(?=,[ ]who(?:se)?[ ](?!have\b|are\b|were\b)[a-z’']+)")
_NOT_REAL = re.compile(rf"(?P<name>{CAPITAL}\w+)(?=[ ]\(not (?:his|her|their|a) real names?\))")
_CUE_AND_NAME = re.compile(
    rf"[”\"’',][ ](?:said|says|added|adds)[ ](?P<name>[{UPPER}]\w+)(?=,[ ](?:aged[ ])?(?:\d|six|seven|eight|nine|ten))"
)
# Kin told strictly, so that the name may be any: "My father, Dae-jung, still ...", "her son Otis (7)".
_STRICT_KIN = re.compile(
    rf"{_OWNER}[ ](?:(?:late|own|eldest|youngest|older|younger|elder)[ ])?(?P<kin>{one_of('people', 'kin')})"
    rf"(?:,[ ](?P<name>{_WORD})(?=,)|[ ](?P<bare>{_WORD})(?=[ ]\(\d|,[ ](?:aged[ ])?\d|,[ ]who\b))"
)
_OF_BODIES = words("people", "kin_of_bodies")
# "his daughters, Wyn, 4, and Kit, 7"
_KIN_LIST = re.compile(
    rf"{_OWNER}[ ](?:[a-z-]+[ ])?{one_of('people', 'kin_plural')}(?:,|:)?"
    rf"(?P<list>[ ]{_WORD}(?:{_AGE})?(?:(?:,|,?[ ]and)[ ]{_WORD}(?:{_AGE})?)*)(?![\w’'-]|[ ][{UPPER}])"
)
_LISTED = re.compile(rf"(?P<name>{_WORD})(?:{_AGE})?")
# "Zainab, a nurse and mother of two, who ..."
_DESCRIBED = re.compile(
    rf"(?P<name>{CAPITAL}\w+),[ ]an?[ ](?:[a-z0-9-]+[ ]){{0,3}}(?P<noun>[a-z-]+)"
    r"(?=[,.;]|[ ](?:and|who|from|at|in|of|with)\b)"
)
_ANIMAL = re.compile(rf"\b{one_of('people', 'animals')},?[ ]$")
_CAPITAL_BEFORE = re.compile(rf"[{UPPER}][\w’'-]*,?[ ]$")
# Two who share a surname: "Amy and Lucy Fairclough".
_PAIR = re.compile(
    rf"(?P<first>{CAPITAL}[\w-]*\w)[ ]and[ ](?P<other>(?P<second>{_WORD})[ ]"
    rf"(?P<surname>(?:St\.?[ ])?[{UPPER}][\w’'‘-]*\w(?:[ ]Jr\b)?))"
)
_COUPLE = re.compile(
    rf"(?<![\w’'-])(?i:{alternation(words('people', 'couples') | words('people', 'kin_plural'))}),?[ ]$"
)
_ADDRESS_BEFORE = re.compile(r"\bM(?:rs?|s|iss)\.?[ ]$")
_NEAR = 40


def by_relation(text: str) -> Iterator[NameMention]:
    """People of whom only the first name is told: "his mother, Josephine,", "said Archie, six", "Dominic, 34,"."""
    for pattern in (_KIN, _CUE_AND_NAME, _GIVEN):
        for match in pattern.finditer(text):
            name = next(name for name in match.groups() if name)
            if is_first_name(name):
                start = match.start(match.lastgroup or 0)
                yield mention_of(text, start, start, name)
    yield from _by_itself(text)
    yield from _by_kin(text)
    yield from _by_description(text)


def _by_itself(text: str) -> Iterator[NameMention]:
    """First names with an age, "who" or "(not her real name)" behind, and no other name in front."""
    for pattern in (_AGED, _AGED_IN_BRACKETS, _WHO, _NOT_REAL):
        for match in pattern.finditer(text):
            known = match["name"] in first_names() or pattern is _NOT_REAL
            known = known and not _ANIMAL.search(text, max(0, match.start() - _NEAR), match.start())
            if known and not _CAPITAL_BEFORE.search(text, max(0, match.start() - _NEAR), match.start()):
                yield mention_of(text, match.start(), match.start(), match["name"])


def _by_kin(text: str) -> Iterator[NameMention]:
    """Names of any tongue behind a strict word for kin, one or a list of them."""
    for match in _STRICT_KIN.finditer(text):
        name = match["name"] or match["bare"]
        if plausible(name) and (match["bare"] or match["kin"] not in _OF_BODIES):
            start = match.start("name" if match["name"] else "bare")
            yield mention_of(text, start, start, name)
    for match in _KIN_LIST.finditer(text):
        listed = list(_LISTED.finditer(text, *match.span("list")))
        if any(is_first_name(each["name"]) for each in listed) or re.search(r"\d", match["list"]):
            yield from (
                mention_of(text, each.start(), each.start(), each["name"]) for each in listed if plausible(each["name"])
            )


def _by_description(text: str) -> Iterator[NameMention]:
    """A known first name with a post or description of its bearer behind it ("Zainab, a nurse and ...")."""
    for match in _DESCRIBED.finditer(text):
        told = match["noun"] in words("roles", "heads") or match["noun"] in words("people", "describing")
        if (
            told
            and match["name"] in first_names()
            and not _CAPITAL_BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
        ):
            yield mention_of(text, match.start(), match.start(), match["name"])


def by_pair(occurrences: Occurrences) -> Iterator[NameMention]:
    """The first of two people who share a surname ("Amy and Lucy Fairclough"): it is told with the second only."""
    text = occurrences.text
    is_addressed = cache(lambda surname: occurrences.stand_behind(surname, _ADDRESS_BEFORE))
    for match in _PAIR.finditer(text):
        first, second, surname = match["first"], match["second"], match["surname"]
        if plausible(match["other"]) != match["other"] or f"{first} {surname}" in text:
            continue
        if {first, second} <= first_names().keys():
            yield NameMention(match.start(), match.end("first"), f"{first} {surname}")
        elif _may_be_couple(text, match) and (_is_told_couple(text, match) or is_addressed(surname)):
            yield NameMention(match.start(), match.end("first"), f"{first} {surname}")
            yield NameMention(match.start("other"), match.end(), match["other"])


def _may_be_couple(text: str, pair: re.Match[str]) -> bool:
    """Whether one of two names is known, and neither is the end of a longer one."""
    known = is_first_name(pair["first"]) or is_first_name(pair["second"])
    return known and _CAPITAL_BEFORE.search(text, max(0, pair.start() - _NEAR), pair.start()) is None


def _is_told_couple(text: str, pair: re.Match[str]) -> bool:
    """Whether a word in front of two names tells that they share the surname ("the twins Ada and Wyn Holt")."""
    return _COUPLE.search(text, max(0, pair.start() - _NEAR), pair.start()) is not None
