"""The text of a Word document made plain for the converter: boxes in their place, and what is not shown set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.reading.continuation import CONTACT
from extractor.reading.documents.word_package import W
from extractor.record import Removed

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# They hold text and say nothing of it; the converter knows some of them alone.
_WRAPPERS = tuple(W + name for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo"))
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent")
_IN_RUN = frozenset(W + name for name in ("t", "tab", "br", "sym", "fldChar", "instrText"))
_SAME_AS = {
    f"{W}cr": ("br", ""),
    f"{W}ptab": ("tab", ""),
    f"{W}noBreakHyphen": ("t", "-"),
    f"{_MATH}t": ("t", ""),
}
_OFF = frozenset({"0", "false", "off"})
_LINE_END = re.compile(r"\n|(?<=[^\s:])[ ]*\t+")
_STYLES_DEEP, _SMALL_BOX = 12, 400


@dataclass(slots=True)
class Look:
    """How text of a style looks: bold or not, its size in half points; None where the style does not say."""

    bold: bool | None = None
    size: int | None = None


@dataclass(slots=True)
class Styles:
    """What the styles of a document say of the look of text."""

    looks: dict[str, Look] = field(default_factory=dict)
    usual: Look = field(default_factory=Look)
    _based: dict[str, str] = field(default_factory=dict)
    _normal: str = ""

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """The styles of a part; a document may have none."""
        styles = cls()
        if root is None:
            return styles
        styles.usual = _look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            styles.looks[name] = _look(style.find(f"{W}rPr"))
            styles._based[name] = value_of(style.find(f"{W}basedOn"))
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *_OFF):
                styles._normal = name
        return styles

    def paragraph(self, name: str) -> Look:
        """The look of text in a paragraph of a style, that of all text if there is no such style."""
        return _over(self.usual, self.own(name or self._normal))

    def own(self, name: str) -> Look:
        """What a style says, with what it inherits from others."""
        found = Look()
        for _ in range(_STYLES_DEEP):
            if name not in self.looks:
                break
            found = _over(self.looks[name], found)
            name = self._based[name]
        return found


def _over(below: Look, above: Look) -> Look:
    return Look(
        below.bold if above.bold is None else above.bold,
        below.size if above.size is None else above.size,
    )


def _look(properties: etree._Element | None) -> Look:
    if properties is None:
        return Look()
    bold, size = properties.find(f"{W}b"), value_of(properties.find(f"{W}sz"))
    return Look(None if bold is None else value_of(bold) not in _OFF, int(size) if size.isdecimal() else None)


def value_of(element: etree._Element | None) -> str:
    """The value of a property, empty if it is not there."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def lines_of(root: etree._Element | None) -> list[str]:
    """The lines of a part of its own (a header, a footer, a note), cells and tabs parted, without their look."""
    if root is None:
        return []
    plain(root, Styles())
    texts = ("".join(_pieces(paragraph)) for paragraph in root.iter(f"{W}p"))
    lines = (" ".join(line.split()) for text in texts for line in _LINE_END.split(text))
    return [line for line in lines if line]


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if element.getparent().tag == f"{W}r":
            yield {f"{W}tab": "\t", f"{W}br": "\n"}.get(element.tag, element.text or "")


def plain(root: etree._Element, styles: Styles) -> list[Removed]:
    """Make the text of a part plain, in place: what is deleted, hidden or a placeholder is taken out and returned.

    What is left are paragraphs, tables and runs of the text as it is shown, each run with its look, however the part
    came by it: text boxes stand beside the paragraph that they hang on; drawings are gone.
    """
    removed = _without_placeholders(root)
    for wrapper in list(root.iter(*_WRAPPERS)):
        _unwrap(wrapper)
    removed += _without_deleted(root)
    _set_boxes(root)
    for drawn in list(root.iter(*_DRAWN)):
        _drop(drawn)
    removed += _without_hidden(root)
    for paragraph in root.iter(f"{W}p"):
        _plain_runs(paragraph, styles)
    return removed


def _without_placeholders(root: etree._Element) -> list[Removed]:
    """Content controls opened, but for those that nobody filled in."""
    removed = []
    for control in list(root.iter(f"{W}sdt")):
        content = control.find(f"{W}sdtContent")
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            removed += _told(control, "form")
            for run in list(control.iter(f"{W}r")):
                _drop(run)
        if content is None:
            _drop(control)
        else:
            for child in list(control):
                if child is not content:
                    control.remove(child)
            _unwrap(content)
            _unwrap(control)
    return removed


def _without_deleted(root: etree._Element) -> list[Removed]:
    """Tracked changes carried out: deleted text goes, moved text stands only where it was moved to."""
    removed = []
    for row in [mark.getparent().getparent() for mark in root.iter(f"{W}del") if mark.getparent().tag == f"{W}trPr"]:
        removed += _told(row, "deleted")
        _drop(row)
    for change in list(root.iter(f"{W}del", f"{W}moveFrom")):
        if change.getparent() is None or change.getparent().tag in (f"{W}rPr", f"{W}trPr"):
            continue
        removed += _told(change, "deleted") if change.tag == f"{W}del" else []
        _drop(change)
    return removed


def _without_hidden(root: etree._Element) -> list[Removed]:
    removed = []
    for mark in list(root.iter(f"{W}vanish")):
        run = mark.getparent().getparent()
        if run is not None and run.tag == f"{W}r" and value_of(mark) not in _OFF:
            removed += _told(run, "hidden")
            _drop(run)
    return removed


def _told(element: etree._Element, reason: str) -> list[Removed]:
    text = " ".join("".join(one.text or "" for one in element.iter(f"{W}t", f"{W}delText")).split())
    return [Removed(text=text, reason=reason)] if text else []


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _set_boxes(root: etree._Element) -> None:
    """The paragraphs of text boxes set before the one that they hang on; a small box that tells whom to reach hangs
    beside the text, and is set below all of it.
    """
    for alternative in list(root.iter(f"{_MC}AlternateContent")):
        _choose(alternative)
    for box in list(root.iter(f"{W}txbxContent")):
        outer = next((one for one in box.iterancestors(f"{W}txbxContent")), None)
        anchor = next(box.iterancestors(f"{W}p"), None)
        if outer is not None or anchor is None:
            continue
        text = _text_of(box)
        beside = len(text) <= _SMALL_BOX and CONTACT.search(text) and len(_text_of(anchor)) > len(text)
        body = root.find(f"{W}body")
        for paragraph in list(box):
            if beside and body is not None:
                body.append(paragraph)
            else:
                anchor.addprevious(paragraph)


def _text_of(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def _choose(alternative: etree._Element) -> None:
    """Of the same drawing told twice, the one that holds text."""
    told = [branch for branch in alternative if branch.find(f".//{W}txbxContent") is not None]
    for branch in list(alternative):
        if branch is not (told[0] if told else None):
            alternative.remove(branch)


def _plain_runs(paragraph: etree._Element, styles: Styles) -> None:
    """Runs with nothing but text, breaks and tabs; neighbours of one look become one run."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    inherited = styles.paragraph(value_of(style))
    for math in list(paragraph.iter(f"{_MATH}r")):
        math.tag = f"{W}r"
    last: tuple[etree._Element, Look] | None = None
    for run in list(paragraph.iter(f"{W}r")):
        look = _plain_run(run, inherited, styles)
        if last is not None and last[1] == look and last[0].getnext() is run and last[0].getparent() is run.getparent():
            last[0].extend(list(run)[1:])
            _drop(run)
        else:
            last = (run, look)
    for link in list(paragraph.iter(f"{W}hyperlink")):
        # Where it leads is nothing to the text; an address to write to is no link.
        if CONTACT.search(_text_of(link)):
            _unwrap(link)
        link.attrib.clear()
        link.set(f"{W}anchor", "page")
    for child in list(paragraph):
        if child.tag not in (f"{W}r", f"{W}pPr", f"{W}hyperlink"):
            _keep_runs(child)


def _keep_runs(element: etree._Element) -> None:
    """An element that the converter does not know gives way to the runs in it."""
    for run in list(element.iter(f"{W}r")):
        element.addprevious(run)
    _drop(element)


def _plain_run(run: etree._Element, inherited: Look, styles: Styles) -> Look:
    properties = run.find(f"{W}rPr")
    named = value_of(properties.find(f"{W}rStyle")) if properties is not None else ""
    look = _over(_over(inherited, styles.own(named)), _look(properties))
    look.bold = bool(look.bold)
    for child in list(run):
        name, text = _SAME_AS.get(child.tag, ("", ""))
        if name:
            child.tag, child.text = W + name, text or child.text
            child.attrib.clear()
        elif child.tag not in _IN_RUN or (child.tag == f"{W}sym" and not child.get(f"{W}char")):
            run.remove(child)
    told = etree.Element(f"{W}rPr")
    if look.bold:
        etree.SubElement(told, f"{W}b")
    if look.size:
        etree.SubElement(told, f"{W}sz").set(f"{W}val", str(look.size))
    run.insert(0, told)
    return look
