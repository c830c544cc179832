"""What the whole sentence about a date tells: a rule for each time, results, the age of a body."""

from __future__ import annotations

import re

from extractor.rules.dates.words import CUES, any_of

REACH = 160
STOP = re.compile(r"[.!?][\"”’)]?\s+|\n+")
END = re.compile(r"[.!?][ \n\"”’]|\n")  # a mark of speech behind the full stop is enough, without a space
# What is so in each case or for each reader is no single day's story
HABIT = re.compile(rf"\b(?i:{any_of(CUES['habit'])})\b")
ADDRESSED = re.compile(rf"\b(?i:{any_of(CUES['addressed'])})\b")
WILL = re.compile(r"\bwill\b|['’]ll\b")
RESULTS = re.compile(rf"[£$€%]|\b(?i:{any_of(CUES['results'])})\b")
MATCH = re.compile(rf"\b(?i:{any_of(CUES['match'])})\b")
# The words before a year that tells the age of a body: "founded in 1884", "in business since 1920"
HISTORY = re.compile(rf"\b(?i:{any_of(CUES['history'])})\b[^.\n]{{0,12}}$")
# "In 2021, sales grew in the second quarter"
AT_HEAD = re.compile(r"(?:^|[.!?][\"”’)]?\s+|\n *)(?:In|For|During|Over|Throughout) $")


def lead(text: str, start: int, reach: int) -> str:
    """What stands in the sentence before a place, as far as `reach` characters."""
    return END.split(text[max(0, start - reach) : start])[-1]


def rest(text: str, end: int, reach: int) -> str:
    """What stands in the sentence behind a place, as far as `reach` characters."""
    return END.split(text[end : end + reach], maxsplit=1)[0]


def sentence_about(text: str, start: int, end: int) -> str:
    """The sentence about a place, as far as it is near."""
    before = STOP.split(text[max(0, start - REACH) : start])[-1]
    return before + text[start:end] + STOP.split(text[end : end + REACH], maxsplit=1)[0]


def is_habit(text: str, start: int, end: int) -> bool:
    """Whether the sentence tells what is done each time: "usually on the Monday"."""
    return HABIT.search(sentence_about(text, start, end)) is not None
