"""Short forms of bodies' names: folded into the one body whose name they shorten, if only one can be meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.rules.bodies import Body, name_key
from extractor.rules.body_tokens import is_plain
from extractor.rules.lexicon import is_first_name, table, words
from extractor.rules.occurrences import Occurrences

_Key = tuple[str, ...]
# 'Mulgrave Estates Limited ("Mulgrave")'
_QUOTED = re.compile(r"\s\((?:the\s)?[“‘\"'](?P<short>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)[”’\"']\)")
# Behind a preposition it is a place, behind a form of address a person.
_NO_FIRM_BEHIND = re.compile(r"\b(?:in|near|across|around|outside|[Mm]rs?|Ms|Dr|Cllr)\s$")
_SPEAKER_BEHIND = re.compile(r"(?:^|[.!?,\n]\s|[”’\"']\s)$")
_SAID = re.compile(r"\s(?:said|says|announced|announces)\b")
_SHORTEST_NAME, _NEAR = 4, 2


def linked(bodies: list[Body]) -> list[Body]:
    """The bodies less those that are a short form of exactly one other, whose mentions go to that one."""
    index: dict[_Key, list[Body]] = defaultdict(list)
    for body in bodies:
        for key in _keys_as_full(body):
            index[key].append(body)
    absorbed: set[int] = set()
    for body in bodies:
        near = {id(other): other for key in _keys_as_short(body) for other in index[key]}
        fuller = [
            other
            for other in near.values()
            if other is not body and id(other) not in absorbed and _shortens(body, other)
        ]
        if len(fuller) == 1:
            fuller[0].absorb(body)
            absorbed.add(id(body))
            for key in _register_keys(fuller[0]):
                index[key].append(fuller[0])
    return [body for body in bodies if id(body) not in absorbed]


def short_names(occurrences: Occurrences, body: Body) -> list[str]:
    """The front of the body's name that the text gives for the whole in brackets, or that a company speaks under."""
    text = occurrences.text
    quoted = [match["short"] for mention in body.mentions if (match := _QUOTED.match(text, mention.end))]
    given = {short for short in quoted if body.name.startswith(f"{short} ")}
    first = body.name.split()[0]
    if body.type == "company" and not given and first != body.name and _speaks(occurrences, first):
        given.add(first)
    return sorted(given)


def _speaks(occurrences: Occurrences, word: str) -> bool:
    """Whether a word says or announces something like a body, and is no place, person's name or common word."""
    if len(word) < _SHORTEST_NAME or is_first_name(word) or is_plain(word) or word.isupper():
        return False
    if occurrences.stand_behind(word, _NO_FIRM_BEHIND):
        return False
    speaks = (start for start, end in occurrences.of(word) if _SAID.match(occurrences.text, end))
    return any(_SPEAKER_BEHIND.search(occurrences.text, max(0, start - _NEAR), start) for start in speaks)


def _keys_as_full(body: Body) -> Iterator[_Key]:
    """What a short form of this body may be found by; whether it is one, `_shortens` decides."""
    parts = name_key(body.name).split()
    yield from _register_keys(body)
    yield ("of university", *parts[2:])
    yield ("council", *_without_council_words(parts))
    yield ("words", *parts[1:])
    yield ("words", *parts[2:])
    yield ("words", parts[-1])
    yield ("words", *_without_council_words(parts)[:-1])
    yield ("spelled", *_without_nhs(parts))
    bare = [word.removesuffix("'s") for word in parts]
    for length in range(1, len(parts)):
        yield ("words", *bare[:length])


def _keys_as_short(body: Body) -> Iterator[_Key]:
    parts = name_key(body.name).split()
    yield from _register_keys(body)
    yield ("of university", *parts[:-1])
    yield ("council", *_without_council_words(parts))
    yield ("words", *parts)
    yield ("spelled", *_without_nhs(_spelled(parts)))


def _spelled(parts: Sequence[str]) -> list[str]:
    """The words of a name with its last one spelled out ("NHS Marl ICB")."""
    last = table("organisations")["fuller"]["spelled"].get(parts[-1], parts[-1]) if parts else ""
    return [*parts[:-1], *last.split()]


def _without_nhs(parts: Iterable[str]) -> list[str]:
    return [word for word in parts if word != "nhs"]


def _register_keys(body: Body) -> Iterator[_Key]:
    if body.entry and body.entry.id:
        yield "register", body.entry.scheme or "", body.entry.id


def _shortens(short: Body, full: Body) -> bool:
    if short.entry and full.entry and short.entry.id:
        same = (short.entry.scheme, short.entry.id) == (full.entry.scheme, full.entry.id)
        return same and len(short.name) < len(full.name)
    left, right = name_key(short.name).split(), name_key(full.name).split()
    # A Welsh council under its two names.
    if left[:2] == ["cyngor", "sir"] and right == [*left[2:], "county", "council"]:
        return True
    if right[:2] == ["university", "of"] and left == [*right[2:], "university"]:
        return True
    # "at Northmoor", "Lynshire's cabinet member": something else already took it for a body.
    if right[:2] == ["university", "of"] and left == right[2:] and short.type == "other":
        return True
    if _spelled(left) != left and _without_nhs(_spelled(left)) == _without_nhs(right):
        return True
    if not left or len(left) >= len(right):
        return False
    if full.type == "council" and short.type == "other" and [*left, "council"] == _without_council_words(right):
        return True
    if left[-1] == "council" == right[-1]:
        return _without_council_words(left) == _without_council_words(right)
    if left == right[1:] and full.name.split()[0] in words("organisations", "known", "places_before"):
        return True
    # "the Sinfonia" for "Marl Sinfonia"
    if len(left) == 1 and left == right[-1:] and short.type == "other":
        return True
    bare = [word.removesuffix("'s") for word in right]
    # "Aldmoor" for "Aldmoor Plastics": something else already took it for a body.
    if left != bare[: len(left)] or full.type == "council":
        return False
    return short.type in ("other", full.type) or set(bare[len(left) :]) <= words("organisations", "fuller", "company")


def _without_council_words(parts: Iterable[str]) -> list[str]:
    parts = list(parts)
    parts = [*parts[2:], "council"] if parts[:2] == ["cyngor", "sir"] else parts
    return [word for word in parts if word not in words("organisations", "fuller", "council")]
