"""Which of the releases that a list leads to are wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Items whose days show an order; fewer may be pinned ones.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """What a user wants of each list.

    since, until: first and last day of issue, YYYY-MM-DD; match: what the address of a release must hold somewhere,
    None for whatever looks like one; limit: releases of one list at most.
    """

    since: str | None = None
    until: str | None = None
    match: re.Pattern[str] | None = None
    limit: int | None = None

    def has_day(self, day: str | None) -> bool:
        """Whether a release of this day is wanted; one whose day nobody knows is."""
        return day is None or not (self.is_past(day) or (self.until is not None and day > self.until))

    def is_over(self, days: Sequence[str | None]) -> bool:
        """Whether the days of a page of a list, in its order, tell that all behind it is too old: newest come first."""
        known = [day for day in days if day is not None]
        falls = len(known) >= _SEVERAL and known[0] >= known[-1]
        return falls and len(known) == len(days) and all(map(self.is_past, known))

    def is_past(self, day: str | None) -> bool:
        """Whether a day is known, and before all that is wanted."""
        return day is not None and self.since is not None and day < self.since
