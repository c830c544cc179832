"""What tells a person's name: an honorific, a first name, the recogniser, a cue, an age or a post beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.language import Entity
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import first_names, is_first_name, one_of, words
from extractor.rules.names import (
    CAPITALISED,
    LEADING_HONORIFICS,
    POST_NOMINALS,
    SYLLABLES,
    UPPER,
    NameMention,
    behind_generation,
    from_first_name,
    in_headline,
    is_post,
    mention_of,
    plausible,
    width,
)
from extractor.rules.occurrences import Occurrences
from extractor.rules.spans import Spans
from extractor.rules.told_apart import ToldApart

_PLACE_BEFORE = re.compile(rf"\b{one_of('people', 'place_before')}\s+(?:the\s+)?$")
_FIRM_BEHIND = re.compile(rf"[ ]{one_of('people', 'firm_behind')}\b")
_PERSON_BEHIND = re.compile(
    rf",?[ ]{one_of('people', 'cues_behind')}\b(?![ ]to\b)"
    r"|,[ ](?:aged[ ])?\d\d?[,.]|,[ ]whose[ ]|,[ ]who[ ](?:said|is|was|has|lives|works|runs)\b"
    rf"|,[ ](?:(?:the|a|an|our|acting|deputy|interim|[{UPPER}][\w-]+[’']s?)[ ])?"
    rf"(?:(?:[a-z’'-]+[ ]){{0,3}}|(?:[{UPPER}][a-z-]+[ ]){{0,2}}){one_of('people', 'posts')}\b"
)
_CUE_BEFORE = re.compile(rf"[”\"’',–-][ ]{one_of('people', 'cues_before')}[ ](?:[a-z]+[ ]){{0,3}}$")
_POST_BEFORE = re.compile(r"(?<![\w-])(?P<post>[a-z-]+|[A-Z][a-z-]+)[ ]$")
_OWNED = re.compile(r"(?:[’']s|\bits|\btheir|\bour|\bby)[ ](?:[a-z-]+[ ])?$")
# "Minister for Culture, Waste and ...": what follows belongs to the portfolio.
_PORTFOLIO_BEFORE = re.compile(
    rf"\b(?i:member|holder|minister|secretary|lead|director|head|spokes\w+)(?:[ ]of[ ]State)?[ ](?:for|of)[ ]"
    rf"(?:[{UPPER}][\w’'-]*,?[ ]|(?:and|of|the|&)[ ])*[{UPPER}][\w’'-]*[ ](?:and|&)[ ]$"
)
# A post on the line below a name that stands below speech.
_POST_BELOW = re.compile(rf"\n+(?:[{UPPER}][\w’'-]*[ ]){{0,2}}{one_of('people', 'posts')}\b[^.\n]{{0,60}}(?:\n|$)")
_SPEECH_ABOVE = re.compile(r"[”\"’']\n+(?:[–—-][ ])?$")
_HOLDER_OF = re.compile(
    rf"\b(?:Ministers?|Secretary|Member|Holder|Spokes\w+)(?:[ ]of[ ]State)?[ ](?:for|of)[ ]"
    rf"(?:[{UPPER}][\w’'-]*,?[ ]|(?:and|of|the|&)[ ])+$"
)
# "Contacts: Ada Holt (Tarn Council), 01632 960 310"
_CONTACTS = re.compile(r"(?:(?i:contacts?|enquiries|inquiries)|(?:MEDIA|PRESS)):[^\n]{0,120}$")
_NUMBER_BEHIND = re.compile(r"(?:[ ]\([^()\n]{2,60}\))?(?:,|[ ]on|[ ]at|:)?[ ]\+?\(?\d[\d() ]{7,}")
# "Olive Marsh (1929–2019)"
_LIFE_BEHIND = re.compile(r"[ ]\((?:born[ ])?1[89]\d\d[ ]?[–—-][ ]?(?:1[89]|20)\d\d\)")
# "The Mayor of Wick, Ada Holt, has ..."
_POST_OF_PLACE = re.compile(
    rf"\b{one_of('people', 'posts_of_places')}[ ]of[ ]"
    rf"[{UPPER}][\w’'-]*(?:[ ](?:and[ ]|on[ ]|upon[ ])?[{UPPER}][\w’'-]*){{0,3}},[ ]$"
)
_COMMA_BEHIND = re.compile(r",[ ](?![A-Z])")
_NEAR, _NEARER, _FAR = 40, 20, 80
_LONGEST_PORTFOLIO = 160


def names_in(text: str, entities: Sequence[Entity], occurrences: Occurrences, told: ToldApart) -> Iterator[NameMention]:
    """Every stretch that some evidence takes for a person's name; they overlap."""
    labelled = [(entity.start, entity.end) for entity in entities if entity.label == "PERSON"]
    titled = (entity for entity in entities if entity.label == "ORG" and _is_titled(text, entity))
    labelled += [(entity.start, entity.end) for entity in titled]
    yield from told.with_labels(Spans(labelled))
    yield from _by_recogniser(text, labelled, occurrences)
    capitalised = list(CAPITALISED.finditer(text))
    yield from _by_first_name(text, capitalised)
    yield from _by_context(text, capitalised, occurrences)
    yield from told.others


def _is_titled(text: str, entity: Entity) -> bool:
    """Whether what the recogniser takes for a body begins as a person's name does ("Lady Quennell", "Zubair Marsh")."""
    name = text[entity.start : entity.end]
    parts = name.split() or [""]  # a label may cover nothing but white space
    given = 1 < len(parts) < 4 and is_first_name(parts[0]) and name.replace(" ", "").isalpha()
    return parts[0] in words("honorifics", "courtesy") or (given and type_by_shape(name) is None)


def _by_recogniser(text: str, labelled: Sequence[tuple[int, int]], occurrences: Occurrences) -> Iterator[NameMention]:
    found = list(_labelled_names(text, labelled))
    # A name that no list of first names knows is a place or firm if it is one anywhere in the text.
    unknown = {mention.name for mention in found if not is_first_name(mention.name.split()[0])}
    others = {name for name in unknown if _is_elsewhere(text, name, occurrences)}
    for mention in found:
        if mention.name not in others and (mention.name not in unknown or not _is_no_person(text, mention.start)):
            yield mention


def _is_no_person(text: str, start: int) -> bool:
    """Whether an unknown name stands where capitals tell nothing: in a headline, or first within marks."""
    return text[start - 1 : start] in {"“", "‘"} or in_headline(text, start)


def _labelled_names(text: str, labelled: Sequence[tuple[int, int]]) -> Iterator[NameMention]:
    for start, end in labelled:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        found = CAPITALISED.search(text, start, _end_of_word(text, end))
        if found is None or found.start() > start + _NEARER or "\n" in text[start : found.start()]:
            continue
        lead = LEADING_HONORIFICS.match(found.group())
        first = from_first_name(text, found.start() + (lead.end() if lead else 0), found.end())
        name = plausible(text[first : found.end()])
        if " " in name and not name.isupper():
            yield mention_of(text, first, first, name)


def _is_elsewhere(text: str, name: str, occurrences: Occurrences) -> bool:
    """Whether a name stands somewhere as that of a place or firm, or as the end of a portfolio."""
    return any(
        _is_behind_place(text, start) or _FIRM_BEHIND.match(text, end) or _ends_portfolio(text, start)
        for start, end in occurrences.of(name)
    )


def _end_of_word(text: str, end: int) -> int:
    while end < len(text) and (text[end].isalnum() or text[end] in "-’'"):
        end += 1
    return end


def _by_first_name(text: str, capitalised: Sequence[re.Match[str]]) -> Iterator[NameMention]:
    for match in capitalised:
        parts = match.group().split(" ")
        number = next((number for number, part in enumerate(parts[:-1]) if part in first_names()), None)
        if number is None:
            continue
        # "Jasper St John Rowe": what a saint follows is a part of the surname.
        if number > 1 and parts[number - 1] in ("St", "St.") and is_first_name(parts[number - 2]):
            number -= 2
        start = match.start() + width(parts[:number])
        name = plausible(text[start : match.end()])
        if 1 < len(name.split()) < 6:
            yield mention_of(text, start, start, name)


def _by_context(text: str, capitalised: Sequence[re.Match[str]], occurrences: Occurrences) -> Iterator[NameMention]:
    """Names that nothing but their place gives away: beside a cue, or with an age or a post behind them."""
    # Told once a name, which may stand in the text a thousand times.
    ends_portfolio = cache(lambda name: any(_ends_portfolio(text, at) for at, _ in occurrences.of(name)))
    for match in capitalised:
        start = from_first_name(text, match.start(), match.end())
        name = plausible(text[start : match.end()], ambiguous=True)
        parts = name.split()
        if not 1 < len(parts) < 5 or parts[0] in words("organisations", "never_inside", "openers") or name.isupper():
            continue
        behind_place = _is_behind_place(text, start) and not _is_header(text, start, start + len(name))
        if not is_first_name(parts[0]) and (behind_place or ends_portfolio(name)):
            continue
        if is_persons(text, start, behind_generation(text, start + len(name))):
            yield mention_of(text, start, start, name)


def is_persons(text: str, start: int, end: int) -> bool:
    """Whether letters, an age, a post or a cue beside a name make it a person's."""
    return bool(
        has_letters(text, end)
        or _PERSON_BEHIND.match(text, end)
        or (_LIFE_BEHIND.match(text, end) and is_first_name(text[start:end].split(maxsplit=1)[0]))
        or (_is_contact(text, start, end) and not text[start:end].rsplit(" ", 1)[-1].isupper())
        or _is_behind_portfolio(text, start, end)
        or _is_header(text, start, end)
        or (_COMMA_BEHIND.match(text, end) and _POST_OF_PLACE.search(text, max(0, start - _FAR), start))
        or (_POST_BELOW.match(text, end) and _SPEECH_ABOVE.search(text, max(0, start - _NEARER), start))
        or _CUE_BEFORE.search(text, max(0, start - _NEAR), start)
        or _is_post_before(text, start, text[start:end].split(maxsplit=1)[0])
    )


def _is_header(text: str, start: int, end: int) -> bool:
    """Whether a line announces the speech of a name: "Quotes attributable to Ada Holt", "Chief Officer Ada Holt:"."""
    lead = text[max(text.rfind("\n", 0, start) + 1, start - _FAR) : start]
    if lead.casefold().endswith(("quotes attributable to ", "quote attributable to ")):
        return True
    return text.startswith(":\n", end) and len(lead) < _FAR and lead.endswith(" ") and is_post(lead.split()[-1])


def _is_behind_portfolio(text: str, start: int, end: int) -> bool:
    """Whether a post with its portfolio stands right in front ("Secretary of State for Transport Ada Holt")."""
    before = text[max(0, start - _FAR) : start]
    if _HOLDER_OF.search(before) is None or before.split()[-1] not in words("people", "portfolios"):
        return False
    return words("people", "portfolios").isdisjoint(text[start:end].split())


def _is_contact(text: str, start: int, end: int) -> bool:
    """Whether a telephone number stands behind a name in a line of contacts."""
    return bool(_NUMBER_BEHIND.match(text, end) and _CONTACTS.search(text, max(0, start - _FAR * 2), start))


def has_letters(text: str, end: int) -> bool:
    """Whether letters stand behind a name that are nobody's but a person's ("OAM", not "CC")."""
    letters = POST_NOMINALS.match(text, end)
    return letters is not None and not words("honorifics", "letters_of_others").issuperset(
        re.findall(r"[\w.]+", letters.group())
    )


def _is_behind_place(text: str, start: int) -> bool:
    """Whether a preposition of places stands in front of a name."""
    return _PLACE_BEFORE.search(text, max(0, start - _NEARER), start) is not None


def _ends_portfolio(text: str, start: int) -> bool:
    """Whether a name ends a minister's portfolio ("Minister for Culture and Borrow Pits")."""
    # Beyond that no portfolio goes, and a line can be a whole list.
    begin = max(text.rfind("\n", 0, start) + 1, start - _LONGEST_PORTFOLIO)
    found = _PORTFOLIO_BEFORE.search(text, begin, start)
    return found is not None and first_names().keys().isdisjoint(found.group().split())


def _is_post_before(text: str, start: int, first: str) -> bool:
    """Whether what somebody is stands right before a name ("Postman Curtis Gray", "the trust's treasurer Mo Gray")."""
    found = _POST_BEFORE.search(text, max(0, start - _NEAR), start)
    if found is None or not is_post(found["post"]):
        return False
    if is_first_name(first) or SYLLABLES.fullmatch(first):
        return True
    # "developer Halden Homes"
    if found["post"] in words("people", "firms_too"):
        return bool(_OWNED.search(text, max(0, start - _NEAR), found.start()))
    return found["post"] in words("roles", "heads")
