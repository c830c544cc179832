"""The Python face: extract one release or many, write records and read them back."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal

from extractor.batch.attempt import attempt, prepare
from extractor.batch.fingerprint import fingerprint
from extractor.batch.merge import known_duplicates
from extractor.batch.plan import RunSettings
from extractor.batch.pool import Pool
from extractor.batch.run import opened_run
from extractor.collect.inputs import Visiting, kept_in, list_inputs, open_inputs, pages_for_now
from extractor.errors import InputError, UsageError, check_date_order, check_text
from extractor.inputs.places import RELEASE_SUFFIXES, is_address
from extractor.outputs.stored import read_stored
from extractor.record import Record
from extractor.release import Source
from extractor.settings import DEFAULT_MODEL, Settings
from extractor.write import check_output, open_writer

__all__ = ["Record", "extract", "extract_many", "read_records", "write_records"]

DateOrder = Literal["DMY", "MDY"]

_LONGEST_NAME = 4096
_PATH = re.compile(r"[^\s<>]+(?:" + "|".join(map(re.escape, RELEASE_SUFFIXES)) + ")", re.I)


def _as_html(record: Record) -> str:
    from extractor.review.notebook import fragment  # templates, which few need

    return fragment(record)


Record.html = _as_html


def extract(
    source: Path | str | bytes,
    *,
    published: str | date | None = None,
    publisher: str | None = None,
    model: str | None = None,
    uri: str | None = None,
    date_order: DateOrder | None = None,
) -> Record:
    """Make the record of one release.

    source: a Path, or a string of one line that names a file or is an http(s) address, is read; any other string is
    the release itself, as text, Markdown or HTML; bytes are its undecoded content.
    published and publisher override what the release says; model names an installed spaCy pipeline; uri is what the
    record calls the source; date_order reads 03/06/2024 where the release does not show its order.
    Raises InputError if there is no release to read, UsageError if the model is missing.
    """
    opened = _open(source)
    if uri is not None:
        opened = replace(opened, uri=uri)
    outcome = attempt(opened, prepare(_settings(published, publisher, model, date_order)))
    if isinstance(outcome, InputError):
        raise outcome
    return outcome


def extract_many(
    inputs: Iterable[Path | str] | Path | str,
    *,
    published: str | date | None = None,
    publisher: str | None = None,
    model: str | None = None,
    date_order: DateOrder | None = None,
    jobs: int = 1,
    on_error: Literal["raise", "skip"] = "raise",
) -> Generator[Record, None, None]:
    """Yield the record of every release in files, folders, globs, .jsonl corpora and addresses, in order.

    One job works in this process, where nothing ends a release that takes for ever. With more, each has a minute, and
    a script must call this under `if __name__ == "__main__":`, for the workers import it. An input that gives no record
    raises its InputError, or is left out if `on_error` is "skip".
    """
    if on_error not in ("raise", "skip"):
        raise UsageError(f'on_error is "raise" or "skip", not {on_error!r}')
    names = [os.fspath(inputs)] if isinstance(inputs, str | Path) else [os.fspath(name) for name in inputs]
    settings = _settings(published, publisher, model, date_order)
    with closing(_in_workers(names, settings, jobs) if jobs > 1 else _here(names, settings)) as outcomes:
        for outcome in outcomes:
            if not isinstance(outcome, InputError):
                yield outcome
            elif on_error == "raise":
                raise outcome


def read_records(place: str | Path) -> Iterator[Record]:
    """The records that `extractor run` or `extractor export` wrote into `place`, in order.

    place: a `.jsonl`, `.jsonl.gz` or `.json` file, a `.csv` or `.parquet` folder, a `.sqlite` or `.duckdb` database.
    Raises InputError at a line that is no record, UsageError if there is nothing that holds records.
    """
    for one in read_stored(os.fspath(place)):
        if isinstance(one, InputError):
            raise one
        yield one


def write_records(records: Iterable[Record], out: str | Path, output_format: str | None = None) -> None:
    """Write records into a file or folder, in the format that `out` ends in or the one that is named.

    Without any record nothing is made. Raises UsageError for an unknown format or a place that can't be written,
    OutputError if a disk is full.
    """
    place = os.fspath(out)
    known = check_output(place, output_format)
    with open_writer(place, known) as writer:
        for record in records:
            writer.write(record.model_dump_json().encode())


def _here(names: Sequence[str], settings: Settings) -> Generator[Record | InputError, None, None]:
    make = prepare(settings)
    with known_duplicates() as duplicates:
        for source in open_inputs(names):
            outcome = attempt(source, make)
            if not isinstance(outcome, InputError) and (original := duplicates.first(outcome.id, fingerprint(outcome))):
                outcome = outcome.model_copy(update={"duplicate_of": original})
            yield outcome


def _in_workers(names: Sequence[str], settings: Settings, jobs: int) -> Generator[Record | InputError, None, None]:
    with (
        pages_for_now() as pages,
        closing(list_inputs(names, kept_in(pages), Visiting())) as entries,
        opened_run(entries, None, RunSettings(settings), partial(Pool, jobs)) as outcomes,
    ):
        for outcome in outcomes:
            yield outcome.error or Record.model_validate_json(outcome.record or b"")


def _settings(
    published: str | date | None, publisher: str | None, model: str | None, date_order: str | None
) -> Settings:
    """Raises UsageError for a day that is none, or an order of days that is none."""
    try:
        day = date.fromisoformat(str(published)).isoformat() if published else None
    except ValueError:
        raise UsageError(f"{published!r} is no day like 2024-06-03") from None
    check_text(publisher, "publisher")
    check_date_order(date_order)
    return Settings(model or DEFAULT_MODEL, day, publisher, date_order)


def _open(source: Path | str | bytes) -> Source:
    if isinstance(source, bytes):
        return Source("-", source)
    if isinstance(source, str) and not _names_input(source):
        return Source("-", source.encode("utf-8", "replace"), charset="utf-8")
    opened = list(islice(open_inputs([os.fspath(source)]), 2))
    if not opened:
        raise InputError(str(source), "empty", "holds no release", "give the file of one release")
    if isinstance(opened[0], InputError):
        raise opened[0]
    if len(opened) > 1:
        raise UsageError(f"{source} holds more than one release; use extract_many")
    return opened[0]


def _names_input(text: str) -> bool:
    """Whether a string is a path or an address; one that could be nothing but a path is, even if no file is there."""
    if len(text.splitlines()) != 1 or len(text) > _LONGEST_NAME:
        return False
    return (is_address(text) and " " not in text) or os.path.exists(text) or _PATH.fullmatch(text) is not None
