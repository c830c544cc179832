"""Word lists of the rules, read once from rules/data: a new word is a row there, never code here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Any

_WORD = re.compile(r"\w+")


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `name` of rules/data."""
    return tomllib.loads((files("extractor.rules") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """The list at `path` in the TOML file `name`, as a set."""
    node: Any = table(name)
    for key in path:
        node = node[key]
    return frozenset(node)


def alternation(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, longest first; spaces match any white space in a line.

    What phrases begin with alike is tried once for all of them, which makes long lists several times as fast.
    """
    return _alternation(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)))


def _alternation(phrases: Iterable[str]) -> str:
    by_letter: dict[str, list[str]] = {}
    for phrase in phrases:
        by_letter.setdefault(phrase[:1].casefold(), []).append(phrase)
    # The empty phrase, where another ends, is the last.
    may_end = by_letter.pop("", None) is not None
    return "(?:" + "|".join(map(_branch, by_letter.values())) + (")?" if may_end else ")")


def _branch(phrases: list[str]) -> str:
    """Phrases that begin with the same letter; where its case differs, longest first matters and they stay apart."""
    first, last = min(phrases), max(phrases)
    alike = "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    if len(phrases) > 1 and alike:
        return _escaped(alike) + _alternation(phrase[len(alike) :] for phrase in phrases)
    return "|".join(map(_escaped, phrases))


def _escaped(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", "[ ]")


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The words that the phrases begin with."""
    return frozenset(_WORD.findall(phrase)[0] for phrase in phrases)


@cache
def one_of(name: str, *path: str) -> str:
    """A regular expression for any phrase of the list at `path` in the TOML file `name`; ’ stands for ' too."""
    return alternation(words(name, *path)).replace("’", "[’']")


@cache
def kinds_of_generic(noun: str) -> tuple[str, ...]:
    """The types of body that a generic name ("council", "trust") may stand for, best first; none for other words."""
    return tuple(kind for kind, names in table("roles")["generic"].items() if noun in names)


def may_mean(noun: str, name: str) -> bool:
    """Whether a generic name ("trust", "county council") may mean a body of that name, by the words that it holds."""
    own, parts = noun.partition(" ")[0].title(), name.split()
    return own in parts or not any(word in parts for word in table("roles")["never_means"].get(noun, ()))


@cache
def first_names() -> dict[str, str]:
    """Common first names -> f, m or u; those that are ordinary words or places as well are left to other evidence."""
    return {name: gender for name, gender, *rest in _first_name_rows() if "ambiguous" not in rest}


@cache
def _genders() -> dict[str, str]:
    return {name: gender for name, gender, *_ in _first_name_rows()}


def _first_name_rows() -> list[list[str]]:
    rows = (files("extractor.rules") / "data" / "first_names.tsv").read_text("utf-8").splitlines()
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def gender_of(first_name: str) -> str | None:
    """f or m where a first name usually has that gender, else None."""
    gender = _genders().get(first_name)
    return gender if gender != "u" else None


def is_first_name(word: str) -> bool:
    """Whether a word can be a first name, even if it is an ordinary word or a place as well."""
    return word in _genders()


def diminutives(first_name: str) -> tuple[str, ...]:
    """The short forms of a first name ("Gerard": "Gerry"), none for most."""
    return tuple(table("people")["diminutives"].get(first_name, ()))
