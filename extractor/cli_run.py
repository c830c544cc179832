"""What `extractor run` opens and fills: the inputs and their outcomes, the places that it writes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Self

from extractor.apart import without_outputs
from extractor.batch.outcome import Outcome
from extractor.batch.plan import RunSettings
from extractor.batch.run import OpenEngine, opened_run, work_place
from extractor.collect.inputs import Visiting, kept_in, list_inputs
from extractor.given import check_no_folder, check_parents, pages_folder
from extractor.inputs.places import passed_over
from extractor.outputs.formats import Format
from extractor.stores import local_path
from extractor.write import check_output, errors_path, is_device


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where a run writes: its records and their format, None for standard output; what it came to, None for nowhere."""

    records: str | None
    format: Format
    summary: str | None

    @classmethod
    def checked(cls, out: str | None, output_format: str | None, summary: str | None) -> Self:
        """The outputs as given. Raises UsageError if the format is unknown or there is no such place."""
        known = check_output(out, output_format)
        check_parents(out, summary)
        check_no_folder(summary)
        return cls(out and local_path(out), known, summary)

    @property
    def paths(self) -> list[str]:
        """All files that are written."""
        return [path for path in (self.records, self.records and errors_path(self.records), self.summary) if path]

    @property
    def resumable(self) -> str | None:
        """The records, where a run that was interrupted can go on; None for what only takes a stream."""
        return None if self.records is None or is_device(self.records) else self.records


@contextmanager
def opened_inputs(
    inputs: Sequence[str],
    outputs: Outputs,
    visiting: Visiting,
    settings: RunSettings,
    engine: OpenEngine,
    *,
    restart: bool,
    tell: Callable[[str], None],
) -> Iterator[Iterator[Outcome]]:
    """The outcomes of inputs, to be taken within the block; what is done of them stands beside the output meanwhile."""
    for line in passed_over(inputs, outputs.paths):
        tell(line)
    work = outputs.resumable and work_place(outputs.resumable)
    with (
        pages_folder(work) as pages,
        closing(list_inputs(inputs, kept_in(pages), visiting)) as entries,
        opened_run(
            without_outputs(entries, outputs.paths, work),
            outputs.resumable,
            settings,
            engine,
            restart=restart,
            tell=tell,
        ) as outcomes,
    ):
        yield outcomes
