"""The days of issue and of update that a page shows near its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bs4.element import NavigableString, Tag

from extractor.kinds import Kind
from extractor.reading.blocks import Leaf
from extractor.reading.dating import declared_day, is_date_line, issued_and_updated
from extractor.reading.tree import BLOCK_TAGS
from extractor.release import Evidence

_BEFORE, AFTER = 6, 14
LINE_MAX, _DAY_WORDS, _NODES_BEFORE, DAYS_MAX = 160, 8, 20, 100
_PARTS = re.compile(r"(?:(?<!\s)\s+)?[|•·]\s*|(?<!\s)\s+[/–—-]\s+")
_LABELS = r"publish(?:ed)?|publication|posted|issued|submitted|released|created|added|written|updated|modified|reviewed"
_LABEL = re.compile(
    rf"\W*(?:(?:date|first|last|press|news|article) )*(?:{_LABELS}|date)(?: (?:on|date|at))?\W*", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\W*(?:(?:this |the )?(?:page|content|article|document)(?: was| has been)? )?"
    rf"(?:(?:first|last) )?(?:{_LABELS}|date|by)\b",
    re.IGNORECASE,
)
# A byline laid out in lines of its own: "Written by", "the press office", "on", then the day.
_BYLINE = re.compile(r"\b(?:written|posted|published|issued) by .{2,40} on$", re.IGNORECASE)
_BYLINE_LINES, _BYLINE_WORDS = 3, "posted on"
_LABEL_BEFORE_DAY = re.compile(rf"\b(?:(?:first|last) )?(?:{_LABELS}|date|on)\b", re.IGNORECASE)
_ANY_LABEL = re.compile(_LABELS, re.IGNORECASE)
_ISSUED = re.compile(r"publish|pubdate|issued|posted|created", re.IGNORECASE)
_TODAY = re.compile(r"\W*today\b", re.IGNORECASE)
# Classes of the element that holds nothing but the day of a post.
_DATE_CLASS = re.compile(
    r"(?<![\w-])(?:(?:post|entry|pub|article|news|story)[_-]?)?date(?:line|time)?(?![\w-])", re.IGNORECASE
)
DIGIT = re.compile(r"\d")
_RUNNING_WORDS, _TEASER_LINKED = 9, 0.3
_MODIFIED = re.compile(r"modif|updat|review", re.IGNORECASE)


def near(leaves: Sequence[Leaf], headline: int | None) -> Sequence[Leaf]:
    """The leaves around the headline; without one, the first of all."""
    return leaves[: AFTER if headline is None else headline + AFTER][max(0, (headline or 0) - _BEFORE) :]


@dataclass(frozen=True, slots=True)
class Days:
    """Evidence of days: of issue with a label that says so, of issue without one, and of update."""

    labelled: list[Evidence] = field(default_factory=list)
    issued: list[Evidence] = field(default_factory=list)
    updated: list[Evidence] = field(default_factory=list)


def visible_days(leaves: Sequence[Leaf]) -> Days:
    """The days in the short lines among the leaves; a label may stand in the line before ("Published:")."""
    days = Days()
    for number, leaf in enumerate(leaves):
        if len(days.labelled) + len(days.issued) + len(days.updated) >= DAYS_MAX:
            break
        lines = list(_date_lines(leaf.block.text))
        label = _label_before(leaves, number) if lines else ""
        for line in lines:
            issued, changed = issued_and_updated(f"{label} {line}".strip())
            if changed:
                days.updated.append(Evidence(line if label else changed, "visible"))
            if issued:
                same = days.labelled if _is_labelled(issued, leaf.block.text) else days.issued
                same.append(Evidence(line if label else issued, "visible"))
    return days


def _is_labelled(day: str, line: str) -> bool:
    """Whether a day or, where it stands behind a byline ("Posted by X on 4 May 2021"), its line opens with a label."""
    return bool(_LABELLED.match(day) or (day.startswith("on ") and _LABELLED.match(line)))


def _label_before(leaves: Sequence[Leaf], number: int) -> str:
    """The label that the lines before one make up, if they are nothing else."""
    lines = [leaf.block.text for leaf in leaves[max(0, number - _BYLINE_LINES) : number]]
    if lines and _LABEL.fullmatch(lines[-1]):
        return lines[-1]
    return _BYLINE_WORDS if _BYLINE.search(" ".join(line[:LINE_MAX] for line in lines)) else ""


def _date_lines(text: str) -> Iterator[str]:
    """What tells a day in a short line: the whole line, parts of it, or what its labels introduce."""
    if len(text) > LINE_MAX or not DIGIT.search(text):
        return
    if is_date_line(text):
        yield text
    elif parts := [part for part in _PARTS.split(text) if is_date_line(part)]:
        yield from parts
    elif _LABELLED.match(text):
        yield from _labelled_days(text)


def _labelled_days(text: str) -> Iterator[str]:
    """The days that labels introduce, whatever stands around ("Posted by the press office on 4 May 2021 in News")."""
    position = 0
    for label in _LABEL_BEFORE_DAY.finditer(text):
        words = text[label.start() :].split()[:_DAY_WORDS]
        lines = (" ".join(words[:end]).rstrip(" ,.;-–") for end in range(len(words), 1, -1))
        day = next(filter(is_date_line, lines), None)
        if day and label.start() >= position:
            yield day
            position = label.start() + len(day)


def time_tags(tags: Sequence[Tag], leaves: Sequence[Leaf]) -> Days:
    """The days in <time> elements and dated properties that stand in the given leaves.

    Without a property that says so, neither a day in a sentence nor one beside a link to another story is told.
    """
    owned: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        owned.setdefault(id(leaf.tag), []).append(leaf)
    days = Days()
    dated = (tag for tag in tags if _is_dated(tag) and id(_owner(tag)) in owned)
    for tag in islice(dated, DAYS_MAX):
        day = next((text for text in _day_texts(tag) if declared_day(text)), None)
        owner = _owner(tag)
        if day is None or owner is None:
            continue
        if _tells_update(tag, owner):
            days.updated.append(Evidence(day, "time"))
        elif _is_named_issue(tag):
            days.labelled.append(Evidence(day, "time"))
        elif not _is_of_another(_leaf_around(tag, owned[id(owner)])):
            same = days.labelled if _ANY_LABEL.search(_text_before(tag, owner)) else days.issued
            same.append(Evidence(day, "time"))
    return days


def is_prose(text: str) -> bool:
    """Whether a line is a sentence of a paragraph."""
    return len(text.split()) >= _RUNNING_WORDS and text.endswith((".", "!", "?", ":", "”", '"'))


def _leaf_around(tag: Tag, leaves: Sequence[Leaf]) -> Leaf:
    text = " ".join(tag.get_text(" ").split())
    return next((leaf for leaf in leaves if text in leaf.block.text), leaves[0])


def _is_of_another(leaf: Leaf) -> bool:
    """Whether a day in a line is an event's, another story's or today's."""
    text = leaf.block.text
    if is_date_line(text):
        return False
    teaser = leaf.block.kind is Kind.LIST_ITEM and leaf.linked >= _TEASER_LINKED
    return is_prose(text) or teaser or len(text) > LINE_MAX or _TODAY.match(text) is not None


def _tells_update(tag: Tag, owner: Tag) -> bool:
    """Whether a dated element's names, or the last label before it in its line, say that it is a day of update."""
    if _MODIFIED.search(f"{tag.get('itemprop', '')} {tag.get('class', '')}"):
        return True
    labels = _ANY_LABEL.findall(_text_before(tag, owner))
    return bool(labels) and _MODIFIED.match(labels[-1]) is not None


def _is_named_issue(tag: Tag) -> bool:
    """Whether a dated element's names say that it is the day of issue."""
    return tag.has_attr("pubdate") or _ISSUED.search(f"{tag.get('itemprop', '')} {tag.get('class', '')}") is not None


def _text_before(tag: Tag, owner: Tag) -> str:
    """The text that stands in the line before an element."""
    before: list[str] = []
    for node in islice(tag.previous_elements, _NODES_BEFORE):
        if node is owner:
            break
        if isinstance(node, NavigableString):
            before.append(node[-LINE_MAX:])
    return " ".join(reversed(before))[-LINE_MAX:]


def _is_dated(tag: Tag) -> bool:
    attributes = tag.attrs
    if tag.name == "time" or "datetime" in attributes or str(attributes.get("itemprop", "")).startswith("date"):
        return True
    named = tag.name == "span" and "class" in attributes and _DATE_CLASS.search(str(attributes["class"]))
    only = tag.contents[0] if named and len(tag.contents) == 1 else None
    return isinstance(only, NavigableString) and is_date_line(only.strip())


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
