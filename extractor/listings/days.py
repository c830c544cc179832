"""The day that stands beside an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractor.listings.markup import DEPTH, Element, Page, Piece, pieces, text
from extractor.reading.dating import declared_day, is_date_line, issued_and_updated
from extractor.reading.tree import HEADINGS
from extractor.rules.dates import has_numeric_day, order_of_days, read_day

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)(?!\d)"
_ORDINAL = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
_DAY = re.compile(
    rf"(?<![\d/.-])(?:{_WEEKDAY}(?:{_ORDINAL}[\s-]+(?:of\s+)?{_MONTHS}[\s,-]+{_YEAR}|{_MONTHS}\s+{_ORDINAL},?\s+{_YEAR})"
    r"|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\1(?:(?:19|20)\d\d|\d\d)(?![\d/.-]))",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(rf"\W*{_WEEKDAY}(?P<day>{_ORDINAL}\s+{_MONTHS}|{_MONTHS}\s+{_ORDINAL})\W*", re.IGNORECASE)
_LEADING = re.compile(rf"{_WEEKDAY}(?:{_ORDINAL}\s+{_MONTHS}|{_MONTHS}\s+{_ORDINAL})(?=\s*[:–—|-]\s)", re.IGNORECASE)
_PERIOD = re.compile(
    r"\W*(?:(?:news|press releases?|media releases?|releases?|archive|stories)(?:\s+archive)?"
    r"\s+(?:(?:from|for|in|of)\s*)?)?"
    rf"(?P<period>{_MONTHS}\s*(?:,\s*)?(?:19|20)\d\d|(?:19|20)\d\d)(?:\s+(?:news|press releases|archive|releases))?\W*",
    re.IGNORECASE,
)
_FOUR_DIGITS, _DIGIT = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d")
_AROUND = re.compile(r"^[\s|:,;()\[\]–—-]+|[\s|:,;(\[–—-]+$")
# Days that are told of something else than the release.
_OTHER = re.compile(
    r"\b(?:event|closing|close[sd]?|deadline|expires?|until|starts?|ends?|from|meeting|review by)\b", re.I
)
_APART_BEHIND, _APART_BEFORE = re.compile(r"\s*[|:–—)\]-]"), re.compile(r"[|:–—(\[-]\s*$")
_UPDATED = re.compile(r"updat|modif|edited", re.IGNORECASE)
_LINE_MAX, _LINES, _AROUND_WORDS, _SIBLINGS, _PERIOD_MAX, _NUMERIC_MAX = 160, 30, 9, 6, 60, 30
_HEAD_TAGS = HEADINGS | {"dt", "th", "caption", "summary", "legend", "p", "strong", "b", "div", "td", "button"}


@dataclass(frozen=True, slots=True)
class Told:
    """A day as it is written and as YYYY-MM-DD, None without a year; `changed` if it is of the last change."""

    written: str
    day: str | None
    changed: bool = False


def without_day(line: str) -> str:
    """A title without the day that opens or closes it ("12 March 2024 - Bridge opens")."""
    if not _DIGIT.search(line):
        return line
    found = _DAY.search(line[:_LINE_MAX])
    if found and (found.start() == 0 or found.end() >= len(line.rstrip(" .)]"))):
        return _trimmed(line[found.end() :] if found.start() == 0 else line[: found.start()])
    leading = _LEADING.match(line)
    return _trimmed(line[leading.end() :]) if leading else line


def _trimmed(line: str) -> str:
    return _AROUND.sub("", line).strip()


def day_in(element: Element, title: str) -> Told | None:
    """The day that the lines of an element tell beside its title: of issue, else of the last change."""
    found = list(islice(_told(element, title), 4))
    return next((told for told in found if told.day and not told.changed), None) or next(iter(found), None)


def _told(element: Element, title: str) -> Iterator[Told]:
    for mark in islice(element.iter("time"), 4):
        yield from _of_time(mark)
    short = [piece for piece in pieces(element, 4 * _LINES) if len(piece.text) <= _LINE_MAX]
    for parts in islice(_joined(short), _LINES):
        # A day is laid out in several pieces, or stands in one of them.
        whole = list(_of_line(" ".join(parts), title))
        yield from whole or (told for part in parts if len(parts) > 1 for told in _of_line(part, title))


def _of_time(mark: Element) -> Iterator[Told]:
    shown, declared = text(mark)[:_LINE_MAX], mark.get("datetime", "")[:_LINE_MAX]
    written = next((value for value in (shown, declared) if value and declared_day(value)), None)
    if written:
        yield Told(written, declared_day(written), bool(_UPDATED.search(f"{mark.get('class', '')} {_label(mark)}")))


def _label(mark: Element) -> str:
    """The text that stands right before an element."""
    before, parent = mark.getprevious(), mark.getparent()
    if before is not None:
        return (before.tail or before.text or "")[-_LINE_MAX:]
    return ((parent.text if parent is not None else None) or "")[-_LINE_MAX:]


def _joined(found: Sequence[Piece]) -> Iterator[list[str]]:
    """The lines, each as its pieces."""
    whole: dict[int, list[str]] = {}
    for piece in found:
        whole.setdefault(piece.line, []).append(piece.text)
    lines = list(whole.values())
    # A leaf of a calendar: day, month and year in blocks of their own.
    leaf = [parts[0] for parts in lines[:4] if len(parts) == 1 and len(parts[0]) <= 10]
    if len(leaf) > 1:
        yield [" ".join(leaf)]
    yield from lines


def _of_line(line: str, title: str) -> Iterator[Told]:
    """The day in a line that tells little else, or that opens or closes a title."""
    if len(line) > _LINE_MAX or line == title or not _DIGIT.search(line):
        return
    if is_date_line(line):
        issued, changed = issued_and_updated(line)
        written = issued or changed or line
        yield Told(_day_text(written), declared_day(written), issued is None)
    elif found := _DAY.search(line):
        before, behind = line[: found.start()], line[found.end() :]
        apart = _APART_BEHIND.match(behind) if not before.strip() else _APART_BEFORE.search(before)
        short = len(before.split()) + len(behind.split()) <= _AROUND_WORDS and not line.endswith((".", "!", "?"))
        if (apart or short) and not _OTHER.search(before):
            yield Told(found[0], declared_day(found[0]), bool(_UPDATED.search(before)))
    elif found := (_NO_YEAR.fullmatch(line) or _LEADING.match(line)):
        yield Told(found["day"] if "day" in found.re.groupindex else found[0], None)


def _day_text(written: str) -> str:
    found = _DAY.search(written)
    return found[0] if found else written.strip()


def days_beside(page: Page, held: Sequence[Sequence[Element]], titles: Sequence[str]) -> list[Told | None]:
    """The day of each item of a list, by the elements that hold the items (most are held by one), in their order.

    It stands in the element; where few have one, between it and the next or the one before; or it heads several.
    """
    found = [_first(day_in(one, title) for one in holders) for holders, title in zip(held, titles, strict=True)]
    firsts = [holders[0] for holders in held]
    if sum(told is None for told in found) * 2 > len(found):
        between = _between(firsts)
        found = [told or other for told, other in zip(found, between, strict=True)]
    heads = _heads(page, firsts) if any(told is None or told.day is None for told in found) else {}
    told = [_completed(told, heads.get(holder, ())) for told, holder in zip(found, firsts, strict=True)]
    return _in_one_order(told)


def _first(found: Iterable[Told | None]) -> Told | None:
    return next(filter(None, found), None)


def _in_one_order(found: Sequence[Told | None]) -> list[Told | None]:
    """The days of a list read in the one order that all of them allow: 12/4/2019 above 11/26/2019 is of December."""
    numeric = {told.written for told in found if told is not None and has_numeric_day(told.written)}
    order = order_of_days("; ".join(sorted(numeric)[:_NUMERIC_MAX]), None) if numeric else None
    if order is None:
        return list(found)
    return [
        replace(told, day=read_day(told.written, order)) if told is not None and told.written in numeric else told
        for told in found
    ]


def _between(holders: Sequence[Element]) -> list[Told | None]:
    """The days in the siblings before or after each of the elements, whichever side the list has them on."""
    held = frozenset(holders)
    after = [_first_day(_siblings(holder, held, forwards=True)) for holder in holders]
    before = [_first_day(_siblings(holder, held, forwards=False)) for holder in holders]
    ahead = before[0] is not None and after[-1] is None
    return before if ahead or sum(map(bool, before)) > sum(map(bool, after)) else after


def _siblings(holder: Element, held: frozenset[Element], *, forwards: bool) -> Iterator[Element]:
    for sibling in islice(holder.itersiblings(preceding=not forwards), _SIBLINGS):
        if sibling in held:
            return
        yield sibling


def _first_day(elements: Iterator[Element]) -> Told | None:
    return _first(day_in(one, "") for one in elements if len(one) < 20)


def _heads(page: Page, holders: Sequence[Element]) -> dict[Element, tuple[str, str]]:
    """For each element the last heading before it that is a day, and the last that is a month or year."""
    held, heads = frozenset(holders), dict[Element, tuple[str, str]]()
    day = period = ""
    for element in page.root.iter():
        if element in held:
            heads[element] = day, period
        elif element.tag in _HEAD_TAGS and len(element) < 3 and (told := _head_text(element)):
            if any(around in held for around in islice(element.iterancestors(), DEPTH)):
                continue
            if found := _PERIOD.fullmatch(told):
                day, period = "", found["period"]
            elif _DIGIT.search(told) and is_date_line(told):
                day = told
    return heads


def _head_text(element: Element) -> str:
    """The text of an element that may head a part of a list; empty if it is long, or leads elsewhere (a year's tab)."""
    if any(child.tag == "a" and not child.get("href", "#").startswith("#") for child in element):
        return ""
    own = (element.text, *(part for child in element for part in (child.text, child.tail)))
    told = " ".join(" ".join(filter(None, own)).split())
    return told if len(told) <= _PERIOD_MAX else ""


def _completed(told: Told | None, heads: Sequence[str]) -> Told | None:
    """The day with the year of the month or year that it stands under, or the day that heads the item."""
    day, period = heads or ("", "")
    if told is None:
        return Told(_day_text(day), declared_day(day)) if day else None
    year = _FOUR_DIGITS.search(period)
    if told.day is None and year:
        return Told(told.written, declared_day(f"{told.written} {year[0]}"), told.changed)
    return told
