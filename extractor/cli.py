"""The command line: it joins inputs, run, outputs and exit codes, and knows nothing else."""

from __future__ import annotations

import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from extractor import __version__
from extractor.errors import InputError, UsageError
from extractor.options import (
    AllowHost,
    Dedupe,
    Engine,
    Format,
    Index,
    Inputs,
    Jobs,
    Manifest,
    Model,
    Of,
    OneInput,
    Order,
    Out,
    PlanFolder,
    PlanInputs,
    Published,
    Publisher,
    Quiet,
    Restart,
    ShardSize,
    Strict,
    Summary,
    TimeLimit,
)
from extractor.settings import DEFAULT_MODEL, SHARD_SIZE, TIME_LIMIT, Settings
from extractor.terminal import error_console, exit_codes, fill_closed_streams, standard_output

if TYPE_CHECKING:
    from extractor.batch.plan import RunSettings
    from extractor.batch.run import OpenEngine

# What a manifest holds already.
_PLANNED = ("published", "publisher", "model", "date_order", "allow_host", "time_limit", "shard_size")

app = typer.Typer(
    name="extractor",
    help="Press releases in, records out: dates, organisations, people with roles, attributed quotes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


def _use_config(context: typer.Context, given: str | None) -> None:
    if given is None and context.parent is None:
        return  # A command looks for extractor.toml; --version and schema need none.
    with exit_codes(error_console()):
        from extractor.config import use_config

        use_config(context, given)


Config = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        is_eager=True,
        callback=_use_config,
        help="File of options; else extractor.toml, if the working folder has it.",
    ),
]


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    config: Config = None,
) -> None:
    pass


@app.command("run")
def run_command(
    context: typer.Context,
    inputs: Inputs,
    *,
    out: Out = None,
    output_format: Format = None,
    dedupe: Dedupe = False,
    strict: Strict = False,
    summary: Summary = None,
    quiet: Quiet = False,
    published: Published = None,
    publisher: Publisher = None,
    date_order: Order = None,
    model: Model = DEFAULT_MODEL,
    allow_host: AllowHost = None,
    jobs: Jobs = 0,
    engine: Engine = "local",
    restart: Restart = False,
    time_limit: TimeLimit = TIME_LIMIT,
    shard_size: ShardSize = SHARD_SIZE,
    config: Config = None,
) -> None:
    """Turn releases into records, one JSON object a line.

    The same command goes on where an interrupted one stopped. INPUT may be a manifest that `extractor plan` made.

    Exit code: 0 all good, 1 some inputs failed, 2 usage, 3 nothing succeeded, 130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from extractor.apart import check_apart, without_outputs
        from extractor.batch.run import opened_manifest, opened_run, work_path
        from extractor.inputs.places import count_places
        from extractor.inputs.sources import list_entries
        from extractor.report import Report, tell
        from extractor.stores import local_path
        from extractor.write import check_format, errors_path, is_device, open_writer, write_summary

        check_format(out, output_format)
        out = out and local_path(out)
        outputs = [path for path in (out, out and errors_path(out), summary) if path]
        settings = _run_settings(model, published, publisher, date_order, allow_host, time_limit, shard_size)
        manifest = _manifest_among(inputs, context)
        check_apart(manifest, *outputs)
        # Records on the terminal and a bar on the terminal would tear each other apart.
        has_bar = not quiet and sys.stderr.isatty() and (out is not None or not (sys.stdout and sys.stdout.isatty()))
        total = count_places(inputs) if has_bar and not manifest else None
        report = Report(console, total=total, strict=strict, has_bar=has_bar, quiet=quiet)
        running = (
            opened_manifest(manifest, _engine(engine, jobs))
            if manifest
            else opened_run(
                without_outputs(list_entries(inputs), outputs, out and f"{out}.work"),
                None if out is None or is_device(out) else out,
                settings,
                _engine(engine, jobs),
                restart=restart,
                tell=partial(tell, console),
            )
        )
        with (
            running as outcomes,
            report,
            open_writer(out, standard_output, parts=None if manifest else work_path(out)) as writer,
        ):
            for outcome in outcomes:
                report.take(outcome)
                if outcome.error is not None:
                    writer.fail(outcome.error)
                elif outcome.record is not None and not (dedupe and outcome.repeats):
                    writer.write(outcome.record)
        if summary:
            write_summary(summary, report.summary())
        raise typer.Exit(report.exit_code)


@app.command("plan")
def plan_command(
    inputs: PlanInputs,
    *,
    folder: PlanFolder,
    published: Published = None,
    publisher: Publisher = None,
    date_order: Order = None,
    model: Model = DEFAULT_MODEL,
    allow_host: AllowHost = None,
    time_limit: TimeLimit = TIME_LIMIT,
    shard_size: ShardSize = SHARD_SIZE,
    config: Config = None,
) -> None:
    """Write the plan of a run, FOLDER/manifest.jsonl, for `extractor run` or `extractor shard`, here or elsewhere.

    Prints how many shards it has. Exit code: 0 all good, 2 usage, 130 interrupted.
    """
    with exit_codes(error_console()):
        from extractor.apart import without_outputs
        from extractor.batch.run import write_plan
        from extractor.inputs.places import STANDARD_INPUT
        from extractor.inputs.sources import list_entries

        if STANDARD_INPUT in inputs:
            raise UsageError("standard input can be read by one run only; save it as a file and plan that")
        settings = _run_settings(model, published, publisher, date_order, allow_host, time_limit, shard_size)
        entries = without_outputs(list_entries(inputs), [], folder)
        typer.echo(write_plan(entries, settings, folder))


@app.command("shard")
def shard_command(
    manifest: Manifest,
    *,
    index: Index,
    of: Of = None,
    config: Config = None,
) -> None:
    """Do one shard of a plan, or one share of them: for job arrays, on any machine that sees the same files.

    What is done already is left. Exit code: 0 all done, 2 usage, 130 interrupted.
    """
    with exit_codes(error_console()):
        from extractor.batch.pool import Pool
        from extractor.batch.run import do_shards

        do_shards(manifest, index, of, partial(Pool, 1))


@app.command("show")
def show_command(
    release: OneInput,
    *,
    published: Published = None,
    publisher: Publisher = None,
    date_order: Order = None,
    model: Model = DEFAULT_MODEL,
    allow_host: AllowHost = None,
    config: Config = None,
) -> None:
    """Print one release readably: its text with the facts in colour, then tables of them.

    Of several, the first is shown. Exit code: 0 all good, 2 usage, 3 no record, 130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from rich.console import Console

        from extractor.batch.attempt import attempt, prepare
        from extractor.inputs.sources import open_inputs
        from extractor.report import tell
        from extractor.show import show

        source = next(open_inputs([release], allow_hosts=frozenset(allow_host or ())))
        make = prepare(_settings(model, published, publisher, date_order))
        outcome = attempt(source, make)
        if isinstance(outcome, InputError):
            tell(console, str(outcome))
            raise typer.Exit(3)
        show(outcome, Console(highlight=False))


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a record."""
    with exit_codes(error_console()):
        import json

        from extractor.record import json_schema

        typer.echo(json.dumps(json_schema(), indent=2))


def main() -> None:
    """Run the command line. Being asked to end (SIGTERM, or SIGHUP of a terminal that goes) ends it as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        # What `nohup` has ignored stays so.
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) == signal.SIG_DFL:
            signal.signal(getattr(signal, name), signal.default_int_handler)
    fill_closed_streams()
    app(prog_name="extractor")


def _settings(model: str, published: str | None, publisher: str | None, date_order: str | None) -> Settings:
    return Settings(model, published, publisher, date_order)


def _run_settings(  # noqa: PLR0917 (the options of three commands, in their order)
    model: str,
    published: str | None,
    publisher: str | None,
    date_order: str | None,
    allow_host: list[str] | None,
    time_limit: float,
    shard_size: int,
) -> RunSettings:
    from extractor.batch.plan import RunSettings, model_version

    return RunSettings(
        _settings(model, published, publisher, date_order),
        time_limit=time_limit,
        allow_hosts=tuple(sorted(set(allow_host or ()))),
        shard_size=shard_size,
        model_version=model_version(model),
    )


def _engine(name: str, jobs: int) -> OpenEngine:
    if name == "ray":
        from extractor.batch.ray_engine import RayEngine

        return partial(RayEngine, jobs or None)
    from extractor.batch.pool import Pool
    from extractor.batch.run import cores

    return partial(Pool, jobs or cores())


def _manifest_among(inputs: list[str], context: typer.Context) -> str | None:
    """The manifest, if the input is one. Raises UsageError for what can't be said beside a manifest."""
    from extractor.batch.manifest import is_manifest

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
    return manifest
