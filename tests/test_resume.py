"""The same command again: it goes on where it was, notices what changed, and says clearly what hinders it."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes import call, command, environment, members, start, wait_until, write_inputs

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")

RUN = ["run", "in", "more.jsonl", "-o", "out.jsonl", "--jobs", "2", "--shard-size", "10", "--quiet"]
OUT, ERRORS, WORK, OPEN = Path("out.jsonl"), Path("out.errors.jsonl"), Path("out.jsonl.work"), Path("open")
INPUTS = 100
DONE = 60  # The others wait until there is a file `open`, so that no run comes to its end too early.
REFUSED = "in/033.txt"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """80 files and a corpus of 20 lines; each that is worked on leaves its name in the file `tally`."""
    monkeypatch.chdir(tmp_path)
    gates = ["in" if number < DONE else "open" for number in range(INPUTS)]
    texts = [f"tally tally until {gate} The harbour’s wall {number}" for number, gate in enumerate(gates)]
    write_inputs(Path("in"), texts[:80])
    Path(REFUSED).write_text("refuse")
    Path("more.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts[80:]))


def tally() -> Counter[str]:
    return Counter(Path("tally").read_text().split()) if Path("tally").exists() else Counter()


def is_stuck() -> bool:
    """Whether all is done that can be, and each of the two workers waits in a shard of its own."""
    return len(tally()) == DONE - 1 + 2


def interrupt(end: signal.Signals = signal.SIGKILL) -> tuple[int, str]:
    """Start the run and end it when it is stuck: exit code, standard error."""
    with start(*RUN) as process:
        assert wait_until(is_stuck, 30)
        process.send_signal(end)
        _, err = process.communicate(timeout=30)
    assert wait_until(lambda: not members(process.pid))
    OPEN.touch()
    return process.returncode, err.decode()


def output() -> tuple[bytes, bytes]:
    return OUT.read_bytes(), ERRORS.read_bytes()


def undisturbed(*options: str) -> tuple[bytes, bytes]:
    """The output of a run over what is there now, from nothing."""
    OPEN.touch()
    for path in (OUT, ERRORS):
        path.unlink(missing_ok=True)
    shutil.rmtree(WORK, ignore_errors=True)
    code, _, err = call(*RUN, *options)
    assert code == 1, err
    return output()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_goes_on_where_it_was(end: signal.Signals) -> None:
    code, err = interrupt(end)
    assert code == (-end if end == signal.SIGKILL else 130)
    assert "Traceback" not in err
    assert WORK.is_dir()
    assert not OUT.exists()
    assert not ERRORS.exists()
    code, _, err = call(*RUN)
    assert code == 1, err
    assert not times_told(err)
    assert not WORK.exists()
    done = tally()
    assert len(done) == INPUTS - 1
    assert sum(done.values()) - len(done) == 2, "what the two workers had in hand is done again"
    assert output() == undisturbed()


def test_another_number_of_workers_goes_on_too() -> None:
    interrupt()
    code, _, err = call(*RUN, "--jobs", "1")
    assert code == 1, err
    assert sum(tally().values()) == INPUTS - 1 + 2
    assert output() == undisturbed()


def test_restart_begins_anew() -> None:
    interrupt()
    before = tally()
    code, _, err = call(*RUN, "--restart")
    assert code == 1, err
    assert sum(tally().values()) == sum(before.values()) + INPUTS - 1
    assert output() == undisturbed()


def test_an_interrupted_run_leaves_the_output_of_an_earlier_one() -> None:
    OUT.write_text("earlier\n")
    ERRORS.write_text("earlier errors\n")
    interrupt()
    assert output() == (b"earlier\n", b"earlier errors\n")
    assert call(*RUN)[0] == 1
    assert output() == undisturbed()


# Each with whether it touches what was done already.
CHANGES: dict[str, tuple[Callable[[], object], bool]] = {
    "a content": (lambda: Path("in/002.txt").write_text("changed"), True),
    "a content of the same size and time": (lambda: _overwrite(Path("in/002.txt"), b"T"), True),
    "a content that failed": (lambda: Path(REFUSED).write_text("refuse again"), True),
    "one more": (lambda: Path("in/0020.txt").write_text("new"), True),
    "one less": (lambda: Path("in/002.txt").unlink(), True),
    "another name": (lambda: Path("in/002.txt").rename("in/0020.txt"), True),
    "a content that was under way": (lambda: Path("in/060.txt").write_text("changed"), False),
    "a content still to do": (lambda: Path("in/079.txt").write_text("changed"), False),
    "one more still to do": (lambda: Path("in/zzz.txt").write_text("new"), False),
    "one less still to do": (lambda: Path("in/079.txt").unlink(), False),
    "a line of the corpus": (lambda: _overwrite(Path("more.jsonl"), b"["), False),
    "no corpus": (lambda: Path("more.jsonl").write_text(""), False),
}


def _overwrite(path: Path, data: bytes) -> None:
    """Change the first bytes of a file, but neither its size nor its time of change."""
    before = path.stat()
    path.write_bytes(data + path.read_bytes()[len(data) :])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def times_told(err: str) -> int:
    return sum("no longer fits" in line for line in err.splitlines())


@pytest.mark.parametrize(("change", "touches_work"), CHANGES.values(), ids=CHANGES)
def test_changed_inputs_are_noticed(change: Callable[[], object], touches_work: bool) -> None:
    interrupt()
    change()
    code, _, err = call(*RUN)
    assert times_told(err) == touches_work, err
    assert code == 1, err
    assert output() == undisturbed()


def test_a_changed_setting_is_noticed() -> None:
    interrupt()
    code, _, err = call(*RUN, "--publisher", "Quillmere Town Council")
    assert code == 1, err
    assert times_told(err) == 1, err
    assert output() == undisturbed("--publisher", "Quillmere Town Council")


@pytest.mark.parametrize("share", [0, 0.5], ids=["emptied", "halved"])
def test_work_that_a_power_cut_spoilt_is_done_again(share: float) -> None:
    interrupt()
    shutil.copytree(WORK, "kept")
    expected = undisturbed()
    for spoilt in ("manifest.jsonl", "00000000-*.jsonl", "*"):
        shutil.copytree("kept", WORK)
        files = [path for path in WORK.glob(spoilt) if path.stat().st_size]
        assert files, f"no {spoilt}"
        for file in files:
            os.truncate(file, int(file.stat().st_size * share))
        code, _, err = call(*RUN)
        assert code == 1, f"{spoilt}: {err}"
        assert output() == expected, spoilt


def test_a_second_run_to_the_same_output_is_refused() -> None:
    with start(*RUN) as first:
        assert wait_until(is_stuck, 30)
        code, out, err = call(*RUN)
        OPEN.touch()
        first.communicate(timeout=30)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "out.jsonl" in err
    assert first.returncode == 1
    assert max(tally().values()) == 1
    assert output() == undisturbed()


def call_limited(limit: int) -> tuple[int, str]:
    """Run while no file may grow beyond a limit: exit code, standard error."""

    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    done = subprocess.run(
        command(*RUN), capture_output=True, preexec_fn=limit_files, env=environment(), timeout=60, check=False
    )
    return done.returncode, done.stderr.decode()


# Of single files, so that no disk need be full: a shard's file does not fit, or only the whole output does not.
@pytest.mark.parametrize("limit", [100, 2_000, 20_000])
def test_a_file_that_can_not_grow_is_one_clear_error(limit: int) -> None:
    OPEN.touch()
    _check_full(*call_limited(limit), "File too large")
    assert call(*RUN)[0] == 1
    assert output() == undisturbed()


@pytest.mark.parametrize("limit", [10, 2_000, 20_000])
def test_a_disk_that_is_still_full_costs_no_work(limit: int) -> None:
    interrupt()
    _check_full(*call_limited(limit), "File too large")
    before = tally()
    code, _, err = call(*RUN)
    assert code == 1, err
    assert not times_told(err)
    assert sum((tally() - before).values()) <= INPUTS - DONE
    assert output() == undisturbed()


@contextmanager
def _small_disk(path: Path, size: str) -> Iterator[None]:
    path.mkdir()
    if shutil.which("mount") is None or _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)):
        pytest.skip("can't mount a small disk here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(path)], check=True)


def _mount(*arguments: str) -> int:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode


@pytest.mark.parametrize("size", ["4k", "16k", "64k", "128k"])
def test_a_full_disk_is_one_clear_error(size: str) -> None:
    arguments = ["small/out.jsonl" if argument == "out.jsonl" else argument for argument in RUN]
    OPEN.touch()
    with _small_disk(Path("small"), size):
        code, _, err = call(*arguments)
        _check_full(code, err, "No space left on device")
        assert not Path("small/out.jsonl").exists()
        assert _mount("-o", "remount,size=10m", "small") == 0
        code, _, err = call(*arguments)
        assert code == 1, err
        found = Path("small/out.jsonl").read_bytes(), Path("small/out.errors.jsonl").read_bytes()
        assert os.listdir("small") == ["out.errors.jsonl", "out.jsonl"] or not Path("small/out.jsonl.work").exists()
    assert found == undisturbed()


@pytest.mark.parametrize("size", ["4k", "8k"])
def test_a_full_folder_of_temporary_files_hinders_only_standard_output(
    size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    OPEN.touch()
    Path(REFUSED).unlink()
    with _small_disk(Path("small"), size):
        monkeypatch.setenv("TMPDIR", str(Path("small").resolve()))
        code, _, err = call("run", "in", "--quiet")
        assert "Traceback" not in err
        assert code == 2, err
        assert err.count("\n") == 1, err
        code, _, err = call(*RUN)
    assert (code, err) == (0, "")
    assert OUT.read_bytes().count(b"\n") == INPUTS - 1


def _check_full(code: int, err: str, reason: str) -> None:
    assert code == 2, err
    # The index of duplicates has words of its own for it.
    reasons = (reason, "disk is full", "disk I/O error")
    told = [line for line in err.splitlines() if any(one in line for one in reasons)]
    assert len(told) == 1, err
    assert "out.jsonl" in told[0]
    assert "Traceback" not in err


def test_killed_workers_cost_standard_output_nothing() -> None:
    arguments = ["run", "in", "--jobs", "2", "--shard-size", "10", "--quiet"]
    with open("killed.jsonl", "wb") as out, start(*arguments, stdout=out) as process:
        for enough in (lambda: len(tally()) > 10, is_stuck):
            assert wait_until(enough, 30)
            os.kill(members(process.pid, only_workers=True)[0], signal.SIGKILL)
        OPEN.touch()
        _, err = process.communicate(timeout=30)
    expected = call(*arguments)
    assert (process.returncode, Path("killed.jsonl").read_text(), err.decode()) == expected


def test_workers_may_all_be_killed_even_idle_ones() -> None:
    arguments = ["run", "in/000.txt", "in/001.txt", "in/002.txt", "in/079.txt", "--shard-size", "1", "--quiet"]
    with start(*arguments, "--jobs", "4", stdout=subprocess.PIPE) as process:
        assert wait_until(lambda: len(tally()) == 4, 30)
        for worker in members(process.pid, only_workers=True):
            os.kill(worker, signal.SIGKILL)
        OPEN.touch()
        out, err = process.communicate(timeout=30)
    assert (process.returncode, len(out.splitlines())) == (0, 4), err


def test_time_for_which_a_run_is_stopped_does_not_count() -> None:
    """As Ctrl-Z stops it, for longer than a document may take."""
    with start("run", "in/079.txt", "--time-limit", "1", "--quiet", stdout=subprocess.PIPE) as process:
        assert wait_until(tally, 30)
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(4)
        os.killpg(process.pid, signal.SIGCONT)
        OPEN.touch()
        out, err = process.communicate(timeout=30)
    assert (process.returncode, len(out.splitlines()), err) == (0, 1, b"")


STREAMS = {
    "no standard input": ("run - <&-", 2),
    "no standard input, one worker": ("run - --jobs 1 <&-", 2),
    "full standard output": ("run in > /dev/full", 2),
    "full standard output, one worker": ("run in --jobs 1 > /dev/full", 2),
    "full output": ("run in -o /dev/full --format jsonl", 2),
    "full standard error": ("run in -o out.jsonl 2> /dev/full", 2),
    "all full": ("run in > /dev/full 2> /dev/full", 2),
    "no standard output": ("run in >&-", 2),
    "no standard error": ("run in/000.txt -o out.jsonl 2>&-", 0),
    "a reader that leaves": ("run in --quiet | head -1 > head", 0),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(("line", "code"), STREAMS.values(), ids=STREAMS)
def test_broken_streams_give_at_most_one_line(line: str, code: int) -> None:
    OPEN.touch()
    Path(REFUSED).unlink()
    line = f"set -o pipefail; {sys.executable} {command()[1]} {line}"
    done = subprocess.run(["bash", "-c", line], env=environment(), capture_output=True, timeout=30, check=False)
    err = done.stderr.decode()
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    assert err.count("\n") <= 1, err
    assert done.returncode == code, err
