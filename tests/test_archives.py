"""Zip and web archives -> Sources: what is taken, under which name, and what damaged and hostile ones come to."""

import gzip
import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

import fsspec
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.collect.inputs import open_inputs
from extractor.errors import InputError
from extractor.inputs.entry import Entry, hash_of
from extractor.inputs.sources import list_entries, open_entry
from extractor.reading.limits import MAX_BYTES
from extractor.release import Hint, Source

PAGE = b"<html><body><h1>Weir opens</h1><p>The weir opens.</p></body></html>"
SITE = "https://www.marlbrook.example"
DATE = "2024-06-04T09:12:00Z"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def opened(*inputs: str) -> list[Source | InputError]:
    return list(open_inputs(inputs, stdin=io.BytesIO()))


def uris(found: Sequence[Source | InputError]) -> list[str]:
    return [item.uri for item in found]


def source(item: Source | InputError) -> Source:
    assert isinstance(item, Source), item
    return item


def told(found: Sequence[Source | InputError]) -> list[str]:
    """What each comes to: its address, or why there is nothing."""
    return [item.reason if isinstance(item, InputError) else item.uri for item in found]


def packed(*members: tuple[str, bytes], name: str = "box.zip", method: int = zipfile.ZIP_DEFLATED) -> str:
    with zipfile.ZipFile(name, "w", method) as archive:
        for member, data in members:
            archive.writestr(member, data)
    return name


# Zip archives


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_of_a_zip(method: int) -> None:
    names = ["2024/b.html", "2024/", "a.TXT", "c.docx", "d.pdf", "e.md", "f.htm", "photo.jpg", "data.csv"]
    hidden = [".hidden.txt", ".git/x.txt", "__MACOSX/._a.txt", "__MACOSX/a.txt"]
    packed(*((name, name.encode()) for name in [*names, *hidden]), method=method)
    found = opened("box.zip")
    assert uris(found) == [f"box.zip#{name}" for name in ["2024/b.html", "a.TXT", "c.docx", "d.pdf", "e.md", "f.htm"]]
    assert source(found[0]).data == b"2024/b.html"


def test_ranges_of_a_zip_are_its_members() -> None:
    name = packed(("a.txt", b"Fares rise."), ("b.txt", b"The weir opens."))
    data = Path(name).read_bytes()
    for one in list_entries([name]):
        assert isinstance(one, Entry)
        assert data[one.offset : one.offset + 4] == b"PK\x03\x04"
        assert one.version == hash_of(data[one.offset : one.offset + (one.length or 0)])


def test_a_zip_that_was_written_as_it_came() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"Fares rise.")
        archive.writestr("b.txt", b"The weir opens.")
    Path("box.zip").write_bytes(pipe.getvalue())
    assert [source(one).data for one in opened("box.zip")] == [b"Fares rise.", b"The weir opens."]


def test_names_in_a_zip() -> None:
    packed(
        ("../../etc/passwd.txt", b"a"),
        ("/root/b.txt", b"b"),
        ("caf\u00e9\x07.txt", b"c"),
        ("a.txt", b"1"),
    )
    assert uris(opened("box.zip")) == [
        "box.zip#../../etc/passwd.txt",
        "box.zip#/root/b.txt",
        "box.zip#café\ufffd.txt",
        "box.zip#a.txt",
    ]
    packed(("caf?.txt", b"a"))
    Path("box.zip").write_bytes(Path("box.zip").read_bytes().replace(b"caf?", b"caf\x82"))
    assert uris(opened("box.zip")) == ["box.zip#café.txt"]


def test_mails_in_a_zip() -> None:
    message = EmailMessage()
    message["Subject"] = "Fares rise"
    message.set_content("See the release attached.")
    message.add_attachment(b"docx", maintype="application", subtype="x", filename="fares.docx")
    packed(("mails/fares.eml", message.as_bytes()), ("a.txt", b"a"))
    found = opened("box.zip")
    assert uris(found) == ["box.zip#mails/fares.eml/fares.docx", "box.zip#a.txt"]
    assert source(found[0]).data == b"docx"


def test_archives_in_a_zip_are_told_of() -> None:
    packed(("x.zip", b"a"), ("y.mbox", b"a"), ("z.warc.gz", b"a"), ("c.jsonl", b"{}"), ("a.txt", b"a"))
    assert told(opened("box.zip")) == ["is an archive or corpus within an archive"] * 4 + ["box.zip#a.txt"]


def test_what_of_a_zip_is_not_read() -> None:
    with zipfile.ZipFile("box.zip", "w") as archive:
        archive.writestr("a.txt", b"a" * 100, zipfile.ZIP_BZIP2)
        archive.writestr("b.txt", b"b" * 100, zipfile.ZIP_LZMA)
        archive.writestr("c.txt", b"c" * 100)
        archive.writestr("d.txt", b"d" * 100)
    data = bytearray(Path("box.zip").read_bytes())
    data[data.find(b"PK\x03\x04", data.find(b"b.txt")) + 6] |= 1
    Path("box.zip").write_bytes(data)
    reasons = ["is packed in a way that is not read (method 12)", "is packed in a way that is not read (method 14)"]
    assert told(opened("box.zip")) == [*reasons, "is encrypted", "box.zip#d.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no zip archive, or is cut short"),
        (b"PK\x03\x04 no more", "is no zip archive, or is cut short"),
        (b"PK\x05\x06" + bytes(18), "holds no file that ends in .html, .htm, .txt, .md, .docx, .pdf, .eml"),
    ],
)
def test_what_is_no_zip(data: bytes, reason: str) -> None:
    Path("box.zip").write_bytes(data)
    assert told(opened("box.zip")) == [reason]


def changed(change: Callable[[bytearray], None]) -> list[str]:
    packed(("a.txt", b"Fares rise. " * 50), ("b.txt", b"The weir opens. " * 50))
    data = bytearray(Path("box.zip").read_bytes())
    change(data)
    Path("box.zip").write_bytes(data)
    return told(opened("box.zip"))


def put(data: bytearray, at: int, form: str, value: int) -> None:
    struct.pack_into(form, data, at, value)


def central(data: bytearray, number: int = 0) -> int:
    at = data.find(b"PK\x01\x02")
    return at if not number else data.find(b"PK\x01\x02", at + 1)


OVERLAP = "tells of files that overlap or are cut short"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: put(data, central(data) + 20, "<L", 900_000), [OVERLAP]),
        (lambda data: put(data, central(data, 1) + 42, "<L", 0), [OVERLAP]),
        (lambda data: put(data, central(data, 1) + 42, "<L", 5), [OVERLAP]),
        (lambda data: put(data, central(data) + 24, "<L", 3_000_000_000), ["has more than 10 MB", "box.zip#b.txt"]),
        (lambda data: put(data, central(data) + 24, "<L", 1), ["box.zip#a.txt", "box.zip#b.txt"]),
        (lambda data: put(data, 14, "<L", 7), ["is damaged", "box.zip#b.txt"]),
        (lambda data: put(data, 0, "<L", 7), ["is damaged", "box.zip#b.txt"]),
        (lambda data: put(data, 26, "<H", 60_000), ["is damaged", "box.zip#b.txt"]),
        (lambda data: put(data, 30, "<B", 120), ["is damaged", "box.zip#b.txt"]),
        (lambda data: put(data, 40, "<L", 0xFFFFFFFF), ["is damaged", "box.zip#b.txt"]),
        (lambda data: put(data, central(data) + 20, "<L", 10), ["is cut short", "box.zip#b.txt"]),
        (lambda data: put(data, len(data) - 10, "<L", 0x7FFFFFFF), ["is no zip archive, or is cut short"]),
        (lambda data: data.__delitem__(slice(100, None)), ["is no zip archive, or is cut short"]),
        (lambda data: data.__delitem__(slice(0, 60)), [OVERLAP]),
    ],
)
def test_lies_of_a_zip(change: Callable[[bytearray], None], expected: list[str]) -> None:
    assert changed(change) == expected


def test_bombs_in_a_zip() -> None:
    packed(("a.txt", bytes(300_000_000)), ("b.txt", b"Fares rise."))
    data = bytearray(Path("box.zip").read_bytes())
    put(data, central(data) + 24, "<L", 11)
    Path("box.zip").write_bytes(data)
    tracemalloc.start()
    found = told(opened("box.zip"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ["has more than 10 MB", "box.zip#b.txt"]
    assert peak < 40_000_000


def test_a_directory_of_a_million_members_ends_soon() -> None:
    row = (
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    )
    for count, reason in [(1_000_000, "is no zip archive, or is cut short"), (190_000, OVERLAP)]:
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(row) * count, 0, 0)
        Path("box.zip").write_bytes(row * count + end)
        begun = time.process_time()
        assert told(opened("box.zip")) == [reason]
        assert time.process_time() - begun < 5


def test_a_zip_on_a_store() -> None:
    packed(("a.txt", b"Fares rise."))
    with fsspec.open("memory://press/box.zip", "wb") as file:
        file.write(Path("box.zip").read_bytes())
    assert opened("memory://press/box.zip") == [Source("memory://press/box.zip#a.txt", b"Fares rise.")]


# Web archives

Write = Callable[[WARCWriter], None]


def response(
    address: str,
    body: bytes = PAGE,
    *,
    status: str = "200 OK",
    kind: str | None = "text/html; charset=utf-8",
    headers: Sequence[tuple[str, str]] = (),
    warc: dict[str, str] | None = None,
    record_type: str = "response",
) -> Write:
    http = [("Content-Type", kind)] if kind else []
    told = StatusAndHeaders(status, [*http, *headers], protocol="HTTP/1.1")

    def write(writer: WARCWriter) -> None:
        record = writer.create_warc_record(
            address,
            record_type,
            payload=io.BytesIO(body),
            http_headers=told if record_type != "resource" else None,
            warc_content_type=kind if record_type == "resource" else "",
            warc_headers_dict={"WARC-Date": DATE, **(warc or {})},
        )
        writer.write_record(record)

    return write


def archived(*records: Write, name: str = "crawl.warc.gz") -> str:
    with open(name, "wb") as file:
        writer = WARCWriter(file, gzip=name.endswith(".gz"))
        writer.write_record(writer.create_warcinfo_record(name, {"software": "test"}))
        for write in records:
            write(writer)
    return name


NAMES = pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])


@NAMES
def test_pages_of_a_web_archive(name: str) -> None:
    hint = '{"found_in": "feed", "title": "Weir opens", "published": "4 June 2024"}'
    archived(
        response(f"{SITE}/weir", warc={"X-Extractor-Hint": hint}),
        response(f"{SITE}/weir", record_type="request"),
        response(f"{SITE}/fares", "Caf\xe9".encode("cp1252"), kind="text/plain; charset=windows-1252"),
        response(f"{SITE}/a.pdf", b"%PDF-", kind="application/pdf"),
        response(f"{SITE}/none", b"Fares rise.", kind=None),
        response(f"{SITE}/saved", b"# Weir", kind="text/markdown", record_type="resource"),
        name=name,
    )
    at = "2024-06-04T09:12:00+00:00"
    assert opened(name) == [
        Source(f"{SITE}/weir", PAGE, "text/html", "utf-8", at, hint=Hint("feed", "Weir opens", "4 June 2024")),
        Source(f"{SITE}/fares", b"Caf\xe9", "text/plain", "windows-1252", at),
        Source(f"{SITE}/a.pdf", b"%PDF-", "application/pdf", None, at),
        Source(f"{SITE}/none", b"Fares rise.", None, None, at),
        Source(f"{SITE}/saved", b"# Weir", "text/markdown", None, at),
    ]


@NAMES
def test_ranges_of_a_web_archive_are_its_records(name: str) -> None:
    archived(response(f"{SITE}/weir"), response(f"{SITE}/fares", b"Fares rise."), name=name)
    data = Path(name).read_bytes()
    for one in list_entries([name]):
        assert isinstance(one, Entry)
        record = data[one.offset : one.offset + (one.length or 0)]
        assert one.version == hash_of(record)
        assert (gzip.decompress(record) if name.endswith(".gz") else record).startswith(b"WARC/1.0\r\n")


@pytest.mark.parametrize(
    "record",
    [
        response(f"{SITE}/robots.txt", kind="text/plain"),
        response(f"{SITE}/gone", status="404 Not Found"),
        response(f"{SITE}/old", status="301 Moved Permanently"),
        response(f"{SITE}/photo.jpg", kind="image/jpeg"),
        response(f"{SITE}/news.rss", kind="application/rss+xml"),
        response(f"{SITE}/weir", record_type="revisit"),
        response("urn:thumbnail:x", kind="text/html", record_type="resource"),
        response("dns:marlbrook.example", kind="text/plain", record_type="resource"),
        response(f"{SITE}/weir", record_type="metadata"),
    ],
)
def test_what_of_a_web_archive_is_no_release(record: Write) -> None:
    archived(record)
    assert told(opened("crawl.warc.gz")) == ["holds no page that could be a release"]
    archived(record, response(f"{SITE}/weir"))
    assert told(opened("crawl.warc.gz")) == [f"{SITE}/weir"]


@pytest.mark.parametrize(
    "kind", ["text/html; charset*=a\0b''x", "text/html;;charset=\0", 'text/html; charset="' + ';"' * 99_999]
)
@NAMES
def test_headers_that_are_broken(kind: str, name: str) -> None:
    archived(response(f"{SITE}/weir", kind=kind[:90_000]), response(f"{SITE}/fares"), name=name)
    assert told(opened(name)) == [f"{SITE}/weir", f"{SITE}/fares"]


def test_the_same_page_comes_once() -> None:
    page = response(f"{SITE}/weir")
    archived(page, page, response(f"{SITE}/weir", b"Changed."), response(f"{SITE}/other"), page)
    assert told(opened("crawl.warc.gz")) == [f"{SITE}/weir", f"{SITE}/weir", f"{SITE}/other"]


def chunked(data: bytes, size: int) -> bytes:
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "transfer", "body"),
    [
        ("gzip", None, gzip.compress(PAGE, mtime=0)),
        ("GZIP", "chunked", chunked(gzip.compress(PAGE, mtime=0), 10)),
        ("deflate", None, zlib.compress(PAGE)),
        ("deflate", None, deflated(PAGE)),
        ("gzip, gzip", None, gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0)),
        ("gzip", None, PAGE),
        (None, "chunked", chunked(PAGE, 7)),
        (None, "chunked", PAGE),
        ("identity", None, PAGE),
    ],
)
def test_what_a_server_did_for_sending_is_undone(encoding: str | None, transfer: str | None, body: bytes) -> None:
    pairs = [("Content-Encoding", encoding), ("Transfer-Encoding", transfer)]
    archived(response(f"{SITE}/weir", body, headers=[(name, value) for name, value in pairs if value]))
    (found,) = opened("crawl.warc.gz")
    assert source(found).data == PAGE


def gzipped(body: bytes, encoding: str = "gzip") -> Write:
    return response(f"{SITE}/weir", body, headers=[("Content-Encoding", encoding)])


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (gzipped(gzip.compress(PAGE, mtime=0)[:-20]), "holds compressed data that is cut short"),
        (gzipped(PAGE, "br"), "is compressed as br, which is not read"),
        (gzipped(gzip.compress(bytes(200_000_000), 1)), "has more than 10 MB"),
        (gzipped(gzip.compress(gzip.compress(bytes(200_000_000), 1)), "gzip, gzip"), "has more than 10 MB"),
        (response(f"{SITE}/weir", bytes(MAX_BYTES + 1)), "has more than 10 MB"),
        (response(f"{SITE}/weir", bytes(300_000_000)), "has more than 10 MB"),
        (response(f"{SITE}/weir", warc={"WARC-Truncated": "length"}), "holds a part of a page only"),
        (response(f"{SITE}/weir", headers=[("X", "a" * 200_000)]), "holds no whole answer of a server"),
        (response(f"{SITE}/weir", warc={"X": "a" * 200_000}), "is damaged"),
    ],
    ids=["cut", "br", "bomb", "twice", "large", "gzip bomb", "truncated", "head", "long head"],
)
@NAMES
def test_pages_that_are_not_read(record: Write, reason: str, name: str) -> None:
    archived(response(f"{SITE}/a"), record, response(f"{SITE}/b"), name=name)
    tracemalloc.start()
    begun = time.process_time()
    found = told(opened(name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [f"{SITE}/a", reason, f"{SITE}/b"]
    assert time.process_time() - begun < 5
    assert peak < 60_000_000


@NAMES
def test_large_records_of_other_kinds_are_stepped_over(name: str) -> None:
    video = response(f"{SITE}/a.mp4", bytes(30_000_000), kind="video/mp4")
    archived(response(f"{SITE}/a"), video, response(f"{SITE}/b"), name=name)
    assert told(opened(name)) == [f"{SITE}/a", f"{SITE}/b"]


def damaged(name: str, change: Callable[[bytes, list[Entry]], bytes]) -> list[str]:
    """What an archive of three pages comes to that is changed, given its bytes and where the pages stand."""
    archived(response(f"{SITE}/a"), response(f"{SITE}/b"), response(f"{SITE}/c"), name=name)
    entries = [one for one in list_entries([name]) if isinstance(one, Entry)]
    Path(name).write_bytes(change(Path(name).read_bytes(), entries))
    return told(opened(name))


@NAMES
@pytest.mark.parametrize("garbage", [b"garbage", b"\0" * 70_000, b"\x1f\x8b\x08\x00" * 50_000, b"\nWARC/1.0\n" * 20])
def test_garbage_between_records(name: str, garbage: bytes) -> None:
    found = damaged(name, lambda data, at: data[: at[1].offset] + garbage + data[at[1].offset :])
    assert [one for one in found if one != "is damaged"] == [f"{SITE}/a", f"{SITE}/b", f"{SITE}/c"]
    assert 1 <= len(found) - 3 <= 21


@NAMES
def test_a_last_record_that_is_cut_off(name: str) -> None:
    assert damaged(name, lambda data, at: data[: at[2].offset + 200]) == [f"{SITE}/a", f"{SITE}/b", "is cut short"]


def test_a_record_that_is_damaged_in_gzip() -> None:
    def flip(data: bytes, at: list[Entry]) -> bytes:
        middle = at[1].offset + 100
        return data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]

    assert damaged("crawl.warc.gz", flip) == [f"{SITE}/a", "is damaged", f"{SITE}/c"]


@pytest.mark.parametrize("length", [b"1", b"400", b"99999999", b"-1", b"x", b"9" * 30])
def test_lengths_that_lie(length: bytes) -> None:
    def lie(data: bytes, at: list[Entry]) -> bytes:
        start = data.find(b"Content-Length: ", at[1].offset) + 16
        return data[:start] + length + data[data.find(b"\r", start) :]

    found = damaged("crawl.warc", lie)
    assert (found[0], found[-1]) == (f"{SITE}/a", f"{SITE}/c")
    assert set(found[1:-1]) <= {"is damaged", "is cut short"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no web archive (WARC)"),
        (b"<html>", "is no web archive (WARC)"),
        (gzip.compress(b"<html>"), "is no web archive (WARC)"),
        (gzip.compress(bytes(500_000_000), 1), "is no web archive (WARC)"),
        (b"WARC/1.0\r\nno record", "is cut short"),
        (b"\x1f\x8b\x08\x00" * 1_000_000, "is damaged"),
        (b"WARC/1.0\r\nno:\r\n" * 1_000_000, "has more than 1,000 damaged records, and is read no further"),
    ],
    ids=["empty", "page", "page in gzip", "bomb", "head", "starts", "heads"],
)
def test_what_is_no_web_archive(data: bytes, reason: str) -> None:
    Path("crawl.warc.gz").write_bytes(data)
    begun = time.process_time()
    assert told(opened("crawl.warc.gz"))[-1] == reason
    assert time.process_time() - begun < 5


def test_an_archive_in_one_piece_of_gzip() -> None:
    archived(response(f"{SITE}/a"), response(f"{SITE}/b"), name="crawl.warc")
    Path("crawl.warc.gz").write_bytes(gzip.compress(Path("crawl.warc").read_bytes()))
    (found,) = opened("crawl.warc.gz")
    assert isinstance(found, InputError)
    assert "warcio recompress" in found.advice


def test_addresses_with_spaces_say_nothing_at_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    archived(response(f"{SITE}/the weir"))
    assert uris(opened("crawl.warc.gz")) == [f"{SITE}/the%20weir"]
    assert capfd.readouterr().err == ""


def test_a_page_that_changed_is_not_read() -> None:
    archived(response(f"{SITE}/a"), name="crawl.warc")
    (entry,) = list_entries(["crawl.warc"])
    Path("crawl.warc").write_bytes(Path("crawl.warc").read_bytes().replace(b"Weir", b"Wear"))
    assert isinstance(entry, Entry)
    found = open_entry(entry)
    assert isinstance(found, InputError)
    assert (found.uri, found.code) == ("crawl.warc#2", "changed")


def test_web_archives_in_a_file_of_theirs() -> None:
    first = Path(archived(response(f"{SITE}/a"), response(f"{SITE}/b"))).read_bytes()
    second = Path(archived(response(f"{SITE}/b"), response(f"{SITE}/c"), name="crawl.warc")).read_bytes()
    with zipfile.ZipFile("crawl.wacz", "w") as archive:
        archive.writestr("datapackage.json", b"{}")
        archive.writestr("pages/pages.jsonl", b"{}")
        archive.writestr("archive/one.warc.gz", first)
        archive.writestr("archive/two.warc", second)
        archive.writestr("archive/three.warc.gz", first, zipfile.ZIP_DEFLATED)
    found = told(opened("crawl.wacz"))
    assert found == [f"{SITE}/a", f"{SITE}/b", f"{SITE}/c", "is packed once more within the file"]
    data = Path("crawl.wacz").read_bytes()
    starts = [data[one.offset :][:5] for one in list_entries(["crawl.wacz"]) if isinstance(one, Entry)]
    assert starts == [first[:5], first[:5], b"WARC/"]


def test_what_is_no_wacz() -> None:
    packed(("a.txt", b"a"), name="a.wacz")
    Path("b.wacz").write_bytes(b"PK")
    packed(("archive/a.warc", b"<html>"), name="c.wacz", method=zipfile.ZIP_STORED)
    reasons = [
        "holds no page that could be a release",
        "is no zip archive, or is cut short",
        "is no web archive (WARC)",
    ]
    assert told(opened("a.wacz", "b.wacz", "c.wacz")) == reasons


def test_a_web_archive_on_a_store() -> None:
    archived(response(f"{SITE}/a"), response(f"{SITE}/b"))
    with fsspec.open("memory://press/crawl.warc.gz", "wb") as file:
        file.write(Path("crawl.warc.gz").read_bytes())
    assert told(opened("memory://press/crawl.warc.gz")) == [f"{SITE}/a", f"{SITE}/b"]
