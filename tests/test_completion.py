"""What a shell is told when it completes a word of a command line: commands, options, and values of options."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.evaluation import MEASURES
from extractor.outputs.formats import FORMATS

ROOT = Path(__file__).parent.parent
COMMANDS = "run collect plan shard show schema export review evaluate summary"
CASES = {
    "extractor ": COMMANDS.split(),
    "extractor e": ["export", "evaluate"],
    "extractor run --form": ["--format"],
    "extractor run --pub": ["--published", "--publisher"],
    "extractor run in --published 2024-06-03 --da": ["--date-order"],
    "extractor run --format ": [known.name for known in FORMATS],
    "extractor export records.jsonl --format p": ["parquet", "prodigy"],
    "extractor run --engine ": ["local", "ray"],
    "extractor show --date-order ": ["DMY", "MDY"],
    "extractor evaluate gold records.jsonl --show ": list(MEASURES),
    # Names of files are the shell's own to complete.
    "extractor run sam": [],
    "extractor run in -o rel": [],
    # What stands before is neither done nor checked while a word is typed.
    "extractor --version ": COMMANDS.split(),
    "extractor run --published soon --pub": ["--publisher"],
}


def environment(line: str) -> dict[str, str]:
    """What bash tells a program that is to complete the last word of a line."""
    return {"_EXTRACTOR_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}


@pytest.mark.parametrize(("line", "expected"), CASES.items(), ids=CASES)
def test_words_are_completed(line: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("extractor.toml").write_text("half a file of options = [")
    done = CliRunner().invoke(app, [], env=environment(line), prog_name="extractor")
    assert (done.stdout.split(), done.stderr) == (expected, "")


def test_a_tab_is_answered_without_loading_what_records_need() -> None:
    heavy = "{'spacy', 'pydantic', 'numpy', 'lxml', 'rich'}"
    code = f"import sys\nfrom extractor.cli import main\ntry: main()\nfinally: print(*{heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment("extractor run --format js"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["jsonl", "jsonl.gz", "json"], "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_a_script(shell: str) -> None:
    done = CliRunner().invoke(app, [], env={"_EXTRACTOR_COMPLETE": f"source_{shell}"}, prog_name="extractor")
    assert f"_EXTRACTOR_COMPLETE=complete_{shell}" in done.stdout
