"""Words to make releases and pages of, and names that nobody has: enough for thousands to differ in their words."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random


@cache
def words(name: str) -> list[str]:
    """A list of invented_words.toml."""
    lists: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return lists[name]


def invented_name(chance: Random) -> str:
    """A place or a surname, one of some ten thousand."""
    return "".join(chance.choice(words(part)) for part in ("beginnings", "middles", "endings"))


def invented_names(count: int, chance: Random) -> list[str]:
    """So many of them, all different."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[invented_name(chance)] = None
    return list(found)


def invented_person(chance: Random) -> str:
    """First name and surname."""
    return f"{chance.choice(words('first_names'))} {invented_name(chance)}"
