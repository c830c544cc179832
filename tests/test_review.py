"""The review page and the notebook fragment as they are written; test_review_browser.py opens the page."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import weakref
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from review_records import BAND, HARM, band, hostile, plain_release

from extractor import Record
from extractor.review import assets
from extractor.review.index import fold, row, searched
from extractor.review.notebook import fragment
from extractor.review.page import write_page

COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
REACHES_OUT = re.compile(
    r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(|XMLHttp|WebSocket|import\("
)


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and the texts of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag in ("script", "style"):
            self.raw.append((tag, dict(attributes), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and self.raw:
            tag, attributes, text = self.raw[-1]
            self.raw[-1] = (tag, attributes, text + data)
        else:
            self.text += data

    def data(self, id: str) -> object:
        """The JSON that an element holds."""
        return json.loads(next(text for _, attributes, text in self.raw if attributes.get("id") == id))


def written(*records: Record, title: str = "Releases") -> str:
    pieces: list[bytes] = []
    write_page(records, pieces.append, title=title)
    return b"".join(pieces).decode()


def test_records_come_back_whole() -> None:
    page = Page(written(band(), hostile(), plain_release(1)))
    assert [page.data(f"record-{number}") for number in range(3)] == [
        record.model_dump(mode="json") for record in (band(), hostile(), plain_release(1))
    ]


def test_hostile_text_is_no_markup() -> None:
    harmless, harmed = Page(written(band())), Page(written(hostile(), title=" ".join(HARM)))
    tags, harmed_tags = ([tag for tag, _ in page.elements] for page in (harmless, harmed))
    assert set(harmed_tags) == set(tags)
    assert harmed_tags.count("script") == tags.count("script") == len(assets.SCRIPTS) + 3
    assert HARM[1] in harmed.text


def test_nothing_raw_ends_a_script() -> None:
    html = written(hostile())
    data = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert len(data) == 3
    assert not [sign for block in data for sign in "<>&\u2028\u2029\x00" if sign in block]


def test_control_characters_of_the_title_are_signs() -> None:
    html = written(title="a\x00b\x1b")
    assert "\x00" not in html
    assert "\x1b" not in html
    assert "<title>a\ufffdb\ufffd</title>" in html


def policy_of(page: Page) -> dict[str, list[str]]:
    [content] = [a["content"] for tag, a in page.elements if tag == "meta" and "http-equiv" in a]
    rules = [rule.split() for rule in str(content).split("; ")]
    return {name: values for name, *values in rules}


def test_policy_names_every_script_and_style_and_nothing_else() -> None:
    page = Page(written(band()))
    policy = policy_of(page)
    hashes = {"script": [], "style": []}
    for tag, attributes, text in page.raw:
        if attributes.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            hashes[tag].append(f"'sha256-{digest}'")
    assert policy["script-src"] == hashes["script"]
    assert policy["style-src"] == hashes["style"]
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]


def test_nothing_stands_in_attributes_that_the_policy_forbids() -> None:
    page = Page(written(band(), hostile()))
    forbidden = [
        (tag, name)
        for tag, attributes in page.elements
        for name in attributes
        if name == "style" or name.startswith("on")
    ]
    assert forbidden == []
    assert [a for _, a in page.elements if "src" in a] == []
    assert [a["href"] for tag, a in page.elements if tag == "link"] == ["data:,"]


def test_policy_comes_before_all_else() -> None:
    elements = [tag for tag, _ in Page(written(band())).elements]
    assert elements[:4] == ["html", "head", "meta", "meta"]


def test_scripts_neither_make_markup_nor_reach_out() -> None:
    for name in assets.SCRIPTS:
        script = assets.read(f"{name}.js")
        assert not REACHES_OUT.search(COMMENT.sub("", script)), name
        assert '"use strict";' in script, name
        assert script.count("\n") < 300, name


def test_every_script_beside_the_page_is_in_it() -> None:
    assert sorted(path.stem for path in assets.FOLDER.glob("*.js")) == sorted(assets.SCRIPTS)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_scripts_are_javascript() -> None:
    for name in assets.SCRIPTS:
        done = subprocess.run(
            ["node", "--check", str(assets.FOLDER / f"{name}.js")], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_records_are_written_as_they_come_and_let_go() -> None:
    pieces: list[bytes] = []
    sizes: list[int] = []
    kept: list[weakref.ref[Record]] = []

    def come() -> Iterator[Record]:
        for number in range(20):
            sizes.append(len(pieces))
            record = plain_release(number)
            kept.append(weakref.ref(record))
            yield record
            del record
            assert sum(one() is not None for one in kept) <= 2

    write_page(come(), pieces.append, title="")
    assert len(kept) == 20
    assert sizes == sorted(set(sizes)), "something was written between any two records"


def test_page_of_nothing() -> None:
    assert Page(written()).data("index") == {"digest": hashlib.sha256().hexdigest(), "rows": []}


def test_same_records_make_the_same_page() -> None:
    assert written(band(), plain_release(1)) == written(band(), plain_release(1))


def test_digest_tells_records_apart() -> None:
    digests = [Page(written(*records)).data("index")["digest"] for records in ([band()], [plain_release(1)], [])]  # type: ignore[index]
    assert len(set(digests)) == 3


def test_summary_is_in_the_page() -> None:
    page = Page(written(band(), plain_release(1)))
    assert ("section", "summary") in [(tag, attributes.get("id")) for tag, attributes in page.elements]
    assert "Wexmouth Harbour" in page.text


FOLDED = [
    ("“Café” — Straße", '"cafe" - strasse'),
    ("It’s\u00a0a\n\ntest", "it's a test"),
    ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
    ("ﬁne İstanbul Ǆ", "fine istanbul dz"),
    ("🎺 A‑B", "🎺 a-b"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_row() -> None:
    counts = row(band())["counts"]
    assert (counts["quotes"], counts["partial"], counts["speakerless"]) == (4, 1, 1)
    assert (counts["dates"], counts["people"], counts["roles"], counts["organisations"]) == (3, 1, 1, 2)
    assert (counts["removed"], counts["problems"], counts["duplicate"]) == (2, 1, 0)
    assert row(plain_release(2)) | {"counts": 0} == {
        "id": "notice-2",
        "title": "Notice 2 of the harbour",
        "day": "2024-01-03",
        "publisher": "Wexmouth Harbour",
        "counts": 0,
    }


def test_searched_fields() -> None:
    title, text, people, organisations, quotes = searched(band())
    assert title == "🎺🎺 band returns to tarn green"
    assert '"it is music to my ears 🎶 since 2019,"' in text
    assert "ada finch" in people
    assert "chair tarn green trust" in people
    assert "the trust" in organisations
    assert "wexmouth council" in organisations
    assert "come along." in quotes
    assert "reopen" not in quotes


# Colours: in the light theme and in the dark one.
COLOURS = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
INKS = ["ink", "muted", "accent", "speaker", "quote", "person", "role", "organisation", "date", "contact", "problem"]


def themes() -> tuple[dict[str, str], dict[str, str]]:
    colours = COLOURS.findall(assets.read("review.css"))
    return {name: light for name, light, _ in colours}, {name: dark for name, _, dark in colours}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_both_themes_is_enough_to_read() -> None:
    for theme in themes():
        low = {
            (ink, paper): round(contrast(theme[ink], theme[paper]), 2)
            for ink in INKS
            for paper in ("paper", "raised", "sunken")
            if contrast(theme[ink], theme[paper]) < 4.5
        }
        assert low == {}
        assert contrast(theme["ink"], theme["lit"]) > 7
        assert contrast(theme["ink"], theme["hit"]) > 4.5
        assert contrast(theme["ink"], theme["quote-soft"]) > 7
        assert min(contrast(theme["focus"], theme[paper]) for paper in ("paper", "raised", "sunken")) > 3
        assert min(contrast(theme["strong-line"], theme[paper]) for paper in ("paper", "raised", "sunken")) > 3


def test_what_is_found_flashes_in_colours_that_can_be_read() -> None:
    [frames] = re.findall(r"@keyframes found \{.*?\n  \}", assets.read("room.css"), re.DOTALL)
    assert re.findall(r"background: ([^;]*)", frames) == ["var(--hit)", "var(--lit)"]


def test_notebook_shows_the_record() -> None:
    html = band()._repr_html_()
    page = Page(html)
    assert html == fragment(band())
    for paragraph in BAND.split("\n\n")[1:]:
        assert paragraph in page.text, paragraph
    marks = [(a["class"], a["title"]) for tag, a in page.elements if tag == "span"]
    assert ("mark-person", "person: Cllr Ada Finch MBE") in marks
    assert ("mark-date", "date: 2019") in marks
    assert {kind for kind, _ in marks} == {"mark-quote", "mark-person", "mark-role", "mark-organisation", "mark-date"}


def test_notebook_nests_a_date_in_its_quote() -> None:
    assert re.search(
        r'<span class="mark-quote" title="[^"]*"><span class="mark-date" title="[^"]*">2019</span></span>',
        fragment(band()),
    )


def test_notebook_lets_nothing_run() -> None:
    page = Page(fragment(hostile()))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "svg", "b", "a", "iframe"}
    assert {name for _, attributes in page.elements for name in attributes} <= {"class", "title", "scope"}
    assert "\x00" not in fragment(hostile())
    assert HARM[1] in page.text


def test_notebook_style_stays_in_its_fragment() -> None:
    style = re.sub(r"/\*.*?\*/", "", assets.read("notebook.css"), flags=re.DOTALL)
    selectors = [
        one.strip() for head in re.findall(r"([^{}]+)\{", style) for one in head.split(",") if "@media" not in head
    ]
    assert len(selectors) > 20
    assert [one for one in selectors if ".extractor-record" not in one] == []


def test_notebook_of_a_bare_record() -> None:
    assert "no day of issue" in Page(fragment(plain_release(0).model_copy(update={"published": None}))).text
    assert Path(assets.FOLDER / "notebook.css").is_file()
