"""What the page knows of a release before it is opened: its row in the list, and the texts that are searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import Any

from extractor.kinds import QuoteKind
from extractor.record import Record, Role

_QUOTATION_MARKS = {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"')}
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_SIGNS = {**_QUOTATION_MARKS, **_DASHES}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_ACCENT = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """The text as it is compared: no capitals, accents or curly marks, one kind of dash, single spaces.

    `Review.fold` in text.js does the same to what is typed.
    """
    signs = _SIGN.sub(lambda sign: _SIGNS[sign[0]], text)
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", signs))
    return " ".join(plain.casefold().split())


def row(record: Record) -> dict[str, Any]:
    """The release in the list: what it is called, its day and publisher, and how many facts of each kind it has."""
    return {
        "id": record.id,
        "title": record.title,
        "day": record.published.value if record.published else None,
        "publisher": record.publisher.name if record.publisher else None,
        "counts": _counts(record),
    }


def _counts(record: Record) -> dict[str, int]:
    return {
        "quotes": len(record.quotes),
        "indirect": sum(quote.kind is QuoteKind.INDIRECT for quote in record.quotes),
        "partial": sum(quote.kind is QuoteKind.PARTIAL for quote in record.quotes),
        "speakerless": sum(quote.speaker is None for quote in record.quotes),
        "people": len(record.people),
        "roles": sum(len(person.roles) for person in record.people),
        "organisations": len(record.organisations),
        "dates": len(record.dates),
        "valueless": sum(date.value is None for date in record.dates),
        "contacts": len(record.contacts),
        "removed": len(record.removed),
        "problems": len(record.problems),
        "duplicate": int(record.duplicate_of is not None),
    }


def searched(record: Record) -> list[str]:
    """What a search looks through, folded: title, text, people with their roles, organisations, quotes."""
    roles = (f"{role.title} {role.organisation.name if role.organisation else ''}" for role in _roles(record))
    publisher = [record.publisher.name] if record.publisher else []
    fields: list[Iterable[str]] = [
        [record.title or ""],
        [record.text],
        chain((person.name for person in record.people), roles, _speakers(record)),
        chain(publisher, *([body.name, *body.aliases] for body in record.organisations)),
        (quote.text for quote in record.quotes),
    ]
    return [fold("\n".join(texts)) for texts in fields]


def _roles(record: Record) -> Iterable[Role]:
    return chain.from_iterable(person.roles for person in record.people)


def _speakers(record: Record) -> Iterable[str]:
    return (quote.speaker.name for quote in record.quotes if quote.speaker)
