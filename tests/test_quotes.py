"""Quotes, their speakers and the speakers' roles: tests/cases/quotes.jsonl, and reported speech: indirect.jsonl."""

from __future__ import annotations

from typing import Any

import pytest
from cases import folded, rows
from facts_of import record_of

from extractor.kinds import QuoteKind
from extractor.record import Quote


def squashed(text: str) -> str:
    return " ".join(text.split())


def pairs(quote: Quote) -> list[tuple[str, str]]:
    return (
        sorted((folded(role.title), folded(role.organisation)) for role in quote.speaker.roles) if quote.speaker else []
    )


@pytest.mark.parametrize("row", rows("quotes"))
def test_quotes(row: dict[str, Any]) -> None:
    check(row, with_indirect=any(wanted["kind"] == "indirect" for wanted in row["expect"]))


@pytest.mark.parametrize("row", rows("indirect"))
def test_indirect(row: dict[str, Any]) -> None:
    check(row, with_indirect=True)


def check(row: dict[str, Any], *, with_indirect: bool) -> None:
    """Hold the quotes of a row's text against those that it expects."""
    record = record_of(row)
    for quote in record.quotes:
        for part in quote.parts:
            assert record.text[part.start : part.end] == part.text
    found = [quote for quote in record.quotes if with_indirect or quote.kind is not QuoteKind.INDIRECT]
    assert [[squashed(part.text) for part in quote.parts] for quote in found] == [
        [squashed(part) for part in wanted["parts"]] for wanted in row["expect"]
    ]
    for quote, wanted in zip(found, row["expect"], strict=True):
        assert quote.kind == wanted["kind"]
        assert folded(quote.speaker.name if quote.speaker else None) == folded(wanted["speaker"])
        if wanted["speaker"]:
            assert quote.speaker is not None
            assert quote.speaker.type == wanted["type"]
        if "roles" in wanted:
            assert pairs(quote) == sorted((folded(title), folded(body)) for title, body in wanted["roles"])
        if "cue" in wanted:
            assert quote.attribution is not None
            assert quote.attribution.cue == wanted["cue"]
    if "problems" in row:
        assert [problem.code for problem in record.problems] == row["problems"]


def test_a_spokesperson_points_to_the_body_that_the_words_name() -> None:
    text = "“It is late,” said a spokesman for the Marl Trust. A Kelder Council spokeswoman added: “We agree.”"
    record = record_of({"text": text, "publisher": None})
    bodies = {body.id: body.name for body in record.organisations}
    speakers = [quote.speaker for quote in record.quotes if quote.speaker]
    assert [bodies[speaker.id or ""] for speaker in speakers] == ["Marl Trust", "Kelder Council"]
