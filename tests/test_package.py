"""The package: a wheel holds what the program needs and no more, and works without the repository; an sdist too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "extractor"
SAMPLE = ROOT / "samples" / "fernmoor-sunday-libraries.txt"
# What may stand in the package. A file of another kind is either forgotten here, or does not belong there.
ENDINGS = {".py", ".typed", ".toml", ".tsv", ".js", ".css", ".jinja"}
METADATA = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}

# One process does what a user does, for each start loads the model anew.
USED = """
import sys
from pathlib import Path

import extractor
from extractor.cli import app

assert Path(extractor.__file__).is_relative_to(sys.argv[1]), extractor.__file__
for command in sys.argv[2:]:
    code = app(command.split(), standalone_mode=False)
    assert not code, f"{command}: {code}"
"""


def built(target: str, source: Path, folder: Path) -> Path:
    """The one file that hatchling makes of a folder; it asks no network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    return made


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def inside(wheel: Path) -> Mapping[str, bytes]:
    return contents(wheel)


def test_the_wheel_holds_the_package_as_it_is_here(inside: Mapping[str, bytes]) -> None:
    here = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name: data for name, data in inside.items() if name.startswith("extractor/")}
    assert packed.keys() == here.keys()
    assert [name for name in here if packed[name] != here[name]] == []


def test_the_wheel_holds_nothing_else(inside: Mapping[str, bytes]) -> None:
    rest = {name.partition("/")[2] for name in inside if not name.startswith("extractor/")}
    assert rest == METADATA
    strange = {name for name in inside if name.startswith("extractor/") and Path(name).suffix not in ENDINGS}
    assert {name for name in strange if not name.startswith("extractor/model/")} == set()
    assert {Path(name).suffix for name in inside} >= ENDINGS


def test_the_wheel_tells_its_commands_and_extras(inside: Mapping[str, bytes]) -> None:
    told = {name.partition("/")[2]: data.decode() for name, data in inside.items() if ".dist-info/" in name}
    assert "extractor = extractor.__main__:main" in told["entry_points.txt"]
    assert "[spacy_factories]" in told["entry_points.txt"]
    for extra in ("documents", "ray", "tables"):
        assert f"Provides-Extra: {extra}\n" in told["METADATA"]
    assert "Requires-Python: >=3.11\n" in told["METADATA"]
    assert "Root-Is-Purelib: true" in told["WHEEL"]


def test_the_wheel_works_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    """Unpacked, it reads a release, writes tables, the page and the summary with its own files alone."""
    home = tmp_path / "home"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    (tmp_path / "release.txt").write_bytes(SAMPLE.read_bytes())
    commands = [
        "run release.txt --jobs 1 --quiet -o records.jsonl",
        "export records.jsonl --quiet -o tables.csv",
        "export records.jsonl --quiet -o tables.sqlite",
        "review records.jsonl --quiet -o review.html",
        "summary records.jsonl",
        "schema",
    ]
    done = subprocess.run(
        [sys.executable, "-c", USED, str(home), *commands],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    (record,) = map(json.loads, (tmp_path / "records.jsonl").read_text("utf-8").splitlines())
    assert record["quotes"]
    assert record["title"] in (tmp_path / "review.html").read_text("utf-8")
    assert (tmp_path / "tables.sqlite").read_bytes().startswith(b"SQLite format 3")
    assert {path.name for path in (tmp_path / "tables.csv").iterdir()} >= {"quotes.csv", "releases.csv"}


def test_the_source_distribution_gives_the_same_wheel(inside: Mapping[str, bytes], tmp_path: Path) -> None:
    source = tmp_path / "source"
    with tarfile.open(built("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(source, filter="data")
    (folder,) = source.iterdir()
    again = contents(built("wheel", folder, tmp_path / "wheel"))
    assert again.keys() == inside.keys()
    assert [name for name in again if again[name] != inside[name]] == []
    assert {"tests", "samples", "docs", "tools", "Makefile", "constraints.txt"} <= {
        path.name for path in folder.iterdir()
    }
