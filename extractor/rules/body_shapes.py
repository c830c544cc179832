"""Candidates for bodies: stretches whose shape, register entry or label says that they name an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor import registers
from extractor.language import Entity
from extractor.release import Release
from extractor.rules.lexicon import alternation, first_names, is_first_name, table, words

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W_](?:[\w’'&./-]*[^\W_])?(?:(?<=s)[’'](?=\s(?:[A-Z]|and\s[A-Z]))|(?<=\b[A-Z])\.)?|&|[,;:.()]|\S"
)
_WORD = re.compile(r"[\w&]")
# A possessive ends a name, unless the name goes on ("Sheriff's Office").
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text[start:end]` may name a body of that type; the source of a higher strength wins an overlap."""

    start: int
    end: int
    type: str
    strength: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or (self.text[0].isdigit() and any(letter.isupper() for letter in self.text))


def by_shape(release: Release) -> Iterator[Candidate]:
    """Names that end like a body's ("Harrowmere Borough Council") or open like one ("Department for Education")."""
    for paragraph in release.paragraphs:
        tokens = _tokens(release.text, paragraph.start, paragraph.end)
        yield from _by_tail(tokens)
        yield from _by_opening(tokens)


def by_register(release: Release) -> Iterator[Candidate]:
    """Names that stand in the register of public bodies as they are written."""
    index = _register_index()
    for paragraph in release.paragraphs:
        tokens = _tokens(release.text, paragraph.start, paragraph.end)
        for number, token in enumerate(tokens):
            for name, kind in index.get(_bare(token.text), ()):
                span = tokens[number : number + len(name)]
                if (
                    len(name) == 1
                    and _opens_sentence(tokens, number)
                    and token.text in words("organisations", "known", "ordinary")
                ):
                    continue
                if len(span) == len(name) and token.capital and tuple(_bare(word.text) for word in span) == name:
                    yield Candidate(token.start, _end_of_name(span[-1]), kind, 2)


def by_recogniser(text: str, entities: Sequence[Entity]) -> Iterator[Candidate]:
    """What the recogniser takes for an organisation, less what no body is called."""
    for entity in entities:
        lettered = _LETTERS.match(text, entity.end)
        if entity.label == "ORG" and not lettered and f"({text[entity.start : entity.end]})" not in text:
            yield from _screened(text, entity)


def by_kind(text: str) -> Iterator[Candidate]:
    """Names that a common noun in front tells to be a body ("the charity Lantern Door", "bus operator Swiftline")."""
    for match in _kind_before().finditer(text):
        name = match["name"]
        parts = name.split()
        if (
            parts[0] in first_names()
            or parts[0] in words("honorifics", "courtesy")
            or parts[-1] in words("organisations", "never", "tails")
        ):
            continue
        if any(part.casefold() in words("roles", "heads") for part in parts):
            continue
        kind = table("organisations")["kinds"][match["noun"].casefold()]
        yield Candidate(match.start("name"), match.end("name"), kind, 1)


@cache
def _kind_before() -> re.Pattern[str]:
    nouns = alternation(table("organisations")["kinds"])
    return re.compile(
        rf"\b(?P<noun>(?i:{nouns}))\s(?P<name>[A-Z][\w’'&-]*(?:\s(?:(?:of|and|&)\s)?[A-Z][\w’'&-]*){{0,4}})(?<![’']s)"
    )


def by_name(text: str, name: str, kind: str) -> Iterator[Candidate]:
    """Every place where a known name stands."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        yield Candidate(match.start(), match.end(), kind, 2)


def type_by_shape(name: str) -> str | None:
    """The type that a body's name gives away by its last or first words."""
    for tails, kind in _by_length("tails"):
        if name.endswith(tails):
            return kind
    for opening, kind in _by_length("openings"):
        if name.startswith(opening + " "):
            return kind
    return None


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The strongest, then longest candidate of each overlap, in text order."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.strength, c.start - c.end, c.start)):
        if all(candidate.end <= other.start or candidate.start >= other.end for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [_Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]


def _bare(word: str) -> str:
    return "and" if word == "&" else _POSSESSIVE.sub("", word.replace("’", "'")).casefold()


def _end_of_name(token: _Token) -> int:
    return token.end - (len(token.text) - len(_POSSESSIVE.sub("", token.text)))


@cache
def _by_length(side: str) -> list[tuple[str, str]]:
    rows = [(phrase, kind) for kind, phrases in table("organisations")[side].items() for phrase in phrases]
    return sorted(rows, key=lambda row: (-len(row[0]), row[0]))


@cache
def _endings() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The last word of a tail -> the tails that end so, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, kind in _by_length("tails"):
        parts = tuple(phrase.replace("’", "'").split())
        index.setdefault(parts[-1], []).append((parts, kind))
    return index


@cache
def _beginnings() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The first word of an opening -> the openings that begin so, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, kind in _by_length("openings"):
        parts = tuple(phrase.split())
        index.setdefault(parts[0], []).append((parts, kind))
    return index


@cache
def _register_index() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for entry in registers.entries():
        for name in (entry.name, *entry.aliases):
            parts = tuple(_bare(match.group()) for match in _TOKEN.finditer(name))
            if len(parts) > 1 or (len(name) > 3 and name not in words("organisations", "never", "terms")):
                index.setdefault(parts[0], set()).add((parts, entry.type))
    for name in words("organisations", "known", "names"):
        parts = tuple(_bare(match.group()) for match in _TOKEN.finditer(name))
        if parts not in {known for known, _ in index.get(parts[0], ())}:
            index.setdefault(parts[0], set()).add((parts, "other"))
    return {first: tuple(sorted(names, key=lambda name: (-len(name[0]), name))) for first, names in index.items()}


def _by_tail(tokens: Sequence[_Token]) -> Iterator[Candidate]:
    for number, token in enumerate(tokens):
        last = _POSSESSIVE.sub("", token.text).replace("’", "'")
        for tail, kind in _endings().get(last, ()):
            first = number - len(tail) + 1
            if first < 0 or tuple(word.text.replace("’", "'") for word in tokens[first:number]) != tail[:-1]:
                continue
            if not _goes_on(tokens, number):
                yield from _ending_at(tokens, first, number, kind)
            break


def _ending_at(tokens: Sequence[_Token], first: int, last: int, kind: str) -> Iterator[Candidate]:
    """The name whose tail is `tokens[first:last + 1]`, unless nothing in it is a name."""
    start = _walk_left(tokens, first)
    left = [token.text for token in tokens[start:first]]
    end = last
    if tokens[last].text in words("organisations", "before_of", "tails") and _text_at(tokens, last + 1) == "of":
        end = max(last, _walk_right(tokens, last + 1, listed=False) - 1)
    if not left and end == last and not (first == last and tokens[last].text.isupper() and len(tokens[last].text) > 3):
        return
    if start > 0 and tokens[start - 1].text in words("honorifics", "courtesy"):
        return
    if left and end == last and left[-1] in _EXECUTIVES:
        return
    if left and tokens[last].text in words("organisations", "plain", "tails") and all(_is_plain(word) for word in left):
        return
    if left and first == last and tokens[last].text.isupper() and is_first_name(left[0]):
        start = first
    name = " ".join(token.text for token in tokens[start : end + 1])
    if name not in words("organisations", "never", "names"):
        yield Candidate(tokens[start].start, _end_of_name(tokens[end]), kind, 2)


def _text_at(tokens: Sequence[_Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _is_plain(word: str) -> bool:
    """Whether a word describes rather than names: "Adult Social Services" is a unit, not a body."""
    folded = word.casefold().replace("’", "'")
    return (
        folded in words("roles", "modifiers")
        or folded in words("organisations", "plain", "words")
        or folded in _JOINERS
    )


def _goes_on(tokens: Sequence[_Token], number: int) -> bool:
    """Whether the words behind make the name that of something else ("Harrowmere College Road")."""
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    if following is None or _POSSESSIVE.search(tokens[number].text):
        return False
    word = _POSSESSIVE.sub("", following.text)
    if not following.capital:
        return word in words("organisations", "plain", "followers")
    while number + 2 < len(tokens) and tokens[number + 2].capital and _WORD.match(tokens[number + 2].text):
        number += 1
        word = _POSSESSIVE.sub("", tokens[number + 1].text)
    return word in words("organisations", "never", "tails") and word.casefold() not in words("roles", "heads")


def _opens_sentence(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a word is a capital only because it begins a sentence (what it does tells a body from a noun)."""
    if at > 0 and tokens[at - 1].text not in ".!?:":
        return False
    return (
        _text_at(tokens, at + 1) not in {"said", "says", "has", "have", "will", ",", "and"}
        or _text_at(tokens, at + 2).islower()
        and _text_at(tokens, at + 1) in {"and", ","}
    )


def _walk_left(tokens: Sequence[_Token], first: int) -> int:
    """The token where the name that ends in a tail at `first` begins."""
    start = first
    while start > 0:
        previous = tokens[start - 1]
        if _part_of_name(tokens, start - 1):
            start -= 1
        elif previous.text in _JOINERS and start > 1 and _joins(tokens, start - 1, first):
            start -= 2
        else:
            break
    return start


_EXECUTIVES = frozenset({"Chief", "Deputy", "Non", "Senior", "Managing", "Non-Executive"})
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_NO_BODY_ENDS = frozenset(
    {"Check", "Checks", "App", "Doctor", "Nurse", "Staff", "Services", "Constitution", "Website", "Login"}
)
_PLACE_JOINERS = frozenset({"upon", "on", "le", "by", "under"})
_JOINERS = frozenset({"of", "and", "&", "upon", "on", "in", "le", "by", "under", "for", "the"})


def _part_of_name(tokens: Sequence[_Token], at: int) -> bool:
    token = tokens[at]
    if _ORDINAL.fullmatch(token.text) and at + 1 < len(tokens) and tokens[at + 1].capital:
        return True
    if not token.capital or not _WORD.match(token.text):
        return False
    # "Owen's School" is cut behind Owen, "Traders' Association" is not.
    if _POSSESSIVE.search(token.text) and not token.text.endswith(("s'", "s’")) and not _saint(tokens, at):
        return False
    if token.text in words("organisations", "never_inside", "words"):
        return False
    starts = at == 0 or tokens[at - 1].text in '.:;“"‘('
    return not (starts and token.text in words("organisations", "never_inside", "openers"))


def _saint(tokens: Sequence[_Token], at: int) -> bool:
    """St Mary's, King's, Women's, Children's, Guy's: possessives that stand inside names."""
    word = _POSSESSIVE.sub("", tokens[at].text)
    saint = at > 0 and tokens[at - 1].text in {"St", "St.", "Saint", "SS"}
    return saint or word in words("organisations", "possessives", "inside")


def _joins(tokens: Sequence[_Token], at: int, first: int) -> bool:
    """Whether the connector at `at` lies within one name."""
    joiner, before = tokens[at].text, tokens[at - 1]
    if not _part_of_name(tokens, at - 1):
        return False
    if joiner in {"on", "by", "in"} and not registers.lookup(" ".join(t.text for t in tokens[at - 1 : first + 1])):
        return False
    if joiner in _PLACE_JOINERS:
        return at - 2 < 0 or tokens[at - 2].text not in _JOINERS
    if joiner in {"and", "&"}:
        tail = _POSSESSIVE.sub("", before.text)
        return not _ends_a_name(tokens, at - 1) and (
            joiner == "&" or tail not in words("organisations", "never_inside", "words")
        )
    if joiner == "of":
        return before.text in words("organisations", "before_of", "words")
    return False


def _ends_a_name(tokens: Sequence[_Token], at: int) -> bool:
    word = tokens[at].text
    tails = _endings().get(word, ())
    ends = any(tuple(t.text for t in tokens[max(0, at - len(tail) + 1) : at + 1]) == tail for tail, _ in tails)
    return ends or (word.isupper() and len(word) > 2) or word in words("organisations", "known", "names")


def _by_opening(tokens: Sequence[_Token]) -> Iterator[Candidate]:
    for number, token in enumerate(tokens):
        for parts, kind in _beginnings().get(token.text, ()):
            behind = number + len(parts)
            if tuple(word.text for word in tokens[number:behind]) != parts:
                continue
            end = _walk_right(
                tokens,
                behind,
                posts=parts[0] == "Office",
                listed=parts[0] in words("organisations", "before_opening", "listed"),
            )
            if end > behind and tokens[end - 1].text not in _NO_BODY_ENDS:
                start = number
                if parts[0] in words("organisations", "before_opening", "free"):
                    start = _walk_left(tokens, number)
                elif start > 0 and tokens[start - 1].text in words("organisations", "before_opening", "words"):
                    start -= 1
                yield Candidate(tokens[start].start, _end_of_name(tokens[end - 1]), kind, 2)
            break


def _walk_right(tokens: Sequence[_Token], at: int, *, listed: bool, posts: bool = False) -> int:
    """The token behind the name that goes on from `at`; `listed` names hold lists ("Environment, Food and Rural Affairs")."""
    end = at
    while at < len(tokens):
        token = tokens[at]
        if at > end + 2 or (_begins_post(tokens, at) and not posts):
            break
        if token.capital and _WORD.match(token.text):
            at = end = at + 1
            if _POSSESSIVE.search(token.text) and not _saint(tokens, end - 1):
                break
        elif token.text in {"the", "of", "upon", "&", "in"} or (
            token.text == "and" and listed and not _known_at(tokens, at + 1)
        ):
            the = at + 1 < len(tokens) and tokens[at + 1].text == "the" and token.text == "of"
            if not _capital_at(tokens, at + 1 + the) or (token.text == "in" and not listed):
                break
            at += 1
        elif token.text == "," and listed and _list_goes_on(tokens, at):
            at += 1
        else:
            break
    return end


def _begins_post(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a post or form of address ends the name ("... Department of Labor Commissioner Nicole Gray")."""
    if tokens[at].text in words("honorifics", "courtesy"):
        return True
    if tokens[at].text.casefold() not in words("roles", "heads"):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is None or is_first_name(following.text) or following.text in {",", "."}


def _known_at(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a body's name of its own begins here ("... and NHS England")."""
    if at >= len(tokens):
        return False
    word = tokens[at].text
    if (word.isupper() and len(word) > 2) or word in _beginnings():
        return True
    names = _register_index().get(_bare(word), ())
    return any(tuple(_bare(token.text) for token in tokens[at : at + len(name)]) == name for name, _ in names)


def _capital_at(tokens: Sequence[_Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].capital and bool(_WORD.match(tokens[at].text))


def _list_goes_on(tokens: Sequence[_Token], at: int) -> bool:
    """A comma within a name is followed by capitalised words, then "and" or another comma, and a capitalised word."""
    at += 1
    steps = 0
    while _capital_at(tokens, at) and steps < 4:
        at, steps = at + 1, steps + 1
    return steps > 0 and at < len(tokens) and tokens[at].text in {"and", ","} and _capital_at(tokens, at + 1)


_LETTERS = re.compile(r",?\s(?:MP|MSP|MLA|TD|OBE|MBE|CBE|KC|QC)\b")


def _screened(text: str, entity: Entity) -> Iterator[Candidate]:
    name = text[entity.start : entity.end]
    cut = _CUT.search(name)
    if cut:
        name = name[: cut.start()]
    lead = _LEAD.match(name)
    start = entity.start + (lead.end() if lead else 0)
    name = _TRAILING.sub("", text[start : entity.start + len(name)])
    if name.isupper() and _DATELINE.match(text, start + len(name)) and _opens_line(text, start):
        return
    if _could_be_body(name) and (name.isupper() or _acts(text, start, start + len(name))):
        yield Candidate(start, start + len(name), type_by_shape(name) or "other", 1)


_CUT = re.compile(r"\n|[“”\"()]|\s[–—-]\s|,\s")
_LEAD = re.compile(r"(?:(?:the|The|a|an|A|An|our|Our)\s+)+")
_TRAILING = re.compile(r"(?:[’']s?|\s+(?:and|of|for|the|&))*\s*$")
# A town in capitals opens a dateline ("LINCOLN, May 20 –", "AARHUS (12 June)").
_DATELINE = re.compile(r"\s*[,(–—:-]")


def _opens_line(text: str, at: int) -> bool:
    return not text[:at].strip() or text[:at].endswith("\n")


_ACTOR_BEFORE = re.compile(
    r"\b(?:by|with|between|including|against|thank|charity|company|firm|contractors?|business|developers?|operator|retailer|"
    r"supplier|union|provider|supermarket|partners?|sponsors?|manufacturer|builders?|network|publisher|brand)\s+(?:the\s+)?$"
)
_ACTOR_BEHIND = re.compile(
    r"\s(?:said|says|announced|announces|has|have|had|will|which|who|plans|runs|operates|owns|employs|built|won|bought|makes|is\sa|was\sfounded)\b"
    r"|[’']s?\s(?:chief|managing|chair|director|head|founder|president|spokes)"
)


def _acts(text: str, start: int, end: int) -> bool:
    """Whether the words around a name show that it does something or has things done with it."""
    return bool(_ACTOR_BEFORE.search(text, max(0, start - 40), start) or _ACTOR_BEHIND.match(text, end))


def _could_be_body(name: str) -> bool:
    parts = name.split()
    if not parts or not parts[0][0].isupper() or name in words("organisations", "never", "names"):
        return False
    if name in words("organisations", "never", "terms") or any(character.isdigit() for character in name):
        return False
    if parts[-1] in words("organisations", "never", "tails") or parts[0].title() in words("honorifics", "courtesy"):
        return False
    if parts[0] in words("organisations", "never", "tails") and parts[0] not in words(
        "organisations", "before_of", "words"
    ):
        return False
    if any(part.casefold() in words("roles", "heads") for part in parts) or parts[0] in first_names():
        return False
    if all(_is_plain(part) for part in parts):
        return False
    if len(parts) == 1:
        return name.isupper() and 2 < len(name) < 9
    return any(part[0].isupper() for part in parts[1:])
