"""Bodies that a release calls its own by an acronym or by their kind: "ABC's director", "the City", "@fernmoor"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_SMALL = frozenset({"and", "of", "the", "for", "&", "in", "on", "upon"})
_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{1,7}")
_VOWEL, _ACRONYM_MAX = re.compile("[AEIOUY]"), 4
_WORD = re.compile(r"\S+")
_NAME_MAX = 120
_DEFINED = re.compile(r"\((?P<short>[A-Z][A-Za-z]{0,4}[A-Z]{1,4})\)")
_TAGLINE = re.compile(r"(?<!\s)\s+[-–—|:·]\s+|:\s+")
_POST = (
    r"(?:chief|executive|director|chair(?:man|woman|person)?|president|general secretary|secretary[- ]general|head|"
    r"leader|commissioner|chief inspector|ombudsman|regulator|manager|officer|organiser|spokes\w+|policy|"
    r"national|regional|deputy|vice|acting|interim|managing|senior)"
)
# The body that does what the release tells: the subject of its first sentence, or who announces it at the end.
_DOES = r"(?:has|have|is|are|was|were|will|today|announce[sd]?|said|says|warn(?:s|ed)|reveal(?:s|ed)|call(?:s|ed))"
_TELLS = r"(?:has|have|says?|said|announced|announces|revealed|confirmed|warned|warns)"
_PLACE = r"(?:university|city|county|town|township|village|shire|borough|municipality)"
_OF_PLACE = re.compile(rf"(?:the )?{_PLACE} of (?P<place>\S.*)", re.IGNORECASE)
# In capitals, and with no name behind it, the kind of a body stands for the one that speaks.
_KIND = re.compile(
    r"\b[Tt]he (?P<kind>University|City|County|Town|Township|Village|Shire|Borough)\b(?! (?:of|for|and)\b)(?!\s[A-Z])"
)


def without_tagline(name: str) -> str:
    """The name of a site less what it says of itself behind it ("ABC - the union for drivers")."""
    return _TAGLINE.split(name, maxsplit=1)[0]


def spelled_out(short: str, text: str) -> str | None:
    """The name behind which a text has the acronym in brackets, if the acronym's letters open words of it in order."""
    if not _ACRONYM.fullmatch(short):
        return None
    at = text.find(f" ({short})")
    words = _capital_words(text[max(0, at - _NAME_MAX) : at]) if at > 0 else []
    for first in range(len(words) - 1, -1, -1):
        name = " ".join(words[first:])
        if words[first][0] == short[0] and len(words) - first > 1 and _opens_words(short, name):
            return name
    return None


def speaks_for(text: str, lead: str, notes: Sequence[str]) -> Iterator[str]:
    """The bodies whose acronym the lead defines, if they do what it tells, their officers are called by the acronym,
    and a note tells what they are.
    """
    for found in _DEFINED.finditer(lead):
        short = found["short"]
        name = spelled_out(short, lead)
        if name is None:
            continue
        either = rf"(?:the )?(?:{re.escape(name)}|{re.escape(short)})"
        does = re.compile(
            rf"\W*{either} \({short}\),? {_DOES}\b|.*, (?:according to )?{either} \({short}\)(?: {_TELLS}\b|\.$)", re.I
        )
        officer = re.compile(rf"\b{short}(?:[’']s)? (?i:{_POST})\b")
        told = re.compile(rf"\W*(?:\d+[.)]\s*)?{either}(?: \({short}\))? [a-z]", re.I)
        if does.match(lead) and officer.search(text) and any(map(told.match, notes)):
            yield name


def called_by_kind(text: str, bodies: Iterable[str]) -> Counter[str]:
    """How often the bodies that are named after their kind and place are called by the kind alone ("the City")."""
    kinds = Counter(found["kind"] for found in _KIND.finditer(text))
    named = {kind: [body for body in bodies if body.startswith(f"{kind} of ")] for kind in kinds}
    return Counter({names[0]: kinds[kind] for kind, names in named.items() if len(names) == 1})


def place_of(body: str) -> str | None:
    """The place in the name of a body that is named after its kind and place ("University of Harle")."""
    found = _OF_PLACE.fullmatch(body)
    return found["place"] if found else None


def in_small_letters(name: str, text: str) -> str:
    """A name in capitals as it is written elsewhere: acronyms stay, and what the text has in capitals alone."""
    if not name.isupper() or " " not in name or len(name) > _NAME_MAX:
        return name
    words = [_small_word(word, text, first=number == 0) for number, word in enumerate(name.split())]
    return " ".join(words)


def _small_word(word: str, text: str, *, first: bool) -> str:
    small, capitalised = word.lower(), word.capitalize()
    if small in _SMALL:
        return capitalised if first else small
    is_acronym = not _VOWEL.search(word) or (len(word) <= _ACRONYM_MAX and re.search(rf"\b{re.escape(word)}\b", text))
    return word if is_acronym and capitalised not in text else capitalised


def _capital_words(text: str) -> list[str]:
    """The words that end a text, as far back as they are of a name."""
    words: list[str] = []
    for word in reversed(_WORD.findall(text)):
        if not (word[0].isupper() or word in _SMALL) or word[-1] in ".;:!?”":
            break
        words.insert(0, word)
    return words


def _opens_words(short: str, name: str) -> bool:
    initials = iter(word[0].upper() for word in re.split(r"[\s-]+", name))
    return all(letter.upper() in initials for letter in short)
