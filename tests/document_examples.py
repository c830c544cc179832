"""The examples of a document: its commands and its Python, in order, run as a reader would type them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor import Record

ROOT = Path(__file__).parent.parent
SAMPLES = ("fernmoor-sunday-libraries.txt", "govuk-flood-defences.html")

# Python, with what it prints; a comment before it tells why it can't be run here, if so.
_PYTHON = (
    r"(?P<why_not><!-- not run: \S.*? -->\n+)?```python\n(?P<code>.+?)^```$(?:\n\n```text\n(?P<printed>.*?)^```$)?"
)
# Commands, in an indented block or a fenced one; what goes on in the next line ends in a backslash.
_COMMAND = r"(?:    )?(?:\$ )?(?P<command>extractor (?:[^\n]*\\\n)*[^\n]*)$"
_GOLD = re.compile(r"```json\n(.+?)```", re.S)
_EXAMPLE = re.compile(f"^(?:{_PYTHON}|{_COMMAND})", re.S | re.M)


@dataclass(frozen=True)
class Example:
    """A piece of Python, or else a command, and the line of the document that it begins in.

    printed: what the document says that it prints, None if it does not say.
    """

    text: str
    line: int
    is_python: bool
    printed: str | None = None


def examples(document: Path) -> Iterator[Example]:
    """The examples of a document, in order, but those that it says can't be run."""
    text = document.read_text("utf-8")
    for found in _EXAMPLE.finditer(text):
        kind = "command" if found["command"] else "code"
        if not found["why_not"]:
            line = text.count("\n", 0, found.start(kind)) + 1
            yield Example(found[kind], line, kind == "code", found["printed"])


def run_python(example: Example, document: Path, names: dict[str, Any]) -> None:
    """Run a piece of Python among `names`; it has to print what is shown below it."""
    # As many lines before it as in the document, so that an error tells its line.
    code = compile("\n" * (example.line - 1) + example.text, document, "exec")
    with redirect_stdout(StringIO()) as said:
        exec(code, names)
    assert example.printed is None or said.getvalue() == example.printed, f"{document.name}:{example.line}"


def run_command(example: Example, document: Path, folder: Path) -> None:
    """Run a command in the working folder, by the shell; `folder` is where an `extractor` is made for it."""
    program = folder / "extractor"
    if not program.exists():
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor "$@"\n', "utf-8")
        program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", example.text], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{document.name}:{example.line}: {example.text}\n{done.stdout}{done.stderr}"


@cache
def _records_of_working_folder() -> list[Record]:
    """The same in every working folder, for they are named as seen from there."""
    from extractor import extract_many

    return list(extract_many("samples"))


def fill_working_folder() -> None:
    """Make the working folder that of a reader: samples, their records in each format, a release and its gold file."""
    from extractor import write_records

    for name in ("samples", "releases", "gold"):
        Path(name).mkdir()
    for name in SAMPLES:
        shutil.copy(ROOT / "samples" / name, "samples")
    records = _records_of_working_folder()
    for ending in ("jsonl", "sqlite", "duckdb", "csv", "parquet"):
        write_records(records, f"releases.{ending}")
    (gold,) = _GOLD.findall((ROOT / "docs" / "evaluating.md").read_text("utf-8"))
    expected = json.loads(gold)
    Path("gold", f"{expected['id']}.json").write_text(gold, "utf-8")
    text = "\n\n".join([expected["title"], expected["published"], *expected["body"]])
    Path("releases", f"{expected['id']}.txt").write_text(text, "utf-8")
