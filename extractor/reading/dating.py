"""Days of issue that stand in the text itself: date lines near the headline, datelines, embargo lines."""

from __future__ import annotations

import re

from extractor.rules.dates import read_day

_LABELS = (
    "published|posted|issued|released|created|added|updated|modified|reviewed|last|dated?|release|press|news|media|"
    "statement|story|article|publication|publish|issue|on|at|by|of|the|first|for|immediate|use"
)
_DAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|thu|fri|sat|sun|"
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_TIMES = "am|pm|noon|midday|hrs|hours|bst|gmt|utc|st|nd|rd|th|t|z"
_DAY_WORD = re.compile(_DAYS, re.IGNORECASE)
_DATE_WORD = re.compile(f"{_LABELS}|{_DAYS}|{_TIMES}", re.IGNORECASE)
_PLACE_LINK = re.compile("of|upon|on|and|the|in|under|le")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?:18|19|20)\d\d|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b")
_UPDATED = re.compile(r"\b(?:last\s+)?(?:updated|modified|reviewed)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\W*(?:date|published|posted|issued|released|(?:press |news )?release date)\b", re.IGNORECASE)
_DATELINE = re.compile(r"(?P<head>[^–—:]{6,60}?)\s*(?:[–—]|\s-{1,2}(?=\s)|:(?=\s))\s*(?P<rest>\S)")
_EMBARGO = re.compile(
    r"\W*(?:strictly |under )?(?:embargo(?:ed)?\b"
    r"|not for (?:publication|release|broadcast|use)(?:,? (?:or|and) (?:publication|release|broadcast|use))* "
    r"(?:before|until))",
    re.IGNORECASE,
)
# Days that clocks and data bases tell where none was given, and a year that only a placeholder reaches.
_NO_DAYS = frozenset({"0001-01-01", "1753-01-01", "1899-12-30", "1900-01-01", "1969-12-31", "1970-01-01"})
_TOO_LATE = "2090"
_DATE_LINE_MAX, _EMBARGO_MAX, _PLACE_WORDS = 80, 160, 5


def is_date_line(text: str) -> bool:
    """Whether a line tells a day, with labels and times at most ("Published: Monday 3 June 2024, 10:30")."""
    if len(text) > _DATE_LINE_MAX or not _YEAR.search(text):
        return False
    return all(map(_DATE_WORD.fullmatch, _WORD.findall(text))) and any(issued_and_updated(text))


def declared_day(text: str) -> str | None:
    """The day that a machine wrote, unless it stands for none."""
    day = read_day(text)
    return day if day and day not in _NO_DAYS and day < _TOO_LATE else None


def is_labelled(text: str) -> bool:
    """Whether a date line says that it is the day of issue."""
    return bool(_LABELLED.match(text))


def issued_and_updated(text: str) -> tuple[str | None, str | None]:
    """The parts of a date line that tell the day of issue and the day of the last change."""
    label = _UPDATED.search(text)
    if label is None:
        return (text if read_day(text) else None), None
    issued, updated = text[: label.start()].strip(" |,;·-–"), text[label.start() :]
    return (issued if read_day(issued) else None), (updated if read_day(updated) else None)


def is_embargo(text: str) -> bool:
    """Whether a line says from when on the release may be used."""
    return len(text) <= _EMBARGO_MAX and bool(_EMBARGO.match(text))


def dateline(text: str) -> str | None:
    """The day that a paragraph or headline opens with: "MEDWAY, 8 February 2018 – ...", "2006 Sept 14: ..."."""
    found = _DATELINE.match(text)
    if found is None or not _YEAR.search(found["head"]) or not read_day(found["head"]):
        return None
    words = list(_WORD.finditer(found["head"]))
    place = next((n for n, word in enumerate(words) if _DATE_WORD.fullmatch(word[0])), len(words))
    names = all(word[0][0].isupper() or _PLACE_LINK.fullmatch(word[0]) for word in words[:place])
    if place > _PLACE_WORDS or not names or not all(_DATE_WORD.fullmatch(word[0]) for word in words[place:]):
        return None
    starts = [word.start() for word in words if _DAY_WORD.fullmatch(word[0])][:1]
    starts += [digit.start() for digit in re.finditer(r"\d", found["head"])][:1]
    return found["head"][min(starts) :].strip(" ,()")
