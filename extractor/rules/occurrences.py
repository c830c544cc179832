"""Where names stand in a text as whole words: the text is cut into words once, then each name costs a look-up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\w+")
_LONGEST_LEAD = 20


class Occurrences:
    """The words of one `text` by place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(text):
            self._places[match.group()].append(match.start())

    def of(self, name: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place where `name` stands, not as a part of longer words, in order."""
        # The rarest word, as thousands may share the first.
        rarest = min(_WORD.finditer(name), key=lambda word: len(self._of_word(word)), default=None)
        if rarest is None:
            return
        behind = 0
        for place in self._of_word(rarest):
            start = place - rarest.start()
            if start >= behind and self.text.startswith(name, start) and self._is_whole(start, start + len(name)):
                behind = start + len(name)
                yield start, behind

    def stand_behind(self, name: str, lead: re.Pattern[str]) -> bool:
        """Whether `name` stands somewhere right behind `lead`, a short pattern that ends in $."""
        return any(lead.search(self.text, max(0, start - _LONGEST_LEAD), start) for start, _ in self.of(name))

    def _of_word(self, word: re.Match[str]) -> Sequence[int]:
        return self._places.get(word.group(), ())

    def matches(self, pattern: re.Pattern[str], first_words: Iterable[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern, which begins with one of some words, in order and without overlap."""
        behind = 0
        for place in sorted(place for word in first_words for place in self._places.get(word, ())):
            match = pattern.match(self.text, place) if place >= behind else None
            if match is not None:
                behind = match.end()
                yield match

    def _is_whole(self, start: int, end: int) -> bool:
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        return not _WORD.match(before) and not _WORD.match(after)
