"""Portfolios that look like bodies: "Director of Wastewater Networks at Kestrel Water", "Deputy Chief (Operations)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.registers import lookup
from extractor.rules.bodies import BodyCandidate, name_key
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import one_of, words

_BEFORE = re.compile(rf"\b(?i:{one_of('roles', 'heads_of_portfolios')})\s(?:of|for)\s$")
# The body follows; behind a comma it does so only where the portfolio ends like one.
_BEHIND = re.compile(r"\s(?:at|with|for)\s(?:the\s)?[A-Z]")
_BEHIND_COMMA = re.compile(r",\s(?:the\s)?[A-Z]")
_POST_BEFORE_BRACKET = re.compile(rf"\b(?i:{one_of('roles', 'heads')})\s\($")
# Types that common nouns tell as well ("Networks", "Services").
_VAGUE_TYPES = frozenset({None, "company", "other"})
_NEAR = 40


def without_portfolios(text: str, candidates: Sequence[BodyCandidate]) -> list[BodyCandidate]:
    """The candidates less those whose name is nowhere but where the portfolio of a post stands."""
    portfolios: set[str] = set()
    others: set[str] = set()
    for candidate in candidates:
        key = name_key(text[candidate.start : candidate.end])
        (portfolios if _is_portfolio(text, candidate) else others).add(key)
    return [one for one in candidates if name_key(text[one.start : one.end]) not in portfolios - others]


def _is_portfolio(text: str, candidate: BodyCandidate) -> bool:
    name, before = text[candidate.start : candidate.end], text[max(0, candidate.start - _NEAR) : candidate.start]
    last = name.rsplit(" ", 1)[-1]
    if lookup(name) is not None or last in words("roles", "institutions") or type_by_shape(name) not in _VAGUE_TYPES:
        return False
    if _POST_BEFORE_BRACKET.search(before):
        return text.startswith(")", candidate.end)
    if _BEFORE.search(before) is None:
        return False
    ends_so = last in words("roles", "portfolio_tails")
    return bool(_BEHIND.match(text, candidate.end) or (ends_so and _BEHIND_COMMA.match(text, candidate.end)))
