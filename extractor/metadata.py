"""What a page says about its release: title, days of publication and update, publisher, language, as evidence."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from extractor.release import Evidence
from extractor.rules.dates import read_day

LD_JSON_OPEN = re.compile(r"<script\b[^>]{0,500}ld\+json[^>]{0,200}>", re.IGNORECASE)
LD_JSON_MAX, LD_NODES_MAX = 500_000, 2000
ARTICLE_TYPES = re.compile(r"Article|NewsItem|BlogPosting|PressRelease|Report|SpecialAnnouncement")
PAGE_TYPES = re.compile(r"WebPage|ItemPage|CreativeWork")

URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2])\2([0-2]?\d|3[01])(?!\d)")
COPYRIGHT_NAME = re.compile(
    r"(?:©|\(c\)|copyright)[\s:]*(?:copyright\s+)?(?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?[\s,]*)?(?:©\s*)?"
    r"(?P<name>[A-Z][\w&'’.,()-]*(?: (?:[A-Z][\w&'’.()-]*|of|and|the|for|&|upon|on|in))*)",
    re.IGNORECASE,
)
SITE_SEPARATOR = re.compile(r"\s+[|–—·»›•-]\s+|\s*(?:\||::|»)\s*")
NAME_END = re.compile(r"[,|]| - |\.(?:\s|$)| all rights| (?:19|20)\d\d", re.IGNORECASE)
NOT_A_NAME = re.compile(
    r"https?:|^www\.|^@|^\W*$|^(?:home|crown|copyright|all rights reserved|the|news)$", re.IGNORECASE
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
    for opening in LD_JSON_OPEN.finditer(html):
        end = html.find("</", opening.end(), opening.end() + LD_JSON_MAX)
        while end >= 0 and html[end : end + 8].lower() != "</script":
            end = html.find("</", end + 2, opening.end() + LD_JSON_MAX)
        if end >= 0:
            found.append(html[opening.end() : end])
    return found


def page_evidence(soup: BeautifulSoup, ld_json: Sequence[str], uri: str | None) -> PageEvidence:
    """What the head of the page, its structured data and its address say; what is visible is for the page reader."""
    metas = _metas(soup)
    nodes = list(_nodes(ld_json))
    names = _site_names(metas, nodes)
    language = soup.html and (soup.html.get("lang") or soup.html.get("xml:lang"))
    return PageEvidence(
        title=_unique([*_ld(nodes, "headline", "name"), *_from(metas, "title"), *_title_parts(soup, names)]),
        published=_days([*_ld(nodes, "datePublished"), *_from(metas, "published")]),
        weakly_published=_days(
            [*_url_days(soup, metas, uri), *_ld(nodes, "dateCreated"), *_from(metas, "weakly_published")]
        ),
        updated=_days([*_ld(nodes, "dateModified"), *_from(metas, "updated")]),
        publisher=_unique([*names, *_footer_names(soup), *_title_suffix(soup)]),
        language=str(language) if language else next((e.text for e in _from(metas, "language")), None),
    )


def _metas(soup: BeautifulSoup) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
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


def _footer_names(soup: BeautifulSoup) -> Iterator[Evidence]:
    """The holder of the copyright that a footer names, last line first."""
    lines = [text for text in soup.find_all(string=COPYRIGHT_NAME) if len(text) < 300]
    for line in reversed(lines):
        found = COPYRIGHT_NAME.search(" ".join(str(line).split()))
        name = found and _name(NAME_END.split(found["name"], maxsplit=1)[0])
        if name and name[0].isupper():
            yield Evidence(name, "footer")


def _page_title(soup: BeautifulSoup) -> str:
    return " ".join(soup.title.get_text().split()) if soup.title else ""


def _title_parts(soup: BeautifulSoup, names: Sequence[Evidence]) -> Iterator[Evidence]:
    """The <title> less the name of the site, which stands first or last."""
    title = _page_title(soup)
    known = {evidence.text.casefold() for evidence in names}
    parts = [part for part in SITE_SEPARATOR.split(title) if part and part.casefold() not in known]
    if parts:
        yield Evidence(parts[0] if len(parts[0].split()) > 2 else max(parts, key=len), "title")


def _title_suffix(soup: BeautifulSoup) -> Iterator[Evidence]:
    parts = SITE_SEPARATOR.split(_page_title(soup))
    if len(parts) > 1 and (name := _name(parts[-1])):
        yield Evidence(name, "title")


def _url_days(soup: BeautifulSoup, metas: dict[str, list[str]], uri: str | None) -> Iterator[Evidence]:
    canonical = soup.find("link", rel="canonical")
    href = str(canonical.get("href")) if isinstance(canonical, Tag) else None
    for address in (uri, href, *metas.get("og:url", ())):
        for found in URL_DAY.finditer(address or ""):
            yield Evidence(found[0].replace("_", "-").replace("/", "-"), "url")


@cache
def _names() -> dict[str, str]:
    return tomllib.loads(files("extractor").joinpath("data/metadata.toml").read_text("utf-8"))


def _days(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(e for e in _unique(evidence) if read_day(e.text))


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({e.text: e for e in reversed(list(evidence)) if e.text}.values())[::-1]
