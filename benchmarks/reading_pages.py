"""Pages with what a careful reader finds on them, and how near a library's reading comes."""

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reading_libraries import Html, Reading, decoded

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its expected text, snippets of it and of the site around it, title and day (empty: not told)."""

    html: Html
    text: str
    inside: Sequence[str]
    outside: Sequence[str]
    title: str
    published: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over pages (f1) or shares of all that is asked; empty counts pages from which no text came."""

    f1: float
    inside: float
    outside: float
    title: float
    published: float
    empty: int


def pages_of(folder: Path) -> list[Page]:
    """The pages of a folder with gold/<id>.json and html/<id>.html.gz, that have an expected text."""
    pages = []
    for path in sorted((folder / "gold").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))["ground_truth"]
        if truth["main_content"]:
            pages.append(_page(truth, gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())))
    return pages


def _page(truth: dict[str, Any], data: bytes) -> Page:
    return Page(
        html=decoded(data),
        text=truth["main_content"],
        inside=truth.get("with") or [],
        outside=truth.get("without") or [],
        title=truth.get("title") or "",
        published=truth.get("publish_date") or "",
    )


def samples_of(folder: Path) -> list[Page]:
    """The HTML samples of a folder with the expected record beside each: its paragraphs are the snippets."""
    return [
        _sample(json.loads(path.with_suffix(".json").read_text("utf-8")), path.read_bytes())
        for path in sorted(folder.glob("*.html"))
    ]


def _sample(expected: dict[str, Any], data: bytes) -> Page:
    return Page(
        html=decoded(data),
        text="\n\n".join([*expected["body"], *expected["notes"]]),
        inside=expected["body"],
        outside=expected["noise"],
        title=expected["title"] or "",
        published=expected["published"] or "",
    )


def quality(pages: Sequence[Page], readings: Sequence[Reading]) -> Quality:
    """How near the readings come to what is expected of the pages."""
    pairs = list(zip(pages, readings, strict=True))
    texts = [_without_title(reading.text, page.title) for page, reading in pairs]
    flat = [(page, _squash(text)) for page, text in zip(pages, texts, strict=True)]
    return Quality(
        f1=statistics.mean(word_f1(text, page.text) for page, text in zip(pages, texts, strict=True)),
        inside=_share(_squash(part) in text for page, text in flat for part in page.inside),
        outside=_share(_squash(part) not in text for page, text in flat for part in page.outside),
        title=_share(_letters(page.title) == _letters(reading.title) for page, reading in pairs if page.title),
        published=_share(page.published[:10] == reading.published[:10] for page, reading in pairs if page.published),
        empty=sum(not reading.text.strip() for reading in readings),
    )


def _without_title(text: str, title: str) -> str:
    """The text after a first line that only repeats the title, which no expected text holds."""
    first, _, rest = text.strip().partition("\n")
    return rest if _letters(first) == _letters(title) else text


def word_f1(found: str, expected: str) -> float:
    """F1 of the words of two texts, each word as often as it stands there, whatever their order."""
    words, wanted = Counter(_words(found)), Counter(_words(expected))
    return 2 * (words & wanted).total() / max(words.total() + wanted.total(), 1)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _squash(text: str) -> str:
    return " ".join(_words(text))


def _letters(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text.casefold()))


def _share(answers: Iterable[bool]) -> float:
    """The share that is right; 1.0 where nothing is asked."""
    given = list(answers)
    return sum(given) / len(given) if given else 1.0
