"""When two ways to write a name count as one name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable
from functools import lru_cache
from typing import Generic, TypeVar

_APOSTROPHE = re.compile("['’‘ʼ`]")
_NOT_WORD = re.compile(r"[\W_]+")

Key = TypeVar("Key", bound=Hashable)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The name without case, accents, apostrophes, punctuation and an article in front; "&" is "and".

    What has neither letters nor digits stays as it is, so that a name is never folded to nothing.
    """
    plain = _without_accents(_APOSTROPHE.sub("", name.casefold()).replace("&", " and "))
    return _NOT_WORD.sub(" ", plain).strip().removeprefix("the ") or name.strip()


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


class Spellings(Generic[Key]):
    """Counts how names are written, to show each by its most usual spelling (of equals, the first by the alphabet)."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Key, str]] = Counter()

    def add(self, key: Key, spelling: str) -> None:
        """Count one more use of a spelling for the name behind `key`."""
        self._counts[key, spelling] += 1

    def usual(self) -> dict[Key, str]:
        """The most usual spelling of each name."""
        best: dict[Key, tuple[int, str]] = {}
        for (key, spelling), count in self._counts.items():
            best[key] = min(best.get(key, (0, "")), (-count, spelling))
        return {key: spelling for key, (_, spelling) in best.items()}
