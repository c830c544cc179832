"""The Ray engine on a real cluster of this machine: the same bytes as the local engine's, whatever dies."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fakes import misbehave

from extractor.batch.attempt import Make
from extractor.batch.folder import LocalFolder
from extractor.batch.plan import RunSettings
from extractor.batch.pool import Pool
from extractor.batch.ray_engine import RayEngine
from extractor.batch.run import OpenEngine, run_inputs
from extractor.errors import UsageError
from extractor.inputs.sources import list_entries
from extractor.settings import Settings

ray = pytest.importorskip("ray", reason="the extra [ray] is not installed")

SETTINGS = RunSettings(shard_size=4, time_limit=5)
SAMPLES = sorted(path for path in (Path(__file__).parent.parent / "samples").iterdir() if path.suffix != ".json")
TEXTS = ["a", "die", "sleep 0.2", "raise", "refuse", *["sleep 0.1"] * 30, "problem"]


def prepare(settings: Settings) -> Make:
    return partial(misbehave, settings=settings)


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    tests = str(Path(__file__).parent)
    environment = {"PYTHONPATH": os.pathsep.join([str(Path(tests).parent), tests]), "PYTHONWARNINGS": "ignore"}
    ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": environment})
    yield
    ray.shutdown()


def run(engine: OpenEngine, work: Path) -> list[bytes]:
    """The content of every shard, in order."""
    work.mkdir()
    list(run_inputs(list_entries(["in"]), SETTINGS, LocalFolder(work), engine))
    return [path.read_bytes() for path in sorted(work.glob("0*.jsonl"))]


def write_inputs() -> None:
    Path("in").mkdir()
    for number, text in enumerate(TEXTS):
        Path(f"in/{number:03}.txt").write_text(text)


def test_output_is_that_of_the_local_engine_though_an_actor_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_inputs()
    killed: list[int] = []

    def kill_one() -> None:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            if len(list(Path("ray").glob("0*.jsonl"))) >= 2 and (actors := _actors()):
                os.kill(actors[0], signal.SIGKILL)
                killed.append(actors[0])
            time.sleep(0.01)

    killer = threading.Thread(target=kill_one)
    killer.start()
    found = run(partial(RayEngine, 2, prepare=prepare), tmp_path / "ray")
    killer.join()
    assert killed
    assert not Path(f"/proc/{killed[0]}").exists()
    assert len(found) == 9
    assert found == run(partial(Pool, 2, prepare=prepare), tmp_path / "local")


def test_real_releases_give_the_records_of_the_local_engine(tmp_path: Path) -> None:
    settings = RunSettings(shard_size=2)
    found = []
    for engine in (partial(RayEngine, 1), partial(Pool, 1)):
        folder = LocalFolder(tmp_path / engine.func.__name__)
        folder.path.mkdir()
        outcomes = list(run_inputs(list_entries(map(str, SAMPLES[::12])), settings, folder, engine))
        assert all(outcome.record for outcome in outcomes)
        found.append([outcome.record for outcome in outcomes])
    assert found[0] == found[1]
    assert len(found[0]) == len(SAMPLES[::12])


def test_a_missing_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text("usage")
    with pytest.raises(UsageError, match="no such model"):
        run(partial(RayEngine, 1, prepare=prepare), tmp_path / "ray")


def _actors() -> list[int]:
    """The processes of our actors, which Ray names."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"ray::_Actor" in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found
