"""Characters of a text set right once: mojibake, entities, odd white space, invisible characters; nothing else."""

from __future__ import annotations

import html
import re

from extractor.record import Problem


def _as_windows_1252(byte: int) -> str:
    """The character that a windows-1252 reader shows for a byte (the five unassigned ones as controls)."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTE_OF = {_as_windows_1252(byte): byte for byte in range(0x80, 0x100)}
_CONTINUATION = "".join(re.escape(shown) for shown, byte in _BYTE_OF.items() if byte < 0xC0)

# Only leads whose result English text really holds: Latin letters with accents (C2 to C5, the Welsh ŵ and ŷ among
# them), punctuation and symbols (E2), ligatures and the byte order mark (EF), emoji (F0 9F). Others may be meant.
_MISREAD = re.compile(
    rf"[ÂÃÄÅ][{_CONTINUATION}]|[âï][{_CONTINUATION}]{{2}}|ðŸ[{_CONTINUATION}]{{2}}",
)
_LEADS = "ÂÃÄÅâïð"
# A capital Ä or Å before a mark or dash may end a quoted word; as mojibake these pairs are rare letters.
_DOUBTFUL = re.compile(r"[ÄÅ][‘’“”–—…•]")

_CONTROLS_AS_1252 = {
    chr(code): _as_windows_1252(code) for code in range(0x80, 0xA0) if _as_windows_1252(code) != chr(code)
}
_C1 = re.compile(f"[{''.join(_CONTROLS_AS_1252)}]")

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_BREAK = re.compile("\r\n?|[\x0b\u2028\u2029]")
_ODD_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE_RANGES = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)
_INVISIBLE = re.compile(f"[{_INVISIBLE_RANGES}]")
_WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


def normalise(text: str, *, entities: bool = True) -> tuple[str, list[Problem]]:
    """Set the characters of a text right and tell of what was undone.

    Lines, indents and form feeds stay, for the reader of layouts; curly marks and dashes stay as written.
    `entities` is false for text that a Markdown parser has yet to read.
    """
    text, problems = normalise_markup(text)
    if entities:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = _LINE_BREAK.sub("\n", text)
    text = _ODD_SPACE.sub(" ", text)
    text = without_invisible(text)
    return _WIDE_GAP.sub(" ", text), problems


def normalise_markup(text: str) -> tuple[str, list[Problem]]:
    """Characters read in the wrong encoding set right; for HTML, whose reader folds white space itself."""
    text, undone = _undo_mojibake(text)
    controls = 0
    if any(control in text for control in _CONTROLS_AS_1252):
        text, controls = _C1.subn(lambda match: _CONTROLS_AS_1252[match[0]], text)
    return text, _problems(undone + controls)


def without_invisible(text: str) -> str:
    """The text without soft hyphens, zero-width characters, marks of direction and controls, which show nothing."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def _undo_mojibake(text: str) -> tuple[str, int]:
    """UTF-8 that was read as windows-1252, up to three times over, read rightly again, and how often."""
    if not any(lead in text for lead in _LEADS):
        return text, 0
    total = 0
    for _ in range(3):
        text, count = _undo_once(text)
        if not count:
            break
        total += count
    return text, total


def _undo_once(text: str) -> tuple[str, int]:
    count = 0

    def reread(match: re.Match[str]) -> str:
        nonlocal count
        shown = match[0]
        try:
            meant = bytes(_BYTE_OF[character] for character in shown).decode("utf-8")
        except UnicodeDecodeError:
            return shown
        if _DOUBTFUL.match(shown) or meant < "\xa0":
            return shown
        count += 1
        return meant

    return _MISREAD.sub(reread, text), count


def _problems(undone: int) -> list[Problem]:
    if not undone:
        return []
    message = f"characters that had been read in the wrong encoding and are undone: {undone}"
    return [Problem(stage="read", code="mojibake", message=message)]
