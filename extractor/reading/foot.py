"""What stands below a release: teasers, the page's foot, the history of a page, the particulars of a company."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.kinds import Kind
from extractor.reading import furniture
from extractor.reading.continuation import CONTACT, ends_sentence, is_label
from extractor.reading.dating import is_date_line, issued_and_updated
from extractor.reading.furniture import OPENS_LIST, ROW_SEPARATOR
from extractor.reading.layout import END_MARK, is_running, tells_day
from extractor.reading.menus import is_last_row
from extractor.reading.naming import is_body_name, source_line
from extractor.reading.signs import is_cued
from extractor.release import Block

_AFTER_RELEASE = re.compile(
    r"\W*(?:notes? (?:to|for) (?:the )?editors?|editor['’]?s['’]? notes?)\W*|\W*(?:media|press) (?:contacts?|enquir).*",
    re.IGNORECASE,
)
_OFFER = re.compile(r"\b(?:inbox|newsletters?|subscri\w+|unsubscribe|sign up|your e-?mail)\b", re.IGNORECASE)
_WAYS = frozenset(["navigation", "breadcrumb", "login", "cookie", "skip_link"])
_HISTORY = re.compile(
    r"\W*(?:updates? to this page|(?:full )?(?:page|update|version|change|document) history|change ?log|history)\W*",
    re.IGNORECASE,
)
_PIECES = re.compile(r"(?<![Nn]o\.)(?<=[.;|·•])\s+(?=[A-Z0-9])|(?<!\s)\s+[|·•]\s+")
_PAPERS = (
    r"registered charity|charity registered|charitable incorporated organisation|company limited by guarantee|"
    r"limited company|company registered|community interest company|charitable company"
)
_PARTICULAR = re.compile(
    r"[A-Z][^.;:]{1,80}\b(?:ltd|limited|plc|llp|cic|cio)\.?"
    r"|(?:registered|incorporated) (?:in|as|office|address|charity|company|society|number|no|with)\b.{0,140}"
    r"|(?:(?:scottish |registered )?(?:charity|company)|vat)(?: registration| reg\.?| registered)?(?: no\b| number)?"
    r"\.?:? ?.{0,60}\d{4}.{0,40}"
    r"|(?:company |charity )?(?:no|number)\.?:? ?[a-z]{0,2}\d{5,9}\.?|[a-z]{0,2}\d{5,9}\.?"
    r"|[A-Z][^.;:]{1,90} (?:is|are) an exempt charity\.?"
    rf"|[A-Z][^.;:]{{1,90}} (?:is|are) an? (?:\w+ )?(?:{_PAPERS})"
    r"(?:(?! which | that | who |,? founded | with )(?:[^.;]|\bno\.)){0,140}\d{5}\d*\W*",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"(?P<name>[A-Z][^.;:,]{2,80}?),? (?:Ltd|Limited|plc|PLC|LLP|CIC|CIO)\b")
_OWN_WORD = re.compile(r"regist|charit|incorporated|\bvat\b|\bno\b|number", re.IGNORECASE)
_LETTER_FOOT = re.compile(
    r"our (?:values|vision|mission|motto|promise|purpose)\s?[:–-].{3,80}"
    r"|(?:please )?recycle(?: (?:this|me|after)\b.{0,40})?|printed on recycled paper.{0,40}"
    r"|.{0,80}\bdo not (?:delete|remove|edit|change|type (?:in|below)) (?:this|the|below|above)\b.{0,40}"
    r"|(?:.{2,60} )?(?:template|letterhead) v?\d[\w.]{0,6}\b.{0,40}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?P<name>[^,]{3,80}), \d{1,5}[a-z]? [A-Z][^.!?:;@]{4,100}")
_BOX = r"(?i:private bag|locked bag|(?:gpo |p\.? ?o\.? ?)box) \d{1,6}"
_POST_BOX = re.compile(rf"{_BOX}, [A-Z][^.!?:;@]{{3,80}}")
_STREET = re.compile(rf"{_BOX}(?:, [^.!?:;@]{{3,80}})?|\d{{1,5}}[a-z]? [A-Z][^.!?:;@]{{3,80}}")
_CONTACTS = re.compile(
    r"\W*(?:contacts|(?:press|media|news) (?:contacts?|enquiries|inquiries|relations))\W*", re.IGNORECASE
)
_WORD = re.compile(r"[\w’'-]+")
# Who is quoted stands behind the marks, and a dash.
_SPOKEN_BY = re.compile(r"(?<=[\"”’'])\s?[–—-]{1,2}\s?[A-Z][^“\"]{2,80}$")
_FOOTNOTE = re.compile(r"\[\^?\w{1,6}\]:?\s")
_LONG_PARAGRAPH, _HISTORY_ROW, _FOOT_WORDS, _PULLED, _NEAR, _CONTACT_REACH = 250, 200, 8, 40, 4, 6


def closes(text: str) -> bool:
    """Whether a line stands where the release proper is over."""
    return bool(END_MARK.fullmatch(text) or _AFTER_RELEASE.fullmatch(text))


def below(blocks: Sequence[Block], known: Mapping[int, str]) -> dict[int, str]:
    """What stands below the release, of the blocks that are not `known` for furniture, and why it is none of it."""
    reasons = _offers(blocks, known) | _history(blocks, known)
    tail = _tail(blocks, known)
    reasons |= {n: "page_foot" for n in range(tail + 1, _contacts(blocks, tail)) if not is_label(blocks[n].text)}
    reasons = {n: why for n, why in reasons.items() if n not in known and source_line(blocks[n].text) is None}
    # Menu lines may stand among the particulars, and hide behind them.
    for find in (_last_lines, _foot, _particulars, _foot):
        reasons |= find(blocks, {**known, **reasons})
    return reasons


def pull_quotes(blocks: Sequence[Block]) -> dict[int, str]:
    """Quotations set off that a paragraph beside them holds as well."""
    reasons = {}
    for number, block in enumerate(blocks):
        words = _SPOKEN_BY.sub("", block.text).strip("\"“”‘’'.,!? ")
        around = blocks[max(0, number - _NEAR) : number + _NEAR + 1]
        marked = block.kind in (Kind.BODY, Kind.BLOCK_QUOTE) and block.text[0] in '"“‘'
        if marked and len(words) >= _PULLED and any(_holds(other, block, words) for other in around):
            reasons[number] = "pull_quote"
    return reasons


def _holds(other: Block, block: Block, words: str) -> bool:
    return len(other.text) > len(block.text) and words in other.text


def _offers(blocks: Sequence[Block], known: Mapping[int, str]) -> dict[int, str]:
    """The line or two that go with "Sign up to our newsletter"."""
    after = {n + 1 for n, why in known.items() if why == "subscribe" and n + 1 < len(blocks) and n + 1 not in known}
    return {n: "subscribe" for n in after if len(blocks[n].text) <= 160 and _OFFER.search(blocks[n].text)}


def _history(blocks: Sequence[Block], known: Mapping[int, str]) -> dict[int, str]:
    """The rows of days and changes under "Updates to this page"."""
    reasons: dict[int, str] = {}
    inside = False
    for number, block in enumerate(blocks):
        if _HISTORY.fullmatch(block.text) and number + 1 < len(blocks) and tells_day(blocks[number + 1].text):
            inside = True
        elif number in known or len(block.text) > _HISTORY_ROW or closes(block.text):
            inside = False
        if inside:
            reasons[number] = "update_history"
    return reasons


def _start(blocks: Sequence[Block]) -> int:
    """From where on furniture may be the foot's: below the marks of the end, in the lower part of the text."""
    marks = [number for number, block in enumerate(blocks) if closes(block.text)]
    return max(len(blocks) // 3, marks[-1] if marks else 0)


def _tail(blocks: Sequence[Block], known: Mapping[int, str]) -> int:
    """Where the release is over for good: the site's copyright line, or a heading "Related news" over teasers."""
    # Teasers are short and quote nobody: what is long or speaks goes on with the release.
    free = [n for n in range(len(blocks)) if n not in known]
    last_of_release = max((n for n in free if _goes_on(blocks[n])), default=-1)
    last_speech = max((n for n in free if is_cued(blocks[n].text)), default=-1)
    first_running = next((n for n in free if is_running(blocks[n])), len(blocks) - 1)
    start = max(_start(blocks), last_of_release + 1, first_running + 1)
    lower = [n for n in sorted(known) if n >= start]
    # A copyright line above a speech is a picture's.
    ends = (n for n in lower if known[n] in OPENS_LIST or (known[n] == "copyright" and n > last_speech))
    return next(ends, len(blocks))


def _contacts(blocks: Sequence[Block], start: int) -> int:
    """Where behind `start` the contacts of the release stand: a heading of them over a number or address."""
    heads = (n for n in range(start + 1, len(blocks)) if _CONTACTS.fullmatch(blocks[n].text))
    reached = (n for n in heads if any(CONTACT.search(b.text) for b in blocks[n + 1 : n + _CONTACT_REACH]))
    return next(reached, len(blocks))


def _last_lines(blocks: Sequence[Block], known: Mapping[int, str]) -> dict[int, str]:
    """The row of a menu that ends a text, and the day on which a page was last changed."""
    reasons: dict[int, str] = {}
    sited = not _WAYS.isdisjoint(known.values())
    for number in range(len(blocks) - 1, len(blocks) // 2, -1):
        block, before = blocks[number], blocks[number - 1]
        of_site = sited and before.kind is not Kind.HEADING and not is_label(before.text)
        if number in known:
            continue
        if is_date_line(block.text) and issued_and_updated(block.text)[0] is None:
            reasons[number] = "update_history"
        elif is_last_row(block.text, of_site=of_site):
            reasons[number] = "navigation"
        else:
            break
    return reasons


def _foot(blocks: Sequence[Block], known: Mapping[int, str]) -> dict[int, str]:
    """Short lines among the furniture of a page's foot."""
    free = [n for n in range(len(blocks)) if n not in known]
    last_running = max((n for n in free if is_running(blocks[n])), default=-1)
    start = _start(blocks)
    contacts = _contacts(blocks, start)
    start = contacts if contacts < len(blocks) else start
    foot = next((n for n in sorted(known) if n >= start and n > last_running), len(blocks))
    lines = (n for n in free if n > foot and _is_foot_line(blocks[n]))
    return {n: "navigation" for n in lines if source_line(blocks[n].text) is None}


def _particulars(blocks: Sequence[Block], known: Mapping[int, str]) -> dict[int, str]:
    """Where a company is registered, its motto, lines of its template: the last lines of its letters."""
    reasons = {}
    for number in range(len(blocks) - 1, 0, -1):
        block = blocks[number]
        if number in known or _FOOTNOTE.match(block.text):
            continue
        if block.kind is Kind.LIST_ITEM or not is_letter_foot(block.text):
            break
        reasons[number] = "company_details"
    return reasons


def is_letter_foot(text: str) -> bool:
    """Whether a line holds nothing but the particulars of a company or the motto and template lines of a letter."""
    if len(text) > _LONG_PARAGRAPH:
        return False
    address = _ADDRESS.fullmatch(text)
    if (
        _LETTER_FOOT.fullmatch(text)
        or _POST_BOX.fullmatch(text)
        or (address is not None and is_body_name(address["name"]))
    ):
        return True
    if _is_foot_row(text):
        return True
    pieces = _PIECES.split(text)
    return _OWN_WORD.search(text) is not None and all(map(_PARTICULAR.fullmatch, pieces))


def _is_foot_row(text: str) -> bool:
    """Whether a row names a body, and then only its street and what pages have at their foot."""
    name, *others = ROW_SEPARATOR.split(text)
    streets = [part for part in others if _STREET.fullmatch(part)]
    return (
        bool(streets) and is_body_name(name) and all(furniture.reason(part) for part in others if part not in streets)
    )


def companies_of(heads: Sequence[str], particulars: Sequence[str]) -> list[str]:
    """The names in a letterhead as a company's particulars spell them: "LENN FERRIES", "Lenn Ferries Ltd. ..."."""
    known = {head.casefold() for head in heads}
    found = filter(None, map(_COMPANY.match, particulars))
    return [company["name"] for company in found if company["name"].casefold() in known]


def _goes_on(block: Block) -> bool:
    return len(block.text) >= _LONG_PARAGRAPH or block.text.startswith(("“", '"'))


def _is_foot_line(block: Block) -> bool:
    text = block.text
    return not (ends_sentence(text) or is_label(text) or tells_day(text)) and len(_WORD.findall(text)) <= _FOOT_WORDS
