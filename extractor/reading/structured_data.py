"""The JSON-LD of a page: the nodes of its own article and page, not those of other stories that it mentions."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extractor.release import Evidence

_OPENING = re.compile(r"<script\b[^>]{0,200}ld\+json[^>]{0,200}>", re.IGNORECASE)
_CLOSING = re.compile(r"</script", re.IGNORECASE)
_LONGEST, _NODES_MAX = 500_000, 2000
_ARTICLE_TYPES = re.compile(r"Article|NewsItem|BlogPosting|PressRelease|Report|SpecialAnnouncement")
_PAGE_TYPES = re.compile(r"WebPage|ItemPage|CreativeWork")
# Properties whose values are other works, not the page itself.
_OTHER_WORKS = {
    *("mentions", "citation", "hasPart", "itemListElement", "comment", "review", "isRelatedTo", "relatedLink"),
    *("isBasedOn", "blogPost", "subjectOf", "workExample", "significantLink"),
}
# Marks that hid scripts from old browsers and from XML parsers.
_WRAPPING_OPENS = re.compile(r"(?://|/\*)?[ \t]*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?")
_WRAPPING_ENDS = re.compile(r"(?://|/\*)?[ \t]*(?:\]\]>|-->)[ \t]*(?:\*/)?$")
_WRAPPING_MAX = 40
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def structured_data(html: str) -> list[str]:
    """The JSON-LD scripts of a page, to be read before the scripts are cut."""
    found: list[str] = []
    end = 0
    for opening in _OPENING.finditer(html):
        if opening.start() < end:
            continue
        close = _CLOSING.search(html, opening.end())
        if close is None:
            break
        end = close.end()
        if close.start() - opening.end() <= _LONGEST:
            found.append(html[opening.end() : close.start()])
    return found


def nodes_of(scripts: Sequence[str]) -> list[dict[str, Any]]:
    """All objects of the structured data but other works, articles before pages before the rest."""
    pending: deque[Any] = deque(value for script in scripts if (value := _loaded(script)) is not None)
    nodes: list[dict[str, Any]] = []
    while pending and len(nodes) < _NODES_MAX:
        value = pending.popleft()
        if isinstance(value, list):
            pending.extendleft(reversed(value))
        elif isinstance(value, dict):
            nodes.append(value)
            children = (child for key, child in value.items() if key not in _OTHER_WORKS)
            pending.extend(child for child in children if isinstance(child, (dict, list)))
    return sorted(nodes, key=_rank)


def own_values(nodes: Iterable[dict[str, Any]], *keys: str) -> Iterator[Evidence]:
    """What articles and pages say of themselves under the first of these keys that they have."""
    for node in nodes:
        if _rank(node) < 2:
            value = next((node[key] for key in keys if isinstance(node.get(key), str) and node[key].strip()), None)
            if value:
                yield Evidence(value.strip(), "json-ld")


def own_publishers(nodes: Sequence[dict[str, Any]]) -> Iterator[Evidence]:
    """The names of the publishers of articles and pages, which may be told by reference to another node."""
    publishers = [node.get(key) for key in ("publisher", "sourceOrganization") for node in nodes if _rank(node) < 2]
    by_id = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
    for publisher in publishers:
        one = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if isinstance(one, dict):
            one = one.get("name") or by_id.get(str(one.get("@id")), {}).get("name")
        if isinstance(one, str):
            yield Evidence(one, "json-ld")


def _loaded(script: str) -> Any:
    """The value of a script, None if it is broken; marks around it and a comma too many are usual and forgiven."""
    text = script.strip()
    if opening := _WRAPPING_OPENS.match(text):
        text = text[opening.end() :]
    text = (text[:-_WRAPPING_MAX] + _WRAPPING_ENDS.sub("", text[-_WRAPPING_MAX:])).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _rank(node: dict[str, Any]) -> int:
    types = str(node.get("@type", ""))
    return 0 if _ARTICLE_TYPES.search(types) else 1 if _PAGE_TYPES.search(types) else 2
