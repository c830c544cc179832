"""Records -> tasks of Prodigy: lines of JSON with tokens, spans and relations."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import spacy
from spacy.tokens import Doc

from extractor.outputs.marks import SAID_BY, Mark, links_of, marks_of, release_of
from extractor.record import Record


class Tasks:
    """JSON Lines, a task for each record."""

    def __init__(self) -> None:
        self._tokenizer = spacy.blank("en").tokenizer

    def encode(self, record: bytes) -> bytes:
        """The task as a line."""
        task = self._task(Record.model_validate_json(record))
        return json.dumps(task, ensure_ascii=False).encode() + b"\n"

    def end(self) -> bytes:
        """Nothing more."""
        return b""

    def _task(self, record: Record) -> dict[str, Any]:
        marks = marks_of(record)
        tokens = _Tokens(self._tokenizer(record.text), marks)
        spans = {mark: span for mark in marks if (span := tokens.span(mark))}
        links = [link for link in links_of(record) if link.quote in spans and link.speaker in spans]
        return {
            "text": record.text,
            "tokens": tokens.told,
            "spans": list(spans.values()),
            "relations": [_relation(spans[link.quote], spans[link.speaker]) for link in links],
            "meta": _meta(record),
        }


class _Tokens:
    """The words of spaCy's blank English pipeline, cut also where a mark begins or ends within one.

    told: as Prodigy tells tokens; `ws` is whether a space follows.
    """

    def __init__(self, words: Doc, marks: list[Mark]) -> None:
        edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
        text = words.text
        self.told: list[dict[str, Any]] = [
            {"text": text[start:end], "start": start, "end": end, "id": number, "ws": space}
            for number, (start, end, space) in enumerate(_pieces(words, edges))
        ]
        self._starts = [token["start"] for token in self.told]
        self._ends = [token["end"] for token in self.told]

    def span(self, mark: Mark) -> dict[str, Any] | None:
        """A span from its first to its last token (included), None if there is none in it."""
        first, last = bisect_left(self._starts, mark.start), bisect_right(self._ends, mark.end) - 1
        if first > last:
            return None
        return {
            "start": self._starts[first],
            "end": self._ends[last],
            "token_start": first,
            "token_end": last,
            "label": mark.label.value,
        }


def _pieces(words: Doc, edges: list[int]) -> Iterator[tuple[int, int, bool]]:
    """Where the pieces of the words begin and end, and whether a space follows."""
    for word in words:
        start, end = word.idx, word.idx + len(word)
        within = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for first, last in pairwise([start, *within, end]):
            yield first, last, last == end and bool(word.whitespace_)


def _relation(quote: dict[str, Any], speaker: dict[str, Any]) -> dict[str, Any]:
    """An arrow between spans; `head` and `child` are their last tokens, as in what Prodigy saves."""
    return {
        "head": quote["token_end"],
        "child": speaker["token_end"],
        "head_span": quote,
        "child_span": speaker,
        "label": SAID_BY.upper().replace(" ", "_"),
    }


def _meta(record: Record) -> dict[str, Any]:
    """What Prodigy shows below the text; facts that the record has not are left out."""
    told = {"id": record.id, **release_of(record), "extractor": record.extractor.version}
    del told["title"]  # stands in the text
    return {name: value for name, value in told.items() if value is not None}
