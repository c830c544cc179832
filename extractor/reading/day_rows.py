"""Rows that hold a day among what sites file a page under, or the same day in two languages: the day, and the rest."""

from __future__ import annotations

import re

from extractor.reading import furniture
from extractor.reading.dating import is_date_line
from extractor.reading.naming import sender, source_line

_PARTS = re.compile(r"(?<!\s)\s*[|•·]\s*|(?<!\s)\s+[/–—»-]\s+")
_BARS = re.compile(r"[|•·]")
# The part of a site that a page stands in ("Research news", "Press centre").
_SECTION = re.compile(
    r"(?:[a-z&]+ ){0,2}(?:news|press|media)(?:\s?(?:room|desk|centre|center|office|hub|archive|releases?|statements?))?"
    r"|(?:[a-z&]+ )?(?:newsroom|blogs?|stories|features|announcements|statements)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_LABEL_WORDS, _ROW_MAX, _DAY_NUMBERS = 4, 120, 2


def day_of_row(text: str) -> str | None:
    """The day, as written, in a row that else only files the page: "News | 6 June 2024 | 4 min read"; with the label
    and the day of update, where it has them. None if the row tells of more.

    Between bars a topic may stand as well, if something else shows that it is such a row.
    """
    parts = [part for part in _PARTS.split(text) if part] if _is_row(text) else []
    days = [part for part in parts if is_date_line(part)]
    others = [part for part in parts if part not in days]
    if not days or not others or source_line(text) is not None or any(map(sender, others)):
        return None
    if any(map(_says_the_same, others, days)):
        return days[0] if len(others) == len(days) == 1 else None
    filed = sum(map(_files, others))
    topics = bool(_BARS.search(text)) and all(_files(part) or _is_topic(part) for part in others)
    return " | ".join(days) if filed == len(others) or (filed and topics) else None


def rest_of_row(text: str, day: str) -> str:
    """What a row holds beside its day."""
    days = day.split(" | ")
    return " | ".join(part for part in _PARTS.split(text) if part and part not in days)


def is_day_again(line: str, beside: str) -> bool:
    """Whether a line is the day of the line beside it in another language ("Dydd Iau 6 Mehefin 2024")."""
    return is_date_line(beside) and not is_date_line(line) and _says_the_same(line, beside)


def _is_row(text: str) -> bool:
    if len(text) > _ROW_MAX or not (_NUMBER.search(text) and _PARTS.search(text)):
        return False
    # "Press release – 12 June 2024" is a day with its label.
    return bool(_BARS.search(text)) or not is_date_line(text)


def _files(part: str) -> bool:
    return furniture.reason(part) == "filing" or bool(_SECTION.fullmatch(part))


def _is_topic(part: str) -> bool:
    return len(part.split()) <= _LABEL_WORDS and not _NUMBER.search(part) and part[0].isupper() and part[-1].isalnum()


def _says_the_same(part: str, day: str) -> bool:
    """Whether a part has the numbers of a day, and words as short as those of one."""
    numbers = _NUMBER.findall(part)
    short = len(part.split()) <= _LABEL_WORDS + 1
    return short and len(numbers) == _DAY_NUMBERS and numbers == _NUMBER.findall(day)
