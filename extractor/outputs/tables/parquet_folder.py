"""Tables <-> a folder of Parquet files, each column typed and with its meaning in the file's own metadata."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.errors import InputError
from extractor.outputs.rooms import Add, Tell
from extractor.outputs.tables.columns import TABLES, Table, Type
from extractor.outputs.tables.rows import Batches, Row, records_from
from extractor.record import Record

NAMES = frozenset(f"{table.name}.parquet" for table in TABLES)
# Rows that are read at once, of each table.
_BATCH = 2_000
_TYPES = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DAY: pa.date32(),
    Type.LIST: pa.list_(pa.string()),
    Type.JSON: pa.string(),
}


@contextmanager
def writing(place: Path, tell: Tell) -> Iterator[Add]:
    """What takes records into Parquet files of a folder. Raises OSError if it can't be made."""
    place.mkdir()
    schemas = {table.name: schema_of(table) for table in TABLES}
    with ExitStack() as files:
        writers = {
            name: files.enter_context(pq.ParquetWriter(place / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }

        def take(table: Table, rows: list[Row]) -> None:
            writers[table.name].write_table(pa.Table.from_pylist(rows, schema=schemas[table.name]))

        batches = Batches(take, tell)
        yield batches.add
        batches.end()


def reading(place: Path) -> Iterator[Record | InputError]:
    """The records of such a folder. Raises UsageError if the rows make none."""
    yield from records_from(lambda table: _rows(place, table), str(place))


def _rows(place: Path, table: Table) -> Iterator[Row]:
    with pq.ParquetFile(place / f"{table.name}.parquet") as file:
        for batch in file.iter_batches(_BATCH):
            yield from batch.to_pylist()


def schema_of(table: Table) -> pa.Schema:
    """The types of a table's columns, with what they mean."""
    fields = [
        pa.field(column.name, _TYPES[column.type], nullable=column.can_be_null, metadata={"meaning": column.meaning})
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"meaning": table.meaning})
