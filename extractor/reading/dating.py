"""Lines that tell a day of issue (date lines, datelines, embargoes), and whether a day that a machine wrote is one."""

from __future__ import annotations

import re
from itertools import islice

from extractor.rules.dates import read_day

_LABELS = (
    "published|posted|issued|submitted|released|created|added|updated|modified|reviewed|last|dated?|release|press|news|media|"
    "statement|story|article|publication|publish|issue|on|at|by|of|the|first|for|immediate|use"
)
_DAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|thu|fri|sat|sun|"
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_TIMES = (
    "am|pm|a|p|m|noon|midday|hrs|hours|bst|gmt|utc|st|nd|rd|th|t|z|[ecmp][sd]t|[ecmp]t|"
    "eastern|central|mountain|pacific|daylight|standard|time"
)
_DAY_WORD = re.compile(_DAYS, re.IGNORECASE)
_DATE_WORD = re.compile(f"{_LABELS}|{_DAYS}|{_TIMES}", re.IGNORECASE)
_PLACE_LINK = re.compile("of|upon|on|and|the|in|under|le")
_WORD, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")
_YEAR = re.compile(r"(?:18|19|20)\d\d|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b")
_UPDATED = re.compile(r"\b(?:last\s+)?(?:updated|modified|reviewed)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\W*(?:date|published|posted|issued|released|(?:press |news )?release date)\b", re.IGNORECASE)
# A dash, a colon, a bracket or a full stop ends a dateline.
_DATELINE_END = re.compile(r"\s*[–—]\s*(?=\S)|\s-{1,2}\s+(?=\S)|:\s+(?=\S)|(?:\)[.,]?|\.)\s+(?=[A-Z“\"‘])")
_DATELINE_MIN, _DATELINE_MAX, _DATELINE_ENDS = 6, 100, 8
_EMBARGO = re.compile(
    r"\W*(?:strict(?:ly)? |under )?(?:embargo(?:ed)?\b"
    r"|not for (?:publication|release|broadcast|use)(?:,? (?:or|and) (?:publication|release|broadcast|use))* "
    r"(?:before|until))",
    re.IGNORECASE,
)
# Days that clocks and data bases tell where none was given, and a year that only a placeholder reaches.
_NO_DAYS = frozenset({"0001-01-01", "1753-01-01", "1899-12-30", "1900-01-01", "1969-12-31", "1970-01-01"})
_TOO_LATE = "2090"
_DATE_LINE_MAX, _EMBARGO_MAX, _PLACE_WORDS = 80, 160, 7


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
    """The day that a paragraph or headline opens with: "MEDWAY, 8 February 2018 – ...", "2006 Sept 14: ...",
    "June 30, 2004 (Salem, OR). ...", "SALEM, Ore. (June 30, 2004) – ...".
    """
    ends = islice(_DATELINE_END.finditer(text, _DATELINE_MIN, _DATELINE_MAX), _DATELINE_ENDS)
    return next((day for end in ends if (day := _opening_day(text[: end.start()]))), None)


def _opening_day(head: str) -> str | None:
    """The day in the words before a dash, if they are but a day and a place."""
    if not _YEAR.search(head) or not read_day(head):
        return None
    place = [word for word in _WORD.findall(head) if not _DATE_WORD.fullmatch(word)]
    if len(place) > _PLACE_WORDS or not all(word[0].isupper() or _PLACE_LINK.fullmatch(word) for word in place):
        return None
    digits = [digit.start() for digit in _DIGIT.finditer(head)]
    start = min([digits[0], *(word.start() for word in _WORD.finditer(head) if _DAY_WORD.fullmatch(word[0]))])
    return head[start : digits[-1] + 1]
