"""Workers and the parent are killed at random moments: what comes out is complete, and the same byte for byte.

A failure tells its seed. KILL_SEED=1 in the environment takes other moments than the usual ones.
"""

import json
import os
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes import call, members, start, wait_until, write_inputs

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")

SEED = os.environ.get("KILL_SEED", "0")
INPUTS = 200
RUNS = 50
BATCHES = [
    ("die", "spin", "huge", "raise"),
    ("segfault", "swallow", "huge", "refuse"),
    ("kill", "hold", "huge", "allocate"),
    ("die", "grip", "huge", "recurse"),
    ("kill", "huge", "refuse", "raise"),
]
CODES = {
    "die": "crash",
    "segfault": "crash",
    "kill": "crash",
    "spin": "timeout",
    "swallow": "timeout",
    "hold": "timeout",
    "grip": "timeout",
    "huge": "too_large",
    "refuse": "not_a_release",
    "raise": "internal",
    "allocate": "internal",
    "recurse": "internal",
}
Kills = list[tuple[float, str]]  # when, in seconds since the start's first work, and whom: "parent" or "worker"


@dataclass(frozen=True)
class Undisturbed:
    """What a run over a folder gives that nobody disturbs, and how long it takes."""

    folder: str
    records: bytes
    errors: bytes
    seconds: float


def test_killed_runs_give_what_undisturbed_ones_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # The runs wait more than they work, so that four at once fit on two cores.
    with ThreadPoolExecutor(4) as pool:
        undisturbed = list(pool.map(_run_undisturbed, BATCHES))
        hits = list(pool.map(lambda run: _run_killed(f"{SEED}-{run}", undisturbed[run % len(BATCHES)]), range(RUNS)))
    assert sum(map(bool, hits)) >= 0.8 * RUNS, f"kills that hit a run at work: {hits}"


def _run_undisturbed(poison: tuple[str, ...]) -> Undisturbed:
    folder = "-".join(poison)
    texts = _texts(poison, random.Random(folder))
    write_inputs(Path(folder), texts)
    began = time.monotonic()
    code, _, err = call(*_arguments(folder, f"{folder}.jsonl"))
    seconds = time.monotonic() - began
    assert code == 1, err
    records, errors = (Path(f"{folder}{ending}").read_bytes() for ending in (".jsonl", ".errors.jsonl"))
    assert [json.loads(line)["text"] for line in records.splitlines()] == [text for text in texts if text not in CODES]
    assert [(error["uri"], error["code"]) for error in map(json.loads, errors.splitlines())] == [
        (f"{folder}/{number:03}.txt", CODES[text]) for number, text in enumerate(texts) if text in CODES
    ]
    return Undisturbed(folder, records, errors, seconds)


def _texts(poison: tuple[str, ...], chance: random.Random) -> list[str]:
    texts = [f"sleep 0.004 The ferry’s crossing {number}" for number in range(INPUTS)]
    for place, word in zip(chance.sample(range(INPUTS), len(poison)), poison, strict=True):
        texts[place] = word
    return texts


def _arguments(folder: str, out: str) -> list[str]:
    return ["run", folder, "-o", out, "--jobs", "2", "--time-limit", "1", "--shard-size", "10", "--quiet"]


def _run_killed(seed: str, undisturbed: Undisturbed) -> int:
    """Start a run again and again until all kills of the seed's plan are done; how many of them hit."""
    chance = random.Random(seed)
    hits, sessions = 0, []
    for kills in _plan(chance, undisturbed.seconds):
        session, code, hit = _start_and_kill(seed, undisturbed.folder, kills, chance)
        sessions.append(session)
        hits += hit
        _check(seed, code, undisturbed)
        # They may be at their start still, on a busy machine. Else the next start meets them.
        if chance.random() < 0.5:
            assert wait_until(lambda: not members(sessions[-1])), f"seed {seed}: workers outlive their parent"
    assert code == 1, f"seed {seed}: the last start is to come to its end"
    assert wait_until(lambda: not any(map(members, sessions))), f"seed {seed}: workers outlive their parent"
    return hits


def _plan(chance: random.Random, seconds: float) -> list[Kills]:
    """The kills of each start; in the last one the parent is left alive."""
    parents = chance.choice((0, 0, 1, 1, 1, 2))
    starts: list[Kills] = [[(chance.uniform(0, seconds), "parent")] for _ in range(parents)] + [[]]
    for _ in range(chance.randint(0 if parents else 1, 2)):
        chance.choice(starts).append((chance.uniform(0, seconds), "worker"))
    return [sorted(kills) for kills in starts]


def _start_and_kill(seed: str, folder: str, kills: Kills, chance: random.Random) -> tuple[int, int, int]:
    """One start: its session, its exit code, and how many kills hit it at work."""
    out, hits = Path(f"{seed}.jsonl"), 0
    with open(f"{seed}.log", "ab") as log, start(*_arguments(folder, str(out)), stderr=log) as process:
        wait_until(lambda: _work(out).exists() or process.poll() is not None)
        began = time.monotonic()
        for moment, victim in kills:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0, began + moment - time.monotonic()))
            hits += _work(out).exists() and _kill(process, victim, chance)
        process.wait(60)
    return process.pid, process.returncode, hits


def _kill(process: subprocess.Popen[bytes], victim: str, chance: random.Random) -> bool:
    """Whether there was somebody to kill."""
    if process.poll() is not None:
        return False
    if victim == "parent":
        process.kill()
        return process.wait(10) == -signal.SIGKILL
    workers = sorted(members(process.pid, only_workers=True))
    if not workers:
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(workers), signal.SIGKILL)
    return True


def _work(out: Path) -> Path:
    return Path(f"{out}.work")


def _check(seed: str, code: int, undisturbed: Undisturbed) -> None:
    """A run that came to its end has left all of its output and nothing else, a killed one all or nothing."""
    log = Path(f"{seed}.log").read_text()
    assert code in (1, -signal.SIGKILL), f"seed {seed}: exit code {code}: {log}"
    for ending, content in ((".jsonl", undisturbed.records), (".errors.jsonl", undisturbed.errors)):
        file = Path(f"{seed}{ending}")
        assert code != 1 or file.exists(), f"seed {seed}: no {file}"
        assert not file.exists() or file.read_bytes() == content, f"seed {seed}: another {file}"
    if code == 1:
        left = {path.name for path in Path().glob(f"*{seed}.*")}
        assert left == {f"{seed}.log", f"{seed}.jsonl", f"{seed}.errors.jsonl"}, f"seed {seed}"


@pytest.mark.parametrize("word", [word for word, code in CODES.items() if code == "timeout"])
def test_workers_end_with_a_killed_parent(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_inputs(Path("in"), [word] * 4)
    with start("run", "in", "-o", "out.jsonl", "--jobs", "2", "--shard-size", "1") as process:
        assert wait_until(lambda: len(members(process.pid, only_workers=True)) == 2)
        time.sleep(1)
        process.kill()
    assert wait_until(lambda: not members(process.pid), 2)
