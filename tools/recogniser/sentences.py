"""Our own training sentences: templates filled with names from the registers and from lists, by a seeded generator.

A template is a line of templates/*.txt: `[words](LABEL)` marks a name, `{slot}` is filled from the register or from
fillers.toml. What neither marks nor fills is taught as no name: schemes, portfolios, posts, committees.
"""

from __future__ import annotations

import calendar
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from examples import Annotated, Name

from extractor import registers

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FILLERS = HERE / "fillers.toml"

# Slots that are filled from the register of public bodies, by the type it gives and a word the name must hold.
_REGISTERED = {
    "council": ("council", ""),
    "nhs": ("nhs", "Trust"),
    "icb": ("nhs", "Integrated Care Board"),
    "police": ("police", ""),
    "fire": ("fire", ""),
    "university": ("education", ""),
}
# Slots that are filled from a list, which is called by their plural unless it is named here, and the label they give.
_LISTED = {
    **dict.fromkeys(("company", "charity", "association", "union", "club", "media", "brand", "acronym"), "ORG"),
    **dict.fromkeys(("school", "college", "agency", "department"), "ORG"),
    **dict.fromkeys(("town", "county", "country"), "GPE"),
    **dict.fromkeys(("street", "building", "park", "hospital", "station"), "FAC"),
    "river": "LOC",
}
_PLURALS = {"company": "companies", "charity": "charities", "agency": "agencies", "county": "counties"} | {
    "country": "countries",
    "media": "media",
    "strategy": "strategies",
}
_MARKUP = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<label>[A-Z]+)\)|\{(?P<slot>\w+)\}")
_MONTHS = calendar.month_name[1:]
_WEEKDAYS = list(calendar.day_name)
_CURLY = str.maketrans("'", "’")
_INITIALS = "ABCDEGHJKLMNPRSTW"
# How often a text is put in capitals, with typographer's marks, or behind the one before it as a paragraph.
_SHOUTED, _TYPESET, _CONTINUED = 0.03, 0.6, 0.6
_LONGEST = 6


def generated(seed: int, copies: int) -> Iterator[Annotated]:
    """Every template filled `copies` times, in paragraphs of one text or apart."""
    dice = random.Random(seed)
    lines = templates()
    for _ in range(copies):
        dice.shuffle(lines)
        together: list[Annotated] = []
        for line in lines:
            together.append(_varied(filled(line, dice), dice))
            if len(together) == _LONGEST or dice.random() > _CONTINUED:
                yield _joined(together)
                together = []
        if together:
            yield _joined(together)


def templates() -> list[str]:
    """The templates of all files, in order."""
    lines = [line for path in sorted(TEMPLATES.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("# ")]


def filled(template: str, dice: random.Random) -> Annotated:
    """One text made of a template."""
    text, names, people = "", list[Name](), dict[str, tuple[str, str]]()
    at = 0
    for match in _MARKUP.finditer(template):
        text += template[at : match.start()]
        at = match.end()
        words, label = (match["words"], match["label"]) if match["slot"] is None else _fill(match["slot"], people, dice)
        if label:
            names.append(Name(len(text), len(text) + len(words), label))
        text += words
    return Annotated(text + template[at:], tuple(names))


def _fill(slot: str, people: dict[str, tuple[str, str]], dice: random.Random) -> tuple[str, str | None]:
    """Words for a slot, and the label that they have."""
    kind, number = (slot[:-1], slot[-1]) if slot[-1].isdigit() else (slot, "")
    if kind in {"person", "surname", "first"}:
        if kind == "person" or number not in people:
            people[number] = _person(dice)
        first, surname = people[number]
        return {"person": f"{first} {surname}", "surname": surname, "first": first.split()[0]}[kind], "PERSON"
    if kind in _REGISTERED:
        return dice.choice(_names_of(*_REGISTERED[kind])), "ORG"
    if kind in _MADE:
        return _MADE[kind](dice), None
    listed = _fillers()[_PLURALS.get(kind, f"{kind}s")]
    return dice.choice(listed), _LISTED.get(kind)


def _person(dice: random.Random) -> tuple[str, str]:
    lists = _fillers()
    first = dice.choice(lists["first_names"])
    if dice.random() < 0.06:
        first += f" {dice.choice(_INITIALS)}" + dice.choice(("", "."))
    return first, dice.choice(lists["surnames"])


def _date(dice: random.Random) -> str:
    day, month, year = dice.randint(1, 28), dice.choice(_MONTHS), dice.randint(2004, 2027)
    forms = (f"{day} {month} {year}", f"{day} {month}", f"{dice.choice(_WEEKDAYS)} {day} {month}", f"{month} {year}")
    return dice.choice(forms)


def _money(dice: random.Random) -> str:
    return dice.choice(("£", "£", "£", "$", "€")) + dice.choice(
        (f"{dice.randint(2, 950)},000", f"{dice.randint(1, 90)} million", f"{dice.randint(1, 9)}.{dice.randint(1, 9)}m")
    )


def _number(dice: random.Random) -> str:
    return dice.choice((str(dice.randint(3, 900)), "two", "three", "eight", "dozens of", "more than 1,200"))


def _percent(dice: random.Random) -> str:
    return f"{dice.randint(2, 96)}" + dice.choice(("%", " per cent"))


_MADE = {
    "date": _date,
    "weekday": lambda dice: dice.choice(_WEEKDAYS),
    "month": lambda dice: dice.choice(_MONTHS),
    "money": _money,
    "number": _number,
    "percent": _percent,
}


def _varied(item: Annotated, dice: random.Random) -> Annotated:
    """The text as another writer might have typed it; no change moves a character."""
    text = item.text
    if dice.random() < _SHOUTED and len(text.upper()) == len(text):
        text = text.upper()
    if dice.random() < _TYPESET:
        text = re.sub(r'(?<![\w.,!?])"(?=\S)', "“", text.translate(_CURLY)).replace('"', "”")
    return Annotated(text, item.names)


def _joined(items: Sequence[Annotated]) -> Annotated:
    text, names = "", list[Name]()
    for item in items:
        text += "\n\n" if text else ""
        names += [Name(len(text) + name.start, len(text) + name.end, name.label) for name in item.names]
        text += item.text
    return Annotated(text, tuple(names))


@cache
def _fillers() -> Mapping[str, Sequence[str]]:
    lists: dict[str, list[str]] = tomllib.loads(FILLERS.read_text("utf-8"))
    return lists


@cache
def _names_of(kind: str, word: str) -> list[str]:
    return [entry.name for entry in registers.entries() if entry.type == kind and word in entry.name]
