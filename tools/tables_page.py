"""Write the columns of all tables into docs/tables.md, below its last hand-written line. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from extractor.outputs.tables.columns import TABLES, Table

PAGE = Path(__file__).parent.parent / "docs" / "tables.md"
MARK = "<!-- Made by tools/tables_page.py; change extractor/outputs/tables/columns.py instead. -->\n"


def page() -> str:
    """The page as it should be."""
    written, _, _ = PAGE.read_text("utf-8").partition(MARK)
    return written + MARK + "".join(map(_section, TABLES))


def _section(table: Table) -> str:
    return f"\n### {table.name}\n\n" + "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield f"{table.meaning} Key: {', '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield "| column | type | null | what it holds |"
    yield "|---|---|---|---|"
    for column in table.columns:
        null = "yes" if column.can_be_null else ""
        yield f"| `{column.name}` | {column.type} | {null} | {column.meaning} |"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(page() != PAGE.read_text("utf-8"))
    PAGE.write_text(page(), "utf-8")
