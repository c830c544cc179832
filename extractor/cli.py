"""The command line: it joins inputs, run, outputs and exit codes, and knows nothing else."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor import __version__
from extractor.errors import InputError, UsageError
from extractor.settings import DEFAULT_MODEL, Settings

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.release import Source

app = typer.Typer(
    name="extractor",
    help="Press releases in, records out: dates, organisations, people with roles, attributed quotes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class DateOrder(StrEnum):
    """How a date like 03/06/2024 is read."""

    DMY = "DMY"
    MDY = "MDY"


def _iso_day(value: str | None) -> str | None:
    if value is not None:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise typer.BadParameter(f"{value!r} is no day like 2024-06-03") from None
    return None


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", callback=_iso_day, help="Day of issue (2024-06-03) of every release, whatever it says."
    ),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Issuer of every release, whatever it says.")]
Model = Annotated[str, typer.Option(metavar="NAME", help="Another spaCy pipeline than ours, by name or folder.")]
Order = Annotated[
    DateOrder | None,
    typer.Option(
        case_sensitive=False,
        metavar="DMY|MDY",
        help="How 03/06/2024 is read where the release does not show its order.",
    ),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST", help="Host that addresses may lead to although it is private; may be repeated."),
]


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command("run")
def run_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            show_default=False,
            help="Files, folders, globs, .jsonl corpora, http(s) addresses, or - for standard input.",
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="OUT", help="File to write; its ending tells the format. Else standard output."
        ),
    ] = None,
    output_format: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="Format, if the ending does not tell: jsonl.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, metavar="N", help="Worker processes; 0 takes one for every core.")] = 1,
    published: Published = None,
    publisher: Publisher = None,
    model: Model = DEFAULT_MODEL,
    date_order: Order = None,
    allow_host: AllowHost = None,
    strict: Annotated[bool, typer.Option("--strict", help="Count a record with problems as failed.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Show neither progress nor summary; errors are shown.")
    ] = False,
) -> None:
    """Turn releases into records, one JSON object a line.

    Exit code: 0 all good, 1 some inputs failed, 2 usage, 3 nothing succeeded, 130 interrupted.
    """
    console = _error_console()
    with _exit_codes(console):
        from extractor.inputs.sources import count_inputs, open_inputs
        from extractor.report import Report
        from extractor.run import run
        from extractor.write import check_format, open_writer

        check_format(out, output_format)
        _refuse_overwriting(inputs, out)
        # Records on the terminal and a bar on the terminal would tear each other apart.
        has_bar = not quiet and sys.stderr.isatty() and (out is not None or not sys.stdout.isatty())
        report = Report(
            console, total=count_inputs(inputs) if has_bar else None, strict=strict, has_bar=has_bar, quiet=quiet
        )
        sources = _without_outputs(open_inputs(inputs, allow_hosts=frozenset(allow_host or ())), out)
        outcomes = run(
            sources,
            Settings(model, published, publisher, date_order and date_order.value),
            jobs=jobs or os.cpu_count() or 1,
        )
        with report, open_writer(out, sys.stdout.buffer) as writer, closing(outcomes):
            for outcome in outcomes:
                if isinstance(outcome, InputError):
                    writer.fail(outcome)
                    report.error(outcome)
                else:
                    writer.write(outcome)
                    report.record(outcome)
        raise typer.Exit(report.exit_code)


@app.command("show")
def show_command(
    release: Annotated[
        str,
        typer.Argument(
            metavar="INPUT", show_default=False, help="A file, an http(s) address, or - for standard input."
        ),
    ],
    *,
    published: Published = None,
    publisher: Publisher = None,
    model: Model = DEFAULT_MODEL,
    date_order: Order = None,
    allow_host: AllowHost = None,
) -> None:
    """Print one release readably: its text with the facts in colour, then tables of them.

    Of several, the first is shown. Exit code: 0 all good, 2 usage, 3 no record, 130 interrupted.
    """
    console = _error_console()
    with _exit_codes(console):
        from rich.console import Console

        from extractor.inputs.sources import open_inputs
        from extractor.report import tell
        from extractor.run import run
        from extractor.show import show

        sources = open_inputs([release], allow_hosts=frozenset(allow_host or ()))
        outcome = next(run(sources, Settings(model, published, publisher, date_order and date_order.value)))
        if isinstance(outcome, InputError):
            tell(console, str(outcome))
            raise typer.Exit(3)
        show(outcome, Console(highlight=False))


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a record."""
    with _exit_codes(_error_console()):
        import json

        from extractor.record import json_schema

        typer.echo(json.dumps(json_schema(), indent=2))


def main() -> None:
    """Run the command line. Being asked to end (SIGTERM) ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app(prog_name="extractor")


def _error_console() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False)


@contextmanager
def _exit_codes(console: Console) -> Iterator[None]:
    """Turn what ends a command into its exit code and at most one line."""
    from extractor.report import tell

    try:
        yield
    except UsageError as error:
        tell(console, str(error))
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:
        raise typer.Exit(130) from error
    except BrokenPipeError as error:
        # The reader has gone (`| head`). Python would complain of it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error
    except OSError as error:
        tell(console, f"can't write the output: {error.strerror or error}")
        raise typer.Exit(2) from error


def _refuse_overwriting(inputs: list[str], out: Path | None) -> None:
    if out is None or not out.is_file():
        return
    for given in inputs:
        if os.path.isfile(given) and out.samefile(given):
            raise UsageError(f"{out} is an input too; give another name to -o")


def _without_outputs(sources: Iterable[Source | InputError], out: Path | None) -> Iterator[Source | InputError]:
    """The sources, as long as none, found in a folder or by a glob, is a file that this run is about to replace.

    Raises UsageError if one is; the temporary output is dropped then, and nothing is overwritten.
    """
    from extractor.write import errors_path

    written = [path for path in (out, errors_path(out)) if path.is_file()] if out else []
    for source in sources:
        path = source.uri.split("#", 1)[0]
        for target in written:
            if os.path.isfile(path) and target.samefile(path):
                raise UsageError(f"{target} would be overwritten, and is an input too; give another name to -o")
        yield source


if __name__ == "__main__":
    main()
