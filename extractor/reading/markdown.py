"""Markdown to blocks: rendered to HTML, raw HTML and all, and read as a page's main block is."""

from __future__ import annotations

from markdown_it import MarkdownIt

from extractor.reading.blocks import blocks_of
from extractor.reading.layout import wrap_width
from extractor.reading.tree import parse
from extractor.release import Block


def _renderer(*, breaks: bool) -> MarkdownIt:
    """CommonMark with tables. Text that is indented to set it off is no program code."""
    return MarkdownIt("commonmark", {"html": True, "breaks": breaks}).enable("table").disable(["code"])


_FLOWING, _LINE_BY_LINE = _renderer(breaks=False), _renderer(breaks=True)


def markdown_blocks(text: str) -> list[Block]:
    """The paragraphs of a Markdown text in reading order; images leave nothing behind.

    Line ends count as breaks, for labels that stand one below the other, unless the text is hard-wrapped.
    """
    wrapped = wrap_width(text.split("\n")) is not None
    html = (_FLOWING if wrapped else _LINE_BY_LINE).render(text)
    return blocks_of(parse(f"<html><body>{html}</body></html>"))
