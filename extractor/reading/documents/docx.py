"""A Word document to a Document: its parts made plain, converted to HTML by mammoth, and its lines with their look."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from extractor.kinds import Kind
from extractor.reading.blocks import Leaf, leaves
from extractor.reading.documents.lines import Document, Line, reader_missing
from extractor.reading.documents.word_package import Package, W, broken
from extractor.reading.documents.word_text import Styles, lines_of, plain, value_of
from extractor.reading.layout import blocks_of_lines, wrap_width
from extractor.reading.limits import TooLargeError, bounded, check_length
from extractor.reading.tree import collector_paused, parse
from extractor.record import Removed
from extractor.release import Block, Source

_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_COMPANY = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company"
# Beyond it the converter takes longer than a release may.
_RUNS_MAX = 8_000
_HEAD_PARAGRAPHS, _HEAD_LENGTH = 12, 90
_STYLE_MAP = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""
_NOTES = {"footnotes": f"{W}footnoteReference", "endnotes": f"{W}endnoteReference"}


def read_docx(source: Source) -> Document:
    """Read a Word document.

    Raises InputError: broken, unsafe, too_large, reader_missing; TooLargeError if it is longer than any release.
    """
    package = Package.of(source)
    root = package.root(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise broken(source)
    styles, numbering = (next(iter(package.related(part)), f"word/{part}.xml") for part in ("styles", "numbering"))
    style_root = package.root(styles)
    notes = list(_notes(package, root))
    head, running = _around(package, root)
    removed = plain(root, Styles.of(style_root))
    _prune(style_root)
    _part_columns(body)
    sizes = _tell_sizes(body, sum(1 for _ in root.iter(f"{W}r")))
    html = _html(source, {"document": root, "styles": style_root, "numbering": package.root(numbering)}, sizes)
    return Document(
        lines=tuple(_wrapped(body) or _lines(html)),
        head=tuple(head),
        running=tuple(running),
        notes=tuple(notes),
        title=_property(package, "docProps/core.xml", _TITLE),
        publisher=_property(package, "docProps/app.xml", _COMPANY),
        removed=(*removed, *_comments(package)),
    )


def _notes(package: Package, root: etree._Element) -> Iterator[Block]:
    """The footnotes and endnotes in the order in which the text refers to them, numbered as it shows them."""
    number = 0
    for kind, reference in _NOTES.items():
        told: dict[str | None, etree._Element] = {}
        for part in package.related(kind):
            notes = package.root(part)
            told |= {note.get(f"{W}id"): note for note in (() if notes is None else list(notes))}
        for one in root.iter(reference):
            lines = lines_of(told.get(one.get(f"{W}id")))
            number += bool(lines)
            yield from (Block(f"[{number}] {line}" if not at else line, Kind.NOTES) for at, line in enumerate(lines))


def _comments(package: Package) -> list[Removed]:
    lines = (line for part in package.related("comments") for line in lines_of(package.root(part)))
    return [Removed(text=line, reason="comments") for line in lines]


def _around(package: Package, root: etree._Element) -> tuple[list[str], list[str]]:
    """The lines at the head of the first page, and those of all other headers and of the footers."""
    first = next(root.iter(f"{W}sectPr"), None)
    names = [(one.get(f"{W}type"), package.target(one.get(_R_ID, ""))) for one in root.iter(f"{W}headerReference")]
    shown = "first" if first is not None and first.find(f"{W}titlePg") is not None else "default"
    top = next((name for kind, name in names if kind == shown), "")
    head = lines_of(package.root(top))
    others = [name for name in (*package.related("header"), *package.related("footer")) if name != top]
    lines = [line for name in others for line in lines_of(package.root(name))]
    return head, [line for line in dict.fromkeys(lines) if line not in head]


def _prune(styles: etree._Element | None) -> None:
    """Leaves of styles their names and numbering, which is all that the converter asks of them; it reads slowly."""
    for style in list(styles) if styles is not None else ():
        if style.tag != f"{W}style":
            style.getparent().remove(style)
            continue
        for child in list(style):
            kept = child.find(f"{W}numPr") if child.tag == f"{W}pPr" else None
            if kept is not None:
                child[:] = [kept]
            elif child.tag != f"{W}name":
                style.remove(child)


def _property(package: Package, name: str, tag: str) -> str | None:
    root = package.root(name)
    text = " ".join((root.findtext(f".//{tag}") or "").split()) if root is not None else ""
    return text or None


def _part_columns(body: etree._Element) -> None:
    """What tabs set side by side in the first short paragraphs becomes lines of its own, a value behind its label
    apart.
    """
    for paragraph in list(body.iter(f"{W}p"))[:_HEAD_PARAGRAPHS]:
        if sum(len(text.text or "") for text in paragraph.iter(f"{W}t")) > _HEAD_LENGTH:
            break
        before = ""
        for element in list(paragraph.iter(f"{W}t", f"{W}tab")):
            if element.tag == f"{W}t":
                before = (element.text or "").strip() or before
            elif before and not before.endswith(":"):
                element.tag = f"{W}br"


def _tell_sizes(body: etree._Element, runs: int) -> dict[str, int]:
    """Give each paragraph that is set larger than most text a style of its own, by the name of which its size is
    known; returns the names and sizes, of the usual size the name is empty.
    """
    if runs > _RUNS_MAX:
        raise TooLargeError(f"has more than {_RUNS_MAX:,} paragraphs and changes of type")
    told = [(paragraph, _size(paragraph)) for paragraph in body.iter(f"{W}p")]
    weights: Counter[int] = Counter()
    for _, sizes in told:
        weights.update(sizes)
    usual = weights.most_common(1)[0][0] if weights else 0
    known = {"": usual}
    for paragraph, sizes in told:
        size = min(sizes, default=0)
        if size > usual and paragraph.find(f"{W}pPr/{W}numPr") is None:
            _set_style(paragraph, f"Larger{size}")
            known[f"Larger{size}"] = size
    return known


def _size(paragraph: etree._Element) -> Counter[int]:
    """How many characters of a paragraph are of which size."""
    sizes: Counter[int] = Counter()
    for run in paragraph.iter(f"{W}r"):
        letters = sum(len((text.text or "").strip()) for text in run.iter(f"{W}t"))
        if letters:
            sizes[int(value_of(run.find(f"{W}rPr/{W}sz")) or 0)] += letters
    return sizes


def _set_style(paragraph: etree._Element, name: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    style = properties.find(f"{W}pStyle")
    # Headings keep the style that makes them such.
    if style is None:
        etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", name)


def _html(source: Source, parts: dict[str, etree._Element | None], sizes: dict[str, int]) -> str:
    try:
        import mammoth  # type: ignore[import-untyped]
    except ImportError as error:
        raise reader_missing(source.uri, "a Word document") from error
    style_map = _STYLE_MAP + "".join(f"p.{name} => p.{name}:fresh\n" for name in sizes if name)
    try:
        converted: Any = mammoth.convert_to_html(
            _packed(parts), style_map=style_map, include_embedded_style_map=False, ignore_empty_paragraphs=True
        )
    # Whatever a converter stumbles over in a hostile file, it is the file's fault.
    except Exception as error:
        raise broken(source) from error
    return str(converted.value)


def _packed(parts: dict[str, etree._Element | None]) -> io.BytesIO:
    """An archive of these parts and no other: nothing that they refer to can be reached from it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, root in parts.items():
            if root is not None:
                archive.writestr(f"word/{name}.xml", etree.tostring(root, encoding="utf-8"))
    packed.seek(0)
    return packed


def _wrapped(body: etree._Element) -> list[Line]:
    """The paragraphs of a text that was pasted from a mail, each line of which has become a paragraph."""
    texts = ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in body if one.tag == f"{W}p"]
    if wrap_width(texts) is None:
        return []
    return [Line(block) for block in blocks_of_lines(texts)]


def _lines(html: str) -> Iterator[Line]:
    with collector_paused():
        found = bounded(leaves(parse(f"<html><body>{html}</body></html>")))
    check_length("".join(leaf.block.text for leaf in found))
    for leaf in found:
        yield Line(leaf.block, _size_of(leaf), leaf.bold >= 0.9)


def _size_of(leaf: Leaf) -> float:
    name = str(leaf.tag.attrs.get("class", ""))
    return float(name.removeprefix("Larger")) if name.startswith("Larger") else 0.0
