"""What tells a person's name: an honorific, a first name, the recogniser, a cue, an age or a post beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.language import Entity
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import first_names, is_first_name, one_of, words
from extractor.rules.name_relations import by_pair, by_relation
from extractor.rules.names import (
    CAPITALISED,
    LEADING_HONORIFICS,
    NICKNAMED,
    PATRONYMIC,
    POST_NOMINALS,
    SYLLABLES,
    UPPER,
    WITH_HONORIFIC,
    NameMention,
    behind_generation,
    calling_parts,
    from_first_name,
    in_headline,
    is_post,
    mention_of,
    peers_place,
    plausible,
    width,
)
from extractor.rules.occurrences import Occurrences
from extractor.rules.spans import Spans

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
    rf"\b(?i:member|holder|minister|secretary|lead|director|head|spokes\w+)[ ](?:for|of)[ ]"
    rf"(?:[{UPPER}][\w’'-]*,?[ ]|(?:and|of|the|&)[ ])*[{UPPER}][\w’'-]*[ ](?:and|&)[ ]$"
)
# A post on the line below a name that stands below speech.
_POST_BELOW = re.compile(rf"\n+(?:[{UPPER}][\w’'-]*[ ]){{0,2}}{one_of('people', 'posts')}\b[^.\n]{{0,60}}(?:\n|$)")
_SPEECH_ABOVE = re.compile(r"[”\"’']\n+(?:[–—-][ ])?$")
_CUE_BEHIND = re.compile(rf",?[ ]{one_of('people', 'cues_behind')}\b")
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
    rf"\b{one_of('people', 'posts_of_places')}[ ]of[ ](?:[{UPPER}][\w’'-]*[ ]?(?:and[ ]|on[ ]|upon[ ])?){{1,4}},[ ]$"
)
_COMMA_BEHIND = re.compile(r",[ ](?![A-Z])")
_NEAR, _NEARER, _FAR = 40, 20, 80
_LONGEST_PORTFOLIO = 160


def names_in(text: str, entities: Sequence[Entity], occurrences: Occurrences) -> Iterator[NameMention]:
    """Every stretch that some evidence takes for a person's name; they overlap."""
    labelled = [(entity.start, entity.end) for entity in entities if entity.label == "PERSON"]
    titled = (entity for entity in entities if entity.label == "ORG" and _is_titled(text, entity))
    labelled += [(entity.start, entity.end) for entity in titled]
    seen = Spans(labelled)
    yield from (each.mention for each in _addressed(text) if each.evident or seen.overlap(*each.bare))
    yield from _by_recogniser(text, labelled, occurrences)
    yield from _by_first_name(text)
    yield from _by_context(text, occurrences)
    yield from _by_themselves(text)


def _is_titled(text: str, entity: Entity) -> bool:
    """Whether what the recogniser takes for a body begins as a person's name does ("Lady Quennell", "Zubair Marsh")."""
    name = text[entity.start : entity.end]
    parts = name.split()
    given = 1 < len(parts) < 4 and is_first_name(parts[0]) and name.replace(" ", "").isalpha()
    return parts[0] in words("honorifics", "courtesy") or (given and type_by_shape(name) is None)


def told_apart(text: str) -> Iterator[NameMention]:
    """Names that a form of address, a nickname or a relation makes people's, whatever the recogniser says."""
    yield from (each.mention for each in _addressed(text) if each.evident)
    yield from _by_themselves(text)


# Bodies and people ask the same of one text, one after the other.
@lru_cache(maxsize=1)
def _by_themselves(text: str) -> tuple[NameMention, ...]:
    """Names that their form, a name beside them or a relation tells."""
    return (*_by_its_form(text), *by_pair(text), *by_relation(text))


@dataclass(frozen=True, slots=True)
class _Addressed:
    """A name behind a form of address, the place of its words, and whether nothing else need tell it."""

    mention: NameMention
    bare: tuple[int, int]
    evident: bool


@lru_cache(maxsize=1)
def _addressed(text: str) -> tuple[_Addressed, ...]:
    return tuple(_by_honorific(text))


def _by_honorific(text: str) -> Iterator[_Addressed]:
    for match in WITH_HONORIFIC.finditer(text):
        honorific, name, first = _without_first_name(match)
        name = plausible(name, titled=_is_for_people_only(honorific))
        if not name or _is_office(honorific, name):
            continue
        evident = _is_sure(honorific, name) or name.split()[0] in first_names()
        evident = evident or _is_peers(text, honorific, first + len(name))
        rank_of_post = text.endswith("Chief ", 0, match.start())
        start = first if rank_of_post else match.start()
        mention = mention_of(text, start, first, name, None if rank_of_post else honorific)
        yield _Addressed(mention, (first, first + len(name)), evident)


def _is_office(honorific: str, name: str) -> bool:
    """Whether a peer's form of address belongs to an office ("the Lord Bishop of Ely")."""
    return honorific in words("honorifics", "peers") and name.casefold() in words("roles", "heads")


def _is_peers(text: str, honorific: str, end: int) -> bool:
    """Whether a cue or a place behind tells a peer by surname alone ("Lady Thirl told", "Lord Tarrant of Easterby")."""
    return honorific in words("honorifics", "peers") and bool(_CUE_BEHIND.match(text, end) or peers_place(text, end))


def _without_first_name(match: re.Match[str]) -> tuple[str, str, int]:
    """Honorific, name and its place; a first name that is a title too is no second rank ("Sheriff Earl Tolliver")."""
    honorific, name = match["honorific"], match["name"]
    front, _, last = honorific.rpartition(" ")
    if front and len(calling_parts(name)) == 1 and is_first_name(last) and not front.endswith("Hon"):
        return front, f"{last} {name}", match.start("name") - len(last) - 1
    return honorific, name, match.start("name")


def _is_for_people_only(honorific: str) -> bool:
    """Whether a form of address stands before people alone, not before halls and ships ("Sir", "Lady")."""
    return not words("honorifics", "sure").isdisjoint(set(honorific.split()) - {"Sir", "Dame"})


def _is_sure(honorific: str, name: str) -> bool:
    """Whether a form of address makes the name behind it a person's by itself, being no ordinary word as well."""
    titles = set(honorific.split())
    before_two = " " in name and titles & words("honorifics", "sure_before_two")
    return bool(before_two or titles & words("honorifics", "sure"))


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
        _PLACE_BEFORE.search(text, max(0, start - _NEARER), start)
        or _FIRM_BEHIND.match(text, end)
        or _ends_portfolio(text, start)
        for start, end in occurrences.of(name)
    )


def _end_of_word(text: str, end: int) -> int:
    while end < len(text) and (text[end].isalnum() or text[end] in "-’'"):
        end += 1
    return end


def _by_first_name(text: str) -> Iterator[NameMention]:
    for match in CAPITALISED.finditer(text):
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


def _by_its_form(text: str) -> Iterator[NameMention]:
    """What only people's names hold tells one: a nickname in marks, a word for son or daughter ("ferch", "Ó")."""
    for pattern in (NICKNAMED, PATRONYMIC):
        for match in pattern.finditer(text):
            start = from_first_name(text, match.start(), match.end())
            name = plausible(text[start : match.end()], ambiguous=True)
            opens = name.split(" ")[0] in words("organisations", "never_inside", "openers")
            if pattern.fullmatch(name) and not opens and not in_headline(text, start):
                yield mention_of(text, start, start, name)


def _by_context(text: str, occurrences: Occurrences) -> Iterator[NameMention]:
    """Names that nothing but their place gives away: beside a cue, or with an age or a post behind them."""
    for match in CAPITALISED.finditer(text):
        start = from_first_name(text, match.start(), match.end())
        name = plausible(text[start : match.end()], ambiguous=True)
        parts = name.split()
        if not 1 < len(parts) < 5 or parts[0] in words("organisations", "never_inside", "openers") or name.isupper():
            continue
        if not is_first_name(parts[0]) and _is_place_or_portfolio(text, start, name, occurrences):
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
        or (_COMMA_BEHIND.match(text, end) and _POST_OF_PLACE.search(text, max(0, start - _FAR), start))
        or (_POST_BELOW.match(text, end) and _SPEECH_ABOVE.search(text, max(0, start - _NEARER), start))
        or _CUE_BEFORE.search(text, max(0, start - _NEAR), start)
        or _is_post_before(text, start, text[start:end].split(maxsplit=1)[0])
    )


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


def _is_place_or_portfolio(text: str, start: int, name: str, occurrences: Occurrences) -> bool:
    """Whether a place's preposition stands here before an unknown name, or a portfolio's anywhere."""
    here = _PLACE_BEFORE.search(text, max(0, start - _NEARER), start)
    return bool(here) or any(_ends_portfolio(text, at) for at, _ in occurrences.of(name))


def _ends_portfolio(text: str, start: int) -> bool:
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
