"""What the values of options may be: each function takes one as it is typed, or tells in a line why it can't be."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date

import typer

from extractor.errors import UsageError, check_text

# A name or an IPv4 address, else an IPv6 address, with or without brackets.
_HOST = re.compile(r"[^\s/:@]+|\[?(?:[0-9a-fA-F.]*:){2}[0-9a-fA-F:.]*\]?")


def iso_day(value: str | None) -> str | None:
    """A day, in ISO 8601."""
    if value is not None:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise typer.BadParameter(f"{value!r} is no day like 2024-06-03") from None
    return None


def text(value: str | None) -> str | None:
    """Text that a record can hold."""
    try:
        check_text(value, "it")
    except UsageError as error:
        raise typer.BadParameter(str(error)) from None
    return value


def pattern(value: str | None) -> str | None:
    """A regular expression."""
    if value is not None:
        try:
            re.compile(value)
        except (re.error, RecursionError, OverflowError) as error:
            raise typer.BadParameter(f"{value!r} is no regular expression: {error}") from None
    return value


def header(value: str | None) -> str | None:
    """Text that can stand in a header of HTTP."""
    if value is not None and not (value.strip() and value.isascii() and value.isprintable()):
        raise typer.BadParameter("must be one line of plain ASCII, for it stands in a header")
    return value


def hosts(values: list[str] | None) -> list[str] | None:
    """Names or addresses of hosts."""
    for value in values or ():
        if not _HOST.fullmatch(value):
            raise typer.BadParameter(f"{value!r} is no host's name; give it without scheme, port and path")
    return values


def one_of(*names: str) -> Callable[[str], str]:
    """What takes one of some names, in any case."""

    def parse(value: str) -> str:
        for name in names:
            if name.casefold() == value.casefold():
                return name
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(names)}")

    return parse


def formats() -> list[str]:
    """The names of all formats, for a shell that completes words."""
    from extractor.outputs.formats import FORMATS

    return [known.name for known in FORMATS]


def measures() -> list[str]:
    """The names of all measures, for a shell that completes words."""
    from extractor.evaluation import MEASURES

    return list(MEASURES)


def at_least(least: float, most: float = math.inf) -> Callable[[str], float]:
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
