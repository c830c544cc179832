"""The quality gate: the releases of samples/ against their expected records, and what every record must be."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gold
import pytest
from sample_records import FOLDER, RELEASES, records_of

from extractor import Record, extract_many
from extractor.kinds import QuoteKind

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return records_of(RELEASES)


@pytest.fixture(scope="module")
def scores(records: list[Record]) -> dict[str, gold.Score]:
    expected = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in RELEASES]
    return gold.measure(zip(expected, records, strict=True))


def test_every_release_has_its_expected_record() -> None:
    assert len(RELEASES) >= 16
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == [path.stem for path in RELEASES]


def test_every_field_has_its_floor() -> None:
    assert FLOORS.keys() == gold.FIELDS.keys()


@pytest.mark.parametrize("field", gold.FIELDS)
def test_no_field_falls_below_its_floor(field: str, scores: dict[str, gold.Score]) -> None:
    score = scores[field]
    assert score.value >= FLOORS[field], f"{field} is {score.value:.3f}, not {FLOORS[field]}:\n{score}"


def test_two_runs_and_any_jobs_give_the_same_bytes(records: list[Record]) -> None:
    some = RELEASES[::6]
    first = [record.model_dump_json() for path, record in zip(RELEASES, records, strict=True) if path in some]
    assert [record.model_dump_json() for record in extract_many(some)] == first
    # Workers are new processes: with them goes another order of sets.
    assert [record.model_dump_json() for record in extract_many(some, jobs=2)] == first


def test_records_survive_being_written_and_read(records: list[Record]) -> None:
    for record in records:
        assert Record.model_validate_json(record.model_dump_json()) == record


def test_every_offset_is_true(records: list[Record]) -> None:
    for record in records:
        for span in _spans(record.model_dump()):
            assert record.text[span["start"] : span["end"]] == span["text"], record.source.uri


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a record that points at the text."""
    if isinstance(value, list):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, dict):
        if "text" in value and value.get("start") is not None:
            yield value
        for item in value.values():
            yield from _spans(item)


def test_paragraphs_make_up_the_text(records: list[Record]) -> None:
    for record in records:
        assert "\n\n".join(record.text[part.start : part.end] for part in record.paragraphs) == record.text


def test_ids_are_unique_and_resolve(records: list[Record]) -> None:
    assert len({record.id for record in records}) == len(records)
    for record in records:
        own = [entity.id for group in (record.people, record.organisations, record.quotes) for entity in group]
        assert len(own) == len(set(own))
        bodies = [role.organisation.id for person in record.people for role in person.roles if role.organisation]
        speakers = [quote.speaker.id for quote in record.quotes if quote.speaker]
        assert {reference for reference in bodies + speakers if reference} <= set(own)


def test_every_speaker_has_a_name(records: list[Record]) -> None:
    for quote in (quote for record in records for quote in record.quotes):
        assert quote.speaker is None or quote.speaker.name
        assert quote.speaker or quote.kind is not QuoteKind.INDIRECT
