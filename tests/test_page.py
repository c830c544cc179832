"""HTML pages to drafts: each case a row of cases/page.jsonl; hostile pages get an answer."""

from __future__ import annotations

import time
from typing import Any

import pytest
from cases import rows
from hypothesis import given
from hypothesis import strategies as st

from extractor.kinds import Kind
from extractor.reading.page import read_page
from extractor.release import Draft

SENTENCE = "The council said it would open the library again on Monday after months of work by its staff."
PIECES = [
    "<main>",
    "</main>",
    "<p>",
    "</p>",
    "<h1>",
    "</h1>",
    "<nav>",
    "</nav>",
    "<a href=x>",
    "</a>",
    "<ul><li>",
    "</ul>",
]
SITE_PIECES = [
    "<aside>",
    "<form>",
    "</form>",
    "<div class=share>",
    "</div>",
    "Related news",
    "4 May 2024",
    "Home",
    SENTENCE,
]
MARKUP = st.lists(st.sampled_from([*PIECES, *SITE_PIECES]), max_size=40).map("".join)


def found(draft: Draft) -> dict[str, Any]:
    """What a row of the table may expect of a draft."""
    return {
        "blocks": [block.text for block in draft.blocks],
        "title": draft.title[0].text if draft.title else None,
        "published": [[evidence.text, evidence.found_in] for evidence in draft.published],
        "updated": [[evidence.text, evidence.found_in] for evidence in draft.updated],
        "publisher": draft.publisher[0].text if draft.publisher else None,
        "country": draft.country,
    }


@pytest.mark.parametrize("row", rows("page"))
def test_row(row: dict[str, Any]) -> None:
    got = found(read_page(row["html"]))
    assert {field: got[field] for field in row["expect"]} == row["expect"]


def test_the_headline_is_a_heading_and_a_caption_a_note() -> None:
    page = (
        f"<main><h1>Library to open</h1><figure><figcaption>The library</figcaption></figure><p>{SENTENCE}</p></main>"
    )
    assert [block.kind for block in read_page(page).blocks] == [Kind.HEADING, Kind.NOTES, Kind.BODY]


def test_what_is_removed_is_told_with_its_reason() -> None:
    page = (
        f"<nav><a href='/'>Home</a></nav><main><p>{SENTENCE}</p><p>Share this page</p></main><footer>Town Hall</footer>"
    )
    removed = {(item.text, item.reason) for item in read_page(page).removed}
    assert removed == {("Home", "navigation"), ("Share this page", "share"), ("Town Hall", "footer")}


def test_the_address_tells_a_day() -> None:
    draft = read_page(f"<p>{SENTENCE}</p>", "https://www.lennvalley.example/news/2024/05/20/library")
    assert [(evidence.text, evidence.found_in) for evidence in draft.published] == [("2024-05-20", "url")]


@given(MARKUP)
def test_every_leaf_is_kept_or_removed(html: str) -> None:
    draft = read_page(html)
    assert all(block.text for block in draft.blocks)
    assert all(item.text and item.reason for item in draft.removed)


# As many titles as are looked at, each of as many words as one is read of, and none like another.
TITLES = "".join(f"<meta name=dc.title content='{''.join(f'w{n}x{m} ' for m in range(150))}'>" for n in range(20))


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + f"<p>{SENTENCE}</p>",
        "".join(f"<div>{SENTENCE} {number}" for number in range(3_000)),
        f"<p>{SENTENCE}</p>" * 10_000,
        "<a href=x>Some other story here</a><br>" * 10_000 + f"<p>{SENTENCE}</p>",
        "<h2>Related news</h2>" * 10_000 + f"<p>{SENTENCE}</p>",
        "<script type='application/ld+json'>" * 20_000 + f"</script><p>{SENTENCE}</p>",
        "<script type='application/ld+json'>" + "[" * 100_000 + f"</script><p>{SENTENCE}</p>",
        "<meta name=dc.date content=x>" * 20_000 + f"<p>{SENTENCE}</p>",
        f"<div class='{'nav ' * 200_000}'><p>{SENTENCE}</p></div>",
        f"<p>{SENTENCE}\x00</p><table><tr><td><b><i><li>",
        f"<h1>News item {'1' * 200_000}!</h1><p>{SENTENCE}</p>",
        TITLES + "<h3>a b</h3>" * 19_000 + f"<p>{SENTENCE}</p>",
    ],
    ids=[
        *("deep", "steps", "long", "links", "headings", "data", "deep data", "metas", "classes", "unclosed"),
        *("numbered heading", "titles"),
    ],
)
def test_hostile_pages(html: str) -> None:
    start = time.process_time()
    draft = read_page(html)
    assert time.process_time() - start < 15
    assert any(SENTENCE in block.text for block in draft.blocks)


@pytest.mark.parametrize("html", ["", " ", "\x00", "<", "<html>", "<!-- ", "plain text"])
def test_next_to_nothing(html: str) -> None:
    assert len(read_page(html).blocks) <= 1
