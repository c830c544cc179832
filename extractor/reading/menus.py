"""Rows of a site's menu: short items side by side, parted by bars, colons, arrows or nothing but wider spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading import furniture
from extractor.reading.naming import is_body_name

_BAR = " | "
_GAP = re.compile(r"[ \t]{2,}|\t|\s:\s")
_LINKS = re.compile(r"(?:\[[^\[\]\n]{1,40}\]\([^()\s]{0,300}\)(?:[ \t]+|$)){2,}")
_BETWEEN_LINKS = re.compile(r"(?<=\))[ \t]+(?=\[)")
_SEPARATOR = re.compile(r"\s[|•·>»›/]\s")
_ITEM = re.compile(r"[A-Z’'“][^\d@:;,|]{1,40}(?<![.!?])")
_ROW_MAX, _ITEM_WORDS, _FOOT_WORDS, _LEAST, _REACH = 200, 4, 7, 3, 14


def marked_rows(text: str) -> str:
    """The text with bars between the items of menus at its head and foot that only spaces or colons part.

    A row with such a row right above or below it is of a table, and stays as it is.
    """
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in {*filled[:_REACH], *filled[-_REACH:]}:
        line = lines[number].strip()
        if len(line) > _ROW_MAX:
            continue
        if _LINKS.fullmatch(line):
            lines[number] = _BETWEEN_LINKS.sub(_BAR, line)
        elif _is_menu(items := _GAP.split(line)) and not _is_of_table(lines, number, len(items)):
            lines[number] = _BAR.join(items)
    return "\n".join(lines)


def _is_menu(items: Sequence[str]) -> bool:
    if len(items) < 2 or items[0].rstrip().endswith(":"):
        return False
    reasons = [reason for item in items if (reason := furniture.reason(item))]
    if len(reasons) == len(items):
        return True
    # Without a word that menus hold, columns of names and words set wide look the same.
    longest, least = (_ITEM_WORDS, _LEAST) if reasons else (1, _LEAST + 1)
    shaped = len(items) >= least and all(map(_ITEM.fullmatch, items)) and max(map(_words, items)) <= longest
    return shaped and not any(map(is_body_name, (" ".join(items), *items)))


def _is_of_table(lines: Sequence[str], number: int, width: int) -> bool:
    beside = [lines[n].strip() for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return any(len(_GAP.split(line)) == width for line in beside)


def _words(item: str) -> int:
    return len(item.split())


def is_last_row(text: str, *, of_site: bool) -> bool:
    """Whether a line that ends a text is a row of a menu, without a detail or a body: a word of menus is in it, or
    three items, if the text was taken `of_site`, menus and all.
    """
    items = _SEPARATOR.split(text) if len(text) <= _ROW_MAX else []
    if len(items) < 2 or not all(map(_ITEM.fullmatch, items)) or any(map(is_body_name, items)):
        return False
    if any(map(furniture.reason, items)):
        return True
    return of_site and len(items) >= _LEAST and max(map(_words, items)) <= _FOOT_WORDS
