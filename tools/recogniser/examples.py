"""What the recogniser learns from: a text and its names, and how they become spaCy examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from spacy.training import Example

# What the open sets and our sentences annotate in full; every other label is kept as the stock model has it.
TAUGHT = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})

_CLOSING = frozenset({".", ",", ";", ":", "!", "?", ")", "]", "%", "”", "..."})
_OPENING = frozenset({"(", "[", "$", "£", "#", "“", "‘"})
_CLITICS = ("'", "’", "n't")


class Name(NamedTuple):
    """`text[start:end]` is a name of that kind. PLACE leaves open whether it is GPE, LOC or FAC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with every person, organisation and place in it named."""

    text: str
    names: tuple[Name, ...]


def join_words(words: Sequence[str], labels: Sequence[str]) -> Annotated:
    """A sentence of words with BIO labels as running text. Names without a letter are dropped."""
    text, names = "", list[Name]()
    glued, marks = True, 0
    for word, label in zip(words, labels, strict=True):
        closes = word == '"' and marks % 2 == 1
        if not (glued or closes or word in _CLOSING or word.startswith(_CLITICS)):
            text += " "
        glued = word in _OPENING or (word == '"' and not closes)
        marks += word == '"'
        start, text = len(text), text + word
        kind = label[2:]
        if label.startswith("I-") and names and names[-1].label == kind and names[-1].end >= start - 1:
            names[-1] = names[-1]._replace(end=len(text))
        elif kind:
            names.append(Name(start, len(text), kind))
    lettered = (name for name in names if any(character.isalpha() for character in text[name.start : name.end]))
    return Annotated(text, tuple(lettered))


def as_examples(nlp: Any, stock: Any, annotated: Iterable[Annotated]) -> Iterator[Example]:
    """Training examples whose other labels (dates, money, works ...) are what the stock model says.

    That is the rehearsal which keeps the recogniser from forgetting them. Texts whose names cut a token are left out.
    """
    kept = [item for item in annotated if item.text.strip()]
    for item, said in zip(kept, stock.pipe([item.text for item in kept], batch_size=256), strict=True):
        document = nlp.make_doc(item.text)
        spans = [document.char_span(name.start, name.end, label=_label(name, said)) for name in item.names]
        if any(span is None for span in spans):
            continue
        named = {token.i for span in spans for token in span}
        rehearsed = (ent for ent in said.ents if ent.label_ not in TAUGHT)
        spans += [ent for ent in rehearsed if named.isdisjoint(range(ent.start, ent.end))]
        entities = [(span.start_char, span.end_char, span.label_) for span in spans]
        yield Example.from_dict(document, {"entities": entities})


def _label(name: Name, said: Any) -> str:
    """The kind of a place is the stock model's, where it sees one there."""
    if name.label != "PLACE":
        return name.label
    overlapping = (ent.label_ for ent in said.ents if ent.start_char < name.end and name.start < ent.end_char)
    return next((label for label in overlapping if label in _PLACES), "GPE")
