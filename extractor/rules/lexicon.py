"""Word lists of the rules, read once from rules/data: a new word is a row there, never code here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


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
    """A regular expression for any of the phrases, longest first; spaces match any white space in a line."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", "[ ]") for phrase in longest_first) + ")"


def one_of(name: str, *path: str) -> str:
    """A regular expression for any phrase of the list at `path` in the TOML file `name`; ’ stands for ' too."""
    return alternation(words(name, *path)).replace("’", "[’']")


@cache
def kinds_of_generic(noun: str) -> tuple[str, ...]:
    """The types of body that a generic name ("council", "trust") may stand for, best first; none for other words."""
    return tuple(kind for kind, names in table("roles")["generic"].items() if noun in names)


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
