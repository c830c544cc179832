"""The register of public bodies: names, short forms and identifiers, looked up as releases write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TABLE = "rules/data/registers.tsv"
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’‘]")
# "City and County of ..." joins two ranks, not two places.
_JOINED_PLACES = re.compile(r"(?!City|Police|Fire)\b([A-Z]\w+) and (?!County|City|District|Rescue|Crime)([A-Z]\w+)")
_NOT_WORD = re.compile(r"[\W_]+")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z&]{3,8}")


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A body as the register has it; scheme and id are None for the few that no public register numbers.

    type: council, department, agency, nhs, police, fire or education.
    """

    name: str
    type: str
    scheme: str | None
    id: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    by_name: dict[str, RegisterEntry]
    by_acronym: dict[str, RegisterEntry]


def lookup(name: str) -> RegisterEntry | None:
    """The body that a name or a safe short form of it names, or None.

    Case, an article in front, "&" for "and", punctuation and a possessive at the end do not matter, except that an
    acronym needs two capitals at least ("DfT" and "DFT", not "dft").
    """
    if not name or len(name) > 150:
        return None
    bare = _POSSESSIVE.sub("", name.strip())
    index = _index()
    return index.by_name.get(_key(name)) or index.by_name.get(_key(bare)) or acronym(bare)


def acronym(short: str) -> RegisterEntry | None:
    """The body that an acronym stands for, if it stands for only one."""
    bare = short.strip().removeprefix("the ").removeprefix("The ")
    return _index().by_acronym.get(bare.upper()) if _ACRONYM.fullmatch(bare) else None


def entries() -> Iterator[RegisterEntry]:
    """All bodies of the register, by name."""
    for line in files("extractor").joinpath(_TABLE).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, kind, scheme, identifier, aliases = line.split("\t")
            yield RegisterEntry(name, kind, scheme or None, identifier or None, tuple(filter(None, aliases.split("|"))))


@cache
def joined_areas() -> frozenset[tuple[str, str]]:
    """The words on both sides of "and" in the names of areas ("Brighton", "Hove"), as councils and police have them."""
    local = (entry.name.replace("&", "and") for entry in entries() if entry.type in ("council", "police", "fire"))
    return frozenset(pair for name in local if "," not in name for pair in _JOINED_PLACES.findall(name))


@cache
def _index() -> _Index:
    """The table read once. The builder has seen to it that no short form names two bodies."""
    index = _Index({}, {})
    for entry in entries():
        index.by_name[_key(entry.name)] = entry
        for alias in entry.aliases:
            if _ACRONYM.fullmatch(alias):
                index.by_acronym[alias.upper()] = entry
            else:
                index.by_name[_key(alias)] = entry
    return index


def _key(name: str) -> str:
    """What two spellings of one name have in common."""
    words = _NOT_WORD.sub(" ", _APOSTROPHE.sub("", name.casefold().replace("&", " and "))).strip()
    return words.removeprefix("the ")
