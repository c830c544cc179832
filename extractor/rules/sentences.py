"""Sentences of a paragraph, by punctuation: a line break or a heading never joins two of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from extractor.rules.lexicon import one_of, words

# A sentence ends at . ! ? (and the marks that close with it) before white space and a likely beginning.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ£$])")
_LAST_WORD = re.compile(r"([\w.]*\w)$")
# What goes on for longer is a list or a table: no more of it is looked at.
_LONGEST = 1000
_SPACE = re.compile(r"\s*")
# Behind "Co." or "Ltd." a capital may begin a sentence.
_ABBREVIATED = re.compile(
    rf"\b(?:({one_of('honorifics', 'abbreviated')}|[A-Z])\.(?=\s)|{one_of('sentences', 'companies')}\.(?=,?\s[a-z(&]))"
)


@lru_cache(maxsize=512)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Offsets at which the sentences of `text` begin, the first always 0."""
    ends = (m.end() for m in _END.finditer(text) if m.group() != "." or not _is_abbreviation(text, m.start()))
    return (0, *(behind_space(text, end) for end in ends))


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence of `text` that holds `offset`, as far as it is near."""
    starts = sentence_starts(text)
    number = bisect_right(starts, offset) - 1
    end = starts[number + 1] if number + 1 < len(starts) else len(text)
    return max(starts[number], offset - _LONGEST), min(end, offset + _LONGEST)


def without_abbreviations(text: str) -> str:
    """The text, as long as it was, with full stops that end no sentence ("Dr.", "J.") hidden."""
    return _ABBREVIATED.sub(lambda match: match.group()[:-1] + "_", text)


def behind_space(text: str, at: int) -> int:
    """The first place from `at` on where no white space stands."""
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _is_abbreviation(text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return False
    # "J. Smith": a single capital is an initial, but "Plan B." may end a sentence, which costs less.
    initial = len(word.group()) == 1 and word.group().isupper()
    return initial or word.group().lower() in words("sentences", "abbreviations")
