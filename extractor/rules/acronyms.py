"""Acronyms and short names: defined in brackets, the initials of a body's name ("the RDA"), a company's first word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.record import Mention
from extractor.rules.bodies import Body
from extractor.rules.lexicon import words
from extractor.rules.names import width
from extractor.rules.occurrences import Occurrences
from extractor.rules.short_forms import short_names
from extractor.rules.spans import DisjointSpans

_SHORT = r"[A-Z](?:[a-z]*[A-Z][A-Za-z]*|[A-Za-z]*&[A-Za-z]*)"
_BEHIND = re.compile(rf"[’']?s?\s?\((?:the\s|“|‘|\"|or\s)?(?P<short>{_SHORT})[”’\"]?\)")
_IN_FRONT = re.compile(rf"(?P<short>{_SHORT})\s\((?:the\s)?$")
_SPELLED_OUT = re.compile(r"\s\((?:the\s)?(?P<full>[A-Z][^()\n]{4,80})\)")
_BETWEEN_WORDS = re.compile(r"[\s-]")
_SHORTEST = 3
_DEFINITION = 20
# What so many bodies could be called stands for none of those that follow.
_MOST_BODIES = 20


def linked(occurrences: Occurrences, bodies: Sequence[Body]) -> list[Body]:
    """The bodies with the acronyms that the text uses for them and their mentions; those named by one are folded in."""
    text, linker = occurrences.text, _Linker(occurrences, bodies)
    for body in bodies:
        if not linker.is_absorbed(body):
            linker.spell_out(body)
            for short in _defined(text, body) or _implied(occurrences, body):
                linker.adopt(body, short)
            for short in short_names(occurrences, body):
                linker.adopt(body, short)
    return [body for body in bodies if not linker.is_absorbed(body)]


class _Linker:
    """Gives acronyms to bodies: who has which name, and which characters are somebody's mention."""

    def __init__(self, occurrences: Occurrences, bodies: Sequence[Body]) -> None:
        self._text, self._occurrences = occurrences.text, occurrences
        self._taken = DisjointSpans((mention.start, mention.end) for body in bodies for mention in body.mentions)
        self._owners = {name: body for body in bodies for name in body.names}
        self._absorbed: set[int] = set()
        self._adopted: Counter[str] = Counter()

    def is_absorbed(self, body: Body) -> bool:
        """Whether the body turned out to be another one's acronym."""
        return id(body) in self._absorbed

    def adopt(self, body: Body, short: str) -> None:
        """Make `short` a name of the body, with every free place where it stands."""
        if self._adopted[short] > _MOST_BODIES:
            return
        owner = self._owners.get(short, body)
        if owner is not body:
            body.absorb(owner)
            self._absorbed.add(id(owner))
            self._owners.update(dict.fromkeys(owner.names, body))
        if short not in body.names:
            body.aliases.append(short)
            self._owners[short] = body
        if short not in self._adopted:
            free = [place for place in self._occurrences.of(short) if self._taken.add(*place)]
            body.mentions += [Mention.of(self._text, *place) for place in free]
        self._adopted[short] += 1
        body.mentions.sort(key=lambda mention: mention.start)

    def spell_out(self, body: Body) -> None:
        """Give an acronym's body the words in brackets behind it, if those are what its letters stand for."""
        if not body.name.isupper():
            return
        for _, end in self._occurrences.of(body.name):
            match = _SPELLED_OUT.match(self._text, end)
            if match and _letters_of(match["full"]).fullmatch(body.name) and self._taken.add(*match.span("full")):
                body.aliases.append(body.name)
                body.name = match["full"]
                body.mentions.append(Mention.of(self._text, *match.span("full")))
                body.mentions.sort(key=lambda found: found.start)
                return


def _defined(text: str, body: Body) -> list[str]:
    """Acronyms in brackets behind a mention, or in front of one in brackets, that share an initial with it."""
    found = set()
    for mention in body.mentions:
        matches = [_BEHIND.match(text, mention.end)]
        if text.startswith(")", mention.end):
            matches.append(_IN_FRONT.search(text, max(0, mention.start - _DEFINITION), mention.start))
        initials = {word[0].casefold() for word in mention.text.split()}
        found |= {match["short"] for match in matches if match and match["short"][0].casefold() in initials}
    return sorted(found)


def _letters_of(full: str) -> re.Pattern[str]:
    """What the initials of a name spell; those of its small words may be left out."""
    small = words("organisations", "fuller", "acronym_small")
    parts = re.split(r"[\s-]+", full)
    return re.compile("".join(re.escape(word[0].upper()) + "?" * (word in small) for word in parts if word))


def _implied(occurrences: Occurrences, body: Body) -> list[str]:
    """Initials of the whole name, or of its end behind a prefix ("South West RDA"), that the text uses."""
    small = words("organisations", "fuller", "acronym_small")
    every = [word for word in _BETWEEN_WORDS.split(body.name) if word and word not in small]
    without_nhs = [word for word in every if word != "NHS"]
    found = {short for parts in (every, without_nhs) for short in _initials(occurrences, parts)}
    return sorted(found, key=lambda short: (-len(short), short))


def _initials(occurrences: Occurrences, parts: Sequence[str]) -> set[str]:
    found: set[str] = set()
    if not all(word[0].isupper() for word in parts):
        return found
    for first in range(len(parts) - _SHORTEST + 1):
        short = "".join(word[0] for word in parts[first:])
        if short in words("organisations", "never", "terms") or next(occurrences.of(short), None) is None:
            continue
        pattern = _initials_pattern(parts[:first], short)
        for start, end in occurrences.of(short):
            for match in pattern.finditer(occurrences.text, max(0, start - width(parts)), end):
                found |= {match.group(), match["short"]}
            if first == 0 and found:
                break  # with nothing of the name in front, every place tells the same
    return found


def _initials_pattern(front: Sequence[str], short: str) -> re.Pattern[str]:
    """The acronym, with words of the front of the name before the initials of its end ("South West RDA")."""
    prefix = "(?:" + "|".join(map(re.escape, front)) + ")"
    long = rf"(?:{prefix}(?:[ ]{prefix})*[ ])?" if front else ""
    return re.compile(rf"(?<![\w(]){long}(?P<short>{short})(?!\w)")
