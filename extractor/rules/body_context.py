"""Names of bodies told by the words around them: a noun that says what they are, or what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.language import Entity
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_evidence import by_name
from extractor.rules.body_names import type_by_shape
from extractor.rules.body_tokens import holds_post, is_no_body, is_plain, opens_otherwise
from extractor.rules.lexicon import alternation, first_names, is_first_name, one_of, table, words
from extractor.rules.occurrences import Occurrences

_SURE, _LIKELY = 2, 1
_KINDS, _APPOSED, _MANY = (table("organisations")[name] for name in ("kinds", "apposed", "many"))
# "R. T. Osei", "J. & M. Osei", "Lantern for Carers", "Hartley + Lund".
_INITIALS = r"(?:[A-Z]\.[ ]?){0,6}(?:&[ ](?:[A-Z]\.[ ]){1,6})?"
_JOINER = r"(?:(?:of|and|&|\+|for|at the|of the|for the)[ ])?"
_NAME = rf"(?P<name>{_INITIALS}[A-Z][\w’'&-]*(?:[ ]{_JOINER}[A-Z][\w’'&-]*){{0,4}})(?<![’']s)"
_SINGLE = r"[A-Z][\w’'&-]*(?:[ ](?:(?:of|&|\+|for)[ ])?[A-Z][\w’'&-]*){0,4}"
_AFTER_KIND = re.compile(rf"\b(?P<noun>(?i:{alternation(_KINDS)}))\s{_NAME}")
# "two local charities, Lantern Door and Tidewatch"
_AFTER_MANY = re.compile(
    rf"\b(?P<noun>{alternation(_MANY)})(?:,|:|\s[–-]|,?\ssuch\sas|,?\sincluding)?\s"
    rf"(?P<names>{_SINGLE}(?:,\s{_SINGLE}){{0,40}},?\sand\s(?:the\s)?{_SINGLE})(?![’']s)"
)
_LIST = re.compile(r"[A-Z][\w’'-]+(?:,\s[A-Z][\w’'-]+)+\sand\s[A-Z][\w’'-]+")
_PARTED = re.compile(r",\sand\s|,\s|\sand\s")
_PLURAL = one_of("organisations", "actors", "plural_professions")
# "solicitors Harper Lund said": more than one cannot be one person.
_PLURAL_TRADE = re.compile(
    rf"\b{_PLURAL}\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?![’']s|\s(?:and\s|&\s)?[A-Z]|,\s[A-Z]|\w)"
)
# "Ada Holt, a director of the company": what stands behind a preposition is another's.
_MODIFIERS = r"\s(?:(?!(?:of|in|at|for|to|by|from|with|on)\s)[a-z][\w’'-]*\s|[A-Z][\w’'-]*\s){0,3}?"
_TYPES: dict[str, str] = {**_KINDS, **_APPOSED}
_NOUN = rf"(?P<noun>{alternation(_TYPES)})"
_ASIDE_ENDS = r"(?=[,.;:)]|\s(?:which|that|based|for|in|run|led|set|who|working|with|near|behind)\b|\s[–-]\s|\Z)"
# "Tidewatch, a charity, described ..."; the name is looked for to its left.
_KIND_BEHIND = re.compile(rf",\s(?P<article>a|an|the|its|their|our|[a-z]+[’']s){_MODIFIERS}{_NOUN}{_ASIDE_ENDS}")
# "of Osei & Lund, naval architects,"
_TRADE_BEHIND = re.compile(rf",\s(?:the\s)?(?:[A-Za-z][\w’'-]*\s){{0,2}}{_PLURAL}(?=[,.;)])")
_NAME_TO_THE_LEFT = re.compile(rf"(?<![\w’'&.-]){_NAME}$")
# "the drivers' union, Footplate, said"
_KIND_IN_FRONT = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|\w+[’']s?){_MODIFIERS}{_NOUN},\s{_NAME}(?=[,.;])"
)
_SPOKEN_FOR = re.compile(rf"\b[Ss]pokes(?:man|woman|person|people)\s(?:for|from)\s(?:the\s)?{_NAME}")
# "analysts at Pruett & Lowe", "Solicitors Harcourt, Pell & Osei"
_FIRM = re.compile(
    rf"\b(?i:{one_of('organisations', 'actors', 'professions')})\s(?:(?:at|with|from|of)\s)?"
    r"(?P<name>[A-Z][\w’'-]+(?:,\s[A-Z][\w’'-]+)?\s(?:&|and)\s[A-Z][\w’-]+)(?![’']s?\w)"
)
# Partners by their surnames do or get something ("built by Osei & Lund Marine"), by their initials they need no more.
_PARTNERS = re.compile(
    r"\b(?:by|at|between)\s(?P<name>[A-Z][\w’'-]+\s[&+]\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?![’']s|\w)"
)
_BY_INITIALS = re.compile(
    r"(?<![\w.&])(?P<name>[A-Z]\.?[ ]?&[ ]?[A-Z]\.?[ ][A-Z][a-z][\w’'-]+(?:[ ][A-Z][\w’'-]+)?)(?![’']s|\w)"
)
# "Hanlon's of Market Street": a shop by its keeper and place.
_SHOP = re.compile(r"(?<!St )\b(?P<name>[A-Z][\w-]{3,40}[’']s[ ]of[ ][A-Z][\w-]+(?:[ ][A-Z][\w-]+)?)\b")
# What only a body is called in: works are done by firms, sums are raised for charities, people come from an employer.
_ACTS = [
    (
        re.compile(
            rf"\b(?:work|works|repairs|refurbishment|building)\s(?:was|were|is|will\sbe|being)\s(?:\w+\s)?"
            rf"(?:carried\sout|done|undertaken|completed)\sby\s{_NAME}"
        ),
        "company",
    ),
    (
        re.compile(
            rf"\b(?:(?:ordered|bought|purchased|leased|hired)\sfrom|(?:supplied|manufactured|installed)\sby)"
            rf"\s{_NAME}(?=[,.;]|\s(?:of|in|for|at|last|this)\b)"
        ),
        "company",
    ),
    (re.compile(rf"\b(?:with|by)\s{_NAME}(?=\sas\s(?:the\s|its\s|their\s)?(?:[a-z]+\s)?{_PLURAL})"), "company"),
    (re.compile(rf"\b(?:rais|donat)\w+\s[^.\n]{{0,40}}?£[\d,.]+m?\sfor\s(?:the\s)?{_NAME}(?=[.,;])"), "charity"),
    (
        re.compile(
            rf"\b(?:from|left|joined|joins)\s{_NAME}(?=,\swhere\s(?:s?he|they)\s(?:was|were|served|led|worked))"
        ),
        "other",
    ),
    (re.compile(rf"\bco-founded\s{_NAME}(?=[,.;]|\s(?:in|with)\b)"), "other"),
    (
        re.compile(rf"\b{one_of('organisations', 'actors', 'workers')}\s(?:from|at|with)\s{_NAME}(?=[,.;]|\s[a-z])"),
        "other",
    ),
    (re.compile(rf"(?<![\w’'&.-]){_NAME}(?=\s{one_of('organisations', 'actors', 'fates')}\b)"), "company"),
]
_LONGEST_APPOSED = 80
_LAST_WORD = re.compile(r"([\w.’'-]+)\s*$")
_OPENS_SENTENCE = re.compile(r"(?:^|[\n.!?:“\"])\s*$")


def by_kind(text: str) -> Iterator[BodyCandidate]:
    """Names that a common noun in front tells to be a body ("the charity Lantern Door", "bus operator Swiftline")."""
    for match in _AFTER_KIND.finditer(text):
        name = _first_of_two(match["name"])
        parts = name.split()
        if match["noun"][0].isupper() and not _opens_sentence(text, match.start()):
            continue
        if parts[0] in first_names() or parts[0] in words("honorifics", "courtesy") or holds_post(parts):
            continue
        name = _whole_list(text, match.start("name"), name)
        numbered = any(letter.isdigit() for letter in name)
        if len(parts[0]) > 1 and not numbered and parts[-1] not in words("organisations", "never", "tails"):
            start = match.start("name")
            yield BodyCandidate(start, start + len(name), _KINDS[match["noun"].casefold()], _strength(parts))
    yield from _by_many(text)


def _strength(parts: Sequence[str]) -> int:
    """A name that begins with a known one is the longer of the two ("the charity Scope for Living")."""
    return _SURE if {"for", "at", "of"} & set(parts) else _LIKELY


def _by_many(text: str) -> Iterator[BodyCandidate]:
    """The names that a noun in the plural tells to be bodies, each for itself."""
    for match in _AFTER_MANY.finditer(text):
        start = match.start("names")
        for part in _PARTED.split(match["names"]):
            name = part.removeprefix("the ")
            at = text.index(name, start)
            start = at + len(name)
            if _can_be_told(name) and name.split()[0] not in first_names():
                yield BodyCandidate(at, start, type_by_shape(name) or _MANY[match["noun"]], _LIKELY)


def _whole_list(text: str, start: int, name: str) -> str:
    """ "the charity Moors, Meres and Mosses": what reads like a list is one name if the text has it again."""
    found = _LIST.match(text, start)
    return found.group() if found and found.group().startswith(name) and text.count(found.group()) > 1 else name


def _first_of_two(name: str) -> str:
    """ "the charity Tidewatch and Pell Town Council": a noun in the singular tells the first alone."""
    front, _, behind = name.partition(" and ")
    return front if len(behind.split()) > 1 and type_by_shape(behind) else name


def by_context(text: str, entities: Sequence[Entity], occurrences: Occurrences) -> Iterator[BodyCandidate]:
    """Names that the words around them tell to be bodies', and every other place where they stand."""
    places = {text[entity.start : entity.end] for entity in entities if entity.label in {"GPE", "LOC"}}
    found = _apposed(text, entities)
    found |= {match["name"]: "other" for match in _SPOKEN_FOR.finditer(text) if _can_be_told(match["name"])}
    openers = words("organisations", "never_inside", "openers")
    found |= {match["name"]: "company" for match in _SHOP.finditer(text) if match["name"].split()[0] not in openers}
    for pattern in (_FIRM, _PLURAL_TRADE, _PARTNERS, _BY_INITIALS):
        found |= {match["name"]: "company" for match in pattern.finditer(text) if _is_firm(match["name"])}
    for pattern, kind in _ACTS:
        found |= {
            match["name"]: kind
            for match in pattern.finditer(text)
            if match["name"] not in places and _acts_so(match["name"])
        }
    for name, kind in found.items():
        for candidate in by_name(occurrences, name, type_by_shape(name) or kind):
            yield replace(candidate, strength=_strength(name.split()))


def _apposed(text: str, entities: Sequence[Entity]) -> dict[str, str]:
    """Names beside a comma and a noun that tells what they are."""
    people = {text[entity.start : entity.end] for entity in entities if entity.label == "PERSON"}
    found = {
        match["name"]: _TYPES[match["noun"]] for match in _KIND_IN_FRONT.finditer(text) if _can_be_told(match["name"])
    }
    for match in _KIND_BEHIND.finditer(text):
        name = _name_before(text, match.start())
        if name is None:
            continue
        # "Dai Prosser, the contractor,"; what has such an article may be called anything ("Way Out, a charity").
        may_be_person = (
            " " not in name or is_first_name(name.split()[0]) or (name in people and match["article"] != "the")
        )
        if may_be_person and match["noun"] in words("organisations", "actors", "personal"):
            continue
        if _can_be_told(name) or (match["article"] in {"a", "an"} and not holds_post(name.split())):
            found[name] = _TYPES[match["noun"]]
    for match in _TRADE_BEHIND.finditer(text):
        name = _name_before(text, match.start())
        # "Ada Osei of Osei & Lund, naval architects,"
        name = (name or "").rpartition(" of ")[2]
        if "&" in name and _can_be_told(name):
            found[name] = "company"
    return found


def _name_before(text: str, at: int) -> str | None:
    """The name that ends there: the second of two ("Marl Trust and Mudlarks, a charity"), and no place or adverb."""
    left = _NAME_TO_THE_LEFT.search(text, max(0, at - _LONGEST_APPOSED), at)
    if left is None:
        return None
    name, start = left["name"], left.start()
    front, _, behind = name.rpartition(" and ")
    if front and behind and type_by_shape(front):
        name, start = behind, at - len(behind)
    return None if _is_place_or_adverb(text, start, name) else name


def _opens_sentence(text: str, at: int) -> bool:
    return bool(_OPENS_SENTENCE.search(text, max(0, at - 20), at))


def _is_place_or_adverb(text: str, at: int, name: str) -> bool:
    """Whether what stands before ", the charity" is where or how ("In Holme, the charity", "Finally, the charity")."""
    before = _LAST_WORD.search(text, max(0, at - 20), at)
    if before and before[1].casefold() == "the":
        before = _LAST_WORD.search(text, max(0, at - 24), before.start())
    if before and before[1].casefold() in words("organisations", "before_opening", "where") - {"of", "from"}:
        return True
    if before and (before[1] in words("honorifics", "courtesy") or before[1].casefold() in words("roles", "heads")):
        return True
    alone = " " not in name and _opens_sentence(text, at)
    return alone and (name.endswith("ly") or name in words("organisations", "actors", "adverbs"))


def _is_firm(name: str) -> bool:
    """Whether a name that its trade or its partners tell can be a firm's: no post, and not all common words."""
    parts = [part for part in name.replace(",", "").split() if part not in {"&", "+", "and"}]
    common = all(is_plain(part) for part in parts[:2])
    spelled = name.replace(" ", "")[:3] in words("organisations", "never", "terms")
    return not (common or spelled or holds_post(parts)) and _is_no_thing(name, parts)


def _acts_so(name: str) -> bool:
    """Whether a name can be that of what is worked or paid for: two words, and no person or thing."""
    parts = name.split()
    # "Hope at the Harbour" is neither.
    if _strength(parts) == _SURE:
        return not holds_post(parts)
    return len(parts) > 1 and parts[0] not in first_names() and not holds_post(parts) and _is_no_thing(name, parts)


def _is_no_thing(name: str, parts: Sequence[str]) -> bool:
    opens = parts[0] in words("organisations", "never_inside", "openers") or parts[0] in words("honorifics", "courtesy")
    return not (opens or is_no_body(name) or all(map(is_plain, parts)))


def _can_be_told(name: str) -> bool:
    """Whether a name that its context tells can be a body's: no person, post, day or thing."""
    parts = name.split()
    # "Hadley & Finch" is a firm, whatever its partners are called.
    if "&" not in parts and (is_first_name(parts[0]) or opens_otherwise(parts[0])):
        return False
    return not holds_post(parts) and _is_no_thing(name, parts)
