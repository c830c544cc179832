"""Which roles a person has: those around each mention of the name, each title once a person."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.release import Release
from extractor.rules.body_index import BodyIndex
from extractor.rules.individuals import Individual
from extractor.rules.layout import Layout
from extractor.rules.names import NameMention
from extractor.rules.posts_behind import posts_behind
from extractor.rules.posts_in_front import posts_in_front
from extractor.rules.role_nouns import has_head
from extractor.rules.roles import Title, parse_roles

Post = tuple[Individual, Title]
_LONGEST_LINE, _MOST_JOINT = 13, 8
# Between the names of several people of whom one plural tells what they are.
_JOINT = re.compile(r"(?:,?\s(?:aged\s)?\d\d?)?(?:,|,?\sand)\s")


def find_roles(release: Release, people: Sequence[Individual], index: BodyIndex) -> list[Post]:
    """Every role of every person, in text order, each title once a person."""
    finder = _Finder(release, people, index)
    found = [(person, title) for person in people for mention in person.mentions for title in finder.around(mention)]
    return _without_parts(_once(sorted(found, key=lambda post: post[1].start)))


class _Finder:
    """Looks around the mentions of people in one release."""

    def __init__(self, release: Release, people: Sequence[Individual], index: BodyIndex) -> None:
        self._text, self._index, self._layout = release.text, index, Layout(release)
        mentions = (mention for person in people for mention in person.mentions)
        self._mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self._names, self._ends = [m.start for m in self._mentions], [m.end for m in self._mentions]

    def around(self, mention: NameMention) -> Iterator[Title]:
        """The titles behind a name, in front of it, and on the line below."""
        number = self._layout.number_at(mention.start)
        if number is None:
            return
        paragraph = self._layout.paragraphs[number]
        begin, _ = self._layout.sentence(paragraph, mention.start)
        before, after = bisect_left(self._names, mention.start), bisect_right(self._names, mention.start)
        last_name = self._ends[before - 1] if before else None
        next_name = self._names[after] if after < len(self._names) else None
        yield from posts_behind(self._text, mention, paragraph.end, next_name, self._index)
        yield from posts_in_front(self._text, mention, begin, last_name, self._index)
        yield from self._joint(before, begin)
        if (mention.start, mention.end) == (paragraph.start, paragraph.end):
            yield from self._below(number)

    def _joint(self, number: int, begin: int) -> Iterator[Title]:
        """What a plural in front of several names tells of each ("Paramedics X and Y")."""
        first = number
        while first > max(0, number - _MOST_JOINT) and _JOINT.fullmatch(
            self._text, self._ends[first - 1], self._names[first]
        ):
            first -= 1
        if first == number or self._names[first] < begin:
            return
        last_name = self._ends[first - 1] if first else None
        for title in posts_in_front(self._text, self._mentions[first], begin, last_name, self._index):
            if self._text.startswith("s", title.end):
                yield title

    def _below(self, number: int) -> Iterator[Title]:
        """The post on a line of its own below the name."""
        following = self._layout.paragraph(number + 1)
        if following is None:
            return
        line = self._layout.text_of(following)
        if len(line.split()) <= _LONGEST_LINE and not line.endswith((".", ":", "!", "?")) and has_head(line):
            yield from parse_roles(self._text, following.start, following.end, self._index)


def _once(found: Iterable[Post]) -> list[Post]:
    """Each title of a person once a body; without a body only if it never has one."""
    kept: dict[tuple[int, str, int | None], Post] = {}
    bodies: dict[tuple[int, str], list[int | None]] = defaultdict(list)
    for person, title in found:
        named = id(person), title.title.casefold().replace("’", "'")
        body = id(title.body) if title.body else None
        known = bodies[named]
        if known and body in (known[0], None):
            continue
        if known and known[0] is None:
            del kept[(*named, known.pop(0))]
        if (*named, body) not in kept:
            known.append(body)
        kept[(*named, body)] = (person, title)
    return list(kept.values())


def _without_parts(posts: Sequence[Post]) -> list[Post]:
    """The posts less those that are another of the same person told shorter ("Minister", "Minister for Transport")."""
    parts: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for person, title in posts:
        told = _words_of(title)
        for count in range(1, len(told)):
            parts[id(person)] |= {told[:count], told[-count:]}
    return [(person, title) for person, title in posts if _words_of(title) not in parts[id(person)]]


def _words_of(title: Title) -> tuple[str, ...]:
    return tuple(title.title.casefold().split())
