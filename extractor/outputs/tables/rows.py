"""Record -> rows of each table, and rows -> record again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from extractor.errors import UsageError, in_words
from extractor.outputs.tables.columns import TABLES, Column, Data, Of, Table, Type
from extractor.record import Record

# The values of a row by the names of its columns.
Row = dict[str, Any]
_OF_RECORD = [table for table in TABLES if not table.is_derived]
_RELEASES, *_LISTS = _OF_RECORD
# What is an object of the record whatever it holds.
_WHOLE = ("source", "extractor")
_LARGEST = 2**63 - 1


def rows_of(table: Table, data: Data, position: int) -> Iterator[Row]:
    """The rows of a table for one record, given as plain data, that is number `position` of all, from 1."""
    for number, item, outer in _items(table.items, data, position):
        yield {column.name: _value(column, data, item, outer, number) for column in table.columns}


def _items(items: tuple[str, ...], data: Data, position: int) -> Iterator[tuple[int, Data, Data]]:
    """Each item with its number and the item that it is within."""
    if not items:
        yield position, data, data
        return
    name, *inner = items
    for number, item in enumerate(data[name], start=1):
        if not inner:
            yield number, item, data
        else:
            for place, part in enumerate(_at(inner[0], item) or (), start=1):
                yield place, part, item


def _value(column: Column, data: Data, item: Data, outer: Data, number: int) -> Any:
    match column.of:
        case Of.RELEASE:
            return data["id"]
        case Of.NUMBER:
            return number
        case Of.OUTER:
            return outer[column.path]
        case Of.DERIVED:
            assert column.derive is not None
            return column.derive(data, item)
    value = _at(column.path, data if column.of is Of.RECORD else item)
    return json.dumps(value, ensure_ascii=False) if column.type is Type.JSON else value


def _at(path: str, item: Data) -> Any:
    value: Any = item
    for name in _names(path):
        value = value and value[name]
    return value


@cache
def _names(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _columns(fits: Callable[[Column], bool]) -> list[tuple[str, list[str]]]:
    """The names of tables, each with its columns that fit; a derived table only says again what others hold."""
    names = [(table.name, [column.name for column in table.columns if fits(column)]) for table in _OF_RECORD]
    return [(table, columns) for table, columns in names if columns]


_IDS = _columns(lambda column: column.of is Of.ITEM and column.path == "id")
_NUMBERS = _columns(lambda column: column.type is Type.INTEGER)


class Batches:
    """Gathers the rows of records, and hands them on, many of one table at a time.

    take: is given a table and some of its rows, in order; tell: is given a line to show for a record that the tables
    can't hold, and that is left out.
    """

    def __init__(
        self, take: Callable[[Table, list[Row]], None], tell: Callable[[str], None], size: int = 2_000
    ) -> None:
        self._take, self._tell, self._size = take, tell, size
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._ids: set[str] = set()

    def add(self, record: bytes) -> None:
        """Take a record as a line of JSON."""
        data = Record.model_validate_json(record).model_dump(mode="json", by_alias=True)
        made = {table.name: list(rows_of(table, data, len(self._ids) + 1)) for table in TABLES}
        if (told := self._why_not(data, made)) is not None:
            self._tell(f"{data['source']['uri']}: {told}")
            return
        self._ids.add(data["id"])
        for table in TABLES:
            rows = self._rows[table.name]
            rows.extend(made[table.name])
            if len(rows) >= self._size:
                self._hand_on(table)

    def _why_not(self, data: Data, made: dict[str, list[Row]]) -> str | None:
        """What keeps a record out of the tables, whose rows are told by ids, and whose numbers have 64 bits."""
        if data["id"] in self._ids:
            return f"has the id of an earlier record, {data['id']}; the tables hold only that one"
        for table, names in _IDS:
            ids = [row[name] for row in made[table] for name in names]
            if len(set(ids)) < len(ids):
                return f"has an id twice in {table}, so that tables can't hold it; export it as JSON"
        for table, names in _NUMBERS:
            if any(row[name] is not None and abs(row[name]) > _LARGEST for row in made[table] for name in names):
                return f"has a number in {table} that tables can't hold; export it as JSON"
        return None

    def end(self) -> None:
        """Hand on what is left."""
        for table in TABLES:
            self._hand_on(table)

    def _hand_on(self, table: Table) -> None:
        if rows := self._rows[table.name]:
            self._rows[table.name] = []
            self._take(table, rows)


def records_from(read: Callable[[Table], Iterable[Row]], place: str) -> Iterator[Record]:
    """The records that tables hold, given what reads the rows of a table in the order in which they were written.

    Raises UsageError, naming `place`, for tables that can't be read, and for rows that make no record or
    are in another order.
    """
    groups = {table.name: _Groups(_readable(read, table, place)) for table in _LISTS}
    for row in _readable(read, _RELEASES, place):
        release = row["release_id"]
        try:
            data = _nested(_RELEASES, row)
            for table in _LISTS:
                _attach(table, groups[table.name].of(release), data)
            record = Record.model_validate(data)
        except (ValueError, KeyError, TypeError) as error:
            reason = " ".join(str(error).split())
            raise UsageError(f"{place}: the rows of release {release} make no record: {reason}") from error
        yield record
    for name, group in groups.items():
        if (left := group.left()) is not None:
            advice = "keep the rows in the order in which they were written"
            raise UsageError(f"{place}: {name} has rows of release {left} out of place; {advice}")


def _readable(read: Callable[[Table], Iterable[Row]], table: Table, place: str) -> Iterator[Row]:
    """The rows of a table. Raises UsageError at what can't be read, and for a table that lacks columns."""
    try:
        for number, row in enumerate(read(table)):
            if number == 0 and (missing := [column.name for column in table.columns if column.name not in row]):
                raise ValueError(f"it has no column {', '.join(missing)}")
            yield row
    except Exception as error:  # each library has errors of its own kind
        raise damaged(place, f"the table {table.name}", error) from error


def damaged(place: str, what: str, error: Exception) -> UsageError:
    """The error of tables that can't be read."""
    return UsageError(f"{place}: {what} is damaged, or was not written by extractor: {in_words(error)}")


class _Groups:
    """The rows of a table, asked for release by release."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter("release_id"))
        self._release: str | None = None
        self._rows: Iterable[Row] = ()
        self._step()

    def of(self, release: str) -> list[Row]:
        """The rows of a release, if it is next."""
        if self._release != release:
            return []
        rows = list(self._rows)
        self._step()
        return rows

    def left(self) -> str | None:
        """A release that was never asked for."""
        return self._release

    def _step(self) -> None:
        self._release, self._rows = next(self._groups, (None, ()))


def _attach(table: Table, rows: list[Row], data: Data) -> None:
    """Put the items that rows tell into the record's plain data."""
    name, *inner = table.items
    if not inner:
        data[name] = [_nested(table, row) for row in rows]
        return
    *within, last = _names(inner[0])
    outer_id = next(column.name for column in table.columns if column.of is Of.OUTER)
    parts: dict[str, list[Data]] = {}
    for row in rows:
        parts.setdefault(row[outer_id], []).append(_nested(table, row))
    for item in data[name]:
        holder = _at(within[0], item) if within else item
        if holder is not None:
            holder[last] = parts.pop(item["id"], [])
    if parts:
        raise ValueError(f"{table.name} has rows of {', '.join(parts)}, which {name} has not")


def _nested(table: Table, row: Row) -> Data:
    """The item that a row tells; an object all of whose values are null is null itself."""
    item: Data = {}
    for column in table.columns:
        if column.of is Of.ITEM:
            value = row[column.name]
            *path, last = _names(column.path)
            holder = item
            for name in path:
                holder = holder.setdefault(name, {})
            holder[last] = json.loads(value) if column.type is Type.JSON else value
    return {name: _or_none(value) if name not in _WHOLE else value for name, value in item.items()}


def _or_none(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    made = {name: _or_none(part) for name, part in value.items()}
    return None if all(part is None for part in made.values()) else made
