"""Texts of thousands of the same thing: what would cost its square is bounded, and nothing else is lost."""

from __future__ import annotations

import pytest

import extractor
from extractor.assemble import _SPOKEN_MAX
from extractor.errors import InputError
from extractor.reading.documents import pdf_streams
from extractor.reading.documents.pdf_streams import check_streams
from extractor.release import Source
from extractor.rules.dates.finder import MOST_DATES, find_dates


def test_dates_are_found_up_to_more_than_any_release_has() -> None:
    found = find_dates("5 May, " * (MOST_DATES + 50), None, None)
    assert len(found) == MOST_DATES
    assert len(find_dates("5 May, " * 300, None, None)) == 300


def test_roles_stand_with_each_quote_up_to_more_than_anybody_has() -> None:
    letters = "bcdfghjklmnpqrstvwyz"
    trusts = [f"{one.upper()}a{two}ow Trust" for one in letters for two in letters][: _SPOKEN_MAX * 2]
    roles = "".join(f"Ada Holt, chair of {trust}, met them. " for trust in trusts)
    record = extractor.extract(f"The day of the trusts\n\n{roles}\n\n“We like it a lot here,” said Ada Holt.")
    person = next(person for person in record.people if person.name == "Ada Holt")
    assert len(person.roles) > _SPOKEN_MAX
    spoken = record.quotes[-1].speaker.roles
    assert [role.title for role in spoken] == [role.title for role in person.roles[:_SPOKEN_MAX]]


def forms(many: int) -> bytes:
    """Forms that draw and share a dictionary of as many drawings."""
    drawings = b" ".join(b"%d 0 R" % (number + 10) for number in range(many))
    shared = b"%PDF-1.4\n2 0 obj\n<< /X [ " + drawings + b" ] >>\nendobj\n"
    form = b"%d 0 obj\n<< /Subtype /Form /Resources 2 0 R >>\nstream\n/A Do\nendstream\nendobj\n"
    plain = b"%d 0 obj\n<< >>\nendobj\n"
    numbers = range(many)
    return shared + b"".join(form % (n + 100_000) for n in numbers) + b"".join(plain % (n + 10) for n in numbers)


def test_forms_that_share_what_they_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "_LINKS_MAX", 10_000)
    assert check_streams(Source("few.pdf", forms(50))) is None
    with pytest.raises(InputError, match="lead to each other") as refused:
        check_streams(Source("many.pdf", forms(200)))
    assert refused.value.code == "unsafe"
