"""docs/attribution.md: every rule of the code is in its tables, and every example there is read by its rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.facts import find_facts
from extractor.kinds import Kind
from extractor.record import Paragraph
from extractor.release import Release
from extractor.rules.gaps import Rule

DOCUMENT = Path(__file__).parent.parent / "docs" / "attribution.md"
ROWS = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (.+?) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)


def test_every_rule_has_a_row() -> None:
    assert sorted(rule for rule, _, _ in ROWS) == sorted(Rule)


@pytest.mark.parametrize(("rule", "example", "speaker"), ROWS, ids=[rule for rule, _, _ in ROWS])
def test_the_example_is_read_by_its_rule(rule: str, example: str, speaker: str) -> None:
    paragraphs, at = [], 0
    for text in example.split("<br>"):
        paragraphs.append(Paragraph(start=at, end=at + len(text), kind=Kind.BODY))
        at += len(text) + 2
    release = Release(text="\n\n".join(example.split("<br>")), paragraphs=tuple(paragraphs))
    last = find_facts(release, []).turns[-1]
    assert last.attributed is not None
    assert (last.attributed.rule, last.attributed.speaker.name) == (rule, speaker)
