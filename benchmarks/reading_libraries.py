"""Three libraries behind one form: a page in; text, title and day out."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extractor.kinds import Kind
from extractor.reading.decode import decode
from extractor.reading.read import read
from extractor.release import Source
from extractor.settings import Settings

# Nobody is told a page's address, which may hold its day.
URI = "page.html"
PARTING_TAGS = ("p", "br", "div", "section", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")


@dataclass(frozen=True, slots=True)
class Html:
    """A page as bytes, which the extractor takes, and decoded, which spares the others that work."""

    data: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a library finds on a page: nothing, where it fails or does not look for it."""

    text: str = ""
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """A library by a name that tells the call, and whether it looks for titles and days."""

    name: str
    read: Callable[[Html], Reading]
    tells_title: bool = True
    tells_day: bool = True


def libraries() -> list[Library]:
    """The extractor, trafilatura as it compares with it, then the others. Raises ImportError where one is missing."""
    return [
        Library("extractor, `read`", _read_by_extractor),
        Library("trafilatura, `bare_extraction` with metadata", _trafilatura_with_metadata()),
        Library("trafilatura, `extract`", _trafilatura_text(), tells_title=False, tells_day=False),
        Library("readability-lxml, `summary` and `short_title`", _readability(), tells_day=False),
    ]


def decoded(data: bytes) -> Html:
    """The page with its text as our decoder reads it; raises InputError."""
    return Html(data, decode(Source(URI, data)).text)


def _read_by_extractor(page: Html) -> Reading:
    """All up to the release; title and dateline are left out of the text, as expected texts do not hold them."""
    release = read(Source(URI, page.data), Settings())
    parts = [part for part in release.paragraphs if part.kind not in (Kind.TITLE, Kind.DATELINE)]
    text = "\n\n".join(release.text[part.start : part.end] for part in parts)
    return Reading(text, release.title or "", release.published.value if release.published else "")


def _trafilatura_with_metadata() -> Callable[[Html], Reading]:
    extract = importlib.import_module("trafilatura").bare_extraction

    def read_page(page: Html) -> Reading:
        found = extract(page.text, with_metadata=True, include_comments=False)
        return Reading(found.text or "", found.title or "", found.date or "") if found else Reading()

    return read_page


def _trafilatura_text() -> Callable[[Html], Reading]:
    extract = importlib.import_module("trafilatura").extract
    return lambda page: Reading(extract(page.text) or "")


def _readability() -> Callable[[Html], Reading]:
    make_document = importlib.import_module("readability").Document
    parse = importlib.import_module("lxml.html").fromstring

    def read_page(page: Html) -> Reading:
        document = make_document(page.text)
        title = document.short_title()
        return Reading(_text_of(parse(document.summary())), title)

    return read_page


def _text_of(tree: Any) -> str:
    """The text of an lxml tree, in which blocks do not run into one another."""
    for element in tree.iter(*PARTING_TAGS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    return str(tree.text_content())
