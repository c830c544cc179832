"""Organisations: tests/cases/organisations.jsonl."""

from __future__ import annotations

from typing import Any

import pytest
from cases import folded, rows
from facts_of import record_of


@pytest.mark.parametrize("row", rows("organisations"))
def test_organisations(row: dict[str, Any]) -> None:
    record = record_of(row)
    optional = {folded(name) for name in row.get("optional", [])}
    left = [{folded(name) for name in (found.name, *found.aliases)} for found in record.organisations]
    for wanted in row["expect"]:
        names = next((names for names in left if folded(wanted["name"]) in names), None)
        assert names is not None, f"{wanted['name']} is missing among {[found.name for found in record.organisations]}"
        assert {folded(alias) for alias in wanted.get("aliases", [])} <= names
        left.remove(names)
        if "type" in wanted:
            kinds = {
                found.type
                for found in record.organisations
                if folded(wanted["name"]) in map(folded, (found.name, *found.aliases))
            }
            assert kinds == {wanted["type"]}
    extra = [names for names in left if not names & optional]
    assert not extra
