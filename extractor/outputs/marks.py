"""Record -> the marks that annotation tools show on its text, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from extractor.record import Quote, Record
from extractor.wording import role_words


class Label(StrEnum):
    """What a mark shows."""

    DATE = "DATE"
    ORGANISATION = "ORGANISATION"
    PERSON = "PERSON"
    ROLE = "ROLE"
    QUOTE = "QUOTE"
    SPEAKER = "SPEAKER"


# What a link tells: that the words of a QUOTE are said by the one whom a SPEAKER mentions.
SAID_BY = "said by"


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters `text[start:end]` of a record.

    owner: the id of the organisation, person, speaker or quote that they show, if it has one; note: what the record
    tells of them beyond the characters, such as the value of a date.
    """

    label: Label
    start: int
    end: int
    owner: str | None = None
    note: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """From a part of a quote to the words that name its speaker."""

    quote: Mark
    speaker: Mark


def marks_of(record: Record) -> list[Mark]:
    """The marks, each once, in the order of the text; of those that begin together, the longest first.

    What somebody has placed off the text by hand is left out.
    """
    found = [*_dates(record), *_organisations(record), *_people(record), *_quotes(record)]
    marks = dict.fromkeys(mark for mark in found if _is_on_text(record, mark))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.label, mark.owner or ""))


def links_of(record: Record) -> list[Link]:
    """Which speaker said which part of a quote, where the text names one; both are among the marks."""
    links = [
        Link(part, speaker) for quote in record.quotes for speaker in _speaker_mark(quote) for part in _parts(quote)
    ]
    return [link for link in links if _is_on_text(record, link.quote) and _is_on_text(record, link.speaker)]


def release_of(record: Record) -> dict[str, str | None]:
    """What tells which release a text is, as plain data."""
    return {
        "uri": record.source.uri,
        "title": record.title,
        "published": record.published.value if record.published else None,
        "publisher": record.publisher.name if record.publisher else None,
    }


def _is_on_text(record: Record, mark: Mark) -> bool:
    return 0 <= mark.start < mark.end <= len(record.text)


def _dates(record: Record) -> Iterator[Mark]:
    for date in record.dates:
        yield Mark(Label.DATE, date.start, date.end, note=date.value)


def _organisations(record: Record) -> Iterator[Mark]:
    for body in record.organisations:
        for mention in body.mentions:
            yield Mark(Label.ORGANISATION, mention.start, mention.end, body.id, body.name)


def _people(record: Record) -> Iterator[Mark]:
    for person in record.people:
        for mention in person.mentions:
            yield Mark(Label.PERSON, mention.start, mention.end, person.id, person.name)
        for role in person.roles:
            yield Mark(Label.ROLE, role.start, role.end, person.id, role_words(role))


def _quotes(record: Record) -> Iterator[Mark]:
    for quote in record.quotes:
        yield from _parts(quote)
        yield from _speaker_mark(quote)


def _parts(quote: Quote) -> list[Mark]:
    return [Mark(Label.QUOTE, part.start, part.end, quote.id, quote.kind.value) for part in quote.parts]


def _speaker_mark(quote: Quote) -> list[Mark]:
    """The words that name the speaker, if there are any; one mark where they name that of several quotes."""
    if not quote.attribution:
        return []
    mention = quote.attribution.mention
    owner = quote.speaker.id if quote.speaker else None
    return [Mark(Label.SPEAKER, mention.start, mention.end, owner, _speaker_note(quote))]


def _speaker_note(quote: Quote) -> str | None:
    if not quote.speaker:
        return None
    return "; ".join([quote.speaker.name, *map(role_words, quote.speaker.roles)])
