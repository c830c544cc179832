"""What became of one input, as a line of a shard: the record or the error, with what reports and duplicates need of it.

The record's own JSON stands last in the line, so that it can be copied on without being parsed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from extractor.batch.fingerprint import Fingerprint, fingerprint
from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.record import Record

FACTS = ("dates", "organisations", "people", "quotes", "contacts")

_RECORD = b',"record":'
_SEAL_LENGTH = len('{"sha256":""}\n') + 64
_NO_DUPLICATE = b',"duplicate_of":null}'


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input's record as a line of JSON, or its error.

    counts: how many of each of FACTS; problems: their codes; fingerprint: what it is told from other releases by;
    repeats: the id of the earlier release that it repeats; is_earlier: an earlier run has made it.
    """

    uri: str
    record: bytes | None = None
    error: InputError | None = None
    id: str = ""
    problems: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    fingerprint: Fingerprint | None = None
    repeats: str | None = None
    is_earlier: bool = field(default=False, compare=False)

    def repeating(self, original: str) -> Outcome:
        """The same with `original`, the id of the release that it repeats, in the record."""
        assert self.record is not None
        record = self.record.removesuffix(_NO_DUPLICATE) + b',"duplicate_of":' + _dump(original) + b"}"
        return replace(self, record=record, repeats=original)


def encode(outcome: Record | InputError) -> bytes:
    """One line of a shard, its end of line included."""
    if isinstance(outcome, InputError):
        return _dump({"error": outcome.as_dict()}) + b"\n"
    head = {
        "uri": outcome.source.uri,
        "id": outcome.id,
        "problems": [problem.code for problem in outcome.problems],
        "counts": [len(getattr(outcome, fact)) for fact in FACTS],
        "fingerprint": fingerprint(outcome).to_json(),
    }
    return _dump(head)[:-1] + _RECORD + outcome.model_dump_json().encode() + b"}\n"


def seal(lines: bytes) -> bytes:
    """The content of a shard's file: its lines, and one that tells whether they are whole."""
    return lines + _seal_of(lines)


def is_whole(shard: bytes) -> bool:
    """Whether a shard's file is as it was written; power that failed may have left it short."""
    lines, seal = shard[:-_SEAL_LENGTH], shard[-_SEAL_LENGTH:]
    return seal == _seal_of(lines)


def _seal_of(lines: bytes) -> bytes:
    return _dump({"sha256": hashlib.sha256(lines).hexdigest()}) + b"\n"


def decode(shard: bytes) -> Iterator[Outcome]:
    """The outcomes of a shard, in order. Only lines feeds part them; JSON escapes all of its own."""
    for line in shard[:-_SEAL_LENGTH].split(b"\n")[:-1]:
        # No string of JSON can hold the mark, for its quotation marks would be escaped.
        head, mark, record = line.partition(_RECORD)
        yield _outcome(json.loads(head + b"}" if mark else head), record[:-1])


def _outcome(head: dict[str, Any], record: bytes) -> Outcome:
    if "error" in head:
        error = InputError(**head["error"])
        return Outcome(error.uri, error=error)
    return Outcome(
        uri=head["uri"],
        record=record,
        id=head["id"],
        problems=tuple(head["problems"]),
        counts=tuple(head["counts"]),
        fingerprint=Fingerprint.from_json(head["fingerprint"]),
    )


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
