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
