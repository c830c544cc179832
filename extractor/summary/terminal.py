"""Summary -> terminal: a few sentences, releases by month as bars, tables of who and what."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.plain import one_line
from extractor.summary.chart import chart, fitted
from extractor.summary.counts import Summary
from extractor.summary.rankings import Ranking, rankings
from extractor.summary.sentences import facts, timeline_heading

_DATE = "magenta"
_STYLES = {"publishers": "yellow", "organisations": "yellow", "speakers": "cyan", "roles": "cyan", "problems": "red"}
_WIDEST = 100
# Bars in parts of a row, from none to all of it, and the line they stand on.
_BLOCKS, _FOOT = " ▁▂▃▄▅▆▇█", "─"
_ASCII_BLOCKS, _ASCII_FOOT = " #", "-"


def show_summary(summary: Summary, console: Console) -> None:
    """Print the summary readably on 80 columns; "?" stands for signs of names that the console's encoding has not."""
    for block in _Page(summary, console).blocks():
        console.print(block, highlight=False)


class _Page:
    """The blocks of a summary, fit for one console."""

    def __init__(self, summary: Summary, console: Console) -> None:
        self._summary = summary
        self._encoding = console.encoding
        self._width = min(console.width, _WIDEST)

    def blocks(self) -> Iterator[Text | Table]:
        yield self._facts()
        if self._summary.timeline.bars:
            yield Text()
            yield from self._chart()
        for ranking in rankings(self._summary):
            yield Text()
            yield self._table(ranking)

    def _facts(self) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        for label, sentence in facts(self._summary):
            table.add_row(self._plain(label, "dim"), self._plain(sentence))
        return table

    def _chart(self) -> Iterator[Text]:
        timeline = fitted(self._summary.timeline, self._width)
        can_draw = _can_encode(_BLOCKS + _FOOT, self._encoding)
        blocks, foot = (_BLOCKS, _FOOT) if can_draw else (_ASCII_BLOCKS, _ASCII_FOOT)
        bars, below = chart(timeline, self._width, blocks, foot)
        yield self._plain(timeline_heading(timeline), _DATE)
        yield Text("\n".join(bars), style=_DATE)
        yield Text("\n".join(below), style="dim")

    def _table(self, ranking: Ranking) -> Table:
        """Words on the left and figures on the right, as wide as the page."""
        style = _STYLES[ranking.subject]
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, width=self._width, header_style=style)
        for name in ranking.words:
            table.add_column(self._plain(name), ratio=1, overflow="fold")
        for name in ranking.figures:
            table.add_column(name, justify="right", no_wrap=True, min_width=8)
        for row in ranking.rows:
            table.add_row(*map(self._plain, row.words), *(f"{figure:,}" for figure in row.figures))
        return table

    def _plain(self, text: str, style: str = "") -> Text:
        """One line without any markup, in signs that the console has."""
        return Text(one_line(text).encode(self._encoding, "replace").decode(self._encoding), style=style)


def _can_encode(signs: str, encoding: str) -> bool:
    try:
        signs.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
