"""The open data sets as annotated texts: CrossNER, Universal NER on English EWT and the Broad Twitter Corpus.

How the folder is laid out, the sources and the licences stand in docs/model.md. The sets' own labels become PERSON,
ORG, GPE or PLACE; the rest is no name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from examples import Annotated, join_words

_KINDS = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "PLACE",
    # CrossNER (Liu et al. 2021) names kinds by domain.
    "person": "PERSON",
    "politician": "PERSON",
    "musicalartist": "PERSON",
    "writer": "PERSON",
    "scientist": "PERSON",
    "researcher": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "university": "ORG",
    "band": "ORG",
    "country": "GPE",
    "location": "PLACE",
}


def crossner(folder: Path, split: str) -> Iterator[Annotated]:
    """The sentences of one split (train, dev, test) over all five domains."""
    for path in sorted(folder.glob(f"crossner/*/{split}.txt")):
        yield from _columns(path, word=0, label=1)


def twitter(folder: Path) -> Iterator[Annotated]:
    """The tweets of the Broad Twitter Corpus (Derczynski et al. 2016)."""
    for path in sorted(folder.glob("btc/*.conll")):
        yield from _columns(path, word=0, label=1)


def uner(folder: Path, split: str) -> Iterator[Annotated]:
    """The sentences of one split (dev, test) of Universal NER on English EWT (Mayhew et al. 2024)."""
    yield from _columns(folder / "uner-ewt" / f"{split}.iob2", word=1, label=2)


def _columns(path: Path, word: int, label: int) -> Iterator[Annotated]:
    """Sentences of tab-parted columns, parted by empty lines; comments begin with "# "."""
    for block in path.read_text("utf-8").replace("\r\n", "\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line.strip() and not line.startswith("# ")]
        rows = [row for row in rows if len(row) > max(word, label) and row[word].strip()]
        if rows:
            yield join_words([row[word] for row in rows], [_translated(row[label]) for row in rows])


def _translated(label: str) -> str:
    kind = _KINDS.get(label[2:].strip())
    return f"{label[:2]}{kind}" if kind else "O"
