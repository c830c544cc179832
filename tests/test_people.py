"""People and their roles: tests/cases/people.jsonl."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from cases import folded, rows
from facts_of import record_of

from extractor.record import Role


def as_pair(role: Role) -> tuple[str, str]:
    return folded(role.title), folded(role.organisation.name if role.organisation else None)


@pytest.mark.parametrize("row", rows("people"))
def test_people(row: dict[str, Any]) -> None:
    record = record_of(row)
    found = {folded(person.name): person for person in record.people}
    assert set(found) == {folded(wanted["name"]) for wanted in row["expect"]}
    for wanted in row["expect"]:
        person = found[folded(wanted["name"])]
        if "honorific" in wanted:
            assert person.honorific == wanted["honorific"]
        if "post_nominals" in wanted:
            assert person.post_nominals == wanted["post_nominals"]
        if "mentions" in wanted:
            assert [folded(mention.text) for mention in person.mentions] == [
                folded(text) for text in wanted["mentions"]
            ]
        if "roles" in wanted:
            assert sorted(map(as_pair, person.roles)) == sorted((folded(t), folded(o)) for t, o in wanted["roles"])


@pytest.mark.parametrize("piece", ["Holm ", "Ada-", "Kelford Trust, ", "Kelford Trust and "])
def test_long_runs_of_names_take_time_in_proportion(piece: str) -> None:
    begin = process_time()
    record_of({"text": piece * (40_000 // len(piece)), "publisher": None})
    assert process_time() - begin < 20
