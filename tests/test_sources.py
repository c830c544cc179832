"""Inputs -> Sources: what is opened, in which order, under which name, and what can't be."""

import io
import json
import os
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractor.collect.inputs import open_inputs
from extractor.errors import InputError
from extractor.inputs.places import count_places, passed_over
from extractor.reading.limits import MAX_BYTES
from extractor.release import Given, Source


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str | bytes = "Fares rise.") -> str:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def opened(*inputs: str, stdin: bytes = b"") -> list[Source | InputError]:
    return list(open_inputs(inputs, stdin=io.BytesIO(stdin)))


def uris(found: Sequence[Source | InputError]) -> list[str]:
    return [item.uri for item in found]


def codes(*inputs: str) -> list[str]:
    return [item.code if isinstance(item, InputError) else "ok" for item in opened(*inputs)]


def test_a_file_is_read_whatever_its_ending() -> None:
    write("release.text", "Fares rise.")
    assert opened("release.text") == [Source("release.text", b"Fares rise.")]
    assert uris(opened("./release.text")) == ["./release.text"]


def test_standard_input_is_one_release() -> None:
    assert opened("-", stdin=b"Fares rise.") == [Source("-", b"Fares rise.")]


def test_a_folder_is_walked_in_name_order() -> None:
    for name in ["b.md", "a/z.html", "a/b/c.HTM", "c.txt", "d.csv", ".hidden.txt", ".git/x.txt", "e.jsonl", "B.txt"]:
        write(f"in/{name}")
    assert uris(opened("in")) == ["in/B.txt", "in/a/b/c.HTM", "in/a/z.html", "in/b.md", "in/c.txt"]
    assert uris(opened("in/"))[0] == "in/B.txt"


def test_link_loops_end() -> None:
    write("in/a.txt")
    Path("in/loop").symlink_to("..", target_is_directory=True)
    Path("in/self").symlink_to("self")
    assert uris(opened("in")) == ["in/a.txt"]


def test_linked_folders_are_followed() -> None:
    write("elsewhere/a.txt")
    Path("in").mkdir()
    Path("in/link").symlink_to("../elsewhere", target_is_directory=True)
    assert uris(opened("in")) == ["in/link/a.txt"]


def test_an_empty_folder_is_an_error() -> None:
    write("in/a.csv")
    assert codes("in") == ["empty_folder"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("in/*.txt", ["in/a.txt", "in/b.txt"]),
        ("in/[b-z].txt", ["in/b.txt"]),
        ("**/*.md", ["in/deep/c.md"]),
        ("i*", ["in/a.txt", "in/b.txt", "in/deep/c.md"]),
    ],
)
def test_globs_are_expanded(pattern: str, expected: list[str]) -> None:
    for name in ["a.txt", "b.txt", "deep/c.md"]:
        write(f"in/{name}")
    assert uris(opened(pattern)) == expected


def test_a_glob_without_match_is_missing() -> None:
    assert codes("*.txt") == ["missing"]


def test_a_name_with_glob_signs_is_a_file_first() -> None:
    write("release[1].txt")
    assert uris(opened("release[1].txt")) == ["release[1].txt"]
    address = f"file://{Path.cwd()}/release[1].txt"
    assert uris(opened(address)) == [address]


def test_the_same_file_comes_once() -> None:
    write("in/a.txt")
    write("in/b.txt")
    Path("in/c.txt").symlink_to("a.txt")
    assert uris(opened("in/b.txt", "in", "./in/a.txt", "*/*.txt", "-", "-")) == ["in/b.txt", "in/a.txt", "-"]
    assert uris(opened("in/a.txt", Path("in/a.txt").absolute().as_uri())) == ["in/a.txt"]


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_no_permission() -> None:
    os.chmod(write("a.txt"), 0)
    os.chmod(Path(write("in/b.txt")).parent, 0)
    assert codes("a.txt", "in") == ["permission", "permission"]
    os.chmod("in", 0o700)


def test_permission_errors_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    write("a.txt")
    monkeypatch.setattr("builtins.open", refuse)
    assert codes("a.txt") == ["permission"]


def test_what_is_not_there_or_no_file() -> None:
    write("a.txt")
    Path("broken.txt").symlink_to("nowhere")
    os.mkfifo("pipe.txt")
    assert codes("b.txt", "a.txt/c.txt", "broken.txt") == ["missing"] * 3
    assert codes("/dev/zero", "pipe.txt") == ["device"] * 2
    assert codes("a\0b", "x" * 5000) == ["unreadable"] * 2
    assert codes("ftp://releases.example/a") == ["fetch"]


def test_the_rest_goes_on() -> None:
    write("a.txt")
    write("c.txt")
    assert codes("a.txt", "b.txt", "c.txt") == ["ok", "missing", "ok"]


def test_large_files_are_not_read() -> None:
    with open("large.txt", "wb") as file:
        file.truncate(50 * MAX_BYTES)
    assert codes("large.txt") == ["too_large"]


def test_large_standard_input_is_refused() -> None:
    (error,) = opened("-", stdin=b"a" * (MAX_BYTES + 1))
    assert isinstance(error, InputError)
    assert error.code == "too_large"


def test_names_that_are_no_unicode() -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(name)
    assert uris(opened(name)) == ["caf\\xe9.txt"]


def test_a_corpus_is_read_line_by_line() -> None:
    rows = [
        {"text": "One"},
        {"id": "x7", "html": "<p>Two", "text": "ignored", "published": "2024-05-01", "publisher": "P", "title": "T"},
        {"id": 8, "text": "Three’s", "uri": "https://press.example/3", "published": None},
    ]
    write("corpus.jsonl", "\n\n".join(json.dumps(row) for row in rows))
    one, two, three = opened("corpus.jsonl")
    assert one == Source("corpus.jsonl#1", b"One", charset="utf-8")
    given = Given("x7", "T", "2024-05-01", "P")
    assert two == Source("corpus.jsonl#x7", b"<p>Two", "text/html", "utf-8", given=given)
    assert three == Source("https://press.example/3", "Three’s".encode(), charset="utf-8", given=Given("8"))


def test_a_corpus_may_begin_with_a_mark() -> None:
    write("corpus.jsonl", b"\xef\xbb\xbf" + b'{"text": "One"}\r\n')
    assert uris(opened("corpus.jsonl")) == ["corpus.jsonl#1"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[1]", "is no JSON object"),
        ("{}", "holds neither text nor html"),
        ('{"text": "  "}', "holds neither text nor html"),
        ('{"text": 3}', '"text" is no string'),
        ('{"text": "a", "published": 2024}', '"published" is no string'),
        ('{"schema_version": "1.0", "text": "a", "published": {}}', "is a record already"),
        ("[" * 100_000, "recursion"),
        (b'{"text": "caf\xe9"}', "is not JSON"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_line_is_one_error_with_its_number(line: str | bytes, reason: str) -> None:
    data = line.encode() if isinstance(line, str) else line
    write("corpus.jsonl", b'{"text": "One"}\n' + data + b'\n{"text": "Three"}\n')
    one, error, three = opened("corpus.jsonl")
    assert isinstance(error, InputError)
    assert (error.uri, error.code) == ("corpus.jsonl#2", "corpus")
    assert error.uri.endswith("#2")
    assert reason in error.reason
    assert uris([one, three]) == ["corpus.jsonl#1", "corpus.jsonl#3"]


def test_a_large_corpus_is_streamed() -> None:
    line = json.dumps({"text": "Fares rise. " * 1000}) + "\n"
    with open("corpus.jsonl", "w") as file:
        for _ in range(2000):
            file.write(line)
    assert os.path.getsize("corpus.jsonl") > 2 * MAX_BYTES
    tracemalloc.start()
    count = sum(isinstance(item, Source) for item in open_inputs(["corpus.jsonl"], stdin=io.BytesIO()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2000
    assert peak < 2_000_000


def test_an_endless_line_is_skipped() -> None:
    with open("corpus.jsonl", "wb") as file:
        file.write(b'{"text": "One"}\n' + b"a" * (2 * MAX_BYTES + 10) + b'\n{"text": "Three"}\n')
    assert codes("corpus.jsonl") == ["ok", "too_large", "ok"]
    assert uris(opened("corpus.jsonl")) == ["corpus.jsonl#1", "corpus.jsonl#2", "corpus.jsonl#3"]


def test_inputs_are_opened_only_when_asked_for() -> None:
    write("a.txt", "old")
    sources = open_inputs(["a.txt", "b.txt"], stdin=io.BytesIO())
    next(sources)
    write("b.txt", "new")
    assert next(sources) == Source("b.txt", b"new")


@pytest.mark.parametrize(
    ("inputs", "count"),
    [
        ("in in/a.txt missing.txt *.none -", 5),
        ("in corpus.jsonl", 4),
        ("empty.jsonl", 0),
        ("in.jsonl missing.jsonl", 2),
        ("in large.jsonl", None),
        ("in memory://corpus.jsonl", None),
        ("in https://saltmere.example/news", None),
        ("in saved-feed.xml", None),
    ],
)
def test_counting(inputs: str, count: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.inputs.places._SOON_COUNTED", 20)
    for name in ("in/a.txt", "in/b.txt", "in.jsonl/c.doc"):
        write(name)
    write("empty.jsonl", b"")
    write("corpus.jsonl", b"{}\n{}")
    write("large.jsonl", b"{}\n" * 10)
    assert count_places(inputs.split()) == count


def test_half_a_surrogate_pair_in_a_corpus_is_replaced(tmp_path: Path) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text('{"text": "The bridge opened today.", "id": "\\ud800", "publisher": "H\\udc00"}\n', "ascii")
    (source,) = open_inputs([str(corpus)])
    assert isinstance(source, Source)
    assert (source.given.id, source.given.publisher) == ("?", "H?")


def test_what_a_folder_is_not_searched_for_is_told() -> None:
    for name in ("in/a.txt", "in/b.zip", "in/deep/c.ZIP", "in/d.doc", "in/.e.zip", "in/style.css", "in/out.jsonl"):
        write(name, b"Fares rise.")
    write("kept/collected.jsonl", b"{}\n")
    write("kept/f.zip", b"")
    assert list(passed_over(["in", "kept", "https://a.example/", "missing"], ["in/out.jsonl"])) == [
        "in: 1 .doc, 2 .zip passed over; a folder is searched for .html, .htm, .txt, .md, .docx, .pdf, .eml alone"
    ]
