"""extractor: press releases in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.api import extract, extract_many, read_records, write_records
    from extractor.record import Record

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "extract", "extract_many", "read_records", "write_records"]


def __getattr__(name: str) -> Any:
    """Load the public names when they are first asked for, so that `import extractor` and the help stay light."""
    if name in ("extract", "extract_many", "read_records", "write_records"):
        from extractor import api

        return getattr(api, name)
    if name == "Record":
        from extractor.record import Record

        return Record
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
