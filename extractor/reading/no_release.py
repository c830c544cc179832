"""What is no release: lists of releases, pages to log in or to search, errors, pages without text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from extractor.kinds import Kind
from extractor.reading.continuation import ends_sentence
from extractor.reading.dating import is_date_line
from extractor.release import Block, Draft

_LEAST_WORDS, _LEAST_SENTENCE, _LEAST_BELOW_UNSEEN_TITLE = 12, 6, 200
# Paragraphs of such length make a narrative.
_PARAGRAPH, _FEW_PARAGRAPHS = 80, 2
_SPEECH = re.compile(r"\b(?:said|says|added)\b[^.]{0,80}[“\"‘]|[”\"’][^.]{0,60}\b(?:said|says|added)\b")
_LONGEST_ERROR, _LIST_ITEMS = 1200, 3
KINDS = {
    "error": "is an error page",
    "login": "is a page to log in",
    "consent": "is a page that asks for consent",
    "search": "is a page of search results",
    "service": "is a page about the site's services",
    "list": "is a list of pages",
}
_DECLARED = frozenset(["meta", "title", "json-ld"])
_WORD = re.compile(r"\w+")


def why_no_release(draft: Draft) -> str | None:
    """What a page or text is instead of a release, by its title and by the shape of its text, or None."""
    if draft.listing:
        return f"{KINDS['list']}, not a release"
    kind = _kind(_title(draft))
    if kind is not None and _reads_as(kind, draft):
        return f"{KINDS[kind]}, not a release"
    if not _has_prose(draft):
        around = sum(len(removed.text) for removed in draft.removed)
        return "holds no release text" if around < 2000 else "is a page of links or forms, not a release"
    return None


def _title(draft: Draft) -> str:
    headings = (block.text for block in draft.blocks if block.kind is Kind.HEADING)
    return next((evidence.text for evidence in draft.title), "") or next(headings, "")


def _reads_as(kind: str, draft: Draft) -> bool:
    """Whether a page under such a title is what the title says: without a narrative, a day of issue, much text."""
    if kind == "error" and sum(len(block.text) for block in draft.blocks) > _LONGEST_ERROR:
        return False
    paragraphs = sum(1 for _ in _paragraphs(draft))
    if kind == "list":
        items = sum(block.link or is_date_line(block.text) for block in draft.blocks)
        return paragraphs < _FEW_PARAGRAPHS or items > paragraphs >= _LIST_ITEMS
    speech = any(_SPEECH.search(block.text) for block in _paragraphs(draft))
    return not (speech and paragraphs >= _FEW_PARAGRAPHS) and (kind == "search" or not draft.published)


def _paragraphs(draft: Draft) -> Iterator[Block]:
    for block in draft.blocks:
        if block.kind is not Kind.HEADING and len(block.text) >= _PARAGRAPH and ends_sentence(block.text):
            yield block


def _has_prose(draft: Draft) -> bool:
    """Whether there are words enough, one of the lines reads as a sentence, and a title that is not shown has text."""
    told = [block.text for block in draft.blocks if not block.link or len(block.text) >= _PARAGRAPH]
    lengths = [len(_WORD.findall(text)) for text in told]
    if sum(lengths) < _LEAST_WORDS:
        return False
    sentences = sum(length >= _LEAST_SENTENCE for length in lengths)
    if draft.title and all(evidence.found_in in _DECLARED for evidence in draft.title):
        return sentences > 1 or sum(map(len, told)) >= _LEAST_BELOW_UNSEEN_TITLE
    return sentences > 0 or bool(draft.published)


def _kind(title: str) -> str | None:
    found = _titles().fullmatch(title.strip(" .:!").replace("’", "'"))
    return found.lastgroup if found else None


@cache
def _titles() -> re.Pattern[str]:
    data = tomllib.loads(files("extractor.reading").joinpath("data/no_release.toml").read_text("utf-8"))
    kinds = [f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in data.items()]
    return re.compile("|".join(kinds), re.IGNORECASE)
