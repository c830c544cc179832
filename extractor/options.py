"""The arguments and options of the commands, each told once: its name, its help, and what it takes."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from extractor import option_values as values
from extractor.terminal import error_console, exit_codes

# Where --help shows an option; those without a panel come first.
_READING = "How releases are read"
_WEB = "How addresses are visited"
_WORK = "How the work is done"
# Seconds of a day: timers of the system end somewhere.
_LONGEST = 86_400
_WHERE_RELEASES_ARE = (
    "Files, folders, globs, archives (.jsonl .zip .mbox .warc.gz .wacz), http(s) addresses of releases or of lists of"
    " them, stores (s3:// ...)"
)


def _argument(name: str, meaning: str) -> Any:
    return typer.Argument(metavar=name, show_default=False, help=meaning)


def _flag(names: str, meaning: str, panel: str | None = None) -> Any:
    """A flag with a form that takes it back: a file of options may have set it."""
    return typer.Option(names, metavar="", show_default=False, rich_help_panel=panel, help=meaning)


Inputs = Annotated[
    list[str],
    _argument("INPUT...", f"{_WHERE_RELEASES_ARE}, - for standard input, or a manifest that `extractor plan` wrote."),
]
PlanInputs = Annotated[list[str], _argument("INPUT...", f"{_WHERE_RELEASES_ARE}.")]
OneInput = Annotated[str, _argument("INPUT", "A file, an http(s) address, or - for standard input.")]
Manifest = Annotated[str, _argument("MANIFEST", "FOLDER/manifest.jsonl of `extractor plan`.")]

Records = Annotated[
    str,
    _argument(
        "RECORDS",
        "What extractor run or export wrote: .jsonl, .jsonl.gz, .json, .csv, .sqlite, .parquet, .duckdb or a data set.",
    ),
]

Addresses = Annotated[
    list[str],
    _argument(
        "INPUT...", "http(s) addresses of releases, news lists, feeds or sitemaps, or files that list addresses."
    ),
]
Keep = Annotated[
    str, typer.Option("--out", "-o", metavar="OUT", help="Folder or .warc.gz file in which the pages are kept.")
]

Out = Annotated[
    str | None,
    typer.Option(
        "--out", "-o", metavar="OUT", help="File or folder to write; its ending tells the format. Else standard output."
    ),
]
PlanFolder = Annotated[
    str, typer.Option("--out", "-o", metavar="FOLDER", help="Folder for the manifest and for what is done of it.")
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=values.formats,
        help="Format, if the ending does not tell: jsonl, jsonl.gz, json, csv, sqlite, parquet, duckdb, dataset,"
        " label-studio, prodigy or spacy.",
    ),
]
Dedupe = Annotated[
    bool,
    _flag("--dedupe/--no-dedupe", "Leave out releases that repeat an earlier one of the run, instead of marking them."),
]
Strict = Annotated[bool, _flag("--strict/--no-strict", "Count a record with problems as failed.")]
Summary = Annotated[str | None, typer.Option(metavar="FILE", help="Write what the run came to into FILE, as JSON.")]
Tables = Annotated[
    bool,
    typer.Option(
        "--tables", help="Describe the tables and their columns instead, as a Frictionless Data Package (JSON)."
    ),
]
Quiet = Annotated[bool, _flag("--quiet/--no-quiet", "Show neither progress nor summary; errors are shown.")]

Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        callback=values.iso_day,
        rich_help_panel=_READING,
        help="Day of issue (2024-06-03) of every release, whatever it says.",
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        callback=values.text,
        rich_help_panel=_READING,
        help="Issuer of every release, whatever it says.",
    ),
]
Order = Annotated[
    str | None,
    typer.Option(
        parser=values.one_of("DMY", "MDY"),
        autocompletion=lambda: ["DMY", "MDY"],
        metavar="DMY|MDY",
        rich_help_panel=_READING,
        help="How 03/06/2024 is read where the release does not show its order.",
    ),
]
Model = Annotated[
    str,
    typer.Option(
        metavar="NAME", rich_help_panel=_READING, help="A spaCy pipeline, by name or folder, in the place of ours."
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        callback=values.iso_day,
        rich_help_panel=_WEB,
        help="First day of issue (2024-01-01) of the releases that lists lead to.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", callback=values.iso_day, rich_help_panel=_WEB, help="Last day of issue of them."),
]
Match = Annotated[
    str | None,
    typer.Option(
        metavar="PATTERN",
        callback=values.pattern,
        rich_help_panel=_WEB,
        help="What their addresses must hold: text such as /press-releases/, or a regular expression.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(parser=values.at_least(1), metavar="N", rich_help_panel=_WEB, help="At most so many of each list."),
]
Delay = Annotated[
    float,
    typer.Option(
        parser=values.at_least(0.0, _LONGEST),
        metavar="SECONDS",
        rich_help_panel=_WEB,
        help="Pause between two requests to a host; its robots.txt may ask for a longer one.",
    ),
]
Deadline = Annotated[
    float,
    typer.Option(
        parser=values.at_least(0.1, _LONGEST),
        metavar="SECONDS",
        rich_help_panel=_WEB,
        help="Time that one page may take, tries and redirects included.",
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT",
        callback=values.header,
        rich_help_panel=_WEB,
        help="Mail address or page of whoever asks, told to every site that is visited.",
    ),
]
IgnoreRobots = Annotated[
    bool,
    _flag(
        "--ignore-robots/--no-ignore-robots",
        "Ask for pages that a site's robots.txt asks programs to leave, and without the pause that it asks for.",
        _WEB,
    ),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        metavar="HOST",
        callback=values.hosts,
        rich_help_panel=_WEB,
        help="Host that addresses may lead to although it is private; may be repeated.",
    ),
]

Jobs = Annotated[
    int,
    typer.Option(
        parser=values.at_least(0),
        metavar="N",
        rich_help_panel=_WORK,
        help="Worker processes; 0 takes one for every core.",
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        parser=values.one_of("local", "ray"),
        autocompletion=lambda: ["local", "ray"],
        metavar="local|ray",
        rich_help_panel=_WORK,
        help="What does the work: this machine, or a Ray cluster.",
    ),
]
Restart = Annotated[
    bool, _flag("--restart/--no-restart", "Begin anew, whatever an interrupted run into OUT has done.", _WORK)
]
TimeLimit = Annotated[
    float,
    typer.Option(
        parser=values.at_least(0.1, _LONGEST),
        metavar="SECONDS",
        rich_help_panel=_WORK,
        help="Time that one release may take; what takes longer fails.",
    ),
]
ShardSize = Annotated[
    int,
    typer.Option(
        parser=values.at_least(1),
        metavar="N",
        rich_help_panel=_WORK,
        help="Releases a shard: done, or lost to an interruption, together.",
    ),
]

Index = Annotated[
    int,
    typer.Option(parser=values.at_least(0), metavar="N", help="Which shard, counted from 0; with --of which share."),
]
Of = Annotated[
    int | None,
    typer.Option(
        parser=values.at_least(1), metavar="M", help="Share the shards among M calls: do N, N+M, N+2M ... in this."
    ),
]

Gold = Annotated[str, _argument("GOLD", "A folder of gold files (.json), one a release.")]
Page = Annotated[str, typer.Option("--out", "-o", metavar="PAGE", help="The page to write, such as review.html.")]
Title = Annotated[
    str | None,
    typer.Option(metavar="TEXT", callback=values.text, help="What stands above the page; else the name of RECORDS."),
]
Floors = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="JSON object of measures with the least each must reach; else exit code 1."),
]
Show = Annotated[
    list[str] | None,
    typer.Option(
        metavar="MEASURE", autocompletion=values.measures, help="Tell the errors of this measure. May be repeated."
    ),
]
Intervals = Annotated[bool, _flag("--intervals/--no-intervals", "Add 95 % confidence intervals.")]
AsJson = Annotated[bool, _flag("--json/--no-json", "Print everything as JSON.")]
Top = Annotated[int, typer.Option(parser=values.at_least(1), metavar="N", help="How many rows each ranking has.")]


def _use_config(context: typer.Context, given: str | None) -> None:
    if context.resilient_parsing or (given is None and context.parent is None):
        return  # A command looks for extractor.toml; --version, schema and a shell that completes words need none.
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
