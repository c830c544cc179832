"""Names of bodies told by other evidence than their shape: the register, the recogniser, the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.language import Entity
from extractor.release import Release
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import registered, type_by_shape
from extractor.rules.body_tokens import Token, folded, is_plain, tokens_of
from extractor.rules.lexicon import alternation, first_names, one_of, table, words

_SURE, _LIKELY = 2, 1
_AFTER_KIND = re.compile(
    rf"\b(?P<noun>(?i:{alternation(table('organisations')['kinds'])}))\s"
    r"(?P<name>[A-Z][\w’'&-]*(?:\s(?:(?:of|and|&)\s)?[A-Z][\w’'&-]*){0,4})(?<![’']s)"
)
_LETTERS = re.compile(rf",?\s{one_of('organisations', 'actors', 'letters')}\b")
# Where what the recogniser labels goes beyond the name: lines, marks, asides; articles; dangling small words.
_CUT = re.compile(r"\n|[“”\"()]|\s[–—-]\s|,\s")
_LEAD = re.compile(r"(?:(?:the|The|a|an|A|An|our|Our)\s+)+")
_TRAILING = re.compile(r"(?:[’']s?|\s+(?:and|of|for|the|&))*\s*$")
# A town in capitals opens a dateline ("COLTERSEA, May 20 –", "HOLM (12 June)").
_DATELINE = re.compile(r"\s*[,(–—:-]")
_ACTOR_BEFORE = re.compile(rf"\b{one_of('organisations', 'actors', 'before')}\s+(?:the\s+)?$")
_ACTOR_BEHIND = re.compile(
    rf"\s{one_of('organisations', 'actors', 'verbs')}\b|[’']s?\s{one_of('organisations', 'actors', 'posts')}"
)
_SENTENCE_ENDS = frozenset(".!?:")
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 8


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
                    yield BodyCandidate(token.start, tokens[number + len(name) - 1].end_of_name, kind, _SURE)


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
        if parts[0] in first_names() or parts[0] in words("honorifics", "courtesy") or _holds_post(parts):
            continue
        if parts[-1] not in words("organisations", "never", "tails"):
            kind = table("organisations")["kinds"][match["noun"].casefold()]
            yield BodyCandidate(match.start("name"), match.end("name"), kind, _LIKELY)


def by_name(text: str, name: str, kind: str) -> Iterator[BodyCandidate]:
    """Every place where a known name stands."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        yield BodyCandidate(match.start(), match.end(), kind, _SURE)


def by_recogniser(text: str, entities: Sequence[Entity]) -> Iterator[BodyCandidate]:
    """What the recogniser takes for an organisation, less what no body is called."""
    for entity in entities:
        if entity.label != "ORG" or _LETTERS.match(text, entity.end):
            continue
        if f"({text[entity.start : entity.end]})" not in text:
            yield from _screened(text, entity)


def _screened(text: str, entity: Entity) -> Iterator[BodyCandidate]:
    """The name within what the recogniser labels, if it can be a body's and acts like one."""
    name = text[entity.start : entity.end]
    if cut := _CUT.search(name):
        name = name[: cut.start()]
    lead = _LEAD.match(name)
    start = entity.start + (lead.end() if lead else 0)
    name = _TRAILING.sub("", text[start : entity.start + len(name)])
    end = start + len(name)
    if name.isupper() and _DATELINE.match(text, end) and _opens_line(text, start):
        return
    if _could_be_body(name) and (name.isupper() or _acts(text, start, end)):
        yield BodyCandidate(start, end, type_by_shape(name) or "other", _LIKELY)


def _opens_line(text: str, at: int) -> bool:
    if text[at - 1 : at] == "\n":
        return True
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at == 0


def _acts(text: str, start: int, end: int) -> bool:
    """Whether the words around a name show that it does something or has things done with it."""
    return bool(_ACTOR_BEFORE.search(text, max(0, start - 40), start) or _ACTOR_BEHIND.match(text, end))


def _could_be_body(name: str) -> bool:
    parts = name.split()
    if not parts or not parts[0][0].isupper() or any(character.isdigit() for character in name):
        return False
    if name in words("organisations", "never", "names") | words("organisations", "never", "terms"):
        return False
    if _opens_otherwise(parts[0]) or parts[-1] in words("organisations", "never", "tails") or _holds_post(parts):
        return False
    if all(is_plain(part) for part in parts):
        return False
    if len(parts) == 1:
        return name.isupper() and _SHORTEST_ACRONYM <= len(name) <= _LONGEST_ACRONYM
    return any(part[0].isupper() for part in parts[1:])


def _opens_otherwise(word: str) -> bool:
    """Whether a word opens the name of a person or of a thing rather than that of a body."""
    if word in first_names() or word.title() in words("honorifics", "courtesy"):
        return True
    return word in words("organisations", "never", "tails") and word not in words("organisations", "before_of", "words")


def _holds_post(parts: Sequence[str]) -> bool:
    return any(part.casefold() in words("roles", "heads") for part in parts)
