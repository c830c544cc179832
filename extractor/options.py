"""The options that several commands of the command line share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer


class DateOrder(StrEnum):
    """How a date like 03/06/2024 is read."""

    DMY = "DMY"
    MDY = "MDY"


class EngineName(StrEnum):
    """What runs the shards of a run."""

    LOCAL = "local"
    RAY = "ray"


def _iso_day(value: str | None) -> str | None:
    if value is not None:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise typer.BadParameter(f"{value!r} is no day like 2024-06-03") from None
    return None


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        show_default=False,
        help="Files, folders, globs, .jsonl corpora, http(s) addresses, stores (s3:// ...), or - for standard input.",
    ),
]
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
TimeLimit = Annotated[
    float, typer.Option(min=0.1, metavar="SECONDS", help="Time that one release may take; what takes longer fails.")
]
ShardSize = Annotated[
    int, typer.Option(min=1, metavar="N", help="Releases that are done, or lost to an interruption, together.")
]

Out = Annotated[
    str | None,
    typer.Option(
        "--out", "-o", metavar="OUT", help="File to write; its ending tells the format. Else standard output."
    ),
]
Format = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help="Format, if the ending does not tell: jsonl.")
]
Jobs = Annotated[int, typer.Option(min=0, metavar="N", help="Worker processes; 0 takes one for every core.")]
Dedupe = Annotated[
    bool,
    typer.Option(
        "--dedupe/--no-dedupe", show_default=False, help="Leave out releases that repeat an earlier one of the run."
    ),
]
Restart = Annotated[
    bool,
    typer.Option(
        "--restart/--no-restart",
        show_default=False,
        help="Begin anew, whatever an interrupted run into OUT has done.",
    ),
]
Engine = Annotated[
    EngineName, typer.Option(case_sensitive=False, help="What runs the work: this machine, or a Ray cluster.")
]
Strict = Annotated[
    bool, typer.Option("--strict/--no-strict", show_default=False, help="Count a record with problems as failed.")
]
Summary = Annotated[str | None, typer.Option(metavar="FILE", help="Write what the run came to into FILE, as JSON.")]
Quiet = Annotated[
    bool,
    typer.Option("--quiet/--no-quiet", show_default=False, help="Show neither progress nor summary; errors are shown."),
]
PlanFolder = Annotated[
    str, typer.Option("--out", "-o", metavar="FOLDER", help="Folder for the manifest and for what is done of it.")
]
Manifest = Annotated[str, typer.Argument(metavar="MANIFEST", show_default=False, help="What `extractor plan` wrote.")]
Index = Annotated[int, typer.Option(min=0, metavar="N", help="Which shard, from 0; or which share of them.")]
Of = Annotated[int | None, typer.Option(min=1, metavar="M", help="Do shards N, N+M, N+2M ... in this one call.")]
OneInput = Annotated[
    str,
    typer.Argument(metavar="INPUT", show_default=False, help="A file, an http(s) address, or - for standard input."),
]
