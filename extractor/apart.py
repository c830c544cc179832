"""The files of one call kept apart: none is read that the call writes, and none is written over another."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator

from extractor.batch.folder import is_ours
from extractor.batch.plan import Input
from extractor.errors import InputError, UsageError
from extractor.inputs.places import identity
from extractor.stores import local_path
from extractor.write import is_device


def check_apart(*paths: str | None) -> None:
    """Raise UsageError if two of the files that a call names are one."""
    seen: dict[str, str] = {}
    for path in filter(None, paths):
        place = os.path.realpath(local_path(path))
        if place in seen and not is_device(path):
            raise UsageError(f"{path} is named twice, as {seen[place]} before; give each file a name of its own")
        seen[place] = path


def without_outputs(entries: Iterable[Input], outputs: Collection[str], work: str | None) -> Iterator[Input]:
    """The entries, as long as none is among the `outputs` that a call is about to replace: UsageError if one is.

    The folder `work`, and the manifest and shards in it, are passed over where a glob finds them: they are the call's
    own, and come and grow meanwhile.
    """
    written = {identity(local_path(path)): path for path in outputs}
    hidden = os.path.realpath(local_path(work)) if work else None
    for entry in entries:
        if isinstance(entry, InputError):
            if entry.code == "empty_folder" and os.path.realpath(local_path(entry.uri)) == hidden:
                continue
        else:
            place = local_path(entry.place)
            if is_ours(os.path.basename(place)) and os.path.dirname(os.path.realpath(place)) == hidden:
                continue
            if target := written.get(identity(place)):
                raise UsageError(f"{target} would be overwritten, and is an input too; give it another name")
        yield entry
