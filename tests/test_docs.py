"""Documents that tests keep true: the record field by field, examples, commands, links."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from document_examples import examples, fill_working_folder, run_python
from test_tutorial import WALKED

from extractor import record
from extractor.kinds import Kind, QuoteKind, SpeakerType
from extractor.record import Part

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])
# Those that are walked through with their commands have their Python run on the way.
WITH_PYTHON = [path for path in DOCUMENTS if path not in WALKED and any(one.is_python for one in examples(path))]

_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
_REASON = re.compile(r'reason="(\w+)"')
_INPUT = re.compile(r"^    extractor (?:run|show) '?([^\s']+)", re.M)
_JSON = re.compile(r"```json\n(.+?)```", re.S)


def _fields() -> Iterator[str]:
    for kind in vars(record).values():
        if isinstance(kind, type) and issubclass(kind, Part):
            yield from (field.alias or name for name, field in kind.model_fields.items())


@pytest.mark.parametrize("word", sorted({*_fields(), *Kind, *QuoteKind, *SpeakerType}))
def test_the_record_is_documented(word: str) -> None:
    assert f"`{word}`" in (ROOT / "docs" / "record.md").read_text("utf-8")


def test_every_reason_is_documented() -> None:
    reading = ROOT / "extractor" / "reading"
    reasons = {found for path in reading.rglob("*.py") for found in _REASON.findall(path.read_text("utf-8"))}
    for table in ("furniture", "page"):
        data = tomllib.loads((reading / "data" / f"{table}.toml").read_text("utf-8"))
        reasons |= {reason for part in ("patterns", "class_words", "roles", "tags") for reason in data.get(part, ())}
    told = (ROOT / "docs" / "reading.md").read_text("utf-8")
    assert {reason for reason in reasons if f"`{reason}`" not in told} == set()


@pytest.mark.parametrize("path", WITH_PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_examples_in_python_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill_working_folder()
    names: dict[str, Any] = {"__name__": "__main__"}
    for example in examples(path):
        if example.is_python:
            run_python(example, path, names)


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_reference_of_the_command_line_is_up_to_date(columns: str) -> None:
    assert _command_line("--check", columns=columns) == (0, "")


def test_another_reference_of_the_command_line_is_noticed(tmp_path: Path) -> None:
    other = tmp_path / "commands.md"
    assert _command_line(str(other)) == (0, "")
    assert other.read_bytes() == (ROOT / "docs" / "commands.md").read_bytes()
    other.write_text(other.read_text("utf-8") + "\n", "utf-8")
    assert _command_line("--check", str(other))[0] == 1


def _command_line(*arguments: str, columns: str = "80") -> tuple[int, str]:
    command = [sys.executable, str(ROOT / "tools" / "command_line.py"), *arguments]
    environment = {**os.environ, "COLUMNS": columns, "PYTHONPATH": str(ROOT)}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return made.returncode, made.stderr


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    missing = [link for link in _LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()]
    assert missing == []


def test_the_commands_of_the_readme_have_their_inputs() -> None:
    """Files that are here, pages of the web, or what another command of the README makes."""
    text = (ROOT / "README.md").read_text("utf-8")
    made = set(re.findall(r"-o (\S+)", text))
    inputs = [name for name in _INPUT.findall(text) if not name.startswith("https://") and name not in made]
    assert len(inputs) >= 4
    assert [name for name in inputs if not any(ROOT.glob(name))] == []


def test_the_record_in_the_readme_is_a_real_one() -> None:
    """What is shown stands in the record of that sample, in that place."""
    (shown,) = map(json.loads, _JSON.findall((ROOT / "README.md").read_text("utf-8")))
    from extractor import extract

    made = extract(ROOT / shown["source"]["uri"]).model_dump(mode="json", by_alias=True)
    made["source"]["uri"] = shown["source"]["uri"]
    assert list(_differences(shown, made)) == []


def _differences(shown: Any, made: Any, where: str = "") -> Iterator[str]:
    """Where `shown` tells something else than `made`; a string may end in … and a list may leave items out."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            yield from _differences(value, made.get(key, "(no such field)"), f"{where}.{key}")
    elif isinstance(shown, list):
        for number, value in enumerate(shown):
            if all(any(True for _ in _differences(value, item)) for item in made):
                yield f"{where}[{number}]"
    elif isinstance(shown, str) and shown.endswith("…"):
        if not str(made).startswith(shown[:-1].rstrip()):
            yield where
    elif shown != made:
        yield where


def test_the_picture_of_the_rooms_shows_rooms_that_are_there() -> None:
    """And is the one that its source draws."""
    pictures = ROOT / "docs" / "pictures"
    labels = re.findall(r'label="([^"]+?)\\n([^"]+)"', (pictures / "architecture.dot").read_text("utf-8"))
    rooms = [room for named, _ in labels for room in named.split(", ")]
    assert len(rooms) > 15
    assert [room for room in rooms if not (ROOT / "extractor" / room).exists()] == []
    shown = unescape((pictures / "architecture.svg").read_text("utf-8"))
    assert [words for label in labels for words in label if f">{words}<" not in shown] == []
