"""What several finders ask of one release, looked for once."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.language import Entity
from extractor.release import Release
from extractor.rules.occurrences import Occurrences
from extractor.rules.told_apart import told_apart


class Survey:
    """A release with the recogniser's labels, its words by place, and the people whom its text tells by itself."""

    def __init__(self, release: Release, entities: Sequence[Entity]) -> None:
        self.release, self.text, self.entities = release, release.text, entities
        self.occurrences = Occurrences(release.text)
        self.told_apart = told_apart(self.occurrences)
