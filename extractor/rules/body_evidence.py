"""Names of bodies told by other evidence than their shape: the register, the recogniser, the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.language import Entity
from extractor.release import Release
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import registered, type_by_shape
from extractor.rules.body_tokens import Token, folded, holds_post, is_plain, opens_otherwise, tokens_of
from extractor.rules.lexicon import alternation, is_first_name, one_of, table, words

_SURE, _LIKELY = 2, 1
_SPORT = re.compile(rf"\b{one_of('organisations', 'sport', 'words')}\b")
_TEAM = re.compile(
    rf"\b(?P<name>[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+)?[ ]{one_of('organisations', 'sport', 'tails')})\b(?![ ]?[A-Z&])"
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
_SENTENCE_ENDS = frozenset(".!?:'‘“\"")
_OPENS_SENTENCE = re.compile(r"(?:^|[\n.!?:“\"])\s*$")
_LAST_WORD = re.compile(r"([\w.’'-]+)\s*$")
_KIND_LEAD = re.compile(rf"(?i:{alternation(table('organisations')['kinds'])})\s+")
_CAPITAL_LEAD_IN = re.compile(r"\s[a-z]")
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 8
_SPORT_WORDS = 2
_INITIAL = re.compile(r"[A-Z]\.")


def by_register(release: Release) -> Iterator[BodyCandidate]:
    """Names that stand in the register of public bodies as they are written."""
    for paragraph in release.paragraphs:
        tokens = tokens_of(release.text, paragraph.start, paragraph.end)
        spelled = [folded(token.text) for token in tokens]
        for number, token in enumerate(tokens):
            for name, kind in registered().get(spelled[number], ()):
                if not token.capital or tuple(spelled[number : number + len(name)]) != name:
                    continue
                if _is_part(tokens, number, len(name)):
                    continue
                if len(name) > 1 or not _is_ordinary(tokens, number):
                    last = tokens[number + len(name) - 1]
                    # Some names are possessives ("Sainsbury's").
                    end = last.end if last.text.replace("’", "'") in words("organisations", "known", "names") else None
                    yield BodyCandidate(token.start, end or last.end_of_name, kind, _SURE)


def _is_part(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether a name of common words is a part of a longer one ("Calder Homes Community Fund", "Scope for Art")."""
    name = " ".join(token.text for token in tokens[at : at + length])
    if name in words("organisations", "known", "common"):
        return at > 0 and tokens[at - 1].capital_word and tokens[at].start == tokens[at - 1].end + 1
    if name.capitalize() not in words("organisations", "known", "ordinary"):
        return False
    # "the walking group Muddy Boots"
    capital = at > 1 and tokens[at - 1].capital_word and tokens[at - 2].text not in _SENTENCE_ENDS
    if capital and length == 1 and not tokens[at - 1].possessive:
        return True
    # "text BOOTS to 50300": what readers shall send.
    if name.isupper() and at > 0 and tokens[at - 1].text.casefold() in {"text", "texting"}:
        return True
    behind = at + length
    if behind < len(tokens) and tokens[behind].text in words("organisations", "known", "longer"):
        behind += 1 + (behind + 1 < len(tokens) and tokens[behind + 1].text == "the")
        return behind < len(tokens) and tokens[behind].capital_word
    return False


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
    if noun := _KIND_LEAD.match(text, start, entity.start + len(name)):
        start = noun.end()
    name = _TRAILING.sub("", text[start : entity.start + len(name)])
    end = start + len(name)
    if (
        name.isupper()
        and _opens_line(text, start)
        and _CAPITAL_LEAD_IN.match(text, end)
        and not _acts(text, start, end)
    ):
        # "FURIOUS villagers packed a school hall": the first word of a report in capitals.
        return
    if name.isupper() and _DATELINE.match(text, end) and _opens_line(text, start):
        return
    if _is_person(name):
        return
    if _could_be_body(name) and (name.isupper() or _acts(text, start, end)):
        yield BodyCandidate(start, end, type_by_shape(name) or "other", _LIKELY)


def _is_person(name: str) -> bool:
    """Whether a form of address or a given name and one word more make a person's name."""
    parts = name.split()
    rank = parts[:1] and (parts[0] in words("honorifics", "courtesy") or _INITIAL.fullmatch(parts[0]))
    return bool(rank) or (len(parts) == 2 and is_first_name(parts[0]) and type_by_shape(name) is None)


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
    if opens_otherwise(parts[0]) or parts[-1] in words("organisations", "never", "tails") or holds_post(parts):
        return False
    if all(is_plain(part) for part in parts):
        return False
    if len(parts) == 1:
        return name.isupper() and _SHORTEST_ACRONYM <= len(name) <= _LONGEST_ACRONYM
    return any(part[0].isupper() for part in parts[1:])
