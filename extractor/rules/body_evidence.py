"""Names of bodies told by other evidence than their shape: the register, the words around them, a match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.language import Entity
from extractor.release import Release
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import registered, type_by_shape
from extractor.rules.body_tokens import Token, folded, is_plain, tokens_of
from extractor.rules.lexicon import alternation, first_names, is_first_name, one_of, table, words

_SURE, _LIKELY = 2, 1
_AFTER_KIND = re.compile(
    rf"\b(?P<noun>(?i:{alternation(table('organisations')['kinds'])}))\s"
    r"(?P<name>[A-Z][\w’'&-]*(?:\s(?:(?:of|and|&)\s)?[A-Z][\w’'&-]*){0,4})(?<![’']s)"
)
_NAME = r"(?P<name>[A-Z][\w’'&-]*(?:[ ](?:(?:of|and|&)[ ])?[A-Z][\w’'&-]*){0,4})(?<![’']s)"
_MODIFIERS = r"\s(?:[a-z][\w’'-]*\s){0,3}?"
_APPOSED = rf"(?P<noun>{alternation({**table('organisations')['kinds'], **table('organisations')['apposed']})})"
# "Tidewatch, a charity, described ..."; the name is looked for to its left.
_KIND_BEHIND = re.compile(
    rf",\s(?:a|an|the|its|their|our){_MODIFIERS}{_APPOSED}(?=[,.;:)]|\s(?:which|that|based)\b|\Z)"
)
_NAME_TO_THE_LEFT = re.compile(rf"(?<![\w’'&-]){_NAME}$")
# "the drivers' union, Footplate, said"
_KIND_IN_FRONT = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|\w+[’']s?){_MODIFIERS}{_APPOSED},\s{_NAME}(?=[,.;])"
)
_SPOKEN_FOR = re.compile(rf"\b[Ss]pokes(?:man|woman|person|people)\s(?:for|from)\s(?:the\s)?{_NAME}")
# "analysts at Pruett & Lowe", "Solicitors Harcourt, Pell & Osei"
_FIRM = re.compile(
    rf"\b(?i:{one_of('organisations', 'actors', 'professions')})\s(?:(?:at|with|from|of)\s)?"
    r"(?P<name>[A-Z][\w’'-]+(?:,\s[A-Z][\w’'-]+)?\s(?:&|and)\s[A-Z][\w’-]+)(?![’']s?\w)"
)
_SPORT = re.compile(rf"\b{one_of('organisations', 'sport', 'words')}\b")
_TEAM = re.compile(
    rf"\b(?P<name>[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+)?[ ]{one_of('organisations', 'sport', 'tails')})\b(?![ ]?[A-Z&])"
)
_SENTENCE_ENDS = frozenset(".!?:'‘“\"")
_OPENS_SENTENCE = re.compile(r"(?:^|[\n.!?:“\"])\s*$")
_LAST_WORD = re.compile(r"([\w.’'-]+)\s*$")
_LONGEST_APPOSED = 80
_SPORT_WORDS = 2


def by_register(release: Release) -> Iterator[BodyCandidate]:
    """Names that stand in the register of public bodies as they are written."""
    for paragraph in release.paragraphs:
        tokens = tokens_of(release.text, paragraph.start, paragraph.end)
        spelled = [folded(token.text) for token in tokens]
        for number, token in enumerate(tokens):
            for name, kind in registered().get(spelled[number], ()):
                if not token.capital or tuple(spelled[number : number + len(name)]) != name:
                    continue
                if len(name) > 1 or not _is_ordinary(tokens, number):
                    last = tokens[number + len(name) - 1]
                    # Some names are possessives ("Sainsbury's").
                    end = last.end if last.text.replace("’", "'") in words("organisations", "known", "names") else None
                    yield BodyCandidate(token.start, end or last.end_of_name, kind, _SURE)


def _is_ordinary(tokens: Sequence[Token], at: int) -> bool:
    """Whether a one-word name is rather an ordinary word, a capital only because it begins a sentence."""
    if tokens[at].text not in words("organisations", "known", "ordinary"):
        return False
    if at > 0 and tokens[at - 1].text not in _SENTENCE_ENDS:
        return False
    behind, next_but_one = ([token.text for token in tokens[at + 1 : at + 3]] + ["", ""])[:2]
    # What it does tells a body from a noun ("Shelter said", not "Shelter and food").
    return behind not in words("organisations", "actors", "ordinary_behind") or (
        behind in {"and", ","} and next_but_one.islower()
    )


def by_kind(text: str) -> Iterator[BodyCandidate]:
    """Names that a common noun in front tells to be a body ("the charity Lantern Door", "bus operator Swiftline")."""
    for match in _AFTER_KIND.finditer(text):
        parts = match["name"].split()
        if match["noun"][0].isupper() and not _OPENS_SENTENCE.search(text, 0, match.start()):
            continue
        if parts[0] in first_names() or parts[0] in words("honorifics", "courtesy") or holds_post(parts):
            continue
        if parts[-1] not in words("organisations", "never", "tails"):
            kind = table("organisations")["kinds"][match["noun"].casefold()]
            yield BodyCandidate(match.start("name"), match.end("name"), kind, _LIKELY)


def by_context(text: str, entities: Sequence[Entity]) -> Iterator[BodyCandidate]:
    """Names that the words around them tell to be bodies', and every other place where they stand."""
    found: dict[str, str] = {}
    people = {text[entity.start : entity.end] for entity in entities if entity.label == "PERSON"}
    for match in _KIND_IN_FRONT.finditer(text):
        found[match["name"]] = _kind_of(match["noun"])
    for match in _KIND_BEHIND.finditer(text):
        left = _NAME_TO_THE_LEFT.search(text, max(0, match.start() - _LONGEST_APPOSED), match.start())
        if left is None or _is_place_or_adverb(text, left.start(), left["name"]):
            continue
        # "Dai Prosser, the contractor,"
        may_be_person = " " not in left["name"] or left["name"] in people
        if not (may_be_person and match["noun"] in words("organisations", "actors", "personal")):
            found[left["name"]] = _kind_of(match["noun"])
    found |= {match["name"]: "other" for match in _SPOKEN_FOR.finditer(text)}
    found |= {match["name"]: "company" for match in _FIRM.finditer(text)}
    for name, kind in found.items():
        if _can_be_told(name):
            for candidate in by_name(text, name, type_by_shape(name) or kind):
                yield replace(candidate, strength=_LIKELY)


def _kind_of(noun: str) -> str:
    kinds: dict[str, str] = {**table("organisations")["kinds"], **table("organisations")["apposed"]}
    return kinds[noun]


def _is_place_or_adverb(text: str, at: int, name: str) -> bool:
    """Whether what stands before ", the charity" is where or how ("In Holme, the charity", "Finally, the charity")."""
    before = _LAST_WORD.search(text, max(0, at - 20), at)
    if before and before[1].casefold() in words("organisations", "before_opening", "where") - {"of"}:
        return True
    if before and (before[1] in words("honorifics", "courtesy") or before[1].casefold() in words("roles", "heads")):
        return True
    alone = " " not in name and bool(_OPENS_SENTENCE.search(text, max(0, at - 20), at))
    return alone and (name.endswith("ly") or name in words("organisations", "actors", "adverbs"))


def _can_be_told(name: str) -> bool:
    """Whether a name that its context tells can be a body's: no person, post, day or thing."""
    parts = name.split()
    # "Hadley & Finch" is a firm, whatever its partners are called.
    if "&" not in parts and (is_first_name(parts[0]) or opens_otherwise(parts[0])):
        return False
    if holds_post(parts):
        return False
    if all(is_plain(part) for part in parts) or parts[0] in words("organisations", "never_inside", "openers"):
        return False
    nothing = words("organisations", "never", "names") | words("organisations", "never", "terms")
    other = words("organisations", "never", "tails") | words("organisations", "never_inside", "words")
    return name not in nothing and parts[-1] not in other


def by_sport(text: str) -> Iterator[BodyCandidate]:
    """Clubs known by a place and "Town", "City" or "Athletic", in a text about a match."""
    if len(set(_SPORT.findall(text))) < _SPORT_WORDS:
        return
    for match in _TEAM.finditer(text):
        parts = match["name"].split()
        if parts[0] in words("organisations", "never_inside", "words") | words(
            "organisations", "never_inside", "openers"
        ):
            parts = parts[1:]
        before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        # "in New York City": a place.
        if before and before[1].casefold() in words("organisations", "before_opening", "where") - {"at", "of", "into"}:
            continue
        things = words("organisations", "never", "tails")
        if len(parts) > 1 and parts[-2] not in things and not all(is_plain(part) for part in parts[:-1]):
            yield BodyCandidate(match.end() - len(" ".join(parts)), match.end(), "club", _LIKELY)


def by_name(text: str, name: str, kind: str) -> Iterator[BodyCandidate]:
    """Every place where a known name stands."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        yield BodyCandidate(match.start(), match.end(), kind, _SURE)


def opens_otherwise(word: str) -> bool:
    """Whether a word opens the name of a person or of a thing rather than that of a body."""
    if word in first_names() or word.title() in words("honorifics", "courtesy"):
        return True
    return word in words("organisations", "never", "tails") and word not in words("organisations", "before_of", "words")


def holds_post(parts: Sequence[str]) -> bool:
    """Whether one of the words is what a post is called by."""
    return any(part.casefold() in words("roles", "heads") for part in parts)
