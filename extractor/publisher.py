"""Who issues the release: the page's own evidence, or the body that the text speaks for; none rather than a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.naming import is_body_name
from extractor.record import Publisher, Register
from extractor.registers import lookup
from extractor.release import Evidence

# Sites that carry other bodies' releases, or names of a site rather than a body.
_SITE_WORD = re.compile(r"\b(?:news|newsroom|home|website|online|media centre|press office|homepage|gov\.uk|latest)\b", re.IGNORECASE)
_POST = r"(?:leader|deputy leader|cabinet member|portfolio holder|lead member|executive member|chief executive|chair(?:man|woman)?|mayor|chief constable|chief fire officer|headteacher|principal|vice-chancellor)"
_NAME = r"(?P<name>(?:[A-Z][\w’'&-]*\s(?:(?:of|and|upon|&|the|for)\s)?){0,6}(?:Council|Trust|Police|Constabulary|Service|University|College|Authority|Board|Agency|Group|Association|Foundation))"
_AT_BODY = re.compile(rf"\b(?i:{_POST})\b[^.“\"]{{0,90}}?\b(?:at|of|for)\s(?:the\s)?{_NAME}")
_BODYS_OWN = re.compile(rf"{_NAME}[’']s?\s(?i:{_POST})")


def find_publisher(evidence: Sequence[Evidence], paragraphs: Sequence[str]) -> Publisher | None:
    """The best evidence that names a body; where two name different ones without one being the other's, the text decides."""
    named = [item for item in evidence if item.found_in == "given" or _is_publisher(item.text)]
    if named:
        best = named[0]
        return _publisher(_own_name(best, named, paragraphs), best.found_in)
    spoken = _speaking_body(paragraphs)
    return _publisher(spoken, "speaker") if spoken else None


def _is_publisher(name: str) -> bool:
    if lookup(name) is not None:
        return True
    return is_body_name(name) and not _SITE_WORD.search(name)


def _own_name(best: Evidence, named: Sequence[Evidence], paragraphs: Sequence[str]) -> str:
    return best.text.strip()


def _speaking_body(paragraphs: Sequence[str]) -> str | None:
    """The body whose leader or cabinet member speaks, if it is the only one."""
    found: Counter[str] = Counter()
    for paragraph in paragraphs:
        for pattern in (_AT_BODY, _BODYS_OWN):
            found.update(match["name"].removeprefix("The ") for match in pattern.finditer(paragraph))
    councils = [name for name in found if name.endswith("Council")]
    if len(councils) == 1:
        return councils[0]
    return next(iter(found)) if len(found) == 1 else None


def _publisher(name: str, found_in: str) -> Publisher:
    entry = lookup(name)
    register = Register(scheme=entry.scheme, id=entry.id) if entry and entry.scheme and entry.id else None
    return Publisher(name=name, found_in=found_in, register=register)
