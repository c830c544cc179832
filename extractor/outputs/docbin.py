"""Records -> one DocBin of spaCy (.spacy): a Doc a record, with entities and groups of spans."""

from __future__ import annotations

from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from extractor.outputs.marks import Label, Mark, links_of, marks_of, release_of
from extractor.record import Record

# What spaCy's own English pipelines call these entities.
_ENTITIES = {Label.DATE: "DATE", Label.ORGANISATION: "ORG", Label.PERSON: "PERSON"}
# The group that the spans of a label are in.
_GROUPS = {
    Label.DATE: "dates",
    Label.ORGANISATION: "organisations",
    Label.PERSON: "people",
    Label.ROLE: "roles",
    Label.QUOTE: "quotes",
    Label.SPEAKER: "speakers",
}


class Docs:
    """The Docs, which are all kept until the end: a DocBin is compressed as a whole."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("en")
        self._docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID"], store_user_data=True)

    def encode(self, record: bytes) -> bytes:
        """Nothing yet."""
        self._docs.add(self._doc(Record.model_validate_json(record)))
        return b""

    def end(self) -> bytes:
        """The bytes of the DocBin."""
        return self._docs.to_bytes()

    def _doc(self, record: Record) -> Doc:
        doc = self._nlp.tokenizer(record.text)
        marks = marks_of(record)
        spans = [(mark, span) for mark in marks if (span := _span(doc, mark))]
        for label, group in _GROUPS.items():
            doc.spans[group] = [span for mark, span in spans if mark.label is label]
        entities = [span for mark, span in spans if mark.label in _ENTITIES]
        doc.set_ents(filter_spans(entities))
        doc.user_data.update(_told(record))
        doc.user_data["widened"] = [_place(mark) for mark, span in spans if _is_wider(span, mark)]
        return doc


def _span(doc: Doc, mark: Mark) -> Span | None:
    """The whole words that a mark is in; None if it is outside of the text."""
    label = _ENTITIES.get(mark.label, mark.label.value)
    return doc.char_span(mark.start, mark.end, label, alignment_mode="expand", span_id=mark.owner or "")


def _is_wider(span: Span, mark: Mark) -> bool:
    return (span.start_char, span.end_char) != (mark.start, mark.end)


def _place(mark: Mark) -> tuple[str, int, int]:
    return mark.label.value, mark.start, mark.end


def _told(record: Record) -> dict[str, Any]:
    """What a Doc tells of its record beyond the text."""
    return {
        "id": record.id,
        **release_of(record),
        "extractor": record.extractor.version,
        "said_by": [(_place(link.quote), _place(link.speaker)) for link in links_of(record)],
    }
