"""The address that a page declares as its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from extractor.reading.tree import VALUE_MAX

# What RFC 3986 allows, in any script: no template's "{{url}}". Without its scheme "www.a.example" would be a path.
_ADDRESS = re.compile(r"(?!www\.)[^\s\x00-\x1f<>\"{}|\\^`]+")
# No "localhost".
_HOST = re.compile(r"[^\s/:@]+\.[^\s/:@.]+\.?")


def canonical_address(declared: Iterable[str], uri: str | None) -> str | None:
    """The first of the declared addresses that is one (http or https), resolved against the page's own; else None."""
    return next((found for address in declared if (found := _resolved(address.strip(), uri)) is not None), None)


def _resolved(address: str, uri: str | None) -> str | None:
    if len(address) >= VALUE_MAX or not _ADDRESS.fullmatch(address):
        return None
    try:
        joined = urljoin(uri or "", address)
        parts = urlsplit(joined)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and _HOST.fullmatch(host) else None
