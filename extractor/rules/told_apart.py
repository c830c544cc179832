"""People whom a text tells by itself: behind a form of address, by a nickname, a pair or a relation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.rules.lexicon import first_names, is_first_name, one_of, words
from extractor.rules.name_relations import by_pair, by_relation
from extractor.rules.names import (
    HONORIFIC_OPENERS,
    NICKNAMED,
    PATRONYMIC,
    WITH_HONORIFIC,
    NameMention,
    calling_parts,
    from_first_name,
    in_headline,
    mention_of,
    peers_place,
    plausible,
)
from extractor.rules.occurrences import Occurrences
from extractor.rules.spans import Spans

_CUE_BEHIND = re.compile(rf",?[ ]{one_of('people', 'cues_behind')}\b")


@dataclass(frozen=True, slots=True)
class _Addressed:
    """A name behind a form of address; `sure` if that makes it a person's whatever the recogniser says."""

    mention: NameMention
    name_start: int
    name_end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class ToldApart:
    """Names with a form of address, and those that a nickname, a pair or a relation makes people's."""

    addressed: list[_Addressed]
    others: list[NameMention]

    @property
    def people(self) -> list[NameMention]:
        """The names that are people's whatever the recogniser says."""
        return [*(one.mention for one in self.addressed if one.sure), *self.others]

    def with_labels(self, labelled: Spans) -> Iterator[NameMention]:
        """The names with a form of address that are people's by it, or by the recogniser too."""
        for one in self.addressed:
            if one.sure or labelled.overlap(one.name_start, one.name_end):
                yield one.mention


def told_apart(occurrences: Occurrences) -> ToldApart:
    """The people that a text tells by itself."""
    text = occurrences.text
    return ToldApart(list(_by_honorific(occurrences)), [*_by_its_form(text), *by_pair(occurrences), *by_relation(text)])


def _by_honorific(occurrences: Occurrences) -> Iterator[_Addressed]:
    text = occurrences.text
    for match in occurrences.matches(WITH_HONORIFIC, HONORIFIC_OPENERS):
        honorific, name, first = _without_first_name(match)
        name = plausible(name, titled=_is_for_people_only(honorific))
        if not name or _is_office(honorific, name):
            continue
        end = first + len(name)
        portfolio, _, behind = name.partition(" ")
        # "Group Manager Infrastructure Ada Holt": the rank of a fire service is a manager's post elsewhere.
        if portfolio in words("people", "portfolios") and " " in behind:
            continue
        sure = _is_sure(honorific, name) or name.split()[0] in first_names() or _is_peers(text, honorific, end)
        rank_of_post = text.endswith("Chief ", 0, match.start())
        start = first if rank_of_post else match.start()
        mention = mention_of(text, start, first, name, None if rank_of_post else honorific)
        yield _Addressed(mention, first, end, sure)


def _is_office(honorific: str, name: str) -> bool:
    """Whether a peer's form of address belongs to an office ("the Lord Bishop of Ely")."""
    return honorific in words("honorifics", "peers") and name.casefold() in words("roles", "heads")


def _is_peers(text: str, honorific: str, end: int) -> bool:
    """Whether a cue or a place behind tells a peer by surname alone ("Lady Thirl told", "Lord Tarrant of Easterby")."""
    return honorific in words("honorifics", "peers") and bool(_CUE_BEHIND.match(text, end) or peers_place(text, end))


def _without_first_name(match: re.Match[str]) -> tuple[str, str, int]:
    """Honorific, name and its place; a first name that is a title too is no second rank ("Sheriff Earl Tolliver")."""
    honorific, name = match["honorific"], match["name"]
    front, _, last = honorific.rpartition(" ")
    if front and len(calling_parts(name)) == 1 and is_first_name(last) and not front.endswith("Hon"):
        return front, f"{last} {name}", match.start("name") - len(last) - 1
    return honorific, name, match.start("name")


def _is_for_people_only(honorific: str) -> bool:
    """Whether a form of address stands before people alone, not before halls and ships ("Sir", "Lady")."""
    return not words("honorifics", "sure").isdisjoint(set(honorific.split()) - {"Sir", "Dame"})


def _is_sure(honorific: str, name: str) -> bool:
    """Whether a form of address makes the name behind it a person's by itself, being no ordinary word as well."""
    titles = set(honorific.split())
    before_two = " " in name and titles & words("honorifics", "sure_before_two")
    return bool(before_two or titles & words("honorifics", "sure"))


def _by_its_form(text: str) -> Iterator[NameMention]:
    """What only people's names hold tells one: a nickname in marks, a word for son or daughter ("ferch", "Ó")."""
    for pattern in (NICKNAMED, PATRONYMIC):
        for match in pattern.finditer(text):
            start = from_first_name(text, match.start(), match.end())
            name = plausible(text[start : match.end()], ambiguous=True)
            opens = name.split(" ")[0] in words("organisations", "never_inside", "openers")
            if pattern.fullmatch(name) and not opens and not in_headline(text, start):
                yield mention_of(text, start, start, name)
