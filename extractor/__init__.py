"""extractor: press releases in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.api import Record, extract, extract_many, read_records, write_records

__version__ = "1.0.0rc1"
__all__ = ["Record", "__version__", "extract", "extract_many", "read_records", "write_records"]


def __getattr__(name: str) -> Any:
    """Load the public names when they are first asked for, so that `import extractor` and the help stay light."""
    if name in __all__:
        from extractor import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
