"""The rooms of the program and which of them may know which: two tables, checked against the import statements."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

import extractor

PACKAGE = Path(extractor.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}

# What is known in these rooms alone, and why.
ONLY_IN = [
    (
        "spacy",
        ["language.py", "components.py", "outputs/docbin.py", "outputs/prodigy.py"],
        "one room loads models, one lends the finders to other pipelines, two write what spaCy's people train on",
    ),
    ("thinc", ["decoding.py"], "one room runs the layers of a model"),
    ("numpy", ["decoding.py"], "one room runs the layers of a model"),
    ("feedparser", ["listings/feed.py"], "a feed ends where its items are told"),
    ("warcio", ["*warc*.py"], "rooms of their own read and write web archives"),
    ("mammoth", ["reading/documents/docx.py"], "one room reads Word documents"),
    ("pypdfium2", ["reading/documents/pdf.py"], "one room reads PDF documents"),
    ("extractor.components", [], "spaCy calls it, by entry point; nothing of ours does"),
    ("socket", ["web/connect.py"], "one room opens sockets"),
    ("ssl", ["web/connect.py"], "one room opens sockets"),
    ("httpx2", ["web/*"], "the web ends where its answers are told"),
    ("httpcore2", ["web/connect.py", "web/fetch.py"], "one room opens sockets, one reads what comes"),
    ("hishel", ["web/client.py"], "the web ends where its answers are told"),
    ("stamina", ["web/client.py"], "the web ends where its answers are told"),
    ("protego", ["web/robots.py"], "the web ends where its answers are told"),
    ("urllib.request", [], "one room opens sockets, and with httpcore2"),
    ("bs4", ["reading/*", "listings/*"], "HTML ends where reading ends, and where lists are read"),
    ("lxml", ["reading/*", "listings/*"], "HTML ends where reading ends, and where lists are read"),
    ("markdown_it", ["reading/*"], "Markdown ends where reading ends"),
    (
        "typer",
        ["cli.py", "cli_records.py", "options.py", "option_values.py", "config.py", "given.py", "terminal.py"],
        "the command line joins, and nothing depends on it",
    ),
    ("extractor.options", ["cli.py", "cli_records.py"], "the command line joins, and nothing depends on it"),
    ("extractor.option_values", ["options.py"], "the command line joins, and nothing depends on it"),
    ("extractor.cli", ["__main__.py"], "the command line joins, and nothing depends on it"),
    ("fsspec", ["stores.py"], "one room reaches remote stores"),
    ("ray", ["batch/ray_engine.py"], "one engine schedules on Ray"),
    ("multiprocessing", ["batch/pool.py", "batch/worker.py"], "one room starts processes, one is their life"),
    ("sqlite3", ["batch/duplicates.py", "outputs/tables/sqlite_file.py"], "an index that needs no memory, an output"),
    ("jinja2", ["review/*", "summary/pictures.py", "outputs/dataset/*"], "pages and cards are outputs"),
    ("markupsafe", ["review/*", "summary/pictures.py", "outputs/dataset/card.py"], "pages and cards are outputs"),
    ("duckdb", ["outputs/tables/duckdb_file.py"], "one room writes a format"),
    ("pyarrow", ["outputs/tables/parquet_folder.py", "outputs/dataset/folder.py"], "one room writes a format"),
    (
        "rich",
        ["cli.py", "cli_records.py", "terminal.py", "report.py", "progress.py", "show.py", "summary/terminal.py"],
        "what is said at the terminal is said there",
    ),
]

# What these rooms may know of the project; anything outside of it is for the table above.
KNOWS_ONLY = [
    ("kinds.py", [], "everything rests on the record"),
    ("record.py", ["extractor.kinds"], "everything rests on the record"),
    ("errors.py", [], "everybody may raise them"),
    ("settings.py", [], "everybody may read them"),
    ("release.py", ["extractor.kinds", "extractor.record"], "the types between reading and finding"),
    (
        "write.py",
        ["extractor.errors", "extractor.files", "extractor.stores", "extractor.outputs"],
        "outputs know lines of records alone",
    ),
    ("edtf.py", [], "days of values, whoever wrote them"),
    ("files.py", ["extractor.errors", "extractor.stores"], "bytes into files, whatever they are"),
    ("stores.py", ["extractor.errors"], "bytes from stores, whatever they are"),
    (
        "show.py",
        ["extractor.kinds", "extractor.plain", "extractor.record", "extractor.wording"],
        "outputs know the record alone",
    ),
    ("plain.py", [], "everybody may show a text"),
    ("wording.py", ["extractor.record"], "everybody may tell a count, a person, a role"),
    ("progress.py", [], "a bar knows numbers alone"),
    (
        "report.py",
        [
            "extractor.progress",
            "extractor.batch.outcome",
            "extractor.errors",
            "extractor.plain",
            "extractor.record",
            "extractor.wording",
        ],
        "what is told is counted from outcomes",
    ),
    (
        "language.py",
        ["extractor.release", "extractor.settings", "extractor.errors", "extractor.decoding"],
        "a model sees releases, no pages",
    ),
    ("decoding.py", [], "a decoder sees the words of a model, nothing of ours"),
]

# How records are made.
OF_MAKING = ["extractor.reading", "extractor.rules", "extractor.language", "extractor.inputs", "extractor.batch"]

# What these rooms may not know.
KNOWS_NOTHING_OF = [
    ("review/*", OF_MAKING, "outputs know the record alone"),
    ("summary/*", OF_MAKING, "outputs know the record alone"),
    ("evaluation/*", OF_MAKING, "what is right is told from records alone"),
    ("outputs/*", OF_MAKING, "outputs know the record alone"),
    (
        "rules/*",
        ["extractor.reading", "extractor.inputs", "extractor.batch"],
        "finders see a release, not how it was got",
    ),
    (
        "listings/*",
        ["extractor.language", "extractor.inputs", "extractor.batch"],
        "lists are read from their bytes alone",
    ),
    ("reading/*", ["extractor.language", "extractor.inputs", "extractor.batch"], "reading needs no model"),
    ("inputs/*", ["extractor.rules", "extractor.language", "extractor.batch"], "inputs hand on bytes"),
]


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            # In `from extractor import api` the module is the name.
            whole = node.module == "extractor" or str(node.module).startswith("urllib")
            yield from (f"{node.module}.{alias.name}" for alias in node.names) if whole else [str(node.module)]


IMPORTS = {name: set(_imports(path)) for name, path in MODULES.items()}


def _is_in(module: str, packages: list[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _in_rooms(name: str, rooms: list[str]) -> bool:
    return any(fnmatchcase(name, room) for room in rooms)


@pytest.mark.parametrize(("package", "rooms", "reason"), ONLY_IN, ids=[row[0] for row in ONLY_IN])
def test_known_in_one_room(package: str, rooms: list[str], reason: str) -> None:
    knowing = [name for name, modules in IMPORTS.items() if any(_is_in(module, [package]) for module in modules)]
    assert [name for name in knowing if not _in_rooms(name, rooms)] == [], reason


@pytest.mark.parametrize(("room", "packages", "reason"), KNOWS_ONLY, ids=[row[0] for row in KNOWS_ONLY])
def test_knows_only(room: str, packages: list[str], reason: str) -> None:
    own = {module for module in IMPORTS[room] if _is_in(module, ["extractor"])}
    assert {module for module in own if not _is_in(module, packages)} == set(), reason


@pytest.mark.parametrize(("room", "packages", "reason"), KNOWS_NOTHING_OF, ids=[row[0] for row in KNOWS_NOTHING_OF])
def test_knows_nothing_of(room: str, packages: list[str], reason: str) -> None:
    known = {name: modules for name, modules in IMPORTS.items() if _in_rooms(name, [room])}
    assert known, f"no module is in {room}"
    wrong = {f"{name}: {module}" for name, modules in known.items() for module in modules if _is_in(module, packages)}
    assert wrong == set(), reason


@pytest.mark.parametrize("room", ["reading", "rules"])
def test_the_map_of_a_large_room_names_every_module(room: str) -> None:
    there = {path.stem for path in (PACKAGE / room).glob("*.py")} - {"__init__"}
    assert there == set(re.findall(r"`(\w+)`", (PACKAGE / room / "__init__.py").read_text("utf-8"))) - {
        "dates",
        "documents",
    }
