"""A short run over every target, and that the harness tells what is wrong: docs/fuzzing.md has the long run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fuzz.invariants import OF_RECORDS, SAMPLED
from fuzz.misbehaving import misbehave
from fuzz.origin import invented
from fuzz.run import blocks, joined, table, tried
from fuzz.shrink import shrunk
from fuzz.target import Target
from fuzz.targets import TARGETS
from fuzz.trial import Limits, tried_with
from fuzz.worker import Block, Worker
from review_records import band

from extractor.kinds import Kind
from extractor.record import OrganisationReference, Paragraph, Record, Removed
from extractor.release import Release, Source

ROOT = Path(__file__).parent.parent
INPUTS = 15
LIMITS = Limits(seconds=0.5, bytes=200_000_000, standstill=2.0)


@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run(name: str) -> None:
    outcomes = [tried(name, number) for number in range(INPUTS)]
    assert {number: outcome for number, outcome in enumerate(outcomes) if outcome.is_fault} == {}
    assert "answer" in {outcome.word for outcome in outcomes}


def digests() -> str:
    inputs = (target.input(number) for target in TARGETS.values() for number in (0, 7))
    return " ".join(hashlib.sha256(data).hexdigest()[:12] for data in inputs)


def test_an_input_is_made_of_its_target_and_number_alone() -> None:
    code = "import test_fuzz; print(test_fuzz.digests())"
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "9", "TZ": "Pacific/Apia"}
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == digests()
    assert len(set(digests().split())) > len(TARGETS)


# --- what is wrong is told --------------------------------------------------------------------------------------------
RECORD = band()
DATE, QUOTE, PERSON = RECORD.dates[0], RECORD.quotes[0], RECORD.people[0]
ROLE = next(role for person in RECORD.people for role in person.roles)
SPOILT: list[tuple[str, dict[str, Any]]] = [
    ("offsets are true", {"dates": [DATE.model_copy(update={"start": DATE.start + 1})]}),
    ("offsets are true", {"dates": [DATE.model_copy(update={"text": "", "end": DATE.start})]}),
    ("values are EDTF", {"dates": [DATE.model_copy(update={"value": "2024-02-30"})]}),
    ("values are EDTF", {"dates": [DATE.model_copy(update={"alternative": "2024-06/2024-05"})]}),
    ("values are EDTF", {"published": RECORD.published and RECORD.published.model_copy(update={"value": "2024-06"})}),
    ("values are EDTF to its library", {"dates": [DATE.model_copy(update={"value": "2024-6-3"})]}),
    ("facts stand in order", {"dates": [DATE, DATE]}),
    ("facts stand in order", {"quotes": RECORD.quotes[::-1]}),
    ("facts stand in order", {"quotes": [QUOTE.model_copy(update={"text": "No"})]}),
    ("facts stand in order", {"people": [PERSON.model_copy(update={"mentions": []})]}),
    ("ids resolve", {"people": [PERSON, PERSON]}),
    ("ids resolve", {"people": [], "organisations": []}),
    (
        "ids resolve",
        {
            "people": [
                PERSON.model_copy(
                    update={
                        "roles": [ROLE.model_copy(update={"organisation": OrganisationReference(id="org9", name="A")})]
                    }
                )
            ]
        },
    ),
    ("names are names", {"people": [PERSON.model_copy(update={"name": "Ann\nSorrel"})]}),
    ("JSON round-trips", {"title": 7}),
    ("the schema holds", {"dates": [DATE.model_copy(update={"modifier": "sometime"})]}),
    ("paragraphs make up the text", {"paragraphs": RECORD.paragraphs[1:]}),
    ("the text is settled", {"removed": [Removed(text=RECORD.text.split("\n\n")[0], reason="footer")]}),
    ("the text is settled", {"text": RECORD.text + "\u200b"}),
]


@pytest.mark.filterwarnings("ignore:Pydantic serializer")
@pytest.mark.parametrize(
    ("invariant", "update"), SPOILT, ids=[f"{row[0]}-{number}" for number, row in enumerate(SPOILT)]
)
def test_a_spoilt_record_breaks_its_invariant(invariant: str, update: dict[str, Any]) -> None:
    check = {**OF_RECORDS, **SAMPLED}[invariant]
    assert list(check(RECORD)) == []
    assert broken(check, RECORD.model_copy(update=update))


def broken(check: Callable[[Record], Any], record: Record) -> bool:
    try:
        return bool(list(check(record)))
    except ValueError:  # it can't be read back at all
        return True


def test_every_invariant_can_be_broken() -> None:
    assert {name for name, _ in SPOILT} == {*OF_RECORDS, *SAMPLED}


@pytest.mark.parametrize(
    ("source", "text", "is_told"),
    [
        ("<p>Fares <b>ri</b>se &amp; fall</p>", "Fares rise & fall", False),
        ("[Fares](/f) rise", "Fares rise", False),
        ("<p>Fares rise", "Fares rise soon", True),
        ("Fares rise", "Fares rise in May", True),
    ],
)
def test_words_that_no_source_has_are_told(source: str, text: str, is_told: bool) -> None:
    release = Release(text, (Paragraph(start=0, end=len(text), kind=Kind.BODY),))
    assert bool(list(invented(release, Source("a", source.encode())))) == is_told


def failing(data: bytes, chance: Random) -> Iterator[str]:
    if b"crash" in data:
        raise ValueError("as asked for")
    if b"b" in data and b"k" in data:
        yield "something holds: it does not"


SEED = b"a long text that breaks at some place of it"
FAILING = Target("failing", lambda: [SEED], lambda chance, seed, other: seed, failing, 1)


@pytest.mark.parametrize(
    ("data", "word", "is_fault"),
    [
        (b"crash", "crashes: ValueError in test_fuzz.py, failing", True),
        (SEED, "breaks: something holds", True),
        (b"a", "answer", False),
    ],
)
def test_what_comes_of_an_input(data: bytes, word: str, is_fault: bool) -> None:
    outcome = tried_with(FAILING, 0, data)
    assert (outcome.word, outcome.is_fault) == (word, is_fault)


def test_errors_that_are_told_are_no_faults() -> None:
    target = replace(FAILING, errors=(ValueError,))
    outcome = tried_with(target, 0, b"crash")
    assert (outcome.word, outcome.is_fault) == ("refused: ValueError", False)


def test_a_fault_is_shrunk() -> None:
    assert shrunk(FAILING, 0, SEED) == b"bk"


# --- the watch --------------------------------------------------------------------------------------------------------
def test_a_process_that_does_harm_is_told_and_replaced() -> None:
    worker = Worker(misbehave, LIMITS)
    try:
        outcomes = dict(worker.run(Block("a", 0, 9)))
    finally:
        worker.close()
    assert {number: outcome.word for number, outcome in outcomes.items() if outcome.is_fault} == {
        1: "takes more than 0.5 seconds",
        3: "kills the process (exit code 7)",
        5: "stands still for 2 seconds",
        7: "takes more than 200 MB",
    }
    assert [outcomes[number].word for number in (0, 2, 4, 6, 8)] == ["answer"] * 5


def test_inputs_are_parted_by_shares() -> None:
    counts: dict[str, list[int]] = {}
    for block in blocks(list(TARGETS), 20_000, first=5):
        counts.setdefault(block.target, []).extend(range(block.first, block.behind))
    assert all(numbers == list(range(5, 5 + len(numbers))) for numbers in counts.values())
    assert 20_000 <= sum(map(len, counts.values())) < 20_000 + len(TARGETS)
    whole = sum(target.share for target in TARGETS.values())
    assert all(abs(len(counts[name]) - 20_000 * target.share / whole) <= 1 for name, target in TARGETS.items())


def test_the_page_tells_the_last_long_run() -> None:
    report = json.loads((ROOT / "tests" / "fuzz" / "last_run.json").read_text("utf-8"))
    page = (ROOT / "docs" / "fuzzing.md").read_text("utf-8")
    assert table(report) in page
    assert f"{report['inputs']:,} inputs" in page
    assert report["inputs"] == sum(told["inputs"] for told in report["targets"].values())
    assert f"version {report['version']}, {report['date']}" in page


def test_reports_are_joined() -> None:
    report = json.loads((ROOT / "tests" / "fuzz" / "last_run.json").read_text("utf-8"))
    both = joined([report, report])
    assert joined([report]) == report
    assert (both["inputs"], both["seconds"]) == (2 * report["inputs"], 2 * report["seconds"])
    assert both["faults"] == report["faults"]
    assert both["targets"]["page"]["outcomes"]["answer"] == 2 * report["targets"]["page"]["outcomes"]["answer"]
