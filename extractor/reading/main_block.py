"""The main block of a page: which element holds the release, and which elements in and around it are the site's."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice

from bs4.element import Tag

from extractor.kinds import Kind
from extractor.reading.blocks import Leaf
from extractor.reading.continuation import ends_sentence
from extractor.reading.dating import is_date_line
from extractor.reading.tree import HEADINGS, around, tags_of

# Elements with more than this share of the page's paragraph text are never dropped, whatever they are called.
_GUARD = 0.4
# ... and hidden ones with more than this, which a script will show.
_HIDDEN_GUARD = 0.7
_DISTRUSTED_MAX = 12
# The main block is the deepest element that still holds this share of the text of the one around it.
_DESCENT = 0.85
# ... or this share, if it is a column of a table or has the headline in it.
_COLUMN = 0.5
_GOOD_LENGTH, SENTENCE_LENGTH, _HEADING_WORDS = 80, 30, 5
# An element beside the main block reads as text if this share of its characters stands in good paragraphs.
_TEXT_SHARE = 0.6
# They hold text, not the whole of a release.
_TEXT_TAGS = frozenset(["p", "li", "ul", "ol", "dl", "pre", "blockquote", "figure"])
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD_PARTS = re.compile(r"[-_]")
# An id of so many words is a heading turned into an anchor.
_ANCHOR_WORDS = 5
# "has-sidebar" and "no-share" tell what a page has, not what the element is.
_STATE_NAME = re.compile(
    r"(?<!\S)(?:has|no|with|without|show|hide|is|not|js|page|path|node-type|type|category|tag)-\S*"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_HINT = re.compile("hid|sr-|read|off|assist|invis|print", re.IGNORECASE)
_FOLDED = re.compile(r"accordion|collaps|toggle|faq|answer|tab-|panel|expand", re.IGNORECASE)
# What no section of the site holds.
OF_THE_RELEASE = re.compile(
    r"notes? (?:to|for) (?:the )?editors?|\bends\b|(?:press|media) (?:office|contact|enquir)", re.IGNORECASE
)
_OF_ISSUE = re.compile(
    r"\W*(?:(?:press |media |news )?contacts?|for (?:immediate )?release|(?:issued|published|released) by)\s?:\s*\S",
    re.IGNORECASE,
)


def weight(leaf: Leaf) -> float:
    """How much a paragraph speaks for the element around it: its length outside links, little if it is no sentence."""
    length = len(leaf.block.text) * (1 - leaf.linked)
    if leaf.block.kind in {Kind.HEADING, Kind.NOTES} or leaf.linked > 0.5:
        return 0.0
    if length < _GOOD_LENGTH and not (length > SENTENCE_LENGTH and ends_sentence(leaf.block.text)):
        return length * 0.1
    return length


@dataclass(frozen=True, slots=True)
class _Mark:
    """Why an element is the site's and the word that told; `top` if not only because of the element around it."""

    reason: str
    word: str
    top: bool = True


_HIDDEN = _Mark("hidden", "hidden")


class Page:
    """The elements of a page in order, with the text that each holds."""

    def __init__(self, root: Tag, leaves: Sequence[Leaf], headline: Tag | None) -> None:
        self.root = root
        self.leaves = leaves
        self.elements = [root, *tags_of(root)]
        self.around_headline = {id(tag) for tag in around(headline)}
        self.mass = self.sums((leaf, weight(leaf)) for leaf in leaves)

    def sums(self, values: Iterable[tuple[Leaf, float]]) -> dict[int, float]:
        """For each element the sum of the values of the leaves in it."""
        sums = dict.fromkeys(map(id, self.elements), 0.0)
        for leaf, value in values:
            sums[id(leaf.tag)] += value
        for tag in reversed(self.elements[1:]):
            if sums[id(tag)]:
                sums[id(tag.parent)] += sums[id(tag)]
        return sums

    def dropped(self, *, by_class: bool = True) -> dict[int, str]:
        """The reason for each element that belongs to the site, or stands in one that does.

        What holds much of the page's text stays, and so does everything that a word marks if all that it marks
        holds much: then it is a word of the page's layout.
        """
        distrusted: set[str] = set()
        while True:
            marks = self._marks(distrusted, by_class=by_class)
            alike: Counter[str] = Counter()
            for tag, mark in marks.items():
                if mark.top:
                    alike[mark.word] += int(self.mass[tag])
            limits = {_HIDDEN.word: _HIDDEN_GUARD}
            whole = self.mass[id(self.root)]
            too_much = {word for word, mass in alike.items() if mass > limits.get(word, _GUARD) * whole}
            if not too_much or len(distrusted) > _DISTRUSTED_MAX:
                return {tag: mark.reason for tag, mark in marks.items()}
            distrusted |= too_much

    def _marks(self, distrusted: set[str], *, by_class: bool) -> dict[int, _Mark]:
        limit = _GUARD * self.mass[id(self.root)]
        marks: dict[int, _Mark] = {}
        for tag in self.elements[1:]:
            above = marks.get(id(tag.parent))
            if above is not None:
                marks[id(tag)] = above if not above.top else replace(above, top=False)
            elif id(tag) not in self.around_headline and self.mass[id(tag)] <= _HIDDEN_GUARD / _GUARD * limit:
                mark = self._mark(tag, distrusted, by_class=by_class)
                if (
                    mark is not None
                    and mark.word not in distrusted
                    and (self.mass[id(tag)] <= limit or mark == _HIDDEN)
                ):
                    marks[id(tag)] = mark
        return marks

    def _mark(self, tag: Tag, distrusted: set[str], *, by_class: bool) -> _Mark | None:
        """What marks an element as the site's: its tag, that it is hidden, its role, or a word among its names."""
        vocabulary = _vocabulary()
        if reason := vocabulary.tags.get(tag.name):
            in_article = tag.name in {"header", "footer"} and _in_article(tag)
            return None if in_article else _Mark(reason, f"<{tag.name}>")
        attributes = tag.attrs
        if not attributes:
            return None
        if attributes.get("aria-hidden") == "true" and not self.mass[id(tag)]:
            return _Mark("hidden", "aria-hidden")
        if is_hidden(tag) and not _is_folded(tag):
            return _HIDDEN
        role = str(attributes.get("role", ""))
        if reason := vocabulary.roles.get(role):
            return _Mark(reason, f"role {role}")
        return _mark_by_name(tag, distrusted) if by_class and tag.name not in HEADINGS else None

    def chosen(self, left: set[int], headline: int | None) -> set[int]:
        """The numbers, of those left, of the leaves that make up the release.

        They are the main block, what reads as text beside it within the same article, the headline, and the sentences
        between the headline and the main block.
        """
        mass = self.sums((self.leaves[number], weight(self.leaves[number])) for number in left)
        path = self._path(mass)
        inside = self._holders(path, left, mass)
        chosen = {number for number in left if id(self.leaves[number].tag) in inside}
        if headline is not None and chosen:
            between = range(headline + 1, min(chosen))
            chosen |= {headline} | {n for n in between if n in left and _belongs_above(self.leaves[n])}
        return chosen

    def _path(self, mass: dict[int, float]) -> list[Tag]:
        """The elements from the root to the deepest one that holds nearly all good text, or most of it in a column."""
        path = [self.root]
        while True:
            children = [tag for tag in path[-1].contents if isinstance(tag, Tag) and tag.name not in _TEXT_TAGS]
            best = max(children, key=lambda child: mass[id(child)], default=None)
            if best is None or mass[id(best)] == 0 or mass[id(best)] < self._share(best) * mass[id(path[-1])]:
                return path
            path.append(best)

    def _share(self, tag: Tag) -> float:
        """How much of the good text around it an element must hold: a column, or what the headline stands in, most."""
        return _COLUMN if tag.name == "td" or id(tag) in self.around_headline else _DESCENT

    def _holders(self, path: list[Tag], left: set[int], mass: dict[int, float]) -> set[int]:
        """The main block and the elements beside it, within the article around it, that read as text."""
        leaves = [self.leaves[number] for number in left]
        length = self.sums((leaf, float(len(leaf.block.text))) for leaf in leaves)
        links = self.sums((leaf, float(leaf.block.link)) for leaf in leaves)
        article = max(n for n, tag in enumerate(path) if n == 0 or _is_article(tag) or id(tag) in self.around_headline)
        roots = [path[-1]]
        for tag, inner in zip(path[article:], path[article + 1 :], strict=False):
            for child in tag.contents:
                if not isinstance(child, Tag) or child is inner or not length[id(child)]:
                    continue
                if mass[id(child)] >= _TEXT_SHARE * length[id(child)] and links[id(child)] == 0:
                    roots.append(child)
        return {id(tag) for root in roots for tag in (root, *tags_of(root))}


def is_hidden(tag: Tag) -> bool:
    """Whether an element says itself that it is not shown."""
    attributes = tag.attrs
    if "hidden" in attributes:
        return True
    return "style" in attributes and _HIDDEN_STYLE.search(str(attributes["style"])) is not None


def _is_folded(tag: Tag) -> bool:
    """Whether an element is hidden only until its reader unfolds it."""
    return any(_FOLDED.search(str(one.attrs.get("class", ""))) for one in islice(around(tag), 2))


def _belongs_above(leaf: Leaf) -> bool:
    """Whether a line between the headline and the main block is a standfirst, a day or tells who issued the release."""
    text = leaf.block.text
    if leaf.block.link:
        return False
    is_subhead = leaf.block.kind is Kind.HEADING and len(text.split()) >= _HEADING_WORDS
    return is_subhead or weight(leaf) > SENTENCE_LENGTH or is_date_line(text) or bool(_OF_ISSUE.match(text))


def _is_article(tag: Tag) -> bool:
    return tag.name in {"article", "main"} or tag.attrs.get("role") in {"main", "article"}


def has_hidden_name(tag: Tag) -> bool:
    """Whether the class names say that only screen readers see the element."""
    if "class" not in tag.attrs or not _HIDDEN_HINT.search(str(tag.attrs["class"])):
        return False
    mark = _mark_by_name(tag, set())
    return mark is not None and mark.reason == "hidden"


def _mark_by_name(tag: Tag, distrusted: set[str]) -> _Mark | None:
    identity = str(tag.attrs.get("id", ""))
    names = f"{tag.attrs.get('class', '')} {identity if len(_WORD_PARTS.split(identity)) < _ANCHOR_WORDS else ''}"
    if names == " ":
        return None
    names = _CAMEL.sub("-", _STATE_NAME.sub("", names)).lower().replace("_", "-")
    for found in _vocabulary().classes.finditer(names):
        if found[0] not in distrusted and found.lastgroup:
            return _Mark(found.lastgroup, found[0])
    return None


def _in_article(tag: Tag) -> bool:
    return any(parent.name in {"article", "main", "blockquote"} for parent in tag.parents)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    classes: re.Pattern[str]
    roles: dict[str, str]
    tags: dict[str, str]


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(files("extractor.reading").joinpath("data/page.toml").read_text("utf-8"))
    classes = [f"(?P<{reason}>{'|'.join(words.split())})" for reason, words in data["class_words"].items()]
    return _Vocabulary(
        re.compile(rf"(?<![a-z0-9])(?:{'|'.join(classes)})(?![a-z0-9])"), _turned(data["roles"]), _turned(data["tags"])
    )


def _turned(table: dict[str, str]) -> dict[str, str]:
    return {word: reason for reason, words in table.items() for word in words.split()}
