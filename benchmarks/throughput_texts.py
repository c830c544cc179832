"""The releases of samples/ in copies under other surnames, as texts and within an invented council's pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from invented_words import invented_names
from reading_pages import word_f1
from site_pages import Story, site_page

from extractor import Record, extract_many
from extractor.reading.read import read
from extractor.release import Source
from extractor.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
SEED = 8
# Shares of pages that are smaller than so many bytes: about those of real articles.
SIZES = ((0.0, 25_000), (0.1, 40_000), (0.5, 115_000), (0.9, 240_000), (1.0, 400_000))
# How near a page's text must come to its release: days that stand on the page only make the rest.
NEAR = 0.97


@dataclass(frozen=True, slots=True)
class Batch:
    """Releases, and the page of each."""

    stories: Sequence[Story]
    pages: Sequence[bytes]


def make_batch(number: int, copies: int) -> Batch:
    """Each sample so many times, under surnames that stand in this copy only. The same number gives the same batch."""
    chance = Random(SEED + number)
    stories = [_renamed(story, names, chance) for _ in range(copies) for story, names in _samples()]
    sizes = _sizes(len(stories), chance)
    return Batch(stories, [site_page(story, size, chance) for story, size in zip(stories, sizes, strict=True)])


def unlike(batch: Batch) -> list[str]:
    """The pages from which something else is read than their releases: title, and how much of the text."""
    found = []
    for story, page in zip(batch.stories, batch.pages, strict=True):
        release = read(Source("page.html", page), Settings())
        likeness = word_f1(release.text, story.text)
        if release.title != story.title or likeness < NEAR:
            found.append(f"the page of {story.title!r} reads {release.title!r}, text like it to {likeness:.3f}")
    return found


@cache
def _samples() -> list[tuple[Story, list[str]]]:
    """All samples, as the extractor reads them, and the surnames in them."""
    paths = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
    return [(_story(record), _surnames(record)) for record in extract_many(paths)]


def _story(record: Record) -> Story:
    return Story(
        title=record.title or "",
        published=record.published.value if record.published else "2024-03-05",
        publisher=record.publisher.name if record.publisher else "Press Office",
        paragraphs=tuple((part.kind, record.text[part.start : part.end]) for part in record.paragraphs),
    )


def _surnames(record: Record) -> list[str]:
    """The longest first, for one may begin another."""
    return sorted({person.name.split()[-1] for person in record.people}, key=lambda name: (-len(name), name))


def _renamed(story: Story, surnames: list[str], chance: Random) -> Story:
    if not surnames:
        return story
    others = dict(zip(surnames, invented_names(len(surnames), chance), strict=True))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, surnames))})\b")

    def rename(text: str) -> str:
        return pattern.sub(lambda found: others[found[0]], text)

    paragraphs = tuple((kind, rename(text)) for kind, text in story.paragraphs)
    return replace(story, title=rename(story.title), paragraphs=paragraphs)


def _sizes(count: int, chance: Random) -> list[int]:
    """Sizes of pages, evenly over the shares, in an order of chance."""
    sizes = [_size((number + 0.5) / count) for number in range(count)]
    chance.shuffle(sizes)
    return sizes


def _size(share: float) -> int:
    """The size below which a share of the pages lies."""
    place = bisect_right([known for known, _ in SIZES], share)
    (low, smaller), (high, larger) = SIZES[place - 1], SIZES[place]
    return round(smaller + (larger - smaller) * (share - low) / (high - low))
