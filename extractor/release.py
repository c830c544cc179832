"""The small frozen types on the way from bytes to a record: Source, Draft, Release."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from extractor.kinds import Kind

if TYPE_CHECKING:  # what carries inputs about has no need of pydantic
    from extractor.record import Paragraph, Problem, Published, Publisher, Removed


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller or the corpus line tells about a release; it beats what the page says."""

    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What led to a release tells about it (a feed's item, a line of a news list, the header of a mail).

    It speaks where the release is mute. `published` is raw text as written there; `found_in` says where: feed, list,
    sitemap, mail.
    """

    found_in: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes of one release, not yet decoded, with where and when they were got.

    `media_type` and `charset` are what the transport declared (an HTTP header, a corpus field), else None.
    """

    uri: str
    data: bytes
    media_type: str | None = None
    charset: str | None = None
    fetched_at: str | None = None
    given: Given = Given()
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a reader found it: white space folded, no markup, and what kind it seems to be.

    `link` is true where the whole block is the text of links ("View the report").
    """

    text: str
    kind: Kind = Kind.BODY
    link: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of metadata: its characters and where they stood (json-ld, meta, time, url, visible, footer, ...)."""

    text: str
    found_in: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader (page or plain text) makes of a source: blocks in reading order and evidence, best first.

    `published` and `updated` hold raw strings as written; `read.py` turns them into days.
    `canonical` is the address that a page declares as its own.
    `listing` is true for a page that announces other pages and tells nothing itself.
    """

    blocks: tuple[Block, ...]
    title: tuple[Evidence, ...] = ()
    published: tuple[Evidence, ...] = ()
    updated: tuple[Evidence, ...] = ()
    publisher: tuple[Evidence, ...] = ()
    country: str | None = None
    canonical: str | None = None
    removed: tuple[Removed, ...] = ()
    problems: tuple[Problem, ...] = ()
    listing: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """A release read: ONE canonical text that no later step changes, and its paragraphs in order.

    `country` is the ISO 3166 code of where it comes from, None if its page does not tell; `date_order` (DMY or MDY) the
    order that its numeric days are read in unless they show another, None to be told by text and country;
    `canonical` the address that its page declares as its own.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    media_type: str = "text/plain"
    title: str | None = None
    published: Published | None = None
    updated: Published | None = None
    publisher: Publisher | None = None
    language: str | None = None
    country: str | None = None
    date_order: str | None = None
    canonical: str | None = None
    removed: tuple[Removed, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def anchor(self) -> date | None:
        """The day that relative dates are resolved against: the publication day, never today's clock."""
        value = self.published.value if self.published else ""
        return date.fromisoformat(value) if len(value) == len("2018-02-08") else None
