"""Bylines of news: who wrote it, for whom ("By Jo Hall, Lenn Courier", "Jo Hall, transport correspondent")."""

from __future__ import annotations

import re

_NAME = r"(?-i:[A-Z][\w’'.-]{1,30}(?: [A-Z][\w’'.-]{0,30}){1,3})"
_NAMES = rf"{_NAME}(?:(?:, {_NAME}){{0,2}},? (?:and|&) {_NAME})?"
_TRADE = (
    r"(?:correspondent|reporter|writer|columnist|(?:political|news|business|sports?|features|education|health) editor)"
)
_BYLINE = re.compile(
    rf"(?:words )?by:? {_NAMES}(?:(?:, | \| | [–-] )(?P<behind>[^.!?:]{{2,60}})| (?:at|in) [A-Z][^.!?:]{{2,40}})?"
    rf"|(?:additional|further) reporting:? (?:by )?{_NAMES}\.?",
    re.IGNORECASE,
)
_POST = re.compile(
    rf"{_NAME}(?:, | \| | [–-] )(?:[\w ]{{2,40}} )?{_TRADE}(?: (?:at|in|for) [^.!?:]{{2,40}})?"
    rf"|(?:staff|senior|chief|political|crime|news|sports?|local democracy) {_TRADE}",
    re.IGNORECASE,
)
# The result of a match, which stands between the headline and the byline.
_RESULT = re.compile(r"[A-Z][A-Za-z’'.& -]{2,40} \d{1,3}\s?[-–]\s?\d{1,3} [A-Z][A-Za-z’'.& -]{2,40}")
_LINE_MAX = 120


def is_byline(text: str, *, above: bool = True) -> bool:
    """Whether a line tells who wrote a text; `above` the text a name with a writer's post does."""
    return len(text) <= _LINE_MAX and bool(_BYLINE.fullmatch(text) or (above and _POST.fullmatch(text)))


def stands_below_headline(text: str) -> bool:
    """Whether a line is one that news has between its headline and its text, and is no headline where another is."""
    return is_byline(text) or bool(_RESULT.fullmatch(text[: _LINE_MAX + 1]))


def written_for(text: str) -> str | None:
    """What a byline names behind the writer, the paper or the writer's post."""
    found = _BYLINE.fullmatch(text) if len(text) <= _LINE_MAX else None
    return found["behind"] if found else None
