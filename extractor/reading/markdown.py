"""Markdown to blocks: rendered to HTML, raw HTML and all, and read as a page's main block is."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from extractor.reading.blocks import blocks_of
from extractor.reading.continuation import gap_before
from extractor.reading.layout import wrap_width
from extractor.reading.tree import parse
from extractor.release import Block


def _renderer(*, breaks: bool) -> MarkdownIt:
    """CommonMark with tables. Text that is indented to set it off is no program code."""
    return MarkdownIt("commonmark", {"html": True, "breaks": breaks}).enable("table").disable(["code"])


# Marks of pandoc that CommonMark does not know: divisions, attributes behind links, spans and pictures, footnotes.
_DIVISION = re.compile(r"^[ \t]*:{3,}.*$", re.MULTILINE)
_SPAN = re.compile(r"\[(?P<text>[^\[\]\n]{1,300})\]\{[.#][^{}\n]{1,100}\}")
_ATTRIBUTE = r"[.#:]?[\w-]{1,40}(?:=(?:\"[^\"\n]{0,100}\"|[\w.%-]{1,40}))?"
_ATTRIBUTES = re.compile(rf"(?<=[)\]])\{{{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,7}}\}}")
_FOOTNOTE_MARK = re.compile(r"(?<=\S)\[\^[\w-]{1,20}\](?!:)")
_FOOTNOTE = re.compile(r"^\[\^(?P<number>[\w-]{1,20})\]:(?=[ \t])", re.MULTILINE)
# A link or bold words on a line of their own amid a paragraph, as converters leave them.
_LONE_INLINE = re.compile(
    r"(?<=\S)[ \t]*\n[ \t]*"
    r"(?P<inline>\*\*[^*\n]{1,200}\*\*|[*_][^*_\n]{1,200}[*_]|\[[^\[\]\n]{1,200}\]\([^()\n]{0,400}\))"
    r"[ \t]*\n[ \t]*(?P<next>[a-z]|[,;.)])"
)
_FLOWING, _LINE_BY_LINE = _renderer(breaks=False), _renderer(breaks=True)


def markdown_blocks(text: str) -> list[Block]:
    """The paragraphs of a Markdown text in reading order; images leave nothing behind.

    Line ends count as breaks, for labels that stand one below the other, unless the text is hard-wrapped.
    """
    text = _plain_markdown(text)
    wrapped = wrap_width(text.split("\n")) is not None
    html = (_FLOWING if wrapped else _LINE_BY_LINE).render(text)
    return blocks_of(parse(f"<html><body>{html}</body></html>"))


def _plain_markdown(text: str) -> str:
    """The text without the marks of pandoc, and with what converters set on lines of its own in its sentence again."""
    text = _DIVISION.sub("", text)
    text = _ATTRIBUTES.sub("", _SPAN.sub(r"\g<text>", text))
    text = _FOOTNOTE.sub(r"[\g<number>]", _FOOTNOTE_MARK.sub("", text))
    return _LONE_INLINE.sub(lambda f: f" {f['inline']}{gap_before(f['next'])}{f['next']}", text)
