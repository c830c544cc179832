"""Names of bodies told by other evidence than their shape: the register, the recogniser, the words around them."""

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
_LONGEST_APPOSED = 80
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


def by_kind(text: str) -> Iterator[BodyCandidate]:
    """Names that a common noun in front tells to be a body ("the charity Lantern Door", "bus operator Swiftline")."""
    for match in _AFTER_KIND.finditer(text):
        parts = match["name"].split()
        if match["noun"][0].isupper() and not _OPENS_SENTENCE.search(text, 0, match.start()):
            continue
        if parts[0] in first_names() or parts[0] in words("honorifics", "courtesy") or _holds_post(parts):
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
    if "&" not in parts and (is_first_name(parts[0]) or _opens_otherwise(parts[0])):
        return False
    if _holds_post(parts):
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
