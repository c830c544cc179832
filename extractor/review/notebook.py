"""One record in a notebook: its text with marks, then tables of its facts, as HTML without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from extractor.kinds import Kind
from extractor.plain import plain
from extractor.record import Mention, Organisation, Quote, Record
from extractor.review import assets
from extractor.wording import full_name, role_words

_MARK = Markup('<span class="mark-{}" title="{}">{}</span>')


class _Mark(NamedTuple):
    """Characters of the text, what kind of fact stands there, and what is told of it."""

    start: int
    end: int
    kind: str
    told: str


def fragment(record: Record) -> str:
    """The record as an HTML fragment with its own style: light and dark, and nothing that runs."""
    return assets.TEMPLATES.get_template("notebook.html.jinja").render(
        style=Markup(assets.read("notebook.css")),
        title=plain(record.title or "(no title)"),
        imprint=[plain(text) for text in _imprint(record)],
        paragraphs=list(_paragraphs(record)),
        tables=[(heading, columns, _plain(rows)) for heading, columns, rows in _tables(record) if rows],
    )


def _imprint(record: Record) -> Iterator[str]:
    yield record.publisher.name if record.publisher else "no publisher"
    yield record.published.value if record.published else "no day of issue"
    yield record.source.uri


def _paragraphs(record: Record) -> Iterator[tuple[Kind, Markup]]:
    """All but the title, which stands above."""
    marks = list(_marks(record))
    for paragraph in record.paragraphs:
        if paragraph.kind is not Kind.TITLE:
            yield paragraph.kind, _marked(record.text, paragraph.start, paragraph.end, marks)


def _marks(record: Record) -> Iterator[_Mark]:
    for quote in record.quotes:
        yield from _each(quote.parts, "quote", f"quote: {_speaker(quote)}")
    for body in record.organisations:
        yield from _each(body.mentions, "organisation", f"organisation: {body.name}")
    for person in record.people:
        yield from _each(person.mentions, "person", f"person: {full_name(person)}")
        for role in person.roles:
            yield _Mark(role.start, role.end, "role", f"role of {person.name}: {role_words(role)}")
    for date in record.dates:
        yield _Mark(date.start, date.end, "date", f"date: {date.value or 'no value'}")


def _each(mentions: Iterable[Mention], kind: str, told: str) -> Iterator[_Mark]:
    return (_Mark(mention.start, mention.end, kind, told) for mention in mentions)


def _marked(text: str, start: int, end: int, marks: list[_Mark]) -> Markup:
    """The stretch of text, cut wherever a mark begins or ends, since marks may overlap."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}.union(*({mark.start, mark.end} for mark in here))
    bounds = sorted(cut for cut in cuts if start <= cut <= end)
    return Markup().join(
        _segment(text[first:last], [mark for mark in here if mark.start <= first and mark.end >= last])
        for first, last in pairwise(bounds)
    )


def _segment(text: str, marks: list[_Mark]) -> Markup:
    """The text in all its marks, the widest outermost."""
    inner = Markup.escape(plain(text))
    for mark in sorted(marks, key=lambda mark: mark.end - mark.start):
        inner = _MARK.format(mark.kind, plain(mark.told), inner)
    return inner


_Rows = list[list[str]]


def _tables(record: Record) -> Iterator[tuple[str, list[str], _Rows]]:
    quotes = [[_speaker(quote), str(quote.kind), quote.text] for quote in record.quotes]
    people = [[full_name(person), "; ".join(map(role_words, person.roles))] for person in record.people]
    dates = [[date.text, date.value or "?", date.grain, date.rule] for date in record.dates]
    yield "Quotes", ["Speaker", "Kind", "Words"], quotes
    yield "People", ["Name", "Roles"], people
    yield "Organisations", ["Name", "Type", "Also as"], list(map(_organisation, record.organisations))
    yield "Dates", ["Words", "Value", "Grain", "Rule"], dates
    yield "Problems", ["Code", "Message"], [[problem.code, problem.message] for problem in record.problems]


def _plain(rows: _Rows) -> _Rows:
    return [[plain(cell) for cell in row] for row in rows]


def _organisation(body: Organisation) -> list[str]:
    return [body.name, body.type, ", ".join(body.aliases)]


def _speaker(quote: Quote) -> str:
    return quote.speaker.name if quote.speaker else "no speaker could be told"
