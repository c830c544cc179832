"""Speech or not: whether a stretch between marks is somebody's words, and whether whole clauses or a fragment."""

from __future__ import annotations

import re

from extractor.kinds import QuoteKind
from extractor.rules.lexicon import one_of, words

_FINITE = re.compile(rf"\b(?:{one_of('speech', 'finite')}|{one_of('speech', 'contracted')}|\w+n[’']t)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(rf"\b(?:{one_of('speech', 'first_person')}|(?:[Ww]e|I)[’']\w+)\b")
# "I kept every receipt": a verb behind a pronoun that can only be a subject.
_PERSON_AND_VERB = re.compile(r"\b(?:I|we|We|they|They|he|He|she|She)\s(?:[a-z]+ly\s|never\s|always\s)?[a-z]{2,}\b")
_RELATIVE = re.compile(rf"\b{one_of('speech', 'relatives')}\b", re.IGNORECASE)
_OPENING_RELATIVE = re.compile(r"\s*(?:what|how|that|who)\b", re.IGNORECASE)
_DETERMINER = re.compile(rf"{one_of('speech', 'determiners')}\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"{one_of('speech', 'subjects')}\b")
_SENTENCE_END = re.compile(r"[.!?…][’”\"']?$")
_WORD = re.compile(r"[\w’'-]+")
_NAMED_SO = re.compile(rf"\b{one_of('speech', 'naming')}(?:\sof)?,?\s*$", re.IGNORECASE)
_DETERMINER_BEFORE = re.compile(rf"\b{one_of('speech', 'determiners_before')}\s+$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(
    rf"\s(?!{one_of('speech', 'no_nouns')}\b)(?!\w+ed\b|\w+ly\b|{one_of('speech', 'participles')}\b)[a-z]+"
)


def is_clause(stretch: str) -> bool:
    """Whether a stretch is a whole clause or sentence rather than a noun phrase or another fragment."""
    count, capital = len(stretch.split()), stretch[:1].isupper()
    ends = bool(_SENTENCE_END.search(stretch))
    if count < 3:
        return ends and capital and stretch.rstrip()[-1] in "!?."
    if ends and capital:
        return True
    finite = _FINITE.search(stretch) or (_PERSON_AND_VERB.search(stretch) if capital else None)
    if not finite:
        return count > 14 and capital
    before = stretch[: finite.start()]
    if not before.strip():
        return capital and count > 4
    return not _is_subordinate(before) and count > 3 and (count > 5 or _opens_clause(stretch))


def _is_subordinate(before: str) -> bool:
    """Whether the words before a finite verb make its clause one that only describes a noun."""
    relative = _RELATIVE.search(before)
    if relative is None or (_OPENING_RELATIVE.match(before) and not before.startswith("that ")):
        return False
    return not _FIRST_PERSON.search(before, 0, relative.start())


def _opens_clause(stretch: str) -> bool:
    return (
        stretch[:1].isupper()
        or _FIRST_PERSON.search(stretch) is not None
        or _DETERMINER.match(stretch) is not None
        or _SUBJECT.match(stretch) is not None
    )


def kind_of(stretch: str, *, woven: bool) -> QuoteKind:
    """Direct for whole clauses; partial for a fragment `woven` into the writer's own sentence."""
    if not woven:
        return QuoteKind.DIRECT
    scrap = stretch[:1].islower() and len(stretch.split()) < 5
    return QuoteKind.DIRECT if is_clause(stretch) and not scrap else QuoteKind.PARTIAL


def is_title(stretch: str) -> bool:
    """Whether a stretch is written like a title: every word but the small ones begins with a capital."""
    count = len(stretch.split())
    if _SENTENCE_END.search(stretch.rstrip(",")) and count > 4:
        return False
    found = [word for word in _WORD.findall(stretch) if word.casefold() not in words("speech", "small")]
    capitals = all(word[0].isupper() or word[0].isdigit() for word in found)
    return bool(found) and capitals and (len(found) > 1 or count == 1)


def is_named_so(before: str) -> bool:
    """Whether the words in front make the stretch a name or term ("a scheme called", "the word", "click")."""
    return bool(_NAMED_SO.search(before))


def is_modifier(before: str, behind: str) -> bool:
    """Whether the stretch only qualifies the noun behind it (the "road closed" signs)."""
    return bool(_DETERMINER_BEFORE.search(before) and _NOUN_BEHIND.match(behind))


def is_first_person(stretch: str) -> bool:
    """Whether somebody speaks of themselves."""
    return bool(_FIRST_PERSON.search(stretch))


def could_stand_alone(stretch: str, *, alone: bool = False) -> bool:
    """Whether a stretch is speech even if nobody is told to have said it: several words that make a sentence.

    `alone` tells that it is all there is in its paragraph: then fewer will do.
    """
    return len(stretch.split()) > (2 if alone else 5) and is_clause(stretch) and not is_title(stretch)
