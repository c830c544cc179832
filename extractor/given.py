"""What a command was given -> what a run takes; what can't be carried out is refused before anything is begun."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.batch.folder import PAGES
from extractor.batch.manifest import is_manifest
from extractor.batch.plan import RunSettings, model_version
from extractor.batch.run import OpenEngine
from extractor.collect.inputs import Visiting, pages_for_now
from extractor.collect.selection import Selection
from extractor.errors import UsageError
from extractor.inputs.address_list import is_domain, list_in_file, read_addresses
from extractor.inputs.places import addresses_among, is_address
from extractor.outputs.formats import ENDINGS
from extractor.settings import Settings
from extractor.stores import is_stored, local_path
from extractor.web.settings import WebSettings

if TYPE_CHECKING:  # a tenth of a second, and only pages that are kept need it
    from extractor.collect.kept import Keep

# How names of files end that are no folders of pages.
_NO_FOLDERS = (".warc", ".wacz", ".gz", ".zip", ".html", ".txt", ".csv", *ENDINGS)
# What a manifest holds already.
_PLANNED = (
    *("published", "publisher", "model", "date_order", "time_limit", "shard_size"),
    *("since", "until", "match", "limit", "delay", "deadline", "contact", "ignore_robots", "allow_host"),
)


def run_settings(record: Settings, time_limit: float, shard_size: int) -> RunSettings:
    """The settings of a run, with what tells its model from an earlier one of that name."""
    return RunSettings(
        record,
        time_limit=time_limit,
        shard_size=shard_size,
        model_version=model_version(record.model),
    )


def visiting_of(context: typer.Context, tell: Callable[[str], None]) -> Visiting:
    """How addresses are visited, by the options of a command. Raises UsageError if no day is left."""
    given = context.params
    since, until, match = given["since"], given["until"], given["match"]
    if since and until and until < since:
        raise UsageError(f"--until {until} is before --since {since}, so that no day is left")
    web = WebSettings(
        frozenset(given["allow_host"] or ()),
        given["delay"],
        given["deadline"],
        given["contact"],
        given["ignore_robots"],
    )
    return Visiting(web, Selection(since, until, re.compile(match) if match else None, given["limit"]), tell)


def keep_of(out: str) -> Keep:
    """What keeps pages: a folder, or a web archive. Raises UsageError for a name that is neither's."""
    path = local_path(out)
    if is_stored(path):
        raise UsageError(f"can't keep pages in {out}; keep them on this machine, and copy the folder or archive")
    if path.lower().endswith(".warc.gz"):
        from extractor.collect.kept_warc import KeptWarc

        check_no_folder(path)
        return KeptWarc(Path(path))
    if path.lower().endswith(_NO_FOLDERS) or os.path.isfile(path):
        raise UsageError(f"pages are kept in a folder or in FILE.warc.gz, and {out} is neither's name")
    from extractor.collect.kept_folder import KeptFolder

    return KeptFolder(Path(path))


def check_addresses(inputs: list[str]) -> None:
    """Raise UsageError for an input that is neither an address nor a file that lists some."""
    for given in inputs:
        if not _leads_to_addresses(given):
            if not os.path.exists(given):
                raise UsageError(
                    f"{given} does not exist; {'write it as https://...' if is_domain(given) else 'check it'}"
                )
            told = "is neither an address (https://...) nor a file that lists some, one a line or in a column named url"
            raise UsageError(f"{given} {told}; extractor run reads other files")


def check_selection(inputs: list[str], context: typer.Context) -> None:
    """Raise UsageError for an option that chooses among what lists lead to, where no input is or names an address."""
    if any(map(_leads_to_addresses, inputs)):
        return
    for name in ("since", "until", "match", "limit"):
        if _is_typed(name, context):
            told = f"--{name} chooses among the releases that addresses lead to, and no input is an address"
            raise UsageError(f"{told}; give it to extractor collect, or leave it out")


def _leads_to_addresses(given: str) -> bool:
    """Whether an input is an address, or a file that lists some."""
    return bool(is_address(given) or read_addresses(given) or list_in_file(given))


def check_planned_addresses(inputs: list[str], folder: str) -> None:
    """Raise UsageError if pages would have to be kept in a plan's folder that is not on this machine."""
    if is_stored(local_path(folder)) and addresses_among(inputs):
        raise UsageError("a plan on a store takes no addresses; collect their pages first, with extractor collect")


@contextmanager
def pages_folder(place: str | None) -> Iterator[Path]:
    """Where pages are kept that a run needs: in its folder, or for now if it has none on this machine."""
    if place is None or is_stored(place):
        with pages_for_now() as pages:
            yield pages
    else:
        yield Path(place) / PAGES


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
        if _is_typed(name, context):
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option} stands in the manifest {manifest}; give it to extractor plan")
    if context.params.get("restart") and _is_typed("restart", context):
        raise UsageError(f"--restart does not undo what is done of {manifest}; plan anew, into another folder")
    return manifest


def _is_typed(name: str, context: typer.Context) -> bool:
    """Whether an option stands on the command line, not in a file of options."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def check_manifest(place: str) -> None:
    """Raise UsageError if there is no file where a manifest should be."""
    path = local_path(place)
    if os.path.isdir(path):
        raise UsageError(f"{place} is a folder; name the manifest in it: {os.path.join(place, 'manifest.jsonl')}")
    if not is_stored(path) and not os.path.exists(path):
        raise UsageError(f"{place} does not exist; make it with: extractor plan INPUT... -o FOLDER")


def check_plan_folder(place: str) -> None:
    """Raise UsageError if the folder of a plan is a file, or looks like one by mistake."""
    if os.path.isfile(local_path(place)) or place.lower().endswith(ENDINGS):
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
