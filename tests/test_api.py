"""The Python face: what `extract` takes for a path and what for a release."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import fakes
import pytest

import extractor
from extractor import Record, extract, extract_many
from extractor.errors import InputError, UsageError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, module in fakes.stand_ins().items():
        monkeypatch.setitem(sys.modules, name, module)
    for name, text in {"a.txt": "Fares rise", "b.txt": "refuse me", "c.txt": "A school opens"}.items():
        Path(name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "uri", "title"),
    [
        (Path("a.txt"), "a.txt", "Fares rise"),
        ("a.txt", "a.txt", "Fares rise"),
        ("Fares fall", "-", "Fares fall"),
        ("Fares fall\nagain", "-", "Fares fall"),
        ("<p>Fares fall</p>", "-", "<p>Fares fall</p>"),
        ("https://press.example is where\nit stands", "-", "https://press.example is where"),
        ("https://press.example is where it stands", "-", "https://press.example is where it stands"),
        (b"Fares fall", "-", "Fares fall"),
        (b"a.txt", "-", "a.txt"),
    ],
)
def test_what_is_extracted(source: Any, uri: str, title: str) -> None:
    record = extract(source)
    assert isinstance(record, Record)
    assert (record.source.uri, record.title) == (uri, title)


def test_options_reach_the_record() -> None:
    record = extract("Fares", published=date(2024, 5, 4), publisher="P", model="m", uri="u", date_order="MDY")
    assert record.source.uri == "u"
    assert record.extractor.model == "m"
    assert record.extractor.settings == {"published": "2024-05-04", "publisher": "P", "date_order": "MDY"}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (Path("nowhere"), "missing"),
        ("in/nowhere.html", "missing"),
        ("http://localhost:9/", "fetch"),
        ("refuse", "not_a_release"),
    ],
)
def test_what_gives_no_record_raises(source: Any, code: str) -> None:
    with pytest.raises(InputError) as caught:
        extract(source)
    assert caught.value.code == code


def test_a_corpus_without_a_line_holds_no_release(tmp_path: Path) -> None:
    corpus = tmp_path / "none.jsonl"
    corpus.touch()
    with pytest.raises(InputError, match="holds no release; give the file of one release"):
        extract(corpus)


def test_several_releases_are_for_extract_many() -> None:
    with pytest.raises(UsageError, match="extract_many"):
        extract(Path())


def test_a_day_that_is_none() -> None:
    with pytest.raises(UsageError, match="4 May"):
        extract("Fares", published="4 May 2024")


def test_a_publisher_that_no_record_could_hold() -> None:
    with pytest.raises(UsageError, match=r"publisher is no text in this terminal's encoding: 'Br\\udcfcckenamt'"):
        extract("Fares", publisher="Br\udcfcckenamt")


@pytest.mark.parametrize("inputs", [".", Path(), ["a.txt", "b.txt", Path("c.txt")]])
def test_many_in_order(inputs: Any) -> None:
    records = list(extract_many(inputs, on_error="skip"))
    assert [record.title for record in records] == ["Fares rise", "A school opens"]


def test_many_raise_unless_told_to_skip() -> None:
    records = extract_many(["a.txt", "b.txt"])
    assert next(records).title == "Fares rise"
    with pytest.raises(InputError):
        next(records)


def test_the_import_is_light() -> None:
    code = "import sys, extractor; sys.exit(bool({'pydantic', 'spacy', 'typer'} & set(sys.modules)))"
    root = Path(extractor.__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_unknown_names() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        extractor.nonsense  # noqa: B018


def test_an_order_of_days_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="date_order is DMY or MDY"):
        extract("Fares will rise.", date_order="mdy")  # type: ignore[arg-type]
