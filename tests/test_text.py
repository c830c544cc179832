"""Plain text and Markdown to drafts: layouts, boilerplate and evidence, each case a row of cases/text.jsonl."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.text import read_text
from extractor.release import Draft, Evidence

ROWS = [json.loads(line) for line in (Path(__file__).parent / "cases" / "text.jsonl").read_text("utf-8").splitlines()]
PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "\f",
        "---",
        "> ",
        "- ",
        "1. ",
        "# ",
        "Page 1 of 2",
        "4 June 2024",
        "said",
        "Tel: 01632 960 001",
    ]
)


def pairs(evidence: tuple[Evidence, ...]) -> list[list[str]]:
    return [[item.text, item.found_in] for item in evidence]


def facts(draft: Draft) -> dict[str, Any]:
    return {
        "blocks": [[block.kind.value, block.text] for block in draft.blocks],
        "title": [item.text for item in draft.title],
        "published": pairs(draft.published),
        "updated": pairs(draft.updated),
        "publisher": pairs(draft.publisher),
        "removed": [[removed.reason, removed.text] for removed in draft.removed],
        "problems": [problem.code for problem in draft.problems],
    }


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_rows(row: dict[str, Any]) -> None:
    found = facts(read_text(row["text"], markdown=row["markdown"]))
    assert {key: found[key] for key in row["expect"]} == row["expect"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=30), st.booleans())
def test_any_text_gives_a_draft_without_blank_blocks(pieces: list[str], markdown: bool) -> None:
    for block in read_text("".join(pieces), markdown=markdown).blocks:
        assert block.text == " ".join(block.text.split()) != ""


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["The mayor spoke.", "Home", "Share this page", "Hall reopens", "4 June 2024"]), max_size=12
    )
)
def test_no_line_is_lost(lines: list[str]) -> None:
    draft = read_text("\n\n".join(lines), markdown=False)
    kept = [block.text for block in draft.blocks] + [removed.text for removed in draft.removed]
    assert sorted(kept) == sorted(lines)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 60_000,
        "a\n" * 5_000,
        "the mayor and the council of the town\n" * 2_000,
        "“" * 60_000,
        "Â£" * 60_000,
        "> " * 5_000,
        "{" * 60_000,
        "A, " * 60_000,
        "1. " * 60_000,
        "From: a@b.example\nSubject: c\n\n\n" * 8_000 + "The mayor spoke.\n",
        "ENDS\n" + "From: a@b.example\nTo: c\n\n\n" * 8_000 + "The mayor spoke.\n" * 900,
        "Dear all,\n\nPlease find our press release below.\n\nRegards\n\n"
        + "A" * 9_000
        + "!\n\n"
        + "The mayor spoke.\n" * 9_000,
        "From: a b,@\n x" + "\t" * 60_000 + "y\nSubject: b\nDate: 4 June 2024\n\nThe mayor spoke.\n",
        "post_title: a\n" * 20_000,
        "Published\n" * 20_000,
        "[a](b){" + "a" * 60_000,
        "x\n**b**\n" * 20_000,
        "The bridge was shut.\n\nShare\n\nPress enquiries\n\n" + "a" * 200_000 + "\n",
    ],
)
@pytest.mark.parametrize("markdown", [False, True])
def test_hostile_text_is_read_in_bounded_time(text: str, markdown: bool) -> None:
    start = time.process_time()
    read_text(text, markdown=markdown)
    assert time.process_time() - start < 10
