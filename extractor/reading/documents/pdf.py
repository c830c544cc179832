"""A PDF to a Document: pypdfium2 tells the letters and where they stand, from which lines and paragraphs are made."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from extractor.errors import InputError
from extractor.reading.documents.lines import Document, reader_missing
from extractor.reading.documents.pdf_paragraphs import paragraphs_of
from extractor.reading.documents.pdf_streams import check_streams
from extractor.reading.documents.pdf_words import Letter, Page, words_of
from extractor.reading.limits import TooLargeError
from extractor.record import Problem, Removed
from extractor.release import Source

# More is no release, and would take longer than one may.
_PAGES_MAX, _LETTERS_MAX = 300, 400_000
_PASSWORD = 4
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT, _FONT_NAME = 600, 256
# Less text than this on a page with pictures, and it is a picture of text.
_LEAST_LETTERS = 25
# With a larger share of letters that stand for none, the font does not tell what its letters are.
_UNREADABLE = 0.3
# Hyphens at a line's end, and letters that a font draws as one.
_WRITTEN = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
_WRITTEN |= dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))


def read_pdf(source: Source) -> Document:
    """Read a PDF.

    Raises InputError: broken, encrypted, no_text, too_large, unsafe, reader_missing; TooLargeError if it is longer than
    any release.
    """
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError as error:
        raise reader_missing(source.uri, "a PDF document") from error
    check_streams(source)
    try:
        with pypdfium2.PdfDocument(source.data) as pdf:
            if len(pdf) > _PAGES_MAX:
                raise TooLargeError(f"has more than {_PAGES_MAX} pages")
            pages = list(_pages(pdf))
            title = pdf.get_metadata_value("Title")
    except pypdfium2.PdfiumError as error:
        raise _refused(source, getattr(error, "err_code", None)) from error
    return _document(source, pages, title)


def _refused(source: Source, code: int | None) -> InputError:
    if code == _PASSWORD:
        return InputError(source.uri, "encrypted", "is locked with a password", "save a copy without the password")
    return InputError(source.uri, "broken", "is a broken PDF document", "open it in a PDF viewer and save it anew")


def _document(source: Source, pages: list[Page], title: str) -> Document:
    letters = sum(page.letters for page in pages)
    if letters < _LEAST_LETTERS:
        raise InputError(source.uri, "no_text", "holds no text (a scan?)", "run OCR on it first")
    if sum(page.unreadable for page in pages) > _UNREADABLE * letters:
        reason = "has fonts that do not tell what their letters are"
        raise InputError(source.uri, "no_text", reason, "run OCR on it first")
    found = paragraphs_of(pages)
    scans = [str(page.number) for page in pages if page.letters < _LEAST_LETTERS and page.has_pictures]
    message = f"no text on page {', '.join(scans)} (a scan?)"
    return Document(
        lines=found.lines,
        head=found.head,
        running=found.running,
        notes=found.notes,
        title=title or None,
        removed=tuple(Removed(text=text, reason="hidden") for page in pages for text in page.outside),
        problems=(Problem(stage="read", code="page_without_text", message=message),) if scans else (),
    )


def _pages(pdf: Any) -> Iterator[Page]:
    from pypdfium2 import raw

    left = _LETTERS_MAX
    for number, page in enumerate(pdf, 1):
        text = page.get_textpage()
        count = raw.FPDFText_CountChars(text.raw)
        left -= count
        if left < 0:
            raise TooLargeError(f"has more than {_LETTERS_MAX:,} characters of text")
        turned = _turn(raw, text.raw, count)
        letters = list(_letters(raw, text.raw, count, turned))
        pictures = len(letters) < _LEAST_LETTERS and _has_pictures(page)
        yield words_of(letters, _upright(turned, *page.get_bbox()), number, pictures)
        text.close()
        page.close()


def _has_pictures(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _letters(raw: Any, text: Any, count: int, turned: int) -> Iterator[Letter]:
    """The letters of a page in the order in which they are drawn; a gap between words is a letter of white space."""
    box = raw.FS_RECTF()
    bold, begins = False, True
    for number in range(count):
        code = raw.FPDFText_GetUnicode(text, number)
        character = _WRITTEN.get(code) or chr(code)
        if character.isspace():
            begins = True
            yield Letter(" ", 0, 0, 0, 0, False)
            continue
        if begins:
            bold, angle = _is_bold(raw, text, number), _angle(raw, text, number)
        raw.FPDFText_GetLooseCharBox(text, number, box)
        upright = _upright(turned, box.left, box.bottom, box.right, box.top)
        # What is too large a number for the library comes as none; the letter behind may stand elsewhere.
        begins = not all(map(math.isfinite, upright))
        yield Letter(character, *upright, bold, slanted=begins or angle != turned)


def _angle(raw: Any, text: Any, number: int) -> int | None:
    """The angle, clockwise, that a letter stands at; None if it stands at none."""
    angle = math.degrees(raw.FPDFText_GetCharAngle(text, number))
    return round(angle) % 360 if math.isfinite(angle) else None


def _turn(raw: Any, text: Any, count: int) -> int:
    """The angle, clockwise, that most of a page's text stands at, of the four that pages are turned by."""
    step = max(1, count // 200)
    angles = Counter(_angle(raw, text, number) for number in range(0, count, step))
    most = angles.most_common(1)[0][0] if angles else 0
    return most if most in (90, 180, 270) else 0


def _upright(angle: int, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """A box on a page that is turned until its text stands upright."""
    if angle == 90:
        return -top, left, -bottom, right
    if angle == 180:
        return -right, -top, -left, -bottom
    if angle == 270:
        return bottom, -right, top, -left
    return left, bottom, right, top


def _is_bold(raw: Any, text: Any, number: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, number) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(_FONT_NAME)
    raw.FPDFText_GetFontInfo(text, number, name, _FONT_NAME, None)
    return bool(_BOLD.search(name.value.decode("utf-8", "replace")))
