"""Source -> text: which characters the bytes are, and whether they are text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extractor.errors import InputError
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.reading.media_type import MediaType, media_type_of, members_of, xml_root_of
from extractor.record import Problem
from extractor.release import Source

_DETECTION_BYTES = 100_000

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"%!PS", "a PostScript document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_AS_WORD = "open it in a word processor and save it as .docx"
# What tells the kinds of office documents apart, by what they are packed in: the names of members of an archive, names
# of streams in a compound file, which are written in UTF-16.
_PACKED = (
    ("xl/", "a spreadsheet (.xlsx)", "save the release in it as text or .docx"),
    ("ppt/", "a set of slides (.pptx)", "save it as .pdf"),
    ("content.xml", "an OpenDocument file (.odt)", _AS_WORD),
    ("index/document.iwa", "a Pages document (.pages)", "export it as .docx or .pdf"),
)
_COMPOUND = (
    ("EncryptedPackage", "an office document locked with a password", "save a copy without the password"),
    ("__properties_version1.0", "an Outlook mail (.msg)", "save it as .eml or as text"),
    ("WordDocument", "an old Word document (.doc)", _AS_WORD),
    ("PowerPoint Document", "a set of slides (.ppt)", "save it as .pdf"),
    ("Workbook", "a spreadsheet (.xls)", "save the release in it as text or .docx"),
)
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Header lines at the top, and a body that is not the text itself (RFC 2045).
_MAIL = re.compile(rb"\s*(?:from|to|subject|date|received|return-path|delivered-to|message-id|mime-version):", re.I)
_OF_MAIL = "name a mail .eml; save a page as HTML alone"
_ENCODED_MAIL = re.compile(
    rb"^content-transfer-encoding:\s*(?:quoted-printable|base64)|^content-type:\s*multipart/", re.I | re.M
)
_MAIL_HEAD = 20_000
_DECLARATION = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_CONTROL = bytes({*range(0x09), *range(0x0E, 0x20)} - {0x1B})
_LINE_END = re.compile(r"\r\n?")
# Labels that stand for windows-1252 on the web (WHATWG Encoding Standard, section 4.2).
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
# What English text in a one-byte charset has above ASCII: typographic signs and the accents of loan words.
_ENGLISH = frozenset("‘’“”–—…•·£€©®™°½¼¾²«»\xa0éèêëàâäáçïîíôöóüúñÉÖÜ")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line ends as `\\n`, what it is, the charset it was read by and what was wrong with it."""

    text: str
    media_type: MediaType
    charset: str
    problems: tuple[Problem, ...] = ()


def decode(source: Source) -> Decoded:
    """Decode the source's bytes.

    The charset is told by byte order mark, transport, the page's own declaration, validity as UTF-8, then detection.
    A declaration that the bytes belie gives the problem "encoding".
    Raises InputError: empty, too_large, binary, or not_a_release (XML that is no page).
    """
    _refuse_unreadable(source)
    text, charset, problems = _characters(source)
    text = _LINE_END.sub("\n", text.replace("\0", "").removeprefix("\ufeff"))
    if not text.strip():
        raise _empty(source)
    if root := xml_root_of(text):
        advice = "give the addresses or files of the releases it lists"
        raise InputError(source.uri, "not_a_release", f"is XML ({root}), not a release", advice)
    media_type = media_type_of(text, name=source.uri, declared=source.media_type)
    return Decoded(text, media_type, charset, problems)


def _refuse_unreadable(source: Source) -> None:
    """Raise InputError for what can't be text: nothing, too much, or binary data."""
    data = source.data
    if not data.strip(b"\0 \t\r\n"):
        raise _empty(source)
    if len(data) > MAX_BYTES:
        raise too_large(source.uri)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _office_document(source) or _binary(source, f"is {what}")
    if _MAIL.match(data) and _ENCODED_MAIL.search(data[:_MAIL_HEAD]):
        raise InputError(source.uri, "binary", "is an encoded e-mail or a saved page", _OF_MAIL)
    head = data.rstrip(b"\0")[:8192]
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls > len(head) // 20 and not _wide_charset(data):
        raise _binary(source, "is binary data")


def _office_document(source: Source) -> InputError | None:
    """The error for an office document that no reader reads, with what to do about it."""
    data = source.data
    if data.startswith(b"{\\rtf"):
        return InputError(source.uri, "binary", "is a rich text document (.rtf)", _AS_WORD)
    packed = [name.lower() for name in members_of(data)] if data.startswith(b"PK") else []
    if data.startswith(b"PK") and not packed:
        what = "is a broken ZIP archive or office document"
        return InputError(source.uri, "binary", what, "get it, or save it, once more")
    found = [row for row in _PACKED if any(name.startswith(row[0]) for name in packed)]
    if data.startswith(b"\xd0\xcf"):
        found = [row for row in _COMPOUND if row[0].encode("utf-16-le") in data]
    return InputError(source.uri, "binary", f"is {found[0][1]}", found[0][2]) if found else None


def _empty(source: Source) -> InputError:
    return InputError(source.uri, "empty", "is empty", "check how it was saved")


def _binary(source: Source, reason: str) -> InputError:
    return InputError(source.uri, "binary", f"{reason}, not text", "save it as text, Markdown or HTML first")


def _characters(source: Source) -> tuple[str, str, tuple[Problem, ...]]:
    """The decoded text, its charset and what was wrong with the declaration or the bytes."""
    data = source.data
    if wide := _wide_charset(data):
        wide_text = data.decode(wide, "replace")
        return wide_text, wide, _problem(f"some bytes are not {wide}") if "\ufffd" in wide_text else ()
    declared = _declared_charset(source)
    # Bytes above ASCII that are valid UTF-8 are UTF-8, whatever is declared: chance does not make such bytes.
    for charset in ("utf-8", declared):
        text = _decode_strictly(data, charset)
        if text is not None and charset is not None:
            is_belied = declared not in (None, charset) and not data.isascii()
            return text, charset, _problem(f"declared {declared}, read as {charset}") if is_belied else ()
    detected, found, is_clean = _detect(data)
    if declared:
        return detected, found, _problem(f"declared {declared}, but the bytes are not; read as {found}")
    return detected, found, () if is_clean else _problem(f"some bytes are not {found}")


def _problem(message: str) -> tuple[Problem, ...]:
    return (Problem(stage="decode", code="encoding", message=message),)


def _wide_charset(data: bytes) -> str | None:
    """UTF-16 or UTF-32, told by its mark or because every other byte of English text is then zero."""
    for mark, charset in _WIDE_MARKS:
        if data.startswith(mark):
            return charset
    even, odd = data[:2000:2], data[1:2000:2]
    if len(odd) < 4:
        return None
    zeros = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros[0] < 0.1 and zeros[1] > 0.7:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > 0.7 and zeros[1] < 0.1 else None


def _declared_charset(source: Source) -> str | None:
    """The charset told by mark, transport or the page's head, as Python names it; None if Python knows none such."""
    if source.data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    found = _DECLARATION.search(source.data[:4096])
    label = source.charset or (found[1].decode("ascii", "replace") if found else "")
    try:
        charset = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    # What could be read as ASCII up to here is no UTF-16 (WHATWG HTML, prescan a byte stream).
    if charset.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return "cp1252" if charset in _LATIN else charset


def _decode_strictly(data: bytes, charset: str | None) -> str | None:
    """The text if every byte is valid, else None (also for Python codecs that are no charset, like hex)."""
    try:
        return data.decode(charset) if charset else None
    except (UnicodeError, LookupError):
        return None


def _detect(data: bytes) -> tuple[str, str, bool]:
    """Text, charset and whether every byte fits, for bytes that nothing declares rightly."""
    valid = data.decode("utf-8", "ignore")
    strays = len(data) - len(valid.encode())
    if sum(not character.isascii() for character in valid) > strays:
        return data.decode("utf-8", _STRAYS), "utf-8", False
    for charset in ("cp1252", "mac_roman"):
        text = data.decode(charset, "replace")
        if _looks_english(text):
            return text, charset, "\ufffd" not in text
    charset = _detect_statistically(data)
    text = data.decode(charset, "replace")
    return text, charset, "\ufffd" not in text


def _looks_english(text: str) -> bool:
    """Whether nearly all characters above ASCII are such as English text has, and they are few."""
    above = [character for character in text if not character.isascii()]
    return len(above) < len(text) / 5 and sum(character in _ENGLISH for character in above) > 0.8 * len(above)


def _detect_statistically(data: bytes) -> str:
    """The charset that charset-normalizer finds in the lines that tell (for English text it needs many)."""
    from charset_normalizer import from_bytes

    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())
    best = from_bytes(telling[:_DETECTION_BYTES]).best()
    return best.encoding if best else "cp1252"


def _read_strays(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 as windows-1252, which they mostly are in pages glued from parts."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_STRAYS = "extractor.strays"
codecs.register_error(_STRAYS, _read_strays)
