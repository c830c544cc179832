"""XML that anybody may have written, made plain: its characters told, no document type, no entities of its own."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from html import escape
from html.entities import html5
from typing import Protocol

from lxml import etree

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    # "<" and "?" without a mark (XML 1.0, appendix F)
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE)
_HTML = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
# What stands in CDATA is text as it is, and an "&" that opens no entity is one.
_ENTITY = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)([A-Za-z]\w{1,31};)?",
    re.DOTALL,
)
# What is no character of XML, and a reference to half of a surrogate pair, at which the parser gives up.
_HALF = r"[xX]0*[dD][89a-fA-F]\w\w|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3])"
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HALF_REFERENCE = re.compile(rf"&#(?:{_HALF});?")
# A root stands near the start, whatever a server's warnings put before it.
_HEAD_BYTES, _HEAD, _CHUNK, _MENDED_MAX = 400, 20_000, 1 << 16, 300_000


class Target(Protocol):
    """What the parser calls at each element and text; it is given no more once it is full."""

    @property
    def is_full(self) -> bool:
        """Whether nothing more is wanted."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens; its name as {namespace}name."""

    def end(self, tag: str) -> None:
        """The element that opened last ends."""

    def data(self, text: str) -> None:
        """A stretch of text."""

    def close(self) -> object:
        """The end of it all."""


def plain_xml(data: bytes, roots: re.Pattern[str]) -> bytes | None:
    """The XML from its root element on, as UTF-8; None if no element that `roots` matches opens it.

    Without a document type no entity is declared, so that none can unfold into more than it is; those that HTML names
    become their characters, and an "&" that opens none is kept. Bytes that are not of the charset told are read as
    windows-1252.
    """
    text = decoded(data)
    root = roots.search(text, 0, _HEAD)
    html = _HTML.search(text, 0, _HEAD)
    if root is None or (html is not None and html.start() < root.start()):
        return None
    # In this order: a character that is none may stand within a reference, and so may another reference.
    plain = _HALF_REFERENCE.sub("", _NO_CHARACTER.sub("", text[root.start() :]))
    plain = _HALF_REFERENCE.sub(" ", plain)
    return _ENTITY.sub(_character, plain, count=_MENDED_MAX).encode("utf-8")


def walk(xml: bytes, target: Target) -> None:
    """Call the target for what the XML holds, in order, as far as it can be read. No tree is built."""
    parser = etree.XMLParser(
        target=target, recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        for start in range(0, len(xml), _CHUNK):
            parser.feed(xml[start : start + _CHUNK])
            if target.is_full:
                return
        parser.close()
    except etree.XMLSyntaxError:
        return


def local_name(tag: str) -> str:
    """An element's name without its namespace or prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def decoded(data: bytes) -> str:
    """The characters of the bytes by mark, as UTF-8 if they are, as declared, else as windows-1252."""
    marked = next((charset for mark, charset in _MARKS if data.startswith(mark)), None)
    if marked:
        return data.decode(marked, "replace").removeprefix("\ufeff")
    found = _DECLARED.search(data[:_HEAD_BYTES])
    declared = found[1].decode("ascii") if found else ""
    for charset in ("utf-8", declared):
        try:
            return data.decode(charset)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _character(found: re.Match[str]) -> str:
    return found[0] if found[0][0] == "<" else escape(html5.get(found[1] or "", found[0]))
