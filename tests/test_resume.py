"""The same command again: it goes on where it was, notices what changed, and says clearly what hinders it."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes import call, command, members, start, wait_until, write_inputs

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")

INPUTS = 100
RUN = ["run", "in", "more.jsonl", "-o", "out.jsonl", "--jobs", "2", "--shard-size", "10", "--quiet"]
OUT, ERRORS, WORK = Path("out.jsonl"), Path("out.errors.jsonl"), Path("out.jsonl.work")
WITH_EACH_END = pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and a corpus; each input that is worked on leaves its name in the file `tally`."""
    monkeypatch.chdir(tmp_path)
    write_inputs(Path("in"), [f"tally tally The harbour’s wall {number}" for number in range(INPUTS - 20)])
    Path("in/033.txt").write_text("refuse")
    lines = [{"id": str(number), "text": f"tally tally Line {number}"} for number in range(20)]
    Path("more.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def tally() -> Counter[str]:
    return Counter(Path("tally").read_text().split()) if Path("tally").exists() else Counter()


def interrupt(end: signal.Signals = signal.SIGKILL, *options: str) -> tuple[int, str]:
    """Start the run and end it when it is through half of its inputs: exit code, standard error."""
    with start(*RUN, *options) as process:
        assert wait_until(lambda: len(tally()) > INPUTS / 2)
        process.send_signal(end)
        _, err = process.communicate(timeout=10)
    assert wait_until(lambda: not members(process.pid), 2)
    return process.returncode, err.decode()


def output() -> tuple[bytes, bytes]:
    return OUT.read_bytes(), ERRORS.read_bytes()


def undisturbed(*options: str) -> tuple[bytes, bytes]:
    """The output of a run over what is there now, from nothing."""
    for path in (OUT, ERRORS):
        path.unlink(missing_ok=True)
    shutil.rmtree(WORK, ignore_errors=True)
    code, _, err = call(*RUN, *options)
    assert code == 1, err
    return output()


@WITH_EACH_END
def test_an_interrupted_run_goes_on_where_it_was(end: signal.Signals) -> None:
    code, err = interrupt(end)
    assert code == (-end if end == signal.SIGKILL else 130)
    assert "Traceback" not in err
    assert WORK.is_dir()
    assert not OUT.exists()
    assert not ERRORS.exists()
    code, _, err = call(*RUN)
    assert code == 1, err
    assert "no longer fits" not in err
    assert not WORK.exists()
    done = tally()
    assert len(done) == INPUTS - 1
    assert sum(done.values()) - len(done) <= 2 * 10, "more was done again than the two workers had in hand"
    assert output() == undisturbed()


def test_another_number_of_workers_goes_on_too() -> None:
    interrupt()
    code, _, err = call(*RUN, "--jobs", "1")
    assert code == 1, err
    done = tally()
    assert sum(done.values()) - len(done) <= 2 * 10
    assert output() == undisturbed()


def test_restart_begins_anew() -> None:
    interrupt()
    before = tally()
    code, _, err = call(*RUN, "--restart")
    assert code == 1, err
    assert tally() - before == Counter(before.keys() | tally().keys())
    assert output() == undisturbed()


def test_an_interrupted_run_leaves_the_output_of_an_earlier_one() -> None:
    OUT.write_text("earlier\n")
    ERRORS.write_text("earlier errors\n")
    interrupt()
    assert output() == (b"earlier\n", b"earlier errors\n")
    assert call(*RUN)[0] == 1
    assert output() == undisturbed()


# The change, and whether it meets work that was done: the run is interrupted when it is through half of its inputs.
CHANGES: dict[str, tuple[Callable[[], object], bool]] = {
    "a content": (lambda: Path("in/002.txt").write_text("changed"), True),
    "a content of the same size": (lambda: _overwrite(Path("in/002.txt"), b"T"), True),
    "the last content": (lambda: Path("in/079.txt").write_text("changed"), False),
    "one more": (lambda: Path("in/0020.txt").write_text("new"), True),
    "one more at the end": (lambda: Path("in/zzz.txt").write_text("new"), False),
    "one less": (lambda: Path("in/002.txt").unlink(), True),
    "another name": (lambda: Path("in/002.txt").rename("in/0020.txt"), True),
    "a line of the corpus": (lambda: _overwrite(Path("more.jsonl"), b"[", at=1), False),
    "a line less": (
        lambda: Path("more.jsonl").write_bytes(b"".join(Path("more.jsonl").read_bytes().splitlines(True)[1:])),
        False,
    ),
}


def _overwrite(path: Path, data: bytes, at: int = 0) -> None:
    """Change bytes of a file, and neither its size nor its time of change."""
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:at] + data + content[at + len(data) :])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(("change", "is_stale"), CHANGES.values(), ids=CHANGES)
def test_changed_inputs_are_noticed(change: Callable[[], object], is_stale: bool) -> None:
    interrupt()
    change()
    code, _, err = call(*RUN)
    assert code == 1, err
    assert sum("no longer fits" in line for line in err.splitlines()) == is_stale, err
    assert output() == undisturbed()


def test_a_changed_setting_is_noticed() -> None:
    interrupt()
    code, _, err = call(*RUN, "--publisher", "Quillmere Town Council")
    assert code == 1, err
    assert sum("no longer fits" in line for line in err.splitlines()) == 1, err
    assert output() == undisturbed("--publisher", "Quillmere Town Council")


@pytest.mark.parametrize("share", [0, 0.5], ids=["emptied", "halved"])
def test_work_that_a_power_cut_spoilt_is_done_again(share: float) -> None:
    interrupt()
    files = [path for path in sorted(WORK.rglob("*")) if path.is_file()]
    assert len(files) > 2
    shutil.copytree(WORK, "kept")
    for file in files:
        shutil.rmtree(WORK, ignore_errors=True)
        shutil.copytree("kept", WORK)
        os.truncate(file, int(file.stat().st_size * share))
        code, _, err = call(*RUN)
        assert code == 1, f"{file}: {err}"
        found = output()
        assert found == undisturbed(), file


def test_a_second_run_to_the_same_output_is_refused() -> None:
    with start(*RUN) as first:
        assert wait_until(tally)
        code, out, err = call(*RUN)
        first.communicate(timeout=30)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "out.jsonl" in err
    assert first.returncode == 1
    assert max(tally().values()) == 1
    assert output() == undisturbed()


# Of single files, so that no disk need be full: a shard's file does not fit, or only the whole output does not.
@pytest.mark.parametrize("limit", [100, 2_000, 20_000])
def test_a_file_that_can_not_grow_is_one_clear_error(limit: int) -> None:
    def hold_small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    done = subprocess.run(command(*RUN), capture_output=True, preexec_fn=hold_small, timeout=60, check=False)
    _check_full(done.returncode, done.stderr.decode(), "File too large")
    assert call(*RUN)[0] == 1
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


def _check_full(code: int, err: str, reason: str) -> None:
    assert code == 2, err
    told = [line for line in err.splitlines() if reason in line]
    assert len(told) == 1, err
    assert "out.jsonl" in told[0]
    assert "Traceback" not in err


def test_a_killed_worker_costs_standard_output_nothing() -> None:
    Path("in/040.txt").write_text("die")
    arguments = ["run", "in", "--jobs", "2", "--shard-size", "10", "--quiet"]
    expected = call(*arguments)
    Path("tally").unlink()
    with open("killed", "wb") as out, start(*arguments, stdout=out) as process:
        for share in (10, 40):
            assert wait_until(lambda share=share: len(tally()) > share)
            os.kill(members(process.pid, only_workers=True)[0], signal.SIGKILL)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, Path("killed").read_text()) == expected[:2]
    assert err.decode() == expected[2]


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
    Path("in/033.txt").unlink()
    line = f"set -o pipefail; {sys.executable} {command()[1]} {line}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=30, check=False)
    err = done.stderr.decode()
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    assert err.count("\n") <= 1, err
    assert done.returncode == code, err
