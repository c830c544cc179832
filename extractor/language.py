"""The only room that loads a spaCy model: release text in, the model's named entities out as plain offsets."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from extractor.errors import UsageError
from extractor.release import Release
from extractor.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from extractor.decoding import EntityDecoder

# Our own recogniser, written by tools/recogniser/train.py; docs/model.md is its card.
MODEL_FOLDER = Path(__file__).parent / "model"

# Pipes that no rule reads.
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "morphologizer")
# spaCy's own for English, which it downloads by name.
_STOCK = frozenset(f"en_core_web_{size}" for size in ("sm", "md", "lg", "trf"))
# The tokenizer's time grows with the square of a run of signs or letters; no name stands in one. Offsets stay true.
_NO_WORD = re.compile(r"[^\w\s]{30,}|\S{300,}")
# spaCy refuses texts over a million characters, and memory grows with the text: long ones go in pieces.
_PIECE = 50_000
# spaCy keeps every word that it meets, half a kilobyte each, and is the faster for it. These many hold the common ones;
# rarer ones are forgotten with their text.
_MOST_WORDS = 10_000
_CAUSE_MAX = 200


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
        self._decoder = _decoder(self._nlp)
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def entities(self, release: Release) -> list[Entity]:
        """The named entities of the release's text, in order, as offsets into it."""
        found = []
        for start, end in _pieces(release):
            text = _NO_WORD.sub(lambda run: " " * len(run.group()), release.text[start:end])
            with self._nlp.memory_zone() if len(self._nlp.vocab) > _MOST_WORDS else nullcontext():
                found += [Entity(start + first, start + behind, label) for first, behind, label in self._labelled(text)]
        return found

    def _labelled(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and label of the entities of a text."""
        if self._decoder is None:
            yield from ((span.start_char, span.end_char, span.label_) for span in self._nlp(text).ents)
            return
        document = self._nlp.make_doc(text)
        for first, behind, label in self._decoder.entities(document):
            last = document[behind - 1]
            yield document[first].idx, last.idx + len(last), label


def _decoder(nlp: Any) -> EntityDecoder | None:
    """What runs the recogniser faster than the pipeline does, if nothing else is in the pipeline and it can."""
    from extractor.decoding import EntityDecoder  # numpy and thinc: only when a model is loaded

    fits = nlp.pipe_names == ["ner"] and EntityDecoder.fits(nlp.get_pipe("ner"))
    return EntityDecoder(nlp.get_pipe("ner")) if fits else None


def _drop_shared_vectors(nlp: Any) -> None:
    """Remove the tok2vec that tagger and parser share, unless the recogniser listens to it (the stock ones do not)."""
    if "tok2vec" not in nlp.pipe_names or "ner" not in nlp.pipe_names:
        return
    listens = any(node.name.startswith("tok2vec-listener") for node in nlp.get_pipe("ner").model.walk())
    if not listens:
        nlp.remove_pipe("tok2vec")


@cache
def load_model(name: str = DEFAULT_MODEL) -> LanguageModel:
    """Our own recogniser by default, else the installed spaCy pipeline of that name, or that in a folder.

    Raises UsageError, with what to do, if there is none.
    """
    return SpacyModel(name)


def _load(name: str) -> Any:
    spacy = _spacy()
    try:
        if name == DEFAULT_MODEL:
            # Its tokenizer is that of English, which stands already, and it has no vectors: reading both again takes as
            # long as all the rest.
            return spacy.load(MODEL_FOLDER, exclude=(*_UNUSED, "tokenizer", "vectors"))
        return spacy.load(name, exclude=_UNUSED)
    # Another package of that name fails in ways of its own.
    except (OSError, AttributeError, TypeError, ValueError) as error:
        raise UsageError(f"there is no model {name!r} here ({_cause(error)}); {_advice(name)}") from error


def _cause(error: Exception) -> str:
    """What an error says, in one line that is no longer than a line; its kind, if it says nothing."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= _CAUSE_MAX else f"{said[:_CAUSE_MAX].rstrip()} ..."


def _spacy() -> Any:
    """spaCy, loaded only when a model is needed, and without its command line.

    The package loads that for the one function `spacy.info`, and with it servers and downloaders: a third of the time.
    """
    unwanted = ("spacy.cli", "spacy.cli.info")
    if "spacy" in sys.modules or "spacy.cli" in sys.modules:
        return importlib.import_module("spacy")
    sys.modules.update({name: ModuleType(name) for name in unwanted})
    vars(sys.modules["spacy.cli.info"])["info"] = _info
    try:
        spacy = importlib.import_module("spacy")
        vars(spacy)["__getattr__"] = _command_line
        return spacy
    finally:
        for name in unwanted:
            del sys.modules[name]


def _command_line(name: str) -> ModuleType:
    """`spacy.cli` for those who ask for it after all: `spacy.cli.download("en_core_web_sm")`."""
    if name == "cli":
        return importlib.import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")


def _info(*arguments: Any, **options: Any) -> Any:
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


def _advice(name: str) -> str:
    if name == DEFAULT_MODEL:
        return f"install extractor anew: {MODEL_FOLDER} is missing"
    if name in _STOCK:
        return f"install it with: python -m spacy download {name}"
    from spacy.util import get_installed_models

    installed = ", ".join(sorted(get_installed_models())) or "there is none"
    return f"give the name of an installed spaCy pipeline ({installed}), or the folder of one"


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
