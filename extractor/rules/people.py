"""Named people: the mentions found, merged under the full name, with surnames and first names used alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.rules.bodies import Body
from extractor.rules.individuals import Individual, merged, nearest
from extractor.rules.lexicon import diminutives, words
from extractor.rules.name_evidence import names_in
from extractor.rules.name_things import is_surname, without_things
from extractor.rules.names import UPPER, NameMention, begins_sentence, calling_parts, in_headline, is_post
from extractor.rules.occurrences import Occurrences
from extractor.rules.spans import DisjointSpans, Spans
from extractor.rules.survey import Survey

_CAPITAL_BEFORE = re.compile(rf"[{UPPER}][\w’'-]*[ ]$")
_CAPITAL_BEHIND = re.compile(rf"[ ][{UPPER}]")
_SHORTEST = 3


def person_candidates(survey: Survey) -> list[NameMention]:
    """What may name a person by any evidence; the mentions overlap."""
    return list(names_in(survey.text, survey.entities, survey.occurrences, survey.told_apart))


def find_people(survey: Survey, candidates: Sequence[NameMention], bodies: Sequence[Body]) -> list[Individual]:
    """The named people of a release, in order of their first mention; no name of a body holds one of a person."""
    text, occurrences = survey.text, survey.occurrences
    taken = [
        (mention.start, mention.end)
        for body in bodies
        for mention in body.mentions
        if not is_surname(text, mention.start, mention.end)
    ]
    told = without_things(occurrences, candidates, bodies)
    names = _without_overlaps(told, Spans(taken))
    people = merged(_without_verbs(text, names))
    taken += [(mention.start, mention.end) for person in people for mention in person.mentions]
    for mention, owners in _short_forms(text, people, Spans(taken), occurrences):
        if (person := nearest(mention.start, owners)) is not None:
            person.add(mention)
    return sorted(people, key=lambda person: person.mentions[0].start)


def _without_overlaps(mentions: Iterable[NameMention], taken: Spans) -> list[NameMention]:
    """The mention with an honorific, then the longest, of each overlap that no body's name covers, in text order."""
    kept = DisjointSpans()
    best_first = sorted(mentions, key=lambda m: (m.honorific is None, m.start - m.end, m.start))
    free = (m for m in best_first if not taken.overlap(m.start, m.end))
    return sorted((m for m in free if kept.add(m.start, m.end)), key=lambda mention: mention.start)


def _without_verbs(text: str, mentions: Sequence[NameMention]) -> Iterator[NameMention]:
    """The mentions, in headlines cut to the name that stands elsewhere ("Ada Holt Wins Award" -> "Ada Holt")."""
    names = {mention.name for mention in mentions}
    for mention in mentions:
        parts = mention.name.split()
        shorter = (" ".join(parts[:count]) for count in range(2, len(parts)))
        name = next((name for name in shorter if name in names and in_headline(text, mention.start)), None)
        if name is None:
            yield mention
        else:
            yield replace(mention, name=name, end=mention.end - len(mention.name) + len(name))


def _short_forms(
    text: str, people: Sequence[Individual], taken: Spans, occurrences: Occurrences
) -> Iterator[tuple[NameMention, list[Individual]]]:
    """Bare surnames and first names of people whose full name is in the text, with those who are called so."""
    owners: dict[str, list[Individual]] = defaultdict(list)
    for person in people:
        parts = calling_parts(person.name)
        for form in dict.fromkeys((person.name, parts[0], parts[-1], *diminutives(parts[0]))):
            owners[form].append(person)
    for form, called_so in owners.items():
        if len(form) < _SHORTEST or form.isupper():
            continue
        # An ordinary word at the beginning of a sentence is no name ("Young people").
        ordinary = next(_alone(text, form.lower(), occurrences), None) is not None
        for start, end in _alone(text, form, occurrences):
            free = not taken.overlap(start, end) and not (ordinary and begins_sentence(text, start))
            if free and not _is_anothers(text, start, end):
                yield NameMention(start, end, form), called_so


def _alone(text: str, form: str, occurrences: Occurrences) -> Iterator[tuple[int, int]]:
    """Where a word stands that no hyphen or apostrophe ties to another."""
    return (
        (start, end)
        for start, end in occurrences.of(form)
        if text[max(0, start - 1) : start] not in {"’", "'", "-"} and not text.startswith("-", end)
    )


def _is_anothers(text: str, start: int, end: int) -> bool:
    """Whether a bare name is a part of another's ("Joyce Pargeter", "Pearce Road")."""
    if _CAPITAL_BEHIND.match(text, end):
        return True
    before = _CAPITAL_BEFORE.search(text, max(0, start - 30), start)
    if before is None or begins_sentence(text, before.start()):
        return False
    word = before.group().strip()
    return not is_post(word) and word not in words("honorifics", "courtesy")
