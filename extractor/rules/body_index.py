"""The mentions of bodies by place, as the rules for roles ask for them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.rules.bodies import Body
from extractor.rules.spans import Spans

# "its" means a body mentioned within a sentence or two.
_NEAR = 300


class BodyIndex:
    """The mentions of bodies by where they begin and end."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        mentions = [(mention.start, mention.end, body) for body in bodies for mention in body.mentions]
        self._by_start = {start: (end, body) for start, end, body in mentions}
        self._ordered = sorted(mentions, key=lambda mention: mention[0])
        self._starts = [start for start, _, _ in self._ordered]
        self._by_end = {end: body for _, end, body in mentions}
        self._names = [(f" {name} ", body) for body in bodies for name in body.names]
        self._by_noun: dict[str, list[Body]] = defaultdict(list)
        self._by_holder: dict[str, Body] = {}
        for body in bodies:
            for name in body.names:
                noun, holder = name.split(" of ")[0], name.replace("’", "'").split("'s ")[0]
                if noun != name:
                    self._by_noun[noun].append(body)
                if len(holder) < len(name):
                    self._by_holder.setdefault(holder, body)
        self._spans = Spans((start, end) for start, end, _ in mentions)

    def at(self, start: int) -> tuple[int, Body] | None:
        """End and body of the mention that begins at `start`."""
        return self._by_start.get(start)

    def ending_at(self, end: int) -> Body | None:
        """The body whose mention ends at `end`."""
        return self._by_end.get(end)

    def called(self, short: str, *, by_beginning: bool) -> Body | None:
        """The only body whose name ends (or begins) with the words `short`."""
        fitting = [
            body
            for name, body in self._names
            if name.endswith(f" {short} ") or (by_beginning and name.startswith(f" {short} "))
        ]
        return fitting[0] if fitting and all(body is fitting[0] for body in fitting) else None

    def headed(self, noun: str) -> Body | None:
        """The only body that is "the Friends", "the Institute": its name begins with that noun and "of"."""
        fitting = self._by_noun.get(noun, [])
        return fitting[0] if fitting and all(body is fitting[0] for body in fitting) else None

    def with_office(self, holder: str) -> Body | None:
        """The body called after the office of its head ("Marl County Sheriff": "Marl County Sheriff's Office")."""
        return self._by_holder.get(holder)

    def covers(self, at: int) -> bool:
        """Whether a body's name covers the character at `at`."""
        return self._spans.cover(at)

    def before(self, at: int) -> Body | None:
        """The body mentioned last before `at`, within a sentence or two: what "its" means."""
        for number in range(bisect_left(self._starts, at) - 1, -1, -1):
            _, end, body = self._ordered[number]
            if end <= at:
                return body if at - end < _NEAR else None
        return None

    def end_of_first(self, body: Body | None, start: int, end: int) -> int | None:
        """Where the first mention of a body ends that ends behind `start`, but not behind `end`."""
        first = max(0, bisect_left(self._starts, start) - 1)
        for _, last, other in self._ordered[first : bisect_right(self._starts, end)]:
            if other is body and start < last <= end:
                return last
        return None

    def masked(self, text: str, start: int, end: int) -> str:
        """`text[start:end]` with the bodies' names blanked: "Council of Carpenters" holds no carpenter."""
        phrase = text[start:end]
        for first, last in self._within(start, end):
            phrase = phrase[: first - start] + " " * (last - first) + phrase[last - start :]
        return phrase

    def _within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for number in range(bisect_left(self._starts, start), bisect_right(self._starts, end)):
            first, last, _ = self._ordered[number]
            if last <= end:
                yield first, last
