"""The kinds of a release's paragraphs: each case a row of cases/sections.jsonl."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cases import rows
from hypothesis import given
from hypothesis import strategies as st

from extractor.kinds import Kind
from extractor.reading.read import read
from extractor.reading.sections import settle
from extractor.release import Block, Source
from extractor.settings import Settings

GONE = "gone"
BULLET = re.compile(r"^[•*>-]\s+")


def kinds(lines: list[str]) -> list[str]:
    """The kind of each line when they are read as one plain text; GONE for a line that no paragraph is."""
    release = read(Source("release.txt", "\n\n".join(lines).encode(), "text/plain"), Settings())
    kind_of = {release.text[p.start : p.end]: p.kind.value for p in release.paragraphs}
    return [kind_of.get(BULLET.sub("", line), GONE) for line in lines]


@pytest.mark.parametrize("row", rows("sections"))
def test_row(row: dict[str, Any]) -> None:
    assert kinds(row["lines"]) == row["expect"]


def test_hashes_close_a_markdown_release_too() -> None:
    text = (
        "# Lake closes\n\nThe lake in Saltby is closed to bathers because of algae in it.\n\n###\n\nIt covers 40 acres."
    )
    release = read(Source("release.md", text.encode(), "text/markdown"), Settings())
    assert [paragraph.kind for paragraph in release.paragraphs] == [Kind.TITLE, Kind.BODY, Kind.NOTES]
    assert [removed.text for removed in release.removed] == ["###"]


@given(
    st.lists(
        st.sampled_from(
            [
                "ENDS",
                "###",
                "Contact:",
                "Jo Bell",
                "01632 960 101",
                "Notes to editors",
                "1. A note.",
                "About the route",
                "The mayor of the town spoke for an hour.",
                "She said: “Go home.”",
                "Background",
                "View the report",
                "4 June 2024",
            ]
        ),
        max_size=14,
    )
)
def test_no_block_is_lost(lines: list[str]) -> None:
    sections = settle([Block(line, Kind.BODY) for line in lines], "Hall reopens")
    told = [block.text for block in sections.blocks] + [removed.text for removed in sections.removed]
    assert sorted(told) == sorted(lines)
