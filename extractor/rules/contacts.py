"""Press contacts: name, e-mail address and telephone number of the lines that give them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor.kinds import Kind
from extractor.record import Contact
from extractor.release import Release
from extractor.rules.individuals import Individual

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+\d{1,3}[\s(]*|\(?0)\(?\d[\d\s()-]{6,15}\d(?![\w/])")


def find_contacts(release: Release, people: Sequence[Individual]) -> Iterator[Contact]:
    """The contact lines among a release's notes and contact paragraphs, in order."""
    named = sorted((mention.start, number) for number, person in enumerate(people) for mention in person.mentions)
    for paragraph in release.paragraphs:
        if paragraph.kind not in (Kind.NOTES, Kind.CONTACT):
            continue
        line = release.text[paragraph.start : paragraph.end]
        email, phone = _EMAIL.search(line), _PHONE.search(line)
        if email or phone:
            first, last = bisect_left(named, (paragraph.start,)), bisect_left(named, (paragraph.end,))
            # Of several names the one that the release mentions first.
            owner = min((number for _, number in named[first:last]), default=None)
            yield Contact(
                name=people[owner].name if owner is not None else None,
                email=email.group().rstrip(".") if email else None,
                phone=phone.group().strip() if phone else None,
                text=line,
                start=paragraph.start,
                end=paragraph.end,
            )
