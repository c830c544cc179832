"""What must hold of a record, whatever it was made from: one table, a name and a function that tells what is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, pairwise

from jsonschema import Draft202012Validator

from extractor.edtf import days
from extractor.kinds import SpeakerType
from extractor.record import Mention, Record, Role, json_schema

Breaks = Iterator[str]


def offsets(record: Record) -> Breaks:
    """Every text stands where its offsets say, and none is empty."""
    spans: list[Mention | Role] = [*record.dates, *_mentions(record), *(role for _, role in _roles(record))]
    told = [(span.start, span.end, span.text) for span in (*spans, *record.contacts)]
    days_of_issue = [one for one in (record.published, record.updated) if one and one.start is not None]
    told += [(one.start or 0, one.end or 0, one.text) for one in days_of_issue]
    for start, end, text in told:
        if not 0 <= start < end <= len(record.text) or record.text[start:end] != text:
            yield f"{text!r} is not at {start}:{end}"


def paragraphs(record: Record) -> Breaks:
    """Paragraphs make up the text, in order, parted by one blank line."""
    shown = [record.text[one.start : one.end] for one in record.paragraphs]
    if "\n\n".join(shown) != record.text:
        yield "the paragraphs do not make up the text"
    if any(first.end + 2 != second.start for first, second in pairwise(record.paragraphs)):
        yield "paragraphs are not parted by one blank line"
    if not all(text.strip() for text in shown):
        yield "a paragraph is empty"


def edtf(record: Record) -> Breaks:
    """Every value of a date is one of EDTF, and ends no earlier than it begins; days of issue are full days."""
    for mention in record.dates:
        for value in (mention.value, mention.anchor, mention.alternative):
            if value is not None and (why := why_no_edtf(value)):
                yield f"{value!r} of {mention.text!r} ({mention.rule}): {why}"
    for published in (record.published, record.updated):
        if published and (len(published.value) != 10 or why_no_edtf(published.value)):
            yield f"{published.value!r} of {published.text!r} is no day"


def why_no_edtf(value: str) -> str | None:
    """Why a value is none of EDTF, to our own reader of it."""
    try:
        first, last = days(value)
    except ValueError as error:
        return str(error)
    return "ends before it begins" if first and last and first > last else None


def library(record: Record) -> Breaks:
    """Every value is read by the library of EDTF, and written by it as it is."""
    for value in {mention.value for mention in record.dates if mention.value}:
        if written := _written_otherwise(value):
            yield f"{value!r}: {written}"


@cache
def _written_otherwise(value: str) -> str | None:
    from edtf import parse_edtf

    try:
        return None if str(parse_edtf(value)) == value else f"is written {parse_edtf(value)}"
    except Exception as error:  # the library has errors of many kinds
        return f"{type(error).__name__}: {error}"


def order(record: Record) -> Breaks:
    """Facts stand in the order of the text; dates, and the parts of a quote, do not overlap."""
    for name, spans in (("dates", record.dates), *(("parts", quote.parts) for quote in record.quotes)):
        if any(first.end > second.start for first, second in pairwise(spans)):
            yield f"{name} overlap or stand in no order"
    for name, starts in (
        ("organisations", [body.mentions[0].start for body in record.organisations if body.mentions]),
        ("people", [person.mentions[0].start for person in record.people if person.mentions]),
        ("quotes", [quote.parts[0].start for quote in record.quotes if quote.parts]),
        ("contacts", [contact.start for contact in record.contacts]),
    ):
        if starts != sorted(starts):
            yield f"{name} stand in no order"
    for name, lists in (
        ("an organisation has no mention", [body.mentions for body in record.organisations]),
        ("a person has no mention", [person.mentions for person in record.people]),
        ("a quote has no part", [quote.parts for quote in record.quotes]),
    ):
        if not all(lists):
            yield name
    if any(quote.text != "\n\n".join(part.text for part in quote.parts) for quote in record.quotes):
        yield "the text of a quote is not that of its parts"


def identities(record: Record) -> Breaks:
    """Each id is there once, and each that is referred to is there; a person and a role's body under their names."""
    people = {one.id: one.name for one in record.people}
    named = {one.id: one.name for one in record.organisations}
    ids = [one.id for one in (*record.people, *record.organisations, *record.quotes)]
    if len(ids) != len(set(ids)):
        yield "an id is there twice"
    for _, role in _roles(record):
        body = role.organisation
        if body and body.id and named.get(body.id) != body.name:
            yield f"{body.id} ({body.name}) of a role is no organisation"
    for quote in record.quotes:
        speaker = quote.speaker
        is_person = speaker is not None and speaker.type == SpeakerType.PERSON
        if (
            speaker
            and speaker.id
            and (people.get(speaker.id) != speaker.name if is_person else speaker.id not in named)
        ):
            yield f"{speaker.id} ({speaker.name}) of {quote.id} is nobody"
        if quote.attribution and not quote.speaker:
            yield f"{quote.id} is attributed to nobody"


def names(record: Record) -> Breaks:
    """Names are there, and are one line as every paragraph is."""
    for name in (*(one.name for one in record.people), *(one.name for one in record.organisations)):
        if not name.strip() or "\n" in name:
            yield f"{name!r} is no name"


def round_trip(record: Record) -> Breaks:
    """A record written as JSON and read back is the same record, and written the same."""
    written = record.model_dump_json()
    again = Record.model_validate_json(written.encode("utf-8"))
    if again != record or again.model_dump_json() != written:
        yield "is another record when it was written and read"


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def schema(record: Record) -> Breaks:
    """A record is valid against the JSON Schema that is published for it."""
    for error in _validator().iter_errors(json.loads(record.model_dump_json())):
        yield f"{error.json_path}: {error.message[:200]}"


def settled(record: Record) -> Breaks:
    """A text is not removed and kept at once, and holds no characters that show nothing."""
    shown = {record.text[one.start : one.end] for one in record.paragraphs}
    if doubled := [one.text for one in record.removed if one.text in shown]:
        yield f"{doubled[0]!r} is both kept and removed"
    if any("\n" in text for text in shown):
        yield "a paragraph has several lines"
    if hidden := sorted(set(record.text) & _HIDDEN):
        yield f"holds {hidden!r}"


_HIDDEN = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u200b\u202e\u2066\ufeff\xad"} - {"\n"}


def _mentions(record: Record) -> Iterator[Mention]:
    for one in (*record.organisations, *record.people):
        yield from one.mentions
    for quote in record.quotes:
        yield from quote.parts
        if quote.attribution:
            yield from (quote.attribution, quote.attribution.mention)


def _roles(record: Record) -> Iterator[tuple[str, Role]]:
    return chain.from_iterable(((person.id, role) for role in person.roles) for person in record.people)


# Of facts alone, whatever text they are found in.
OF_FACTS: dict[str, Callable[[Record], Iterable[str]]] = {
    "offsets are true": offsets,
    "values are EDTF": edtf,
    "facts stand in order": order,
    "ids resolve": identities,
    "JSON round-trips": round_trip,
}
# Of the text that a reader settled.
OF_TEXT: dict[str, Callable[[Record], Iterable[str]]] = {
    "paragraphs make up the text": paragraphs,
    "the text is settled": settled,
}
OF_RECORDS = {**OF_FACTS, **OF_TEXT, "names are names": names}
SCHEMA: dict[str, Callable[[Record], Iterable[str]]] = {"the schema holds": schema}
# What takes ten milliseconds or more is asked of some records.
SAMPLED = {**SCHEMA, "values are EDTF to its library": library}
