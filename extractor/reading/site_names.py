"""The names on a page of the body that issues its release: imprint, declared publisher, logo, title, foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.kinds import Kind
from extractor.reading.naming import is_body_name, is_department, source_line
from extractor.registers import lookup
from extractor.release import Block, Evidence

_COPYRIGHT_NAME = re.compile(
    r"(?:©|\(c\)|copyright)[\s:]*(?:copyright\s+)?(?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?[\s,]*)?(?:©\s*)?"
    r"(?P<name>[A-Z][\w&'’.,()-]*(?: (?:[A-Z][\w&'’.()-]*|of|and|the|for|&|upon|on|in))*)",
    re.IGNORECASE,
)
_COPYRIGHT_LINE_MAX, _LABELLED_MAX = 300, 120
_LOGO = re.compile(
    r"(?:(?:go|return|back|visit|welcome) to )?(?:the )?(?P<name>.+?)(?<!\s)(?:['’]s)?\s*(?:[-–|:,]\s*)?\(?"
    r"(?:home ?page|home|logo|crest|badge|coat of arms|website)(?: (?:page|link|home|image))?\)?"
    r"|(?:home ?page|home|logo)\s*[-–|:,]?\s*(?:of |for )?(?P<behind>.+)",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"(?:from|published by|issued by|released by|organisation)\s*:", re.IGNORECASE)
_SOURCE = re.compile(r"\W*source\b", re.IGNORECASE)
_DEPARTMENT_LABEL = re.compile(r"department\s*:", re.IGNORECASE)
_SITE_SEPARATOR = re.compile(r"(?<!\s)\s+[|–—·»›•-]\s+|(?:(?<!\s)\s+)?(?:\||::|»)\s*")
_SITE_COLON = re.compile(r":\s+")
_NAME_END = re.compile(r"[,|]| - |\.(?:\s|$)| all rights| (?:19|20)\d\d", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|^www\.|^@|^\W*$|^(?:home|crown|crown copyright|copyright|all rights reserved|the|news)$", re.IGNORECASE
)

# "Fernmoor Council, Civic Hall, High Street, Fernmoor FM1 2AB": who sits where, in the last lines of a page.
# Codes of Britain, America, Australia, Canada and Ireland.
_POSTCODE = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]{2}\.? \d{5}(?:-\d{4})?|(?:ACT|NSW|NT|QLD|SA|TAS|VIC|WA) \d{4}"
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] ?[A-Z\d]{4})"
)
_ADDRESS = re.compile(rf"(?P<name>[^,|]{{3,80}}),\s.{{5,200}}\b{_POSTCODE}\b.{{0,40}}")
_FOOT = 15


def publishers(
    declared: Iterable[Evidence], title: str, blocks: Sequence[Block], labels: Sequence[str]
) -> tuple[Evidence, ...]:
    """Evidence of the publisher, best first.

    declared: what metadata says; title: the text of <title>; blocks: the visible lines; labels: of pictures and links.
    What the release says of its own origin beats the name of the site, which may only repost it.
    """
    declared = list(declared)
    lines = [block.text for block in blocks]
    imprints, sources = _imprints([block.text for block in blocks if not block.link])
    site = list(_title_site(title, {one.text.casefold() for one in declared}))
    return _fullest(
        [
            *imprints,
            *_origins(lines),
            *declared,
            *logo_names(labels),
            *(e for e in site if is_body_name(e.text)),
            *_copyright_holders([block.text for block in blocks if block.kind is not Kind.NOTES]),
            *_addresses(lines[-_FOOT:]),
            *site,
            *sources,
        ]
    )


def name_of(text: str) -> str | None:
    """The name at the beginning of a text that may go on with an address."""
    name = " ".join(text.split())
    if any(character.isdigit() for character in name):
        name = _NAME_END.split(name, maxsplit=1)[0]
    name = name.strip(" .,|-–©®™")
    return name if 1 < len(name) <= 120 and not _NOT_A_NAME.search(name) else None


def own_title(title: str, sites: Sequence[str]) -> str | None:
    """A title less the name of the site, which stands first or last. A part in small letters carries on the one
    before it ("Stay safe - advice from wardens").
    """
    known = {site.casefold() for site in sites}
    parts = [part for part in _title_parts(title) if part.casefold() not in known]
    if not parts:
        return None
    own = _own_part(parts)
    start = title.find(own)
    for part in parts[parts.index(own) + 1 :]:
        if not part[0].islower():
            break
        own = title[start : title.find(part, start) + len(part)]
    return own


def _title_parts(title: str) -> list[str]:
    parts = [part for part in _SITE_SEPARATOR.split(title) if part]
    opening = _SITE_COLON.split(parts[0], maxsplit=1) if parts else []
    return [*opening, *parts[1:]] if len(opening) > 1 and is_body_name(opening[0]) else parts


def _own_part(parts: Sequence[str]) -> str:
    """The part of a <title> that is the title: the first, if it reads as one, else the longest; no name of a body."""
    candidates = [part for part in parts if not is_body_name(part)] or parts
    return candidates[0] if len(candidates[0].split()) > 2 else max(candidates, key=len)


def _title_site(title: str, known: set[str]) -> Iterator[Evidence]:
    """The name of the site, which ends a <title>, or opens it where the title itself stands last, or is all of it;
    where the metadata know the site, only another body.
    """
    every = _title_parts(title)
    parts = [part for part in every if part.casefold() not in known]
    if len(parts) < len(every):
        yield from (Evidence(part, "title") for part in parts[1:][-1:] if is_body_name(part))
    elif len(parts) == 1 and is_body_name(parts[0]):
        yield Evidence(parts[0], "title")
    elif len(parts) > 1:
        site = parts[0] if _own_part(parts) == parts[-1] else parts[-1]
        if name := name_of(site):
            yield Evidence(name, "title")


def _imprints(lines: Sequence[str]) -> tuple[list[Evidence], list[Evidence]]:
    """The bodies that the release's own credit line or imprint names ("Issued by Fernmoor Council"); apart from them
    those behind "Source:", which may be a picture's or a table's.
    """
    imprints: list[Evidence] = []
    sources: list[Evidence] = []
    for line in lines:
        found = source_line(line)
        if found is not None and found.name and (found.reposted or is_body_name(found.name)):
            same = sources if _SOURCE.match(line) and not found.reposted else imprints
            same.append(Evidence(found.name, "source-line"))
    return imprints, sources


def _origins(lines: Sequence[str]) -> Iterator[Evidence]:
    """The name behind a label such as "From:" or in the line after it; a department may be only a part of the body."""
    for label, line in _labelled(lines):
        if not label.endswith(":") or not (name := name_of(line)):
            continue
        department = _DEPARTMENT_LABEL.fullmatch(label) and (is_department(name) or lookup(name) is not None)
        if department or _ORIGIN.fullmatch(label):
            yield Evidence(name, "visible")


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Lines that follow another, each with the one before; and short lines parted behind their label."""
    yield from pairwise(lines)
    for line in lines:
        label, colon, value = line.partition(":")
        if colon and len(line) <= _LABELLED_MAX and is_body_name(value):
            yield label + colon, value


def logo_names(labels: Sequence[str]) -> Iterator[Evidence]:
    """The body whose logo or link home is labelled so ("Fernmoor Council - home"), the first one of a page."""
    for label in labels:
        found = _LOGO.fullmatch(label)
        if found and is_body_name(name := (found["name"] or found["behind"]).strip(" -–|:,")) and " " in name:
            yield Evidence(name, "logo")
            return


def _copyright_holders(lines: Sequence[str]) -> Iterator[Evidence]:
    """The holder of the copyright that a footer names, last line first; joint holders are no one publisher."""
    for line in reversed(lines):
        found = _COPYRIGHT_NAME.search(line) if len(line) < _COPYRIGHT_LINE_MAX else None
        name = found and name_of(_NAME_END.split(found["name"], maxsplit=1)[0])
        if name and name[0].isupper() and not _is_joint(name):
            yield Evidence(name, "footer")


def _is_joint(name: str) -> bool:
    parts = name.split(" and ")
    return len(parts) > 1 and all(map(is_body_name, parts))


def _addresses(lines: Sequence[str]) -> Iterator[Evidence]:
    """The body whose postal address the last lines of a page give, if there is one only."""
    whole = [*lines, *(f"{name}, {line}" for name, line in pairwise(lines) if is_body_name(name))]
    matches = (_ADDRESS.fullmatch(line) for line in whole if len(line) < _COPYRIGHT_LINE_MAX)
    names = {found["name"] for found in matches if found and is_body_name(found["name"])}
    if len(names) == 1:
        yield Evidence(names.pop(), "footer")


def _is_fuller(name: str, short: str) -> bool:
    """Whether a name goes on where the short one ends, or has more words between its first and last."""
    first, _, last = short.rpartition(" ")
    return name.startswith(f"{short} ") or (bool(first) and name.startswith(f"{first} ") and name.endswith(f" {last}"))


def _fullest(publishers: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Names of bodies first, and a full name ("Ardale Hospitals NHS Trust") before its short form; each name once."""
    bodies = [e for e in publishers if is_body_name(e.text)]
    best = next(iter(bodies or publishers), None)
    if best is None:
        return ()
    fuller = [e for e in bodies if _is_fuller(e.text.casefold(), best.text.casefold())]
    first: dict[str, Evidence] = {}
    for one in (*fuller, best, *publishers):
        first.setdefault(one.text, one)
    return tuple(first.values())
