"""Speech or not: whether a stretch between marks is somebody's words, and whether whole clauses or a fragment."""

from __future__ import annotations

import re

from extractor.record import QuoteKind
from extractor.rules.lexicon import words

_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|should|shall|must|may|might|do|does|did|isn[’']t|it[’']s|"
    r"that[’']s|there[’']s|we[’']re|they[’']re|you[’']re|I[’']m|we[’']ve|I[’']ve|we[’']ll|I[’']ll|he[’']s|she[’']s|\w+n[’']t|let[’']s|needs?|wants?|means|makes|"
    r"know|think|hope|believe|want|feel|love|welcome|look|remain|thank|urge|ask|came|went|got|gave|took|made|saw|said|told|brings?|gives?|shows?|deserves?|works?|matters?)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|[Mm]y|me|[Ww]e[’']\w+|I[’']\w+)\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|what|how|to)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her|our|this|these|those|such|no|some|any|more)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][’”\"']?$")
_NAMED_SO = re.compile(
    r"(?:\b(?:called|titled|entitled|named|known as|nicknamed|dubbed|termed|headed|themed?|theme of|under the (?:banner|title|theme|slogan)|slogan|so-called|word|term|phrase|"
    r"song|film|book|novel|play|album|hit|single|programme|show|series|exhibition|documentary|podcast|poem|workshop|event|campaign|project|award|award for|campaign,|motto|hashtag|"
    r"tagline|video|leaflet|booklet|report|the new|nickname|category|session|talk|lecture|course|theme is|button|option|page|titled:|"
    r"search(?:ing)?(?: for)?|click(?: on)?|select(?:ing)?|type|mark(?:ed|ing)|reads?|reading|spell(?:s|ing|ed)?|quoting|quote|reference)(?:\sof)?,?)\s*$",
    re.IGNORECASE,
)
_SMALL = frozenset("a an and as at by for from in into of on or the to with up over our your".split())


def is_clause(stretch: str) -> bool:
    """Whether a stretch is a whole clause or sentence rather than a noun phrase or another fragment."""
    count = len(stretch.split())
    if count < 3:
        return bool(_SENTENCE_END.search(stretch)) and stretch[:1].isupper() and stretch.rstrip()[-1] in "!?."
    if _SENTENCE_END.search(stretch) and stretch[:1].isupper():
        return True
    finite = _FINITE.search(stretch)
    if not finite:
        return count > 14 and stretch[:1].isupper()
    before = stretch[: finite.start()]
    if not before.strip():
        return stretch[:1].isupper() and count > 4
    if (
        _RELATIVE.search(before)
        and not re.match(r"\s*(?:what|how|that|who)\b", before, re.IGNORECASE)
        and not _FIRST_PERSON.search(before)
    ):
        return False
    return count > 3 and (
        bool(_FIRST_PERSON.search(stretch))
        or bool(_DETERMINER.match(stretch))
        or stretch[:1].isupper()
        or count > 5
        or bool(re.match(r"(?:it|they|he|she|you|we|there|that|this)\b", stretch))
    )


def kind_of(stretch: str, *, woven: bool) -> QuoteKind:
    """Direct for whole clauses; partial for a fragment `woven` into the writer's own sentence."""
    if is_clause(stretch) and not (woven and stretch[:1].islower() and len(stretch.split()) < 5):
        return QuoteKind.DIRECT
    return QuoteKind.PARTIAL if woven else QuoteKind.DIRECT


def is_title(stretch: str) -> bool:
    """Whether a stretch is written like a title: every word but the small ones begins with a capital."""
    if _SENTENCE_END.search(stretch.rstrip(",")) and len(stretch.split()) > 4:
        return False
    found = [word for word in re.findall(r"[\w’'-]+", stretch) if word.casefold() not in _SMALL]
    return (
        bool(found)
        and all(word[0].isupper() or word[0].isdigit() for word in found)
        and (len(found) > 1 or len(stretch.split()) == 1)
    )


def is_named_so(before: str) -> bool:
    """Whether the words in front make the stretch a name or term ("a scheme called", "the word", "click")."""
    return bool(_NAMED_SO.search(before))


_DETERMINER_BEFORE = re.compile(r"\b(?:the|a|an|this|these|its|our|their|his|her|new|any)\s+$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:of|for|to|in|and|or|as|by|with|at|on|is|was|are|were|that|from|but|which|who|when|while|because|than|if|said|says|has|had|will|would|not|so)\b)(?!\w+ed\b|\w+ly\b|found\b|seen\b|shown\b|made\b|held\b|given\b)[a-z]+"
)


def is_modifier(before: str, behind: str) -> bool:
    """Whether the stretch only qualifies the noun behind it (the "road closed" signs)."""
    return bool(_DETERMINER_BEFORE.search(before) and _NOUN_BEHIND.match(behind))


def is_first_person(stretch: str) -> bool:
    """Whether somebody speaks of themselves."""
    return bool(_FIRST_PERSON.search(stretch))


def could_stand_alone(stretch: str) -> bool:
    """Whether a stretch is speech even if nobody is told to have said it: several words that make a sentence."""
    return len(stretch.split()) > 5 and is_clause(stretch) and not is_title(stretch)


def is_address(word: str) -> bool:
    """Whether a word is a form of address."""
    return word in words("honorifics", "courtesy")
