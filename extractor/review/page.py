"""Records -> one self-contained page to look at, search and correct them, written as they come."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from extractor import __version__
from extractor.plain import plain
from extractor.record import Record
from extractor.review import assets, index
from extractor.summary.counts import Summary
from extractor.summary.pictures import pictures

# Written as escapes of JSON, no text of a release can end the element that holds it.
_MARKUP = re.compile("[<>&\u2028\u2029]")


def write_page(records: Iterable[Record], out: Callable[[bytes], None], *, title: str) -> None:
    """Write the page through `out`, piece by piece: each release as it comes, then what is counted over all of them.

    In memory stay the rows of the list and what the summary counts, never the records.
    """
    page = _Page(out)
    page.render("head.html.jinja", title=plain(title), assets=assets.load())
    summary = pictures(Summary.of(page.releases(records)))
    page.render("foot.html.jinja", index=page.index(), summary=summary, assets=assets.load(), version=__version__)


class _Page:
    """A page as it grows: what is written, and what the list at its end has to tell."""

    def __init__(self, out: Callable[[bytes], None]) -> None:
        self._out, self._rows, self._digest = out, list[dict[str, Any]](), sha256()

    def render(self, template: str, **values: Any) -> None:
        """Write a template."""
        self._out(assets.TEMPLATES.get_template(template).render(values).encode())

    def releases(self, records: Iterable[Record]) -> Iterator[Record]:
        """Write each record as it passes."""
        for number, record in enumerate(records):
            line = record.model_dump_json()
            self._digest.update(line.encode())
            data, searched = _escaped(line), as_json(index.searched(record))
            self.render("release.html.jinja", number=number, data=data, searched=searched)
            self._rows.append(index.row(record))
            yield record

    def index(self) -> Markup:
        """The rows of all releases written so far, and a digest of them that corrections are kept under."""
        return as_json({"digest": self._digest.hexdigest(), "rows": self._rows})


def as_json(value: Any) -> Markup:
    """The value as JSON that can stand in a script element."""
    return _escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _escaped(line: str) -> Markup:
    return Markup(_MARKUP.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line))
