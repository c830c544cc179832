"""What a source is, judged by its content: a document; or, once decoded, a page, Markdown or plain text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

MediaType = Literal[
    "text/html",
    "text/markdown",
    "text/plain",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]

HTML: MediaType = "text/html"
MARKDOWN: MediaType = "text/markdown"
PLAIN: MediaType = "text/plain"
PDF: MediaType = "application/pdf"
DOCX: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# What stands before the first object of a PDF, within so many bytes (ISO 32000-1, annex H.3, note 13).
_PDF_MARK, _PDF_HEAD = b"%PDF-", 1024
_ZIP_MARK = b"PK\x03\x04"
_WORD_TEXT = re.compile(r"word/document\d*\.xml")

# Enough to recognise anything by; a page's markup starts long before.
_HEAD = 100_000

_PROLOG = r"(?:\s|<\?[^>]*>|<!--.*?-->)*+"
_PAGE_START = re.compile(_PROLOG + r"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_XML_START = re.compile(_PROLOG + r"<(?P<root>rss|feed|rdf:RDF|urlset|sitemapindex|opml|svg)\b", re.I | re.S)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?=[#\w][\w -]*:|#)(?:.*\n){1,100}?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|body|br|div|em|h[1-6]|head|hr|html|i|img|li|main|meta|nav|ol|p|section|span"
    r"|strong|table|td|title|tr|ul)(?:\s[^<>]*)?/?>",
    re.I,
)
# Each marker alone may stand in plain text by chance; two kinds together do not.
_MARKDOWN_TITLE = re.compile(r"\s*# \S")
_MARKDOWN_MARKERS = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"^#{1,6} \S",
        r"^\S.*\n(?:={3,}|-{3,})[ \t]*$",
        r"(?<!\w)\*\*\S[^*\n]*\*\*|(?<!\w)__\S[^_\n]*__(?!\w)",
        r"\[[^\[\]\n]+\]\((?:https?:|mailto:|/|#)[^)\s]{0,500}\)",
        r"^> \S",
    )
)


def media_type_of(text: str, *, name: str = "", declared: str | None = None) -> MediaType:
    """Tell what `text` is. Its content decides; its file `name` and the `declared` type only settle doubt.

    A name or type that promises a page needs one tag to be believed, text that promises nothing needs three.
    """
    head = text[:_HEAD]
    if _PAGE_START.match(head):
        return HTML
    is_named_markdown = name.lower().endswith((".md", ".markdown")) or declared == MARKDOWN
    if is_named_markdown or _FRONT_MATTER.match(head) or _MARKDOWN_TITLE.match(head):
        return MARKDOWN
    promises_page = name.lower().endswith((".html", ".htm", ".xhtml")) or declared in (HTML, "application/xhtml+xml")
    tags = sum(1 for _, _ in zip(_TAG.finditer(head), range(3), strict=False))
    if tags >= (1 if promises_page else 3):
        return HTML
    markers = sum(1 for marker in _MARKDOWN_MARKERS if marker.search(head))
    return MARKDOWN if markers >= 2 else PLAIN


def document_type_of(data: bytes) -> MediaType | None:
    """PDF or DOCX if the bytes are such a document, else None."""
    if data.startswith(_ZIP_MARK):
        return DOCX if any(map(_WORD_TEXT.fullmatch, members_of(data))) else None
    head = data[:_PDF_HEAD]
    # A page or text may speak of the mark; before that of a PDF stands no text to speak of.
    return PDF if _PDF_MARK in head and not head.lstrip().startswith(b"<") else None


def members_of(data: bytes) -> list[str]:
    """The names of the members of an archive, none if it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def xml_root_of(text: str) -> str | None:
    """The root element of XML that is no page (a feed, a sitemap), else None."""
    found = _XML_START.match(text[:_HEAD])
    return found["root"] if found else None
