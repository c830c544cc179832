"""What holds of every page: no paragraph that the page does not show, nothing both kept and removed, nothing lost."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.reading.limits import MAX_BYTES, MAX_CHARACTERS, MAX_ELEMENTS, MAX_PARAGRAPHS
from extractor.reading.read import read
from extractor.release import Release, Source
from extractor.settings import Settings

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))
SENTENCE = "The council said it would open the library again on Monday after months of work by its staff."
OPENINGS = "main article section div div.share div.sidebar p p.date h1 h2 nav footer aside form ul li table tr td"
OPENINGS += " blockquote figure figcaption span b a q time pre x-card"
TEXTS = [
    SENTENCE,
    "“We are proud of this library,” said Cllr Ann Sorrel, Leader of Harrowmere Council.",
    "Library to open again",
    "4 May 2024",
    "Town centre",
    "Related news",
    "ENDS",
    "Notes to editors",
    "Read more about the parks of the town",
    " ",
    "\n",
    "<br>",
]


def _opening(listed: str) -> str:
    name, _, classes = listed.partition(".")
    return f'<{name} class="{classes}">' if classes else f"<{name}>"


_TAGS = [tag for listed in OPENINGS.split() for tag in (_opening(listed), f"</{listed.partition('.')[0]}>")]
PAGES = st.lists(st.sampled_from([*_TAGS, *TEXTS]), max_size=60).map(
    lambda pieces: f"<p>{SENTENCE}</p>{''.join(pieces)}"
)


def letters(text: str) -> str:
    """A text without white space, which markup and layout put in and take out."""
    return re.sub(r"\s+", "", text)


def shown(html: bytes) -> str:
    """The letters that a browser may show of a page, in order, by another parser than the reader's."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(
        ["script", "style", "svg", "head", "button", "select", "textarea", "noscript", "iframe", "template"]
    ):
        tag.decompose()
    for tag in soup.select("[hidden], .visually-hidden, .visuallyhidden, .sr-only, .screen-reader-text"):
        tag.decompose()
    return letters(soup.get_text().replace("\u00ad", "").replace("\u200b", ""))


def page_of(html: bytes) -> Release:
    return read(Source("page.html", html, "text/html"), Settings())


def check(html: bytes) -> None:
    release, visible = page_of(html), shown(html)
    paragraphs = [release.text[p.start : p.end] for p in release.paragraphs]
    assert [text for text in paragraphs if letters(text) not in visible] == []
    assert [one.text for one in release.removed if one.text in paragraphs] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_hold_what_they_show(path: Path) -> None:
    check(path.read_bytes())


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_pages_hold_what_they_show(html: str) -> None:
    check(html.encode())


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_every_text_is_kept_or_removed(html: str) -> None:
    release = page_of(html.encode())
    told = letters(" ".join([release.text, *(one.text for one in release.removed)]))
    put_in = [text for text in TEXTS if not text.startswith("<") and text in html]
    assert [text for text in put_in if letters(text) not in told] == []


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + SENTENCE,
        "<p>" + "<span>" * 10_000 + SENTENCE,
        f"<!DOCTYPE html><p {' '.join(f'a{number}=1' for number in range(900_000))}>{SENTENCE}",
        f"<table><tr><td><p><ul><li><a href=x><b><i><font><p>{SENTENCE}",
        f"\0<p>{SENTENCE}\0 </p>" * 5,
        f"<meta charset=utf-16><p>{SENTENCE}",
        f"<meta charset=klingon><p>{SENTENCE}",
        f"<p>{SENTENCE}" + "<br>" * 100_000 + SENTENCE,
        f"<p>{f'{SENTENCE} ' * 200}</p><p>" + "<time datetime=2024-05-04>4 May 2024</time>" * 20_000,
        "<figure>" * 2_000 + "<figcaption>A library</figcaption>" * 2_000 + f"<p>{SENTENCE}",
        f"<p>{SENTENCE}</p>" + "<p>“Yes" * 15_000,
        f"<p>{SENTENCE}</p>" + "<span hidden>" * 250 + "words of text " * 50_000,
        f"<p>{SENTENCE}</p>" * 2_000 + "".join(f"<p>Abc{number} press office</p>" for number in range(1_000)),
        f"<article><p>{SENTENCE}</p>"
        + "<p><a href=/x>Related</a></p>" * 8_000
        + "<a href=y>press office</a></article>",
        "".join(f"<h1>Head line {number}</h1>" for number in range(3_000)) + f"<p>{SENTENCE}",
        f"<title>{' | '.join(f'a{number}' for number in range(50_000))}</title>" + f"<p>{SENTENCE}</p>" * 3,
    ],
    ids=lambda html: re.sub(r"\W+", "-", html[:40]).strip("-"),
)
def test_hostile_page_is_read(html: str) -> None:
    start = time.process_time()
    assert SENTENCE in page_of(html.encode()).text
    assert time.process_time() - start < 15


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "a " * (MAX_BYTES // 2),
        f"<p>{SENTENCE}</p>" * (MAX_PARAGRAPHS + 1),
        f"<p>{SENTENCE}<br>" * (MAX_PARAGRAPHS + 1),
        f"<p>{SENTENCE * (MAX_CHARACTERS // len(SENTENCE) + 1)}</p>",
        f"<p>{SENTENCE}</p>" + "<b></b>" * (MAX_ELEMENTS + 1),
    ],
    ids=["bytes", "paragraphs", "lines", "characters", "elements"],
)
def test_longer_than_any_release(html: str) -> None:
    with pytest.raises(InputError) as refused:
        page_of(html.encode())
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "text", ["line of text\n" * 3 * MAX_PARAGRAPHS, "a " * MAX_CHARACTERS], ids=["lines", "characters"]
)
def test_longer_than_any_text(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read(Source("release.txt", text.encode()), Settings())
    assert refused.value.code == "too_large"


RELEASE = "Library to open again\n\n" + f"{SENTENCE}\n\n" * 6


@pytest.mark.parametrize(
    "line",
    [
        "#" * 2_000 + "a",
        "*" * 1_000 + " The end",
        "More news from " + "home" * 60 + " (",
        "Follow us on " + "/" * 40 + " z z",
        "FAO: " + "newsdesk" * 24 + "home z",
        ("date:" + "-" * 33) * 4 + "z(",
        "a" * 80 + "{" + ":" * 5_000,
        "A" * 100_000,
        "Aa-" * 30_000,
        "[a](/" * 20_000,
        "0123 456 " * 10_000,
        "a@b." * 20_000,
        "4 May 2024 – " * 5_000,
        "Fernmoor Council " * 6_000,
    ],
    ids=lambda line: line[:12],
)
def test_a_line_that_tempts_patterns_is_quick(line: str) -> None:
    page = "".join(f"<p>{text}</p>" for text in (RELEASE + line).split("\n\n"))
    for name, text in (("release.txt", RELEASE + line), ("page.html", f"<html><body>{page}")):
        start = time.process_time()
        assert SENTENCE in read(Source(name, text.encode()), Settings()).text
        assert time.process_time() - start < 5


P1 = "Fernmoor Council has approved plans to resurface 14 miles of road across the district over the next two years."
P2 = "Councillor Jo Hall said: “This is great news for residents, who have told us again and again that roads matter.”"
P3 = "The council will write to every household along the routes before the work starts, and a map is at the town hall."


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param([P1, "© Fernmoor Council", P2, P3], P3, id="below a picture's credit"),
        pytest.param(
            ["Here is the statement by Councillor Jo Hall on the news of the death of the former mayor.", P2, P3],
            "Here is the statement by Councillor Jo Hall on the news of the death of the former mayor.",
            id="a statement that announces itself",
        ),
        pytest.param([P1, "On 4 June 2024 the leader of the council, Jo Hall, wrote:", P2], "wrote:", id="wrote"),
        pytest.param(
            [P1, "From: Mill Lane\nTo: High Street\nSubject: to weather\nDate: 8 July", P2],
            "From: Mill Lane",
            id="route",
        ),
        pytest.param(
            [P1, "All emails sent by Ms Hall will be disclosed to the inquiry, police said.", P2], "inquiry", id="said"
        ),
    ],
)
def test_what_a_release_says_is_kept(lines: list[str], kept: str) -> None:
    text = "\n\n".join(["Roads plan approved for the town", *lines])
    assert kept in read(Source("release.txt", text.encode()), Settings()).text


@pytest.mark.parametrize("title", ["Suspect not found", "Not found guilty", "Log in to a new library app", "Welcome"])
def test_a_narrative_under_a_title_like_a_pages_is_read(title: str) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{P1}</p><p>{P2}</p><p>{P3}</p></main>"
    )
    assert P3 in page_of(page.encode()).text


def test_items_of_the_release_are_no_furniture() -> None:
    items = "".join(
        f"<li>{item}</li>" for item in ("enter your email address and choose a password", "wait for a code", "go")
    )
    page = f"<html><body><main><h1>New service opens</h1><p>{P1}</p><ol>{items}</ol><p>{P2}</p><p>{P3}</p></main>"
    assert "enter your email address" in page_of(page.encode()).text


@pytest.mark.parametrize(
    "header", ["Content-Transfer-Encoding: quoted-printable", "Content-Type: multipart/mixed; boundary=x"]
)
def test_an_encoded_mail_is_refused(header: str) -> None:
    with pytest.raises(InputError) as refused:
        read(Source("mail.eml", f"From: a@b.example\nSubject: Roads\n{header}\n\n{P1}".encode()), Settings())
    assert refused.value.code == "binary"
