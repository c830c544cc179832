"""Record -> terminal: the text with its facts in colour, then tables of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.kinds import Kind, SpeakerType
from extractor.plain import plain
from extractor.record import Mention, Quote, Record, Speaker
from extractor.wording import full_name, role_words

_DATE, _ORGANISATION, _PERSON, _QUOTE = "magenta", "yellow", "bold cyan", "green"
_PARAGRAPH_STYLES = {Kind.TITLE: "bold", Kind.HEADING: "bold", Kind.NOTES: "dim", Kind.CONTACT: "dim"}


def show(record: Record, console: Console) -> None:
    """Print the record readably: title, sources, text with facts in colour, tables of facts, problems."""
    console.print(Group(*_blocks(record)))


def _blocks(record: Record) -> Iterator[RenderableType]:
    yield from _heading(record)
    yield from _text(record)
    tables = (_quotes(record), _people(record), _organisations(record), _dates(record), _problems(record))
    for table in tables:
        if table.row_count:
            yield Text()
            yield table


def _heading(record: Record) -> Iterator[RenderableType]:
    yield _plain(record.title or "(no title)", "bold underline")
    facts = [
        record.published.value if record.published else "no day of issue",
        record.publisher.name if record.publisher else "no publisher",
        record.source.uri,
    ]
    yield _plain(" · ".join(facts), "dim")


def _text(record: Record) -> Iterator[RenderableType]:
    """The paragraphs but for the title, which stands above."""
    text = _plain(record.text)
    for style, mentions in _facts(record):
        for mention in mentions:
            text.stylize(style, mention.start, mention.end)
    for paragraph in record.paragraphs:
        if paragraph.kind is Kind.TITLE:
            continue
        part = text[paragraph.start : paragraph.end]
        part.stylize_before(_PARAGRAPH_STYLES.get(paragraph.kind, ""))
        if paragraph.kind is Kind.LIST_ITEM:
            part = Text("• ") + part
        yield Text()
        yield Padding(part, (0, 0, 0, 4 if paragraph.kind is Kind.BLOCK_QUOTE else 0))


def _facts(record: Record) -> Iterator[tuple[str, Iterable[Mention]]]:
    """Styles with their mentions; later ones go on top."""
    for quote in record.quotes:
        yield _QUOTE, quote.parts
    for organisation in record.organisations:
        yield _ORGANISATION, organisation.mentions
    for person in record.people:
        yield _PERSON, person.mentions
    yield _DATE, record.dates


def _table(style: str, *columns: str) -> Table:
    """A table whose first column's head is its name."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=f"{style} not bold underline")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _quotes(record: Record) -> Table:
    table = _table(_QUOTE, "Quotes", "Speaker", "Told by", "Words")
    for quote in record.quotes:
        speaker = _speaker(quote.speaker) if quote.speaker else Text("nobody could be told", style="dim")
        _add(table, _kind(quote), speaker, _told_by(quote), _first_words(quote.text))
    return table


def _told_by(quote: Quote) -> Text:
    """The words that tell the speaker, with their cue, and below them the rule that decided."""
    told = quote.attribution
    if told is None:
        return Text("")
    words = [word for word in (told.mention.text, told.cue) if any(map(str.isalnum, word))]
    return Text(" … ".join(words)).append(f"\n{told.rule}", style="dim")


def _kind(quote: Quote) -> str:
    return f"{quote.kind}, unmarked" if quote.unmarked else str(quote.kind)


def _speaker(speaker: Speaker) -> Text:
    text = _plain(speaker.name, _PERSON if speaker.type is SpeakerType.PERSON else "")
    for role in speaker.roles:
        text.append("\n").append_text(_plain(role_words(role), "not bold default"))
    return text


def _first_words(text: str, length: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _people(record: Record) -> Table:
    table = _table(_PERSON, "People", "Roles")
    for person in record.people:
        _add(table, full_name(person), "\n".join(map(role_words, person.roles)))
    return table


def _organisations(record: Record) -> Table:
    table = _table(_ORGANISATION, "Organisations", "Type", "Also as", "Mentions")
    for body in record.organisations:
        _add(table, body.name, body.type, ", ".join(body.aliases), str(len(body.mentions)))
    return table


def _dates(record: Record) -> Table:
    table = _table(_DATE, "Dates", "Value", "Grain")
    for date in record.dates:
        value = f"{date.value} (or {date.alternative})" if date.alternative else date.value or "?"
        _add(table, date.text, value, date.grain)
    return table


def _problems(record: Record) -> Table:
    table = _table("red", "Problems", "Code", "Message")
    for problem in record.problems:
        _add(table, problem.stage, problem.code, problem.message)
    return table


def _add(table: Table, *cells: str | Text) -> None:
    table.add_row(*(cell if isinstance(cell, Text) else _plain(cell) for cell in cells))


def _plain(text: str, style: str = "") -> Text:
    """The text without any markup, control characters shown as signs, one for one, so that offsets hold."""
    return Text(plain(text).replace("\t", " "), style=style)
