"""Names of bodies told by the acronym that the text defines for them: "Transport Infrastructure Ireland (TII)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import one_of, words

# No word is longer, and in a run of letters each may be one's first.
_WORD = r"[A-Z][\w’'&-]{0,60}"
_DEFINED = re.compile(
    rf"(?P<name>{_WORD}(?:\s(?:(?:of|for|and|the|&|in)\s){{0,2}}{_WORD}){{1,7}})\s\((?:the\s)?(?P<short>[A-Z]{{3,7}})\)"
)
_ACTS = rf"\s{one_of('organisations', 'actors', 'verbs')}\b|[’']s\s"
_LIKELY = 1


def by_definition(text: str) -> Iterator[BodyCandidate]:
    """Names whose initials are the acronym behind them, if they end like a body's or if the acronym acts."""
    for match in _DEFINED.finditer(text):
        start = _start_of(match["name"], match["short"])
        if start is None:
            continue
        name, last = match["name"][start:], match["name"].rsplit(" ", 1)[-1]
        ends_so = last in words("organisations", "before_of", "countries") | words("organisations", "defined", "heads")
        acts = last not in words("organisations", "never", "tails") and _acts(text, match["short"])
        if ends_so or acts:
            at = match.start("name") + start
            yield BodyCandidate(at, at + len(name), type_by_shape(name) or "other", _LIKELY)


def _start_of(name: str, short: str) -> int | None:
    """Where in a run of capitals the words begin whose initials are the acronym."""
    found = [word for word in re.finditer(r"\S+", name) if word.group()[0].isupper()]
    initials = "".join(word.group()[0] for word in found)
    return found[len(found) - len(short)].start() if initials.endswith(short) else None


def _acts(text: str, short: str) -> bool:
    return re.search(rf"(?<![\w(]){short}(?:{_ACTS})", text) is not None
