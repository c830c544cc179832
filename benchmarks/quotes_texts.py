"""Texts with the quotes that a careful reader finds in them, and how near a library comes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from quotes_libraries import Found, Text

from extractor.reading.read import read
from extractor.release import Source
from extractor.settings import Settings

WORD = re.compile(r"\w+")
MARKS = frozenset("\"'`“”„‟‘’‚‛«»‹›")
FUNCTION_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "the", "to"])
# A stretch is found where this share of the longer one's letters is the same, in one run.
LEAST_OVERLAP = 0.8
# A stretch that shares less with every expected one is no part of them cut wrongly, but false.
LEAST_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Expected:
    """A stretch of speech, all names of its speaker (none: nobody can tell), and words of them that tell who it is.

    `asked` is false where it may be left out: optional, reported without marks, or set off as a block without marks.
    """

    text: str
    names: frozenset[str]
    telling: frozenset[str]
    asked: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its speech, and stretches between marks that are nobody's."""

    text: Text
    speech: Sequence[Expected]
    no_speech: Sequence[str]


@dataclass(slots=True)
class Quality:
    """Counts over texts. `granted` are the rightly attributed if pronouns count by whom they may stand for."""

    asked: int = 0
    found: int = 0
    right: int = 0
    granted: int = 0
    false: int = 0
    nobodys: int = 0


def cases_of(table: Path) -> list[Case]:
    """The rows of a table of cases. They are too short to be releases, so they are not read but taken as paragraphs."""
    rows = [json.loads(line) for line in table.read_text("utf-8").splitlines() if line.strip()]
    texts = [Text(row["id"], row["text"], row["publisher"], is_release=False) for row in rows]
    return [_case(text, row, row["expect"]) for text, row in zip(texts, rows, strict=True)]


def releases_of(folder: Path) -> list[Case]:
    """The releases of a folder of expected records, each with quotes and the name of its source."""
    records = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    return [_case(_text(folder / record["source"]), record, record["quotes"]) for record in records]


def _text(path: Path) -> Text:
    """The text that the extractor reads in a file; all libraries get that. Raises InputError."""
    release = read(Source(path.name, path.read_bytes()), Settings())
    return Text(path.stem, release.text, release.publisher.name if release.publisher else None, is_release=True)


def _case(text: Text, row: dict[str, Any], quotes: Iterable[dict[str, Any]]) -> Case:
    """Asked stretches come first, so that no other takes what is found of them."""
    speech = [stretch for quote in quotes for stretch in _stretches(text, row, quote)]
    return Case(text, sorted(speech, key=lambda stretch: not stretch.asked), row.get("not_quotes") or [])


def _stretches(text: Text, row: dict[str, Any], quote: dict[str, Any]) -> list[Expected]:
    is_free = quote["kind"] == "indirect" or quote.get("optional") or not _has_marks(quote["parts"], text.text)
    names = _names(row.get("organisations") or [], quote["speaker"])
    words = [[word for word in name.split() if word not in FUNCTION_WORDS] for name in names]
    is_person = (quote.get("type") or quote.get("speaker_type")) == "person"
    telling = frozenset(word for name in words for word in (name[-1:] if is_person else name))
    return [Expected(part, frozenset(names), telling, not is_free) for part in quote["parts"]]


def _has_marks(parts: Iterable[str], text: str) -> bool:
    """Whether a quotation mark touches one of a quote's parts, or one of them is not in the text as it stands."""
    squashed = " ".join(text.split())
    spots = [(squashed.find(part), len(part)) for part in (" ".join(part.split()) for part in parts)]
    around = [squashed[max(at - 1, 0) : at] + squashed[at + length : at + length + 1] for at, length in spots]
    return any(at < 0 or not MARKS.isdisjoint(near) for (at, _), near in zip(spots, around, strict=True))


def _names(bodies: Iterable[dict[str, Any]], name: str | None) -> list[str]:
    """A speaker's names, folded: if it is a body, with those by which the expected record knows it."""
    if not name:
        return []
    known = [[_folded(other) for other in (body["name"], *body["aliases"])] for body in bodies]
    return next((names for names in known if _folded(name) in names), [_folded(name)])


def _folded(name: str) -> str:
    """The words of a name, whatever its case, marks and article."""
    words = _words(name)
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def measure(cases: Sequence[Case], findings: Sequence[Sequence[Found]]) -> Quality:
    """How near the findings come to what is expected of the texts."""
    quality = Quality()
    for case, findings_of_case in zip(cases, findings, strict=True):
        _add(quality, case, [found for found in findings_of_case if _letters(found.text)])
    return quality


def _add(quality: Quality, case: Case, left: list[Found]) -> None:
    for wanted in case.speech:
        quality.asked += wanted.asked
        best = max(left, key=lambda found: _overlap(found.text, wanted.text), default=None)
        if best is None or _overlap(best.text, wanted.text) < LEAST_OVERLAP:
            continue
        left.remove(best)
        if wanted.asked:
            quality.found += 1
            quality.right += _is_right(best, wanted)
            quality.granted += _is_right(best, wanted) or _mentions(best.may_be, wanted)
    false = [found for found in left if not _shares(found.text, [wanted.text for wanted in case.speech])]
    quality.false += len(false)
    quality.nobodys += sum(_shares(found.text, case.no_speech) for found in false)


def _is_right(found: Found, wanted: Expected) -> bool:
    """A resolved name must be the speaker's; of words as they stand in the text one that suffices is enough."""
    if not found.speaker or not wanted.names:
        return not found.speaker and not wanted.names
    return _folded(found.speaker) in wanted.names if found.is_resolved else _mentions(found.speaker, wanted)


def _mentions(words: str, wanted: Expected) -> bool:
    return not wanted.telling.isdisjoint(_words(words))


def _overlap(found: str, expected: str) -> float:
    """The longest run of letters that both have, as a share of the longer."""
    longer = max(len(_letters(found)), len(_letters(expected)), 1)
    shorter = min(len(_letters(found)), len(_letters(expected)))
    return _common(found, expected) / longer if shorter >= LEAST_OVERLAP * longer else 0.0


def _shares(found: str, others: Iterable[str]) -> bool:
    """Whether much of a stretch stands in one of the others."""
    return any(_common(found, other) >= LEAST_SHARED * len(_letters(found)) for other in others)


def _common(one: str, other: str) -> int:
    return SequenceMatcher(None, _letters(one), _letters(other), autojunk=False).find_longest_match().size


def _letters(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text.casefold()))
