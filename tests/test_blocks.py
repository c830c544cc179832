"""HTML to blocks: each case a row of cases/blocks.jsonl; hostile markup gives what there is, and soon."""

from __future__ import annotations

import time
from typing import Any

import pytest
from cases import rows
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.blocks import blocks_of, leaves
from extractor.reading.tree import parse

MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div>", "</b>", "<b>", "<br>", "<li>", "<td>", "<!--", "<script>", "said", " ", "a."]
    ),
    max_size=60,
).map("".join)


@pytest.mark.parametrize("row", rows("blocks"))
def test_row(row: dict[str, Any]) -> None:
    assert [[block.text, block.kind] for block in blocks_of(parse(row["html"]))] == row["expect"]


def test_link_blocks() -> None:
    page = parse(
        '<p><a href="/r">View the report</a></p><p>See <a href="/r">it</a></p><p><a href="mailto:a@b.c">a@b.c</a></p>'
    )
    assert [block.link for block in blocks_of(page)] == [True, False, False]


def test_the_holder_of_a_block_is_told() -> None:
    holders = [leaf.tag.name for leaf in leaves(parse("<div>a<p>b <b>c</b></p></div>"))]
    assert holders == ["div", "p"]


@given(MARKUP)
def test_every_block_stands_in_the_visible_text(html: str) -> None:
    page = parse(html)
    visible = "".join(page.get_text(" ").split())
    for block in blocks_of(page):
        assert block.text == " ".join(block.text.split())
        assert block.text.replace(" ", "") in visible


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "x",
        "<span>" * 10_000 + "x",
        "<p " + " ".join(f"a{number}=1" for number in range(1_000_000)) + ">x</p>",
        "x<br>" * 50_000,
        "x<b>y</b> " * 20_000,
        "<p>x<div><b><table><tr><td><script>",
        "x" + "<script>" * 100_000,
        "x" + "<!--" * 100_000,
        "x" + "<" * 200_000,
        "<blockquote>" * 5_000 + "x",
    ],
    ids=[
        "deep",
        "deep inline",
        "attributes",
        "breaks",
        "inline",
        "unclosed",
        "scripts",
        "comments",
        "brackets",
        "quotes",
    ],
)
def test_hostile_markup(html: str) -> None:
    start = time.process_time()
    blocks = blocks_of(parse(html))
    assert time.process_time() - start < 10
    assert blocks
    assert blocks[0].text.startswith("x")


def test_null_bytes_are_dropped() -> None:
    assert [block.text for block in blocks_of(parse("<p>a\x00b</p>"))] == ["ab"]
