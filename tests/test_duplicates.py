"""The same release under several addresses: each case a row of cases/duplicates.jsonl."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from cases import rows
from fakes import bare_record

from extractor.batch.duplicates import SHARING_MAX, Duplicates, repeats
from extractor.batch.fingerprint import Fingerprint, fingerprint
from extractor.kinds import Kind
from extractor.page_address import page_of
from extractor.reading.read import read
from extractor.record import Paragraph, Published, Record, SourceInfo
from extractor.release import Source
from extractor.settings import Settings

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix != ".json")
MARKS = {
    "* ": Kind.LIST_ITEM,
    "# ": Kind.HEADING,
    "> ": Kind.BLOCK_QUOTE,
    "! ": Kind.NOTES,
    "@ ": Kind.CONTACT,
    "~ ": Kind.DATELINE,
}
Block = tuple[Kind, str]


def record_of(text: str, **where: str) -> Record:
    """The record of a text: its first line is the headline, a mark before a line tells what kind of paragraph it is."""
    title, *lines = [line for line in text.split("\n") if line]
    marked = [(MARKS.get(line[:2], Kind.BODY), line[2:] if line[:2] in MARKS else line) for line in lines]
    return record_with(title, marked, **where)


def record_with(
    title: str, blocks: Iterable[Block], *, uri: str = "-", canonical: str | None = None, published: str | None = None
) -> Record:
    paragraphs, texts, at = [], [], 0
    for kind, block in [(Kind.TITLE, title), *blocks]:
        paragraphs.append(Paragraph(start=at, end=at + len(block), kind=kind))
        texts.append(block)
        at += len(block) + 2
    return bare_record(
        SourceInfo(uri=uri, media_type="text/plain", sha256="", bytes=0, canonical=canonical),
        id=uri,
        title=title,
        published=Published(value=published, text=published, found_in="meta") if published else None,
        text="\n\n".join(texts),
        paragraphs=paragraphs,
    )


def changed(text: str, changes: list[list[str]]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("row", rows("duplicates"))
def test_row(row: dict[str, Any], tmp_path: Path) -> None:
    first = record_of(row["text"], **row["first"])
    second = record_of(changed(row["text"], row["change"]), **row["second"])
    for one, other in ((first, second), (second, first)):
        with Duplicates(tmp_path / "index") as duplicates:
            assert duplicates.first("one", fingerprint(one)) is None
            assert duplicates.first("other", fingerprint(other)) == ("one" if row["repeat"] else None), row["why"]


NAMES = "Ada Ben Cy Dot Eve Fay Gus Hal Ida Jo Kay Lou Max Ned Oz Pam Roy Sue Ted Una"
PARAGRAPHS = [f"Nobody in Lenn but {name} knows why part {n} is told." for n, name in enumerate(NAMES.split(), 1)]


def release(*, start: int = 0, end: int = len(PARAGRAPHS), town: str = "Lenn") -> Fingerprint:
    return fingerprint(record_of("\n".join(["News of the release", *PARAGRAPHS[start:end]]).replace("Lenn", town)))


def test_a_repeat_of_a_repeat_goes_back_to_the_first(tmp_path: Path) -> None:
    whole, cut, cut_more = release(), release(end=17), release(start=4, end=17)
    assert repeats(whole, cut)
    assert repeats(cut, cut_more)
    assert not repeats(whole, cut_more)
    with Duplicates(tmp_path / "index") as duplicates:
        assert [duplicates.first(*one) for one in [("a", whole), ("b", cut), ("c", cut_more)]] == [None, "a", "a"]


def test_the_first_of_several_is_told(tmp_path: Path) -> None:
    with Duplicates(tmp_path / "index") as duplicates:
        found = [duplicates.first(str(number), release(town=town)) for number, town in enumerate(["Lenn", "Tarn"] * 3)]
    assert found == [None, None, "0", "1", "0", "1"]


def test_a_long_series_hides_no_new_release_and_no_repeat(tmp_path: Path) -> None:
    """Its members differ in one word near the end, so that nearly all of them share each key."""
    series = [fingerprint(record_of("\n".join(["News", *PARAGRAPHS, f"Part {number} ends."]))) for number in range(80)]
    with Duplicates(tmp_path / "index") as duplicates:
        assert {duplicates.first(str(number), one) for number, one in enumerate(series)} == {None}
        assert [duplicates.first("again", series[number]) for number in (0, 40, 79)] == ["0", "40", "79"]
        (most,) = duplicates._index.execute(
            "SELECT max(c) FROM (SELECT count(*) AS c FROM keys GROUP BY key)"
        ).fetchone()
    assert most == SHARING_MAX


def test_an_index_is_made_anew_and_deleted(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("left by a run that was killed")
    for _ in range(2):
        with Duplicates(path) as duplicates:
            assert duplicates.first("a", release()) is None
            assert path.exists()
        assert not path.exists()


def test_a_fingerprint_survives_json_and_is_small() -> None:
    made = fingerprint(
        record_of("Headline\n" + " ".join(PARAGRAPHS * 2), uri="https://a.example/1", published="2024-01-02")
    )
    written = json.dumps(made.to_json())
    assert Fingerprint.from_json(json.loads(written)) == made
    assert 400 < made.count < 600
    assert len(written) < 700


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    """And with every version of the library: shards of one run may have been made by two."""
    code = "import test_duplicates; print(test_duplicates.release().to_json())"
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert made == {str(release().to_json())}
    assert release().signature[:8].hex() == "f781aba96a15ad2f"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://www.Lenn.example/news/Bins/", "lenn.example/news/Bins"),
        ("http://lenn.example:80/news/bins#top", "lenn.example/news/bins"),
        ("https://lenn.example:8443/news", "lenn.example:8443/news"),
        ("https://lenn.example/news?utm_source=mail&fbclid=1", "lenn.example/news"),
        ("https://lenn.example/?id=7&utm_medium=x", "lenn.example?id=7"),
        ("https://lenn.example/view.asp?b=2&a=1", "lenn.example/view.asp?a=1&b=2"),
        ("https://lenn.example/view.asp?7", "lenn.example/view.asp?7="),
        ("https://lenn.example/news/index.html", "lenn.example/news"),
        ("https://www.lenn.example/", None),
        ("https://lenn.example/Default.aspx", None),
        ("https://lenn.example/#!/news/1", None),
        ("samples/bins.html", None),
        ("-", None),
        ("https://[lenn/news", None),
        ("https://lenn.example:port/news", None),
        (None, None),
    ],
)
def test_one_spelling_of_an_address(address: str | None, page: str | None) -> None:
    assert page_of(address) == page


def test_a_record_without_duplicate_ends_so() -> None:
    """The key is written later, in this place."""
    record = record_of("Bins\nBins are emptied.")
    assert record.model_dump_json().endswith(',"duplicate_of":null}')
    assert list(Record.model_fields)[-1] == "duplicate_of"
    assert list(SourceInfo.model_fields)[-1] == "canonical"


def _without_last(blocks: list[Block]) -> list[Block]:
    """Without the last paragraph, or the last sentence of the only one."""
    *others, last = [number for number, (kind, _) in enumerate(blocks) if kind is Kind.BODY]
    kind, text = blocks[last]
    kept = [] if others else [(kind, text[: text.rindex(". ") + 1])]
    return [*blocks[:last], *kept, *blocks[last + 1 :]]


def _captioned(blocks: list[Block]) -> list[Block]:
    first = min(number for number, (kind, _) in enumerate(blocks) if kind is Kind.BODY)
    return [*blocks[: first + 1], (Kind.BODY, "Nell Quill at the gate. Picture: Sallow Trust"), *blocks[first + 1 :]]


def _broken(blocks: list[Block]) -> list[Block]:
    return [(kind, re.sub(r"\b([a-z]{4})([a-z]{4})\b", r"\1- \2", text)) for kind, text in blocks]


def _straight(blocks: list[Block]) -> list[Block]:
    return [(kind, text.translate(str.maketrans("‘’“”–", "''\"\"-"))) for kind, text in blocks]


def _other_number(blocks: list[Block]) -> list[Block]:
    return _in_one(blocks, r"\d+", lambda found: str(int(found[0]) + 1))


def _other_name(blocks: list[Block]) -> list[Block]:
    return _in_one(blocks, r"(?<=[a-z] )[A-Z][a-z]{2,}", lambda _: "Zebedee")


def _other_word(blocks: list[Block]) -> list[Block]:
    return _in_one(blocks, r"(?<= )[a-z]{5,}(?= )", lambda _: "refused")


def _in_one(blocks: list[Block], pattern: str, new: Callable[[re.Match[str]], str]) -> list[Block]:
    """With the last match in the prose replaced: the hardest place, for the beginning weighs no more than the end."""
    for number in range(len(blocks) - 1, -1, -1):
        kind, text = blocks[number]
        found = list(re.finditer(pattern, text))
        if kind is Kind.BODY and found:
            text = text[: found[-1].start()] + new(found[-1]) + text[found[-1].end() :]
            return [*blocks[:number], (kind, text), *blocks[number + 1 :]]
    return []


def _blocks(path: Path) -> tuple[str, list[Block]]:
    found = read(Source(path.name, path.read_bytes()), Settings())
    blocks = [
        (part.kind, found.text[part.start : part.end]) for part in found.paragraphs if part.kind is not Kind.TITLE
    ]
    return found.title or "", blocks


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_perturbed(path: Path) -> None:
    title, blocks = _blocks(path)
    original = fingerprint(record_with(title, blocks))
    for perturb in (_without_last, _captioned, _broken, _straight):
        assert repeats(original, fingerprint(record_with(title, perturb(blocks)))), perturb.__name__
    for perturb in (_other_number, _other_name, _other_word):
        other = perturb(blocks)
        assert other
        assert not repeats(original, fingerprint(record_with(title, other))), perturb.__name__


def test_no_sample_repeats_another(tmp_path: Path) -> None:
    with Duplicates(tmp_path / "index") as duplicates:
        found = [duplicates.first(path.name, fingerprint(record_with(*_blocks(path)))) for path in SAMPLES]
    assert found == [None] * len(SAMPLES)
