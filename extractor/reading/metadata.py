"""What a page says about its release: title, days of publication and update, publisher, language, as evidence."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import pairwise
from typing import Any

from bs4.element import Tag

from extractor.reading.naming import is_body_name
from extractor.release import Evidence
from extractor.rules.dates import read_day

LD_JSON_OPEN = re.compile(r"<script\b[^>]{0,500}ld\+json[^>]{0,200}>", re.IGNORECASE)
SCRIPT_CLOSE = re.compile(r"</script", re.IGNORECASE)
LD_JSON_MAX, LD_NODES_MAX = 500_000, 2000
ARTICLE_TYPES = re.compile(r"Article|NewsItem|BlogPosting|PressRelease|Report|SpecialAnnouncement")
PAGE_TYPES = re.compile(r"WebPage|ItemPage|CreativeWork")

URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2])\2([0-2]?\d|3[01])(?!\d)")
COPYRIGHT_NAME = re.compile(
    r"(?:©|\(c\)|copyright)[\s:]*(?:copyright\s+)?(?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?[\s,]*)?(?:©\s*)?"
    r"(?P<name>[A-Z][\w&'’.,()-]*(?: (?:[A-Z][\w&'’.()-]*|of|and|the|for|&|upon|on|in))*)",
    re.IGNORECASE,
)
COPYRIGHT_LINE_MAX = 300
FIRST_HEADLINE = re.compile(r"<h1\b", re.IGNORECASE)
LABEL_ATTRIBUTE = re.compile(
    r"""\b(?:aria-label|alt|title)\s?=\s?(?:"([^"<>]{3,120})"|'([^'<>]{3,120})')""", re.IGNORECASE
)
LOGO = re.compile(
    r"(?:(?:go|return|back|visit|welcome) to )?(?:the )?(?P<name>.+?)(?:['’]s)?\s*[-–|:,]?\s*\(?"
    r"(?:home ?page|home|logo|crest|badge|coat of arms|website)(?: (?:page|link|home|image))?\)?"
    r"|(?:home ?page|home|logo)\s*[-–|:,]?\s*(?:of |for )?(?P<behind>.+)",
    re.IGNORECASE,
)
ORIGIN = re.compile(r"(?:from|published by|issued by|released by|organisation|department)\s*:", re.IGNORECASE)
SITE_SEPARATOR = re.compile(r"\s+[|–—·»›•-]\s+|\s*(?:\||::|»)\s*")
NAME_END = re.compile(r"[,|]| - |\.(?:\s|$)| all rights| (?:19|20)\d\d", re.IGNORECASE)
NOT_A_NAME = re.compile(
    r"https?:|^www\.|^@|^\W*$|^(?:home|crown|crown copyright|copyright|all rights reserved|the|news)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """Evidence in the fields of a draft, best first."""

    title: tuple[Evidence, ...]
    published: tuple[Evidence, ...]
    weakly_published: tuple[Evidence, ...]
    updated: tuple[Evidence, ...]
    publisher: tuple[Evidence, ...]
    language: str | None


def structured_data(html: str) -> list[str]:
    """The JSON-LD scripts of a page, to be read before the scripts are cut."""
    found: list[str] = []
    end = 0
    for opening in LD_JSON_OPEN.finditer(html):
        if opening.start() < end:
            continue
        close = SCRIPT_CLOSE.search(html, opening.end())
        if close is None:
            break
        end = close.end()
        if close.start() - opening.end() <= LD_JSON_MAX:
            found.append(html[opening.end() : close.start()])
    return found


def head_labels(html: str) -> list[str]:
    """The labels of pictures and links above the first headline, which the tree leaves out."""
    headline = FIRST_HEADLINE.search(html)
    end = headline.start() if headline else len(html)
    return [unescape(found[1] or found[2]).strip() for found in LABEL_ATTRIBUTE.finditer(html, 0, end)]


def page_evidence(
    tags: Sequence[Tag],
    lines: Sequence[str],
    ld_json: Sequence[str],
    uri: str | None = None,
    labels: Sequence[str] = (),
) -> PageEvidence:
    """What the head of a page, its structured data, its address and its lines of copyright and origin say.

    tags: all elements of the page; lines: its visible lines; ld_json: what `structured_data` found; uri: its address;
    labels: what `head_labels` found.
    """
    metas = _metas(tags)
    nodes = list(_nodes(ld_json))
    names = _site_names(metas, nodes)
    title = next((" ".join(tag.get_text().split()) for tag in tags if tag.name == "title"), "")
    return PageEvidence(
        title=_unique([*_ld(nodes, "headline", "name"), *_from(metas, "title"), *_title_parts(title, names)]),
        published=_days([*_ld(nodes, "datePublished"), *_from(metas, "published")]),
        weakly_published=_days(
            [*_url_days(tags, metas, uri), *_ld(nodes, "dateCreated"), *_from(metas, "weakly_published")]
        ),
        updated=_days([*_ld(nodes, "dateModified"), *_from(metas, "updated")]),
        publisher=_fullest(
            _unique([*_origins(lines), *names, *_logo_names(labels), *_footer_names(lines), *_title_site(title)])
        ),
        language=next(_languages(tags), None) or next((e.text for e in _from(metas, "language")), None),
    )


def _languages(tags: Sequence[Tag]) -> Iterator[str]:
    for tag in tags:
        if tag.name == "html" and (language := tag.get("lang") or tag.get("xml:lang")):
            yield str(language)


def _metas(tags: Sequence[Tag]) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for tag in tags:
        if tag.name != "meta":
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            content = str(tag.get("content") or "").strip()
            if content and (name := tag.get(attribute)):
                metas.setdefault(str(name).strip().lower(), []).append(content)
    return metas


def _from(metas: dict[str, list[str]], field: str) -> Iterator[Evidence]:
    for name in _names()[field].split():
        yield from (Evidence(content, "meta") for content in metas.get(name, ()))


def _nodes(ld_json: Sequence[str]) -> Iterator[dict[str, Any]]:
    """All objects of the structured data, articles before pages before the rest."""
    pending: list[Any] = []
    for text in ld_json:
        try:
            pending.append(json.loads(text.strip().rstrip(";"), strict=False))
        except (ValueError, RecursionError):
            continue
    nodes: list[dict[str, Any]] = []
    while pending and len(nodes) < LD_NODES_MAX:
        value = pending.pop(0)
        if isinstance(value, list):
            pending[:0] = value
        elif isinstance(value, dict):
            nodes.append(value)
            pending.extend(child for child in value.values() if isinstance(child, (dict, list)))
    yield from sorted(nodes, key=_rank)


def _rank(node: dict[str, Any]) -> int:
    types = str(node.get("@type", ""))
    return 0 if ARTICLE_TYPES.search(types) else 1 if PAGE_TYPES.search(types) else 2


def _ld(nodes: Iterable[dict[str, Any]], *keys: str) -> Iterator[Evidence]:
    """What articles and pages say of themselves."""
    for node in nodes:
        if _rank(node) < 2:
            value = next((node[key] for key in keys if isinstance(node.get(key), str) and node[key].strip()), None)
            if value:
                yield Evidence(value.strip(), "json-ld")


def _site_names(metas: dict[str, list[str]], nodes: Sequence[dict[str, Any]]) -> list[Evidence]:
    publishers = [node.get(key) for key in ("publisher", "sourceOrganization") for node in nodes if _rank(node) < 2]
    by_id = {node.get("@id"): node for node in nodes if node.get("@id") and node.get("name")}
    names: list[Evidence] = []
    for publisher in publishers:
        one = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if isinstance(one, dict):
            one = one.get("name") or by_id.get(one.get("@id"), {}).get("name")
        if isinstance(one, str):
            names.append(Evidence(one, "json-ld"))
    names += _from(metas, "publisher")
    return [Evidence(name, e.found_in) for e in names if (name := _name(e.text))]


def _name(text: str) -> str | None:
    """The name at the beginning of a text that may go on with an address."""
    name = " ".join(text.split())
    if any(character.isdigit() for character in name):
        name = NAME_END.split(name, maxsplit=1)[0]
    name = name.strip(" .,|-–©")
    return name if 1 < len(name) <= 120 and not NOT_A_NAME.search(name) else None


def _origins(lines: Sequence[str]) -> Iterator[Evidence]:
    """The name in the line after a label such as "From:"."""
    for label, line in pairwise(lines):
        if ORIGIN.fullmatch(label) and (name := _name(line)):
            yield Evidence(name, "visible")


def _footer_names(lines: Sequence[str]) -> Iterator[Evidence]:
    """The holder of the copyright that a footer names, last line first."""
    for line in reversed(lines):
        found = COPYRIGHT_NAME.search(line) if len(line) < COPYRIGHT_LINE_MAX else None
        name = found and _name(NAME_END.split(found["name"], maxsplit=1)[0])
        if name and name[0].isupper():
            yield Evidence(name, "footer")


def _fullest(publishers: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Names of bodies first, and a full name ("Ardale Hospitals NHS Trust") before its short form."""
    bodies = [e for e in publishers if is_body_name(e.text)]
    best = next(iter(bodies or publishers), None)
    if best is None:
        return ()
    fuller = [e for e in bodies if e.text.casefold().startswith(best.text.casefold() + " ")]
    return _unique([*fuller, best, *publishers])


def _title_parts(title: str, names: Sequence[Evidence]) -> Iterator[Evidence]:
    """The <title> less the name of the site, which stands first or last."""
    known = {evidence.text.casefold() for evidence in names}
    parts = [part for part in SITE_SEPARATOR.split(title) if part and part.casefold() not in known]
    if parts:
        yield Evidence(_own_part(parts), "title")


def _own_part(parts: Sequence[str]) -> str:
    """The part of a <title> that is the title: the first, if it reads as one, else the longest."""
    return parts[0] if len(parts[0].split()) > 2 and not is_body_name(parts[0]) else max(parts, key=len)


def _title_site(title: str) -> Iterator[Evidence]:
    """The name of the site, which ends a <title>, or opens it where the title itself stands last."""
    parts = [part for part in SITE_SEPARATOR.split(title) if part]
    if len(parts) > 1:
        site = parts[0] if _own_part(parts) == parts[-1] else parts[-1]
        if name := _name(site):
            yield Evidence(name, "title")


def _logo_names(labels: Sequence[str]) -> Iterator[Evidence]:
    """The body whose logo or link home is labelled so ("Fernmoor Council - home"), the first one of a page."""
    for label in labels:
        found = LOGO.fullmatch(label)
        if found and is_body_name(name := (found["name"] or found["behind"]).strip(" -–|:,")) and " " in name:
            yield Evidence(name, "logo")
            return


def _url_days(tags: Sequence[Tag], metas: dict[str, list[str]], uri: str | None) -> Iterator[Evidence]:
    canonical = [str(tag.get("href", "")) for tag in tags if tag.name == "link" and tag.get("rel") == "canonical"]
    for address in (uri, *canonical, *metas.get("og:url", ())):
        for found in URL_DAY.finditer(address or ""):
            yield Evidence(found[0].replace("_", "-").replace("/", "-"), "url")


@cache
def _names() -> dict[str, str]:
    return tomllib.loads(files("extractor.reading").joinpath("data/metadata.toml").read_text("utf-8"))


def _days(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(e for e in _unique(evidence) if read_day(e.text))


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each text once, where it stands first."""
    first: dict[str, Evidence] = {}
    for one in evidence:
        first.setdefault(one.text, one)
    return tuple(first.values())
