"""Write the licences of all packages that users get with `extractor` into docs/licences.md. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

PAGE = Path(__file__).parent.parent / "docs" / "licences.md"
MARK = "<!-- Made by tools/licences.py from what the installed packages tell of themselves. -->\n"
EXTRAS = ("documents", "tables", "ray")


def page() -> str:
    """The page as it should be."""
    written, _, _ = PAGE.read_text("utf-8").partition(MARK)
    rows = "".join(_row(name, extras) for name, extras in sorted(packages().items()))
    return written + MARK + "\n| package | version | licence | comes with |\n|---|---|---|---|\n" + rows


def packages() -> dict[NormalizedName, str]:
    """All packages that a user gets, by what they come with: the bare install, or the first extra that needs them."""
    found: dict[NormalizedName, str] = {}
    for extra in ("", *EXTRAS):
        for name in _needed(canonicalize_name("extractor"), frozenset({extra}), set()):
            found.setdefault(name, extra)
    return found


def licence(metadata: PackageMetadata) -> str:
    """A package's licence in its own words: the SPDX expression, else classifiers, else the free field."""
    classifiers = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier") or () if "License ::" in line]
    field = metadata.get("License", "").partition("\n")[0].strip()
    return metadata.get("License-Expression") or ", ".join(classifiers) or field or "not told"


def _needed(
    name: NormalizedName, extras: frozenset[str], seen: set[tuple[NormalizedName, frozenset[str]]]
) -> Iterator[NormalizedName]:
    """What a package with these extras needs here, and what that needs in turn, without `extractor` itself."""
    if (name, extras) in seen:
        return
    seen.add((name, extras))
    for line in distribution(name).requires or ():
        needed = Requirement(line)
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            yield canonicalize_name(needed.name)
            yield from _needed(canonicalize_name(needed.name), frozenset(needed.extras), seen)


def _row(name: NormalizedName, extra: str) -> str:
    metadata = distribution(name).metadata
    return f"| `{name}` | {metadata['Version']} | {licence(metadata)} | {f'`[{extra}]`' if extra else ''} |\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(page() != PAGE.read_text("utf-8"))
    PAGE.write_text(page(), "utf-8")
