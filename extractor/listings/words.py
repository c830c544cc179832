"""The words that lists, menus and pagers are made of: data/lists.toml, ready to match."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Each field is a table of patterns of the file, as one pattern. All match small letters."""

    generic: re.Pattern[str]
    no_title: re.Pattern[str]
    zones: re.Pattern[str]
    beside: re.Pattern[str]
    next: re.Pattern[str]
    load: re.Pattern[str]
    more: re.Pattern[str]
    earlier: re.Pattern[str]
    no_next: re.Pattern[str]
    lists: re.Pattern[str]
    other_lists: re.Pattern[str]
    archives: re.Pattern[str]
    news_archives: re.Pattern[str]
    month: re.Pattern[str]


@cache
def words() -> Words:
    """The words, read once."""
    rows = tomllib.loads(files("extractor.listings").joinpath("data/lists.toml").read_text("utf-8"))
    return Words(**{name: re.compile("|".join(f"(?:{row})" for row in found)) for name, found in rows.items()})


@cache
def newsroom_words() -> tuple[re.Pattern[str], ...]:
    """What links to a site's news say, the best first."""
    return tuple(re.compile(row) for row in _newsroom_rows()["best_first"])


@cache
def all_words() -> re.Pattern[str]:
    """What a link beneath a box says that leads to all of what stands in it."""
    return re.compile("|".join(f"(?:{row})" for row in _newsroom_rows()["all_of"]))


@cache
def _newsroom_rows() -> dict[str, list[str]]:
    return tomllib.loads(files("extractor.listings").joinpath("data/newsrooms.toml").read_text("utf-8"))
