"""Boilerplate of scraped text: letterhead and menus above the headline, furniture lines, code, what stands below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from extractor.kinds import Kind
from extractor.reading import furniture
from extractor.reading.bylines import stands_below_headline
from extractor.reading.continuation import CONTACT, ends_sentence, is_label
from extractor.reading.dating import is_embargo
from extractor.reading.foot import below, closes, pull_quotes
from extractor.reading.layout import END_MARK, is_running, tells_day
from extractor.reading.naming import sender, source_line
from extractor.record import Removed
from extractor.release import Block

_BANNER = re.compile(
    r"\W*(?:(?:for )?immediate release|(?:press|media|news) (?:release|statement|notice|information))"
    r"(?:\W+(?:(?:ref|reference|no|number|id)\b\W*)?[A-Z/]{0,8}\W?\d[\w/.-]*|\W+(?:ref|reference|no|number|id)\b.{1,30})?\W*",
    re.IGNORECASE,
)
_TITLE_AND_SITE = re.compile(r"(?P<title>.{10,200}?)\s+(?:[|–—»:·-]|::)\s+.{2,80}")
_SEPARATORS = re.compile(r"\s(?:[>»›|/\\→])\s")
_CODE = re.compile(
    r"[\w.#@:*-][^{}]{0,80}\{[^{}:]{0,200}:[^{};]{0,200}[;}]|!important\b|@media\b|^\s*(?:var|let|const)\s+\w+\s*=|\bfunction\s*\w*\([^)]*\)\s*\{"
    r"|\b(?:window|document)\.\w+[.(=]|^\$\(|\}\)?\s*\(?\)?;\s*$|^<[!/]?\w[^>]*>$|<!--|-->|^\s*[{}]\s*$|\{[{%][^{}]*[%}]\}"
    r"|^\w+=\S*$|^\[/?\w[\w-]*(?: [^\]]*)?\](?:.*\[/\w+\])?$"
)
_MORE = re.compile(r"\W*(?:more|mf|continued|contd|cont)\b.{0,20}", re.IGNORECASE)
_SLUG = re.compile(r"[^.!?“\"]{2,50}\W\s?(?:\d{1,2}|page \w{1,5})(?: of \d{1,2})?\W*", re.IGNORECASE)
_END_HEAD = re.compile(r"\W*(?:about .{2,60}|contacts?(?: us)?|(?:press|media) (?:office|team))\W*", re.IGNORECASE)
_TOP_CONTACT = re.compile(r"\W*(?:(?:press|media|news) )?contacts?(?: information| details)?\s?:.{0,80}", re.IGNORECASE)
_PICTURE_NOTE = re.compile(
    r"(?:(?:photo(?:graph)?s?|images?|pictures?|pics?)"
    r"(?: (?:credits?|captions?|courtesy of|by|supplied by|attached|shows))*|captions?) ?: ?\S.{1,250}"
    r"|pictured?(?:,? (?:above|below|here|left|right|from left|(?:from )?l(?:eft)?(?: to | ?- ?)r(?:ight)?|at|with)\b"
    r".{0,40}?)?"
    r" ?(?:\([^)]{1,40}\) ?)?[:–-] ?\S.{1,250}|pictured (?:is|are) .{1,250}",
    re.IGNORECASE,
)
# A line amid news that leads to other news; a sentence would end with a full stop.
_POINTER = re.compile(
    r"(?:related|(?:read|see) (?:more|also)|also read|more (?:stories|news|appeals)):\s\S.{3,120}[^.:;,”\"]",
    re.IGNORECASE,
)
_TOP_BLOCKS, _MENU_LINES, _MENU_WORDS, _LONGEST_CONTACT = 14, 3, 4, 7
_TITLE_MAX, _CODE_REACH = 100, 1000


@dataclass(frozen=True, slots=True)
class Screened:
    """The blocks of the release, which of them is the headline, what was removed, and of that what stood above it."""

    blocks: tuple[Block, ...]
    headline: int | None
    removed: tuple[Removed, ...]
    head: tuple[str, ...]


def screen(blocks: Sequence[Block], *, titled: bool, known: str | None = None) -> Screened:
    """Tell the release from what stands around it. `titled`: the title is known, so that no line need be one; `known`:
    the text of the line that is the headline.
    """
    reasons = {number: why for number, block in enumerate(blocks) if (why := _reason(block))}
    reasons = {number: why for number, why in reasons.items() if not _heads_the_end(blocks, number, reasons)}
    reasons |= _slugs(blocks, reasons)
    contact = _contact_above(blocks)
    page_title, named = _page_title(blocks)
    headline = next((number for number, block in enumerate(blocks) if block.text == known), None)
    if headline is None:
        headline = named or _headline_below(blocks, reasons.keys() | contact, _banner(blocks) or 0, titled=titled)
    reasons = {number: why for number, why in reasons.items() if number != headline}
    reasons |= _above(blocks, reasons.keys() | contact, headline, sited=page_title is not None)
    reasons |= {page_title: "page_title"} if page_title is not None else {}
    reasons |= _repeats(blocks, headline)
    reasons |= {n: why for n, why in pull_quotes(blocks).items() if n not in reasons and n != headline}
    reasons |= below(blocks, reasons)
    kept = [number for number in range(len(blocks)) if number not in reasons]
    return Screened(
        tuple(blocks[number] for number in kept),
        kept.index(headline) if headline in kept else None,
        tuple(Removed(text=blocks[number].text, reason=why) for number, why in sorted(reasons.items())),
        tuple(blocks[n].text for n in sorted(reasons) if n < (headline or 0) and blocks[n].kind is not Kind.LIST_ITEM),
    )


def _reason(block: Block) -> str | None:
    if is_embargo(block.text) or source_line(block.text) is not None or END_MARK.fullmatch(block.text):
        return None
    if _CODE.search(block.text, 0, _CODE_REACH):
        return "code"
    if _POINTER.fullmatch(block.text) and not CONTACT.search(block.text):
        return "link_line"
    return None if is_picture_note(block.text) else furniture.reason(block.text)


def _heads_the_end(blocks: Sequence[Block], number: int, reasons: dict[int, str]) -> bool:
    """Whether a line that menus hold too ("About the council", "Contact") heads the last lines of a release: it stands
    between lines of the release, and a sentence or an address is what it heads.
    """
    if not 0 < number < len(blocks) - 1 or {number - 1, number + 1} & reasons.keys():
        return False
    before, after = blocks[number - 1], blocks[number + 1]
    headed = _is_sentence(after.text) or bool(CONTACT.search(after.text))
    return (
        bool(_END_HEAD.fullmatch(blocks[number].text)) and headed and (_is_sentence(before.text) or closes(before.text))
    )


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and len(text.split()) > _MENU_WORDS


def is_picture_note(text: str) -> bool:
    """Whether a line is the caption of a picture or names who took it."""
    return bool(_PICTURE_NOTE.fullmatch(text))


def _slugs(blocks: Sequence[Block], known: Mapping[int, str]) -> dict[int, str]:
    """The short lines that name a release and number its page, below "- more -" at the foot of the page before."""
    below_more = (
        n + 1 for n in known if _MORE.fullmatch(blocks[n].text) and n + 1 < len(blocks) and n + 1 not in known
    )
    return {n: "pagination" for n in below_more if _SLUG.fullmatch(blocks[n].text)}


def _page_title(blocks: Sequence[Block]) -> tuple[int | None, int | None]:
    """Which of the first lines is the page's title, headline and site ("Pool to reopen | Lenn Council"), and where the
    headline stands by itself.
    """
    for number, block in enumerate(blocks[:_MENU_LINES]):
        parted = _TITLE_AND_SITE.fullmatch(block.text)
        if parted is not None and len(parted["title"].split()) > 2:
            title = parted["title"].casefold()
            again = [n for n in range(number + 1, 2 * len(blocks) // 3 + 1) if blocks[n].text.casefold() == title]
            if again:
                return number, again[-1]
    return None, None


def is_banner(text: str) -> bool:
    """Whether a line says that a release begins ("PRESS RELEASE", "FOR IMMEDIATE RELEASE")."""
    return bool(_BANNER.fullmatch(text))


def _banner(blocks: Sequence[Block]) -> int | None:
    """Where "PRESS RELEASE" or "FOR IMMEDIATE RELEASE" stands last as a line of its own above the running text."""
    top = min(_TOP_BLOCKS, _top(blocks))
    return next((n for n in range(top - 1, -1, -1) if _BANNER.fullmatch(blocks[n].text)), None)


def _contact_above(blocks: Sequence[Block]) -> set[int]:
    """The lines of a press contact among those above the running text, where a banner says that a release begins.

    American releases open with it; without a banner it is as likely the site's own "Contact us".
    """
    top = min(_TOP_BLOCKS, _top(blocks))
    head = next((n for n in range(top) if _TOP_CONTACT.fullmatch(blocks[n].text)), None)
    if head is None or _banner(blocks) is None:
        return set()
    reached = [n for n in range(head, min(head + _LONGEST_CONTACT, top)) if CONTACT.search(blocks[n].text)]
    return set(range(head, reached[-1] + 1)) if reached else set()


def _headline_below(blocks: Sequence[Block], known: Set[int], start: int, *, titled: bool) -> int | None:
    """The headline among the blocks that are not removed, looked for below `start` first."""
    for first in dict.fromkeys((start, 0)):
        left = [number for number in range(first, len(blocks)) if number not in known]
        found = _headline([blocks[number] for number in left], titled=titled)
        if found is not None:
            return left[found]
    return None


def _headline(blocks: Sequence[Block], *, titled: bool) -> int | None:
    """The block that is the headline: among the short lines above the running text, the one that reads as a title.

    A date line stands beside it, a breadcrumb ends on it; below a menu it is the last line of some length.
    """
    top = _top(blocks)
    likely = [n for n in range(top) if reads_as_title(blocks[n])]
    likely = [n for n in likely if n == likely[0] or not stands_below_headline(blocks[n].text)]
    if not likely:
        return _sentence_as_title(blocks, top) if not titled else None
    headings = [n for n in likely if blocks[n].kind is Kind.HEADING and len(blocks[n].text.split()) > 2]
    trails = {
        _SEPARATORS.split(block.text)[-1].rstrip(" .…") for block in blocks[:top] if _SEPARATORS.search(block.text)
    }
    crumbs = [n for n in likely if blocks[n].text in trails]
    dates = [n for n in range(top) if tells_day(blocks[n].text)]
    long = [n for n in likely if len(blocks[n].text.split()) > _MENU_WORDS]
    if crumbs:
        return crumbs[-1]
    if dates and (before := [n for n in long or headings if n < dates[0]]):
        return before[-1]
    if len(likely) > _MENU_LINES:
        return (long or likely)[-1]
    return (long or headings or likely)[0]


def _top(blocks: Sequence[Block]) -> int:
    """How many blocks stand above the running text."""
    return next((number for number, block in enumerate(blocks) if is_running(block)), len(blocks))


def reads_as_title(block: Block) -> bool:
    """Whether a line may be a headline: some words, no sentence, label, banner, day, sender or credit line."""
    text = block.text
    if block.kind not in {Kind.BODY, Kind.HEADING} or not 1 < len(text.split()) <= 35 or text[-1] in ".,;:":
        return False
    if _SEPARATORS.search(text) or _BANNER.fullmatch(text) or closes(text) or is_embargo(text):
        return False
    return not (is_label(text) or tells_day(text) or sender(text) is not None or source_line(text) is not None)


def _sentence_as_title(blocks: Sequence[Block], top: int) -> int | None:
    """A first line that is one short sentence, full stop and all, above longer text."""
    if top + 1 >= len(blocks):
        return None
    first, second = blocks[top].text, blocks[top + 1].text
    single = first.count(". ") == 0 and len(first) <= _TITLE_MAX and not first.startswith(('"', "“", "‘", "'"))
    return top if single and top < _MENU_LINES and len(second) > len(first) else None


def _above(blocks: Sequence[Block], known: Set[int], headline: int | None, *, sited: bool) -> dict[int, str]:
    """The lines above the headline that are not of the release: menus, breadcrumbs, and the sender's letterhead.

    Below the title of a page (`sited`) a sentence among furniture is a notice of the site.
    """
    end = headline if headline is not None else 0
    banner = _banner(blocks) or 0
    furnished = [n for n in known if n < end]
    notices = range(min(furnished), max(furnished)) if sited and furnished else ()
    free = [n for n in range(end) if n not in known and (n in notices or not _stays(blocks[n]))]
    reasons: dict[int, str] = {}
    for number in free:
        text = blocks[number].text
        if sender(text) is not None or number < banner:
            reasons[number] = "letterhead"
        elif len(free) >= _MENU_LINES or len(text.split()) <= _MENU_WORDS or _SEPARATORS.search(text):
            reasons[number] = "navigation"
    crumbs = range(end, min(end + 4, _top(blocks)))
    return reasons | {n: "navigation" for n in crumbs if n not in known and _is_trail(blocks[n].text)}


def _is_trail(text: str) -> bool:
    if ends_sentence(text) or tells_day(text) or is_label(text):
        return False
    return len(_SEPARATORS.findall(text)) > 1


def _stays(block: Block) -> bool:
    """Whether a line above the headline says something of the release: a day, an embargo, a sentence."""
    text = block.text
    return tells_day(text) or is_embargo(text) or is_running(block) or source_line(text) is not None


def _repeats(blocks: Sequence[Block], headline: int | None) -> dict[int, str]:
    """Headlines that stand a second time, and short lines that stand three times and more."""
    seen: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        if len(block.text) <= 200 and not ends_sentence(block.text):
            seen.setdefault(block.text.casefold(), []).append(number)
    title = blocks[headline].text.casefold() if headline is not None else ""
    again = {number: "repeated_title" for number in seen.get(title, []) if number != headline}
    site = {n: "repeated_line" for text, numbers in seen.items() if len(numbers) > 2 and text != title for n in numbers}
    return again | site
