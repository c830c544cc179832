"""The name of a site at the head of its text, if something else in the text says that it is the name of a publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from extractor.reading import furniture
from extractor.reading.bylines import written_for
from extractor.reading.continuation import ends_sentence
from extractor.reading.naming import is_body_name

_SEPARATOR = re.compile(r"\s(?:[|•·>»›/]|::?|[–—-])\s")
_NAME = re.compile(r"[A-Z][\w’'&.-]*(?: (?:of|the|and|&|for|on|[A-Z][\w’'&.-]*)){0,5}")
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
_DOMAIN = re.compile(r"@(?:[\w-]{1,40}\.){0,3}(?P<label>[\w-]{4,60})\.\w{2,}")
_ABOUT = re.compile(r"about (?:the )?(?P<name>[^.:!?]{2,60})(?:\Z|:)", re.IGNORECASE)
_WHAT = (
    r" is (?:an? |the |one of )[^.:;]{0,50}\b(?:charity|company|organisation|agency|association|society|trust|firm|"
    r"not-for-profit|newspaper|union|business|network)\b"
)
_FORM = r",? (?:Inc|Ltd|Limited|plc|PLC|LLC|LLP|Corp|CIC|Media|Publishing|Newspapers)\b"
_COMPANY = re.compile(r"\b(?:Ltd|Limited|plc|PLC|Group|Company)$")
_SIGN = re.compile(r"\W")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_CAPITALS_KEPT, _LINES_MAX, _MENTIONS = 4, 300, 50


def masthead(head: Sequence[str], lines: Iterable[str]) -> str | None:
    """The publisher that the first line above a headline names, by itself or before the items of its menu.

    head: the lines above the headline; lines: all others, where its copyright line, its addresses, a heading "About",
    a byline or a sentence on what it is must bear the name out. A section of a site has its name there as well.
    """
    others = list(chain(head[1:], lines))[-_LINES_MAX:]
    text = "\n".join(others)
    for name in _candidates(head):
        papers = (paper for line in others if (paper := written_for(line)))
        if paper := next((paper for paper in papers if _begins(name, paper)), None):
            return paper
        if _is_borne_out(name, others, text) and not _is_short(name, text):
            return _cased(name, text)
    return None


def _candidates(head: Sequence[str]) -> Iterator[str]:
    """The first line, less the menu behind it."""
    first = _SEPARATOR.split(head[0])[0].strip(" .,|") if head else ""
    if _NAME.fullmatch(first) and not ends_sentence(first) and furniture.reason(first) is None:
        yield first


def _is_borne_out(name: str, lines: Sequence[str], text: str) -> bool:
    plain = _plain(name)
    if any(_COPYRIGHT.search(line) and plain in line.casefold() for line in lines if len(line) <= furniture.LONG_LINE):
        return True
    if " " not in name and not _INNER_CAPITAL.search(name):
        return False
    if any(found["label"].replace("-", "") == _letters(name) for found in _DOMAIN.finditer(text)):
        return True
    abouts = (found["name"] for line in lines if (found := _ABOUT.match(line)))
    if any(_plain(about) == plain for about in abouts):
        return True
    return re.search(rf"\b{re.escape(plain)}(?:{_WHAT}|{_FORM})", text, re.IGNORECASE) is not None


def _is_short(name: str, text: str) -> bool:
    """Whether the name begins that of another body ("Fernmoor" of "Fernmoor Council"), a company of that name apart."""
    longer = islice(re.finditer(rf"\b{re.escape(name)}(?: [A-Z][\w’'&-]*){{1,4}}", text), _MENTIONS)
    return any(is_body_name(found[0]) and not _COMPANY.search(found[0]) for found in longer)


def _begins(name: str, paper: str) -> bool:
    return _plain(name).startswith(_plain(paper)) and len(paper) > _CAPITALS_KEPT


def _cased(name: str, text: str) -> str:
    """The name as the text writes it, where the masthead has it in capitals."""
    if not name.isupper():
        return name
    written = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE).finditer(text)
    mixed = next((found[0] for found in written if not found[0].isupper() and not found[0].islower()), None)
    return mixed or (name if len(name) <= _CAPITALS_KEPT else name.title())


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _letters(name: str) -> str:
    return _SIGN.sub("", _plain(name))
