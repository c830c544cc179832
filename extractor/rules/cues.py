"""Cues: the verbs and signs that attribute words to a speaker."""

from __future__ import annotations

import re

from extractor.rules.lexicon import alternation, first_words, one_of, words

# "has", "also", "then": what stands between a subject and its verb. Atomic: a word read twice costs double for each.
ADVERBS = rf"(?>(?:{one_of('cues', 'adverbs')}|(?!{one_of('cues', 'no_adverbs')}\b)[a-z]+ly|,)\s+)*"

_STRONG = words("cues", "strong") | {"according to"}
_VERBS = _STRONG | {verb.capitalize() for verb in _STRONG}

CUE = re.compile(rf"(?<![\w’'-]){alternation(_VERBS)}(?![\w-]|[’']\w)")
"""Any verb that can attribute words next to a quotation mark."""

CUE_OPENERS = first_words(_VERBS)
"""The words that a cue may begin with."""
