"""Who issues the release: the page's own evidence, or the body that the text speaks for; none rather than a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.reading.naming import is_body_name
from extractor.record import Kind, Paragraph, Publisher, Register
from extractor.registers import lookup
from extractor.release import Evidence, Release
from extractor.rules.body_shapes import by_shape

# Names of a site rather than of a body.
_SITE_WORD = re.compile(
    r"\b(?:news|newsroom|home|website|online|media centre|press office|homepage|gov\.uk|latest)\b", re.IGNORECASE
)
_POST = (
    r"(?i:leader|deputy leader|cabinet member|portfolio holder|lead member|executive member|chief executive|mayor|"
    r"chair(?:man|woman)?|chief constable|chief fire officer|headteacher|principal|vice-chancellor)"
)
_TAIL = "(?:Council|Trust|Police|Constabulary|Service|University|College|Authority|Board|Agency|Association|Foundation)"
_NAME = rf"(?P<name>(?:[A-Z][\w’'&-]*\s(?:(?:of|and|upon|&|the)\s)?){{0,6}}{_TAIL})\b"
_AT_BODY = re.compile(rf"\b{_POST}\b[^.“\"]{{0,90}}?\b(?:at|of|for)\s(?:the\s)?{_NAME}")
_BODYS_OWN = re.compile(rf"{_NAME}[’']s?\s{_POST}")
_ABOUT = re.compile(r"about (?:the )?(?P<name>.+?)\W*", re.IGNORECASE)
_PRESS_OFFICE = re.compile(
    r"\W*(?:the )?(?P<name>[A-Z].{1,60}?)(?:[’']s)? (?:press|media|news|communications) (?:office|team|desk)\b",
    re.MULTILINE,
)
_OFFICIAL_SITE = re.compile(r"official (?:web)?site of (?:the )?(?P<name>[A-Z][^.|]{3,80})", re.IGNORECASE)
_MAIL_DOMAIN = re.compile(
    r"[\w.+-]+@(?:[\w-]+\.)*?(?P<label>[\w-]{3,})\.(?:gov|nhs|org|ac|police|co|com|net|example|\w{2,})\b"
)
_SMALL = frozenset({"and", "of", "the", "for", "&", "upon"})


def find_publisher(
    evidence: Sequence[Evidence], text: str, paragraphs: Sequence[Paragraph], removed: Sequence[str]
) -> Publisher | None:
    """The best evidence that names a body; without any, the body that an "About" heading, press office, press address
    or the posts of those who speak point to, if they point to one only.
    """
    bodies = _bodies(text, paragraphs)
    for item in evidence:
        name = item.text.strip() if item.found_in == "given" else _as_body(item.text.strip(), bodies)
        if name:
            return _publisher(name, item.found_in)
    lines = [text[p.start : p.end] for p in paragraphs if p.kind is not Kind.TITLE]
    notes = [text[p.start : p.end] for p in paragraphs if p.kind in (Kind.NOTES, Kind.CONTACT)]
    for found_in, names in (
        ("about", _about(notes, bodies)),
        ("press-office", _press_office(notes, text, bodies)),
        ("site", _official_site(removed)),
        ("speaker", _speaking(lines)),
        ("press-address", _press_address(notes, bodies)),
    ):
        if len(found := set(names)) == 1:
            return _publisher(found.pop(), found_in)
    return None


def _bodies(text: str, paragraphs: Sequence[Paragraph]) -> Counter[str]:
    """The bodies that the text names by a telling shape, with the number of their mentions."""
    found = by_shape(Release(text=text, paragraphs=tuple(paragraphs)))
    return Counter(re.sub(r"^(?:The|the|About) ", "", text[candidate.start : candidate.end]) for candidate in found)


def _as_body(name: str, bodies: Counter[str]) -> str | None:
    """The name if it is a body's, else the body of the text that it names or begins."""
    if _SITE_WORD.search(name):
        return None
    if name in bodies or lookup(name) is not None:
        return name
    longer = [body for body in bodies if body.startswith(f"{name} ")]
    if len(longer) == 1:
        return longer[0]
    return name if is_body_name(name) else None


def _about(notes: Sequence[str], bodies: Counter[str]) -> Iterator[str]:
    for line in notes:
        found = _ABOUT.fullmatch(line) if len(line) < 90 else None
        if found and (name := _as_body(found["name"], bodies)):
            yield name


def _press_office(notes: Sequence[str], text: str, bodies: Counter[str]) -> Iterator[str]:
    for line in notes:
        found = _PRESS_OFFICE.match(line)
        if found is None:
            continue
        spelt_out = re.search(
            rf"((?:[A-Z][\w’'&-]*\s(?:(?:of|for|and)\s)?){{1,7}})\({re.escape(found['name'])}\)", text
        )
        name = spelt_out[1].strip() if spelt_out else _as_body(found["name"], bodies)
        if name:
            yield name


def _official_site(removed: Sequence[str]) -> Iterator[str]:
    for line in removed:
        if found := _OFFICIAL_SITE.search(line):
            yield found["name"].strip()


def _speaking(lines: Sequence[str]) -> Iterator[str]:
    """The councils whose leaders and members speak; where none does, the bodies of any heads."""
    names = [m["name"].removeprefix("The ") for line in lines for p in (_AT_BODY, _BODYS_OWN) for m in p.finditer(line)]
    councils = [name for name in names if name.endswith(" Council")]
    yield from councils or [name for name in names if " " in name]


def _press_address(notes: Sequence[str], bodies: Counter[str]) -> Iterator[str]:
    """The body whose name the domain of a press address begins, the most mentioned one of several."""
    labels = [found["label"].casefold().replace("-", "") for line in notes for found in _MAIL_DOMAIN.finditer(line)]
    for label in labels:
        fitting = [body for body in bodies if len(label) > 4 and _letters(body).startswith(label)]
        if fitting:
            yield max(fitting, key=lambda body: (bodies[body], len(body), body))


def _letters(name: str) -> str:
    return "".join(re.sub(r"\W", "", word) for word in name.casefold().split() if word not in _SMALL)


def _publisher(name: str, found_in: str) -> Publisher:
    entry = lookup(name)
    register = Register(scheme=entry.scheme, id=entry.id) if entry and entry.scheme and entry.id else None
    return Publisher(name=name, found_in=found_in, register=register)
