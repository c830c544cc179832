"""Texts that are hostile to a pattern: what its repeats repeat, and what stands before them, over and over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# What a class of characters is asked for, in turn: each turn gives the next that it takes.
_CHARACTERS = "aA1 .-\n,/’“(<@#:z"
# A repeat that may go on so long is one that can take for ever.
_LONG = 8
_ALWAYS = ("a", "A", "1", "a ", "A ", "1 ", " ", "\n", ".", "-", "a.", "a-", "A. ", "aA", "(", "“", "’", "“a” ", ", ")
_MANY_BLANKS = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t\r\f\v]+")


@dataclass(frozen=True)
class Text:
    """A text of any size: how it begins, what comes over and over, and what spoils a match at its end."""

    head: str
    unit: str
    canonical: bool

    def of(self, size: int) -> str:
        """The text with about so many characters."""
        text = self.head + self.unit * (size // len(self.unit))
        return (_folded(text) if self.canonical else text) + "!"

    def __str__(self) -> str:
        return f"{self.head!r} + {self.unit!r} * n"


def _folded(text: str) -> str:
    """Blanks as a canonical text has them: one space, or a blank line."""
    return _MANY_BLANKS.sub(lambda run: "\n\n" if "\n" in run[0] else " ", text)


def texts(compiled: re.Pattern[Any], turns: int, *, canonical: bool) -> Iterator[Text]:
    """Hostile texts for a pattern, each once; with blanks as a canonical text has them, if it sees no others.

    From more than three turns on, what two neighbouring repeats repeat comes in turn too.
    """
    source = compiled.pattern if isinstance(compiled.pattern, str) else compiled.pattern.decode("latin-1")
    seen = set()
    flags = compiled.flags & ~re.DEBUG
    tree = _parser.parse(source, flags if isinstance(compiled.pattern, str) else flags | re.UNICODE)
    for head, unit in _pairs(tree, turns):
        if unit and (head, unit) not in seen:
            seen.add((head, unit))
            yield Text(head, unit, canonical)


def _pairs(tree: Any, turns: int) -> Iterator[tuple[str, str]]:
    yield from (("", unit) for unit in _ALWAYS)
    found = [pair for turn in range(turns) for pair in _repeats(list(tree), "", turn)]
    for head, body in found:
        yield from (("", body), (head, body), ("", head + body), ("", head))
    for head, body in found:
        yield from ((head, body + " "), ("", head + body + " "), ("", head + " "))
    if turns > 3:
        yield from ((head, body + other) for (head, body), (_, other) in pairwise(found))


def _repeats(items: Sequence[Any], head: str, turn: int) -> Iterator[tuple[str, str]]:
    """An example of what each long repeat repeats, with one of what stands before it."""
    for operator, argument in items:
        for body in _bodies(operator, argument):
            if operator in _REPEATS and argument[1] >= _LONG:
                yield head, _example(body, turn)
            yield from _repeats(body, head, turn)
        head += _example([(operator, argument)], turn)


_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)


def _bodies(operator: Any, argument: Any) -> list[list[Any]]:
    """What stands in a part of a pattern: more than one for alternatives."""
    if operator in _REPEATS:
        return [list(argument[2])]
    if operator is c.SUBPATTERN:
        return [list(argument[3])]
    if operator is c.BRANCH:
        return [list(branch) for branch in argument[1]]
    if operator in (c.ASSERT, c.ASSERT_NOT):
        return [list(argument[1])]
    if operator is c.ATOMIC_GROUP:
        return [list(argument)]
    if operator is c.GROUPREF_EXISTS:
        return [list(part) for part in argument[1:] if part]
    return []


def _example(items: Sequence[Any], turn: int) -> str:
    """A short text that the items match, look-arounds apart."""
    return "".join(_one(operator, argument, turn) for operator, argument in items)


def _one(operator: Any, argument: Any, turn: int) -> str:
    if operator is c.LITERAL:
        return chr(argument)
    if operator in (c.NOT_LITERAL, c.ANY, c.IN):
        return _character(operator, argument, turn)
    if operator in _REPEATS:
        return _example(list(argument[2]), turn) * argument[0]
    if operator in (c.ASSERT, c.ASSERT_NOT, c.GROUPREF_EXISTS):
        return ""
    bodies = _bodies(operator, argument)
    return _example(bodies[turn % len(bodies)], turn) if bodies else ""


def _character(operator: Any, argument: Any, turn: int) -> str:
    members = (
        argument if operator is c.IN else [(c.NEGATE, None), (c.LITERAL, argument if argument is not None else 10)]
    )
    fitting = [character for character in _CHARACTERS if _takes(members, character)]
    if fitting:
        return fitting[turn % len(fitting)]
    return next(
        (chr(value if name is c.LITERAL else value[0]) for name, value in members if name in (c.LITERAL, c.RANGE)), ""
    )


def _takes(members: Sequence[Any], character: str) -> bool:
    negated = members[0][0] is c.NEGATE
    return negated != any(_is_one(name, value, character) for name, value in members)


def _is_one(name: Any, value: Any, character: str) -> bool:
    if name is c.LITERAL:
        return ord(character) == value
    if name is c.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if name is not c.CATEGORY:
        return False
    wanted, is_not = str(value).removeprefix("CATEGORY_").replace("UNI_", ""), "NOT_" in str(value)
    kinds = {
        "DIGIT": character.isdigit(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum() or character == "_",
    }
    return kinds.get(wanted.replace("NOT_", ""), False) != is_not
