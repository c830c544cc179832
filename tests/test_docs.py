"""Documents that tests keep true: the record field by field, the README's record, dependencies, links."""

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from extractor import record
from extractor.kinds import Kind, QuoteKind, SpeakerType
from extractor.record import Part

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])

_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
_PACKAGE = re.compile(r"[\w-]+")
_ROW = re.compile(r"^\| `([\w-]+)` \|", re.M)
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


def test_documented_dependencies_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    declared = {name for line in lines for name in _PACKAGE.findall(line)[:1]}
    assert set(_ROW.findall((ROOT / "docs" / "dependencies.md").read_text("utf-8"))) <= declared


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
