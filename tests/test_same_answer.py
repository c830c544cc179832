"""The same releases give the same bytes, whatever is around them; `make same-answer` tries each circumstance alone.

What is promised stands in docs/reproducibility.md.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import extractor
from extractor import Record, extract
from extractor.batch.attempt import attempt, prepare
from extractor.collect.inputs import open_inputs
from extractor.release import Source
from extractor.settings import Settings

ROOT = Path(__file__).parent.parent
PACKAGE = Path(extractor.__file__).parent
sys.path.insert(0, str(ROOT / "tools"))

from same_answer import ASCII, Circumstance, different, digests, threads, write_in  # noqa: E402

WELSH = """Agor y bont newydd yng Nghwm Alarch

12 Mawrth 2024

Tŷ Alarch Council reopened the bridge at Pont Wên today, ahead of Good Friday and the August bank holiday.

“Walkers asked for it for eleven years,” said Cllr Nerys Pugh-Vaughan, leader of the council. “İstanbul’s is no finer.”
"""
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix != ".json")


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every sixth sample, and a release whose day and feasts libraries read."""
    welsh = tmp_path_factory.mktemp("given") / "pont-ŵen.txt"
    welsh.write_text(WELSH, "utf-8")
    return [*SAMPLES[::6], welsh]


@pytest.fixture(scope="module")
def plain(releases: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all outputs of a plain process."""
    folder = tmp_path_factory.mktemp("plain") / "out"
    write_in(Circumstance("plain"), releases, folder)
    return folder


# Each is many circumstances at once, so that one process tries them all.
WORLDS = [
    Circumstance(
        "two workers of one thread, a hash seed, ASCII, the first time zone, another folder",
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", **ASCII, **threads(1)},
        options=("--jobs", "2"),
        is_elsewhere=True,
    ),
    Circumstance(
        "another hash seed, a zone that is none, other kernels, standard input closed",
        {"PYTHONHASHSEED": "4242", "TZ": "Nowhere/Land", "OPENBLAS_CORETYPE": "Nehalem"},
        has_input=False,
    ),
    Circumstance(
        "Turkish, 29 February 2048", {"TZ": "America/Los_Angeles"}, locale=("tr_TR", "UTF-8"), day="2048-02-29"
    ),
]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_every_output_is_the_same_bytes(world: Circumstance, releases: list[Path], plain: Path, tmp_path: Path) -> None:
    if lacking := world.lacks():
        pytest.skip(f"this machine has {lacking}")
    write_in(world, releases, tmp_path / "out")
    found = digests(tmp_path / "out")
    assert len(found) > 25
    assert different(digests(plain), found) == []


def test_what_is_read_back_is_what_was_written(plain: Path) -> None:
    lines = (plain / "releases.jsonl").read_bytes()
    assert lines.count(b"\n") == len(SAMPLES[::6]) + 1
    assert (plain / "duckdb.jsonl").read_bytes() == (plain / "sqlite.jsonl").read_bytes() == lines


def test_another_byte_is_noticed(tmp_path: Path) -> None:
    for name, text in {"one/a/x": "1", "one/y": "2", "two/a/x": "1", "two/y": "3", "two/z": "4"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert different(digests(tmp_path / "one"), digests(tmp_path / "two")) == ["y", "z"]


def test_a_process_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="unlikely: exit code"):
        write_in(Circumstance("unlikely", options=("--engine", "none")), [], tmp_path / "out")


def test_each_alone_the_last_first_gives_the_same_record(releases: list[Path], plain: Path) -> None:
    together = [Record.model_validate_json(line) for line in (plain / "releases.jsonl").open("rb")]
    assert [extract(path) for path in reversed(releases)] == together[::-1]


class Readings:
    """Which functions asked for the time of day or for chance, of which module, while it is watched."""

    _OF_TIME = frozenset({"time", "time_ns", "localtime", "gmtime", "ctime", "asctime"})
    _OF_DAYS = frozenset({"now", "today", "utcnow"})
    _OF_CHANCE = frozenset({"random", "getrandbits", "urandom"})

    def __init__(self) -> None:
        self.found: set[str] = set()

    @contextmanager
    def watched(self) -> Iterator[None]:
        before = sys.getprofile()
        sys.setprofile(self._take)
        try:
            yield
        finally:
            sys.setprofile(before)

    def _take(self, frame: FrameType, event: str, called: Any) -> None:
        if event != "c_call":
            return
        name, owner = called.__name__, called.__self__
        is_clock = name in self._OF_TIME and called.__module__ == "time"
        is_day = name in self._OF_DAYS and getattr(owner, "__module__", None) == "datetime"
        if is_clock or is_day or name in self._OF_CHANCE:
            self.found.add(f"{frame.f_globals['__name__']} {name}")


def test_a_reading_of_the_clock_is_noticed() -> None:
    readings = Readings()
    with readings.watched():
        exec("import time, datetime, random\ntime.time(), datetime.date.today(), random.random()", {"__name__": "x"})
        exec("import datetime\ndatetime.datetime.now(datetime.UTC)", {"__name__": "y"})
    assert readings.found >= {"x time", "x today", "x random", "y now"}


def test_no_release_is_read_by_the_clock_or_by_chance(releases: list[Path]) -> None:
    make = prepare(Settings())
    with closing(open_inputs(map(str, releases))) as opened:
        sources = [source for source in opened if isinstance(source, Source)]
    # What libraries ask for once, as they are imported, goes first.
    attempt(another_day(13), make)
    readings = Readings()
    with readings.watched():
        found = [attempt(source, make) for source in [*sources, another_day(14)]]
    assert len(found) == len(releases) + 1
    assert all(isinstance(record, Record) for record in found)
    assert found[-1].published.value == "2024-03-14"
    # dateparser puts this year before the number of a day that it tries alone; it never gets into a value.
    assert readings.found <= {"dateparser.utils.strptime today"}
    assert readings.found, "what stands behind a library is seen as well"


def another_day(number: int) -> Source:
    """The Welsh release of a day that nothing remembers yet."""
    return Source("-", WELSH.replace("12 Mawrth", f"{number} Mawrth").encode())


# Who may ask for the time, and why.
CLOCKS = {
    "report.py": "how long a run took",
    "web/pace.py": "pauses between requests",
    "web/answer.py": "how long a server asks to wait",
    "web/fetch.py": "deadlines of requests, and when a page was fetched",
    "collect/kept.py": "whether a kept page is old",
    "collect/collector.py": "how long an end may take",
    "batch/pool.py": "how long a document takes",
}


def test_few_modules_ask_for_the_time() -> None:
    asking = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if _asks_for_time(path)}
    assert asking == CLOCKS.keys()


def _asks_for_time(path: Path) -> bool:
    """Whether a module imports `time`, or calls `now`, `today` or `utcnow` of anything."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names) if any(name.name == "time" for name in names):
                return True
            case ast.ImportFrom(module="time") | ast.Call(func=ast.Attribute(attr="now" | "today" | "utcnow")):
                return True
    return False


def test_a_welsh_day_is_read_where_the_time_zone_has_no_name() -> None:
    code = "from extractor.rules.dates.elsewhere import read_whole_day; print(read_whole_day('12 Mawrth 2024'))"
    assert run_python("-c", code, TZ="<+0330>-3:30") == b"2024-03-12\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_what_is_told_in_json_is_utf_8(encoding: str) -> None:
    code = "from extractor.terminal import write_json; write_json(['Tŷ Alarch'])"
    assert run_python("-c", code, PYTHONIOENCODING=encoding) == '[\n  "Tŷ Alarch"\n]\n'.encode()


def test_show_prints_what_a_terminal_has_signs_for(releases: list[Path]) -> None:
    told = run_python("-m", "extractor", "show", str(releases[-1]), PYTHONIOENCODING="latin-1")
    assert "T? Alarch Council reopened the bridge at Pont Wên" in told.decode("latin-1")


def run_python(*arguments: str, **variables: str) -> bytes:
    """What Python prints, asked from here with other variables around it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
