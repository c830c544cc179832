"""Which release repeats an earlier one: a stand-in that finds none, until its index lands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from extractor.record import Record


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a release is told from others by."""

    text: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"text": self.text}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Fingerprint:
        """From plain data."""
        return cls(**row)


def fingerprint(record: Record) -> Fingerprint:
    """The fingerprint of a record."""
    return Fingerprint(record.source.sha256)


class Duplicates:
    """The releases seen so far."""

    def __init__(self, path: Path) -> None: ...
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...
    def first(self, identifier: str, fingerprint: Fingerprint) -> str | None:
        return None
