"""What a page tells about its release: each case a row of cases/metadata.jsonl."""

from __future__ import annotations

from typing import Any

import pytest
from cases import rows

from extractor.reading.read import read
from extractor.release import Release, Source
from extractor.settings import Settings


def told(release: Release) -> dict[str, str | None]:
    """What a row of the table may expect of a release."""
    return {
        "title": release.title,
        "published": release.published.value if release.published else None,
        "updated": release.updated.value if release.updated else None,
        "publisher": release.publisher.name if release.publisher else None,
        "canonical": release.canonical,
    }


@pytest.mark.parametrize("row", rows("metadata"))
def test_row(row: dict[str, Any]) -> None:
    uri = row.get("uri", "release.html")
    got = told(read(Source(uri, row["html"].encode(), "text/html"), Settings()))
    assert {field: got[field] for field in row["expect"]} == row["expect"]
