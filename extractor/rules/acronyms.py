"""Acronyms: defined in brackets either way round, or the initials of a body's name ("the RDA")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.record import Mention
from extractor.rules.lexicon import words

if TYPE_CHECKING:
    from extractor.rules.organisations import Body

_SHORT = r"[A-Z][A-Za-z]*[A-Z&][A-Za-z]*"
_BEHIND = re.compile(rf"[’']?s?\s?\((?:the\s|“|‘|\"|or\s)?(?P<short>{_SHORT})[”’\"]?\)")
_IN_FRONT = re.compile(rf"(?P<short>{_SHORT})\s\((?:the\s)?$")
_SMALL = frozenset({"of", "for", "and", "the", "&", "in", "on", "to", "upon"})
_SHORTEST = 3


def link(text: str, bodies: list[Body]) -> None:
    """Give every body the acronyms that the text uses for it, with their mentions; bodies named by one are folded in."""
    for body in list(bodies):
        if body not in bodies:
            continue
        for short in _defined(text, body) or _implied(text, body):
            _adopt(text, bodies, body, short)


def _defined(text: str, body: Body) -> list[str]:
    found = []
    for mention in body.mentions:
        behind = _BEHIND.match(text, mention.end)
        in_front = _IN_FRONT.search(text[max(0, mention.start - 20) : mention.start])
        for match in (behind, in_front if text[mention.end : mention.end + 1] == ")" else None):
            if match and match["short"][0].casefold() in {word[0].casefold() for word in mention.text.split()}:
                found.append(match["short"])
    return sorted(set(found))


def _implied(text: str, body: Body) -> list[str]:
    """Initials of the whole name, or of its end behind a prefix ("South West RDA"), that the text uses."""
    every = [word for word in re.split(r"[\s-]", body.name) if word and word not in _SMALL]
    return sorted(
        {short for parts in (every, [p for p in every if p != "NHS"]) for short in _initials(text, parts)},
        key=lambda s: (-len(s), s),
    )


def _initials(text: str, parts: list[str]) -> list[str]:
    if not all(word[0].isupper() for word in parts):
        return []
    found = []
    for first in range(len(parts) - _SHORTEST + 1):
        short = "".join(word[0] for word in parts[first:])
        if short in words("organisations", "never", "terms"):
            continue
        # "South West RDA": words of the front of the name stand before the initials of its end.
        prefix = "(?:" + "|".join(map(re.escape, parts[:first])) + ")" if first else ""
        pattern = (
            rf"(?<![\w(])(?P<long>{prefix}(?:[ ]{prefix})*[ ])?(?P<short>{short})(?!\w)"
            if first
            else rf"(?<![\w(])(?P<short>{short})(?!\w)"
        )
        for match in re.finditer(pattern, text):
            found += [match.group(), match["short"]] if first else [match.group()]
    return found


def _adopt(text: str, bodies: list[Body], body: Body, short: str) -> None:
    from extractor.rules.organisations import absorb

    for other in list(bodies):
        if other is not body and short in other.names:
            absorb(body, other)
            bodies.remove(other)
    if short not in body.names:
        body.aliases.append(short)
    taken = [(mention.start, mention.end) for one in bodies for mention in one.mentions]
    for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
        if all(match.end() <= start or match.start() >= end for start, end in taken):
            body.mentions.append(Mention.of(text, match.start(), match.end()))
    body.mentions.sort(key=lambda mention: mention.start)
