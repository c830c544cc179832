"""Names of bodies told by their shape: how they end ("Harrowmere Borough Council") or open ("Department for ...")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import Phrase, ends_name, openings, tails
from extractor.rules.body_tokens import Token, is_plain
from extractor.rules.body_walks import LONGEST_NAME, capital_word_at, text_at, walk_left, walk_right
from extractor.rules.lexicon import is_first_name, words

_LOCAL_NUMBER = re.compile(r"\d{1,4}")
_STRENGTH = 2
_LONGEST_OWNER, _LONGEST_ASIDE = 3, 3


def by_shape(paragraphs: Iterable[Sequence[Token]]) -> Iterator[BodyCandidate]:
    """Names that end like a body's or open like one, in paragraphs given by their tokens."""
    for tokens in paragraphs:
        yield from _by_tail(tokens)
        yield from _by_opening(tokens)


def _by_tail(tokens: Sequence[Token]) -> Iterator[BodyCandidate]:
    by_last_word = tails()
    for number, token in enumerate(tokens):
        for tail, kind in by_last_word.get(token.bare.replace("’", "'"), ()):
            first = number - len(tail) + 1
            if first < 0 or tuple(word.text.replace("’", "'") for word in tokens[first:number]) != tail[:-1]:
                continue
            if not _goes_on(tokens, number):
                yield from _ending_at(tokens, first, number, kind)
            break


def _ending_at(tokens: Sequence[Token], first: int, last: int, kind: str) -> Iterator[BodyCandidate]:
    """The name whose tail is `tokens[first:last + 1]`, unless nothing in it is a name."""
    tail = tokens[last].text
    if tail in words("organisations", "before_of", "parts") and text_at(tokens, last + 1) == "of":
        return
    stem = _stem_end(tokens, first) if tail in words("organisations", "legal", "tails") else first
    start, end = _start_of(tokens, stem), _end_of(tokens, last)
    left = [token.text for token in tokens[start:stem]]
    if end > last and tokens[end].text in words("organisations", "never_last", "goods"):
        return
    needs_number = tail in words("organisations", "numbered", "always")
    if (stem < first and not left) or (needs_number and (not left or end == last)):
        return
    if _names_nothing(left, tail, whole=first == last, goes_on=end > last):
        return
    if start > 0 and tokens[start - 1].text in words("honorifics", "courtesy"):
        if not (kind == "education" and tokens[start - 1].text in words("organisations", "possessives", "founders")):
            return
        start -= 1
    if left and first == last and tail.isupper() and is_first_name(left[0]):
        start = first
    name = " ".join([*(token.text for token in tokens[start:end]), tokens[end].bare])
    if name not in words("organisations", "never", "names"):
        yield BodyCandidate(tokens[start].start, _end_with_dot(tokens, end), kind, _STRENGTH)


def _stem_end(tokens: Sequence[Token], first: int) -> int:
    """Where a company's name ends before its form: "Larkspur Analytics, Inc.", "Pell & Sons (Coaches) Ltd"."""
    if first > 1 and tokens[first - 1].text == ",":
        return first - 1
    if first > 3 and tokens[first - 1].text == ")":
        opening = next((at for at in range(first - 2, first - 2 - _LONGEST_ASIDE, -1) if tokens[at].text == "("), None)
        if opening is not None and all(token.capital_word for token in tokens[opening + 1 : first - 1]):
            return opening
    return first


def _start_of(tokens: Sequence[Token], first: int) -> int:
    """The token where the name begins; a shop is the keeper's ("Pell's Bakery", "Penny's Pantry Ltd")."""
    start = walk_left(tokens, first)
    start = min(_first_partner(tokens, start, first), _first_listed(tokens, start, first))
    kept = tokens[start - 1] if start > 0 else None
    if kept is None or not kept.capital_word or not kept.possessive or tokens[start].start > kept.end + 1:
        return start
    shop = tokens[first].text in words("organisations", "possessives", "shops") and start == first
    firm = tokens[first].text in words("organisations", "legal", "tails") and start < first
    return start - 1 if (shop or firm) and not (start > 1 and tokens[start - 2].capital_word) else start


def _first_partner(tokens: Sequence[Token], start: int, first: int) -> int:
    """The token where a firm's name begins that a comma parts from its first partner ("Pell, Osei & Lund LLP")."""
    if start < 2 or tokens[start - 1].text != "," or not _joins_partners(tokens, start, first):
        return start
    if start == 2:
        return 0 if tokens[0].capital_word else start
    before = tokens[start - 3]
    # A town stands behind "in" and "near", and a longer name is another body's.
    there = before.text.casefold() in words("organisations", "before_opening", "where") - {"of", "at", "from"}
    alone = tokens[start - 2].capital_word and not before.capital and before.text != "," and not there
    return start - 2 if alone else start


def _first_listed(tokens: Sequence[Token], start: int, first: int) -> int:
    """The token where a name that lists fields or trades begins ("the Caretakers, Cleaners and Catering Union")."""
    listing = tokens[first].text in words("organisations", "listing", "tails")
    if not listing or {"and", "&"}.isdisjoint(token.text for token in tokens[start:first]):
        return start
    begin = start
    while begin > 1 and tokens[begin - 1].text == ",":
        item = begin - 2
        while item > 0 and tokens[item - 1].capital_word and begin - item < _LONGEST_OWNER:
            item -= 1
        if not tokens[item].capital_word or any(ends_name(tokens, at) for at in range(item, begin - 1)):
            return start
        begin = item
    # The article tells that one name begins; each of several bodies has its own.
    article = begin > 0 and (tokens[begin - 1].text in {"the", "The"} or tokens[begin - 1].possessive)
    return begin if article else start


def _joins_partners(tokens: Sequence[Token], start: int, first: int) -> bool:
    """Whether an "&" before a firm's form stands there, or what only partners are ("Pell, Mell and Sons Brewery")."""
    others = words("organisations", "legal", "others")
    if tokens[first].text in words("organisations", "legal", "partners") and any(
        token.text == "&" for token in tokens[start:first]
    ):
        return True
    return any(tokens[at].text == "and" and text_at(tokens, at + 1) in others for at in range(start, first + 1))


def _end_of(tokens: Sequence[Token], last: int) -> int:
    """The last token of a name with that tail: what it is of, its number, or its part of the country."""
    tail, following = tokens[last].text, text_at(tokens, last + 1)
    if tail in words("organisations", "before_of", "tails") and following == "of":
        end = max(last, walk_right(tokens, last + 1, listed=False) - 1)
        return _end_of_fields(tokens, end) if tail == "Chamber" else end
    # "the Pell Brothers Amos and Seth"
    trades = last > 0 and tokens[last - 1].capital_word and not is_first_name(following)
    if trades and tail in words("organisations", "legal", "trading"):
        return walk_right(tokens, last, listed=False) - 1
    if tail in words("organisations", "numbered", "tails") and _LOCAL_NUMBER.fullmatch(following):
        return last + 1
    named = last > 0 and tokens[last - 1].capital_word and not tokens[last].possessive
    if named and following in words("organisations", "numbered", "regions") and not capital_word_at(tokens, last + 2):
        return last + 1
    return last


def _end_of_fields(tokens: Sequence[Token], last: int) -> int:
    """The last token of the fields that a chamber lists ("Chamber of Trade, Commerce and Industry")."""
    fields = words("organisations", "before_of", "fields")
    while text_at(tokens, last + 1) in {",", "and"} and text_at(tokens, last + 2) in fields:
        last += 2
    return last


def _end_with_dot(tokens: Sequence[Token], last: int) -> int:
    """Where the name ends; the dot of "Inc." is its own unless it may end the sentence."""
    shortened = tokens[last].text in words("organisations", "legal", "dotted") and text_at(tokens, last + 1) == "."
    if shortened and (text_at(tokens, last + 2)[:1].islower() or text_at(tokens, last + 2) in {",", "(", ")"}):
        return tokens[last + 1].end
    return tokens[last].end_of_name


def _names_nothing(left: Sequence[str], tail: str, *, whole: bool, goes_on: bool) -> bool:
    """Whether the words left of a tail and the tail make a post or a unit, or the tail stands alone.

    whole: the tail is one word; goes_on: words behind it belong to the name.
    """
    if not left:
        return not goes_on and not (whole and tail.isupper() and len(tail) > 3)
    if goes_on:
        return False
    if left[-1] in words("organisations", "never_last", "executives"):
        return True
    return tail in words("organisations", "plain", "tails") and all(is_plain(word) for word in left)


def _goes_on(tokens: Sequence[Token], number: int) -> bool:
    """Whether the words behind make the name that of something else ("Harrowmere College Road")."""
    if number + 1 == len(tokens) or tokens[number].possessive:
        return False
    following = tokens[number + 1]
    # "Marl Police and Crime Commissioner"
    if f"{following.text} {text_at(tokens, number + 2)}" in words("organisations", "plain", "crime"):
        return tokens[number].text == "Police"
    if not following.capital:
        return following.bare in words("organisations", "plain", "followers")
    last = number + 1
    while last + 1 < min(len(tokens), number + LONGEST_NAME) and tokens[last + 1].capital_word:
        last += 1
    word = tokens[last].bare
    return word in words("organisations", "never", "tails") and word.casefold() not in words("roles", "heads")


def _by_opening(tokens: Sequence[Token]) -> Iterator[BodyCandidate]:
    by_first_word = openings()
    for number, token in enumerate(tokens):
        for parts, kind in by_first_word.get(token.text, ()):
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
    end = walk_right(tokens, behind, listed=listed, posts=parts[0] in words("organisations", "before_opening", "posts"))
    if end == behind or _is_good(tokens[end - 1].text, parts):
        return
    # "Government of Ireland Act"
    if place and tokens[end - 1].bare in words("organisations", "never", "tails"):
        return
    start = _start_before_opening(tokens, number)
    yield BodyCandidate(tokens[start].start, tokens[end - 1].end_of_name, kind, _STRENGTH)


def _is_good(last: str, parts: Phrase) -> bool:
    """ "NHS Services" and "University of the Year" are none; "Association of Directors of Children's Services" is."""
    goods = last in words("organisations", "never_last", "goods")
    return goods and (len(parts) == 1 or last != "Services")


def _start_before_opening(tokens: Sequence[Token], number: int) -> int:
    """The token where the name begins that has an opening at `number`: words and owners in front are of it."""
    opening = tokens[number].text
    if opening in words("organisations", "before_opening", "free"):
        return walk_left(tokens, number)
    if number > 0 and tokens[number - 1].text in words("organisations", "before_opening", "words"):
        return number - 1
    if opening not in words("organisations", "before_opening", "owned"):
        return number
    for start in (number - 2, number - 1):
        owner = " ".join(token.text for token in tokens[max(start, 0) : number])
        if start >= 0 and owner in words("organisations", "before_opening", "states"):
            return start
    start = walk_left(tokens, number)
    owned = start > 0 and number - start <= _LONGEST_OWNER and tokens[start - 1].text.casefold() == "the"
    return start if owned and not any(ends_name(tokens, at) for at in range(start, number)) else number


def _acts_as_body(tokens: Sequence[Token], number: int, behind: int) -> bool:
    """Whether "Town of X" is its government: not where something is ("in the Town of X"), nor "City of Culture"."""
    before = number - 2 if number > 1 and tokens[number - 1].text == "the" else number - 1
    where = before >= 0 and tokens[before].text.casefold() in words("organisations", "before_opening", "where")
    # "a partnership of the Town of Pell"
    if before > 0 and tokens[before].text == "of":
        where = tokens[before - 1].text.casefold() not in words("organisations", "before_opening", "groups")
    ordinary = text_at(tokens, behind) in words("organisations", "before_opening", "honours")
    return not where and not ordinary and capital_word_at(tokens, behind)
