"""A spaCy component, for pipelines of one's own: `nlp.add_pipe("extractor")` adds the facts to each Doc as spans."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.errors import check_date_order
from extractor.facts import find_facts
from extractor.kinds import Kind
from extractor.language import Entity
from extractor.record import Paragraph, Published, Publisher
from extractor.release import Release

GROUPS = ("dates", "organisations", "people", "quotes")


@Language.factory(
    "extractor", default_config={"published": None, "publisher": None, "date_order": None, "country": None}
)
class ExtractorComponent:
    """Sets `doc.spans["dates"]`, `["organisations"]`, `["people"]` and `["quotes"]`.

    A span's label is the date's value, the body's type, PERSON, or the quote's kind; its id is the name of the body,
    person or speaker. Paragraphs are parted by blank lines. Offsets are widened to whole tokens where they cut one.
    Put it behind the recogniser ("ner"): its entities are the evidence for bodies and people.
    published (YYYY-MM-DD) anchors relative dates; publisher is whom "the council" means; date_order (DMY or MDY) and
    country (ISO 3166) tell how 03/06/2024 is read.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        *,
        published: str | None,
        publisher: str | None,
        date_order: str | None,
        country: str | None,
    ) -> None:
        self._published = Published(value=published, text=published, found_in="given") if published else None
        self._publisher = Publisher(name=publisher, found_in="given") if publisher else None
        check_date_order(date_order)
        self._date_order = date_order
        self._country = country

    def __call__(self, doc: Doc) -> Doc:
        """Find the facts of one Doc and add them to its span groups."""
        release = Release(
            text=doc.text,
            paragraphs=_paragraphs(doc.text),
            published=self._published,
            publisher=self._publisher,
            country=self._country,
            date_order=self._date_order,
        )
        entities = [Entity(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        facts = find_facts(release, entities)
        groups: dict[str, list[Span]] = {group: [] for group in GROUPS}
        for mention in facts.dates:
            groups["dates"].append(_span(doc, mention.start, mention.end, mention.value or "", mention.rule))
        for body in facts.bodies:
            groups["organisations"] += [_span(doc, m.start, m.end, body.type, body.name) for m in body.mentions]
        for person in facts.people:
            groups["people"] += [_span(doc, m.start, m.end, "PERSON", person.name) for m in person.mentions]
        for turn in facts.turns:
            speaker = turn.speaker.name if turn.speaker else ""
            groups["quotes"] += [_span(doc, start, end, turn.kind.value, speaker) for start, end in turn.parts]
        for group, spans in groups.items():
            doc.spans[group] = spans
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to save: the configuration holds all."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> ExtractorComponent:
        """Nothing to load."""
        return self


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    found, at = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            found.append(Paragraph(start=at, end=at + len(block), kind=Kind.BODY))
        at += len(block) + 2
    return tuple(found)


def _span(doc: Doc, start: int, end: int, label: str, identity: str) -> Span:
    span = doc.char_span(start, end, label=label, span_id=identity, alignment_mode="expand")
    if span is None:
        raise ValueError(f"offsets {start}:{end} lie outside the Doc")
    return span
