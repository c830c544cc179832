"""Plan, shards, pool and merge: order, errors, dead workers, what is done already. Kills: test_batch_kills.py."""

import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from fakes import load, misbehave

from extractor import __version__
from extractor.batch import manifest, pool
from extractor.batch.attempt import Make, attempt
from extractor.batch.folder import LocalFolder, open_folder
from extractor.batch.outcome import Outcome, decode, encode, is_whole, seal
from extractor.batch.plan import Input, RunSettings, Shard, plan
from extractor.batch.pool import Pool
from extractor.batch.run import do_shards, opened_manifest, opened_run, run_inputs, write_plan
from extractor.batch.shard import run_shard
from extractor.errors import InputError, UsageError, WorkerError
from extractor.inputs.sources import identify, list_entries
from extractor.release import Source
from extractor.settings import Settings

SETTINGS = RunSettings(shard_size=4, time_limit=5)
MISSING = InputError("b.txt", "missing", "does not exist", "check the path")


def prepare(settings: Settings) -> Make:
    load()
    return partial(misbehave, settings=settings)


def prepare_nothing(settings: Settings) -> Make:
    raise SystemExit(3)


def prepare_for_ever(settings: Settings) -> Make:
    time.sleep(60)
    raise AssertionError


class SlowFolder(LocalFolder):
    """It takes its time to write a shard."""

    def commit(self, name: str, data: bytes) -> None:
        time.sleep(1.6)
        super().commit(name, data)


def make(source: Source) -> object:
    return misbehave(source, Settings())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalFolder:
    monkeypatch.chdir(tmp_path)
    Path("work").mkdir()
    return LocalFolder(Path("work"))


def entries(*texts: str) -> list[Input]:
    """Files of these texts, by number."""
    Path("in").mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        Path(f"in/{number:03}.txt").write_text(text)
    return list(list_entries(["in"]))


def run(inputs: Iterable[Input], folder: LocalFolder, jobs: int = 2) -> list[Outcome]:
    return list(run_inputs(inputs, SETTINGS, folder, partial(Pool, jobs, prepare=prepare)))


def told(outcomes: Iterable[Outcome]) -> list[str]:
    return [one.error.code if one.error else json.loads(one.record or b"")["title"] for one in outcomes]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_input_order(folder: LocalFolder, jobs: int) -> None:
    inputs = entries("sleep 0.3", *"abcdefghijk")
    found = told(run([*inputs[:5], MISSING, *inputs[5:]], folder, jobs))
    assert found == ["sleep 0.3", *"abcd", "missing", *"efghijk"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_costs_one_record(folder: LocalFolder, jobs: int) -> None:
    texts = ["a", "raise", "die", "b", "refuse", "die", "c", "recurse", "allocate", "d"]
    found = run(entries(*texts), folder, jobs)
    assert told(found) == ["a", "internal", "crash", "b", "not_a_release", "crash", "c", "internal", "internal", "d"]
    assert found[1].error
    assert "ZeroDivisionError: as asked for (fakes.py:" in found[1].error.reason
    assert found[2].uri == "in/002.txt"


def test_only_deaths_kill_a_shard_s_worker_and_the_shard_is_run_again(folder: LocalFolder) -> None:
    assert told(run(entries("die", "die", "die"), folder)) == ["crash"] * 3


def test_a_shard_to_be_run_again_goes_before_all_that_waits_for_it(
    folder: LocalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "AHEAD", 3)
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("waits for what nobody does"))
    signal.alarm(30)
    texts = ["sleep 0.6", "die", *"abcdefghijklmn"]
    assert told(run(entries(*texts), folder)) == ["sleep 0.6", "crash", *"abcdefghijklmn"]
    signal.alarm(0)


def test_a_document_has_its_time(folder: LocalFolder) -> None:
    settings = RunSettings(time_limit=0.3)
    found = run_inputs(entries("spin", "a", "swallow", "hold"), settings, folder, partial(Pool, 2, prepare=prepare))
    assert told(found) == ["timeout", "a", "timeout", "timeout"]


def test_a_missing_model_ends_the_run(folder: LocalFolder) -> None:
    with pytest.raises(UsageError, match="no such model"):
        run(entries("usage", "a"), folder)


def test_workers_that_die_as_they_start_end_the_run(folder: LocalFolder) -> None:
    with pytest.raises(WorkerError, match="die as they start"):
        list(run_inputs(entries("a"), SETTINGS, folder, partial(Pool, 1, prepare=prepare_nothing)))


def test_a_worker_that_hangs_as_it_starts_is_ended(folder: LocalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 0.1)
    with pytest.raises(WorkerError, match="die as they start"):
        list(run_inputs(entries("a"), SETTINGS, folder, partial(Pool, 1, prepare=prepare_for_ever)))


def test_a_slow_disk_is_not_laid_on_a_document() -> None:
    """Writing takes longer than a document may take."""
    settings = RunSettings(time_limit=0.2)
    found = run_inputs(entries("a"), settings, SlowFolder(Path("work")), partial(Pool, 1, prepare=prepare))
    assert told(found) == ["a"]


def test_workers_outlive_the_thread_that_starts_them(folder: LocalFolder) -> None:
    """The system takes the end of a thread for the end of a parent, if it is asked for that."""
    outcomes = run_inputs(entries(*"abcdefgh"), SETTINGS, folder, partial(Pool, 1, prepare=prepare))
    thread = threading.Thread(target=next, args=[outcomes])
    thread.start()
    thread.join()
    (worker,) = multiprocessing.active_children()
    worker.join(0.3)
    assert worker.exitcode is None
    assert told(outcomes) == [*"bcdefgh"]


def test_workers_take_one_core_each(folder: LocalFolder) -> None:
    assert told(run(entries("threads", "threads"), folder)) == ["1", "1"]


def test_inputs_are_listed_no_faster_than_they_are_read(folder: LocalFolder) -> None:
    listed = 0

    def endless() -> Iterator[Input]:
        nonlocal listed
        while True:
            listed += 1
            yield MISSING

    engine = partial(Pool, 2, prepare=prepare)
    with closing(run_inputs(endless(), SETTINGS, folder, engine)) as found:
        for _ in range(30):
            next(found)
    # What is read ahead waits in the folder, not in memory.
    assert listed <= 1002 * SETTINGS.shard_size + 30


def test_what_is_done_is_not_done_again(folder: LocalFolder) -> None:
    inputs = entries(*"abcdefgh")
    first = run(inputs, folder)
    names = folder.names()
    assert names == {manifest.NAME, *(shard.name for shard in plan(map(identify, inputs), SETTINGS))}
    times = {name: (Path("work") / name).stat().st_mtime_ns for name in names - {manifest.NAME}}
    lines: list[str] = []
    engine = partial(Pool, 1, prepare=prepare)
    again = list(run_inputs(inputs, SETTINGS, folder, engine, tell=lines.append))
    assert again == first
    assert [any(one.is_earlier for one in first), all(one.is_earlier for one in again)] == [False, True]
    assert lines == ["going on where an earlier run stopped, with 2 shards (up to 8 releases) done"]
    assert {name: (Path("work") / name).stat().st_mtime_ns for name in times} == times


@pytest.mark.parametrize("change", [{"time_limit": 7}, {"record": Settings(publisher="Marlbrook")}, {"shard_size": 5}])
def test_other_settings_make_other_shards(folder: LocalFolder, change: dict[str, object]) -> None:
    inputs = entries("a")
    run(inputs, folder)
    (one,) = plan(map(identify, inputs), SETTINGS)
    other = RunSettings(**{"shard_size": 4, "time_limit": 5, **change})
    (another,) = plan(map(identify, inputs), other)
    assert one.name != another.name
    lines: list[str] = []
    engine = partial(Pool, 1, prepare=prepare)
    assert told(run_inputs(inputs, other, folder, engine, tell=lines.append)) == ["a"]
    (line,) = lines
    assert "no longer fits" in line
    assert ("publisher" if "record" in change else next(iter(change))) in line


def test_a_kill_while_work_is_begun_or_removed_costs_no_more_than_is_lost(folder: LocalFolder) -> None:
    """There is no manifest yet, or the folder is removed by halves."""
    inputs = entries(*"abcdefgh")
    first = run(inputs, folder)
    one, other = sorted(folder.names() - {manifest.NAME})
    time_before = (Path("work") / other).stat().st_mtime_ns
    folder.drop({one, manifest.NAME})
    lines: list[str] = []
    engine = partial(Pool, 1, prepare=prepare)
    assert list(run_inputs(inputs, SETTINGS, folder, engine, tell=lines.append)) == first
    assert lines == ["going on where an earlier run stopped, with 1 shard (up to 4 releases) done"]
    assert (Path("work") / other).stat().st_mtime_ns == time_before


def test_names_depend_on_content_alone() -> None:
    one = [identify(entry) for entry in entries("a", "b")]
    assert [shard.name for shard in plan(one, SETTINGS)] == [shard.name for shard in plan(iter(one), SETTINGS)]
    Path("in/000.txt").write_text("c")
    assert [shard.name for shard in plan(map(identify, list_entries(["in"])), SETTINGS)] != [
        shard.name for shard in plan(one, SETTINGS)
    ]


def test_a_changed_input_is_not_taken_for_the_planned_one(folder: LocalFolder) -> None:
    (shard,) = plan(map(identify, entries("a", "b")), SETTINGS)
    Path("in/000.txt").write_text("c")
    run_shard(shard, folder, SETTINGS, make)
    assert told(decode(folder.read(shard.name))) == ["changed", "b"]


def test_a_shard_is_the_same_bytes_each_time(folder: LocalFolder) -> None:
    (shard,) = plan(map(identify, entries("a", "raise", "b\n\nc\u2028d")), SETTINGS)
    written = set()
    for _ in range(2):
        run_shard(shard, folder, SETTINGS, make)
        written.add(folder.read(shard.name))
    (data,) = written
    assert is_whole(data)
    assert not is_whole(data[:-1])
    assert not is_whole(data[1:])
    assert not is_whole(b"")


def test_outcomes_survive_their_lines() -> None:
    record = attempt(Source("a.txt", 'problem ,"record": "x"}\n\u2028'.encode()), make)  # type: ignore[arg-type]
    assert not isinstance(record, InputError)
    one, two = decode(seal(encode(record) + encode(MISSING)))
    assert one.record == record.model_dump_json().encode()
    assert (one.uri, one.id, one.problems, one.counts) == ("a.txt", record.id, ("doubtful",), (0, 0, 0, 0, 0))
    assert json.loads(one.repeating("x").record or b"") == {**json.loads(one.record), "duplicate_of": "x"}
    assert str(two.error) == str(MISSING)


def test_a_manifest_is_run_in_parts_and_merged() -> None:
    inputs = [*entries(*"abcdefghi", "refuse", "die"), MISSING]
    assert write_plan(inputs, SETTINGS, "work") == 3
    assert manifest.count_inputs(f"work/{manifest.NAME}") == len(inputs)
    engine = partial(Pool, 1, prepare=prepare)
    place = f"work/{manifest.NAME}"
    do_shards(place, 0, 2, engine)
    assert len(open_folder("work").names()) == 1 + 2
    do_shards(place, 1, None, engine)
    done = open_folder("work").names()
    with opened_manifest(place, engine) as outcomes:
        assert told(outcomes) == [*"abcdefghi", "not_a_release", "crash", "missing"]
    assert open_folder("work").names() == done
    with pytest.raises(UsageError, match="no shard 3; it has 3, from 0 to 2"):
        do_shards(place, 3, None, engine)
    with pytest.raises(UsageError, match="counts from 0 to 1"):
        do_shards(place, 2, 2, engine)


def test_an_interrupted_run_of_a_manifest_tells_what_is_kept() -> None:
    place, lines = f"work/{manifest.NAME}", list[str]()
    write_plan(entries(*"abcde"), SETTINGS, "work")
    do_shards(place, 0, None, partial(Pool, 1, prepare=prepare))
    engine = partial(Pool, 1, prepare=prepare)
    with pytest.raises(KeyboardInterrupt), opened_manifest(place, engine, tell=lines.append):
        raise KeyboardInterrupt
    assert lines == [f"done and kept beside {place}: 1 shard (up to 4 releases); the same command goes on from there"]


def test_what_stands_beside_a_manifest_is_left() -> None:
    entries(*"ab")
    Path("in/notes.doc").write_text("ours")
    Path("in/folder").mkdir()
    write_plan(list_entries(["in"]), SETTINGS, "in")
    before = sorted(Path("in").iterdir())
    for _ in range(2):
        with opened_manifest(f"in/{manifest.NAME}", partial(Pool, 1, prepare=prepare)) as outcomes:
            assert told(outcomes) == ["a", "b"]
        assert set(before) < set(Path("in").iterdir())


@pytest.mark.parametrize("restart", [False, True])
def test_what_others_left_in_the_work_folder_is_left(restart: bool) -> None:
    inputs = entries(*"ab")
    Path("out.jsonl.work/folder").mkdir(parents=True)
    Path("out.jsonl.work/notes.doc").write_text("ours")
    engine = partial(Pool, 1, prepare=prepare)
    with opened_run(inputs, "out.jsonl", SETTINGS, engine, restart=restart) as outcomes:
        assert told(outcomes) == ["a", "b"]
    assert sorted(path.name for path in Path("out.jsonl.work").iterdir()) == ["folder", "notes.doc"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-20],
        lambda text: "",
        lambda text: text[:300],
        lambda text: text.replace(__version__, "9.9.9"),
        lambda text: text.replace('"publisher": null', '"publisher": "Marlbrook Council"'),
        lambda text: text.replace("in/000.txt", "in/001.txt"),
        lambda text: "".join(text.splitlines(keepends=True)[::2]),
        lambda text: text * 2,
        lambda text: text.rpartition("{")[0] + "7\n",
    ],
)
def test_a_damaged_manifest_is_refused(damage: object) -> None:
    write_plan(entries("a"), SETTINGS, "work")
    path = Path("work") / manifest.NAME
    path.write_text(damage(path.read_text()))  # type: ignore[operator]
    with pytest.raises(UsageError, match="extractor plan"), manifest.open_manifest(str(path)) as (_, shards):
        list(shards)


@pytest.mark.parametrize("error", [OSError(28, "full"), BrokenPipeError(32, "gone")])
def test_what_fails_while_a_manifest_is_run_is_not_laid_on_it(error: OSError) -> None:
    write_plan(entries("a"), SETTINGS, "work")
    with pytest.raises(type(error)), opened_manifest(f"work/{manifest.NAME}", partial(Pool, 1, prepare=prepare)):
        raise error


def test_a_manifest_of_another_version_of_the_model_is_refused() -> None:
    write_plan(entries("a"), RunSettings(model_version="0.1"), "work")
    with pytest.raises(UsageError, match="another version of en_press_releases"):
        do_shards(f"work/{manifest.NAME}", 0, None, partial(Pool, 1, prepare=prepare))


def test_a_plan_that_fails_leaves_the_one_before() -> None:
    inputs = entries("a")
    write_plan(inputs, SETTINGS, "work")
    before = Path(f"work/{manifest.NAME}").read_bytes()

    def failing() -> Iterator[Input]:
        yield from inputs
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_plan(failing(), SETTINGS, "work")
    assert Path(f"work/{manifest.NAME}").read_bytes() == before
    assert os.listdir("work") == [manifest.NAME] or set(os.listdir("work")) == {manifest.NAME, ".lock"}


def test_a_plan_of_nothing_has_no_shard() -> None:
    write_plan([], SETTINGS, "work")
    with pytest.raises(UsageError, match="has no shard 0; it has none, for it was made of no inputs"):
        do_shards(f"work/{manifest.NAME}", 0, None, partial(Pool, 1, prepare=prepare))


def test_a_manifest_tells_itself_from_a_corpus() -> None:
    write_plan(entries("a"), SETTINGS, "work")
    Path("corpus.jsonl").write_text('{"text": "One"}\n')
    os.mkfifo("pipe.jsonl")
    names = (f"work/{manifest.NAME}", "corpus.jsonl", "no.jsonl", "in/000.txt", "pipe.jsonl")
    assert list(map(manifest.is_manifest, names)) == [True, False, False, False, False]


@pytest.mark.parametrize("content", [None, "", "\n", "{}", "[]", '{"shards": 2}', '{"inputs": 7}' + " " * 200])
def test_what_does_not_tell_its_inputs_is_not_counted(content: str | None) -> None:
    if content is not None:
        Path("manifest.jsonl").write_text(content)
    assert manifest.count_inputs("manifest.jsonl") is None


def test_shards_of_a_manifest_are_those_planned() -> None:
    inputs = [*map(identify, entries("a", "b", "c", "d", "e")), MISSING]
    write_plan(inputs, SETTINGS, "work")
    with manifest.open_manifest(f"work/{manifest.NAME}") as (settings, shards):
        assert settings == SETTINGS
        found = list(shards)
    for one, other in zip(found, plan(inputs, SETTINGS), strict=True):
        assert (one.number, one.name, list(map(str, one.inputs))) == (
            other.number,
            other.name,
            list(map(str, other.inputs)),
        )
        assert isinstance(one, Shard)
