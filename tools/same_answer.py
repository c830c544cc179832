"""Whether the same releases give the same bytes, whatever is around them: python tools/same_answer.py [INPUT...]

The releases (samples/, if none are given) are read in a plain process, then in many others: more workers, other hash
seeds, locales, time zones, days, threads, kernels of numeric libraries, versions of Python. Each writes records and
every other output; a line for each tells what differs. What a machine lacks is told and left out. Exit code: 0 if
nothing differs, else 1.

Versions of Python are those of python3.11, python3.12 and python3.13 that are found; each gets an environment of its
own in .same-answer/. By hand, for one process: python tools/same_answer.py --into FOLDER [INPUT...].
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ROOT / ".same-answer"
PYTHONS = ("python3.11", "python3.12", "python3.13")

FORMATS = ("jsonl.gz", "json", "csv", "sqlite", "parquet", "duckdb", "label-studio", "prodigy", "spacy", "dataset")
# Its file holds the time of its making: what is compared is what is read back from it.
ROWS_ALONE = "duckdb"
# A library of Python's own tells its version in them, or packs in its own way: compared within one Python.
OF_LIBRARIES = frozenset({"releases.sqlite", "releases.jsonl.gz"})

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Circumstance:
    """What is around a process: variables, options of `extractor run`, a made locale, a day, a closed input."""

    name: str
    variables: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    locale: tuple[str, str] | None = None  # the territory and the encoding
    day: str | None = None
    is_elsewhere: bool = False
    has_input: bool = True

    def lacks(self) -> str | None:
        """What this machine would need for it, if anything."""
        if self.locale and not _has_locale(*self.locale):
            return f"no definition of {self.locale[0]} (package locales)"
        if self.day and not shutil.which("faketime"):
            return "no faketime"
        if "ray" in self.options and not importlib.util.find_spec("ray"):
            return "no ray"
        if self.variables.get("OPENBLAS_CORETYPE") == "SkylakeX" and "avx512f" not in _processor():
            return "a processor without AVX-512"
        return None


def threads(count: int) -> dict[str, str]:
    """The variables that give numeric libraries so many threads."""
    return dict.fromkeys(_THREADS, str(count))


CIRCUMSTANCES = (
    Circumstance("once more"),
    Circumstance("two workers", options=("--jobs", "2")),
    Circumstance("a Ray cluster", {}, ("--engine", "ray", "--jobs", "2")),
    Circumstance("hash seed 0", {"PYTHONHASHSEED": "0"}),
    Circumstance("hash seed 4242", {"PYTHONHASHSEED": "4242"}),
    Circumstance("python -OO", {"PYTHONOPTIMIZE": "2"}),
    Circumstance("ASCII", ASCII),
    Circumstance("C.UTF-8", {"LC_ALL": "C.UTF-8"}),
    Circumstance("Turkish", locale=("tr_TR", "UTF-8")),
    Circumstance("German in Latin-1", {"PYTHONUTF8": "0"}, locale=("de_DE", "ISO-8859-1")),
    Circumstance("Kiritimati", {"TZ": "Pacific/Kiritimati"}),
    Circumstance("Los Angeles", {"TZ": "America/Los_Angeles"}),
    Circumstance("a zone without a name", {"TZ": "<+0330>-3:30"}),
    Circumstance("a zone that is none", {"TZ": "Nowhere/Land"}),
    Circumstance("the end of 1999", day="1999-12-31 23:59:50"),
    Circumstance("29 February 2048", day="2048-02-29 12:00:00"),
    Circumstance("one thread", threads(1)),
    Circumstance("four threads", threads(4)),
    Circumstance("another folder", is_elsewhere=True),
    Circumstance("standard input closed", has_input=False),
    *(
        Circumstance(f"kernels of {core}", {"OPENBLAS_CORETYPE": core})
        for core in ("Prescott", "Nehalem", "Sandybridge", "Haswell", "SkylakeX")
    ),
    Circumstance("NumPy's baseline kernels", {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4"}),
)


def write_all(inputs: Sequence[str], folder: Path, options: Sequence[str] = ("--jobs", "1")) -> None:
    """Write the records of the inputs into a folder that is there, in every format, with review page and summary."""
    lines = str(folder / "releases.jsonl")
    _call("run", *inputs, "-o", lines, "--quiet", "--summary", str(folder / "run.json"), *options)
    for name in FORMATS:
        place = folder / f"releases.{name}"
        _call("export", lines, "-o", str(place), "--format", name, "--quiet")
        if name in (ROWS_ALONE, "sqlite"):
            _call("export", str(place), "-o", str(folder / f"{name}.jsonl"), "--quiet")
    (folder / f"releases.{ROWS_ALONE}").unlink()
    (folder / "run.json").unlink()  # it tells how long the run took
    _call("review", lines, "-o", str(folder / "review.html"), "--quiet")
    with _standard_output(folder / "summary.json"):
        _call("summary", lines, "--json")


def _call(*arguments: str) -> None:
    from extractor.cli import app

    code = app(arguments, prog_name="extractor", standalone_mode=False)
    if code:
        raise SystemExit(f"extractor {' '.join(arguments)} ended with {code}")


@contextmanager
def _standard_output(file: Path) -> Iterator[None]:
    """Let standard output go into a file, whatever its encoding."""
    sys.stdout.flush()
    before = os.dup(1)
    with file.open("wb") as out:
        os.dup2(out.fileno(), 1)
        try:
            yield
            sys.stdout.flush()
        finally:
            os.dup2(before, 1)
            os.close(before)


def write_in(around: Circumstance, inputs: Sequence[Path], folder: Path, python: str = sys.executable) -> None:
    """Write all outputs of the inputs into a new folder, by a process of its own. Raises RuntimeError if it fails."""
    folder.mkdir(parents=True)
    names = [str(path.resolve()) for path in inputs]
    command = [python, str(Path(__file__).resolve()), "--into", str(folder.resolve()), *names]
    if around.options:
        command.append(f"--options={' '.join(around.options)}")
    if around.day:
        command = ["faketime", around.day, *command]
    if not around.has_input:
        command = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
    with tempfile.TemporaryDirectory() as elsewhere:
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": str(ROOT), **around.variables, **_locale_of(around, Path(elsewhere))},
            cwd=elsewhere if around.is_elsewhere else ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"{around.name}: exit code {done.returncode}\n{done.stderr.decode(errors='replace')}")


def _locale_of(around: Circumstance, folder: Path) -> dict[str, str]:
    """Make the locale of a circumstance in a folder; the variables that choose it."""
    if around.locale is None:
        return {}
    name = ".".join(around.locale)
    subprocess.run(["localedef", "-i", around.locale[0], "-f", around.locale[1], str(folder / name)], check=True)
    return {"LOCPATH": str(folder), "LC_ALL": name}


def _has_locale(territory: str, encoding: str) -> bool:
    """Whether the C library can make such a locale; it needs its sources."""
    if not shutil.which("localedef"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = ["localedef", "-i", territory, "-f", encoding, f"{folder}/made"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _processor() -> str:
    try:
        return Path("/proc/cpuinfo").read_text()
    except OSError:
        return ""


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file below a folder, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def different(these: dict[str, str], those: dict[str, str]) -> list[str]:
    """The files that are not the same, or not there, in both."""
    return sorted(name for name in these.keys() | those.keys() if these.get(name) != those.get(name))


def main() -> int:
    """Compare all circumstances, or write the outputs of this process."""
    parser = argparse.ArgumentParser(
        description="Whether the same releases give the same bytes, whatever is around them."
    )
    parser.add_argument("inputs", nargs="*", default=[str(ROOT / "samples")])
    parser.add_argument("--into", metavar="FOLDER", type=Path, help="write the outputs of this process alone")
    parser.add_argument("--options", default="--jobs 1", help="options of `extractor run` for it")
    parser.add_argument("--python", action="append", metavar="NAME", help=f"instead of {', '.join(PYTHONS)}")
    given = parser.parse_args()
    if given.into:
        write_all(given.inputs, given.into, given.options.split())
        return 0
    with tempfile.TemporaryDirectory() as folder:
        told = _Comparison(list(map(Path, given.inputs)), Path(folder))
        for around in CIRCUMSTANCES:
            told.compare(around, around.lacks())
        for python in given.python or PYTHONS:
            own = _environment_of(python)
            told.compare(Circumstance(python), None if own else "not here", own or "", apart=OF_LIBRARIES)
    print(f"{told.same} the same, {told.others} different, {told.left_out} left out")
    return 1 if told.others else 0


class _Comparison:
    """Circumstances compared with a plain process, one after the other, and counted."""

    def __init__(self, inputs: Sequence[Path], folder: Path) -> None:
        self._inputs, self._folder = inputs, folder
        self.same = self.others = self.left_out = 0
        write_in(Circumstance("plain"), inputs, folder / "plain")
        self._plain = digests(folder / "plain")
        records = (folder / "plain" / "releases.jsonl").read_bytes().count(b"\n")
        print(f"{records} records, {len(self._plain)} files, Python {sys.version.split()[0]}:", flush=True)
        for name, digest in self._plain.items():
            print(f"  {digest[:16]} {name}", flush=True)

    def compare(
        self,
        around: Circumstance,
        lacks: str | None,
        python: str = sys.executable,
        apart: frozenset[str] = frozenset(),
    ) -> None:
        """Tell whether the outputs are the same. apart: the names of files that may be others."""
        if lacks:
            self.left_out += 1
            print(f"left out  {around.name}: {lacks}", flush=True)
            return
        folder = self._folder / str(self.same + self.others)
        began = time.monotonic()
        try:
            write_in(around, self._inputs, folder, python)
            found = [name for name in different(self._plain, digests(folder)) if name not in apart]
        except RuntimeError as error:
            found = [str(error)]
        self.same += not found
        self.others += bool(found)
        what = f"different {around.name}: {', '.join(found)}" if found else f"same      {around.name}"
        print(f"{what} ({time.monotonic() - began:.0f} s)", flush=True)


def _environment_of(name: str) -> str | None:
    """The Python of an environment with the package and its pinned dependencies, made if need be; None without it."""
    tell = "import sys; print(*sys.version_info[:2], sep='.')"
    try:
        version = subprocess.run([name, "-c", tell], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    own = ENVIRONMENTS / version
    if not (own / "whole").exists():
        print(f"installing into {own.relative_to(ROOT)} ...", flush=True)
        subprocess.run([name, "-m", "venv", "--clear", own], check=True)
        pip = [own / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-c", ROOT / "constraints.txt", "-e", f"{ROOT}[documents,tables]"], check=True)
        (own / "whole").touch()
    return str(own / "bin" / "python")


if __name__ == "__main__":
    sys.exit(main())
