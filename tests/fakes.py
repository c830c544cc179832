"""Stand-ins for the pipeline: they make small records without a model, or misbehave as their source tells them to.

They are functions of a module, so that worker processes can import them. Run as a script, this is the command line
with the stand-ins in place of the pipeline; `start` starts it, and what follows looks at its processes.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any

from extractor.errors import InputError, UsageError
from extractor.release import Source
from extractor.settings import Settings

if TYPE_CHECKING:  # as in the program, only a process that makes records loads pydantic
    from extractor.record import Record, SourceInfo


def load(name: str = "none") -> str:
    """Load what makes records, as the loader of the model does in each worker, before the time of a release runs."""
    import_module("extractor.record")
    return name


def make(source: Source, settings: Settings) -> Record:
    """A record with the source's text and no facts; a text that begins with "problem" has one."""
    from extractor.record import ExtractorInfo, Problem, SourceInfo

    text = source.data.decode()
    digest = sha256(source.data).hexdigest()
    problems = [Problem(stage="read", code="doubtful", message="as asked for")] if text.startswith("problem") else []
    return bare_record(
        SourceInfo(uri=source.uri, media_type="text/plain", sha256=digest, bytes=len(source.data)),
        id=digest[:12],
        extractor=ExtractorInfo(version="0", model=settings.model, settings=settings.as_dict()),
        title=text.partition("\n")[0] or None,
        text=text,
        problems=problems,
    )


def bare_record(source: SourceInfo, *, id: str, title: str | None, text: str, **fields: Any) -> Record:
    """A record in which nothing was found but what is given."""
    from extractor.record import ExtractorInfo, Record

    none: dict[str, Any] = dict.fromkeys(["published", "updated", "publisher"])
    lists = ["paragraphs", "removed", "dates", "organisations", "people", "quotes", "contacts", "problems"]
    maker = ExtractorInfo(version="0", model="none", settings={})
    known = {"extractor": maker, "language": "en", **none, **{name: [] for name in lists}, **fields}
    return Record(id=id, source=source, title=title, text=text, **known)


def misbehave(source: Source, settings: Settings) -> Record:
    """Do what the source's first word says, else make a record."""
    match source.data.decode().split():
        case ["die", *_]:
            os._exit(7)
        case ["segfault", *_]:
            ctypes.string_at(0)
        case ["kill", *_]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["spin", *_]:
            while True:
                pass
        case ["swallow", *_]:
            _swallow()
        case ["hold", *_]:
            _sleep_in_c(ctypes.CDLL(None))
        case ["grip", *_]:
            _sleep_in_c(ctypes.PyDLL(None))
        case ["allocate", *_]:
            bytearray(sys.maxsize)
        case ["recurse", *_]:
            return misbehave(source, settings)
        case ["tally", file, "until", gate, *_]:
            with open(file, "a") as tally:
                tally.write(f"{source.uri}\n")
            wait_until(lambda: os.path.exists(gate), 60)
        case ["raise", *_]:
            raise ZeroDivisionError("as asked\nfor")
        case ["refuse", *_]:
            raise InputError(source.uri, "not_a_release", "is no release", "leave it out")
        case ["usage", *_]:
            raise UsageError("no such model")
        case ["sleep", seconds, *_]:
            time.sleep(float(seconds))
        case ["threads", *_]:
            return make(Source(source.uri, os.environ.get("OMP_NUM_THREADS", "").encode()), settings)
    return make(source, settings)


def _swallow() -> None:
    """Go on for ever, whatever is raised here."""
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def _sleep_in_c(library: ctypes.CDLL) -> None:
    """Sleep in C for a minute and let no signal in. A PyDLL keeps Python's lock, so that no thread runs either."""
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    library.sleep(60)


def make_with_model(source: Source, settings: Settings, model: object) -> Record:
    """The same, with the signature of the pipeline."""
    return misbehave(source, settings)


def stand_ins() -> dict[str, ModuleType]:
    """The modules that take the place of the pipeline and of the model's loader, by name."""
    pipeline, language = ModuleType("extractor.pipeline"), ModuleType("extractor.language")
    pipeline.make_record = make_with_model  # type: ignore[attr-defined]
    language.load_model = load  # type: ignore[attr-defined]
    return {module.__name__: module for module in (pipeline, language)}


def command(*arguments: str) -> list[str]:
    """The command line with the stand-ins."""
    return [sys.executable, str(Path(__file__).resolve()), *arguments]


def environment() -> dict[str, str]:
    """The environment in which that is the command line of this copy of the package."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}


@contextmanager
def start(
    *arguments: str, stdout: int | IO[bytes] = subprocess.DEVNULL, stderr: int | IO[bytes] = subprocess.PIPE
) -> Iterator[subprocess.Popen[bytes]]:
    """Start it in a session of its own, which its workers belong to as well; a failing test ends them all."""
    with subprocess.Popen(
        command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=environment(),
        start_new_session=True,
    ) as process:
        try:
            yield process
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise


def call(*arguments: str) -> tuple[int, str, str]:
    """Run it to its end: exit code, standard output, standard error."""
    with start(*arguments, stdout=subprocess.PIPE) as process:
        out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


def write_inputs(folder: Path, texts: Iterable[str]) -> None:
    """Write each text to a file of its own, in the order of their names; "huge" becomes a huge (sparse) file."""
    folder.mkdir()
    for number, text in enumerate(texts):
        path = folder / f"{number:03}.txt"
        path.write_text(text, "utf-8")
        if text == "huge":
            os.truncate(path, 20_000_000)


def members(session: int, *, only_workers: bool = False) -> list[int]:
    """The living processes of a session, or only its workers, as /proc shows them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, number = (folder / "stat").read_bytes().rpartition(b")")[2].split()[:4]
            is_worker = b"--multiprocessing-fork" in (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(number) == session and state not in (b"Z", b"X") and (is_worker or not only_workers):
            found.append(int(folder.name))
    return found


def wait_until(condition: Callable[[], object], seconds: float = 10) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


if __name__ in ("__main__", "__mp_main__"):
    sys.modules.update(stand_ins())

if __name__ == "__main__":
    from extractor.cli import main

    main()
