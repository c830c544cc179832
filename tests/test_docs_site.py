"""The site of the documents: it is built without a warning, and every document is a page of it."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])

# Words that a page must show: from text, tables, links and what is made from the program.
WORDS = {
    "README": ["Four libraries to open on Sundays from May", "make test"],
    "CONTRIBUTING": ["Add a case"],
    "benchmarks/README": ["milliseconds a release"],
    "docs/index": ["Collecting", "Adding a rule", "Security"],
    "docs/adding-a-rule": ["implored-behind-speech"],
    "docs/api": ["on_error: Literal['raise', 'skip'] = 'raise'", "class extractor.record.Attribution", "not_a_release"],
    "docs/commands": ["extractor collect INPUT... -o OUT [OPTIONS]", "--shard-size N"],
    "docs/record": ["duplicate_of"],
    "docs/security": ["DNS rebinding"],
}

_TAG = re.compile(r"<[^>]+>")
_ELSEWHERE = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sphinx")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", str(ROOT / "docs")]
    made = subprocess.run([*command, str(ROOT), str(folder)], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    return folder


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_document_is_a_page(document: Path, site: Path) -> None:
    name = document.relative_to(ROOT).with_suffix("").as_posix()
    html = (site / f"{name}.html").read_text("utf-8")
    text = " ".join(unescape(_TAG.sub("", html)).split())
    assert [word for word in WORDS.get(name, []) if word not in text] == []
    (heading,) = re.findall(r"^# (.+)", document.read_text("utf-8"), re.M)[:1]
    assert heading.replace("`", "") in text
    assert not _ELSEWHERE.search(html), "a page of the site asks the network"


def test_links_to_files_bring_a_copy(site: Path) -> None:
    assert {"pyproject.toml", "corpus.jsonl", "LICENSE"} <= {path.name for path in site.glob("_downloads/*/*")}
