"""The tables described for programs: a Frictionless Data Package (Data Package standard, version 2)."""

from __future__ import annotations

from typing import Any

from extractor.outputs.tables.columns import TABLES, Column, Of, Table, Type

_TYPES = {
    Type.TEXT: "string",
    Type.INTEGER: "integer",
    Type.BOOLEAN: "boolean",
    Type.DAY: "date",
    Type.LIST: "array",
    Type.JSON: "object",
}


def data_package() -> dict[str, Any]:
    """The description of a folder of CSV tables: files, columns with type and meaning, keys."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "press-release-records",
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": table.meaning,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": _foreign_keys(table),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.meaning}
    return field if column.can_be_null else {**field, "constraints": {"required": column.type is not Type.TEXT}}


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    keys: list[dict[str, Any]] = []
    for column in table.columns:
        if column.of is Of.RELEASE:
            keys.append(_reference(["release_id"], "releases"))
        elif column.of is Of.OUTER:
            keys.append(_reference(["release_id", column.name], table.items[0]))
    return keys


def _reference(columns: list[str], table: str) -> dict[str, Any]:
    return {"fields": columns, "reference": {"resource": table, "fields": columns}}
