"""Front matter of a Markdown or text file, between lines of dashes or bare as in exports, and what it tells."""

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
_PUBLISHER_KEYS = ("publisher", "organisation", "organization", "source", "author", "authors", "site_name", "site")
_OWN_KEYS = ("publisher", "organisation", "organization")
_FRONT_MATTER_MAX = 20_000
# The fields of an exported record: keys in small letters, no fence. What the record holds is in its key as well.
_FIELD = re.compile(r"(?P<key>_?[a-z][a-z0-9_.-]{1,40})\s?:(?:[ \t]+(?P<value>\S.*))?")
# Labels in capitals over a text tell the same, if the first is of a title.
_LABELS = (
    "Title|Headline|Date|Published|Updated|Author|Publisher|Organisation|Organization|Source|Category|Categories|Tags|"
    "Topic|Topics|Department|Type|Section|Status|URL|Url|Link|Slug|Ref|Reference|Language|Region|Keywords"
)
_LABELLED = re.compile(rf"(?P<key>{_LABELS})\s?:[ \t]+(?P<value>\S.*)")
_RECORD = re.compile(r"^(?:post|article|news|item|node|field|page|release|story|entry|content)_(?=[a-z])")
_CONTENT_KEYS = frozenset({"content", "body", "text", "html", "body_text", "body_html", "full_text", "main_text"})
_TAIL_KEYS = frozenset(
    ("tags", "tag", "category", "categories", "keywords", "slug", "status", "author", "authors", "permalink", "url")
) | frozenset(
    ("link", "related", "id", "lang", "language", "layout", "template", "image", "thumbnail", "comments", "views")
)
_SHORTCODE = re.compile(r"\[/?[\w-]+(?: [^\]]*)?\]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_LEAST_FIELDS = 3


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
    if found is None:
        return _export(text)
    values = _values(found["yaml"])
    return _told(values, text[found.end() :], found[0].strip()) if values else FrontMatter(text)


def _told(values: dict[str, Any], rest: str, raw: str) -> FrontMatter:
    return FrontMatter(
        rest=rest,
        raw=raw,
        title=_first(values, _TITLE_KEYS),
        published=_first(values, _DAY_KEYS),
        updated=_first(values, _UPDATED_KEYS),
        publisher=_publisher(values),
    )


def _export(text: str) -> FrontMatter:
    """Part an exported record, "post_title: ..." and its like, from the content that its fields stand around."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    end, values, content = _fields(lines, start, _LABELLED if _LABELLED.match(lines[start]) else _FIELD)
    telling = sum("_" in key or key in (*_TITLE_KEYS, *_DAY_KEYS, *_TAIL_KEYS) for key in values)
    if len(values) < _LEAST_FIELDS or telling < 2 or not any(_base(key) in _TITLE_KEYS[:2] for key in values):
        return FrontMatter(text)
    foot = _tail(lines, end)
    raw = [*lines[start:end], *lines[foot:]]
    based: dict[str, Any] = {}
    for key, value in values.items():
        based.setdefault(_base(key), value)
    return _told(based, "\n".join([content, *lines[end:foot]]), "\n".join(line for line in raw if line.strip()))


def _fields(lines: list[str], start: int, field: re.Pattern[str]) -> tuple[int, dict[str, str], str]:
    """Where the fields at the top end, their values, and what stands in the line of the content's key."""
    values: dict[str, str] = {}
    for number in range(start, len(lines)):
        found = field.fullmatch(lines[number].rstrip())
        if found is None and not (values and lines[number][:1] in (" ", "\t")):
            return number, values, ""
        if found is not None and _base(found["key"]) in _CONTENT_KEYS:
            return number + 1, values, found["value"] or ""
        if found is not None:
            values.setdefault(found["key"].lower(), (found["value"] or "").strip("\"' "))
    return len(lines), values, ""


def _tail(lines: list[str], start: int) -> int:
    """Where the last fields of an export begin, behind its content."""
    tail = len(lines)
    for number in range(len(lines) - 1, start - 1, -1):
        line = lines[number].strip()
        found = _FIELD.fullmatch(line)
        if (
            line
            and not _SHORTCODE.fullmatch(line)
            and not (found and ("_" in found["key"] or found["key"] in _TAIL_KEYS))
        ):
            break
        tail = number if line else tail
    return tail


def _base(key: str) -> str:
    """A field's key less the kind of record that it is of ("post_title")."""
    return _RECORD.sub("", key)


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
        if name and (key in _OWN_KEYS or is_body_name(_written_out(name))):
            return _written_out(name)
    return None


def _written_out(name: str) -> str:
    """The name in a slug such as "harrow-vale-council"."""
    if _SLUG.fullmatch(name):
        return " ".join(word if word in {"of", "and", "the"} else word.capitalize() for word in name.split("-"))
    return name
