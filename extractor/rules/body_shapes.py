"""Names of bodies told by their shape: how they end ("Harrowmere Borough Council") or open ("Department for ...")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import registers
from extractor.release import Release
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import Phrase, begins_name, ends_name, openings, tails
from extractor.rules.body_tokens import Token, is_plain, tokens_of
from extractor.rules.lexicon import is_first_name, words

_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_SAINT = frozenset({"St", "St.", "Saint", "SS"})
_SENTENCE_OPENERS = frozenset('.:;“"‘(')
_STRENGTH = 2
_LONGEST_IN_LIST = 4


def by_shape(release: Release) -> Iterator[BodyCandidate]:
    """Names that end like a body's or open like one."""
    for paragraph in release.paragraphs:
        tokens = tokens_of(release.text, paragraph.start, paragraph.end)
        yield from _by_tail(tokens)
        yield from _by_opening(tokens)


def _by_tail(tokens: Sequence[Token]) -> Iterator[BodyCandidate]:
    for number, token in enumerate(tokens):
        for tail, kind in tails().get(token.bare.replace("’", "'"), ()):
            first = number - len(tail) + 1
            if first < 0 or tuple(word.text.replace("’", "'") for word in tokens[first:number]) != tail[:-1]:
                continue
            if not _goes_on(tokens, number):
                yield from _ending_at(tokens, first, number, kind)
            break


def _ending_at(tokens: Sequence[Token], first: int, last: int, kind: str) -> Iterator[BodyCandidate]:
    """The name whose tail is `tokens[first:last + 1]`, unless nothing in it is a name."""
    start, end = _walk_left(tokens, first), last
    tail = tokens[last].text
    if tail in words("organisations", "before_of", "tails") and _text_at(tokens, last + 1) == "of":
        end = max(last, _walk_right(tokens, last + 1, listed=False) - 1)
    left = [token.text for token in tokens[start:first]]
    if _names_nothing(left, tail, whole=first == last, goes_on=end > last):
        return
    if start > 0 and tokens[start - 1].text in words("honorifics", "courtesy"):
        return
    if left and first == last and tail.isupper() and is_first_name(left[0]):
        start = first
    name = " ".join(token.text for token in tokens[start : end + 1])
    if name not in words("organisations", "never", "names"):
        yield BodyCandidate(tokens[start].start, tokens[end].end_of_name, kind, _STRENGTH)


def _names_nothing(left: Sequence[str], tail: str, *, whole: bool, goes_on: bool) -> bool:
    """Whether the words left of a tail and the tail make a post or a unit, or the tail stands alone.

    whole: the tail is one word; goes_on: words behind it belong to the name.
    """
    if not left:
        return not goes_on and not (whole and tail.isupper() and len(tail) > 3)
    if not goes_on and left[-1] in words("organisations", "never_last", "executives"):
        return True
    return tail in words("organisations", "plain", "tails") and all(is_plain(word) for word in left)


def _goes_on(tokens: Sequence[Token], number: int) -> bool:
    """Whether the words behind make the name that of something else ("Harrowmere College Road")."""
    if number + 1 == len(tokens) or tokens[number].possessive:
        return False
    following = tokens[number + 1]
    if not following.capital:
        return following.bare in words("organisations", "plain", "followers")
    last = number + 1
    while last + 1 < min(len(tokens), number + _LONGEST_NAME) and tokens[last + 1].capital_word:
        last += 1
    word = tokens[last].bare
    return word in words("organisations", "never", "tails") and word.casefold() not in words("roles", "heads")


# More words than any body's name holds.
_LONGEST_NAME = 16


def _walk_left(tokens: Sequence[Token], first: int) -> int:
    """The token where the name that ends in a tail at `first` begins."""
    start = first
    while start > 0 and first - start < _LONGEST_NAME:
        if _part_of_name(tokens, start - 1):
            start -= 1
        elif (
            tokens[start - 1].text in words("organisations", "joiners", "all")
            and start > 1
            and _joins(tokens, start - 1, first)
        ):
            start -= 2
        else:
            break
    return start


def _part_of_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if _ORDINAL.fullmatch(token.text) and _capital_at(tokens, at + 1):
        return True
    # "Owen's School" is cut behind Owen, "Traders' Association" is not.
    cut = token.possessive and not token.text.endswith(("s'", "s’")) and not _saint(tokens, at)
    if not token.capital_word or cut or token.text in words("organisations", "never_inside", "words"):
        return False
    starts = at == 0 or tokens[at - 1].text in _SENTENCE_OPENERS
    return not (starts and token.text in words("organisations", "never_inside", "openers"))


def _saint(tokens: Sequence[Token], at: int) -> bool:
    """St Mary's, King's, Women's, Children's, Guy's: possessives that stand inside names."""
    saint = at > 0 and tokens[at - 1].text in _SAINT
    return saint or tokens[at].bare in words("organisations", "possessives", "inside")


def _joins(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether the connector at `at` lies within the one name whose tail begins at `first`."""
    joiner, before = tokens[at].text, tokens[at - 1]
    if not _part_of_name(tokens, at - 1):
        return False
    if joiner in words("organisations", "joiners", "doubtful"):
        name = " ".join(token.text for token in tokens[at - 1 : first + 1])
        if not registers.lookup(name):
            return False
    if joiner in words("organisations", "joiners", "places"):
        return at < 2 or tokens[at - 2].text not in words("organisations", "joiners", "all")
    if joiner == "of":
        return before.text in words("organisations", "before_of", "words")
    if joiner not in {"and", "&"} or ends_name(tokens, at - 1):
        return False
    return joiner == "&" or before.bare not in words("organisations", "never_inside", "words")


def _by_opening(tokens: Sequence[Token]) -> Iterator[BodyCandidate]:
    for number, token in enumerate(tokens):
        for parts, kind in openings().get(token.text, ()):
            behind = number + len(parts)
            if tuple(word.text for word in tokens[number:behind]) == parts:
                yield from _opened_by(tokens, number, parts, kind)
                break


def _opened_by(tokens: Sequence[Token], number: int, parts: Phrase, kind: str) -> Iterator[BodyCandidate]:
    """The name that opens with `parts` at `number`, if a name goes on behind them."""
    behind = number + len(parts)
    listed = parts[0] in words("organisations", "before_opening", "listed")
    end = _walk_right(tokens, behind, listed=listed, posts=parts[0] == "Office")
    if end == behind or tokens[end - 1].text in words("organisations", "never_last", "goods"):
        return
    start = number
    if parts[0] in words("organisations", "before_opening", "free"):
        start = _walk_left(tokens, number)
    elif start > 0 and tokens[start - 1].text in words("organisations", "before_opening", "words"):
        start -= 1
    yield BodyCandidate(tokens[start].start, tokens[end - 1].end_of_name, kind, _STRENGTH)


def _walk_right(tokens: Sequence[Token], at: int, *, listed: bool, posts: bool = False) -> int:
    """The token behind the name that goes on from `at`.

    `listed` names hold lists ("Environment, Food and Rural Affairs"), `posts` those of posts ("Office of the Mayor").
    """
    end = at
    last = min(len(tokens), at + _LONGEST_NAME)
    while at < last and at <= end + 2 and (posts or not _begins_post(tokens, at)):
        if tokens[at].capital_word:
            at = end = at + 1
            if tokens[end - 1].possessive and not _saint(tokens, end - 1):
                break
        elif _joins_right(tokens, at, listed=listed):
            at += 1
        else:
            break
    return end


def _joins_right(tokens: Sequence[Token], at: int, *, listed: bool) -> bool:
    """Whether a name goes on behind the connector at `at`."""
    joiner = tokens[at].text
    if joiner == ",":
        return listed and _list_goes_on(tokens, at)
    if joiner == "and" and (not listed or begins_name(tokens, at + 1)):
        return False
    if joiner != "and" and joiner not in words("organisations", "joiners", "right"):
        return False
    behind_article = joiner == "of" and _text_at(tokens, at + 1) == "the"
    return _capital_word_at(tokens, at + 1 + behind_article) and (listed or joiner != "in")


def _begins_post(tokens: Sequence[Token], at: int) -> bool:
    """Whether a post or form of address ends the name ("... Department of Labor Commissioner Nicole Gray")."""
    if tokens[at].text in words("honorifics", "courtesy"):
        return True
    if tokens[at].text.casefold() not in words("roles", "heads"):
        return False
    following = _text_at(tokens, at + 1)
    return following in {"", ",", "."} or is_first_name(following)


def _list_goes_on(tokens: Sequence[Token], at: int) -> bool:
    """A comma within a name is followed by capitalised words, then "and" or another comma, and a capitalised word."""
    behind = at + 1
    while _capital_word_at(tokens, behind) and behind <= at + _LONGEST_IN_LIST:
        behind += 1
    return behind > at + 1 and _text_at(tokens, behind) in {"and", ","} and _capital_word_at(tokens, behind + 1)


def _text_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].capital


def _capital_word_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].capital_word
