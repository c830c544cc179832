"""Build the package as it is released, install it as users do, and use it far from the repository.

    python tools/package.py                                    # with this Python
    python tools/package.py --python python3.11 --python python3.13
    python tools/package.py --constraints constraints.txt      # with the versions that are tested, not the newest

Leaves wheel and source distribution in dist/, with `package.json`: their sizes, and for every Python and extra how long
the install took and how large it is. Exit code 1, with a line of the reason, if a command fails or leaves nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
from fpdf import FPDF

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
SAMPLE = ROOT / "samples" / "fernmoor-sunday-libraries.txt"

# The commands of each extra, in the order in which they are installed, and what each leaves. "" is a plain install.
COMMANDS = {
    "": {
        "--version": None,
        "schema": None,
        "run release.txt -o records.jsonl": "records.jsonl",
        "export records.jsonl -o tables.csv": "tables.csv/quotes.csv",
        "export records.jsonl -o tables.sqlite": "tables.sqlite",
        "export records.jsonl --format spacy -o tasks.spacy": "tasks.spacy",
        "review records.jsonl -o review.html": "review.html",
        "summary records.jsonl": None,
        "show release.txt": None,
    },
    "tables": {
        "export records.jsonl -o tables.parquet": "tables.parquet/quotes.parquet",
        "export records.jsonl -o tables.duckdb": "tables.duckdb",
        "export records.jsonl --format dataset -o dataset": "dataset/README.md",
        "summary tables.duckdb": None,
    },
    "documents": {
        "run release.docx -o from-word.jsonl": "from-word.jsonl",
        "run release.pdf -o from-pdf.jsonl": "from-pdf.jsonl",
    },
}


def main() -> int:
    """Do all for every Python that is named, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", help="a Python to install with; may be repeated")
    parser.add_argument("--constraints", type=Path, help="versions to install, instead of the newest")
    asked = parser.parse_args()
    wheel, source = build()
    installs = [
        row for python in asked.python or [sys.executable] for row in installed(python, wheel, asked.constraints)
    ]
    report = {path.name: {"bytes": path.stat().st_size} for path in (wheel, source)} | {"installs": installs}
    (DIST / "package.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    print_table(report)
    return 0


def build() -> tuple[Path, Path]:
    """The wheel and the source distribution, alone in dist/."""
    shutil.rmtree(DIST, ignore_errors=True)
    call(sys.executable, "-m", "hatchling", "build", "-d", str(DIST), folder=ROOT)
    (wheel,), (source,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    return wheel, source


def installed(python: str, wheel: Path, constraints: Path | None) -> Iterator[dict[str, Any]]:
    """Install into a fresh environment, plainly and then with each extra, use it, and tell what it took."""
    with TemporaryDirectory(prefix="extractor-package-") as name:
        folder, environment = Path(name, "work"), Path(name, "environment")
        folder.mkdir()
        write_inputs(folder)
        call(python, "-m", "venv", str(environment), folder=folder)
        version = call(str(environment / "bin" / "python"), "--version", folder=folder).split()[1]
        for extra, commands in COMMANDS.items():
            print(f"Python {version}: {wheel.name}{f'[{extra}]' * bool(extra)}", flush=True)
            before = size(environment)
            seconds = install(environment, f"{wheel}[{extra}]" if extra else str(wheel), constraints, folder)
            use(environment, commands, folder)
            added = size(environment) - before
            yield {"python": version, "extra": extra, "seconds": round(seconds, 1), "bytes": added}


def write_inputs(folder: Path) -> None:
    """A release as text, as a Word document and as a PDF (of which the usual fonts have no curly quotation marks)."""
    text = SAMPLE.read_text("utf-8")
    (folder / "release.txt").write_text(text, "utf-8")
    document, page = docx.Document(), FPDF()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(folder / "release.docx"))
    page.add_page()
    page.set_font("Helvetica")
    page.multi_cell(0, text=text.translate(str.maketrans("‘’“”", "''\"\"")))
    page.output(str(folder / "release.pdf"))


def install(environment: Path, what: str, constraints: Path | None, folder: Path) -> float:
    """Seconds that pip takes."""
    began = time.perf_counter()
    options = ["-c", str(constraints.resolve())] if constraints else []
    call(
        str(environment / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", *options, what, folder=folder
    )
    return time.perf_counter() - began


def use(environment: Path, commands: Iterable[str] | dict[str, str | None], folder: Path) -> None:
    """Give the commands, and look at what they leave. Ends the program if one fails."""
    for command, leaves in dict(commands).items():
        told = call(str(environment / "bin" / "extractor"), *command.split(), folder=folder)
        if leaves is None and not told.strip():
            sys.exit(f"extractor {command}: told nothing")
        if leaves is not None and not (folder / leaves).stat().st_size:
            sys.exit(f"extractor {command}: {leaves} is empty")


def call(*command: str, folder: Path) -> str:
    """What a command prints. Ends the program if it fails; the repository's own modules are out of its sight."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def size(folder: Path) -> int:
    """Bytes of the files in it, those that Python compiles of them included."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def print_table(report: dict[str, Any]) -> None:
    """Sizes and times as a table of Markdown."""
    for name, built in report.items():
        if name != "installs":
            print(f"{name}: {built['bytes'] / 1e6:.1f} MB")
    print("| Python | install | seconds | MB |\n|---|---|---|---|")
    for row in report["installs"]:
        what = f"and `[{row['extra']}]`" if row["extra"] else "plain"
        print(f"| {row['python']} | {what} | {row['seconds']} | {row['bytes'] / 1e6:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
