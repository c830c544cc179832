"""How far the name of a body goes to the left of its tail and to the right of its opening."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import registers
from extractor.rules.body_names import begins_name, begins_post, ends_name, opened_before
from extractor.rules.body_tokens import Token
from extractor.rules.lexicon import words

# More words than any body's name holds.
LONGEST_NAME = 16
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
# No year: "In 2023 Harrowmere Council".
_NUMBER = re.compile(r"\d{1,3}")
_SAINT = frozenset({"St", "St.", "Saint", "SS"})
_SENTENCE_OPENERS = frozenset('.:;“"‘(')
_LONGEST_IN_LIST = 4
_CELTIC = words("organisations", "joiners", "celtic")


def walk_left(tokens: Sequence[Token], first: int) -> int:
    """The token where the name that ends in a tail at `first` begins."""
    start = first
    while start > 0 and first - start < LONGEST_NAME and not _apart(tokens, start):
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
    before = text_at(tokens, at - 1) if at > 0 else ""
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
    if at + 1 == first and text_at(tokens, first + 1) == "of":
        return False
    if joiner == "and" and _two_full_names(tokens, at, first):
        return False
    return joiner == "&" or before.bare not in words("organisations", "never_inside", "words")


def _two_full_names(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether two words and more stand on each side of "and" before a tail that each name has for itself."""
    alone = tokens[first].bare in words("organisations", "before_of", "alone")
    return alone and first > at + 1 and at > 1 and _part_of_name(tokens, at - 2)


def walk_right(tokens: Sequence[Token], at: int, *, listed: bool, posts: bool = False) -> int:
    """The token behind the name that goes on from `at`.

    `listed` names hold lists ("Environment, Food and Rural Affairs"), `posts` those of posts ("Office of the Mayor").
    """
    begin = end = at
    last = min(len(tokens), at + LONGEST_NAME)
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
    behind_article = joiner == "of" and text_at(tokens, at + 1) == "the"
    return capital_word_at(tokens, at + 1 + behind_article) and (listed or joiner != "in")


def _celtic(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small word of Gaelic, Irish or Welsh stands in a name that opens in that language."""
    opener = at
    while opener > 0 and (tokens[opener - 1].capital_word or tokens[opener - 1].text in _CELTIC):
        opener -= 1
    opened = any(token.text in words("organisations", "before_opening", "celtic") for token in tokens[opener:at])
    return opened and capital_word_at(tokens, at + 1)


def _list_goes_on(tokens: Sequence[Token], at: int) -> bool:
    """A comma within a name is followed by capitalised words, then "and" or another comma, and a capitalised word."""
    behind = at + 1
    while capital_word_at(tokens, behind) and behind <= at + _LONGEST_IN_LIST:
        behind += 1
    return behind > at + 1 and text_at(tokens, behind) in {"and", ","} and capital_word_at(tokens, behind + 1)


def text_at(tokens: Sequence[Token], at: int) -> str:
    """The word or sign there, empty behind the last."""
    return tokens[at].text if at < len(tokens) else ""


def _capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].capital


def capital_word_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands there that can be a part of a name."""
    return at < len(tokens) and tokens[at].capital_word
