"""The words that lists, menus and pagers are made of: data/lists.toml, ready to match."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
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
    return Words(**{name: any_of(rows) for name, rows in rows_of("lists").items()})


@cache
def newsroom_words() -> tuple[re.Pattern[str], ...]:
    """What links to a site's news say, the best first."""
    return tuple(re.compile(row) for row in rows_of("newsrooms")["best_first"])


@cache
def all_words() -> re.Pattern[str]:
    """What a link beneath a box says that leads to all of what stands in it."""
    return any_of(rows_of("newsrooms")["all_of"])


def rows_of(name: str) -> dict[str, list[str]]:
    """The tables of a file of data/, each a list of patterns."""
    return tomllib.loads(files("extractor.listings").joinpath(f"data/{name}.toml").read_text("utf-8"))


def any_of(rows: Iterable[str]) -> re.Pattern[str]:
    """One pattern for several."""
    return re.compile("|".join(f"(?:{row})" for row in rows))
