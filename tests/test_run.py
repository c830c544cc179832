"""Many sources: order, errors, dead workers, flat memory."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import misbehave

from extractor.errors import InputError, UsageError
from extractor.record import Record
from extractor.release import Source
from extractor.run import run
from extractor.settings import Settings

SETTINGS = Settings()
JOBS = pytest.mark.parametrize("jobs", [1, 2])


def source(number: int, text: str) -> Source:
    return Source(f"{number}.txt", text.encode())


def outcomes(*texts: str, jobs: int) -> list[Record | InputError]:
    sources = [source(number, text) for number, text in enumerate(texts)]
    return list(run(sources, SETTINGS, jobs=jobs, make=misbehave))


def told(found: list[Record | InputError]) -> list[str | None]:
    return [item.code if isinstance(item, InputError) else item.title for item in found]


@JOBS
def test_records_come_in_input_order(jobs: int) -> None:
    assert told(outcomes("sleep 0.3", *"abcdefghijklmnop", jobs=jobs)) == ["sleep 0.3", *"abcdefghijklmnop"]


def test_the_records_are_the_same_for_any_jobs() -> None:
    texts = ["one", "problem", "raise", "refuse", "two’s"]
    one, two = outcomes(*texts, jobs=1), outcomes(*texts, jobs=2)
    for here, there in zip(one, two, strict=True):
        assert type(here) is type(there)
        assert here == there if isinstance(here, Record) else str(here) == str(there)


@JOBS
def test_errors_of_inputs_pass_through_in_their_place(jobs: int) -> None:
    missing = InputError("b.txt", "missing", "does not exist", "check the path")
    found = list(run([source(0, "a"), missing, source(2, "refuse")], SETTINGS, jobs=jobs, make=misbehave))
    assert told(found) == ["a", "missing", "not_a_release"]


@JOBS
def test_an_unexpected_exception_costs_one_record(jobs: int) -> None:
    found = outcomes("a", "raise", "b", jobs=jobs)
    assert told(found) == ["a", "internal", "b"]
    assert isinstance(found[1], InputError)
    assert "ZeroDivisionError: as asked" in found[1].reason
    assert "fakes.py:" in found[1].reason


def test_a_dead_worker_costs_one_record() -> None:
    found = outcomes("a", "b", "die", "c", "d", "e", "die", *"fghijklmnopqrst", jobs=2)
    assert told(found) == ["a", "b", "crash", "c", "d", "e", "crash", *"fghijklmnopqrst"]


def test_workers_that_always_die_end_too() -> None:
    assert told(outcomes("die", "die", "die", jobs=2)) == ["crash"] * 3


@JOBS
def test_a_missing_model_ends_the_run(jobs: int) -> None:
    with pytest.raises(UsageError, match="no such model"):
        outcomes("usage", "a", jobs=jobs)


def test_workers_take_one_core_each() -> None:
    assert told(outcomes("threads", "threads", jobs=2)) == ["1", "1"]


@JOBS
def test_sources_are_read_no_faster_than_records_are_taken(jobs: int) -> None:
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        while True:
            taken += 1
            yield source(taken, "a")

    with closing(run(endless(), SETTINGS, jobs=jobs, make=misbehave)) as found:
        for _ in range(30):
            next(found)
    assert taken <= 30 + 4 * jobs


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc")
def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os\n"
        "from extractor.release import Source\n"
        "from extractor.run import run\n"
        "from extractor.settings import Settings\n"
        "from fakes import misbehave\n"
        "if __name__ == '__main__':\n"
        "    sources = (Source(str(n), b'a' if n < 2 else b'sleep 60') for n in range(9))\n"
        "    outcomes = run(sources, Settings(), jobs=2, make=misbehave)\n"
        "    next(outcomes)\n"
        "    children = open(f'/proc/self/task/{os.getpid()}/children').read()\n"
        "    print(children, flush=True)\n"
        "    next(outcomes), next(outcomes)\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    ) as parent:
        assert parent.stdout
        children = parent.stdout.readline().decode().split()
        assert len(children) >= 2
        os.kill(parent.pid, signal.SIGKILL)
    end = time.monotonic() + 10
    while any(_is_alive(child) for child in children) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [child for child in children if _is_alive(child)]


def _is_alive(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
