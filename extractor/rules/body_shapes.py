"""Names of bodies told by their shape: how they end ("Harrowmere Borough Council") or open ("Department for ...")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import registers
from extractor.release import Release
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import Phrase, begins_name, begins_post, ends_name, opened_before, openings, tails
from extractor.rules.body_tokens import Token, is_plain, tokens_of
from extractor.rules.lexicon import is_first_name, words

_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
# No year: "In 2023 Harrowmere Council".
_NUMBER = re.compile(r"\d{1,3}")
_LOCAL_NUMBER = re.compile(r"\d{1,4}")
_SAINT = frozenset({"St", "St.", "Saint", "SS"})
_SENTENCE_OPENERS = frozenset('.:;“"‘(')
_STRENGTH = 2
_LONGEST_IN_LIST = 4
_CELTIC = words("organisations", "joiners", "celtic")


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
    tail = tokens[last].text
    if tail in words("organisations", "before_of", "parts") and _text_at(tokens, last + 1) == "of":
        return
    # "Larkspur Analytics, Inc."
    comma = tail in words("organisations", "legal", "tails") and first > 1 and tokens[first - 1].text == ","
    start, end = _start_of(tokens, first - comma), _end_of(tokens, last)
    left = [token.text for token in tokens[start : first - comma]]
    if end > last and tokens[end].text in words("organisations", "never_last", "goods"):
        return
    needs_number = tail in words("organisations", "numbered", "always")
    if (comma and not left) or (needs_number and (not left or end == last)):
        return
    if _names_nothing(left, tail, whole=first == last, goes_on=end > last):
        return
    if start > 0 and tokens[start - 1].text in words("honorifics", "courtesy"):
        return
    if left and first == last and tail.isupper() and is_first_name(left[0]):
        start = first
    name = " ".join(token.text for token in tokens[start : end + 1])
    if name not in words("organisations", "never", "names"):
        yield BodyCandidate(tokens[start].start, _end_with_dot(tokens, end), kind, _STRENGTH)


def _start_of(tokens: Sequence[Token], first: int) -> int:
    """The token where the name begins; a shop is the keeper's ("Pell's Bakery", "Penny's Pantry Ltd")."""
    start = _walk_left(tokens, first)
    kept = tokens[start - 1] if start > 0 else None
    if kept is None or not kept.capital_word or not kept.possessive or tokens[start].start > kept.end + 1:
        return start
    shop = tokens[first].text in words("organisations", "possessives", "shops") and start == first
    firm = tokens[first].text in words("organisations", "legal", "tails") and start < first
    return start - 1 if (shop or firm) and not (start > 1 and tokens[start - 2].capital_word) else start


def _end_of(tokens: Sequence[Token], last: int) -> int:
    """The last token of a name with that tail: what it is of, its number, or its part of the country."""
    tail, following = tokens[last].text, _text_at(tokens, last + 1)
    if tail in words("organisations", "before_of", "tails") and following == "of":
        return max(last, _walk_right(tokens, last + 1, listed=False) - 1)
    if tail in words("organisations", "numbered", "tails") and _LOCAL_NUMBER.fullmatch(following):
        return last + 1
    named = last > 0 and tokens[last - 1].capital_word and not tokens[last].possessive
    if named and following in words("organisations", "numbered", "regions") and not _capital_word_at(tokens, last + 2):
        return last + 1
    return last


def _end_with_dot(tokens: Sequence[Token], last: int) -> int:
    """Where the name ends; the dot of "Inc." is its own unless it may end the sentence."""
    shortened = tokens[last].text in words("organisations", "legal", "dotted") and _text_at(tokens, last + 1) == "."
    if shortened and (_text_at(tokens, last + 2)[:1].islower() or _text_at(tokens, last + 2) in {",", "(", ")"}):
        return tokens[last + 1].end
    return tokens[last].end_of_name


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
    while start > 0 and first - start < _LONGEST_NAME and not _apart(tokens, start):
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


def _apart(tokens: Sequence[Token], at: int) -> bool:
    """Whether a wide gap parts the token from the one before, as between the entries of a menu."""
    return at < len(tokens) and tokens[at].start > tokens[at - 1].end + 1


def _part_of_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if _ORDINAL.fullmatch(token.text) and _capital_at(tokens, at + 1):
        return True
    if _NUMBER.fullmatch(token.text):
        return _numbers_name(tokens, at)
    # "Owen's School" is cut behind Owen, "Traders' Association" is not.
    cut = token.possessive and not token.text.endswith(("s'", "s’")) and not _saint(tokens, at)
    if not token.capital_word or cut or token.text in words("organisations", "never_inside", "words"):
        return False
    # "Last May Riverway Housing Group closed": a month that is a word of names as well.
    if token.text in words("organisations", "never_inside", "months") and _is_date(tokens, at):
        return False
    starts = at == 0 or tokens[at - 1].text in _SENTENCE_OPENERS
    return not (starts and token.text in words("organisations", "never_inside", "openers"))


def _is_date(tokens: Sequence[Token], at: int) -> bool:
    before = _text_at(tokens, at - 1) if at > 0 else ""
    return before.isdigit() or before.casefold() in words("organisations", "never_inside", "before_months")


def _numbers_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number stands within a name ("Studio 54 Dance Ltd"), not behind what is counted ("Phase 2")."""
    if not (_capital_at(tokens, at + 1) and at > 0 and _part_of_name(tokens, at - 1)):
        return False
    return tokens[at - 1].text.casefold() not in words("organisations", "numbered", "counted")


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
    if joiner not in {"and", "&"} or ends_name(tokens, at - 1) or opened_before(tokens, at):
        return False
    # "... of Prairie Junction and Board of Education President"
    if at + 1 == first and _text_at(tokens, first + 1) == "of":
        return False
    if joiner == "and" and _two_full_names(tokens, at, first):
        return False
    return joiner == "&" or before.bare not in words("organisations", "never_inside", "words")


def _two_full_names(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether two words and more stand on each side of "and" before a tail that each name has for itself."""
    alone = tokens[first].bare in words("organisations", "before_of", "alone")
    return alone and first > at + 1 and at > 1 and _part_of_name(tokens, at - 2)


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
    place = parts[0] in words("organisations", "before_opening", "places")
    if place and not _acts_as_body(tokens, number, behind):
        return
    end = _walk_right(
        tokens, behind, listed=listed, posts=parts[0] in words("organisations", "before_opening", "posts")
    )
    if end == behind or tokens[end - 1].text in words("organisations", "never_last", "goods"):
        return
    # "Government of Ireland Act"
    if place and tokens[end - 1].bare in words("organisations", "never", "tails"):
        return
    start = number
    if parts[0] in words("organisations", "before_opening", "free"):
        start = _walk_left(tokens, number)
    elif start > 0 and tokens[start - 1].text in words("organisations", "before_opening", "words"):
        start -= 1
    yield BodyCandidate(tokens[start].start, tokens[end - 1].end_of_name, kind, _STRENGTH)


def _acts_as_body(tokens: Sequence[Token], number: int, behind: int) -> bool:
    """Whether "Town of X" is its government: not where something is ("in the Town of X"), nor "City of Culture"."""
    before = number - 2 if number > 1 and tokens[number - 1].text == "the" else number - 1
    where = before >= 0 and tokens[before].text.casefold() in words("organisations", "before_opening", "where")
    ordinary = _text_at(tokens, behind) in words("organisations", "before_opening", "honours")
    return not where and not ordinary and _capital_word_at(tokens, behind)


def _walk_right(tokens: Sequence[Token], at: int, *, listed: bool, posts: bool = False) -> int:
    """The token behind the name that goes on from `at`.

    `listed` names hold lists ("Environment, Food and Rural Affairs"), `posts` those of posts ("Office of the Mayor").
    """
    begin = end = at
    last = min(len(tokens), at + _LONGEST_NAME)
    while at < last and at <= end + 2 and (posts or not begins_post(tokens, at, inside=at > begin)):
        if _apart(tokens, at):
            break
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
    if joiner in words("organisations", "joiners", "celtic"):
        return _celtic(tokens, at)
    if joiner != "and" and joiner not in words("organisations", "joiners", "right"):
        return False
    behind_article = joiner == "of" and _text_at(tokens, at + 1) == "the"
    return _capital_word_at(tokens, at + 1 + behind_article) and (listed or joiner != "in")


def _celtic(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small word of Gaelic, Irish or Welsh stands in a name that opens in that language."""
    opener = at
    while opener > 0 and (tokens[opener - 1].capital_word or tokens[opener - 1].text in _CELTIC):
        opener -= 1
    opened = any(token.text in words("organisations", "before_opening", "celtic") for token in tokens[opener:at])
    return opened and _capital_word_at(tokens, at + 1)


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
