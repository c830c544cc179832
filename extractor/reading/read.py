"""Source -> Release: decoded, read by its media type, normalised once into the canonical text, sections settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.errors import InputError
from extractor.reading.decode import Decoded, decode
from extractor.reading.normalise import normalise
from extractor.reading.page import read_page
from extractor.reading.publisher import find_publisher
from extractor.reading.sections import settle
from extractor.reading.text import read_text
from extractor.reading.tongue import tongue_of
from extractor.record import Paragraph, Problem, Published, Publisher
from extractor.release import Block, Draft, Evidence, Release, Source
from extractor.rules.dates import read_day
from extractor.settings import Settings

_PARTING = "\n\n"
_LEAST_WORDS = 12
_ERROR_TITLES = (
    r"(?:page|file|content|item) (?:not|cannot be|can['’]t be|could not be) found",
    r"not found",
    r"error \d{3}",
    r"\d{3} error",
    r"access denied",
    r"forbidden",
    r"service unavailable",
    r"page (?:has )?(?:expired|moved|unavailable)",
    r"are you a robot",
    r"just a moment",
    r"(?:sign|log) ?in",
)
_ERROR_PAGE = re.compile(rf"(?i)\b(?:{'|'.join(_ERROR_TITLES)})\W*(?:[|–-].*)?$|^40[34]\b")
_LONGEST_ERROR = 1200


def read(source: Source, settings: Settings) -> Release:
    """Read one source.

    Raises InputError if it can't be decoded, holds no prose that could be a release, or is in another language.
    """
    decoded = decode(source)
    draft = _draft(decoded, source)
    title = source.given.title or next((evidence.text for evidence in draft.title), None)
    sections = settle(draft.blocks, title)
    text, paragraphs = _compose(sections.blocks)
    _refuse_no_release(source, text, draft)
    days, problems = _published(draft.published, settings, source, text)
    updated, _ = _published(draft.updated, Settings(date_order=settings.date_order), None, text)
    return Release(
        text=text,
        paragraphs=paragraphs,
        media_type=decoded.media_type,
        title=title,
        published=days,
        updated=updated if updated and updated.value != (days.value if days else None) else None,
        publisher=_publisher(draft, text, paragraphs, settings, source),
        language="en",
        removed=(*draft.removed, *sections.removed),
        problems=(*decoded.problems, *draft.problems, *problems),
    )


def _draft(decoded: Decoded, source: Source) -> Draft:
    if decoded.media_type != "text/html":
        return read_text(decoded.text, markdown=decoded.media_type == "text/markdown")
    html, problems = normalise(decoded.text, entities=False)
    draft = read_page(html, source.uri)
    return replace(draft, problems=(*draft.problems, *problems))


def _compose(blocks: Sequence[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """The canonical text: the blocks parted by one blank line."""
    paragraphs = []
    at = 0
    for block in blocks:
        paragraphs.append(Paragraph(start=at, end=at + len(block.text), kind=block.kind))
        at += len(block.text) + len(_PARTING)
    return _PARTING.join(block.text for block in blocks), tuple(paragraphs)


def _refuse_no_release(source: Source, text: str, draft: Draft) -> None:
    title = next((evidence.text for evidence in draft.title), "")
    if _ERROR_PAGE.search(title) and len(text) < _LONGEST_ERROR:
        raise InputError(source.uri, "not_a_release", f"is an error page ({title!r})", "check the address")
    if len(re.findall(r"\w+", text)) < _LEAST_WORDS:
        kept = sum(len(removed.text) for removed in draft.removed)
        reason = "holds no release text" if kept < 2000 else "is a page of links or forms, not a release"
        raise InputError(source.uri, "not_a_release", reason, "give the address or file of the release itself")
    if (tongue := tongue_of(text)) is not None:
        raise InputError(
            source.uri, "language", f"is in {tongue}, not English", "leave it out, or give its English version"
        )


def _published(
    evidence: Sequence[Evidence], settings: Settings, source: Source | None, text: str
) -> tuple[Published | None, list[Problem]]:
    """The day that the best evidence tells, and a problem where other evidence contradicts it."""
    found = list(_days(evidence, settings, source, text))
    if not found:
        return None, []
    best = found[0]
    others = sorted({day.value for day in found if day.found_in not in ("url", "footer", "embargo")} - {best.value})
    if not others or best.found_in == "given":
        return best, []
    message = f"{best.value} ({best.found_in}) taken; elsewhere {', '.join(others)}"
    return best, [Problem(stage="read", code="published_disagrees", message=message)]


def _days(evidence: Iterable[Evidence], settings: Settings, source: Source | None, text: str) -> Iterator[Published]:
    given = [settings.published, source.given.published if source else None]
    candidates = [*(Evidence(day, "given") for day in given if day), *evidence]
    for candidate in candidates:
        value = read_day(candidate.text, settings.date_order)
        if value:
            at = text.find(candidate.text) if candidate.found_in not in ("meta", "json-ld", "url", "given") else -1
            start, end = (at, at + len(candidate.text)) if at >= 0 else (None, None)
            yield Published(value=value, text=candidate.text, found_in=candidate.found_in, start=start, end=end)


def _publisher(
    draft: Draft, text: str, paragraphs: Sequence[Paragraph], settings: Settings, source: Source
) -> Publisher | None:
    given = settings.publisher or source.given.publisher
    evidence = (Evidence(given, "given"), *draft.publisher) if given else draft.publisher
    return find_publisher(evidence, text, paragraphs, [removed.text for removed in draft.removed])
