"""Plain text and Markdown -> Draft: paragraphs, evidence of title, day and publisher, boilerplate kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractor.kinds import Kind
from extractor.reading import front_matter, mail
from extractor.reading.boilerplate import Screened, is_picture_note, screen
from extractor.reading.bylines import is_byline
from extractor.reading.columns import part_columns
from extractor.reading.dating import dateline, is_embargo, is_labelled, issued_and_updated
from extractor.reading.foot import companies_of
from extractor.reading.front_matter import FrontMatter
from extractor.reading.imprint import read_imprint
from extractor.reading.layout import blocks_of_lines, is_running, joined, tells_day
from extractor.reading.masthead import masthead
from extractor.reading.menus import marked_rows
from extractor.reading.naming import page_owner, sender, source_line
from extractor.reading.normalise import normalise
from extractor.reading.pagination import without_page_furniture
from extractor.reading.site_names import logo_names
from extractor.record import Removed
from extractor.release import Block, Draft, Evidence

_NOTE = re.compile(
    r"(?:.{1,200}[.(] ?)?(?:pictures?|photo(?:graph)?s?|images?)(?: credits?| by| courtesy of)?: ?[^.]{2,60}[.)]?"
    r"|(?:view|read|download|see|visit|find out more|apply|book|register)\b[^.!?:;”]{4,70}",
    re.IGNORECASE,
)
# Three hashes close a release; to Markdown they would be a heading of nothing, and be lost.
_HASHES = re.compile(r"^[ \t]*(?=# ?# ?#[ \t]*$)", re.MULTILINE)
_PICTURE, _HEAD_MAX = re.compile(r"!\[([^\[\]\n]{3,100})\]\("), 500
# The address of a link, which mail programs write behind its words.
_TARGET = re.compile(r"(?<=[^\s:])\s?<(?:https?://|mailto:)[^<>\s]{3,500}>")
# A letterhead in two languages names its body in each.
_CAPITALS = re.compile(r"[A-Z][A-Z’'&]+(?: (?:[A-Z’'&]+))+(?= [A-Z][a-z])")
_TONGUES = re.compile(r"\s[/|]\s")
# From the surest to the least sure: what the release says of itself before what a site says of its post.
_ORDER = (
    "source-line",
    "dateline",
    "visible",
    "front-matter",
    "letterhead",
    "logo",
    "masthead",
    "company",
    "embargo",
    "mail",
    "footer",
)
_NO_FRONT = FrontMatter("")


@dataclass(slots=True)
class _Found:
    """Evidence as it is gathered."""

    published: list[Evidence] = field(default_factory=list)
    updated: list[Evidence] = field(default_factory=list)
    publisher: list[Evidence] = field(default_factory=list)


def read_text(text: str, *, markdown: bool) -> Draft:
    """Read one release from plain text or Markdown. Nothing is lost: what is no release stands in `removed`."""
    text, problems = normalise(
        marked_rows(text) if markdown else part_columns(marked_rows(text)), entities=not markdown
    )
    front = front_matter.split(text)
    sent = mail.unwrap(front.rest)
    blocks, pages = _markdown(sent.rest) if markdown else _plain(sent.rest)
    draft = read_blocks(blocks, running=pages, front=front, titled=sent.subject is not None)
    matter = [Removed(text=front.raw, reason="front_matter")] if front.raw else []
    return replace(
        draft,
        title=(*draft.title, *_told(sent.subject)),
        published=_sorted([*draft.published, *_told(sent.day, "visible" if sent.memo else "mail")]),
        publisher=_sorted([*draft.publisher, *(_crests(sent.rest) if markdown else ()), *_told(sent.sender)]),
        removed=(*matter, *sent.removed, *draft.removed),
        problems=tuple(problems),
    )


def read_blocks(
    blocks: Sequence[Block],
    *,
    running: Sequence[str] = (),
    front: FrontMatter = _NO_FRONT,
    titled: bool = False,
    headline: str | None = None,
) -> Draft:
    """Read one release from its paragraphs.

    running: the lines that stand on every page; front: what was parted from the text before; titled: the title is
    known; headline: the text of the paragraph that is it.
    """
    imprint = read_imprint(blocks)
    screened = screen(imprint.blocks, titled=titled or front.title is not None, known=headline)
    first = next((n for n, block in enumerate(screened.blocks) if is_running(block)), 0)
    kept = [
        _with_kind(block, is_headline=number == screened.headline, above=number < first)
        for number, block in enumerate(screened.blocks)
    ]
    found = _evidence(kept, screened.headline, front)
    found.publisher.extend(Evidence(name, "visible") for name in imprint.senders)
    found.publisher.extend(_outside(screened, running))
    found.updated.extend(_changed(screened))
    if not found.published:
        # News that was changed on its day tells that day alone.
        found.published.extend(item for item in found.updated if item.found_in == "visible")
    site = masthead(screened.head, [*(block.text for block in kept), *(line.text for line in screened.removed)])
    if site and all(item.text != site for item in found.publisher):
        found.publisher.append(Evidence(site, "masthead"))
    furniture = (Removed(text=line, reason="page_furniture") for line in running)
    return Draft(
        blocks=tuple(kept),
        title=_titles(kept, screened.headline, front),
        published=_sorted(found.published),
        updated=_sorted(found.updated),
        publisher=_sorted(found.publisher),
        removed=(*imprint.removed, *furniture, *screened.removed),
    )


def _crests(text: str) -> Iterable[Evidence]:
    """The body whose crest or logo stands above a Markdown text, as the picture is labelled."""
    return logo_names(_PICTURE.findall(text.partition("\n# ")[0][:_HEAD_MAX]))


def _told(value: str | None, found_in: str = "mail") -> list[Evidence]:
    """What the headers of a mail tell: weak evidence, as releases are sent before or after their day."""
    return [Evidence(value, found_in)] if value else []


def _plain(text: str) -> tuple[list[Block], list[str]]:
    lines, removed = without_page_furniture(_TARGET.sub("", text))
    return blocks_of_lines(lines), removed


def _markdown(text: str) -> tuple[list[Block], list[str]]:
    from extractor.reading.markdown import markdown_blocks  # with it comes all that HTML needs

    return joined(markdown_blocks(_HASHES.sub(r"\\", text))), []


def _with_kind(block: Block, *, is_headline: bool, above: bool) -> Block:
    """The headline is a heading; credit lines, bylines, picture captions and link lines are notes."""
    if is_headline:
        return replace(block, kind=Kind.HEADING)
    note = (
        block.link
        or source_line(block.text) is not None
        or _NOTE.fullmatch(block.text)
        or is_byline(block.text, above=above)
        or is_picture_note(block.text)
        # Of several who issue a release together none is the publisher.
        or sender(block.text) == ""
    )
    return replace(block, kind=Kind.NOTES) if note and block.kind in {Kind.BODY, Kind.HEADING} else block


def _titles(blocks: Sequence[Block], headline: int | None, front: FrontMatter) -> tuple[Evidence, ...]:
    given = [Evidence(front.title, "front-matter")] if front.title else []
    seen = [Evidence(blocks[headline].text, "visible")] if headline is not None else []
    return (*given, *seen)


def _evidence(blocks: Sequence[Block], headline: int | None, front: FrontMatter) -> _Found:
    """What the front matter and the lines of the text tell of the day of issue and the publisher."""
    found = _Found()
    for value, where in (
        (front.published, found.published),
        (front.updated, found.updated),
        (front.publisher, found.publisher),
    ):
        if value:
            where.append(Evidence(value, "front-matter"))
    start = headline or 0
    first_running = next((n for n in range(start, len(blocks)) if is_running(blocks[n])), len(blocks))
    reposted = False
    for number, block in enumerate(blocks):
        if (line := source_line(block.text)) is not None:
            reposted = reposted or line.reposted
            if line.day:
                found.published.append(Evidence(line.day, "source-line"))
            if line.name:
                found.publisher.append(Evidence(line.name, "source-line"))
        elif tells_day(block.text):
            # Below the credit line of a reposted release stands the release itself, with its own day.
            _add_date_line(block.text, found, own=reposted, near=number <= first_running + 1)
        elif number <= first_running + 1 and (day := dateline(block.text)):
            found.published.append(Evidence(day, "dateline"))
        elif start < number < first_running and (name := sender(block.text)):
            found.publisher.append(Evidence(name, "letterhead"))
        elif is_embargo(block.text):
            found.published.append(Evidence(block.text, "embargo"))
    return found


def _changed(screened: Screened) -> Iterable[Evidence]:
    """The day of the last change that the foot of a page tells."""
    lines = (removed.text for removed in screened.removed if removed.reason == "update_history")
    return [Evidence(day, "footer") for line in lines if (day := issued_and_updated(line)[1])]


def _outside(screened: Screened, pages: Iterable[str]) -> Iterable[Evidence]:
    """The publisher as the lines around the release name it: letterhead, running header, copyright line."""
    lines = [part for line in (*screened.head, *pages) for part in (line, *_TONGUES.split(line)[1:])]
    lines += [capitals[0] for line in screened.head if (capitals := _CAPITALS.match(line))]
    heads = dict.fromkeys(name for line in lines if (name := sender(line)))
    particulars = [removed.text for removed in screened.removed if removed.reason == "company_details"]
    companies = companies_of(screened.head, particulars)
    owners = (page_owner(removed.text) for removed in screened.removed)
    own = [Evidence(name, "company") for name in companies]
    return (
        [Evidence(name, "letterhead") for name in heads] + own + [Evidence(name, "footer") for name in owners if name]
    )


def _add_date_line(text: str, found: _Found, *, own: bool, near: bool) -> None:
    issued, updated = issued_and_updated(text)
    if issued and (near or is_labelled(issued)):
        found.published.append(Evidence(issued, "dateline" if own else "visible"))
    if updated:
        found.updated.append(Evidence(updated, "visible"))


def _sorted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    rank = {where: number for number, where in enumerate(_ORDER)}
    return tuple(sorted(evidence, key=lambda item: rank.get(item.found_in, len(rank))))
