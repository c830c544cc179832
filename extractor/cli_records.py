"""The commands that take records which are made already: export, review, evaluate, summary."""

from __future__ import annotations

import os
from functools import partial

import typer

from extractor.options import (
    AsJson,
    Config,
    Floors,
    Format,
    Gold,
    Intervals,
    Out,
    Page,
    Quiet,
    Records,
    Show,
    Title,
    Top,
)
from extractor.terminal import error_console, exit_codes, standard_output, write_json
from extractor.wording import counted


def add_commands(app: typer.Typer) -> None:
    """Let the command line know them."""
    app.command("export")(export_command)
    app.command("review")(review_command)
    app.command("evaluate")(evaluate_command)
    app.command("summary")(summary_command)


def export_command(
    records: Records,
    *,
    out: Out = None,
    output_format: Format = None,
    quiet: Quiet = False,
    config: Config = None,
) -> None:
    """Write records in another format: tables, a database, a data set, tasks of an annotation tool, lines.

    Exit code: 0 all good, 1 some lines are no records, 2 usage, 3 nothing was written, 130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from extractor.apart import check_apart
        from extractor.given import check_parents
        from extractor.outputs.stored import read_stored
        from extractor.report import RecordsReport, tell
        from extractor.stores import local_path
        from extractor.write import check_output, errors_path, open_writer

        known = check_output(out, output_format)
        check_parents(out)
        out = out and local_path(out)
        check_apart(records, out, out and errors_path(out))
        report = RecordsReport(console)
        with open_writer(out, known, standard_output, tell=partial(tell, console)) as writer:
            for record in report.good(read_stored(records), writer.fail):
                writer.write(record.model_dump_json().encode())
        tell(console, f"{counted(report.count, 'record')} in {out}", quiet=quiet or not out or not report.count)
        raise typer.Exit(report.exit_code)


def review_command(
    records: Records,
    *,
    out: Page,
    title: Title = None,
    quiet: Quiet = False,
    config: Config = None,
) -> None:
    """Write one page to look at records, search them, correct them and make gold files of them.

    It needs no network and no server: open it in a browser.

    Exit code: 0 all good, 1 some lines are no records, 2 usage, 3 nothing was written, 130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from extractor.apart import check_apart
        from extractor.files import whole_file
        from extractor.given import check_no_folder, check_parents
        from extractor.outputs.stored import read_stored
        from extractor.report import RecordsReport, tell
        from extractor.review.page import write_page
        from extractor.stores import local_path

        check_parents(out)
        check_no_folder(out)
        check_apart(records, out)
        report = RecordsReport(console)
        with whole_file(local_path(out)) as file:
            good = report.good(read_stored(records))
            write_page(good, file.add, title=title or os.path.basename(records.rstrip("/")))
            if not report.count:
                raise typer.Exit(report.exit_code)
        tell(console, f"open {out} in a browser", quiet=quiet)
        raise typer.Exit(report.exit_code)


def evaluate_command(
    gold: Gold,
    records: Records,
    *,
    floors: Floors = None,
    show: Show = None,
    intervals: Intervals = False,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Tell how good records are, by what a careful reader found in the same releases.

    Exit code: 0 all good, 1 some figure is below its floor or some lines are no records, 2 usage, 3 no records,
    130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from pathlib import Path

        from extractor.evaluation import check_names, evaluate, read_floors, told, told_shortfalls
        from extractor.outputs.stored import read_stored
        from extractor.report import RecordsReport

        least = read_floors(Path(floors)) if floors else {}
        check_names(show or (), "show")
        report = RecordsReport(console)
        evaluation = evaluate(Path(gold), report.good(read_stored(records)), intervals=intervals)
        if as_json:
            write_json(evaluation.to_json())
        else:
            for line in told(evaluation, show or ()):
                typer.echo(line)
        short = evaluation.below(least)
        for line in told_shortfalls(short) if floors else ():
            typer.echo(line, err=as_json)
        raise typer.Exit(report.exit_code or bool(short))


def summary_command(records: Records, *, top: Top = 10, as_json: AsJson = False, config: Config = None) -> None:
    """Tell what is in many records: counts, speakers, organisations, roles, releases a month, problems.

    Exit code: 0 all good, 1 some lines are no records, 2 usage, 3 no records, 130 interrupted.
    """
    console = error_console()
    with exit_codes(console):
        from rich.console import Console

        from extractor.outputs.stored import read_stored
        from extractor.report import RecordsReport
        from extractor.summary.counts import Summary
        from extractor.summary.terminal import show_summary

        report = RecordsReport(console)
        summary = Summary.of(report.good(read_stored(records)), top)
        if as_json:
            write_json(summary.to_json())
        else:
            show_summary(summary, Console())
        raise typer.Exit(report.exit_code)
