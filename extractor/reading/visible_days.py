"""The days of issue and of update that a page shows near its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bs4.element import NavigableString, Tag

from extractor.reading.blocks import BLOCK_TAGS, Leaf
from extractor.reading.dating import is_date_line, issued_and_updated
from extractor.release import Evidence
from extractor.rules.dates import read_day

BEFORE, AFTER = 6, 14
LINE_MAX, DAY_WORDS, NODES_BEFORE, TIMES_MAX = 160, 8, 20, 100
PARTS = re.compile(r"\s*[|•·/]\s*|\s+[–—-]\s+")
_LABELS = r"publish(?:ed)?|publication|posted|issued|released|created|added|written|updated|modified|reviewed"
LABEL = re.compile(
    rf"\W*(?:(?:date|first|last|press|news|article) )*(?:{_LABELS}|date)(?: (?:on|date|at))?\W*", re.IGNORECASE
)
LABELLED = re.compile(rf"\W*(?:(?:first|last) )?(?:{_LABELS}|date|by)\b", re.IGNORECASE)
LABEL_BEFORE_DAY = re.compile(rf"\b(?:(?:first|last) )?(?:{_LABELS}|date|on)\b", re.IGNORECASE)
ANY_LABEL = re.compile(_LABELS, re.IGNORECASE)
MODIFIED = re.compile(r"modif|updat|review", re.IGNORECASE)


def near(leaves: Sequence[Leaf], headline: int | None) -> Sequence[Leaf]:
    """The leaves around the headline; without one, the first of all."""
    return leaves[: AFTER if headline is None else headline + AFTER][max(0, (headline or 0) - BEFORE) :]


@dataclass(frozen=True, slots=True)
class Days:
    """Evidence of days: of issue with a label that says so, of issue without one, and of update."""

    labelled: list[Evidence] = field(default_factory=list)
    issued: list[Evidence] = field(default_factory=list)
    updated: list[Evidence] = field(default_factory=list)


def visible_days(leaves: Sequence[Leaf]) -> Days:
    """The days in the short lines among the leaves; a label may stand in the line before ("Published:")."""
    days = Days()
    label = ""
    for leaf in leaves:
        for line in _date_lines(leaf.block.text):
            issued, changed = issued_and_updated(f"{label} {line}".strip())
            if changed:
                days.updated.append(Evidence(line if label else changed, "visible"))
            if issued:
                same = days.labelled if LABELLED.match(issued) else days.issued
                same.append(Evidence(line if label else issued, "visible"))
        label = leaf.block.text if LABEL.fullmatch(leaf.block.text) else ""
    return days


def _date_lines(text: str) -> Iterator[str]:
    """What tells a day in a short line: the whole line, parts of it, or what its labels introduce."""
    if len(text) > LINE_MAX or not any(character.isdigit() for character in text):
        return
    if is_date_line(text):
        yield text
    elif parts := [part for part in PARTS.split(text) if is_date_line(part)]:
        yield from parts
    elif LABELLED.match(text):
        yield from _labelled_days(text)


def _labelled_days(text: str) -> Iterator[str]:
    """The days that labels introduce, whatever stands around ("Posted by the press office on 4 May 2021 in News")."""
    position = 0
    for label in LABEL_BEFORE_DAY.finditer(text):
        words = text[label.start() :].split()[:DAY_WORDS]
        lines = (" ".join(words[:end]).rstrip(" ,.;-–") for end in range(len(words), 1, -1))
        day = next(filter(is_date_line, lines), None)
        if day and label.start() >= position:
            yield day
            position = label.start() + len(day)


def time_tags(tags: Sequence[Tag], leaves: Sequence[Leaf]) -> Days:
    """The days in <time> elements and dated properties that stand in the given leaves."""
    owners = {id(leaf.tag) for leaf in leaves}
    days = Days()
    near = (tag for tag in tags if _is_dated(tag) and id(_owner(tag)) in owners)
    for tag in islice(near, TIMES_MAX):
        day = next((text for text in _day_texts(tag) if read_day(text)), None)
        owner = _owner(tag)
        if day and owner is not None:
            same = days.updated if _tells_update(tag, owner) else days.issued
            same.append(Evidence(day, "time"))
    return days


def _tells_update(tag: Tag, owner: Tag) -> bool:
    """Whether a dated element's names, or the last label before it in its line, say that it is a day of update."""
    if MODIFIED.search(f"{tag.get('itemprop', '')} {tag.get('class', '')}"):
        return True
    labels = ANY_LABEL.findall(_text_before(tag, owner))
    return bool(labels) and MODIFIED.match(labels[-1]) is not None


def _text_before(tag: Tag, owner: Tag) -> str:
    """The text that stands in the line before an element."""
    before: list[str] = []
    for node in islice(tag.previous_elements, NODES_BEFORE):
        if node is owner:
            break
        if isinstance(node, NavigableString):
            before.append(node[-LINE_MAX:])
    return " ".join(reversed(before))[-LINE_MAX:]


def _is_dated(tag: Tag) -> bool:
    return tag.name == "time" or "datetime" in tag.attrs or str(tag.attrs.get("itemprop", "")).startswith("date")


def _day_texts(tag: Tag) -> Iterator[str]:
    for attribute in ("datetime", "content"):
        if value := tag.get(attribute):
            yield str(value)
    yield " ".join(tag.get_text(" ").split())[:LINE_MAX]


def _owner(tag: Tag) -> Tag | None:
    """The innermost block-level element around a tag, itself included."""
    owner: Tag | None = tag
    while owner is not None and owner.name not in BLOCK_TAGS:
        owner = owner.parent
    return owner
