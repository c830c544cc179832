"""What a page says about its release: title, days of publication and update, publisher, country, as evidence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import chain, islice

from bs4.element import Tag

from extractor.reading.canonical import canonical_address
from extractor.reading.country import country_of
from extractor.reading.dating import declared_day
from extractor.reading.naming import is_body_name
from extractor.reading.site_names import name_of, own_title, publishers
from extractor.reading.structured_data import nodes_of, own_publishers, own_values
from extractor.release import Block, Evidence

_SITE_BEHIND = re.compile(r"(?<!\s)\s+[|–—·»›•-]\s+$|(?:(?<!\s)\s+)?[|»]\s*$")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2])\2([0-2]?\d|3[01])(?!\d)")
_URL_MONTH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)/"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
# Dublin Core is written dc.date, dc:date, dcterms:issued, dct:issued.
_DUBLIN_CORE = re.compile(r"^(dc|dct|dcterms)[:.]")
_TITLE_MAX, _TITLES_MAX, _LABELS_MAX = 1000, 20, 200
_MARKUP = re.compile(r"<[^<>]{1,300}>")
_FIRST_HEADLINE = re.compile(r"<h1\b", re.IGNORECASE)
# Looks behind only where a value opens, of which a page has few
_LABELS = r"(?:(?<=aria-label={0})|(?<=alt={0})|(?<=title={0}))"
_LABEL_ATTRIBUTE = re.compile(
    rf"""="(?i:{_LABELS.format('"')})([^"<>]{{3,120}})"|='(?i:{_LABELS.format("'")})([^'<>]{{3,120}})'"""
)


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """Evidence in the fields of a draft, best first."""

    title: tuple[Evidence, ...]
    published: tuple[Evidence, ...]
    weakly_published: tuple[Evidence, ...]
    updated: tuple[Evidence, ...]
    publisher: tuple[Evidence, ...]
    country: str | None
    canonical: str | None


def head_labels(html: str) -> list[str]:
    """The labels of pictures and links above the first headline, which the tree leaves out."""
    headline = _FIRST_HEADLINE.search(html)
    end = headline.start() if headline else len(html)
    found = islice(_LABEL_ATTRIBUTE.finditer(html, 0, end), _LABELS_MAX)
    return [" ".join(unescape(value[1] or value[2]).split()) for value in found]


def page_evidence(
    tags: Sequence[Tag],
    lines: Sequence[Block],
    ld_json: Sequence[str],
    uri: str | None = None,
    labels: Sequence[str] = (),
) -> PageEvidence:
    """What the head of a page, its structured data, its address and its lines of copyright and origin say.

    tags: all elements of the page; lines: its visible lines; ld_json: what `structured_data` found; uri: its address;
    labels: what `head_labels` found.
    """
    metas = _metas(tags)
    declared_addresses = _own_addresses(tags, metas)
    addresses = [uri, *declared_addresses]
    nodes = nodes_of(ld_json)
    declared = [*own_publishers(nodes), *_from(metas, "publisher")]
    names = [Evidence(name, e.found_in) for e in declared if (name := name_of(e.text))]
    head = next((" ".join(tag.get_text().split()) for tag in tags if tag.name == "title"), "")
    titles = [*own_values(nodes, "headline", "name"), *_from(metas, "title"), Evidence(head, "title")]
    return PageEvidence(
        title=_unique(_own_titles(titles, [e.text for e in names]))[:_TITLES_MAX],
        published=_days([*own_values(nodes, "datePublished"), *_from(metas, "published")]),
        weakly_published=_days(
            [*_url_days(addresses), *own_values(nodes, "dateCreated"), *_from(metas, "weakly_published")]
        ),
        updated=_days([*own_values(nodes, "dateModified"), *_from(metas, "updated")]),
        publisher=publishers([*names, *(e for e in titles if is_body_name(e.text))], head, lines, labels),
        country=country_of(addresses, chain(_languages(tags), (e.text for e in _from(metas, "language")))),
        canonical=canonical_address(declared_addresses, uri),
    )


def _own_titles(titles: Iterable[Evidence], sites: Sequence[str]) -> Iterator[Evidence]:
    """The titles less the name of the site; of <title> only the part that is the page's own."""
    for title in titles:
        less = own_title if title.found_in == "title" else _less_site
        if own := less(" ".join(_MARKUP.sub("", title.text[:_TITLE_MAX]).split()), sites):
            yield Evidence(own, title.found_in)


def _less_site(title: str, sites: Sequence[str]) -> str | None:
    """A title less the known name of the site behind it."""
    for site in sites:
        if title.casefold().endswith(site.casefold()) and (found := _SITE_BEHIND.search(title[: -len(site)])):
            return title[: found.start()]
    return title


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
                metas.setdefault(_meta_name(str(name)), []).append(content)
    return metas


def _meta_name(name: str) -> str:
    """The name in small letters, that of a Dublin Core term in one spelling."""
    name = name.strip().lower()
    found = _DUBLIN_CORE.match(name)
    return f"{'dc' if found[1] == 'dc' else 'dcterms'}.{name[found.end() :]}" if found else name


def _from(metas: dict[str, list[str]], field: str) -> Iterator[Evidence]:
    for name in _names()[field].split():
        yield from (Evidence(content, "meta") for content in metas.get(name, ()))


def _own_addresses(tags: Sequence[Tag], metas: dict[str, list[str]]) -> list[str]:
    """The addresses that a page calls its own."""
    canonical = [str(tag.get("href", "")) for tag in tags if tag.name == "link" and tag.get("rel") == "canonical"]
    return [*canonical, *metas.get("og:url", ())]


def _url_days(addresses: Sequence[str | None]) -> Iterator[Evidence]:
    for address in addresses:
        for found in _URL_DAY.finditer(address or ""):
            yield Evidence(found[0].replace("_", "-").replace("/", "-"), "url")
        for found in _URL_MONTH.finditer(address or ""):
            yield Evidence(f"{found['day']} {found['month']} {found['year']}", "url")


@cache
def _names() -> dict[str, str]:
    return tomllib.loads(files("extractor.reading").joinpath("data/metadata.toml").read_text("utf-8"))


def _days(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(e for e in _unique(evidence) if declared_day(e.text))


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each text once, where it stands first."""
    first: dict[str, Evidence] = {}
    for one in evidence:
        first.setdefault(one.text, one)
    return tuple(first.values())
