"""Site furniture: is one line of a page or a text part of the site and not of the release?"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LINE_MAX, LONG_LINE = 700, 160
_OPENS_ELSEWHERE = re.compile(
    r"(?:(?<!\s)\s+)?[(\[]?(?:this |link )*opens? in (?:a )?new (?:window|tab)[)\]]?$", re.IGNORECASE
)
_DECORATION = ' \t|•·*#-–—_=~[]{}<>›»«‹→←▸▶►◄+:;,.…?!"'
_PLAIN = str.maketrans({"’": None, "‘": None, "'": None, "“": '"', "”": '"', "\u00a0": " "})
_WORD = re.compile(r"\w+")
# What a detail of a contact holds, and no word of a menu.
_REACH = re.compile(r"[\d@:.]")
_ITEM_WORDS = 4
# A heading or a link in two languages ("Rhannu / Share"), of kinds that no heading of a release is of.
_TWO_TONGUES = re.compile(r"(?P<first>[^\W\d][^/|]{1,40}?) ?/ ?(?P<second>[^\W\d][^/|]{1,40})")
_BILINGUAL = frozenset({"share", "related", "skip_link", "print", "subscribe"})
# No line of a site tells what somebody said.
_REPORTS = re.compile(r"\b(?:said|says|told)\b|, say \w")
OPENS_LIST = frozenset({"related", "comment_form"})
ROW_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[|•·]\s*")


def reason(line: str) -> str | None:
    """The kind of furniture that the whole line is (skip_link, cookie, share, ...), or None for release text."""
    if not line or len(line) > _LINE_MAX:
        return None
    plain = line.lower()
    if len(line) > LONG_LINE and not any(word in plain for word in _furniture().notice_words):
        return None
    plain = plain.translate(_PLAIN).strip()
    if _REPORTS.search(plain):
        return None
    if plain.rstrip(")]").endswith(("window", "tab")):
        plain = _OPENS_ELSEWHERE.sub("", plain)
    return _reason(plain) or _row_reason(plain) or _bilingual_reason(plain)


def _reason(plain: str) -> str | None:
    furniture = _furniture()
    text = plain.strip(_DECORATION)
    if furniture.is_button_row(text):
        return "share"
    found = furniture.patterns.fullmatch(text)
    if found is None and (plain[:1] in _DECORATION or plain.endswith("*")):
        found = furniture.patterns.fullmatch(plain)
    return found.lastgroup if found else None


def _row_reason(plain: str) -> str | None:
    """A row of items between bars is furniture if at most one of its items is not; a row of menu words if half are."""
    if ROW_SEPARATOR.search(plain) is None:
        return None
    items = [item for item in ROW_SEPARATOR.split(plain) if item.strip()]
    reasons = [reason for item in items if (reason := _reason(item))]
    menu = len(items) > 2 and all(len(item.split()) <= _ITEM_WORDS and not _REACH.search(item) for item in items)
    least = (len(items) + 1) // 2 if menu else max(2, len(items) - 1)
    if len(items) < 2 or len(reasons) < least:
        return None
    # What a row of a menu has for an item opens a list of other pages where it stands alone.
    return next((reason for reason in reasons if reason not in OPENS_LIST), reasons[0])


def _bilingual_reason(plain: str) -> str | None:
    parts = _TWO_TONGUES.fullmatch(plain.strip(_DECORATION))
    found = (_reason(part) for part in parts.groups()) if parts else ()
    return next((reason for reason in found if reason in _BILINGUAL), None)


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The data of furniture.toml, ready to match: the group names of `patterns` are the kinds."""

    patterns: re.Pattern[str]
    networks: frozenset[str]
    button_words: frozenset[str]
    notice_words: tuple[str, ...]

    def is_button_row(self, text: str) -> bool:
        """A row of buttons names networks, and holds no other word than those for what the buttons do."""
        first = _WORD.search(text)
        if first is None or first[0] not in self.networks | self.button_words:
            return False
        words = frozenset(_WORD.findall(text))
        return not words.isdisjoint(self.networks) and words <= self.networks | self.button_words


@cache
def _furniture() -> _Furniture:
    data = tomllib.loads(files("extractor.reading").joinpath("data/furniture.toml").read_text("utf-8"))
    kinds = [f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in data["patterns"].items()]
    buttons = data["buttons"]
    return _Furniture(
        patterns=re.compile("|".join(kinds)),
        networks=frozenset(buttons["networks"].split()),
        button_words=frozenset(buttons["words"].split()),
        notice_words=tuple(data["notices"]["words"]),
    )
