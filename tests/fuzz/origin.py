"""Whether a text holds nothing that its source doesn't: each word stands there, those of a paragraph in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import unescape

from bs4 import BeautifulSoup

from extractor.errors import InputError
from extractor.reading.decode import decode
from extractor.reading.media_type import document_type_of
from extractor.reading.normalise import normalise
from extractor.record import Record
from extractor.release import Release, Source

_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_LINK = re.compile(r"\](?:\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\})")


def invented(found: Record | Release, source: Source) -> Iterator[str]:
    """What of each paragraph does not stand in the source.

    Letters and digits are compared; entities may count as what they stand for, and markup may part or join words.
    What broken markup shows can be told in several ways: in one of them the words of a paragraph stand in their order,
    or, if they are mixed, each word in one of them. A source that is packed tells nothing here.
    """
    if document_type_of(source.data) is not None:
        return
    try:
        decoded = decode(source).text
    except InputError:
        return
    views: list[str] = []
    left = _views(decoded)
    for paragraph in found.paragraphs:
        words = _WORD.findall(found.text[paragraph.start : paragraph.end])
        if any(_in_order(words, view) for view in views):
            continue
        for view in left:
            views.append(view)
            if _in_order(words, view):
                break
        else:
            yield from (f"{word!r} is nowhere" for word in words if not any(word in view for view in views))


def _views(decoded: str) -> Iterator[str]:
    """The letters of a source, as one reader or another would show it; the cheap ones first."""
    plain = normalise(decoded)[0]
    for text in (plain, unescape(plain), normalise(decoded, entities=False)[0], unescape(unescape(plain))):
        yield from map(_letters, (_MARKUP.sub("", text), _LINK.sub("", text), text))
    for parser in ("lxml", "html.parser"):
        yield _letters(normalise(BeautifulSoup(decoded, parser).get_text())[0])


_letters = partial(_NO_LETTER.sub, "")


def _in_order(words: list[str], view: str) -> bool:
    at = 0
    for word in words:
        at = view.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True
