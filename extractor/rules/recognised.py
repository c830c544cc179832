"""Bodies that the recogniser tells: its labels over the whole text, less what words or places tell to be else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from extractor import registers
from extractor.language import Entity
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_names import type_by_shape
from extractor.rules.body_tokens import holds_post, is_plain
from extractor.rules.lexicon import alternation, is_first_name, one_of, table, words
from extractor.rules.name_evidence import has_letters, is_persons
from extractor.rules.names import in_headline
from extractor.rules.spans import Spans
from extractor.rules.survey import Survey

_LIKELY = 1
# What is called after its place.
_LOCAL = ("council", "nhs", "police", "fire", "education", "club")
_TAILS = {tail for kind in _LOCAL for tail in table("organisations")["tails"][kind]}
# Where a label goes beyond the name: lines, marks, asides; articles; small words behind.
_CUT = re.compile(r"\n|[“”\"()]|\s[–—-]\s|,\s|\sor\s|(?<=\bLtd)\.\s|(?<=\bInc)\.\s")
_LEAD = re.compile(r"(?:(?i:the|an?|our|your|their|his|her)\s+)+")
# More small words than these end no name; a bound, since each of them may be the first.
_TRAILING = re.compile(r"(?:[’']s?|\s+(?:&|[a-z]+)){0,20}\s*$")
_KIND_LEAD = re.compile(rf"(?i:{alternation(table('organisations')['kinds'])})\s+")
# A town in capitals opens a dateline ("COLTERSEA, May 20 –", "HOLM (12 June)").
_DATELINE = re.compile(r"\s*[,(–—:-]")
_SMALL_BEHIND = re.compile(r"\s[a-z]")
_ACTOR_BEFORE = re.compile(
    rf"\b(?:{one_of('organisations', 'actors', 'before')}|(?i:{one_of('roles', 'heads')})\s(?:at|with))\s+(?:the\s+)?$"
)
_ACTOR_BEHIND = re.compile(
    rf"\s{one_of('organisations', 'actors', 'verbs')}\b|,\swhich\b|[’']s?\s{one_of('organisations', 'actors', 'posts')}"
)
_SPEAKS = re.compile(r"\s(?:said|says|told|announced|announces|warned)\b")
_WHERE = re.compile(rf"\b{one_of('organisations', 'recognised', 'where')}\s+(?:the\s+)?$")
# "Wenbury Town Council", "Torbury hospital"
_CALLED_AFTER = re.compile(
    rf"(?:[ ][A-Z][\w’'-]*){{0,3}}[ ](?:{alternation(_TAILS)}|{one_of('organisations', 'never', 'tails')})\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:,|,?\s(?:and|&)|\s*\n)\s(?:from\s|[–—•*-]\s+)?(?:the\s)?")
_JOINS = re.compile(rf"(?:{_JOINED.pattern})$")
_CAPITAL_BEHIND = re.compile(r"[ ][A-Z]")
_MARKED = re.compile(r"(?<!\w)[“‘\"'][^“”‘\"'.\n]{0,25}$")
_CLOSING_MARK = re.compile(r"[,.]?[”’\"']")
# "Larkspur's Group Finance"
_OWNS = re.compile(r"[’']s[ ]")
_TICKER = re.compile(r":\s$")
_DOUBTFUL = re.compile(rf"\b{one_of('organisations', 'recognised', 'doubtful')}\s+$")
# "Minister for National Parks"
_PORTFOLIO = re.compile(r"\b(?!Spokes)[A-Z][\w-]+\sfor\s(?:the\s)?$")
_WORD_BEFORE = re.compile(r"\b([A-Z][\w-]+)\s$")
_INITIAL = re.compile(r"[A-Z]\.")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:“‘\"•*])\s*$")
_LINE_START = re.compile(r"(?:^|\n)\s*$")
_LINE_END = re.compile(r"[ :]*(?:\n|$)")
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 8
_NEAR = 40
_OFTEN = 3
_SHORT = 2
# "Mutual & County"
_PAIR = 3
_LONGEST_PERSON = 3
_OTHERS = ("PERSON", "GPE", "LOC", "FAC")


def by_recogniser(survey: Survey) -> Iterator[BodyCandidate]:
    """Every place of each name that the recogniser takes for a body's, if nothing else speaks against it."""
    labels, names = _Labels(survey), _names(survey.text, survey.entities)
    possible = {name for name in names if _could_be_body(name) and labels.are_of_body(name)}
    told = {name for name in possible if labels.tell(name)}
    starts = {start for name in told for start in names[name]}
    ends = {start + len(name) for name in told for start in names[name]}
    told |= {name for name in possible - told if labels.is_beside(name, starts, ends)}
    for name in sorted(told):
        for start, end in labels.occurrences.of(name):
            inside = start not in names[name] and _CAPITAL_BEHIND.match(survey.text, end)
            if not inside and labels.stands_for_body(name, start):
                yield BodyCandidate(start, end, type_by_shape(name) or "other", _LIKELY)


def _names(text: str, entities: Sequence[Entity]) -> dict[str, list[int]]:
    """The names within what is labelled as a body, with the places where they are."""
    found: dict[str, list[int]] = defaultdict(list)
    for entity in entities:
        if entity.label == "ORG" and not has_letters(text, entity.end):
            start, end = _trimmed(text, entity.start, entity.end)
            # An acronym in brackets is the business of the name in front of it.
            if f"({text[start:end]})" not in text:
                found[text[start:end]].append(start)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The name within a label: no article, noun of kind, aside or small word at its ends."""
    if cut := _CUT.search(text, start, end):
        end = cut.start()
    if article := _LEAD.match(text, start, end):
        start = article.end()
    noun = _KIND_LEAD.match(text, start, end)
    # "Charity Lantern Door" begins a sentence, "Union Street" does not.
    if noun and (text[start].islower() or _SENTENCE_START.search(text, max(0, start - _NEAR), start)):
        start = noun.end()
    return start, start + len(_TRAILING.sub("", text[start:end]))


class _Labels:
    """What the recogniser says of the names of one text, and what the words around them say."""

    def __init__(self, survey: Survey) -> None:
        text = self._text = survey.text
        self.occurrences = survey.occurrences
        self._counts: Counter[tuple[str, str]] = Counter()
        self._of_people: set[str] = set()
        self._people = Spans((mention.start, mention.end) for mention in survey.told_apart.people)
        for entity in survey.entities:
            start, end = _trimmed(text, entity.start, entity.end)
            self._counts[text[start:end], entity.label] += 1
            if entity.label == "PERSON":
                self._of_people.update(text[start:end].split())

    def are_of_body(self, name: str) -> bool:
        """Whether a name is labelled as a body's more than otherwise, and nothing tells it to be a person's."""
        places, times = list(self.occurrences.of(name)), self._counts[name, "ORG"]
        otherwise = max(self._counts[name, label] for label in _OTHERS)
        if otherwise > times or (otherwise == times and not any(self._acts(*place) for place in places)):
            return False
        if _is_person(name) or any(self._people.overlap(*place) for place in places):
            return False
        if " " in name and not name.isupper():
            return not all(is_persons(self._text, *place) and not self._acts(*place) for place in places)
        return name not in self._of_people

    def tell(self, name: str) -> bool:
        """Whether a body's label is to be believed: no title, portfolio or common word has that name."""
        places, times = list(self.occurrences.of(name)), self._counts[name, "ORG"]
        if name.isupper() or times >= _OFTEN:
            return True
        if all(self._is_titled(*place) for place in places):
            return False
        if not any(self._acts(*place) for place in places) and self._is_doubtful(name, places):
            return False
        return " " in name or self._is_told_word(name, places, times)

    def _is_told_word(self, name: str, places: Sequence[tuple[int, int]], times: int) -> bool:
        """Whether a single word can be a body's name: a capital alone tells little."""
        if next(self.occurrences.of(name.lower()), None) is not None:
            return False
        before = (_WORD_BEFORE.search(self._text, max(0, start - _NEAR), start) for start, _ in places)
        if any(word and is_first_name(word[1]) for word in before) or any(self._is_place(*place) for place in places):
            return False
        # "Leverage will peak": the capital of a sentence.
        opens = all(self._ends(_SENTENCE_START, start) and not _SPEAKS.match(self._text, end) for start, end in places)
        return times > 1 or (not opens and any(self._acts(*place) for place in places))

    def _is_doubtful(self, name: str, places: Sequence[tuple[int, int]]) -> bool:
        """Whether a name that does nothing joins words, ends a portfolio, or is short and behind "from" or such."""
        parts = name.split()
        joined = [part for part in parts if part not in {"and", "&"}]
        if "and" in parts or ("&" in parts and all(is_plain(part) for part in joined)):
            return True
        if type_by_shape(name):
            return False
        if _OWNS.search(name) or any(self._ends(_PORTFOLIO, start) for start, _ in places):
            return True
        return len(parts) <= _SHORT and any(self._ends(_DOUBTFUL, start) for start, _ in places)

    def is_beside(self, name: str, starts: Collection[int], ends: Collection[int]) -> bool:
        """Whether a name is joined to a body's, in a sentence or a list ("Copper Kettle and Kindling").

        Those are told by where they start and end.
        """
        for start, end in self.occurrences.of(name):
            behind = _JOINED.match(self._text, end)
            before = _JOINS.search(self._text, max(0, start - _NEAR), start)
            if (behind and behind.end() in starts) or (before and before.start() in ends):
                return True
        return False

    def _is_titled(self, start: int, end: int) -> bool:
        """Whether a name is a line of its own or stands in a headline, or ends a few words in quotation marks."""
        opened = _MARKED.search(self._text, max(0, start - _NEAR), start)
        if opened and _CLOSING_MARK.match(self._text, end):
            return True
        line = self._ends(_LINE_START, start) and _LINE_END.match(self._text, end)
        return bool(line) or in_headline(self._text, start)

    def stands_for_body(self, name: str, start: int) -> bool:
        """Whether nothing at this place shows that the name is a place, a dateline or the capital of a sentence."""
        text, end = self._text, start + len(name)
        if self._acts(start, end):
            return True
        if name.isupper():
            # "FURIOUS villagers packed a hall": the first word of a report in capitals.
            leads_in = _SMALL_BEHIND.match(text, end) or _DATELINE.match(text, end)
            return not ((self._ends(_LINE_START, start) and leads_in) or self._ends(_TICKER, start))
        if " " not in name and self._ends(_SENTENCE_START, start):
            return False
        return not self._is_where(start)

    def _is_place(self, start: int, end: int) -> bool:
        """Whether a name stands where something is, or opens that of a body, building or road called after it."""
        return self._is_where(start) or bool(_CALLED_AFTER.match(self._text, end))

    def _acts(self, start: int, end: int) -> bool:
        """Whether the words around a name show that it does something or has things done with it."""
        return self._ends(_ACTOR_BEFORE, start) or bool(_ACTOR_BEHIND.match(self._text, end))

    def _is_where(self, start: int) -> bool:
        return self._ends(_WHERE, start)

    def _ends(self, pattern: re.Pattern[str], start: int) -> bool:
        """Whether the text in front of a place ends so."""
        return bool(pattern.search(self._text, max(0, start - _NEAR), start))


def _is_person(name: str) -> bool:
    """Whether a form of address or a given name and other words make a person's name."""
    parts = name.split()
    if parts[0].title() in words("honorifics", "courtesy") or _INITIAL.fullmatch(parts[0]):
        return True
    folded = [part.title() if name.isupper() else part for part in parts]
    if len(parts) < 2 or "&" in parts or type_by_shape(name):
        return False
    # "Armadale Ann Holt": the end of a portfolio and who has it.
    return is_first_name(folded[-2]) or (len(parts) <= _LONGEST_PERSON and is_first_name(folded[0]))


def _could_be_body(name: str) -> bool:
    """Whether the words of a name can be those of a body's."""
    parts = name.split()
    if not parts or not parts[0][0].isupper() or any(character.isdigit() for character in name):
        return False
    owner = _OWNS.split(name)[0]
    if owner in words("organisations", "never", "names") or owner in _governed():
        return False
    if name in words("organisations", "never", "terms"):
        return False
    if parts[0] in words("organisations", "recognised", "openers") or (len(parts) == 1 and is_first_name(parts[0])):
        return False
    last = parts[-1]
    thing = last in words("organisations", "never", "tails") and last not in words(
        "organisations", "recognised", "tails"
    )
    if thing and not ("&" in parts and len(parts) == _PAIR):
        return False
    # "North East England"
    if words("organisations", "before_of", "compass") | words("organisations", "before_of", "countries") >= set(parts):
        return False
    # "Early Help Team and Trading Standards"
    joined = {left for left, right in pairwise(parts) if right == "and"}
    if joined & words("organisations", "never", "tails"):
        return False
    if holds_post(parts) or (len(parts) < 3 and all(is_plain(part) for part in parts)):
        return False
    if len(parts) == 1:
        return not name.isupper() or _SHORTEST_ACRONYM <= len(name) <= _LONGEST_ACRONYM
    return any(part[0].isupper() for part in parts[1:])


@cache
def _governed() -> frozenset[str]:
    """Places that have a council, and states and provinces: the bare name is the place."""
    drop = words("organisations", "fuller", "council") | {"council"}
    names = (entry.name for entry in registers.entries() if entry.type == "council")
    bare = (" ".join(part for part in name.split() if part.casefold() not in drop) for name in names)
    return frozenset(bare) | words("organisations", "recognised", "places")
