"""The site of the documents: it is built without a warning, and every document is a page of it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Site:
    """Where it is, and what was said as it was made."""

    folder: Path
    warnings: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    pytest.importorskip("sphinx")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", str(ROOT / "docs"), str(ROOT)]
    made = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    return Site(folder, made.stderr)


def test_it_is_made_without_a_warning(site: Site) -> None:
    assert site.warnings.replace(f"{ROOT}/", "").splitlines() == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_document_is_a_page(document: Path, site: Site) -> None:
    name = document.relative_to(ROOT).with_suffix("").as_posix()
    html = (site.folder / f"{name}.html").read_text("utf-8")
    text = " ".join(unescape(_TAG.sub("", html)).split())
    assert [word for word in WORDS.get(name, []) if word not in text] == []
    (heading,) = re.findall(r"^# (.+)", document.read_text("utf-8"), re.M)[:1]
    assert heading.replace("`", "") in text
    assert not _ELSEWHERE.search(html), "a page of the site asks the network"


def test_links_to_files_bring_a_copy(site: Site) -> None:
    assert {"pyproject.toml", "corpus.jsonl", "LICENSE"} <= {path.name for path in site.folder.glob("_downloads/*/*")}
