"""The record of a text of paragraphs, as the tables of cases need it: no reading, only the finders."""

from __future__ import annotations

from typing import Any

from extractor.assemble import assemble
from extractor.kinds import Kind
from extractor.language import load_model
from extractor.record import Paragraph, Publisher, Record
from extractor.release import Release, Source
from extractor.settings import Settings


def record_of(row: dict[str, Any]) -> Record:
    """The record of a row's text, one body paragraph a blank line, issued by the row's publisher.

    Those whose numbers the row has under "set_off" are block quotes.
    """
    text = row["text"]
    paragraphs, at = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        kind = Kind.BLOCK_QUOTE if number in row.get("set_off", ()) else Kind.BODY
        paragraphs.append(Paragraph(start=at, end=at + len(paragraph), kind=kind))
        at += len(paragraph) + 2
    publisher = Publisher(name=row["publisher"], found_in="given") if row.get("publisher") else None
    release = Release(text=text, paragraphs=tuple(paragraphs), publisher=publisher, language="en")
    record = assemble(Source("case", text.encode()), release, load_model(), Settings())
    for mention in [m for group in (record.organisations, record.people) for entity in group for m in entity.mentions]:
        assert record.text[mention.start : mention.end] == mention.text
    return record
