"""Sentences by construction, each read as its row says: rightly, or wrongly, and then docs/quality.md shows it.

A row of tests/cases/trials.jsonl has a field, a class (the construction), a text and `right`: what a careful reader
finds (docs/annotating.md). If `read` is there, the program finds that instead; a row that also tells `why`, and `since`
which version, is shown on the page. A weakness that is mended fails here: take its `read`, `why` and `since` away, then
run `make quality`.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from cases import rows

from extractor import Record, extract
from extractor.errors import InputError
from extractor.kinds import QuoteKind

# What stands around a row's text, unless it is a whole release, and what is known of that release.
RELEASE = """Work to begin on the old path

The work has been agreed after a long wait.

{}

More will be told when there is more to tell."""
KNOWN = {"published": "2024-06-12", "publisher": "Harrowmere Council"}

ROWS = rows("trials")


@pytest.mark.parametrize("row", ROWS)
def test_a_trial_is_read_as_its_row_says(row: dict[str, Any]) -> None:
    assert told(row) == row.get("read", row["right"])


def test_what_is_wrong_is_told_as_wrong() -> None:
    trials = [parameter.values[0] for parameter in ROWS]
    assert len({trial["id"] for trial in trials}) == len(trials)
    assert len({(trial["field"], trial["text"]) for trial in trials}) == len(trials)
    wrong = [trial for trial in trials if "read" in trial]
    assert [trial["id"] for trial in wrong if trial["read"] == trial["right"]] == []
    shown = [trial for trial in trials if "why" in trial]
    assert len(shown) >= 20
    assert [trial["id"] for trial in shown if "read" not in trial or not re.match(r"\d", trial["since"])] == []


def told(row: dict[str, Any]) -> list[str | None]:
    """What is found of the row's field, or why its text is refused."""
    try:
        record = extract(row["text"]) if row.get("whole") else extract(RELEASE.format(row["text"]), **KNOWN)
    except InputError as error:
        return [f"refused: {error.reason}"]
    return list(_facts(record, row["field"]))


def _facts(record: Record, field: str) -> list[str | None]:
    if field in ("title", "published", "publisher"):
        return [_single(record, field)]
    if field == "dates":
        return [f"{date.text} = {date.value}" for date in record.dates]
    if field == "organisations":
        return [body.name for body in record.organisations if body.mentions]
    if field == "people":
        return [person.name for person in record.people]
    if field == "roles":
        return [
            f"{person.name}: {role.title}, {role.organisation.name if role.organisation else None}"
            for person in record.people
            for role in person.roles
        ]
    quotes = [quote for quote in record.quotes if (quote.kind is QuoteKind.INDIRECT) == (field == "indirect")]
    return [
        f"{quote.speaker.name if quote.speaker else None}: {' | '.join(part.text for part in quote.parts)}"
        for quote in quotes
    ]


def _single(record: Record, field: str) -> str | None:
    if field == "title":
        return record.title
    if field == "published":
        return record.published.value if record.published else None
    return record.publisher.name if record.publisher else None
