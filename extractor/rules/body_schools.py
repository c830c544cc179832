"""Schools by their short names ("Stanmoor High", "St Bede's"), where the sentence is about pupils."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_tokens import is_plain
from extractor.rules.lexicon import one_of, words

_LIKELY = 1
_SCHOOLING = re.compile(rf"\b{one_of('organisations', 'schools', 'words')}\b")
_SHORT = re.compile(
    rf"\b(?P<name>(?:[A-Z][\w’'-]{{1,40}}[ ]){{1,3}}{one_of('organisations', 'schools', 'tails')})\b(?![ ]?[A-Z&])"
)
# A saint's name alone; before a word such as "church" it is that of something else.
_SAINT = re.compile(
    rf"(?<![\w’'])(?P<name>St\.?[ ][A-Z]\w+[’']s)(?![ ](?:[A-Z]|{one_of('organisations', 'schools', 'no_schools')}))"
)
_OTHER_SAINT = re.compile(r"(?P<name>St\.?[ ][A-Z]\w+[’']s)\s(?:Church|Hospital|Hospice|Cathedral|Chapel)\b")
_LONGEST_SENTENCE = 400
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s(?=[A-Z“\"‘])|\n")


def by_school(text: str) -> Iterator[BodyCandidate]:
    """Short names of schools."""
    for match in _SHORT.finditer(text):
        start = match.start() + _lead(match["name"])
        parts = text[start : match.end()].split()
        if len(parts) > 1 and not all(map(is_plain, parts[:-1])) and _about_pupils(text, match.start(), match.end()):
            yield BodyCandidate(start, match.end(), "education", _LIKELY)
    # "St Oda's Church" elsewhere: the church is meant.
    others = {match["name"] for match in _OTHER_SAINT.finditer(text)}
    for match in _SAINT.finditer(text):
        if match["name"] not in others and _about_pupils(text, match.start(), match.end()):
            yield BodyCandidate(match.start(), match.end(), "education", _LIKELY)


def _lead(name: str) -> int:
    """The length of a word in front that only begins the sentence ("At Stanmoor High")."""
    first = name.split(maxsplit=1)[0]
    outside = words("organisations", "never_inside", "openers") | words("organisations", "never_inside", "words")
    return len(first) + 1 if first in outside else 0


def _about_pupils(text: str, start: int, end: int) -> bool:
    """Whether the sentence around speaks of pupils, teachers or classes."""
    first, last = max(0, start - _LONGEST_SENTENCE), min(len(text), end + _LONGEST_SENTENCE)
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, first, start)), default=first)
    close = _SENTENCE_END.search(text, end, last)
    return bool(_SCHOOLING.search(text, begin, close.start() if close else last))
