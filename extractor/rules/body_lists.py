"""Names of bodies told by the company they keep: members of a list with known bodies, in a sentence or line by line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.record import Paragraph
from extractor.release import Release
from extractor.rules.bodies import BodyCandidate
from extractor.rules.body_evidence import by_name
from extractor.rules.body_names import type_by_shape
from extractor.rules.body_tokens import holds_post, is_no_body, is_plain
from extractor.rules.lexicon import first_names, one_of, words
from extractor.rules.survey import Survey

_LIKELY = 1
_WORD = r"[A-Z][\w’'&+-]*"
_NAME = re.compile(rf"(?:\d(?:st|nd|rd|th) )?{_WORD}(?:[ ](?:(?:of|&|\+|for)[ ])?{_WORD}){{0,4}}")
_BETWEEN = re.compile(r"(?:\s\([A-Z&]+\))?(?:,\s(?:(?P<last>and|or)\s)?|\s(?P<only>and|or)\s)(?:the\s)?")
# What comes before a list of those who do, give or get something.
_AGENTS = re.compile(rf"\b(?:{one_of('organisations', 'listed', 'before')})[:,]?\s(?:the\s)?$", re.IGNORECASE)
_COMPANY = re.compile(rf"\b{one_of('organisations', 'listed', 'heads')}\b", re.IGNORECASE)
# A name ends its place in a list: no noun goes on with it ("Pell residents"), and it owns nothing.
_ENDS = re.compile(rf"\s*(?:[,.;:()\n]|[–—-]\s|\Z)|\s{one_of('organisations', 'listed', 'behind')}\b")
_LINE = re.compile(rf"(?:[Tt]he\s)?(?P<name>{_NAME.pattern})(?=\s[–—-]\s|,\s|\s\(|:\s|;?\s*\Z)")
# "Best Baker: Crust (Tolby)"
_AWARD = re.compile(
    rf"(?:Best|Winner|Highly|Runner)\b[^:\n]{{0,60}}:\s(?:(?:[Tt]he\s)?(?P<name>{_NAME.pattern})(?=\s\(|,\s|\s*\Z))?"
)
_SHARED_HEAD = re.compile(rf"{one_of('organisations', 'listed', 'shared_heads')}\sof\b")
_LONGEST_LINE = 160
_FEWEST_LINES = 2


@dataclass(frozen=True, slots=True)
class _Member:
    """A name at its place in a list; `known` if something else tells that it is a body's."""

    start: int
    end: int
    known: bool


def by_lists(survey: Survey, known: Sequence[BodyCandidate]) -> Iterator[BodyCandidate]:
    """Members of lists beside known bodies, wherever the text names them."""
    release, text, entities = survey.release, survey.text, survey.entities
    labelled = {text[e.start : e.end] for e in entities if e.label in {"GPE", "LOC", "FAC", "NORP"}}
    # Lists of bodies hold nobody by one name alone.
    labelled |= {text[e.start : e.end] for e in entities if e.label == "PERSON" and " " in text[e.start : e.end]}
    found = set(_in_lines(release, known))
    for paragraph in release.paragraphs:
        for chain in _chains(text, paragraph, known):
            found |= set(_members(text, chain))
    taken = {text[candidate.start : candidate.end] for candidate in known}
    for name in sorted(found - labelled - taken):
        if _can_be_member(name):
            for candidate in by_name(survey.occurrences, name, type_by_shape(name) or "other"):
                yield replace(candidate, strength=_LIKELY)


def _chains(text: str, paragraph: Paragraph, known: Sequence[BodyCandidate]) -> Iterator[list[_Member]]:
    """The lists "A, B and C" of a paragraph, as far as its capitalised names go."""
    first, last = (bisect_left(known, at, key=lambda body: body.start) for at in (paragraph.start, paragraph.end))
    starts = [(body.start, body.end) for body in known[first:last]]
    at, chain = paragraph.start, list[_Member]()
    if not starts:
        return
    while member := _next(text, at, paragraph.end, starts):
        at = member.end
        # "the Society of Tutors (SOT) and ..."
        if text[member.start - 1 : member.start] == "(":
            continue
        if chain and not _BETWEEN.fullmatch(text, chain[-1].end, member.start):
            yield chain
            chain = []
        chain.append(member)
    yield chain


def _next(text: str, at: int, end: int, starts: Sequence[tuple[int, int]]) -> _Member | None:
    """The next known body or capitalised name from `at`."""
    number = bisect_left(starts, (at, 0))
    body, behind = starts[number] if number < len(starts) else (end, end)
    name = _NAME.search(text, at, end)
    if name and name.start() < body:
        return _Member(name.start(), min(name.end(), body), known=False) if name.end() > at else None
    return _Member(body, behind, known=True) if body < end else None


def _members(text: str, chain: Sequence[_Member]) -> Iterator[str]:
    """The names in a list that its known bodies make bodies too."""
    gaps = [_BETWEEN.fullmatch(text, one.end, other.start) for one, other in pairwise(chain)]
    # What follows the last "and" closes the list; a place behind one more comma is no part of it.
    closed = max((number + 2 for number, gap in enumerate(gaps) if gap and (gap["last"] or gap["only"])), default=0)
    chain = chain[:closed]
    bodies = sum(member.known for member in chain)
    # "the Departments of Labour, Trade and Fisheries": parts of names that share their head.
    if not bodies or any(_SHARED_HEAD.match(text, member.start) for member in chain):
        return
    told = bool(_AGENTS.search(text, max(0, chain[0].start - 60), chain[0].start))
    for member in chain:
        name = text[member.start : member.end]
        if member.known or not _ENDS.match(text, member.end):
            continue
        enough = told and (bodies > 1 or len(chain) > 2 or " " in name)
        if enough or (bodies > 1 and len(chain) > 2 and " " in name):
            yield name


def _in_lines(release: Release, known: Sequence[BodyCandidate]) -> Iterator[str]:
    """The names that begin the lines of a list of winners, partners, sponsors."""
    text, run, head = release.text, list[re.Match[str]](), ""
    bodies = {text[body.start : body.end] for body in known}
    for paragraph in release.paragraphs:
        line = text[paragraph.start : paragraph.end]
        if len(line) < _LONGEST_LINE and (match := _AWARD.match(line) or _LINE.match(line)):
            run.append(match)
            continue
        yield from _of_run(run, head, bodies)
        run, head = [], line
    yield from _of_run(run, head, bodies)


def _of_run(run: Sequence[re.Match[str]], head: str, bodies: set[str]) -> Sequence[str]:
    """The names of a run of lines, if its heading and one that is known tell that they are bodies'."""
    if not run:
        return []
    awards = [match for match in run if match.re is _AWARD]
    names = [match["name"] for match in awards or run if match["name"]]
    told = bool(_COMPANY.search(head)) and head.rstrip().endswith((":", "winners", "included", "are"))
    return names if told and len(names) >= _FEWEST_LINES and bodies & set(names) else []


def _can_be_member(name: str) -> bool:
    """Whether a name in a list can be a body's: no person, post, place, day or thing."""
    parts = name.split()
    if parts[0] in first_names() or parts[0] in words("honorifics", "courtesy") or holds_post(parts):
        return False
    if parts[0] in words("organisations", "listed", "no_members") or parts[0] in words(
        "organisations", "never_inside", "openers"
    ):
        return False
    plain = all(is_plain(part) for part in parts) and type_by_shape(name) is None
    return not is_no_body(name) and not plain
