"""Entries -> Shards: some inputs each, under a name that tells what is in them and how they are to be read.

A shard whose name is in the folder of results is done, whoever did it and when; one whose inputs or settings changed
has another name. That is what makes a run go on after any interruption.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.errors import InputError
from extractor.inputs.entry import Entry
from extractor.settings import DEFAULT_MODEL, SHARD_SIZE, TIME_LIMIT, Settings

Input = Entry | InputError


@dataclass(frozen=True, slots=True)
class RunSettings:
    """All that decides which bytes a shard becomes: the settings of records, and when a release is given up.

    time_limit: seconds that one release may take; shard_size: inputs a shard; model_version: of the installed model,
    so that another one is noticed.
    """

    record: Settings = field(default_factory=Settings)
    time_limit: float = TIME_LIMIT
    shard_size: int = SHARD_SIZE
    model_version: str | None = None
    version: str = __version__

    def as_dict(self) -> dict[str, Any]:
        """The effective settings, as they stand in the manifest."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> RunSettings:
        """The settings of a manifest. Raises TypeError for keys that are none."""
        return cls(**{**values, "record": Settings(**values["record"])})


@dataclass(frozen=True, slots=True)
class Shard:
    """Inputs that are read together, and the name under which their outcomes stand."""

    number: int
    name: str
    inputs: tuple[Input, ...]


def plan(inputs: Iterable[Input], settings: RunSettings) -> Iterator[Shard]:
    """Part inputs, in order and lazily, into shards; each must be known by its content (`identify`)."""
    rest, number = iter(inputs), 0
    while batch := tuple(islice(rest, settings.shard_size)):
        yield Shard(number, name_of(number, batch, settings), batch)
        number += 1


def model_version(name: str) -> str | None:
    """What tells an installed pipeline from an earlier one of its name; None for ours, which is of this version."""
    if name == DEFAULT_MODEL:
        return None
    from importlib import metadata

    try:
        return metadata.version(name)
    except (metadata.PackageNotFoundError, ValueError):
        facts = Path(name) / "meta.json"
        return hashlib.sha256(facts.read_bytes()).hexdigest() if facts.is_file() else None


def name_of(number: int, inputs: tuple[Input, ...], settings: RunSettings) -> str:
    """The name of a shard, stable over runs and machines: from the place and content of each input and the settings."""
    key = json.dumps([settings.as_dict(), [_key(one) for one in inputs]], sort_keys=True)
    return f"{number:08}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.jsonl"


def _key(one: Input) -> object:
    return one.as_dict() if isinstance(one, InputError) else [one.place, one.number, one.part, one.version]
