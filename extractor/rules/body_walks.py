"""How far the name of a body goes to the left of its tail and to the right of its opening."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import registers
from extractor.rules.body_names import begins_name, begins_post, ends_name, opened_before
from extractor.rules.body_tokens import Token, is_plain
from extractor.rules.lexicon import table, words

# More words than any body's name holds.
LONGEST_NAME = 16
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
# No year: "In 2023 Harrowmere Council".
_NUMBER = re.compile(r"\d{1,3}")
_SAINT = frozenset({"St", "St.", "Saint", "SS"})
_SENTENCE_OPENERS = frozenset('.:;“"‘(')
_LONGEST_IN_LIST = 4
_LANGUAGES = ("celtic", "maori", "french")


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
    # "Pell & Co. Towage Limited"
    if token.text == "." and at > 1 and tokens[at - 1].text in words("organisations", "legal", "inside"):
        return _capital_at(tokens, at + 1) and tokens[at].start == tokens[at - 1].end
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
    if joiner in words("organisations", "joiners", "always"):
        return True
    if joiner in words("organisations", "joiners", "doubtful"):
        name = " ".join(token.text for token in tokens[at - 1 : first + 1])
        if not registers.lookup(name):
            return False
    if joiner in words("organisations", "joiners", "places"):
        return at < 2 or tokens[at - 2].text not in words("organisations", "joiners", "all")
    if joiner == "of":
        # "C of E"
        english = before.text != "C" or tokens[at + 1].text == "E"
        return english and before.text in words("organisations", "before_of", "words")
    if joiner not in {"and", "&"} or ends_name(tokens, at - 1) or opened_before(tokens, at):
        return False
    # "... of Prairie Junction and Board of Education President"
    # "Lakes and Timber": what is sold beside something else.
    goods = tokens[first].text in words("organisations", "legal", "goods")
    if at + 1 == first and (goods or text_at(tokens, first + 1) == "of"):
        return False
    if joiner == "and" and _two_names(tokens, at, first):
        return False
    return joiner == "&" or before.bare not in words("organisations", "never_inside", "words")


def _two_names(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether a body's name ends before the "and" at `at` and another one, which the tail at `first` ends, begins."""
    if first <= at + 1:
        return False
    return (
        _both_are_full(tokens, at, first)
        or _ends_in_country(tokens, at)
        or _holds_ampersand(tokens, at, first)
        or _opened_single(tokens, at)
        or _closes_list(tokens, at, first)
        or _is_of_kind(tokens, at)
    )


def _both_are_full(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether two words and more stand on each side of "and" before a tail that each name has for itself."""
    alone = tokens[first].bare in words("organisations", "before_of", "alone")
    return alone and at > 1 and _part_of_name(tokens, at - 2)


def _ends_in_country(tokens: Sequence[Token], at: int) -> bool:
    """ "Visit Wales and Pell Valley Council": a country ends a name, if it is not itself a part ("North Wales and")."""
    country = tokens[at - 1].text in words("organisations", "before_of", "countries")
    named = at > 1 and _part_of_name(tokens, at - 2)
    return country and named and tokens[at - 2].text not in words("organisations", "before_of", "compass")


def _holds_ampersand(tokens: Sequence[Token], at: int, first: int) -> bool:
    """ "Pell & Lund Stores and Osei Motors": a writer who joins by "&" within a name parts two by "and"."""
    start = at
    while start > 0 and (_part_of_name(tokens, start - 1) or tokens[start - 1].text == "&"):
        start -= 1
    return any("&" in token.text for token in tokens[start : first + 1])


def _opened_single(tokens: Sequence[Token], at: int) -> bool:
    """ "Friends of Pell Hall and Lune Rivers Trust": the first has no tail, so that the last tail is not for both."""
    start = at
    while start > 0 and (_part_of_name(tokens, start - 1) or tokens[start - 1].text in {"of", "the"}):
        start -= 1
    return any(
        token.text in words("organisations", "before_opening", "single") and text_at(tokens, number + 1) == "of"
        for number, token in enumerate(tokens[start:at], start)
    )


def _is_of_kind(tokens: Sequence[Token], at: int) -> bool:
    """ "the charity Tidewatch and Pell Council": the noun in the singular tells that the first is one for itself."""
    start = _name_start(tokens, at)
    return start > 0 and tokens[start - 1].text in table("organisations")["kinds"]


def _closes_list(tokens: Sequence[Token], at: int, first: int) -> bool:
    """ "Osei Roofing, Pell Glass and Lund Group": the last "and" of a list of bodies is within none of them."""
    start = _name_start(tokens, at)
    # "Marl Council, Pell and Lund Council": two places may share a tail.
    shared = {token.bare for token in tokens[at + 2 : first + 3]} & words("organisations", "before_of", "shared")
    if text_at(tokens, at + 1) == "District" or (shared and at - start < 2):
        return False
    # "Pell Union, Lune Hurling and Camogie Club and Osei's": the last "and" is yet to come.
    if text_at(tokens, _name_end(tokens, at + 1)) == "and":
        return False
    while start > 1 and tokens[start - 1].text == ",":
        if ends_name(tokens, start - 2) and not tokens[start - 2].acronym:
            return True
        behind, start = start, _name_start(tokens, start - 1)
        if start == behind - 1:
            # "three operators, Osei, Pell and Lund Minibuses"
            return start > 0 and tokens[start - 1].text in table("organisations")["many"]
    return False


def _name_start(tokens: Sequence[Token], end: int) -> int:
    """Where the capitalised words before the token at `end` begin."""
    while end > 0 and _part_of_name(tokens, end - 1):
        end -= 1
    return end


def _name_end(tokens: Sequence[Token], start: int) -> int:
    """The token behind the capitalised words from `start`."""
    while capital_word_at(tokens, start):
        start += 1
    return start


def walk_right(tokens: Sequence[Token], at: int, *, listed: bool, posts: bool = False) -> int:
    """The token behind the name that goes on from `at`.

    `listed` names hold lists ("Environment, Food and Rural Affairs"), `posts` those of posts ("Office of the Mayor").
    """
    begin = end = at
    last = min(len(tokens), at + LONGEST_NAME)
    while at < last and at <= end + 3 and (posts or not begins_post(tokens, at, inside=at > begin)):
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
    if joiner in {"and", "&"} and _in_area(tokens, at):
        return True
    if joiner == "and" and (not listed or begins_name(tokens, at + 1)):
        return False
    if languages := [name for name in _LANGUAGES if joiner in words("organisations", "joiners", name)]:
        return any(_in_its_language(tokens, at, name) for name in languages)
    if joiner != "and" and joiner not in words("organisations", "joiners", "right"):
        return False
    if joiner == "in" and not (listed and _is_no_town(tokens, at)):
        return False
    behind_article = joiner == "of" and text_at(tokens, at + 1) == "the"
    return capital_word_at(tokens, at + 1 + behind_article)


def _in_area(tokens: Sequence[Token], at: int) -> bool:
    """ "Healthwatch Brighton and Hove": two places that the name of a council or a police force joins."""
    return at > 0 and (tokens[at - 1].text, text_at(tokens, at + 1)) in registers.joined_areas()


def _is_no_town(tokens: Sequence[Token], at: int) -> bool:
    """ "Institute for Research in Schools", "Church in Wales": a field or country is of a name, a town is not."""
    word = text_at(tokens, at + 1)
    field = word.endswith(("tion", "ment", "ing", "ics", "Schools", "Medicine", "Science", "Industry"))
    return field or word in words("organisations", "numbered", "regions") or is_plain(word)


def _in_its_language(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Whether a small word of Gaelic, Māori or French stands in a name that opens in that language."""
    small = words("organisations", "joiners", language)
    opener, behind = at, at + 1
    while opener > 0 and (tokens[opener - 1].capital_word or tokens[opener - 1].text in small):
        opener -= 1
    while text_at(tokens, behind) in small:
        behind += 1
    opened = any(token.text in words("organisations", "before_opening", language) for token in tokens[opener:at])
    return opened and capital_word_at(tokens, behind)


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
