"""HTML to blocks: the paragraphs of an element in reading order, without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from bs4.element import NavigableString, PageElement, Tag

from extractor.kinds import Kind
from extractor.reading.normalise import without_invisible
from extractor.reading.tree import BLOCK_TAGS, HEADINGS, names
from extractor.release import Block

_NOT_TEXT = names(
    "script style template noscript iframe head title select option textarea input object embed audio video canvas "
    "map area svg meta link base datalist progress meter rp rt"
)
_KIND_OF_TAG = {
    **dict.fromkeys(HEADINGS, Kind.HEADING),
    "li": Kind.LIST_ITEM,
    "blockquote": Kind.BLOCK_QUOTE,
    "figcaption": Kind.NOTES,
}

_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]{0,2}$|[\"”]$")
# A label, a bullet or a number opens a line of its own.
_LINE_OPENING = re.compile(r"(?:[•·▪●*–—-]\s|\(?\d{1,2}[.)]\s|[A-Z][A-Za-z-]*(?: [A-Za-z-]+){0,2}:(?:\s|$))")
_LABEL_LINE_MAX = 60
# A word in small letters carries the line above on (an address such as www.… does not).
_CONTINUATION = re.compile(r"[a-z][a-z’'-]*[,;.]?(?:\s|$)")
_LINK_SHARE = 0.9
_BOLD_TAGS = frozenset(["b", "strong"])
_SIBLINGS = 9
_NO_PAGE = ("mailto:", "tel:", "javascript:")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block with the innermost block-level element that holds it, and its shares in links and in bold type."""

    block: Block
    tag: Tag
    linked: float
    bold: float = 0.0


class _Frame(NamedTuple):
    """An open element: its children still to come, and what it says of the text in it."""

    tag: Tag
    children: Iterator[PageElement]
    kind: Kind = Kind.BODY
    link: bool = False
    quote: bool = False
    bold: bool = False
    lines_count: bool = False

    def enter(self, tag: Tag) -> _Frame:
        name = tag.name
        kind = _KIND_OF_TAG.get(name, self.kind)
        if name == "figcaption" and any(getattr(near, "name", None) == "blockquote" for near in _beside(tag)):
            kind = Kind.BODY  # it names the speaker of the quotation above it
        return _Frame(
            tag,
            iter(tag.contents),
            kind,
            self.link or (name == "a" and _is_link(tag)),
            self.quote or name == "q",
            self.bold or name in _BOLD_TAGS,
            self.lines_count or name == "pre",
        )


@dataclass(slots=True)
class _Line:
    """A visual line being gathered, with how many of its characters stand in links, in <q> and in bold type."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    quoted: int = 0
    bold: int = 0
    breaks: int = 0

    def leaf(self, kind: Kind, tag: Tag) -> Leaf:
        kind = Kind.BLOCK_QUOTE if kind is Kind.BODY and self.quoted >= self.size else kind
        linked = self.linked / self.size
        return Leaf(Block("".join(self.parts), kind, linked >= _LINK_SHARE), tag, linked, self.bold / self.size)

    def add(self, text: str, frame: _Frame) -> None:
        self.parts.append(text)
        self.size += len(text)
        self.linked += len(text) * frame.link
        self.quoted += len(text) * frame.quote
        self.bold += len(text) * frame.bold

    def join(self, other: _Line) -> None:
        self.parts += [" ", *other.parts]
        self.size += other.size + 1
        self.linked += other.linked + 1
        self.quoted += other.quoted + 1
        self.bold += other.bold + 1

    @property
    def ends_sentence(self) -> bool:
        return _SENTENCE_END.search("".join(self.parts[-4:])[-4:]) is not None

    @property
    def opening(self) -> str:
        return "".join(self.parts[:4])

    @property
    def stands_out(self) -> tuple[bool, bool]:
        """Whether the whole line is a link, and whether it is bold."""
        return self.linked >= self.size, self.bold >= self.size


def blocks_of(root: Tag) -> list[Block]:
    """The paragraphs of `root` in reading order."""
    return [leaf.block for leaf in leaves(root)]


def leaves(root: Tag) -> Iterator[Leaf]:
    """The paragraphs of `root` with the elements that hold them. Iterative, since pages may nest without end."""
    pieces: list[tuple[str, _Frame]] = []
    frames = [_Frame(root, iter(()), Kind.BODY).enter(root)]
    owners = [root]
    while frames:
        frame = frames[-1]
        for child in frame.children:
            if type(child) is NavigableString:
                pieces.append((_visible(child, frame.lines_count), frame))
            elif not isinstance(child, Tag):
                continue
            elif child.name == "br":
                pieces.append(("\n", frame))
            elif _is_block(child):
                yield from _flush(pieces, frame.kind, owners[-1])
                frames.append(frame.enter(child))
                owners.append(child)
                break
            elif child.name not in _NOT_TEXT and (child.name != "button" or _is_text(child, frame.kind)):
                frames.append(frame.enter(child))
                break
        else:
            frames.pop()
            if _is_block(frame.tag) or not frames:
                yield from _flush(pieces, frame.kind, owners.pop())


def _beside(tag: Tag) -> Iterator[PageElement]:
    """What stands before an element, the nearest first."""
    return islice(tag.previous_siblings, _SIBLINGS)


def _is_block(tag: Tag) -> bool:
    return tag.name in BLOCK_TAGS or "-" in tag.name


def _is_text(button: Tag, kind: Kind) -> bool:
    """Whether a button is a heading: it stands in one, or it unfolds a section."""
    return kind is Kind.HEADING or "aria-expanded" in button.attrs


def _is_link(tag: Tag) -> bool:
    """A link to somewhere; an address to write to or to call is text of the release, and "#" unfolds some."""
    href = tag.get("href")
    return isinstance(href, str) and href.strip() != "#" and not href.strip().lower().startswith(_NO_PAGE)


def _visible(text: str, lines_count: bool) -> str:
    """The text as a browser lays it out: line ends count only in <pre>."""
    text = without_invisible(text)
    return text if lines_count or "\n" not in text else text.replace("\n", " ")


def _flush(pieces: list[tuple[str, _Frame]], kind: Kind, owner: Tag) -> Iterator[Leaf]:
    """The gathered pieces as paragraphs; leaves `pieces` empty."""
    if not pieces:
        return
    lines = _lines(pieces)
    pieces.clear()
    for line in _paragraphs(lines, kind):
        yield line.leaf(kind, owner)


def _lines(pieces: list[tuple[str, _Frame]]) -> list[_Line]:
    """The visual lines; `breaks` counts the line breaks before each."""
    lines, line, gap = [], _Line(), True
    for text, frame in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append(line)
                line, gap = _Line(), True
            words = part.split()
            if not words:
                gap = gap or bool(part)
                continue
            space = " " if line.size and (gap or part[0].isspace()) else ""
            line.add(space + " ".join(words), frame)
            gap = part[-1].isspace()
    return _without_empty([*lines, line])


def _without_empty(lines: list[_Line]) -> list[_Line]:
    kept: list[_Line] = []
    breaks = 0
    for line in lines:
        if line.size:
            line.breaks = breaks
            kept.append(line)
            breaks = 0
        breaks += 1
    return kept


def _paragraphs(lines: list[_Line], kind: Kind) -> Iterator[_Line]:
    """Lines joined where a single break only lays out a running sentence; two breaks part paragraphs.

    A heading stays one, however it is laid out. A break parts after the end of a sentence, before a label or a
    bullet, around a line that stands out, and where all lines are short, as in an address.
    """
    current: _Line | None = None
    for run in _runs(lines):
        short = max(line.size for line in run) <= _LABEL_LINE_MAX
        for number, line in enumerate(run):
            if current is None:
                current = line
            elif kind is Kind.HEADING or (number and not _parts(current, line, short)):
                current.join(line)
            else:
                yield current
                current = line
    if current is not None:
        yield current


def _runs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """The lines between double breaks."""
    run: list[_Line] = []
    for line in lines:
        if run and line.breaks > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _parts(before: _Line, after: _Line, short: bool) -> bool:
    """Whether one line break between two lines ends a paragraph."""
    if before.ends_sentence or _LINE_OPENING.match(after.opening):
        return True
    return (short or before.stands_out != after.stands_out) and not _CONTINUATION.match(after.opening)
