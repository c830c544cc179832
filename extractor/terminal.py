"""The standard streams of a command, closed or full ones too, and what ends it as an exit code and one line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import typer

from extractor.errors import OutputError, UsageError, WorkerError

if TYPE_CHECKING:
    from rich.console import Console


def fill_closed_streams() -> None:
    """Let no file that is opened later take the number of a standard stream that was closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (for the life of the process)


def accept_any_text() -> None:
    """Let standard output take text that its encoding has no signs for, such as quotation marks in Latin-1: as "?"."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def write_json(value: Any) -> None:
    """Write a value to standard output as JSON, which is UTF-8 in any locale."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False).encode())


def error_console() -> Console:
    """Where all but records is told."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def can_show_bar(*, has_file: bool) -> bool:
    """Whether there is a terminal for progress; records that go there too, for want of a file, would be torn apart."""
    return sys.stderr.isatty() and (has_file or not (sys.stdout and sys.stdout.isatty()))


@contextmanager
def exit_codes(console: Console) -> Iterator[None]:
    """Turn what ends a command into its exit code and at most one line."""
    try:
        yield
    except (UsageError, OutputError, WorkerError) as error:
        _tell_last(console, str(error))
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:
        raise typer.Exit(130) from error
    except BrokenPipeError as error:
        _silence(sys.stdout)  # its reader has gone (`| head`)
        raise typer.Exit(0) from error
    except OSError as error:
        _tell_last(console, f"can't write {error.filename or 'the output'}: {error.strerror or error}")
        raise typer.Exit(2) from error


def _tell_last(console: Console, line: str) -> None:
    from extractor.report import tell

    try:
        tell(console, line)
    except OSError:  # it was standard error that could not be written
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let a stream that can't be written lead nowhere: Python would complain of it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def standard_output() -> BinaryIO:
    """Where records go without -o. Raises UsageError if it was closed before the start."""
    if sys.stdout is None:
        raise UsageError("standard output is closed; give a file to -o")
    return sys.stdout.buffer
