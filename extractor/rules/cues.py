"""Cues: the verbs and signs that attribute words to a speaker."""

from __future__ import annotations

import re
from functools import cache

from extractor.rules.lexicon import alternation, words

# "has/had/also/then ... told": what stands between a subject and its verb.
ADVERBS = r"(?:(?:also|then|has|have|had|is|was|later|further|recently|today|yesterday|previously|both|all|who|would like to|to|[a-z]+ly|,)\s+)*"


@cache
def cue_pattern() -> re.Pattern[str]:
    """Any verb that can attribute words next to a quotation mark."""
    return re.compile(
        rf"(?<![\w’'-])(?:{alternation(_both_cases(words('cues', 'strong')))}|[Aa]ccording to)(?![\w-]|[’']\w)"
    )


@cache
def reporting_pattern() -> re.Pattern[str]:
    """Verbs that report speech without marks."""
    return re.compile(rf"(?<![\w’'-]){alternation(words('cues', 'reporting'))}(?![\w-])")


def names_a_thing(cue: str) -> bool:
    """Whether the cue gives a name or judgement ("described it as"), not a clause."""
    return cue.casefold() in words("cues", "naming")


def _both_cases(verbs: frozenset[str]) -> set[str]:
    return set(verbs) | {verb.capitalize() for verb in verbs}
