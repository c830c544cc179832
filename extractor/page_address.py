"""An address in one spelling, to tell whether two of them lead to one page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_INDEX = re.compile(r"/(?:index|default|home)(?:\.\w{3,5})?/*$", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm|mtm|pk|mc|hsa)_\w+|fbclid|gclid|dclid|msclkid|igshid|_ga|_gl", re.IGNORECASE)
_OWN_PORTS = {"http": 80, "https": 443}


def page_of(address: str | None) -> str | None:
    """The address of a page in one spelling (`key_of`).

    None for what is no address of a page: a path of a file, and the root of a site, which pages that are
    set up wrongly declare as theirs.
    """
    parts = _split(address)
    key = _key(parts) if parts else None
    return key if key and parts and key != _host(parts) else None


def key_of(address: str) -> str:
    """The address less scheme, "www.", fragment, tracking parameters and last slash; what is no address as it is."""
    parts = _split(address)
    return address if parts is None else _key(parts)


def asked_by(query: str) -> list[tuple[str, str]]:
    """The names and values of a query in order of their names, less those that only tell where a reader came from."""
    return sorted(pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))


def site_of(address: str | None) -> str | None:
    """The host of an address less "www.", None for what is no address."""
    parts = _split(address)
    return _host(parts) if parts is not None else None


def _split(address: str | None) -> SplitResult | None:
    try:
        parts = urlsplit(address or "")
        return parts if parts.scheme in _OWN_PORTS and parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _key(parts: SplitResult) -> str:
    path = _INDEX.sub("/", parts.path).rstrip("/")
    asked = asked_by(parts.query) if parts.query else []
    return f"{_host(parts)}{path}{f'?{urlencode(asked)}' if asked else ''}"


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
    return host if parts.port in (None, _OWN_PORTS[parts.scheme]) else f"{host}:{parts.port}"
