"""How names of bodies begin and end, and those that the register knows: the word lists by their first or last word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from extractor import registers
from extractor.rules.body_tokens import TOKEN, Token, folded
from extractor.rules.lexicon import is_first_name, table, words

Phrase = tuple[str, ...]


def type_by_shape(name: str) -> str | None:
    """The type that a body's name gives away by its last or first words."""
    by_tail, by_opening = _kinds("tails"), _kinds("openings")
    # The longest first, as "Parish Council" is looked for before "Council".
    longest = len(_by_length("tails")[0][0])
    for start in range(max(0, len(name) - longest), len(name)):
        if kind := by_tail.get(name[start:]):
            return kind
    ends = (end for end in range(len(name) - 1, 0, -1) if name[end] == " ")
    return next((by_opening[name[:end]] for end in ends if name[:end] in by_opening), None)


@cache
def _kinds(side: str) -> dict[str, str]:
    """Each tail or opening -> the type that it tells."""
    return dict(reversed(_by_length(side)))


@cache
def _by_length(side: str) -> list[tuple[str, str]]:
    rows = [(phrase, kind) for kind, phrases in table("organisations")[side].items() for phrase in phrases]
    return sorted(rows, key=lambda row: (-len(row[0]), row[0]))


@cache
def tails() -> dict[str, list[tuple[Phrase, str]]]:
    """The last word of a tail -> the tails that end so with their types, longest first."""
    index: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, kind in _by_length("tails"):
        parts = tuple(phrase.replace("’", "'").split())
        index.setdefault(parts[-1], []).append((parts, kind))
    return index


@cache
def openings() -> dict[str, list[tuple[Phrase, str]]]:
    """The first word of an opening -> the openings that begin so with their types, longest first."""
    index: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, kind in _by_length("openings"):
        parts = tuple(phrase.split())
        index.setdefault(parts[0], []).append((parts, kind))
    return index


def registered_at(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, str]]:
    """For each registered or well-known name that begins at `at` how many words it has, and its type; longest first."""
    lengths = _lengths_of_registered().get(folded(tokens[at].text), ())
    spelled = tuple(folded(token.text) for token in tokens[at : at + lengths[0]]) if lengths else ()
    for length in lengths:
        for kind in _types_of_registered().get(spelled[:length], ()) if length <= len(spelled) else ():
            yield length, kind


@cache
def _lengths_of_registered() -> dict[str, tuple[int, ...]]:
    """The first word of a registered or well-known name -> how many words such names have, most first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in _types_of_registered():
        lengths[name[0]].add(len(name))
    return {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}


@cache
def _types_of_registered() -> dict[Phrase, tuple[str, ...]]:
    types: dict[Phrase, set[str]] = defaultdict(set)
    for entry in registers.entries():
        for name in (entry.name, *entry.aliases):
            parts = _phrase(name)
            if len(parts) > 1 or (len(name) > 3 and name not in words("organisations", "never", "terms")):
                types[parts].add(entry.type)
    known = {name: kind for kind, names in table("organisations")["known_types"].items() for name in names}
    for name in sorted(words("organisations", "known", "names")):
        types[_phrase(name)] = types.get(_phrase(name)) or {known.get(name, "other")}
    return {name: tuple(sorted(kinds)) for name, kinds in types.items()}


def _phrase(name: str) -> Phrase:
    if name.replace(" ", "").isalpha():  # as nearly all are
        return tuple(name.casefold().split())
    return tuple(folded(match.group()) for match in TOKEN.finditer(name))


def begins_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body's name of its own begins with the token at `at` ("... and NHS England")."""
    if at >= len(tokens):
        return False
    if tokens[at].acronym or _opens(tokens, at):
        return True
    return any(registered_at(tokens, at))


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a whole opening stands there ("City of ...", not "City Planning")."""
    return any(
        tuple(token.text for token in tokens[at : at + len(parts)]) == parts
        for parts, _ in openings().get(tokens[at].text, ())
    )


def ends_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body's name of its own ends with the token at `at` ("the Larkshire Society and ...")."""
    word = tokens[at].text
    for tail, _ in tails().get(word, ()):
        if tuple(token.text for token in tokens[max(0, at - len(tail) + 1) : at + 1]) == tail:
            return True
    return tokens[at].acronym or word in words("organisations", "known", "names")


def opened_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name that holds no "and" has opened in front ("Shire of Wandamurra and ...")."""
    inside = words("organisations", "joiners", "celtic") | {"of"}
    start = at
    while start > 0 and (tokens[start - 1].capital_word or tokens[start - 1].text in inside):
        start -= 1
        if tokens[start].text in words("organisations", "before_opening", "closed"):
            for parts, _ in openings().get(tokens[start].text, ()):
                if start + len(parts) < at and tuple(t.text for t in tokens[start : start + len(parts)]) == parts:
                    return True
    return False


def begins_post(tokens: Sequence[Token], at: int, *, inside: bool) -> bool:
    """Whether a post or form of address ends the name ("... Department of Labor Commissioner Nicole Gray").

    inside: words of the name stand in front, so that a ranked post ("Deputy Director of Public Health") ends it.
    """
    if inside and _begins_ranked_post(tokens, at):
        return True
    if tokens[at].text in words("honorifics", "courtesy"):
        return True
    if tokens[at].text.casefold() not in words("roles", "heads"):
        return False
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return following in {"", ",", "."} or is_first_name(following) or (inside and following in {"of", "for"})


def _begins_ranked_post(tokens: Sequence[Token], at: int) -> bool:
    """Whether a rank, at most three modifiers and the head of a post stand there ("Deputy Director")."""
    if tokens[at].text not in words("organisations", "never_last", "ranks"):
        return False
    following = [token.text.casefold() for token in tokens[at + 1 : at + 5]]
    heads = [number for number, word in enumerate(following) if word in words("roles", "heads")]
    return bool(heads) and all(word in words("roles", "modifiers") for word in following[: heads[0]])
