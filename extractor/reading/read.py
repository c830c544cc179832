"""Source -> Release: decoded, read by its media type, normalised once into the canonical text, sections settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from extractor.errors import InputError
from extractor.reading.country import country_of, country_told_by
from extractor.reading.decode import Decoded, decode
from extractor.reading.limits import TooLargeError, bounded, check_length
from extractor.reading.media_type import HTML, MARKDOWN, MediaType, document_type_of
from extractor.reading.no_release import why_no_release
from extractor.reading.normalise import normalise_markup
from extractor.reading.publisher import find_publisher
from extractor.reading.sections import settle
from extractor.reading.tongue import tongue_of
from extractor.record import Paragraph, Problem, Published, Publisher, Removed
from extractor.release import Block, Draft, Evidence, Hint, Release, Source
from extractor.rules.dates import has_numeric_day, order_of_days, read_day
from extractor.settings import Settings

_PARTING = "\n\n"
# Where days stand that are not in the text of the release.
_NOT_IN_TEXT = frozenset({"meta", "json-ld", "url", "given", "feed", "list", "sitemap"})
# Where days stand that may well be others than the day of issue.
_WEAK = frozenset({"url", "footer", "embargo", "mail", "feed", "list", "sitemap"})


def read(source: Source, settings: Settings) -> Release:
    """Read one source.

    Raises InputError if it can't be decoded, is far too long, holds no prose that could be a release, or is in another
    language.
    """
    try:
        media_type, draft = _draft(source)
    except TooLargeError as error:
        raise InputError(source.uri, "too_large", str(error), "split it: one release a file") from error
    hint = source.hint or Hint("")
    title = source.given.title or next((evidence.text for evidence in draft.title), hint.title)
    sections = settle(draft.blocks, title)
    text, paragraphs = _compose(sections.blocks)
    _refuse_no_release(source, text, draft)
    country = draft.country or country_of([source.uri], []) or country_told_by(text)
    given = [Evidence(day, "given") for day in (settings.published, source.given.published) if day]
    hinted = [Evidence(hint.published, hint.found_in)] if hint.published else []
    weak = [evidence for evidence in draft.published if evidence.found_in in _WEAK]
    dated = [*given, *(one for one in draft.published if one not in weak), *hinted, *weak]
    order = _order([*dated, *draft.updated], text, settings.date_order, country)
    days, problems = _published(dated, text, order)
    problems += _unreadable(given, order)
    updated, _ = _published(draft.updated, text, order)
    return Release(
        text=text,
        paragraphs=paragraphs,
        media_type=media_type,
        title=title,
        published=days,
        updated=updated if updated and updated.value != (days.value if days else None) else None,
        publisher=_publisher(draft, text, paragraphs, settings, source),
        language="en",
        country=country,
        date_order=order,
        canonical=draft.canonical,
        removed=_elsewhere([*draft.removed, *sections.removed], sections.blocks),
        problems=(*draft.problems, *problems),
    )


def _draft(source: Source) -> tuple[MediaType, Draft]:
    """What a source is, and what the reader of such sources makes of it."""
    if (document := document_type_of(source.data)) is not None:
        from extractor.reading.documents.document import read_document

        return document, read_document(source, document)
    decoded = decode(source)
    draft = _draft_of_text(decoded, source)
    return decoded.media_type, replace(draft, problems=(*decoded.problems, *draft.problems))


def _draft_of_text(decoded: Decoded, source: Source) -> Draft:
    # Each reader's words and patterns take a tenth of a second: only where used.
    if decoded.media_type != HTML:
        from extractor.reading.text import read_text

        bounded(line for line in check_length(decoded.text).split("\n") if line.strip())
        return read_text(decoded.text, markdown=decoded.media_type == MARKDOWN)
    from extractor.reading.page import read_page

    html, problems = normalise_markup(decoded.text)
    draft = read_page(html, source.uri)
    check_length("".join(block.text for block in draft.blocks))
    return replace(draft, problems=(*draft.problems, *problems))


def _compose(blocks: Sequence[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """The canonical text: the blocks parted by one blank line."""
    paragraphs = []
    at = 0
    for block in blocks:
        paragraphs.append(Paragraph(start=at, end=at + len(block.text), kind=block.kind))
        at += len(block.text) + len(_PARTING)
    return _PARTING.join(block.text for block in blocks), tuple(paragraphs)


def _elsewhere(removed: Sequence[Removed], blocks: Sequence[Block]) -> tuple[Removed, ...]:
    """What was removed, less what stands in the text all the same (a headline that a breadcrumb repeats)."""
    kept = {block.text for block in blocks}
    return tuple(one for one in removed if one.text not in kept)


def _refuse_no_release(source: Source, text: str, draft: Draft) -> None:
    if (what := why_no_release(draft)) is not None:
        raise InputError(source.uri, "not_a_release", what, "give the address or file of the release itself")
    if (tongue := tongue_of(text)) is not None:
        raise InputError(
            source.uri, "language", f"is in {tongue}, not English", "leave it out, or give its English version"
        )


def _order(evidence: Sequence[Evidence], text: str, date_order: str | None, country: str | None) -> str | None:
    """The order of the numeric days among the evidence, by the release and the days that can't be misread."""
    numeric = [one.text for one in evidence if has_numeric_day(one.text)]
    if not numeric:
        return date_order
    sure = next((day for one in evidence if one.text not in numeric and (day := read_day(one.text))), None)
    anchor = date.fromisoformat(sure) if sure else None
    return order_of_days("\n".join((text, *numeric)), anchor, date_order, country)


def _published(evidence: Sequence[Evidence], text: str, order: str | None) -> tuple[Published | None, list[Problem]]:
    """The day that the best evidence tells, and a problem where other evidence contradicts it."""
    found = list(_days(evidence, text, order))
    if not found:
        return None, []
    best = found[0]
    others = sorted({day.value for day in found if day.found_in not in _WEAK} - {best.value})
    if not others or best.found_in == "given":
        return best, []
    message = f"{best.value} ({best.found_in}) taken; elsewhere {', '.join(others)}"
    return best, [Problem(stage="read", code="published_disagrees", message=message)]


def _unreadable(given: Iterable[Evidence], order: str | None) -> list[Problem]:
    """A problem for each day of issue that was given but is none, so that another one was taken."""
    return [
        Problem(stage="read", code="published_unreadable", message=f"{one.text!r} was given, but is no full day")
        for one in given
        if read_day(one.text, order) is None
    ]


def _days(evidence: Iterable[Evidence], text: str, order: str | None) -> Iterator[Published]:
    for candidate in evidence:
        value = read_day(candidate.text, order)
        if value:
            at = text.find(candidate.text) if candidate.found_in not in _NOT_IN_TEXT else -1
            start, end = (at, at + len(candidate.text)) if at >= 0 else (None, None)
            yield Published(value=value, text=candidate.text, found_in=candidate.found_in, start=start, end=end)


def _publisher(
    draft: Draft, text: str, paragraphs: Sequence[Paragraph], settings: Settings, source: Source
) -> Publisher | None:
    given = settings.publisher or source.given.publisher
    evidence = (Evidence(given, "given"), *draft.publisher) if given else draft.publisher
    if source.hint and source.hint.publisher:
        evidence = (*evidence, Evidence(source.hint.publisher, source.hint.found_in))
    return find_publisher(evidence, text, paragraphs, [removed.text for removed in draft.removed])
