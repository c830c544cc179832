"""Files that hold many releases, in runs and plans; rows of a corpus that name files; folders of collected pages."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import fsspec
import pytest
from docx import Document
from typer.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.batch.manifest import open_manifest
from extractor.cli import app
from extractor.collect.inputs import open_inputs
from extractor.errors import InputError
from extractor.inputs.entry import Entry
from extractor.inputs.places import count_places
from extractor.inputs.sources import identify, list_entries
from extractor.reading.read import read
from extractor.release import Given, Hint, Source
from extractor.settings import Settings

TEXT = (
    "Marlbrook weir opens\n\n4 June 2024\n\nMarlbrook District Council opened the weir to walkers today, after two "
    "years of works.\n\n“We are glad that it is done,” said Cllr Ann Hale, leader of the council.\n"
)
ADDRESS = "https://www.marlbrook.example/news/weir"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str | bytes = TEXT) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(path: str, *values: object) -> str:
    return write(path, "".join(json.dumps(value) + "\n" for value in values))


def opened(*inputs: str) -> list[Source | InputError]:
    return list(open_inputs(inputs, stdin=io.BytesIO()))


def uris(found: Sequence[Source | InputError]) -> list[str]:
    return [item.uri for item in found]


def only_error(found: Sequence[Source | InputError]) -> InputError:
    (error,) = found
    assert isinstance(error, InputError)
    return error


# Rows that name files


def test_a_row_may_name_a_file() -> None:
    write("kept/pages/weir.html", b"<p>Caf\xe9")
    row = {
        "file": "pages/weir.html",
        "uri": ADDRESS,
        "media_type": "text/html",
        "charset": "windows-1252",
        "fetched_at": "2024-06-04T09:12:00+00:00",
        "sha256": hashlib.sha256(b"<p>Caf\xe9").hexdigest(),
        "id": "w1",
        "title": "Weir",
        "hint": {"found_in": "feed", "title": "Weir opens", "published": "4 June"},
    }
    assert opened(rows("kept/corpus.jsonl", row)) == [
        Source(
            ADDRESS,
            b"<p>Caf\xe9",
            "text/html",
            "windows-1252",
            "2024-06-04T09:12:00+00:00",
            Given("w1", "Weir"),
            Hint("feed", "Weir opens", "4 June"),
        )
    ]


def test_what_a_row_with_a_file_may_leave_out() -> None:
    write("a.md", "# Weir")
    write("b.txt", "Weir")
    a, b = opened(rows("corpus.jsonl", {"file": "a.md"}, {"file": "b.txt", "hint": None}))
    assert a == Source("corpus.jsonl#1", b"# Weir", "text/markdown")
    assert b == Source("corpus.jsonl#2", b"Weir")


def test_any_row_may_have_a_hint() -> None:
    (found,) = opened(
        rows("corpus.jsonl", {"text": "Fares rise.", "hint": {"found_in": "list", "published": "4/6/24"}})
    )
    assert isinstance(found, Source)
    assert found.hint == Hint("list", None, "4/6/24")


@pytest.mark.parametrize("hint", ["feed", [], {}, {"title": "a"}, {"found_in": 3}, {"found_in": "feed", "title": []}])
def test_hints_that_are_none(hint: object) -> None:
    assert only_error(opened(rows("corpus.jsonl", {"text": "Fares rise.", "hint": hint}))).code == "corpus"


@pytest.mark.parametrize(
    "file",
    [
        "../secret.txt",
        "pages/../../secret.txt",
        "..",
        ".",
        "/etc/passwd",
        "//etc/passwd",
        "\\\\host\\share",
        "C:secret.txt",
        "C:\\secret.txt",
        "..\\secret.txt",
        "pages\\..\\..\\secret.txt",
        "secret.txt\0.html",
        "out/secret.txt",
        "out.txt",
        "pages",
        "pipe.txt",
        "null.txt",
    ],
)
def test_no_row_leads_out_of_the_folder_of_its_corpus(file: str) -> None:
    write("secret.txt", "secret")
    write("kept/pages/a.txt")
    Path("kept/out").symlink_to("..", target_is_directory=True)
    Path("kept/out.txt").symlink_to("../secret.txt")
    Path("kept/null.txt").symlink_to("/dev/null")
    os.mkfifo("kept/pipe.txt")
    error = only_error(opened(rows("kept/corpus.jsonl", {"file": file})))
    assert (error.uri, error.code) == ("kept/corpus.jsonl#1", "corpus")
    assert error.reason.startswith('"file" ')


def test_a_link_within_the_folder_is_followed() -> None:
    write("kept/a.txt", "Fares rise.")
    Path("kept/b.txt").symlink_to("a.txt")
    Path("link").symlink_to("kept", target_is_directory=True)
    rows("kept/corpus.jsonl", {"file": "b.txt"})
    assert opened("link/corpus.jsonl") == [Source("link/corpus.jsonl#1", b"Fares rise.")]


@pytest.mark.parametrize(
    ("row", "uri", "code"),
    [
        ({"file": "none.txt"}, "kept/none.txt", "missing"),
        ({"file": "a.txt", "sha256": "0" * 64}, "kept/a.txt", "changed"),
        ({"file": "large.txt"}, "kept/large.txt", "too_large"),
        ({"file": 3}, "kept/corpus.jsonl#1", "corpus"),
    ],
)
def test_files_that_are_not_read(row: object, uri: str, code: str) -> None:
    write("kept/a.txt")
    with open("kept/large.txt", "wb") as file:
        file.truncate(20_000_000)
    error = only_error(opened(rows("kept/corpus.jsonl", row)))
    assert (error.uri, error.code) == (uri, code)


def test_files_of_rows_on_a_store() -> None:
    with fsspec.open("memory://kept/pages/a.txt", "wb") as file:
        file.write(b"Fares rise.")
    with fsspec.open("memory://kept/collected.jsonl", "wb") as file:
        file.write(b'{"file": "pages/a.txt", "uri": "https://a.example/"}\n{"file": "../a.txt"}\n')
    found = opened("memory://kept")
    assert found[0] == Source("https://a.example/", b"Fares rise.")
    assert only_error(found[1:]).code == "corpus"


# Folders of collected pages


def test_a_collected_folder_is_what_its_corpus_names() -> None:
    write("all/kept/pages/b.html")
    write("all/kept/pages/a.html")
    write("all/kept/notes.txt")
    write("all/a.txt")
    write("all/z.txt")
    names = [
        {"file": "pages/b.html", "uri": "https://a.example/b"},
        {"file": "pages/a.html", "uri": "https://a.example/a"},
    ]
    rows("all/kept/collected.jsonl", *names)
    kept = ["https://a.example/b", "https://a.example/a"]
    assert uris(opened("all/kept")) == kept
    assert uris(opened("all")) == ["all/a.txt", *kept, "all/z.txt"]
    assert uris(opened("al*")) == ["all/a.txt", *kept, "all/z.txt"]
    address = f"file://{Path.cwd()}/all"
    assert uris(opened(address)) == [f"{address}/a.txt", *kept, f"{address}/z.txt"]
    assert [one.place for one in list_entries(["all/kept"]) if isinstance(one, Entry)] == [
        "all/kept/collected.jsonl"
    ] * 2


def test_what_a_walk_takes() -> None:
    for name in ["a.docx", "b.PDF", "c.eml", "d.zip", "e.mbox", "f.warc.gz", "g.wacz", "h.jsonl", "i.warc", "j.txt"]:
        write(f"in/{name}")
    assert [one.place for one in list_entries(["in"]) if isinstance(one, Entry)] == [
        "in/a.docx",
        "in/b.PDF",
        "in/c.eml",
        "in/j.txt",
    ]


@pytest.mark.parametrize(("inputs", "count"), [(["in/a.docx"], 1), (["in"], None), (["in/b.zip"], None)])
def test_containers_are_not_counted(inputs: list[str], count: int | None) -> None:
    for name in ["a.docx", "b.zip", "c.eml"]:
        write(f"in/{name}")
    assert count_places(inputs) == count


def test_word_documents_are_read_wherever_they_lie() -> None:
    document = Document()
    for line in TEXT.strip().split("\n\n"):
        document.add_paragraph(line)
    document.save("weir.docx")
    data = Path("weir.docx").read_bytes()
    message = EmailMessage()
    message.set_content("Please see the release attached.")
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename="weir.docx")
    write("weir.eml", message.as_bytes())
    with zipfile.ZipFile("box.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write("weir.docx")
    rows("kept/collected.jsonl", {"file": "weir.docx"})
    write("kept/weir.docx", data)
    found = opened("weir.docx", "weir.eml", "box.zip", "kept")
    assert uris(found) == ["weir.docx", "weir.eml#weir.docx", "box.zip#weir.docx", "kept/collected.jsonl#1"]
    texts = [read(one, Settings()).text for one in found if isinstance(one, Source)]
    assert len(texts) == 4
    assert len(set(texts)) == 1
    assert "said Cllr Ann Hale" in texts[0]


# Runs, plans and show


def make_containers() -> list[str]:
    """One of each kind, each with a release; the web archive's is the only one with an address."""
    message = EmailMessage()
    message["Subject"] = "Marlbrook weir opens"
    message["From"] = "Marlbrook District Council <press@marlbrook.example>"
    message.set_content("Please see the release attached.")
    message.add_attachment(TEXT, filename="weir.txt")
    write("weir.eml", message.as_bytes())
    write("box.mbox", b"From a Tue Jun  4 09:12:00 2024\n" + message.as_bytes())
    with zipfile.ZipFile("box.zip", "w") as archive:
        archive.writestr("2024/weir.txt", TEXT)
        archive.writestr("2024/weir.eml", message.as_bytes())
    with open("crawl.warc.gz", "wb") as file:
        told = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
        writer = WARCWriter(file, gzip=True)
        record = writer.create_warc_record(ADDRESS, "response", payload=io.BytesIO(TEXT.encode()), http_headers=told)
        writer.write_record(record)
    with zipfile.ZipFile("crawl.wacz", "w") as archive:
        archive.write("crawl.warc.gz", "archive/crawl.warc.gz")
    write("kept/pages/weir.txt")
    rows("kept/collected.jsonl", {"file": "pages/weir.txt", "uri": f"{ADDRESS}?kept"})
    return ["weir.eml", "box.mbox", "box.zip", "crawl.warc.gz", "crawl.wacz", "kept"]


EXPECTED = [
    "weir.eml#weir.txt",
    "box.mbox#1/weir.txt",
    "box.zip#2024/weir.txt",
    "box.zip#2024/weir.eml/weir.txt",
    ADDRESS,
    ADDRESS,
    f"{ADDRESS}?kept",
]


def call(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_runs_and_plans_give_the_same_records_whoever_reads() -> None:
    inputs = make_containers()
    call("run", *inputs, "-o", "one.jsonl", "--jobs", "1")
    call("run", *inputs, "-o", "two.jsonl", "--jobs", "2", "--shard-size", "2")
    call("plan", *inputs, "-o", "work", "--shard-size", "3")
    call("run", "work/manifest.jsonl", "-o", "planned.jsonl", "--jobs", "1")
    records = Path("one.jsonl").read_bytes()
    assert Path("two.jsonl").read_bytes() == records
    assert Path("planned.jsonl").read_bytes() == records
    found = [json.loads(line) for line in records.splitlines()]
    assert [one["source"]["uri"] for one in found] == EXPECTED
    assert {one["quotes"][0]["speaker"]["name"] for one in found} == {"Ann Hale"}
    assert found[4]["source"]["fetched_at"].endswith("+00:00")


def test_a_plan_holds_numbers_and_parts() -> None:
    entries = [identify(one) for one in list_entries(make_containers())]
    call("plan", *make_containers(), "-o", "work")
    with open_manifest("work/manifest.jsonl") as (_, shards):
        planned = [one for shard in shards for one in shard.inputs]
    assert [(one.number, one.part) for one in planned if isinstance(one, Entry)] == [
        (None, 1),
        (1, 1),
        (1, None),
        (2, 1),
        (1, None),
        (1, None),
        (1, None),
    ]
    assert len(entries) == len(planned)


@pytest.mark.parametrize("name", ["weir.eml", "box.mbox", "box.zip", "crawl.warc.gz", "crawl.wacz", "kept"])
def test_the_first_release_is_shown(name: str) -> None:
    make_containers()
    assert "Ann Hale" in call("show", name)
