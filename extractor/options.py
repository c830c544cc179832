"""The options that several commands of the command line share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from extractor.errors import UsageError, check_text
from extractor.terminal import error_console, exit_codes

# Where --help shows an option; those without a panel come first.
_READING = "How releases are read"
_WEB = "How addresses are visited"
_WORK = "How the work is done"
# Seconds of a day: timers of the system end somewhere.
_LONGEST = 86_400


def _iso_day(value: str | None) -> str | None:
    if value is not None:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise typer.BadParameter(f"{value!r} is no day like 2024-06-03") from None
    return None


def _text(value: str | None) -> str | None:
    try:
        check_text(value, "it")
    except UsageError as error:
        raise typer.BadParameter(str(error)) from None
    return value


def _pattern(value: str | None) -> str | None:
    if value is not None:
        try:
            re.compile(value)
        except (re.error, RecursionError) as error:
            raise typer.BadParameter(f"{value!r} is no regular expression: {error}") from None
    return value


def _header(value: str | None) -> str | None:
    if value is not None and not (value.strip() and value.isascii() and value.isprintable()):
        raise typer.BadParameter("must be one line of plain ASCII, for it stands in a header")
    return value


def _hosts(values: list[str] | None) -> list[str] | None:
    for value in values or ():
        if not re.fullmatch(r"[^\s/:@]+|\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\]?", value):
            raise typer.BadParameter(f"{value!r} is no host's name; give it without scheme, port and path")
    return values


def _one_of(*names: str) -> Callable[[str], str]:
    """What takes one of some names, in any case."""

    def parse(value: str) -> str:
        for name in names:
            if name.casefold() == value.casefold():
                return name
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(names)}")

    return parse


def _formats() -> list[str]:
    from extractor.outputs.formats import FORMATS

    return [known.name for known in FORMATS]


def _measures() -> list[str]:
    from extractor.evaluation import MEASURES

    return list(MEASURES)


def _at_least(least: float, most: float = math.inf) -> Callable[[str], float]:
    """What takes numbers that are neither too small nor too large; whole ones if `least` is."""
    kind, name = (int, "whole number") if isinstance(least, int) else (float, "number")

    def parse(value: str) -> float:
        try:
            number = kind(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is no {name}") from None
        if not least <= number < math.inf:
            raise typer.BadParameter(f"{value} is out of range: must be {least} or more")
        if number > most:
            raise typer.BadParameter(f"{value} is out of range: must be {most} or less")
        return number

    return parse


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        show_default=False,
        help="Files, folders, globs, archives (.jsonl .zip .mbox .warc.gz .wacz), http(s) addresses of releases or of"
        " lists of them, stores (s3:// ...), - for standard input, or a manifest that `extractor plan` wrote.",
    ),
]
PlanInputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        show_default=False,
        help="Files, folders, globs, archives (.jsonl .zip .mbox .warc.gz .wacz), http(s) addresses of releases or of"
        " lists of them, stores (s3:// ...).",
    ),
]
OneInput = Annotated[
    str,
    typer.Argument(metavar="INPUT", show_default=False, help="A file, an http(s) address, or - for standard input."),
]
Manifest = Annotated[
    str, typer.Argument(metavar="MANIFEST", show_default=False, help="FOLDER/manifest.jsonl of `extractor plan`.")
]

Records = Annotated[
    str,
    typer.Argument(
        metavar="RECORDS",
        show_default=False,
        help="What extractor run or export wrote: .jsonl, .jsonl.gz, .json, .csv, .sqlite, .parquet, .duckdb or a"
        " data set.",
    ),
]

Addresses = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        show_default=False,
        help="http(s) addresses of releases, news lists, feeds or sitemaps, or files that list addresses.",
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
        autocompletion=_formats,
        help="Format, if the ending does not tell: jsonl, jsonl.gz, json, csv, sqlite, parquet, duckdb, dataset,"
        " label-studio, prodigy or spacy.",
    ),
]
Dedupe = Annotated[
    bool,
    typer.Option(
        "--dedupe/--no-dedupe",
        metavar="",
        show_default=False,
        help="Leave out releases that repeat an earlier one of the run, instead of marking them.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict/--no-strict", metavar="", show_default=False, help="Count a record with problems as failed."
    ),
]
Summary = Annotated[str | None, typer.Option(metavar="FILE", help="Write what the run came to into FILE, as JSON.")]
Tables = Annotated[
    bool,
    typer.Option(
        "--tables", help="Describe the tables and their columns instead, as a Frictionless Data Package (JSON)."
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet/--no-quiet",
        metavar="",
        show_default=False,
        help="Show neither progress nor summary; errors are shown.",
    ),
]

Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        callback=_iso_day,
        rich_help_panel=_READING,
        help="Day of issue (2024-06-03) of every release, whatever it says.",
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", callback=_text, rich_help_panel=_READING, help="Issuer of every release, whatever it says."
    ),
]
Order = Annotated[
    str | None,
    typer.Option(
        parser=_one_of("DMY", "MDY"),
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
        callback=_iso_day,
        rich_help_panel=_WEB,
        help="First day of issue (2024-01-01) of the releases that lists lead to.",
    ),
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", callback=_iso_day, rich_help_panel=_WEB, help="Last day of issue of them.")
]
Match = Annotated[
    str | None,
    typer.Option(
        metavar="PATTERN",
        callback=_pattern,
        rich_help_panel=_WEB,
        help="What their addresses must hold: text such as /press-releases/, or a regular expression.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(parser=_at_least(1), metavar="N", rich_help_panel=_WEB, help="At most so many of each list."),
]
Delay = Annotated[
    float,
    typer.Option(
        parser=_at_least(0.0, _LONGEST),
        metavar="SECONDS",
        rich_help_panel=_WEB,
        help="Pause between two requests to a host; its robots.txt may ask for a longer one.",
    ),
]
Deadline = Annotated[
    float,
    typer.Option(
        parser=_at_least(0.1, _LONGEST),
        metavar="SECONDS",
        rich_help_panel=_WEB,
        help="Time that one page may take, tries and redirects included.",
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT",
        callback=_header,
        rich_help_panel=_WEB,
        help="Mail address or page of whoever asks, told to every site that is visited.",
    ),
]
IgnoreRobots = Annotated[
    bool,
    typer.Option(
        "--ignore-robots/--no-ignore-robots",
        metavar="",
        show_default=False,
        rich_help_panel=_WEB,
        help="Ask for pages that a site's robots.txt asks programs to leave, and without the pause that it asks for.",
    ),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        metavar="HOST",
        callback=_hosts,
        rich_help_panel=_WEB,
        help="Host that addresses may lead to although it is private; may be repeated.",
    ),
]

Jobs = Annotated[
    int,
    typer.Option(
        parser=_at_least(0), metavar="N", rich_help_panel=_WORK, help="Worker processes; 0 takes one for every core."
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        parser=_one_of("local", "ray"),
        autocompletion=lambda: ["local", "ray"],
        metavar="local|ray",
        rich_help_panel=_WORK,
        help="What does the work: this machine, or a Ray cluster.",
    ),
]
Restart = Annotated[
    bool,
    typer.Option(
        "--restart/--no-restart",
        metavar="",
        show_default=False,
        rich_help_panel=_WORK,
        help="Begin anew, whatever an interrupted run into OUT has done.",
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        parser=_at_least(0.1, _LONGEST),
        metavar="SECONDS",
        rich_help_panel=_WORK,
        help="Time that one release may take; what takes longer fails.",
    ),
]
ShardSize = Annotated[
    int,
    typer.Option(
        parser=_at_least(1),
        metavar="N",
        rich_help_panel=_WORK,
        help="Releases a shard: done, or lost to an interruption, together.",
    ),
]

Index = Annotated[
    int, typer.Option(parser=_at_least(0), metavar="N", help="Which shard, counted from 0; with --of which share.")
]
Of = Annotated[
    int | None,
    typer.Option(parser=_at_least(1), metavar="M", help="Share the shards among M calls: do N, N+M, N+2M ... in this."),
]


Gold = Annotated[
    str, typer.Argument(metavar="GOLD", show_default=False, help="A folder of gold files (.json), one a release.")
]
Page = Annotated[str, typer.Option("--out", "-o", metavar="PAGE", help="The page to write, such as review.html.")]
Title = Annotated[
    str | None,
    typer.Option(metavar="TEXT", callback=_text, help="What stands above the page; else the name of RECORDS."),
]
Floors = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="JSON object of measures with the least each must reach; else exit code 1."),
]
Show = Annotated[
    list[str] | None,
    typer.Option(metavar="MEASURE", autocompletion=_measures, help="Tell the errors of this measure. May be repeated."),
]
Intervals = Annotated[
    bool,
    typer.Option("--intervals/--no-intervals", metavar="", show_default=False, help="Add 95 % confidence intervals."),
]
AsJson = Annotated[
    bool, typer.Option("--json/--no-json", metavar="", show_default=False, help="Print everything as JSON.")
]
Top = Annotated[int, typer.Option(parser=_at_least(1), metavar="N", help="How many rows each ranking has.")]


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
