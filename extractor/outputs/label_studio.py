"""Records -> tasks of Label Studio: an array of JSON, in which our marks stand as predictions.

Its results count code points, as records do: `charsToCodePoints` in its web/libs/editor/src/utils/selection-tools.js.
"""

from __future__ import annotations

import json
from typing import Any

from extractor.outputs.lines import Array
from extractor.outputs.marks import SAID_BY, Link, Mark, links_of, marks_of, release_of
from extractor.record import Record

# The names of the tags in the labelling interface (docs/annotation-tools.md) that results belong to.
_TEXT, _LABELS = "text", "label"


class Tasks:
    """The array of tasks, one a record, a task a line."""

    def __init__(self) -> None:
        self._array = Array()

    def encode(self, record: bytes) -> bytes:
        """The task, parted from the one before."""
        task = task_of(Record.model_validate_json(record))
        return self._array.encode(json.dumps(task, ensure_ascii=False).encode())

    def end(self) -> bytes:
        """The end of the array."""
        return self._array.end()


def task_of(record: Record) -> dict[str, Any]:
    """The task: the text with what tells the release, and one prediction."""
    prediction = {
        "model_version": f"extractor {record.extractor.version}",
        "result": [
            *(_region(record.text, mark) for mark in marks_of(record)),
            *(_relation(link) for link in links_of(record)),
        ],
    }
    return {"data": _data(record), "predictions": [prediction]}


def _data(record: Record) -> dict[str, Any]:
    return {
        _TEXT: record.text,
        "record_id": record.id,
        **release_of(record),
    }


def _region(text: str, mark: Mark) -> dict[str, Any]:
    characters = text[mark.start : mark.end]
    region = {
        "id": _id(mark),
        "from_name": _LABELS,
        "to_name": _TEXT,
        "type": "labels",
        "value": {"start": mark.start, "end": mark.end, "text": characters, "labels": [mark.label.value]},
    }
    return {**region, "meta": {"text": [mark.note]}} if mark.note else region


def _relation(link: Link) -> dict[str, Any]:
    return {
        "type": "relation",
        "from_id": _id(link.quote),
        "to_id": _id(link.speaker),
        "direction": "right",
        "labels": [SAID_BY],
    }


def _id(mark: Mark) -> str:
    return "-".join([mark.label.lower(), str(mark.start), str(mark.end), *([mark.owner] if mark.owner else [])])
