"""Measure the program over a set of texts that somebody has annotated: counts, figures and 95 % intervals.

All are counted by `extractor.evaluation`, as `extractor evaluate --intervals` does: sets of another form are made into
gold files first.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractor import Record, extract_many
from extractor.evaluation import Evaluation, evaluate
from extractor.reading.read import read
from extractor.record import ExtractorInfo, SourceInfo
from extractor.release import Source
from extractor.rules.dates import find_dates
from extractor.settings import Settings

HERE = Path(__file__).parent
ROOT = HERE.parent
# Kept to so many places, so that no machine's last bit makes another file.
PLACES = 6

Figures = dict[str, Any]
Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Set:
    """A set of annotated texts, as quality_sets.toml tells it."""

    name: str
    label: str
    told: str
    flatters: str
    folder: str | None = None
    kind: str = "gold"
    measures: tuple[str, ...] = ()

    @property
    def place(self) -> Path | None:
        """Where it lies in the repository, if it does."""
        place = ROOT / self.folder if self.folder else None
        return place if place and place.exists() else None

    def figures(self, place: Path) -> Figures:
        """How many texts there are, and every measure with its intervals. Raises what a set that is amiss raises."""
        return _KINDS[self.kind](self, place)


def known_sets() -> list[Set]:
    """The sets of quality_sets.toml, in their order."""
    rows = tomllib.loads((HERE / "quality_sets.toml").read_text("utf-8"))["sets"]
    return [Set(**{**row, "measures": tuple(row.get("measures", ()))}) for row in rows]


# --- gold files -------------------------------------------------------------------------------------------------------
def _gold(one: Set, place: Path) -> Figures:
    sources = place / "sources"
    records = extract_many(sources if sources.is_dir() else place)
    return _told(evaluate(place, records, intervals=True), one.measures)


def _told(evaluation: Evaluation, measures: Sequence[str]) -> Figures:
    told = evaluation.to_json()["measures"]
    return {
        "texts": evaluation.releases,
        "without_record": list(evaluation.without_record),
        "measures": {name: _rounded(told[name]) for name in measures or told},
    }


def _rounded(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _rounded(value) for name, value in told.items()}
    return round(told, PLACES) if isinstance(told, float) else told


# --- sets of another form, made into gold files -----------------------------------------------------------------------
def _dates(one: Set, table: Path) -> Figures:
    """Each row becomes a gold file, and a record that holds the dates that are found in its text."""
    rows = [json.loads(line) for line in table.read_text("utf-8").splitlines()]
    with TemporaryDirectory() as folder:
        _write(Path(folder), ((row["id"], _dates_of(row)) for row in rows))
        return _told(evaluate(Path(folder), map(_dated, rows), intervals=True), one.measures)


def _dates_of(row: dict[str, Any]) -> Gold:
    asked = [{"text": text, "value": value} for text, value in row["expect"]]
    optional = [{"text": text, "value": value, "optional": True} for text, value in row["optional"]]
    return {"dates": asked + optional}


def _dated(row: dict[str, Any]) -> Record:
    anchor = date.fromisoformat(row["anchor"]) if row["anchor"] else None
    return _record(row["id"], text=row["text"], dates=find_dates(row["text"], anchor))


def _layouts(one: Set, folder: Path) -> Figures:
    """Sources beside gold files that lack an id, read without looking for facts."""
    sources = {path.stem: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix != ".json"}
    return _read_alone(one, {path.stem: _load(path) for path in _files(folder)}, sources)


def _pages(one: Set, folder: Path) -> Figures:
    """Pages of WCXB, read without looking for facts; those without an expected text are left out."""
    truths = {path.stem: _load(path)["ground_truth"] for path in _files(folder / "gold")}
    gold = {name: _page_of(truth) for name, truth in truths.items() if truth["main_content"]}
    return _read_alone(
        one, gold, {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in gold}
    )


def _read_alone(one: Set, gold: dict[str, Gold], sources: dict[str, bytes]) -> Figures:
    with TemporaryDirectory() as made:
        _write(Path(made), gold.items())
        return _told(evaluate(Path(made), starmap(_read, sources.items()), intervals=True), one.measures)


def _read(name: str, data: bytes) -> Record:
    release = read(Source(name, data), Settings())
    fields = ("title", "published", "publisher", "text", "paragraphs")
    return _record(name, **{field: getattr(release, field) for field in fields})


def _page_of(truth: dict[str, Any]) -> Gold:
    body = [part for part in truth["main_content"].split("\n\n") if part.strip()]
    day = (truth.get("publish_date") or "")[:10]
    return {"title": truth.get("title"), "published": day or None, "body": body, "noise": truth.get("without") or []}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _record(name: str, **known: Any) -> Record:
    """A record in which nothing was found but what is known."""
    absent: Gold = dict.fromkeys(["title", "published", "updated", "publisher", "language"])
    lists = ["paragraphs", "removed", "dates", "organisations", "people", "quotes", "contacts", "problems"]
    source = SourceInfo(uri=name, media_type="", sha256="", bytes=0)
    maker = ExtractorInfo(version="", model="", settings={})
    return Record(**{**absent, **{key: [] for key in lists}, **known}, id=name, source=source, extractor=maker)


def _write(folder: Path, gold: Iterable[tuple[str, Gold]]) -> None:
    for name, one in gold:
        (folder / f"{name}.json").write_text(json.dumps({"id": name, **one}), "utf-8")


_KINDS: dict[str, Callable[[Set, Path], Figures]] = {
    "gold": _gold,
    "dates": _dates,
    "layouts": _layouts,
    "pages": _pages,
}
