"""Documents walked through as by a new user: their commands and their Python run in order, and leave what they say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from council_site import HOST, Site, council
from document_examples import examples, fill_working_folder, run_command, run_python

ROOT = Path(__file__).parent.parent
# The site of the documents; a site on this machine stands in for it.
SITE = "https://www.fernmoor.example"
# What a document leaves in the working folder, beside what it began with.
LEAVES = {
    "docs/annotation-tools.md": ["tasks.json", "tasks.jsonl", "records.spacy", "said-by.jsonl"],
    "docs/collecting.md": ["fernmoor/collected.jsonl", "fernmoor.jsonl", "fernmoor-quotes.csv", "councils"],
    "docs/tutorial-analyst.md": [
        *("fernmoor/collected.jsonl", "fernmoor.csv/statements.csv", "fernmoor.html", "corrected.csv/statements.csv"),
        *("fernmoor-june.csv/quotes.csv", "councils.csv/quotes.csv"),
    ],
    "docs/tutorial-researcher.md": [
        *("fernmoor.warc.gz", "fernmoor.jsonl", "fernmoor-run.json", "plan/manifest.jsonl", "drawn.html"),
        *("fernmoor-quality.json", "fernmoor.sqlite", "fernmoor.parquet/quotes.parquet", "fernmoor-dataset/README.md"),
    ],
}
WALKED = [ROOT / name for name in LEAVES]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The working folder of a reader, and the site, asked without a pause by one process."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    fill_working_folder()
    shutil.copy("releases.jsonl", "records.jsonl")
    shutil.copy("releases.jsonl", "corrected.jsonl")  # what the review page would have handed out
    Path("extractor.toml").write_text(f'jobs = 1\ndelay = 0.0\nallow-host = ["{HOST}"]\n', "utf-8")
    with council() as site:
        Path("councils.txt").write_text(f"{site.base}/feed\n", "utf-8")
        yield site


@pytest.mark.parametrize("name", LEAVES)
def test_every_step_works(name: str, site: Site, tmp_path: Path) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    for example in examples(ROOT / name):
        here = replace(example, text=example.text.replace(SITE, site.base))
        if here.is_python:
            run_python(here, ROOT / name, names)
        else:
            run_command(here, ROOT / name, tmp_path)
    assert [left for left in LEAVES[name] if not Path(left).exists() or not Path(left).stat().st_size] == []
