"""The register of public bodies: what is found under which name, and what is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractor.registers import RegisterEntry, acronym, entries, lookup

TYPES = {"council", "department", "agency", "nhs", "police", "fire", "education"}


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("Medway Council", "Medway Council", "council"),
        ("the Medway Council’s", "Medway Council", "council"),
        ("MEDWAY COUNCIL", "Medway Council", "council"),
        ("Richmond Council", "London Borough of Richmond upon Thames", "council"),
        ("Hammersmith & Fulham Council", "London Borough of Hammersmith & Fulham", "council"),
        ("London Borough of Hammersmith and Fulham", "London Borough of Hammersmith & Fulham", "council"),
        ("St Helens Council", "St Helens Council", "council"),
        ("Somerset Council", "Somerset Council", "council"),
        ("Westminster City Council", "City of Westminster", "council"),
        ("Mendip District Council", "Mendip District Council", "council"),
        ("The Department for Education", "Department for Education", "department"),
        ("DfE", "Department for Education", "department"),
        ("MoJ", "Ministry of Justice", "department"),
        ("Defra", "Department for Environment, Food and Rural Affairs", "department"),
        ("UKHSA", "UK Health Security Agency", "agency"),
        ("the Environment Agency", "Environment Agency", "agency"),
        ("Avon & Somerset Police", "Avon and Somerset Constabulary", "police"),
        ("Met Police", "Metropolitan Police Service", "police"),
        ("Kent Fire & Rescue Service", "Kent Fire and Rescue Service", "fire"),
        ("Guy’s and St Thomas’ NHS Foundation Trust", "Guy's and St Thomas' NHS Foundation Trust", "nhs"),
        ("NHS Kent and Medway", "NHS Kent and Medway Integrated Care Board", "nhs"),
        ("NHS Lothian", "NHS Lothian", "nhs"),
        ("Durham University", "University of Durham", "education"),
    ],
)
def test_names(written: str, name: str, kind: str) -> None:
    found = lookup(written)
    assert found is not None
    assert (found.name, found.type) == (name, kind)


@pytest.mark.parametrize(
    "written",
    ["", "the council", "Medway", "ICE", "dfe", "who", "City Council", "Kingston Council", "Wexcombe Council"],
)
def test_no_guess(written: str) -> None:
    assert lookup(written) is None


def test_acronyms_need_capitals() -> None:
    assert acronym("CQC") == lookup("Care Quality Commission")
    assert acronym("Cqc") is None


def test_every_entry_is_whole_and_found_under_each_of_its_names() -> None:
    found: list[RegisterEntry] = list(entries())
    assert len(found) > 1_500
    for entry in found:
        assert entry.type in TYPES
        assert (entry.scheme is None) == (entry.id is None)
        for name in (entry.name, *entry.aliases):
            assert lookup(name) == entry, name


def test_identifiers() -> None:
    medway = lookup("Medway Council")
    assert medway is not None
    assert (medway.scheme, medway.id) == ("gss", "E06000035")


def test_loading_is_lazy_and_quick() -> None:
    code = (
        "import time, extractor.registers as r; assert r._index.cache_info().currsize == 0;"
        "start = time.process_time(); r.lookup('x'); assert time.process_time() - start < 0.3"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
