"""Who issues a release: one row a kind of evidence."""

from __future__ import annotations

import pytest

from extractor.kinds import Kind
from extractor.reading.publisher import find_publisher
from extractor.record import Paragraph
from extractor.release import Evidence

SPEAKS = "Cllr Ann Sorrel, Leader of Harrowmere Council, said the council would open the lido in May."
LEADER = f"{SPEAKS} The council has spent £2 million on it."
OTHER = "Brackwater Leisure Trust will run the lido for the next ten years and has hired twelve lifeguards."


def publisher_of(lines: list[tuple[str, Kind]], evidence: tuple[Evidence, ...] = ()) -> tuple[str, str] | None:
    text, paragraphs, at = "\n\n".join(line for line, _ in lines), [], 0
    for line, kind in lines:
        paragraphs.append(Paragraph(start=at, end=at + len(line), kind=kind))
        at += len(line) + 2
    found = find_publisher(evidence, text, paragraphs, [])
    return (found.name, found.found_in) if found else None


@pytest.mark.parametrize(
    ("lines", "evidence", "expected"),
    [
        pytest.param([(LEADER, Kind.BODY)], (), ("Harrowmere Council", "reference"), id="called-the-council"),
        pytest.param([(SPEAKS, Kind.BODY)], (), ("Harrowmere Council", "speaker"), id="leader-speaks"),
        pytest.param(
            [(OTHER, Kind.BODY), ("About Brackwater Leisure Trust", Kind.NOTES)],
            (),
            ("Brackwater Leisure Trust", "about"),
            id="about-heading",
        ),
        pytest.param(
            [(LEADER, Kind.BODY)],
            (Evidence("Brackwater Leisure Trust", "meta"),),
            ("Brackwater Leisure Trust", "meta"),
            id="the-page-beats-the-text",
        ),
        pytest.param([(OTHER, Kind.BODY)], (Evidence("Latest news", "meta"),), None, id="a-site-section-is-nobody"),
        pytest.param([(OTHER, Kind.BODY)], (), None, id="none-rather-than-a-guess"),
        pytest.param(
            [(OTHER, Kind.BODY)],
            (Evidence("CITY OF BRACKWATER FALLS", "letterhead"),),
            ("City of Brackwater Falls", "letterhead"),
            id="a-letterhead-in-capitals",
        ),
        pytest.param(
            [("The NHS and its nurses have won.", Kind.BODY)],
            (Evidence("BRACKWATER NHS TRUST", "letterhead"),),
            ("Brackwater NHS Trust", "letterhead"),
            id="an-acronym-keeps-its-capitals",
        ),
        pytest.param(
            [("The City of Brackwater has a new bridge.", Kind.BODY), ("Jo Bell, City of Brackwater", Kind.CONTACT)],
            (),
            ("City of Brackwater", "press-contact"),
            id="the-body-of-the-person-to-call",
        ),
        pytest.param(
            [("Sallow has a new bridge.", Kind.BODY), ("Jo Bell, City of Brackwater", Kind.CONTACT)],
            (),
            None,
            id="an-agency-that-the-release-does-not-name",
        ),
    ],
)
def test_publisher(
    lines: list[tuple[str, Kind]], evidence: tuple[Evidence, ...], expected: tuple[str, str] | None
) -> None:
    assert publisher_of(lines, evidence) == expected
