"""Which roles a person has: role phrases before the name, behind it, and in "X is the ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractor.record import Paragraph
from extractor.release import Release
from extractor.rules.lexicon import alternation, words
from extractor.rules.organisations import Body
from extractor.rules.people import POST_NOMINALS, Individual, NameMention
from extractor.rules.roles import BodyIndex, Title, has_head, parse_roles
from extractor.rules.sentences import sentence_at

# What may stand between a name and its role: letters, "(pictured)", an age, a town.
_ASIDE = re.compile(r"\s?\([^()]{1,80}\)|,?\s(?:aged\s)?\d{1,3}(?=,)|,\s(?:of|from)\s[A-Z][\w’' -]{2,30}(?=,)")
_INTO_ROLE = re.compile(
    r"\s*[,–—-]\s+(?:who\s(?:is|serves\sas|works\sas|has\sbeen|was\sappointed)\s(?:also\s)?)?|\sis\s(?:now\s)?(?:(?=the\s|an?\s|our\s|its\s)|(?=[a-z]+\s(?:of|for|at)\s))|\s(?:has\sbeen|was|is|have\sbeen)\s(?:re-)?(?:appointed|elected|named|made|promoted\sto)\s(?:as\s)?(?:the\s|its\s|a\s)?(?:new\s)?|\sfrom\s(?=the\s)|\s(?=\()"
)
_WORD = re.compile(r"[\w’'&/-]+|[,;:.()“”\"‘]")
_SMALL = frozenset("their of for and the to at in with on & our its an a , ’ from".split())
_OPENERS = frozenset(
    "according speaking commenting introducing his her the a an our its in at on for by and but with from of to as while when yesterday today".split()
)


@cache
def _stop() -> re.Pattern[str]:
    """Where a role phrase behind a name ends: a finite verb, a relative, or the sentence's end."""
    verbs = alternation(words("cues", "strong"))
    others = (
        "who|whose|which|that|is|was|has|had|will|would|were|are|have|can|could|should|may|might|did|does|do|when|where|"
        "after|before|as well as|as|while|because|but|he|she|they|it|we|I|joined|visited|met|opened|led|leads|attended|launched|"
        "took|takes|gave|gives|made|makes|came|comes|saw|sees|says|told|including|along|alongside|speaking|pictured|aged|during|since|until|by|on|commended"
    )
    return re.compile(
        rf"\s*,?\s*(?:\band\s+)?(?<![\w-])(?:{verbs}|{others})(?![\w-])|,\s+(?:with\b|(?:and\s+)?[a-z]{{3,}}ed\b|ran\b|thanked\b)|\s*[:;!?“”\"‘]|\s*\((?![^()]{{1,40}}\)\s[A-Z])|\s[–—-]\s|\n|\.(?=\s|$)(?<!\bU\.S\.)(?<!\bSt\.)"
    )


def find_roles(release: Release, people: Sequence[Individual], index: BodyIndex) -> list[tuple[Individual, Title]]:
    """Every role of every person, in text order, each title once a person."""
    starts = sorted(mention.start for person in people for mention in person.mentions)
    found = []
    for person in people:
        for mention in person.mentions:
            for title in _around(release, mention, starts, index):
                found.append((person, title))
    return _once(found)


def _once(found: list[tuple[Individual, Title]]) -> list[tuple[Individual, Title]]:
    kept: dict[tuple[int, str, int | None], tuple[Individual, Title]] = {}
    for person, title in sorted(found, key=lambda pair: pair[1].start):
        named = title.title.casefold().replace("’", "'")
        known = next((key for key in kept if key[:2] == (id(person), named)), None)
        if known is not None and (title.body is None or id(title.body) in (known[2], None)):
            continue
        if known is not None and known[2] is None:
            del kept[known]
        kept[(id(person), named, id(title.body) if title.body else None)] = (person, title)
    return [pair for pair in kept.values() if not _part_of_another(pair, list(kept.values()))]


def _part_of_another(pair: tuple[Individual, Title], others: list[tuple[Individual, Title]]) -> bool:
    """ "Minister" beside "Minister for Transport" of one person is the same post told shorter."""
    mine = pair[1].title.casefold().split()
    for person, title in others:
        theirs = title.title.casefold().split()
        if (
            person is pair[0]
            and len(theirs) > len(mine)
            and (theirs[: len(mine)] == mine or theirs[-len(mine) :] == mine)
        ):
            return True
    return False


def _around(release: Release, mention: NameMention, starts: Sequence[int], index: BodyIndex) -> Iterator[Title]:
    paragraph = next((p for p in release.paragraphs if p.start <= mention.start < p.end), None)
    if paragraph is None:
        return
    yield from _behind(release.text, mention, paragraph.end, starts, index)
    begin, _ = sentence_at(release.text[paragraph.start : paragraph.end], mention.start - paragraph.start)
    yield from _in_front(release.text, mention, paragraph.start + begin, starts, index)
    yield from _below(release, paragraph, mention, index)


def _below(release: Release, paragraph: Paragraph, mention: NameMention, index: BodyIndex) -> Iterator[Title]:
    """The post on a line of its own below the name."""
    if mention.start != paragraph.start or mention.end != paragraph.end:
        return
    following = next((p for p in release.paragraphs if p.start > paragraph.start), None)
    if following is not None:
        line = release.text[following.start : following.end]
        if len(line.split()) < 14 and line[-1] not in ".:!?" and has_head(line):
            yield from parse_roles(release.text, following.start, following.end, index)


def _behind(text: str, mention: NameMention, stop: int, starts: Sequence[int], index: BodyIndex) -> Iterator[Title]:
    at = mention.end
    if letters := POST_NOMINALS.match(text, at, stop):
        at = letters.end()
    while aside := _ASIDE.match(text, at, stop):
        inside = aside.group().strip(" ()")
        if aside.group().endswith(")") and has_head(inside) and "pictured" not in inside:
            begin = text.index("(", at) + 1
            yield from _sharing(parse_roles(text, begin, aside.end() - 1, index))
        at = aside.end()
    lead = _INTO_ROLE.match(text, at, stop)
    if lead is None:
        return
    begin = lead.end()
    following = next((start for start in starts if start > mention.start), None)
    end = min(stop, following or stop)
    if (halt := _stop().search(text, begin, end)) is not None:
        end = halt.start()
    elif end == following:
        # What stands right before the next name is that person's ("..., Commissioner Gray").
        end = begin + max(text.rfind(",", begin, end), text.rfind(" and ", begin, end), begin) - begin
    end = begin + len(re.sub(r"[\s,]+(?:and)?[\s,]*$", "", text[begin:end]))
    phrase = index.masked(text, begin, end)
    if (
        has_head(phrase.split(",")[0])
        and not _KIN.match(phrase)
        and not re.match(r"(?:in|with|by|for|to|of|at|on|said|speaking)\b", phrase)
    ):
        yield from _sharing(parse_roles(text, begin, end, index))


# Family of a post's holder holds no post.
_KIN = re.compile(
    r"(?:the\s|a\s)?(?:widow|wife|husband|son|daughter|mother|father|brother|sister|partner|friend|niece|nephew|grand\w+)\s(?:of|to)\b"
)


def _sharing(titles: list[Title]) -> list[Title]:
    """ "Leader and Cabinet Member for Finance at Y Council": the body told last is that of both posts."""
    shared = titles[-1].body if titles else None
    bare = [t.body is None and t.generic is None and t.hint is None and " of " not in t.title for t in titles]
    return [
        replace(title, body=shared) if lacks and shared else title for title, lacks in zip(titles, bare, strict=True)
    ]


def _in_front(text: str, mention: NameMention, begin: int, starts: Sequence[int], index: BodyIndex) -> Iterator[Title]:
    before = [start for start in starts if begin <= start < mention.start]
    tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, begin, mention.start)]
    if before:
        tokens = [token for token in tokens if token[1] > before[-1]]
    if tokens and mention.honorific in _QUALIFIED and tokens[-1][0] in _QUALIFIERS:
        yield Title(f"{tokens[-1][0]} {mention.honorific}", tokens[-1][1], mention.start + len(mention.honorific or ""))
        return
    comma = bool(tokens) and tokens[-1][0] == ","
    if comma:
        tokens = tokens[:-1]
    if not tokens or not text[tokens[-1][2] : mention.start].strip(" ,") == "":
        return
    first = len(tokens)
    while first > 0:
        if index.covers(tokens[first - 1][1]) or _in_role(tokens, first - 1):
            first -= 1
        elif _described(tokens, first - 1):
            first -= 1
        elif (head := _portfolio_head(tokens, first - 1)) is not None:
            first = head
        else:
            break
    while first < len(tokens) and tokens[first][0].casefold() in _OPENERS | {",", "&"}:
        first += 1
    if first == len(tokens):
        return
    start, end = tokens[first][1], tokens[-1][2]
    if comma and not (
        first == 0
        or tokens[first - 1][0].casefold()
        in {"as", "the", "a", "an", "its", "our", "their", "his", "her", ",", "said", "to", "from", "by"}
    ):
        return
    if has_head(index.masked(text, start, end)) and not _ends_in_small(tokens):
        for title in parse_roles(text, start, end, index):
            yield replace(title, body=title.body or _body_behind(text, mention.end, index))


def _body_behind(text: str, at: int, index: BodyIndex) -> Body | None:
    """The body in "Special Agent X of the Inspectorate"."""
    tie = re.compile(r"\s(?:of|from|at)\s(?:the\s)?").match(text, at)
    there = index.at(tie.end()) if tie else None
    return there[1] if there else None


# A bare rank is a form of address; qualified it is a post ("state Senator").
_QUALIFIED = frozenset({"Senator", "Representative", "Judge", "Mayor", "Governor", "President"})
_QUALIFIERS = frozenset(
    {"state", "State", "federal", "Federal", "U.S.", "US", "shadow", "district", "vice", "deputy", "Deputy", "Lord"}
)


def _ends_in_small(tokens: Sequence[tuple[str, int, int]]) -> bool:
    return tokens[-1][0].casefold() in _SMALL


def _described(tokens: Sequence[tuple[str, int, int]], at: int) -> bool:
    """Whether an unknown noun lies between a possessive and the post ("its contracts manager")."""
    owner = tokens[at - 1][0] if at else ""
    return (
        at + 1 < len(tokens)
        and tokens[at][0].isalpha()
        and has_head(tokens[at + 1][0])
        and (
            owner.casefold() in {"its", "their", "the", "our", "said", "says", "added", "explained", "commented"}
            or owner.endswith(("’s", "'s"))
        )
        and tokens[at][0] not in _VERBS
    )


def _portfolio_head(tokens: Sequence[tuple[str, int, int]], at: int) -> int | None:
    """The post whose portfolio the words up to `at` tell: "director of children's services", "minister for X, Y and Z"."""
    for number in range(at, max(0, at - 10), -1):
        word = tokens[number][0]
        if word in {"of", "for"} and _is_post(tokens[number - 1][0]):
            return number - 1
        if word == "and" and tokens[number - 1][0] == ",":
            return None
        if not (word[0].isalnum() or word == ",") or word in _VERBS or (word.islower() and word.endswith("ed")):
            return None
    return None


_VERBS = frozenset(
    "but said says was were is are has have had will would who which that added told by with from at after when".split()
)


def _is_post(word: str) -> bool:
    return has_head(word)


def _in_role(tokens: Sequence[tuple[str, int, int]], at: int) -> bool:
    """Whether a word can belong to a role phrase that ends right before a name."""
    word = tokens[at][0]
    if word in _SMALL:
        return word != "," or _portfolio_head(tokens, at) is not None
    if not word[0].isalnum():
        return False
    bare = re.sub(r"[’']s?$", "", word)
    if word[0].isupper():
        return word not in words("honorifics", "courtesy") or has_head(word)
    return (
        has_head(bare)
        or bare in words("roles", "modifiers")
        or bare in _generic_owners()
        or _between_capitals(tokens, at)
    )


def _between_capitals(tokens: Sequence[tuple[str, int, int]], at: int) -> bool:
    return 0 < at < len(tokens) - 1 and tokens[at][0] in {"upon", "responsible"}


@cache
def _generic_owners() -> frozenset[str]:
    from extractor.rules.lexicon import table

    return frozenset(word for names in table("roles")["generic"].values() for name in names for word in name.split())
