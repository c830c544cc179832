"""Bytes -> text: charset, media type and refusals."""

import codecs

import pytest

from extractor.errors import InputError
from extractor.reading.decode import decode
from extractor.reading.limits import MAX_BYTES
from extractor.release import Source

TEXT = "Cllr Rhys Davies said: “It’s a £4m scheme – the first of its kind.”\n\nThe café on Mill Lane opens in May."
PAGE = "<!doctype html><html><head>{head}</head><body><p>Mill Lane’s café opens – at last.</p></body></html>"


def source(data: bytes, **more: str) -> Source:
    return Source(**{"uri": "release.txt", **more}, data=data)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8", id="utf-8 with mark"),
        pytest.param(TEXT.encode("utf-16"), "utf-16-le", id="utf-16 with mark"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16-be with mark"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="utf-16 without mark"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16-be without mark"),
        pytest.param(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", id="utf-32 with mark"),
        pytest.param(TEXT.encode("cp1252"), "cp1252", id="windows-1252"),
        pytest.param(TEXT.encode("mac_roman"), "mac_roman", id="mac roman"),
    ],
)
def test_undeclared_charsets_are_told(data: bytes, charset: str) -> None:
    decoded = decode(source(data))
    assert (decoded.text, decoded.charset, decoded.problems) == (TEXT, charset, ())


@pytest.mark.parametrize(
    ("head", "charset", "in_header"),
    [
        pytest.param('<meta charset="windows-1252">', "cp1252", None, id="meta"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252", None, id="old"
        ),
        pytest.param('<meta charset="nonsense">', "cp1252", "windows-1252", id="header"),
        pytest.param('<meta charset="iso-8859-15">', "iso8859-15", None, id="latin-9"),
    ],
)
def test_declared_charsets_are_followed(head: str, charset: str, in_header: str | None) -> None:
    page = PAGE.format(head=head)
    if charset == "iso8859-15":
        page = page.replace("’", "'").replace("–", "-")
    decoded = decode(Source("release.html", page.encode(charset), charset=in_header))
    assert (decoded.text, decoded.charset, decoded.problems) == (page, charset, ())


def test_latin_1_means_windows_1252() -> None:
    page = PAGE.format(head='<meta charset="latin1">')
    assert "Lane’s café opens –" in decode(source(page.encode("cp1252"))).text


def test_xml_declaration_counts() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-15"?><html><body><p>Only €5 at the café</p></body></html>'
    assert decode(source(page.encode("iso-8859-15"))).text == page


@pytest.mark.parametrize(
    ("declared", "actual"), [("utf-8", "cp1252"), ("windows-1252", "utf-8"), ("utf-16", "cp1252")], ids=str
)
def test_wrong_declarations_are_noticed(declared: str, actual: str) -> None:
    page = PAGE.format(head=f'<meta charset="{declared}">')
    decoded = decode(source(page.encode(actual)))
    assert decoded.text == page
    assert decoded.charset == actual
    assert [problem.code for problem in decoded.problems] == ["encoding"]


def test_the_mark_beats_the_declaration() -> None:
    page = PAGE.format(head='<meta charset="iso-8859-1">')
    decoded = decode(source(codecs.BOM_UTF8 + page.encode()))
    assert (decoded.text, decoded.charset, decoded.problems) == (page, "utf-8", ())


def test_stray_bytes_in_utf_8_are_read_and_told() -> None:
    data = "“One café” – and more ".encode() + "It’s £4".encode("cp1252")
    decoded = decode(source(data))
    assert decoded.text == "“One café” – and more It’s £4"
    assert [problem.code for problem in decoded.problems] == ["encoding"]


def test_other_languages_are_detected() -> None:
    text = "Городской совет объявил сегодня о новой школе, которая откроется в сентябре этого года. " * 5
    assert decode(source(text.encode("koi8-r"))).text == text


def test_python_codecs_that_are_no_charsets_do_no_harm() -> None:
    page = PAGE.format(head='<meta charset="hex">')
    assert decode(source(page.encode())).text == page


def test_line_ends_and_nul_bytes() -> None:
    assert decode(source(b"One\r\nTwo\rThree\n\0Four\0")).text == "One\nTwo\nThree\nFour"


@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        pytest.param("Marlow opens a school\n\nIt is new.", "release.html", "text/plain", id="text named as a page"),
        pytest.param(PAGE, "release.txt", "text/html", id="page named as text"),
        pytest.param(PAGE, "release.md", "text/html", id="page named as Markdown"),
        pytest.param("<!-- saved -->\n<!DOCTYPE html>\n<title>A</title>", "x", "text/html", id="comment first"),
        pytest.param('<?xml version="1.0"?>\n<!DOCTYPE html><html/>', "x", "text/html", id="xhtml"),
        pytest.param("<p>Fares rise.</p>", "release.html", "text/html", id="fragment named as a page"),
        pytest.param("<div><p>Fares rise.</p><p>Soon.</p></div>", "release.txt", "text/html", id="fragment"),
        pytest.param("Fares rise if a < b and c > d.", "release.html", "text/plain", id="signs are no tags"),
        pytest.param("Use the <b>bold</b> tag.", "release.txt", "text/plain", id="a tag or two in text"),
        pytest.param("Fares rise\n\nSoon.", "release.md", "text/markdown", id="Markdown by name"),
        pytest.param("Fares rise <cite>soon</cite>.<br>\n<p>So</p>", "a.md", "text/markdown", id="tags in Markdown"),
        pytest.param(
            "---\ntitle: Fares rise\ndate: 2024-05-01\n---\n\nSoon.", "a.txt", "text/markdown", id="front matter"
        ),
        pytest.param("# Fares rise\n\nSoon.", "a.txt", "text/markdown", id="Markdown title"),
        pytest.param(
            "Fares\n=====\n\n**Soon**, says [she](https://a.example).", "a.txt", "text/markdown", id="markers"
        ),
        pytest.param("Fares rise\n----------\n\nSoon.", "a.txt", "text/plain", id="one marker may be chance"),
        pytest.param("---\n\nFares rise\n\n---", "a.txt", "text/plain", id="rules are no front matter"),
    ],
)
def test_media_type_is_told_by_content(text: str, name: str, media_type: str) -> None:
    assert decode(source(text.encode(), uri=name)).media_type == media_type


def test_a_declared_page_needs_one_tag() -> None:
    assert decode(source(b"Fares <b>rise</b>", media_type="text/html")).media_type == "text/html"
    assert decode(source(b"Fares rise", media_type="text/html")).media_type == "text/plain"


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        pytest.param(b"", "empty", "empty", id="empty"),
        pytest.param(b" \r\n\0\n", "empty", "empty", id="blank"),
        pytest.param(codecs.BOM_UTF8, "empty", "empty", id="mark only"),
        pytest.param("\N{NO-BREAK SPACE}\n".encode(), "empty", "empty", id="odd space only"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0\1" * 50, "binary", "PNG", id="png"),
        pytest.param(b"PK\x03\x04" + b"\0" * 30, "binary", "ZIP", id="zip"),
        pytest.param(b"{\\rtf1 Fares rise}", "binary", "rtf", id="rtf"),
        pytest.param(b"MZ\x90\x00\x03", "binary", "program", id="exe"),
        pytest.param(bytes(range(256)) * 20, "binary", "binary", id="junk"),
        pytest.param(b"a" * (MAX_BYTES + 1), "too_large", "10 MB", id="too large"),
        pytest.param(b'<?xml version="1.0"?>\n<rss version="2.0"></rss>', "not_a_release", "rss", id="feed"),
    ],
)
def test_what_is_no_release_is_refused(data: bytes, code: str, what: str) -> None:
    with pytest.raises(InputError) as refusal:
        decode(source(data))
    assert refusal.value.code == code
    assert what in refusal.value.reason
    assert refusal.value.advice
