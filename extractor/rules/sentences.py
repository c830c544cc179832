"""Sentences of a paragraph, by punctuation: a line break or a heading never joins two of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof rev revd st cllr coun hon sgt insp supt capt lt col gen det jr sr co ltd inc corp no nos vs "
    "etc approx dept jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k e.g i.e a.m p.m rep sen gov fr bros mt ft".split()
)
# A sentence ends at . ! ? (and the marks that close with it) before white space and a likely beginning.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ£$])")
_LAST_WORD = re.compile(r"([\w.]*\w)$")


@lru_cache(maxsize=512)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Offsets at which the sentences of `text` begin, the first always 0."""
    starts = [0]
    for match in _END.finditer(text):
        if not (match.group() == "." and _is_abbreviation(text, match.start())):
            starts.append(match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip()))
    return tuple(starts)


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence of `text` that holds `offset`."""
    starts = sentence_starts(text)
    number = bisect_right(starts, offset) - 1
    return starts[number], starts[number + 1] if number + 1 < len(starts) else len(text)


def _is_abbreviation(text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return False
    last = word.group().lower()
    # "J. Smith": a single capital is an initial, but "Plan B." may end a sentence, which costs less.
    return last in _ABBREVIATIONS or (len(word.group()) == 1 and word.group().isupper())
