"""Tables <-> one DuckDB database, filled from Parquet, with views for the usual questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from extractor.errors import InputError
from extractor.outputs.rooms import Add, Tell
from extractor.outputs.tables import parquet_folder
from extractor.outputs.tables.columns import TABLES, Table
from extractor.outputs.tables.rows import Row, damaged, records_from
from extractor.outputs.tables.views import VIEWS
from extractor.record import Record

NAMES: frozenset[str] = frozenset()
_BATCH = 2_000


@contextmanager
def writing(place: Path, tell: Tell) -> Iterator[Add]:
    """What takes records into a database. Raises OSError or duckdb.Error if it can't be made."""
    with TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as folder:
        tables = Path(folder) / "tables"
        with parquet_folder.writing(tables, tell) as add:
            yield add
        with duckdb.connect(str(place)) as database:
            database.execute("BEGIN")
            for table in TABLES:
                _fill(database, table, tables / f"{table.name}.parquet")
            for statement in VIEWS:
                database.execute(statement)
            database.execute("COMMIT")


def _fill(database: duckdb.DuckDBPyConnection, table: Table, file: Path) -> None:
    database.execute(f"CREATE TABLE {table.name} AS SELECT * FROM read_parquet(?)", [str(file)])
    database.execute(f"COMMENT ON TABLE {table.name} IS {_quoted(table.meaning)}")
    for column in table.columns:
        database.execute(f"COMMENT ON COLUMN {table.name}.{column.name} IS {_quoted(column.meaning)}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def reading(place: Path) -> Iterator[Record | InputError]:
    """The records of such a database. Raises UsageError if it is damaged, or the rows make none."""
    try:
        opened = duckdb.connect(str(place), read_only=True)
    except duckdb.Error as error:
        raise damaged(str(place), "the database", error) from error
    with opened as database:
        yield from records_from(lambda table: _rows(database.cursor(), table), str(place))


def _rows(cursor: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Row]:
    names = [column.name for column in table.columns]
    cursor.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY rowid")
    while rows := cursor.fetchmany(_BATCH):
        for row in rows:
            yield dict(zip(names, row, strict=True))
