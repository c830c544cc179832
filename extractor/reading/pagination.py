"""Page furniture of text copied out of a PDF: page numbers, running headers and footers, form feeds."""

from __future__ import annotations

import re
from collections import Counter

PAGE_BREAK = "\f"

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.)\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*|\d{1,3}\s*\|\s*p\s?a\s?g\s?e\W*|\d{1,2} of \d{1,2}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[-–—\s]*\d{1,3}[-–—\s]*")
_NUMBER_IN_LINE = re.compile(r"\bpage\s+\d{1,3}\s+of\s+\d{1,3}\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_RUNNING_LINE_MAX = 110
_SENTENCE = re.compile(r"[.!?:][\"'”’)]?$")


def without_page_furniture(text: str) -> tuple[list[str], list[str]]:
    """The lines of a text with each page break and its furniture become one `PAGE_BREAK` line, and what was removed.

    A running line is a short one that recurs (numbers apart) beside page breaks; a break shows as a form feed or a
    page number. The first and the last lines of the text stand beside a break as well.
    """
    lines = text.replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n").split("\n")
    breaks = [number for number, line in enumerate(lines) if _is_break(line)]
    if not breaks:
        return lines, []
    furniture = _furniture(lines, breaks)
    furniture -= _headline(lines, furniture)
    removed = [lines[number].strip() for number in sorted(furniture) if lines[number].strip()]
    return _with_marks(lines, furniture), removed


def is_page_number(text: str) -> bool:
    """Whether a line at the edge of a page holds its number and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _BARE_NUMBER.fullmatch(text))


def _is_break(line: str) -> bool:
    return line == PAGE_BREAK or bool(_PAGE_NUMBER.fullmatch(line.strip()) or _NUMBER_IN_LINE.search(line))


def _furniture(lines: list[str], breaks: list[int]) -> set[int]:
    """The numbers of the lines that belong to page breaks, blank ones between them included."""
    keys = [_key(line) for line in lines]
    recurring = {key for key, count in Counter(keys).items() if key and count > 1}

    def belongs(number: int) -> bool:
        line = lines[number].strip()
        return not line or keys[number] in recurring or _is_break(lines[number]) or bool(_BARE_NUMBER.fullmatch(line))

    found: set[int] = set()
    for start, step in [(at, step) for at in (*breaks, -1, len(lines)) for step in (-1, 1)]:
        run = [start] if 0 <= start < len(lines) else []
        number = start + step
        while 0 <= number < len(lines) and number not in found and belongs(number):
            run.append(number)
            number += step
        found.update(run)
    return found


def _key(line: str) -> str:
    """What a running line keeps from page to page; empty for a line too long to be one."""
    line = line.strip()
    return _DIGITS.sub("#", line) if len(line) <= _RUNNING_LINE_MAX else ""


def _headline(lines: list[str], furniture: set[int]) -> set[int]:
    """The last line of the first page's header, where running text follows at once: it is the headline as well."""
    first = next((number for number in range(len(lines)) if number not in furniture), None)
    header = [n for n in range(first or 0) if lines[n].strip() and not _is_break(lines[n])]
    if first is None or not header or not _SENTENCE.search(lines[first].strip()):
        return set()
    return {header[-1]}


def _with_marks(lines: list[str], furniture: set[int]) -> list[str]:
    """Each run of furniture becomes one page break; runs of blank lines stay blank."""
    kept: list[str] = []
    shown = False
    for number, line in enumerate(lines):
        if number not in furniture:
            kept.append(line)
            shown = False
        elif line.strip() or line == PAGE_BREAK:
            if not shown:
                kept.append(PAGE_BREAK)
            shown = True
    return kept
