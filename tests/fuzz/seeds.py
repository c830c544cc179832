"""Seeds: what inputs are made of, from samples/ and the files and tables of other tests, in the same order always."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import documents
from review_records import band, hostile, plain_release
from test_listings import FEEDS, SITEMAPS

from extractor.api import write_records
from fuzz.packing import gzipped, members_of, zipped

TESTS = Path(__file__).parent.parent
SAMPLES = TESTS.parent / "samples"
_SITE = "https://www.marlbrook.example"
_MAIL_HEAD = """From: Marlbrook District Council <press@marlbrook.example>
Subject: =?utf-8?q?Weir_=E2=80=93_open?=
Date: Tue, 04 Jun 2024 09:12:00 +0100
"""
_ENCODED, _ATTACHED = "Content-Transfer-Encoding:", "Content-Disposition: attachment; filename="
# Words of the shortest text that is a seed of the whole pipeline.
_RELEASE = 25
# Parts of a Word document that its reader looks at.
_WORD_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/(?:_rels/)?(?:document|styles|numbering|header|footer|footnotes)\d*\.xml(?:\.rels)?"
)
# Where a PDF tells when it was made, and what is derived from it.
_MOMENT = re.compile(rb"(?<=/CreationDate \(D:)\d{14}|(?<=<)[0-9A-F]{32}(?=>)")


@cache
def rows(*tables: str) -> list[dict[str, Any]]:
    """The rows of tables of cases."""
    lines = [line for table in tables for line in (TESTS / "cases" / f"{table}.jsonl").read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def short_texts() -> list[bytes]:
    """Texts of some sentences, of the tables."""
    told = [row["text"] for row in rows("quotes", "people", "organisations", "indirect", "text", "dates")]
    return [text.encode() for text in (*told, *("\n\n".join(row["lines"]) for row in rows("sections")))]


def short_releases() -> list[bytes]:
    """The short texts of more than a few words, which are taken for releases, some with a title and a day above."""
    long_enough = [text for text in short_texts() if len(text.split()) >= _RELEASE]
    head = b"Weir to open at Marlbrook after years of works\n\n4 June 2024\n\n"
    return [(b"" if number % 3 else head) + text for number, text in enumerate(long_enough)]


def short_pages() -> list[bytes]:
    """Pages of some paragraphs, of the tables."""
    return [row["html"].encode() for row in rows("page", "metadata", "no_release", "blocks")]


def texts() -> list[bytes]:
    """The short texts, and whole releases beside them."""
    return [*short_texts(), *_files(SAMPLES, "*.txt")]


def markdown() -> list[bytes]:
    """Releases in Markdown, and rows that are."""
    return [*_files(SAMPLES, "*.md"), *(row["text"].encode() for row in rows("text") if row.get("markdown"))]


def pages() -> list[bytes]:
    """The short pages, and whole ones."""
    return [*short_pages(), *_files(SAMPLES, "*.html"), *_files(TESTS / "releases", "*.html")]


def of_column(*tables: str) -> list[bytes]:
    """The texts of tables."""
    return [row["text"].encode() for row in rows(*tables)]


def feeds() -> list[bytes]:
    """Feeds of every kind, of the tests of lists."""
    return [_encoded(row[1]) for row in FEEDS]


def sitemaps() -> list[bytes]:
    """Sitemaps, packed ones too, of the tests of lists."""
    found = [_encoded(row[1]) for row in SITEMAPS if row[1][:1] != b"\x1f"]  # gzip tells when it was made
    return [*found, gzipped(found[0])]


def news_pages() -> list[bytes]:
    """News lists of many layouts."""
    return _files(TESTS / "listings", "*.html")


def anything() -> list[bytes]:
    """Bytes in many encodings, and some of every kind of file."""
    encoded = [text.decode().encode(name, "replace") for text in _files(SAMPLES, "*.txt")[:4] for name in _CHARSETS]
    kinds = (short_pages(), feeds(), word_documents(), pdfs(), mails(), zips())
    return [*encoded, *(one for kind in kinds for one in kind[:3])]


_CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "iso8859-15")


@cache
def word_documents() -> list[bytes]:
    """Releases as Word saves them, without what no reader looks at."""
    made = [members_of(make()) for name, make in sorted(vars(documents).items()) if name.startswith("word_")]
    return [zipped([one for one in members if _WORD_PARTS.fullmatch(one[0])]) for members in made]


@cache
def pdfs() -> list[bytes]:
    """Releases as PDF, without the time at which they were made."""
    made = [make() for name, make in sorted(vars(documents).items()) if name.startswith("pdf_")]
    return [_MOMENT.sub(lambda found: b"0" * len(found[0]), data) for data in made]


@cache
def mails() -> list[bytes]:
    """Mails with a body, or several, and with attachments."""
    plain, page = short_texts()[0].decode(), short_pages()[0].decode()
    packed = base64.encodebytes(word_documents()[0][:3000]).decode()
    text = f"Content-Type: text/plain; charset=utf-8\n\n{plain}\n"
    html = f"Content-Type: text/html; charset=utf-8\n{_ENCODED} quoted-printable\n\n{page.replace('=', '=3D')}\n"
    file = f'Content-Type: application/octet-stream\n{_ATTACHED}"weir.docx"\n{_ENCODED} base64\n\n{packed}\n'
    note = f'Content-Type: text/plain\n{_ATTACHED}"weir.txt"\n\n{plain}\n'
    inner = f"Content-Type: message/rfc822\n\n{_MAIL_HEAD}{text}"
    made = [
        text,
        html,
        _multipart("alternative", text, html),
        _multipart("mixed", text, file, note),
        _multipart("mixed", note, inner),
    ]
    return [f"{_MAIL_HEAD}{body}".encode() for body in made]


def mailboxes() -> list[bytes]:
    """Two mails in each."""
    head = b"From press@marlbrook.example Tue Jun  4 09:12:00 2024\n"
    return [head + one + b"\n" + head + two + b"\n" for one, two in zip(mails(), reversed(mails()), strict=True)]


def zips() -> list[bytes]:
    """Archives of releases of several kinds."""
    page, text, mail = short_pages()[0], short_texts()[0], mails()[3]
    return [
        zipped([("2024/weir.html", page), ("notes.txt", text), ("photo.jpg", b"\xff\xd8\xff")]),
        zipped([("weir.eml", mail), ("a.md", markdown()[0]), (".hidden.txt", text), ("box.zip", b"PK")]),
        zipped([("weir.docx", word_documents()[0]), ("weir.pdf", pdfs()[0])], method=0),
    ]


@cache
def warcs() -> list[bytes]:
    """Web archives, whole and of pieces of gzip."""
    pages = short_pages()[:3]
    records = [_warc_record(f"{_SITE}/{number}", page, "text/html; charset=utf-8") for number, page in enumerate(pages)]
    records.insert(0, _warc_head("warcinfo", "", 12, "application/warc-fields") + b"software: a\n\r\n\r\n")
    return [
        b"".join(records),
        b"".join(map(gzipped, records)),
        _warc_record(f"{_SITE}/a", short_texts()[0], "text/plain"),
    ]


def waczs() -> list[bytes]:
    """Web archives in an archive of theirs."""
    return [zipped([("datapackage.json", b"{}"), ("archive/a.warc.gz", one)], method=0) for one in warcs()[1:]]


def corpora() -> list[bytes]:
    """Corpora of two lines, with all that a line may tell."""
    texts, pages = short_texts()[:20], short_pages()[:20]
    told = {"id": 7, "uri": f"{_SITE}/a", "published": "2024-06-04", "publisher": "Marl Trust", "title": "Weir opens"}
    hint = {"found_in": "feed", "title": "Weir", "published": "4 June 2024"}
    lines = [
        ({"text": one.decode(), **told}, {"html": two.decode(), "hint": hint})
        for one, two in zip(texts, pages, strict=True)
    ]
    return [
        "".join(f"{json.dumps(row, ensure_ascii=bool(at % 2))}\n" for row in pair).encode()
        for at, pair in enumerate(lines)
    ]


@cache
def written(ending: str) -> list[bytes]:
    """Records as they are written with that ending; a folder as the archive of its files."""
    found = []
    with TemporaryDirectory() as folder:
        for number, record in enumerate([band(), hostile(), plain_release(1), plain_release(2)]):
            place = Path(folder) / f"{number}{ending}"
            write_records([record], place)
            files = sorted(place.iterdir()) if place.is_dir() else []
            found.append(
                zipped([(file.name, file.read_bytes()) for file in files], method=0) if files else place.read_bytes()
            )
    return found


def _files(folder: Path, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


def _encoded(data: str | bytes) -> bytes:
    return data if isinstance(data, bytes) else data.encode("utf-8", "replace")


def _multipart(kind: str, *parts: str) -> str:
    return f"Content-Type: multipart/{kind}; boundary=x\n\n" + "".join(f"--x\n{part}\n" for part in parts) + "--x--\n"


def _warc_record(address: str, body: bytes, kind: str) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b" % (kind.encode(), len(body), body)
    return _warc_head("response", address, len(answer), "application/http; msgtype=response") + answer + b"\r\n\r\n"


def _warc_head(record: str, address: str, length: int, kind: str) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    identity = f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{length:012}>\r\nWARC-Date: 2024-06-04T09:12:00Z\r\n"
    kinds = f"Content-Type: {kind}\r\nContent-Length: {length}\r\n"
    return f"WARC/1.0\r\nWARC-Type: {record}\r\n{target}{identity}{kinds}\r\n".encode()
