"""Front matter of a Markdown or text file: the YAML between two lines of dashes, and what it tells of the release."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from extractor.reading.naming import is_body_name

_FENCED = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"(?P<key>[\w-]{1,30}):[ \t]+(?P<value>\S.*)")
_TITLE_KEYS = ("title", "headline", "name")
_DAY_KEYS = (
    "date",
    "published",
    "publishdate",
    "pubdate",
    "publish_date",
    "date_published",
    "datepublished",
    "created",
)
_UPDATED_KEYS = ("updated", "lastmod", "modified", "last_modified", "last_modified_at")
_PUBLISHER_KEYS = ("publisher", "organisation", "organization", "source", "author", "authors")
_FRONT_MATTER_MAX = 20_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a front matter as written (None where absent), the matter itself, and the text below it."""

    rest: str
    raw: str = ""
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None


def split(text: str) -> FrontMatter:
    """Part a text from its front matter. Broken YAML is read line by line; a text without any comes back whole."""
    found = _FENCED.match(text[:_FRONT_MATTER_MAX])
    values = _values(found["yaml"]) if found else {}
    if not found or not values:
        return FrontMatter(text)
    return FrontMatter(
        rest=text[found.end() :],
        raw=found[0].strip(),
        title=_first(values, _TITLE_KEYS),
        published=_first(values, _DAY_KEYS),
        updated=_first(values, _UPDATED_KEYS),
        publisher=_publisher(values),
    )


def _values(source: str) -> dict[str, Any]:
    """The top-level values; all scalars are strings, so that a date stays as written."""
    try:
        loaded = yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = {pair["key"]: pair["value"].strip("\"' ") for pair in map(_PAIR.match, source.split("\n")) if pair}
    return {str(key).lower(): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _first(values: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of the keys that holds a plain value, white space folded."""
    found = (" ".join(value.split()) for key in keys if isinstance(value := values.get(key), str))
    return next((value for value in found if value), None)


def _publisher(values: dict[str, Any]) -> str | None:
    """The publisher named; an author or a source only if it reads as a body (a slug is written out first)."""
    for key in _PUBLISHER_KEYS:
        name = _first(values, (key,))
        if name and (key == "publisher" or is_body_name(_written_out(name))):
            return _written_out(name)
    return None


def _written_out(name: str) -> str:
    """The name in a slug such as "harrow-vale-council"."""
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", name):
        return " ".join(word if word in {"of", "and", "the"} else word.capitalize() for word in name.split("-"))
    return name
