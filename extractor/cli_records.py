"""The commands that take records which are made already: export, review, evaluate, summary."""

from __future__ import annotations

from functools import partial

import typer

from extractor.options import Config, Format, Out, Quiet, Records
from extractor.terminal import error_console, exit_codes, standard_output


def add_commands(app: typer.Typer) -> None:
    """Let the command line know them."""
    app.command("export")(export_command)


def export_command(
    records: Records,
    *,
    out: Out = None,
    output_format: Format = None,
    quiet: Quiet = False,
    config: Config = None,
) -> None:
    """Write records in another format: tables, a database, lines.

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
        tell(console, f"{report.count:,} records in {out}", quiet=quiet or not out or not report.count)
        raise typer.Exit(report.exit_code)
