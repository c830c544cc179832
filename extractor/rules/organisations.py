"""Named bodies: candidates by shape, register, recogniser and context, merged under their fullest name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.record import Mention
from extractor.registers import lookup
from extractor.rules import acronyms, short_forms
from extractor.rules.bodies import Body, BodyCandidate, name_key, without_overlaps
from extractor.rules.body_context import by_context, by_kind
from extractor.rules.body_evidence import by_name, by_register, by_sport
from extractor.rules.body_lists import by_lists
from extractor.rules.body_names import type_by_shape
from extractor.rules.body_portfolios import without_portfolios
from extractor.rules.body_schools import by_school
from extractor.rules.body_shapes import by_shape
from extractor.rules.body_tokens import tokens_of
from extractor.rules.recognised import by_recogniser
from extractor.rules.reconciled import reconciled
from extractor.rules.survey import Survey


def body_candidates(survey: Survey) -> list[BodyCandidate]:
    """What may name a body by any evidence but the company that it keeps; the candidates overlap."""
    text, paragraphs = survey.text, tokens_of(survey.text, survey.release.paragraphs)
    candidates = [*by_register(paragraphs), *by_kind(text), *by_context(text, survey.entities, survey.occurrences)]
    candidates += [*by_sport(text), *by_school(text)]
    # The recogniser's come last: of two candidates that are alike, the first tells the type.
    candidates += reconciled(text, by_shape(paragraphs), by_recogniser(survey))
    if survey.release.publisher:
        # "From Department of ...": a letterhead's small word is no part of the name.
        name = survey.release.publisher.name.removeprefix("From ")
        candidates += by_name(survey.occurrences, name, _type_of(name))
    return without_portfolios(text, candidates)


def find_organisations(survey: Survey, candidates: Sequence[BodyCandidate]) -> list[Body]:
    """The named bodies of a release, in order of their first mention: of candidates that overlap the strongest."""
    listed = by_lists(survey, without_overlaps(candidates))
    bodies = _merged(survey.text, without_overlaps([*candidates, *listed]))
    bodies = short_forms.linked(acronyms.linked(survey.occurrences, bodies))
    return sorted(bodies, key=lambda body: body.mentions[0].start)


def _type_of(name: str) -> str:
    entry = lookup(name)
    return entry.type if entry else type_by_shape(name) or "other"


def _merged(text: str, candidates: Iterable[BodyCandidate]) -> list[Body]:
    """One body for all candidates whose names are one."""
    by_key: dict[str, Body] = {}
    for candidate in candidates:
        name = text[candidate.start : candidate.end]
        body = by_key.get(name_key(name))
        if body is None:
            body = by_key[name_key(name)] = _body(name, candidate.type)
        elif name not in body.names:
            body.aliases.append(name)
        body.mentions.append(Mention.of(text, candidate.start, candidate.end))
    return list(by_key.values())


def _body(name: str, kind: str) -> Body:
    entry = lookup(name)
    if entry is not None:
        return Body(name, entry.type, entry)
    return Body(name, kind if kind != "other" else type_by_shape(name) or "other")
