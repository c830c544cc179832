"""Press contacts in a box of their own beside the release: they are its own, though they stand outside of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from extractor.reading import signs
from extractor.reading.blocks import Leaf
from extractor.reading.tree import around

_HEAD = re.compile(
    r"\W*(?:(?:for )?(?:press|media|news|communications)\b(?: (?:and|&) \w+)? ?(?:contacts?|office|enquir\w+|inquir\w+|"
    r"team|desk)(?: (?:contacts?|details))?|(?:press|media) contact\b.{0,40})\W*",
    re.IGNORECASE,
)
_LINES, _LEVELS = 8, 5


def press_boxes(leaves: Sequence[Leaf], outside: Sequence[int]) -> set[int]:
    """Of the leaves outside the main block, those of boxes that such a heading opens, with a number or an address."""
    boxes: set[int] = set()
    inside: dict[int, list[int]] = defaultdict(list)
    for number in outside:
        for tag in islice(around(leaves[number].tag), _LEVELS):
            inside[id(tag)].append(number)
    for number in (n for n in outside if _HEAD.fullmatch(leaves[n].block.text)):
        holders = (inside[id(tag)] for tag in islice(around(leaves[number].tag), _LEVELS))
        box = next((held for held in holders if len(held) > 1 and held[0] == number), [])
        if len(box) <= _LINES and any(signs.reaches(leaves[n].block.text) for n in box):
            boxes.update(box)
    return boxes
