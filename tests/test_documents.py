"""Word and PDF releases in the layouts of press offices, and documents that are broken, locked, scanned or hostile."""

from __future__ import annotations

import io
import random
import re
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import docx
import pytest
from documents import (
    BATHS,
    OKONEDO,
    TOLLIVER,
    VENNING,
    WARD,
    WASTE,
    Sheet,
    W,
    pdf_bullets,
    pdf_columns,
    pdf_indented,
    pdf_newsletter,
    pdf_notes,
    pdf_pages,
    pdf_plain,
    pdf_rotated_text,
    pdf_side_box,
    pdf_turned,
    pdf_typewriter,
    saved,
    word_american,
    word_boxes,
    word_centred,
    word_header,
    word_letterhead_table,
    word_memo,
    word_one_table,
    word_pasted,
    word_style_sizes,
    word_styles,
    word_tabs,
    word_tracked,
)
from pypdfium2 import PdfDocument

from extractor import extract
from extractor.errors import InputError
from extractor.kinds import Kind
from extractor.reading.documents.document import draft_of
from extractor.reading.documents.lines import Document, Line
from extractor.reading.limits import MAX_BYTES
from extractor.reading.media_type import DOCX, PDF
from extractor.reading.read import read
from extractor.record import Record
from extractor.release import Block, Release, Source
from extractor.settings import Settings

SKELMERE, HARROWBY, OSTREY = "Skelmere Borough Council", "Harrowby Vale NHS Foundation Trust", "Ostrey District Council"
REOPEN, RISES, OPENS = (
    "Baths to reopen after £4.2m rebuild",
    "Recycling rises to 58 per cent in Ostrey",
    "New ward opens at Harrowby General",
)
JUNE, MAY, MARCH = "2025-06-12", "2024-05-07", "2025-03-03"


@dataclass(frozen=True)
class Row:
    """A document in a layout and what a reader finds in it: `body` are paragraphs in this order, `removed` the texts
    that stand apart with their reasons.
    """

    make: Callable[[], bytes]
    title: str
    published: str
    publisher: str | None
    body: list[str]
    speaker: str
    kinds: dict[str, Kind] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)


ROWS = [
    Row(
        word_styles,
        "Lanthorn Street Baths to reopen after £4.2m rebuild",
        JUNE,
        None,
        BATHS,
        VENNING,
        {
            "What happens next": Kind.HEADING,
            "a new 25-metre pool": Kind.LIST_ITEM,
            "Pictures are available on request.": Kind.NOTES,
        },
        {"ENDS": "end_mark"},
    ),
    Row(
        word_letterhead_table,
        "Lanthorn Street Baths to reopen after £4.2m rebuild",
        JUNE,
        SKELMERE,
        BATHS,
        VENNING,
        {"Date: 12 June 2025": Kind.DATELINE, "Long wait over": Kind.HEADING},
        {
            "SKELMERE BOROUGH COUNCIL": "letterhead",
            "Working together for a better Skelmere": "letterhead",
            "Town Hall, Market Hill, Skelmere | www.skelmere.example": "page_furniture",
        },
    ),
    Row(
        word_header,
        "Baths to reopen after rebuild",
        JUNE,
        SKELMERE,
        BATHS,
        VENNING,
        {"12 June 2025": Kind.DATELINE},
        {SKELMERE: "letterhead"},
    ),
    Row(word_boxes, REOPEN, JUNE, SKELMERE, BATHS, VENNING, {}, {SKELMERE: "letterhead"}),
    Row(
        word_tracked,
        REOPEN,
        JUNE,
        None,
        BATHS,
        VENNING,
        {},
        {"£3.9 million": "deleted", "TEMPLATE: write on here.": "hidden"},
    ),
    Row(word_pasted, REOPEN, JUNE, None, BATHS, VENNING),
    Row(
        word_memo,
        "New ward opens at Harrowby General Hospital",
        MARCH,
        HARROWBY,
        WARD,
        OKONEDO,
        {"Date: 3 March 2025": Kind.DATELINE},
        {"Subject:": "imprint"},
    ),
    Row(word_centred, "NEW WARD OPENS AT HARROWBY GENERAL", "2025-03-04", HARROWBY, WARD, OKONEDO),
    Row(word_one_table, RISES, MAY, OSTREY, WASTE, TOLLIVER, {}, {OSTREY: "letterhead"}),
    Row(word_american, RISES.upper(), MAY, OSTREY, WASTE[1:], TOLLIVER, {}, {"###": "end_mark"}),
    Row(word_tabs, RISES, MAY, OSTREY, WASTE, TOLLIVER, {WASTE[1]: Kind.BLOCK_QUOTE}, {"Ref: OD/24/31": "letterhead"}),
    Row(word_style_sizes, OPENS, MARCH, None, WARD, OKONEDO),
    Row(
        pdf_plain,
        "Lanthorn Street Baths to reopen after £4.2m rebuild, ending a long wait",
        JUNE,
        SKELMERE,
        BATHS,
        VENNING,
        {
            "Long wait over": Kind.HEADING,
            "a new 25-metre pool": Kind.LIST_ITEM,
            "2. The baths opened in 1934.": Kind.NOTES,
        },
        {"PRESS RELEASE": "filing"},
    ),
    Row(
        pdf_columns,
        "New ward opens at Harrowby General Hospital",
        MARCH,
        HARROWBY,
        WARD,
        OKONEDO,
        {},
        {"Page 1 of 2": "page_furniture"},
    ),
    Row(pdf_side_box, RISES, MAY, OSTREY, WASTE, TOLLIVER, {"01632 960 441": Kind.CONTACT}),
    Row(pdf_indented, "RECYCLING RISES TO 58 PER CENT IN OSTREY DISTRICT", MAY, OSTREY, WASTE, TOLLIVER),
    Row(pdf_typewriter, "Baths to reopen after rebuild", JUNE, SKELMERE, BATHS, VENNING, {}, {"ends": "end_mark"}),
    Row(
        pdf_pages,
        REOPEN,
        JUNE,
        SKELMERE,
        [
            *BATHS,
            "The rebuilding of the hall will be watched by a group of swimmers, and its long-term running by a board "
            "of nine that has yet to be named. Rebuilding starts with the roof, and long-term tenants move out in "
            "July.",
        ],
        VENNING,
        {},
        {"- 1 -": "page_furniture", "- 2 -": "page_furniture", SKELMERE: "letterhead"},
    ),
    Row(pdf_turned, OPENS, MARCH, None, WARD, OKONEDO),
    Row(pdf_rotated_text, OPENS, MARCH, None, WARD, OKONEDO, {}, {"harrowby_release_v3.indd 1": "hidden"}),
    Row(pdf_newsletter, RISES, MAY, OSTREY, WASTE, TOLLIVER),
    Row(pdf_notes, RISES, MAY, OSTREY, WASTE, TOLLIVER, {"1 The figures were counted by the county.": Kind.NOTES}),
    Row(
        pdf_bullets,
        REOPEN,
        JUNE,
        SKELMERE,
        BATHS,
        VENNING,
        {
            "a gym": Kind.LIST_ITEM,
            "a café that opens to the square": Kind.LIST_ITEM,
        },
    ),
]


def paragraphs(found: Record | Release) -> list[str]:
    return [found.text[paragraph.start : paragraph.end] for paragraph in found.paragraphs]


def opened(data: bytes, name: str = "release") -> Release:
    return read(Source(name, data), Settings())


@pytest.mark.parametrize("row", ROWS, ids=[row.make.__name__ for row in ROWS])
def test_layouts(row: Row) -> None:
    found = extract(row.make())
    texts = paragraphs(found)
    assert found.source.media_type == (PDF if row.make.__name__.startswith("pdf") else DOCX)
    assert (found.title, found.published and found.published.value) == (row.title, row.published)
    assert (found.publisher and found.publisher.name) == row.publisher
    assert [text for text in texts if text in row.body] == row.body
    assert {text: Kind(found.paragraphs[texts.index(text)].kind) for text in row.kinds} == row.kinds
    removed = {one.text: one.reason for one in found.removed}
    assert {text: removed.get(text) for text in row.removed} == row.removed
    spoken = [quote.speaker.name for quote in found.quotes if quote.speaker]
    assert spoken
    assert set(spoken) == {row.speaker}
    assert found.problems == []


@pytest.mark.parametrize("row", ROWS, ids=[row.make.__name__ for row in ROWS])
def test_same_document_gives_the_same_release(row: Row) -> None:
    data = row.make()
    assert opened(data) == opened(data)


def held(data: bytes) -> str:
    """All that a document holds, by other means than the reader's."""
    if not data.startswith(b"PK"):
        with PdfDocument(data) as document:
            return "".join(page.get_textpage().get_text_range() for page in document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            archive.read(name) for name in archive.namelist() if re.fullmatch(r"word/(document|header\d)\.xml", name)
        ]
    # Of a box that is told twice, the reader takes the first.
    told = re.sub(
        rb"<mc:Fallback>.*?</mc:Fallback>|<w:moveFrom .*?</w:moveFrom>", b"", b"".join(parts), flags=re.DOTALL
    )
    return b"".join(re.findall(rb"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", told)).decode()


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalnum())


ALL_TOLD_ONCE = [row.make for row in ROWS if row.make not in (pdf_columns, pdf_pages, pdf_notes, word_letterhead_table)]


@pytest.mark.parametrize("make", ALL_TOLD_ONCE)
def test_nothing_is_lost_or_doubled(make: Callable[[], bytes]) -> None:
    """But for what runs from page to page, and the marks of footnotes."""
    found = opened(make())
    told = letters(found.text + "".join(one.text for one in found.removed))
    assert told == letters(held(make()))


def test_a_document_is_told_by_its_content_not_its_name() -> None:
    assert opened(word_header(), "release.html").media_type == DOCX
    assert opened(b"\n\n" + pdf_plain(), "release.txt").media_type == PDF


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


GOOD = said("Baths reopen in Skelmere today") + said(BATHS[0]) + said(BATHS[1])


def word(body: str, head: str = "", **more: str | bytes) -> bytes:
    return zipped({"word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"} | more)


def test_footnotes_stand_at_the_end_and_leave_no_mark_in_the_text() -> None:
    lead = f'<w:p><w:r><w:t>{BATHS[0]}</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = f'<w:footnote w:id="2">{said("Counted by the county.")}</w:footnote>'
    body = said("Baths reopen") + lead + said(BATHS[1])
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {W}>{note}</w:footnotes>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}">'
        '<Relationship Id="r1" Type="http://a.example/footnotes" Target="footnotes.xml"/></Relationships>',
    }
    assert paragraphs(opened(zipped(parts)))[-3:] == [*BATHS[:2], "[1] Counted by the county."]


def test_fields_boxes_and_controls_keep_their_text() -> None:
    field_ = f'<w:fldSimple w:instr="REF a">{said("x")[5:-6]}</w:fldSimple>'.replace(
        ">x<", ">The hall, said Cllr Orla<"
    )
    hyphen = "<w:r><w:noBreakHyphen/><w:t>Mae Venning, is a place for all of the town.</w:t><w:cr/></w:r>"
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    filled = control.format("", said("12 June 2025"))
    empty = control.format("<w:showingPlcHdr/>", said("Click to enter a date."))
    found = opened(word(GOOD.replace("<w:p>", filled + empty + "<w:p>", 1) + f"<w:p>{field_}{hyphen}</w:p>"))
    assert "The hall, said Cllr Orla-Mae Venning, is a place for all of the town." in paragraphs(found)
    assert found.published is not None
    assert {one.text: one.reason for one in found.removed}["Click to enter a date."] == "form"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Microsoft Word - baths v3.docx", None),
        ("baths final.indd", None),
        ("Untitled", None),
        ("Swimmers return to Lanthorn Street Baths", "Swimmers return to Lanthorn Street Baths"),
    ],
)
def test_the_title_in_the_properties_is_the_last_evidence(name: str, title: str | None) -> None:
    document = docx.Document()
    document.core_properties.title = name
    for text in BATHS:
        document.add_paragraph(text + " " + BATHS[1])
    assert opened(saved(document)).title == title
    sheet = Sheet()
    sheet.set_title(name)
    sheet.say(*(text + " " + BATHS[1] for text in BATHS))
    assert opened(sheet.done()).title == title


def pdf(content: bytes, forms: list[bytes] | None = None) -> bytes:
    """A PDF of one page, by hand."""
    resources = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 5 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources" + resources + b"/Contents 4 0 R>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, *(forms or [])]
    body, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (dictionary, len(packed), packed)


def form(number: int) -> bytes:
    """A form that draws the next one ten times."""
    inner = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1)
    return stream(b"/X Do " * 10, inner)


def locked() -> bytes:
    sheet = Sheet()
    sheet.set_encryption(owner_password="owner", user_password="user")
    sheet.say(*BATHS)
    return sheet.done()


def scanned(*texts: str) -> bytes:
    from PIL import Image

    sheet = Sheet()
    sheet.image(Image.new("RGB", (600, 800), "white"), 0, 0, 210)
    if texts:
        sheet.add_page()
        sheet.say(REOPEN, size=16, style="B")
        sheet.say(*texts)
    return sheet.done()


ENTITIES = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "word bomb": (lambda: zipped({"word/document.xml": b" " * (MAX_BYTES + 1)}), "too_large", "10 MB"),
    "bomb in styles": (lambda: word(GOOD, **{"word/styles.xml": b" " * MAX_BYTES}), "too_large", "10 MB"),
    "bomb by another method": (lambda: zipped({"word/document.xml": b" " * 99}, zipfile.ZIP_BZIP2), "broken", "broken"),
    "entities": (lambda: word(said("&j;"), ENTITIES + "]>"), "unsafe", "document type"),
    "entities in utf-16": (
        lambda: zipped({"word/document.xml": f"{ENTITIES}]><w:document {W}/>".encode("utf-16")}),
        "unsafe",
        "document type",
    ),
    "outside file": (
        lambda: word(said("&x;"), '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        "unsafe",
        "document type",
    ),
    "deep": (lambda: word("<w:ins>" * 5000 + GOOD + "</w:ins>" * 5000), "broken", "broken"),
    "deep tables": (
        lambda: word("<w:tbl><w:tr><w:tc>" * 70 + GOOD + "</w:tc></w:tr></w:tbl>" * 70),
        "broken",
        "broken",
    ),
    "no body": (lambda: zipped({"word/document.xml": f"<w:document {W}/>"}), "broken", "broken"),
    "no xml": (lambda: zipped({"word/document.xml": "Baths reopen"}), "broken", "broken"),
    "no end": (lambda: word(GOOD)[:150], "binary", "broken ZIP archive"),
    "many paragraphs": (lambda: word(said("The hall is open.") * 30_000), "too_large", "8,000 paragraphs"),
    "locked pdf": (locked, "encrypted", "password"),
    "half a pdf": (lambda: pdf_plain()[:900], "broken", "broken PDF"),
    "no pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, "broken", "broken PDF"),
    "scan": (scanned, "no_text", "holds no text (a scan?); run OCR on it first"),
    "pdf bomb": (lambda: pdf(stream(b" " * 60_000_000)), "too_large", "50 MB"),
    "layers": (
        lambda: pdf(b"<</Filter[/FlateDecode/FlateDecode]/Length 2>>stream\nab\nendstream"),
        "unsafe",
        "layers",
    ),
    "forms in forms": (
        lambda: pdf(stream(b"/X Do " * 10), [form(number) for number in range(5, 30)]),
        "unsafe",
        "over and over",
    ),
    "many letters": (
        lambda: pdf(stream(b"BT /F 9 Tf 9 9 Td " + b"(abcdefghij klmnopqrs) Tj " * 25_000 + b"ET")),
        "too_large",
        "400,000 characters",
    ),
    "old word": (lambda: OLD + "WordDocument".encode("utf-16-le"), "binary", "save it as .docx"),
    "locked word": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "binary", "without the password"),
    "outlook": (lambda: OLD + "__properties_version1.0".encode("utf-16-le"), "binary", ".eml"),
    "rtf": (lambda: b"{\\rtf1 Baths reopen}", "binary", "save it as .docx"),
    "xlsx": (lambda: zipped({"xl/workbook.xml": "a"}), "binary", "spreadsheet"),
    "pptx": (lambda: zipped({"ppt/presentation.xml": "a"}), "binary", "save it as .pdf"),
    "odt": (lambda: zipped({"mimetype": "a", "content.xml": "a"}), "binary", "save it as .docx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    make, code, words = REFUSED[name]
    data = make()
    start = time.process_time()
    with pytest.raises(InputError) as refusal:
        opened(data)
    assert time.process_time() - start < 5
    assert refusal.value.code == code
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


HUGE = f"{'7' * 90}.5"
NOTICE = [
    "Baths to reopen in Skelmere",
    "The pool on Lanthorn Street opens again on Monday,",
    "after a year of repairs.",
]


@pytest.mark.parametrize("place", [f"50 {HUGE} Td", f"{HUGE} 0 0 9 50 600 Tm", f"1 0 0 {HUGE} 9 9 Tm"])
def test_words_that_stand_nowhere_are_set_apart(place: str) -> None:
    lines = "".join(f"BT /F 11 Tf 50 {700 - 15 * at} Td ({text}) Tj ET\n" for at, text in enumerate(NOTICE))
    found = opened(pdf(stream(f"{lines}BT /F 11 Tf {place} (Nobody sees this.) Tj ET\n".encode())))
    assert " ".join(paragraphs(found)) == " ".join(NOTICE)
    assert "Nobody sees this." in {one.text for one in found.removed}


def test_a_page_without_text_among_others_is_told() -> None:
    found = opened(scanned(*BATHS))
    assert found.title == REOPEN
    assert [(problem.code, problem.message) for problem in found.problems] == [
        ("page_without_text", "no text on page 1 (a scan?)")
    ]


def test_locked_against_change_alone_is_read() -> None:
    sheet = Sheet()
    sheet.set_encryption(owner_password="owner")
    sheet.say(REOPEN, size=16, style="B")
    sheet.say(*BATHS)
    assert opened(sheet.done()).title == REOPEN


@pytest.mark.parametrize(
    ("module", "data"), [("mammoth", word_header()), ("pypdfium2", pdf_plain())], ids=["mammoth", "pypdfium2"]
)
def test_a_missing_reader_is_told(module: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError) as refusal:
        opened(data)
    assert refusal.value.code == "reader_missing"
    assert refusal.value.advice == "in extractor's folder: pip install '.[documents]'"


def outcome(data: bytes) -> str:
    """What comes of a document: "release", or the code of its error."""
    try:
        opened(data)
    except InputError as error:
        return error.code
    return "release"


@pytest.mark.parametrize("make", [word_letterhead_table, word_boxes, pdf_plain, pdf_columns])
def test_damaged_documents_end_in_a_release_or_one_line(make: Callable[[], bytes]) -> None:
    whole, found = make(), set()
    for seed in range(25):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(chance.choice([1, 4, 30])):
            data[chance.randrange(20, len(data))] = chance.randrange(256)
        found.add(outcome(bytes(data)))
    assert found <= {"release", "broken", "binary", "no_text", "not_a_release", "too_large", "language", "encrypted"}


def drawn(places: list[tuple[int, int]]) -> bytes:
    """A page with a word at each of these places."""
    words = (b"1 0 0 1 %d %d Tm (the) Tj " % place for place in places)
    return pdf(stream(b"BT /F 8 Tf " + b"".join(words) + b"ET"))


def runs(count: int) -> str:
    return "".join(f"<w:r><w:rPr>{'<w:b/>' * (n % 2)}</w:rPr><w:t>the hall </w:t></w:r>" for n in range(count))


def many_keys() -> bytes:
    """A document with an object of many keys that tell where an object stream begins, and that is none."""
    data = pdf_plain()
    return data + b"90 0 obj\n<< " + b"/First 1 " * 11_000 + b">>\nendobj\n" + data[data.rindex(b"startxref") :]


BOXED = f"<w:r><w:pict><w:txbxContent>{said('In a box')}</w:txbxContent></w:pict></w:r>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "changes of type": lambda: word(f"<w:p>{runs(7_900)}</w:p>"),
    "long": lambda: word(said("The council said that it would open the hall again. " * 20) * 900),
    "boxes": lambda: word(GOOD + f"<w:p>{BOXED * 3_000}</w:p>"),
    "strewn words": lambda: drawn([(n * 37 % 600, n * 91 % 800) for n in range(30_000)]),
    "cells": lambda: drawn([(n % 9 * 60, n // 9 % 800) for n in range(2_900)]),
    "keys": many_keys,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_read_in_bounded_time(name: str) -> None:
    data = HOSTILE[name]()
    start = time.process_time()
    assert outcome(data) in {"release", "language", "not_a_release"}
    assert time.process_time() - start < 5


def test_what_stands_beside_the_lines_has_its_characters_set_right() -> None:
    """Fuzzing found a zero byte within a footnote of a PDF."""
    lines = (Line(Block("The baths will open in May.")), Line(Block("They were closed for repairs.")))
    draft = draft_of(
        Document(lines, head=("PRESS\x00 RELEASE",), notes=(Block("1 Th\x00e county counted.", Kind.NOTES),))
    )
    shown = [block.text for block in draft.blocks] + [one.text for one in draft.removed]
    assert "1 The county counted." in shown
    assert not any("\x00" in text for text in shown)
