"""Press contacts: name, e-mail address and telephone number of the lines that give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.record import Contact, Kind
from extractor.release import Release
from extractor.rules.people import Individual

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+\d{1,3}[\s(]*|\(?0)\(?\d[\d\s()-]{6,15}\d(?![\w/])")


def find_contacts(release: Release, people: Sequence[Individual]) -> Iterator[Contact]:
    """The contact lines among a release's notes and contact paragraphs, in order."""
    for paragraph in release.paragraphs:
        if paragraph.kind not in (Kind.NOTES, Kind.CONTACT):
            continue
        line = release.text[paragraph.start : paragraph.end]
        email, phone = _EMAIL.search(line), _PHONE.search(line)
        if email or phone:
            named = [
                person.name for person in people for m in person.mentions if paragraph.start <= m.start < paragraph.end
            ]
            yield Contact(
                name=named[0] if named else None,
                email=email.group().rstrip(".") if email else None,
                phone=phone.group().strip() if phone else None,
                text=line,
                start=paragraph.start,
                end=paragraph.end,
            )
