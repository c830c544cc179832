"""Records -> what made them, counted while they go by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from extractor.errors import InputError
from extractor.record import Record


class Origin:
    """Programs, models, settings (as JSON) and media types by their records, and the days on which pages were read."""

    def __init__(self) -> None:
        self.versions: Counter[str] = Counter()
        self.models: Counter[str] = Counter()
        self.settings: Counter[str] = Counter()
        self.media_types: Counter[str] = Counter()
        self.first_day: str | None = None
        self.last_day: str | None = None

    def seen(self, records: Iterable[Record | InputError]) -> Iterator[Record]:
        """The records, each counted as it goes by."""
        for record in records:
            assert isinstance(record, Record), "tables that were just written hold records alone"
            self._take(record)
            yield record

    def _take(self, record: Record) -> None:
        self.versions[record.extractor.version] += 1
        self.models[record.extractor.model] += 1
        self.settings[json.dumps(record.extractor.settings, sort_keys=True)] += 1
        self.media_types[record.source.media_type] += 1
        if record.source.fetched_at:
            day = record.source.fetched_at[:10]
            self.first_day = min(self.first_day or day, day)
            self.last_day = max(self.last_day or day, day)
