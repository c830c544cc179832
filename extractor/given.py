"""What a command was given -> what a run takes; what can't be carried out is refused before anything is begun."""

from __future__ import annotations

import os
from functools import partial

import typer

from extractor.batch.manifest import is_manifest
from extractor.batch.plan import RunSettings, model_version
from extractor.batch.run import OpenEngine
from extractor.errors import UsageError
from extractor.settings import Settings
from extractor.stores import is_stored, local_path
from extractor.write import FORMATS

# What a manifest holds already.
_PLANNED = ("published", "publisher", "model", "date_order", "allow_host", "time_limit", "shard_size")


def run_settings(record: Settings, allow_host: list[str] | None, time_limit: float, shard_size: int) -> RunSettings:
    """The settings of a run, with what tells its model from an earlier one of that name."""
    return RunSettings(
        record,
        time_limit=time_limit,
        allow_hosts=tuple(sorted(set(allow_host or ()))),
        shard_size=shard_size,
        model_version=model_version(record.model),
    )


def engine_of(name: str, jobs: int) -> OpenEngine:
    """What does the work, with this many workers; 0 takes one for every core."""
    if name == "ray":
        from extractor.batch.ray_engine import RayEngine

        return partial(RayEngine, jobs or None)
    from extractor.batch.pool import Pool
    from extractor.batch.run import cores

    return partial(Pool, jobs or cores())


def manifest_among(inputs: list[str], context: typer.Context) -> str | None:
    """The manifest, if the input is one. Raises UsageError for what can't be said beside a manifest."""
    manifest = next((given for given in inputs if is_manifest(given)), None)
    if manifest is None:
        return None
    if len(inputs) > 1:
        raise UsageError(f"{manifest} is a manifest, and must be the only input")
    for name in _PLANNED:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option} stands in the manifest {manifest}; give it to extractor plan")
    restart = context.get_parameter_source("restart")
    if context.params.get("restart") and restart is not None and restart.name == "COMMANDLINE":
        raise UsageError(f"--restart does not undo what is done of {manifest}; plan anew, into another folder")
    return manifest


def check_manifest(place: str) -> None:
    """Raise UsageError if there is no file where a manifest should be."""
    path = local_path(place)
    if os.path.isdir(path):
        raise UsageError(f"{place} is a folder; name the manifest in it: {os.path.join(place, 'manifest.jsonl')}")
    if not is_stored(path) and not os.path.exists(path):
        raise UsageError(f"{place} does not exist; make it with: extractor plan INPUT... -o FOLDER")


def check_plan_folder(place: str) -> None:
    """Raise UsageError if the folder of a plan is a file, or looks like one by mistake."""
    if os.path.isfile(local_path(place)) or place.lower().endswith(tuple(FORMATS.values())):
        raise UsageError(f"{place} is a file's name; a plan needs a folder, for its manifest and what is done of it")
    check_parents(place)


def check_no_folder(place: str | None) -> None:
    """Raise UsageError if a folder stands where a file is to be written."""
    if place and os.path.isdir(local_path(place)):
        raise UsageError(f"can't write {place}: it is a folder; give the name of a file")


def check_parents(*places: str | None) -> None:
    """Raise UsageError if a file or folder can't be made, for there is no folder in which it would stand."""
    for place in filter(None, places):
        path = local_path(place)
        parent = os.path.dirname(path.rstrip("/"))
        if parent and not is_stored(path) and not os.path.isdir(parent):
            raise UsageError(f"can't write {place}: there is no folder {parent}; make it first")
