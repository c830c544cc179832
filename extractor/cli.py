"""The command line: it joins inputs, run, outputs and exit codes, and knows nothing else.

A command has as many arguments as options, for these are read off its signature.
"""

from __future__ import annotations

import signal
from contextlib import closing, nullcontext
from functools import partial
from typing import Annotated

import typer

from extractor import __version__
from extractor.cli_records import add_commands
from extractor.errors import InputError, UsageError
from extractor.options import (
    Addresses,
    AllowHost,
    Config,
    Contact,
    Deadline,
    Dedupe,
    Delay,
    Engine,
    Format,
    IgnoreRobots,
    Index,
    Inputs,
    Jobs,
    Keep,
    Limit,
    Manifest,
    Match,
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
    Since,
    Strict,
    Summary,
    Tables,
    TimeLimit,
    Until,
)
from extractor.settings import DEFAULT_MODEL, SHARD_SIZE, TIME_LIMIT, Settings
from extractor.terminal import (
    accept_any_text,
    can_show_bar,
    error_console,
    exit_codes,
    fill_closed_streams,
    standard_output,
    write_json,
)
from extractor.web.settings import DEADLINE, DELAY

app = typer.Typer(
    name="extractor",
    help="Press releases in, records out: dates, organisations, people with roles, attributed quotes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


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
    since: Since = None,
    until: Until = None,
    match: Match = None,
    limit: Limit = None,
    delay: Delay = DELAY,
    deadline: Deadline = DEADLINE,
    contact: Contact = None,
    ignore_robots: IgnoreRobots = False,
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
        from extractor.apart import check_apart
        from extractor.batch.manifest import count_inputs
        from extractor.batch.run import opened_manifest, work_path
        from extractor.cli_run import Outputs, opened_inputs
        from extractor.given import check_selection, engine_of, manifest_among, run_settings, visiting_of
        from extractor.inputs.places import count_places
        from extractor.report import Report, tell
        from extractor.write import open_writer, saved_summary

        outputs = Outputs.checked(out, output_format, summary)
        settings = run_settings(Settings(model, published, publisher, date_order), time_limit, shard_size)
        manifest = manifest_among(inputs, context)
        check_apart(manifest, *outputs.paths)
        visiting = visiting_of(context, partial(tell, console, quiet=quiet))
        if not manifest:
            check_selection(inputs, context)
        has_bar = not quiet and can_show_bar(has_file=out is not None)
        total = (count_inputs(manifest) if manifest else count_places(inputs)) if has_bar else None
        report = Report(console, total=total, strict=strict, dedupe=dedupe, has_bar=has_bar, quiet=quiet)
        told, workers = partial(tell, console), engine_of(engine, jobs)
        running = (
            opened_manifest(manifest, workers, tell=told)
            if manifest
            else opened_inputs(inputs, outputs, visiting, settings, workers, restart=restart, tell=told)
        )
        with (
            saved_summary(summary, report.summary),
            running as outcomes,
            report,
            open_writer(
                outputs.records,
                outputs.format,
                standard_output,
                parts=None if manifest else work_path(outputs.records),
                tell=told,
            ) as writer,
        ):
            for outcome in outcomes:
                report.take(outcome)
                if outcome.error is not None:
                    writer.fail(outcome.error)
                elif outcome.record is not None and not (dedupe and outcome.repeats):
                    writer.write(outcome.record)
        if out and not report.has_records:
            tell(console, f"no input gave a record; {outputs.records} is neither made nor changed")
        raise typer.Exit(report.exit_code)


@app.command("collect")
def collect_command(
    context: typer.Context,
    inputs: Addresses,
    *,
    out: Keep,
    since: Since = None,
    until: Until = None,
    match: Match = None,
    limit: Limit = None,
    delay: Delay = DELAY,
    deadline: Deadline = DEADLINE,
    contact: Contact = None,
    ignore_robots: IgnoreRobots = False,
    allow_host: AllowHost = None,
    quiet: Quiet = False,
    config: Config = None,
) -> None:
    """Keep the pages of releases, by their addresses or by the lists, feeds and sitemaps that lead to them.

    `extractor run OUT` reads them later without asking the site again. The same command goes on where it stopped, and
    later adds what is new.

    Exit code: 0 all good, 1 some pages failed, 2 usage, 3 nothing was kept, 130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from extractor.collect.inputs import list_inputs
        from extractor.given import check_addresses, check_parents, keep_of, visiting_of
        from extractor.report import CollectReport, tell
        from extractor.write import open_errors

        keep = keep_of(out)
        check_parents(out)
        check_addresses(inputs)
        has_bar = not quiet and can_show_bar(has_file=True)
        visiting = visiting_of(context, partial(tell, console, quiet=quiet))
        with (
            keep as opened,
            open_errors(opened.errors) as fail,
            CollectReport(console, out, lambda: opened.pages, has_bar=has_bar, quiet=quiet) as report,
            closing(list_inputs(inputs, lambda: nullcontext(opened), visiting)) as outcomes,
        ):
            for outcome in outcomes:
                report.take(outcome)
                if isinstance(outcome, InputError):
                    fail(outcome)
        raise typer.Exit(report.exit_code)


@app.command("plan")
def plan_command(
    context: typer.Context,
    inputs: PlanInputs,
    *,
    folder: PlanFolder,
    published: Published = None,
    publisher: Publisher = None,
    date_order: Order = None,
    model: Model = DEFAULT_MODEL,
    since: Since = None,
    until: Until = None,
    match: Match = None,
    limit: Limit = None,
    delay: Delay = DELAY,
    deadline: Deadline = DEADLINE,
    contact: Contact = None,
    ignore_robots: IgnoreRobots = False,
    allow_host: AllowHost = None,
    time_limit: TimeLimit = TIME_LIMIT,
    shard_size: ShardSize = SHARD_SIZE,
    config: Config = None,
) -> None:
    """Write the plan of a run, FOLDER/manifest.jsonl, for `extractor run` or `extractor shard`, here or elsewhere.

    Prints how many shards it has.

    Exit code: 0 all good, 1 some inputs can't be read, 2 usage, 3 none can be read, 130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from extractor.apart import without_outputs
        from extractor.batch.run import write_plan
        from extractor.collect.inputs import kept_in, list_inputs
        from extractor.given import (
            check_plan_folder,
            check_planned_addresses,
            check_selection,
            pages_folder,
            run_settings,
            visiting_of,
        )
        from extractor.inputs.places import STANDARD_INPUT
        from extractor.report import PlanReport, tell
        from extractor.stores import local_path

        if STANDARD_INPUT in inputs:
            raise UsageError("standard input can be read by one run only; save it as a file and plan that")
        check_plan_folder(folder)
        record = Settings(model, published, publisher, date_order)
        settings = run_settings(record, time_limit, shard_size)
        check_planned_addresses(inputs, folder)
        check_selection(inputs, context)
        visiting, report = visiting_of(context, partial(tell, console)), PlanReport(console)
        with (
            pages_folder(local_path(folder)) as pages,
            closing(list_inputs(inputs, kept_in(pages), visiting)) as entries,
        ):
            typer.echo(write_plan(without_outputs(entries, [], folder), settings, folder, report.take))
        raise typer.Exit(report.exit_code)


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
        from extractor.given import check_manifest

        check_manifest(manifest)
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
        from extractor.collect.inputs import Visiting, open_inputs
        from extractor.report import tell
        from extractor.show import show
        from extractor.web.settings import WebSettings

        web = WebSettings(frozenset(allow_host or ()))
        with closing(open_inputs([release], Visiting(web))) as sources:
            source = next(sources, InputError(release, "empty", "leads to no release", "give the address of one"))
        make = prepare(Settings(model, published, publisher, date_order))
        outcome = attempt(source, make)
        if isinstance(outcome, InputError):
            tell(console, str(outcome))
            raise typer.Exit(3)
        show(outcome, Console(highlight=False))


@app.command("schema")
def schema_command(tables: Tables = False) -> None:
    """Print the JSON Schema of a record, or what stands in which column of the tables."""
    with exit_codes(error_console()):
        from extractor.outputs.tables.package import data_package
        from extractor.record import json_schema

        write_json(data_package() if tables else json_schema())


add_commands(app)


def main() -> None:
    """Run the command line. Being asked to end (SIGTERM, or SIGHUP of a terminal that goes) ends it as Ctrl-C does."""
    endings = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for ending in endings:
        # What `nohup` has ignored stays so.
        if signal.getsignal(ending) == signal.SIG_DFL:
            signal.signal(ending, signal.default_int_handler)
    fill_closed_streams()
    accept_any_text()
    try:
        app(prog_name="extractor")
    finally:
        # Asked once more while it ends, Python would show where it was.
        for ending in [signal.SIGINT, *endings]:
            signal.signal(ending, signal.SIG_IGN)
