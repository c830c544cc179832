"""Where a reported clause begins and ends: `said that the library will stay, and thanked ...`."""

from __future__ import annotations

import re

from extractor.rules.cues import CUE
from extractor.rules.lexicon import one_of, words

REPORTING = re.compile(
    rf"(?<![\w’'-])(?:{one_of('reported', 'that')}|{one_of('reported', 'addressing')}"
    rf"|(?<=, ){one_of('reported', 'participles')})(?![\w-])"
)
"""Verbs that report speech without marks, and participles that go on with it."""

_WORD = r"[\w’'£$%.&-]*[\w%]"
_FINITE = rf"{one_of('reported', 'clause_verbs')}\b"
_NOT_YET = rf"(?!{one_of('reported', 'no_subject')}\b)"
# From the first word of a subject to its verb; behind "said" any verb in the past tense will do.
_TO_VERB = rf"(?:\s{_NOT_YET}{_WORD}){{0,9}}?\s{_FINITE}"
_TO_ANY_VERB = rf"(?:\s{_NOT_YET}{_WORD}){{0,9}}?\s(?:{_FINITE}|{one_of('reported', 'more_verbs')}\b|[a-z]{{2,}}ed\b)"
_TO_VERB_BEHIND_ASIDE = rf"(?:\s{_NOT_YET}{_WORD}){{0,5}},\s[^,.;:]{{2,60}},\s{_FINITE}"
_NO_CLAUSE = rf"(?!{one_of('reported', 'no_clause')}(?![\w’']))"
_PRONOUN, _DETERMINER = rf"{one_of('reported', 'pronouns')}\b", rf"{one_of('reported', 'determiners')}\b"
_CLAUSE = rf"(?={_NO_CLAUSE}(?:{_PRONOUN}|(?:{_DETERMINER}|[A-Z\d£]{_WORD}){_TO_VERB}))"
_CLAUSE_OF_SAID = rf"(?={_NO_CLAUSE}(?:{_PRONOUN}|{_WORD}(?:{_TO_ANY_VERB}|{_TO_VERB_BEHIND_ASIDE})))"
# When or where it was said, and to whom.
_ASIDE = rf"(?:,?\s+{one_of('reported', 'asides')})?"
_LONG_ASIDE = rf"(?:,?\s+{one_of('reported', 'aside_openers')}\s[\w’' -]{{2,60}}?,?|{_ASIDE})"
_NO_ADDRESSEE = rf"(?!{one_of('reported', 'no_addressee')}\b)"
_ADDRESSEE = rf"\s+{_NO_ADDRESSEE}[\w’'&.-]+(?:\s{_NO_ADDRESSEE}[\w’'&.-]+){{0,6}}?"
# "that was a mistake" is no conjunction.
_CONJUNCTION = rf"\s+that,?\s+(?!{_FINITE})"

_THAT = re.compile(_LONG_ASIDE + _CONJUNCTION)
_BARE = re.compile(rf"{_ASIDE}\s+{_CLAUSE}")
_BAREST = re.compile(rf"{_ASIDE}\s+{_CLAUSE_OF_SAID}")
_ADDRESSED_THAT = re.compile(_ADDRESSEE + _LONG_ASIDE + _CONJUNCTION)
_ADDRESSED_BARE = re.compile(rf"{_ADDRESSEE}{_ASIDE}\s+{_CLAUSE}")
# ", and hopes ..." is the writer's sentence again, and so is what somebody else says, soon behind "while":
# each "while" is looked behind anew.
_END = re.compile(
    rf";|,?\s+(?:and|but)\s+(?:also\s+|then\s+|has\s+|later\s+)*{one_of('reported', 'further')}(?![\w-])"
    rf"|,\s+{one_of('reported', 'participles')}\b|,\s+while\s(?=[^;]{{0,300}}?{CUE.pattern})"
)
_VERB = re.compile(rf"\s{_FINITE}")
_MAYBE_VERB = re.compile(rf"\s(?:{_FINITE}|[a-z]{{2,}}ed\b|[a-z]+(?<!s)s\b)")


def clause_start(text: str, cue: re.Match[str], end: int) -> int | None:
    """Where the clause begins that the cue reports, None if it reports none within `text[:end]`."""
    verb = cue.group()
    leads = []
    if verb in words("reported", "addressing"):
        leads.append(_ADDRESSED_THAT)
    if verb not in words("reported", "only_addressing"):
        leads.append(_THAT)
    if verb in words("reported", "barest"):
        leads.append(_BAREST)
    elif verb in words("reported", "bare"):
        leads.append(_ADDRESSED_BARE if verb in words("reported", "only_addressing") else _BARE)
    found = (lead.match(text, cue.end(), end) for lead in leads)
    return next((match.end() for match in found if match), None)


def clause_end(text: str, start: int, end: int) -> int:
    """Where the reported clause at `start` ends: where the writer's own sentence goes on, else at `end`."""
    found = _END.search(text, start, end)
    return found.start() if found else end


def is_clause(text: str) -> bool:
    """Whether a stretch holds what may be a finite verb."""
    return bool(_MAYBE_VERB.search(text))


def has_verb(text: str) -> bool:
    """Whether a stretch holds what is surely a finite verb."""
    return bool(_VERB.search(text))
