"""The body that addresses point to: the line of a press contact, the domain of its e-mail, the foot of a letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.reading.naming import is_body_name
from extractor.reading.own_names import place_of

_MAIL_DOMAIN = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)*?(?P<label>[\w-]{3,})\.(?:gov|nhs|org|ac|police|co|com|net|example|\w{2,})\b"
)
_CONTACT_LINE = re.compile(
    r"\W*(?:(?:press|media|news) )?(?:contacts?|enquiries|inquiries|office|desk)\s?:\s?(?P<rest>.{5,200})",
    re.IGNORECASE,
)
_FOOT_PARTS = re.compile(r", |(?<!\s)\s+[|•·]\s+")
_PIECES = re.compile(r",\s+|(?<!\s)\s+(?:[–|-]\s+|(?:at|for)\s+(?:the\s+)?)")
_PERSON_AT = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3}, [A-Z][^.!?:;@\d]{2,90}")
_SIGN, _SMALL = re.compile(r"\W"), frozenset({"and", "of", "the", "for", "&", "upon"})
_MENTIONS_MIN, _FOOT_MAX = 2, 300


def press_contact(notes: Sequence[str], contacts: Sequence[str], text: str, bodies: Counter[str]) -> Iterator[str]:
    """The bodies that the line of a press contact names, or the line of its person ("Jo Bell, Harle Council"), if the
    release tells of them elsewhere too.
    """
    lines = [found["rest"] for line in notes if (found := _CONTACT_LINE.fullmatch(line))]
    lines += [line for line in contacts if _PERSON_AT.fullmatch(line)]
    for piece in (piece for line in lines for piece in _PIECES.split(line)):
        if (piece in bodies or is_body_name(piece)) and text.count(piece) >= _MENTIONS_MIN:
            yield piece


def press_address(notes: Sequence[str], bodies: Counter[str]) -> Iterator[str]:
    """The body whose name the domain of a press address begins: of several the one that adds
    the fewest words to it, by its fullest name."""
    labels = [found["label"].casefold().replace("-", "") for line in notes for found in _MAIL_DOMAIN.finditer(line)]
    for label in labels:
        fitting = [body for body in bodies if len(label) > 4 and letters(body).startswith(label)]
        fitting = fitting or [body for body in bodies if (place := place_of(body)) and letters(place) == label]
        if fitting:
            shortest = min(fitting, key=lambda body: (len(body.split()), -bodies[body], body))
            ends = shortest.split()[0], shortest.split()[-1]
            yield max((body for body in fitting if (body.split()[0], body.split()[-1]) == ends), key=len)


def letter_foot(removed: Sequence[str], bodies: Counter[str]) -> Iterator[str]:
    """A body of the text whose address ends the page ("Fernmoor Council, Civic Centre, High Street")."""
    for line in removed:
        name, *rest = _FOOT_PARTS.split(line[:_FOOT_MAX], maxsplit=1)
        if rest and name in bodies:
            yield name


def letters(name: str) -> str:
    """The letters of a name, less its small words."""
    return "".join(_SIGN.sub("", word) for word in name.casefold().split() if word not in _SMALL)
