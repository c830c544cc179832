"""Tables <-> one SQLite database, with full-text search on texts and quotes and views for the usual questions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.outputs.rooms import Add, Tell
from extractor.outputs.tables.columns import TABLES, Column, Of, Table, Type
from extractor.outputs.tables.rows import Batches, Row, records_from
from extractor.outputs.tables.views import VIEWS
from extractor.record import Record

NAMES: frozenset[str] = frozenset()
_TYPES = {Type.INTEGER: "INTEGER", Type.BOOLEAN: "INTEGER", Type.DAY: "TEXT"}
# What is searched by words: the columns of a table, in a table NAME_search (FTS5) that holds no second copy of them.
_SEARCHED = {"releases": ("title", "text"), "quotes": ("text", "speaker")}


@contextmanager
def writing(place: Path, tell: Tell) -> Iterator[Add]:
    """What takes records into a database. Raises OSError or sqlite3.Error if it can't be made."""
    # No transactions by sqlite3 itself, which in a Turkish locale knows no INSERT: one is begun below.
    with closing(sqlite3.connect(place, isolation_level=None)) as database:
        # The file is another one until it is whole: nothing has to be undone after a crash.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in TABLES:
            database.execute(_create(table))

        def take(table: Table, rows: list[Row]) -> None:
            marks = ", ".join("?" * len(table.columns))
            database.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})",
                ([_stored(column, row[column.name]) for column in table.columns] for row in rows),
            )

        batches = Batches(take, tell)
        yield batches.add
        batches.end()
        for statement in (*_indices(), *_search(), *VIEWS):
            database.execute(statement)
        database.execute("COMMIT")


def _create(table: Table) -> str:
    columns = [
        f"{column.name} {_TYPES.get(column.type, 'TEXT')}{'' if column.can_be_null else ' NOT NULL'}"
        for column in table.columns
    ]
    keys = [f"PRIMARY KEY ({', '.join(table.key)})"]
    if table.items:
        keys.append("FOREIGN KEY (release_id) REFERENCES releases (release_id)")
    return f"CREATE TABLE {table.name} ({', '.join([*columns, *keys])})"


def _indices() -> Iterator[str]:
    """For what is looked up by its id within a release."""
    for table in TABLES:
        for column in table.columns:
            if column.of is Of.ITEM and column.path == "id" and table.items:
                yield f"CREATE UNIQUE INDEX {table.name}_by_id ON {table.name} (release_id, {column.name})"


def _search() -> Iterator[str]:
    for name, columns in _SEARCHED.items():
        told = ", ".join(columns)
        yield f"CREATE VIRTUAL TABLE {name}_search USING fts5({told}, content='{name}', tokenize='unicode61')"
        yield f"INSERT INTO {name}_search ({name}_search) VALUES ('rebuild')"


def _stored(column: Column, value: Any) -> Any:
    if value is None:
        return None
    match column.type:
        case Type.LIST:
            return json.dumps(value, ensure_ascii=False)
        case Type.DAY:
            return value.isoformat()
    return value


def reading(place: Path) -> Iterator[Record | InputError]:
    """The records of such a database. Raises UsageError if the rows make none."""
    with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as database:
        yield from records_from(lambda table: _rows(database, table), str(place))


def _rows(database: sqlite3.Connection, table: Table) -> Iterator[Row]:
    names = ", ".join(column.name for column in table.columns)
    for row in database.execute(f"SELECT {names} FROM {table.name} ORDER BY rowid"):
        yield {column.name: _told(column, value) for column, value in zip(table.columns, row, strict=True)}


def _told(column: Column, value: Any) -> Any:
    if column.type is Type.LIST:
        return json.loads(value)
    return bool(value) if column.type is Type.BOOLEAN else value
