"""What tells a person's name: an honorific, a first name, the recogniser, a cue, an age or a post beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.language import Entity
from extractor.rules.lexicon import first_names, is_first_name, one_of, words
from extractor.rules.names import (
    CAPITALISED,
    LEADING_HONORIFICS,
    POST_NOMINALS,
    UPPER,
    WITH_HONORIFIC,
    NameMention,
    from_first_name,
    mention_of,
    plausible,
    width,
)
from extractor.rules.occurrences import Occurrences
from extractor.rules.spans import Spans

_PLACE_BEFORE = re.compile(rf"\b{one_of('people', 'place_before')}\s+(?:the\s+)?$")
_FIRM_BEHIND = re.compile(rf"[ ]{one_of('people', 'firm_behind')}\b")
_KIN = re.compile(rf"\b{one_of('people', 'kin')},?[ ](?P<name>[{UPPER}]\w+)(?=,|[ ]said|[ ]says)")
_CUE_AND_NAME = re.compile(
    rf"[”\"’',][ ](?:said|says|added|adds)[ ](?P<name>[{UPPER}]\w+)(?=,[ ](?:aged[ ])?(?:\d|six|seven|eight|nine|ten))"
)
_PERSON_BEHIND = re.compile(
    rf",?[ ]{one_of('people', 'cues_behind')}\b(?![ ]to\b)"
    r"|,[ ](?:aged[ ])?\d\d?[,.]|,[ ]whose[ ]|,[ ]who[ ](?:said|is|was|has|lives|works|runs)\b"
    rf"|,[ ](?:(?:the|a|an|our|acting|deputy|interim)[ ])?(?:[a-z’'-]+[ ]){{0,3}}{one_of('people', 'posts')}\b"
)
_CUE_BEFORE = re.compile(rf"[”\"’',–-][ ]{one_of('people', 'cues_before')}[ ](?:[a-z]+[ ]){{0,3}}$")
_OWN_POST = re.compile(r"(?:[’']s|\bits|\btheir|\bour|\bby)[ ](?:[a-z-]+[ ])?(?P<post>[a-z-]+)[ ]$")
_NEAR, _NEARER = 40, 20


def names_in(text: str, entities: Sequence[Entity], occurrences: Occurrences) -> Iterator[NameMention]:
    """Every stretch that some evidence takes for a person's name; they overlap."""
    labelled = [(entity.start, entity.end) for entity in entities if entity.label == "PERSON"]
    yield from _by_honorific(text, Spans(labelled))
    yield from _by_recogniser(text, labelled, occurrences)
    yield from _by_first_name(text)
    yield from _by_context(text)
    yield from _by_kin(text)


def _by_honorific(text: str, labelled: Spans) -> Iterator[NameMention]:
    for match in WITH_HONORIFIC.finditer(text):
        name, first = plausible(match["name"]), match.start("name")
        if not name:
            continue
        evident = _is_sure(match["honorific"], name) or name.split()[0] in first_names()
        if evident or labelled.overlap(first, first + len(name)):
            yield mention_of(text, match.start(), first, name, match["honorific"])


def _is_sure(honorific: str, name: str) -> bool:
    """Whether a form of address makes the name behind it a person's by itself, being no ordinary word as well."""
    titles = set(honorific.split())
    before_two = " " in name and titles & words("honorifics", "sure_before_two")
    return bool(before_two or titles & words("honorifics", "sure"))


def _by_recogniser(text: str, labelled: Sequence[tuple[int, int]], occurrences: Occurrences) -> Iterator[NameMention]:
    found = list(_labelled_names(text, labelled))
    # A name that no list of first names knows is a place or firm if it is one anywhere in the text.
    unknown = {mention.name for mention in found if not is_first_name(mention.name.split()[0])}
    others = {name for name in unknown if _is_elsewhere(text, name, occurrences)}
    yield from (mention for mention in found if mention.name not in others)


def _labelled_names(text: str, labelled: Sequence[tuple[int, int]]) -> Iterator[NameMention]:
    for start, end in labelled:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        found = CAPITALISED.search(text, start, _end_of_word(text, end))
        if found is None or found.start() > start + _NEARER or "\n" in text[start : found.start()]:
            continue
        lead = LEADING_HONORIFICS.match(found.group())
        first = from_first_name(text, found.start() + (lead.end() if lead else 0), found.end())
        name = plausible(text[first : found.end()])
        if " " in name and not name.isupper():
            yield mention_of(text, first, first, name)


def _is_elsewhere(text: str, name: str, occurrences: Occurrences) -> bool:
    """Whether a name stands somewhere as that of a place or firm."""
    return any(
        _PLACE_BEFORE.search(text, max(0, start - _NEARER), start) or _FIRM_BEHIND.match(text, end)
        for start, end in occurrences.of(name)
    )


def _end_of_word(text: str, end: int) -> int:
    while end < len(text) and (text[end].isalnum() or text[end] in "-’'"):
        end += 1
    return end


def _by_first_name(text: str) -> Iterator[NameMention]:
    for match in CAPITALISED.finditer(text):
        parts = match.group().split(" ")
        number = next((number for number, part in enumerate(parts[:-1]) if part in first_names()), None)
        if number is None:
            continue
        start = match.start() + width(parts[:number])
        name = plausible(text[start : match.end()])
        if 1 < len(name.split()) < 6:
            yield mention_of(text, start, start, name)


def _by_context(text: str) -> Iterator[NameMention]:
    """Names that nothing but their place gives away: beside a cue, or with an age or a post behind them."""
    for match in CAPITALISED.finditer(text):
        start = from_first_name(text, match.start(), match.end())
        name = plausible(text[start : match.end()])
        parts = name.split()
        if not 1 < len(parts) < 5 or parts[0] in words("organisations", "never_inside", "openers") or name.isupper():
            continue
        if not is_first_name(parts[0]) and _PLACE_BEFORE.search(text, max(0, start - _NEARER), start):
            continue
        if _is_persons(text, start, start + len(name)):
            yield mention_of(text, start, start, name)


def _is_persons(text: str, start: int, end: int) -> bool:
    """Whether letters, an age, a post or a cue beside a name make it a person's."""
    return bool(
        POST_NOMINALS.match(text, end)
        or _PERSON_BEHIND.match(text, end)
        or _CUE_BEFORE.search(text, max(0, start - _NEAR), start)
        or _is_post_before(text, start)
    )


def _is_post_before(text: str, start: int) -> bool:
    """Whether a post that is somebody's stands right before a name ("the trust's treasurer Mo Gray")."""
    found = _OWN_POST.search(text, max(0, start - _NEAR), start)
    return found is not None and found["post"] in words("roles", "heads")


def _by_kin(text: str) -> Iterator[NameMention]:
    """People of whom only the first name is told: "his mother, Josephine,", "said Archie, six"."""
    for pattern in (_KIN, _CUE_AND_NAME):
        for match in pattern.finditer(text):
            if is_first_name(match["name"]):
                yield mention_of(text, match.start("name"), match.start("name"), match["name"])
