"""docs/adding-a-rule.md replayed in a copy of the program: its cases, its rows, and what pytest says of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "adding-a-rule.md").read_text("utf-8")

_FENCE = re.compile(r"^```(\w+)\n(.+?)^```", re.S | re.M)
# A command, and below it what it says.
_TRIAL = re.compile(r"^    \.venv/bin/pytest (tests/test_quotes\.py -k implored)\n\n```text\n(.+?)^```", re.S | re.M)


def blocks(language: str) -> list[str]:
    return [text for kind, text in _FENCE.findall(TEXT) if kind == language]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program and its cases, to be changed."""
    folder = tmp_path_factory.mktemp("copy")
    passed_over = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "extractor", folder / "extractor", ignore=passed_over)
    shutil.copytree(ROOT / "tests" / "cases", folder / "tests" / "cases")
    for name in ("test_quotes.py", "cases.py", "facts_of.py"):
        shutil.copy(ROOT / "tests" / name, folder / "tests")
    yield folder
    shutil.rmtree(folder)


def python(folder: Path, *arguments: str) -> str:
    """What a module of Python prints, run in the copy."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def add_row(folder: Path, block: str) -> None:
    """Put the row of a block into the list that it names."""
    path = folder / "extractor" / "rules" / "data" / "cues.toml"
    head, row = block.splitlines()
    before, _, behind = path.read_text("utf-8").partition(f"{head}\n")
    assert behind
    path.write_text(f"{before}{head}\n{row}\n{behind}", "utf-8")


def test_the_steps(copy: Path) -> None:
    release, shown, *_ = blocks("text")
    (copy / "release.txt").write_text(release, "utf-8")
    assert shown.rstrip() in trimmed(python(copy, "extractor", "show", "release.txt"))

    with (copy / "tests" / "cases" / "quotes.jsonl").open("a", encoding="utf-8") as cases:
        cases.writelines(blocks("json"))
    trials, rows = _TRIAL.findall(TEXT), blocks("toml")
    assert (len(trials), len(rows)) == (3, 2)
    for (command, told), row in zip(trials, [*rows, None], strict=True):
        said = python(copy, "pytest", "-p", "no:cacheprovider", *command.split())
        assert [line for line in told.splitlines() if line not in said] == []
        if row:
            add_row(copy, row)


def trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())
