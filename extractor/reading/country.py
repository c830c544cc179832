"""Which country a page comes from, by address or locale: it tells the order of numeric days and whose holidays."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HOST = re.compile(r"https?://[^/?#]*?(?<![a-z])([a-z]+)\.?(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_REGION = re.compile(r"[a-z]{2,3}[-_]([A-Z]{2})\b", re.IGNORECASE)
# Endings that are not the code of their country, and those of two letters that anybody takes.
_ENDINGS = {
    "uk": "GB",
    "scot": "GB",
    "wales": "GB",
    "cymru": "GB",
    "london": "GB",
    "gov": "US",
    "mil": "US",
    "edu": "US",
}
_ANYBODY = frozenset({"ai", "cc", "co", "eu", "fm", "io", "ly", "me", "tv", "to", "ws"})


# What an Australian release holds; one of these alone may stand in any.
_AUSTRALIAN = (
    re.compile(r"\bPty\.? (?:Ltd|Limited)\b"),
    re.compile(r"\bCr\.? [A-Z][a-z]+"),
    re.compile(r"\bShire (?:of|Council|President)\b"),
    re.compile(r"\b(?:New South Wales|Queensland|South Australia|Western Australia|Tasmania|Northern Territory|NSW)\b"),
    re.compile(r"\bAboriginal\b"),
)
_AUSTRALIAN_ADDRESS = re.compile(r"[\w-]\.(?:com|gov|org|edu|net)\.au\b")


def country_told_by(text: str) -> str | None:
    """The country that the words of a release tell: Australia, by an address or two signs of it; None untold."""
    australian = _AUSTRALIAN_ADDRESS.search(text) or sum(bool(sign.search(text)) for sign in _AUSTRALIAN) > 1
    return "AU" if australian else None


def country_of(addresses: Iterable[str | None], locales: Iterable[str]) -> str | None:
    """The ISO 3166 code of the country that an address ends in, else of the region of a locale (en-GB); None untold.

    Addresses go first, for many systems call every page American.
    """
    endings = (found[1].lower() for address in addresses if address and (found := _HOST.match(address)))
    by_address = (_ENDINGS.get(e) or e.upper() for e in endings if e in _ENDINGS or (len(e) == 2 and e not in _ANYBODY))
    by_locale = (found[1].upper() for locale in locales if (found := _REGION.match(locale)))
    return next(by_address, None) or next(by_locale, None)
