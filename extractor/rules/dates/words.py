"""The words of the date grammar, read once from data/dates.toml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractor.rules.lexicon import alternation, table

TABLE: dict[str, Any] = table("dates")

FULL_WEEKDAYS: dict[str, int] = {name: number for number, name in enumerate(TABLE["weekdays"])}
FULL_MONTHS: dict[str, int] = {name: number for number, name in enumerate(TABLE["months"], start=1)}
WEEKDAYS: dict[str, int] = FULL_WEEKDAYS | TABLE["short_weekdays"]
MONTHS: dict[str, int] = FULL_MONTHS | TABLE["misspelt_months"] | TABLE["short_months"]
SEASONS: dict[str, int] = TABLE["seasons"]
NUMBERS: dict[str, int] = TABLE["numbers"]
ORDINALS: dict[str, int] = TABLE["ordinals"]
FEASTS: dict[str, Any] = TABLE["feasts"]
CUES: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in TABLE["cues"].items()}
# Months that are also names, verbs or adjectives: alone they need more evidence than a capital.
AMBIGUOUS_MONTHS = frozenset({"march", "april", "may", "june", "august"})


def any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first; ’ stands for ' too."""
    return alternation(words).replace("'", "['’]")


def capitalised(words: Iterable[str]) -> str:
    """An expression for any of the words with its capital, or in capitals throughout."""
    return any_of(form for word in words for form in (word.capitalize(), word.upper()))
