"""The packages that ours needs: each has its reason, its exact version and a licence that users can live with."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from licences import MARK, PAGE, licence, packages, page  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DOCUMENT = (ROOT / "docs" / "dependencies.md").read_text("utf-8")

# Licences which let users do with the program as they like, and MPL, which asks of changes to its own files only.
_ACCEPTED = re.compile(
    r"MIT(?: License)?|0BSD|BSD(?:-[23]-Clause| License)?|3-Clause BSD License|Apache(?:-2\.0| 2\.0| Software License)"
    r"|ISC License \(ISCL\)|PSF-2\.0|CNRI-Python|Zlib|CC0-1\.0|MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)"
    r"|dependency licenses"
)
_ANY_OF = re.compile(r" AND | OR |, ")
_PACKAGE = re.compile(r"[\w-]+")
_ROW = re.compile(r"^\| ((?:`[\w-]+`(?:, )?)+) \| (.+) \|$", re.M)


def _names(lines: list[str]) -> set[str]:
    return {match[0] for line in lines if (match := _PACKAGE.match(line))} - {"extractor"}


@pytest.mark.parametrize(
    ("section", "declared"),
    [
        ("At run time", PROJECT["dependencies"]),
        ("On request", [line for extra in ("documents", "ray", "tables") for line in EXTRAS[extra]]),
        ("For development", EXTRAS["dev"]),
    ],
)
def test_each_dependency_has_its_reason(section: str, declared: list[str]) -> None:
    rows = _ROW.findall(DOCUMENT.partition(f"\n## {section}\n")[2].partition("\n## ")[0])
    assert sorted(name for names, _ in rows for name in re.findall(r"[\w-]+", names)) == sorted(_names(declared))


def test_all_that_is_needed_is_pinned() -> None:
    pinned = re.findall(r"^([\w.-]+)==\d", (ROOT / "constraints.txt").read_text("utf-8"), re.M)
    assert set(packages()) - {re.sub(r"[-_.]+", "-", name).lower() for name in pinned} == set()


def test_licences_are_listed() -> None:
    """Ray is left out where it can't be installed, so its rows may be missing here."""
    listed = page().partition(MARK)[2].splitlines()
    written = PAGE.read_text("utf-8").partition(MARK)[2].splitlines()
    assert [row for row in listed if "[ray]" not in row] == [row for row in written if "[ray]" not in row]


@pytest.mark.parametrize("name", packages())
def test_licences_are_accepted(name: str) -> None:
    from importlib.metadata import distribution

    words = _ANY_OF.split(licence(distribution(name).metadata))
    assert [word for word in words if not _ACCEPTED.fullmatch(word)] == []


@pytest.mark.parametrize("told", ["GPL-3.0-or-later", "GNU Affero General Public License v3", "not told", "MIT-like"])
def test_other_licences_are_not(told: str) -> None:
    assert not _ACCEPTED.fullmatch(told)
