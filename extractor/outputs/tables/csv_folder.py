"""Tables <-> a folder of CSV files (RFC 4180), with a description that programs read (Frictionless Data Package)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.outputs.rooms import Add, Tell
from extractor.outputs.tables.columns import TABLES, Column, Table, Type
from extractor.outputs.tables.package import data_package
from extractor.outputs.tables.rows import Batches, Row, records_from
from extractor.record import Record

_DESCRIPTION = "datapackage.json"
NAMES = frozenset({*(f"{table.name}.csv" for table in TABLES), _DESCRIPTION})

# Spreadsheets know by the mark of order that a file is UTF-8.
_ENCODING = "utf-8-sig"
# A text that a spreadsheet would run as a formula, one that could pass for a text marked against that, and an empty one
# where an empty cell is null. Numbers of telephones, and words that follow a dash, are no formulas.
_MARKED = re.compile(r"'+\Z|'*(?:[=@＝＠\t\r\n]|[+＋－-](?![\d\s()-]*\Z|\s[^|(!]*\Z))")
_MARK = "'"
_LONGEST_CELL = 2**31 - 1


@contextmanager
def writing(place: Path, tell: Tell) -> Iterator[Add]:
    """What takes records into CSV files of a folder. Raises OSError if it can't be made."""
    place.mkdir()
    with ExitStack() as files:
        writers = {}
        for table in TABLES:
            file = files.enter_context(open(place / f"{table.name}.csv", "w", encoding=_ENCODING, newline=""))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow(column.name for column in table.columns)

        def take(table: Table, rows: list[Row]) -> None:
            writers[table.name].writerows([_cell(column, row[column.name]) for column in table.columns] for row in rows)

        batches = Batches(take, tell)
        yield batches.add
        batches.end()
    (place / _DESCRIPTION).write_text(json.dumps(data_package(), indent=2, ensure_ascii=False) + "\n", "utf-8")


def reading(place: Path) -> Iterator[Record | InputError]:
    """The records of such a folder. Raises UsageError if the rows make none."""
    yield from records_from(lambda table: _rows(place, table), str(place))


def _rows(place: Path, table: Table) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    with open(place / f"{table.name}.csv", encoding=_ENCODING, newline="") as file:
        for row in csv.DictReader(file):
            yield {column.name: _value(column, row[column.name]) for column in table.columns}


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    match column.type:
        case Type.TEXT:
            is_marked = _MARKED.match(value) or (not value and column.can_be_null)
            return f"{_MARK}{value}" if is_marked else str(value)
        case Type.BOOLEAN:
            return "true" if value else "false"
        case Type.LIST:
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _value(column: Column, cell: str) -> Any:
    """The value of a cell; an empty one is null, but in columns that are never null."""
    if not cell and column.can_be_null:
        return None
    match column.type:
        case Type.TEXT:
            return cell[1:] if cell.startswith(_MARK) and _MARKED.match(cell) else cell
        case Type.BOOLEAN:
            return cell == "true"
        case Type.LIST:
            return json.loads(cell)
        case Type.INTEGER:
            return int(cell)
    return cell
