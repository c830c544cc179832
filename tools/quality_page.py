"""Measure every set of quality_sets.toml, and write docs/quality.json and docs/quality.md, the page that tells them.

    python tools/quality_page.py real=../shared/gold/dev pages=../shared/pages   # measures, then writes both
    python tools/quality_page.py --text                                          # writes the page from the figures
    python tools/quality_page.py --check                                         # tells whether the page is up to date

A set that lies in the repository is measured always; another one if its folder is given, else its last figures stay.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from quality_sets import HERE, ROOT, Figures, Set, known_sets

from extractor import __version__

PAGE = ROOT / "docs" / "quality.md"
FIGURES = ROOT / "docs" / "quality.json"
TRIALS = ROOT / "tests" / "cases" / "trials.jsonl"
TEMPLATE = "quality.md.jinja"

# The measures that the page tells, and in what words; docs/quality.json has all.
TOLD = {
    "body": "body, stretches of four words",
    "noise_absent": "lines of the site kept out",
    "title": "title",
    "published": "day of issue",
    "publisher": "publisher",
    "dates": "dates, found",
    "dates_valued": "dates, with their value",
    "organisations": "organisations",
    "people": "people",
    "speaker_roles": "roles of those who speak",
    "quote_parts": "quotes, found",
    "quotes_attributed": "quotes, with their speaker",
    "quotes_full": "quotes, with speaker and role",
    "indirect": "reported speech",
}

Trial = dict[str, Any]


def main() -> None:
    """Measure and write, or check."""
    parser = argparse.ArgumentParser(description="Write the page of quality and its figures.")
    parser.add_argument(
        "places", nargs="*", metavar="NAME=FOLDER", help="a set of quality_sets.toml, and where it lies"
    )
    parser.add_argument("--text", action="store_true", help="measure nothing, write the page from the figures")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is another one by now")
    given = parser.parse_args()
    if given.check:
        sys.exit(page(_load()) != PAGE.read_text("utf-8") and "docs/quality.md is another one by now: make quality")
    if not given.text:
        figures = measured(dict(place.split("=", 1) for place in given.places), _load())
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(_load()), "utf-8")


def _load() -> dict[str, Figures]:
    return json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}


def measured(places: dict[str, str], before: dict[str, Figures]) -> dict[str, Figures]:
    """The figures of every set by its name; those from before, where a set is not at hand."""
    sets = known_sets()
    if unknown := places.keys() - {one.name for one in sets}:
        sys.exit(f"{', '.join(sorted(unknown))}: no such set in quality_sets.toml")
    figures: dict[str, Figures] = {}
    for one in sets:
        place = Path(places[one.name]) if one.name in places else one.place
        if place is not None:
            print(f"{one.name} ...", file=sys.stderr)
            figures[one.name] = {**_made_by(), **one.figures(place)}
        elif one.name in before:
            print(f"{one.name}: no folder is given; the figures of {before[one.name]['date']} stay", file=sys.stderr)
            figures[one.name] = before[one.name]
        else:
            print(f"{one.name}: is not at hand, and is left out", file=sys.stderr)
    return figures


def _made_by() -> dict[str, str]:
    return {
        "date": date.today().isoformat(),
        "extractor": __version__,
        "python": platform.python_version(),
        "spacy": version("spacy"),
    }


# --- the page ---------------------------------------------------------------------------------------------------------
def page(figures: dict[str, Figures]) -> str:
    """The page that tells the figures."""
    trials = [json.loads(line) for line in TRIALS.read_text("utf-8").splitlines()]
    sets = [one for one in known_sets() if one.name in figures]
    environment = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE).render(
        sets=sets,
        figures=figures,
        made=next(figures[one.name] for one in sets if one.place),
        overview=list(_overview(sets, figures)),
        rows=lambda one: list(_rows(figures[one.name])),
        figure=lambda name, measure: _figure(figures[name]["measures"][measure]),
        share=lambda name, measure, figure: _share(figures[name]["measures"][measure][figure]),
        span=lambda measure, figure: _span(sets, figures, measure, figure),
        trials=trials,
        classes=list(_classes(trials)),
        tried=lambda field, name: _tried(trials, field, name),
        weaknesses=_weaknesses(trials),
        cell=_cell,
        listed=_listed,
    )


def _overview(sets: Iterable[Set], figures: dict[str, Figures]) -> Iterator[list[str]]:
    """F1 or accuracy of each measure over the sets of whole releases, each with its interval."""
    whole = [figures[one.name]["measures"] for one in sets if one.kind == "gold"]
    for name, words in TOLD.items():
        yield [words, *(_figure(measures[name]) for measures in whole)]


def _figure(measure: Figures) -> str:
    name = _main(measure)
    interval = measure["intervals"].get(name)
    return f"{_share(measure[name])} {_interval(interval)}".rstrip()


def _main(measure: Figures) -> str:
    return "f1" if "f1" in measure else "accuracy"


def _interval(interval: Figures | None) -> str:
    return f"({_share(interval['low'])}–{_share(interval['high'])})" if interval else ""


def _share(figure: float) -> str:
    """Three places, without the nought in front."""
    return f"{figure:.3f}".removeprefix("0")


def _rows(figures: Figures) -> Iterator[list[str]]:
    """One row for each measure of a set: what was annotated, what was found, what of it is right, and the figures."""
    for name, words in TOLD.items():
        if name in figures["measures"]:
            yield [words, *_cells(figures["measures"][name])]


def _cells(measure: Figures) -> list[str]:
    main = measure["intervals"].get(_main(measure))
    if "asked" in measure:
        return [str(measure["asked"]), "", str(measure["right"]), "", "", _share(measure["accuracy"]), _interval(main)]
    right = measure["true_positives"]
    gold, found = right + measure["false_negatives"], right + measure["false_positives"]
    shares = [_share(measure[name]) for name in ("precision", "recall", "f1")]
    return [f"{gold:,}", f"{found:,}", f"{right:,}", *shares, _interval(main)]


def _span(sets: Iterable[Set], figures: dict[str, Figures], measure: str, figure: str) -> str:
    """From the lowest to the highest of a figure, over the sets of whole releases."""
    all_of_them = [figures[one.name]["measures"][measure][figure] for one in sets if one.kind == "gold"]
    low, high = _share(min(all_of_them)), _share(max(all_of_them))
    return low if low == high else f"{low} to {high}"


# --- trials -----------------------------------------------------------------------------------------------------------
def _classes(trials: Iterable[Trial]) -> Iterator[tuple[str, str, int, int]]:
    """Field, class, how many were read wrongly, how many there are: worst first within a field."""
    trials = list(trials)
    tried = Counter((trial["field"], trial["class"]) for trial in trials)
    wrong = Counter((trial["field"], trial["class"]) for trial in trials if "read" in trial)
    fields = list(dict.fromkeys(trial["field"] for trial in trials))
    for field, name in sorted(tried, key=lambda key: (fields.index(key[0]), -wrong[key] / tried[key], key[1])):
        yield field, name, wrong[field, name], tried[field, name]


def _tried(trials: Iterable[Trial], field: str, name: str) -> str:
    """How many of a class are read wrongly; a class that there is not raises ValueError."""
    (found,) = [(wrong, tried) for *key, wrong, tried in _classes(trials) if key == [field, name]]
    return f"{found[0]} of {found[1]}"


def _weaknesses(trials: Iterable[Trial]) -> dict[str, list[Trial]]:
    """By field the trials that tell why they are read wrongly."""
    shown: dict[str, list[Trial]] = {}
    for trial in trials:
        if "why" in trial:
            shown.setdefault(trial["field"], []).append(trial)
    return shown


def _listed(found: list[str | None]) -> str:
    return "; ".join(_cell(one) if one else "none" for one in found) or "nothing"


def _cell(text: str) -> str:
    """A text within a cell of a table."""
    return " ⏎ ".join(line for line in text.replace("|", r"\|").splitlines() if line.strip())


if __name__ == "__main__":
    main()
