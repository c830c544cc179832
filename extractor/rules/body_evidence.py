"""Names of bodies told by other evidence than their shape: the register, a match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import registered_at
from extractor.rules.body_tokens import Token, is_plain
from extractor.rules.lexicon import one_of, words
from extractor.rules.occurrences import Occurrences

_SURE, _LIKELY = 2, 1
_SPORT = re.compile(rf"\b{one_of('organisations', 'sport', 'words')}\b")
_TEAM = re.compile(
    rf"\b(?P<name>[A-Z][\w’'-]{{1,40}}(?:[ ][A-Z][\w’'-]+)?[ ]{one_of('organisations', 'sport', 'tails')})"
    r"\b(?![ ]?[A-Z&])"
)
_SENTENCE_ENDS = frozenset(".!?:'‘“\"")
_LAST_WORD = re.compile(r"([\w.’'-]+)\s*$")
_SPORT_WORDS = 2


def by_register(paragraphs: Iterable[Sequence[Token]]) -> Iterator[BodyCandidate]:
    """Names that stand in the register of public bodies as they are written, in paragraphs given by their tokens."""
    for tokens in paragraphs:
        for number, token in enumerate(tokens):
            for length, kind in registered_at(tokens, number) if token.capital else ():
                if _is_part(tokens, number, length):
                    continue
                if length > 1 or not _is_ordinary(tokens, number):
                    last = tokens[number + length - 1]
                    # Some names are possessives ("Sainsbury's").
                    end = last.end if last.text.replace("’", "'") in words("organisations", "known", "names") else None
                    yield BodyCandidate(token.start, end or last.end_of_name, kind, _SURE)


def _is_part(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether a name of common words is a part of a longer one ("Calder Homes Community Fund", "Scope for Art")."""
    name = " ".join(token.text for token in tokens[at : at + length])
    following = tokens[at + length] if at + length < len(tokens) else None
    # "Earl's Muffler & Brake"
    if length == 1 and at > 0 and tokens[at - 1].text == "&":
        return True
    # "NHS 111" is a service by telephone.
    if name == "NHS" and following is not None and following.text.isdigit():
        return True
    # "Crisis Kitchen", but "Shelter Scotland"
    if name in words("organisations", "known", "ordinary") and following is not None and following.capital_word:
        beside = following.start == tokens[at].end + 1 and not tokens[at].possessive
        if beside and following.bare not in words("organisations", "before_of", "countries"):
            return True
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


def by_name(occurrences: Occurrences, name: str, kind: str) -> Iterator[BodyCandidate]:
    """Every place where a known name stands."""
    for start, end in occurrences.of(name):
        yield BodyCandidate(start, end, kind, _SURE)
