"""Quotation marks in any arrangement: nothing raises, parts are slices that never overlap, and time stays short."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts import Facts, find_facts
from extractor.kinds import Kind
from extractor.record import Paragraph
from extractor.release import Release
from extractor.rules.marks import stretches

MARKS = ["“", "”", "‘", "’", '"', "'", "«", "»", "„"]
PIECES = [
    *MARKS,
    " ",
    ", ",
    ". ",
    ": ",
    " – ",
    "\n",
    "said",
    " she added",
    " said: ",
    "according to ",
    " told ",
    " called ",
    "Cllr Ada Holt",
    "Ben Penrose",
    "leader of the council",
    "the report",
    "inspectors",
    "Harrowmere Council",
    "We want the library to stay open",
    "it is a waste",
    "road closed",
    "the councils",
    "’s",
    "90s",
    "6",
]
KINDS = [Kind.BODY, Kind.BLOCK_QUOTE, Kind.LIST_ITEM, Kind.NOTES, Kind.HEADING]
LIMIT = 10.0
SIZE = 200_000


def facts_of(paragraphs: list[str], kinds: list[Kind] | None = None) -> tuple[Release, Facts]:
    placed, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        kind = kinds[number] if kinds else Kind.BODY
        placed.append(Paragraph(start=at, end=at + len(paragraph), kind=kind))
        at += len(paragraph) + 2
    release = Release(text="\n\n".join(paragraphs), paragraphs=tuple(placed))
    return release, find_facts(release, [])


paragraph = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(paragraph, st.sampled_from(KINDS)), min_size=1, max_size=4))
def test_any_arrangement(blocks: list[tuple[str, Kind]]) -> None:
    release, facts = facts_of([text for text, _ in blocks], [kind for _, kind in blocks])
    parts = sorted(part for turn in facts.turns for part in turn.parts)
    for start, end in parts:
        assert 0 <= start < end <= len(release.text)
        assert any(paragraph.start <= start and end <= paragraph.end for paragraph in release.paragraphs)
    for (_, end), (start, _) in pairwise(parts):
        assert end <= start
    for turn in facts.turns:
        assert turn.parts == sorted(turn.parts)
        if turn.speaker is not None:
            assert release.text[turn.speaker.start : turn.speaker.end].strip()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="".join(MARKS) + "ab s.,:5\n", max_size=60))
def test_stretches_lie_in_order(text: str) -> None:
    found = stretches(text)
    for stretch in found:
        assert 0 <= stretch.outer_start < stretch.start < stretch.end <= stretch.outer_end <= len(text)
        assert stretch.closed or stretch.outer_end == len(text)
    for before, after in pairwise(found):
        assert before.outer_end <= after.outer_start


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '"',
        "’",
        "'",
        "“a” ",
        "‘a’ ",
        "'a ",
        "“a ",
        "the councils' 'plan ",
        "“‘",
        "x “We want it” said ",
        "recently “a”, ",
    ],
)
def test_long_paragraphs_of_marks(piece: str) -> None:
    begin = time.process_time()
    facts_of([piece * (SIZE // len(piece))])
    assert time.process_time() - begin < LIMIT


@pytest.mark.parametrize(
    "paragraph",
    [
        "“We want it,” the driver said.",
        "“We want it,” she said.",
        "“We want it,” they said. “So do we,” said the owner.",
        "Ada Holt: We want it.",
        "A: I want it.",
        "Her answer: “We want it.”",
        "Ada Holt, Ben Penrose and Ivy Marsh said: “We want it.”",
        "After a year, which Ada Holt, who ran it, said was hard, he signed. “We want it.”",
        "“We want it.",
        "It was great.”",
        "The “road closed” signs, which the report calls “a hazard”, are",
    ],
)
def test_many_paragraphs_of_speech(paragraph: str) -> None:
    begin = time.process_time()
    facts_of(["Ada Holt, owner of the mill, and Ben Penrose met.", *[paragraph] * 2000])
    assert time.process_time() - begin < LIMIT


@pytest.mark.parametrize(
    "piece",
    [
        "“We want it,” she said. ",
        "“We want it,” the driver said. ",
        "Ada Holt said “a”, ",
        "which Ada Holt, who, said, ",
        "After the x, ",
        "the Trust and the Council, ",
        "in her own words, ",
    ],
)
def test_long_paragraphs_of_speech(piece: str) -> None:
    begin = time.process_time()
    facts_of(["Ada Holt met Ben Penrose. " + piece * (60_000 // len(piece))])
    assert time.process_time() - begin < LIMIT
