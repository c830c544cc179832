"""A plan as a file: the settings in its first line, then a shard a line, for other machines or for later."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from extractor import __version__
from extractor.batch.folder import Folder
from extractor.batch.plan import Input, RunSettings, Shard, model_version, name_of
from extractor.errors import InputError, UsageError, in_words
from extractor.files import OpenFile, open_lines
from extractor.inputs.entry import Entry
from extractor.stores import is_stored

NAME = "manifest.jsonl"
# No first line is longer.
_HEAD = 100_000
# No last line is.
_TAIL = 100
_FORMAT = "extractor_manifest"
_MARK = b'{"%s":' % _FORMAT.encode()
_ADVICE = "make one with: extractor plan INPUT... -o FOLDER"


def written(shards: Iterable[Shard], settings: RunSettings, file: OpenFile) -> Iterator[Shard]:
    """Hand shards on, each once its line is in the manifest; a last line tells that it is whole."""
    file.add(_dump({_FORMAT: 1, "settings": settings.as_dict()}))
    count = inputs = 0
    for shard in shards:
        file.add(_dump({"shard": shard.number, "name": shard.name, "inputs": [_row(one) for one in shard.inputs]}))
        count, inputs = count + 1, inputs + len(shard.inputs)
        yield shard
    file.add(_dump({"shards": count, "inputs": inputs}))


def count_inputs(place: str) -> int | None:
    """How many inputs a manifest holds, as its last line tells; None for one on a store, or one that does not tell."""
    try:
        with open(place, "rb") as lines:
            lines.seek(-min(_TAIL, os.path.getsize(place)), os.SEEK_END)
            return int(json.loads(lines.readlines()[-1])["inputs"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def is_manifest(place: str) -> bool:
    """Whether an input is a manifest rather than a corpus: its first line tells."""
    # A pipe would wait for its writer, and what is read of it is gone.
    if not place.endswith(".jsonl") or not (is_stored(place) or os.path.isfile(place)):
        return False
    try:
        with open_lines(place) as lines:
            return lines.readline(_HEAD).startswith(_MARK)
    except (OSError, ValueError):
        return False


@contextmanager
def open_manifest(place: str) -> Iterator[tuple[RunSettings, Iterator[Shard]]]:
    """The settings of a manifest and, as they are taken, its shards.

    Raises UsageError if it can't be read, is damaged or cut short, or was made by another version of this program or
    with another one of the model.
    """
    with ExitStack() as held:
        try:
            lines = held.enter_context(open_lines(place))
            settings = _settings(lines.readline(_HEAD), place)
        except OSError as error:
            raise _unreadable(place, error) from error
        # What goes wrong from here on is of the caller's doing: the output may be full.
        yield settings, _shards(lines, place, settings)


def changes(folder: Folder, settings: RunSettings) -> list[str]:
    """The names of the settings in which the manifest of a folder, or what there is of it, differs from these."""
    try:
        before = json.loads(folder.read(NAME, _HEAD).partition(b"\n")[0])["settings"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    now = json.loads(_dump(settings.as_dict()))
    earlier, later = ({**values, **values.get("record", {})} for values in (before, now))
    return [name for name in later if name != "record" and earlier.get(name) != later[name]]


def _settings(line: bytes, name: str) -> RunSettings:
    try:
        settings = RunSettings.from_dict(json.loads(line)["settings"])
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{name} is no manifest that this version reads; {_ADVICE}") from None
    if settings.version != __version__:
        raise UsageError(f"{name} was made by extractor {settings.version}, this is {__version__}; {_ADVICE}")
    if settings.model_version != model_version(settings.record.model):
        raise UsageError(f"{name} was made with another version of {settings.record.model} than is here; {_ADVICE}")
    return settings


def _shards(lines: Iterable[bytes], place: str, settings: RunSettings) -> Iterator[Shard]:
    damaged = UsageError(f"{place} is cut short, damaged or edited; {_ADVICE}")
    rows = iter(lines)
    try:
        for count, line in enumerate(rows):
            row = json.loads(line)
            if row.get("shards") == count and next(rows, None) is None:
                return
            shard = Shard(row["shard"], row["name"], tuple(map(_input, row["inputs"])))
            if (shard.number, shard.name) != (count, name_of(count, shard.inputs, settings)):
                raise damaged
            yield shard
    except OSError as error:
        raise _unreadable(place, error) from error
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise damaged


def _unreadable(place: str, error: OSError) -> UsageError:
    return UsageError(f"can't read {place}: {in_words(error)}")


def _row(one: Input) -> dict[str, Any]:
    if isinstance(one, InputError):
        return one.as_dict()
    return {key: getattr(one, key) for key in ("place", "number", "offset", "length", "part", "version")}


def _input(row: dict[str, Any]) -> Input:
    return InputError(**row) if "code" in row else Entry(**row)


def _dump(row: dict[str, Any]) -> bytes:
    return json.dumps(row).encode() + b"\n"
