"""People and their roles: tests/cases/people.jsonl."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from cases import folded, rows
from facts_of import record_of

from extractor.facts import find_facts
from extractor.kinds import Kind
from extractor.record import Paragraph, Role
from extractor.release import Release


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


def invented(number: int) -> str:
    """A name of its own for each number, all of them words."""
    letters = ""
    while number or len(letters) < 4:
        number, rest = divmod(number, 20)
        letters += "bcdfghjklmnprstvwzqx"[rest] + "aeiou"[(rest + number) % 5]
    return letters.capitalize()


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr {0} ran.",
        "Zorbla Quim ran.",
        "Cllr {0} Smith met Cllr Smith.",
        "{0} Holdings Ltd ran.",
        "{0} {1} Council and the {2} ran.",
        "{0} and Lucy {0} ran.",
        "“I met Ada Holt there last week,” he said.",
        "A. B. C.",
        "Ada Holt, chair, aa, aa, aa",
    ],
)
def test_thousands_of_names_take_time_in_proportion(sentence: str) -> None:
    lines = (
        sentence.format(invented(n), invented(7 * n + 3), f"{invented(n)[0]}{invented(7 * n + 3)[0]}C")
        for n in range(100_000 // len(sentence))
    )
    text = " ".join(lines)
    release = Release(text=text, paragraphs=(Paragraph(start=0, end=len(text), kind=Kind.BODY),))
    begin = process_time()
    find_facts(release, ())
    assert process_time() - begin < 10
