"""Every pattern that a module of the program holds compiled, how the code calls it, and what texts it is given."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

import extractor
from extractor.rules.expression import Expression

_NAME = re.compile(r"[^\W\d]\w*")
_METHODS = {
    "match": "match",
    "search": "search",
    "fullmatch": "fullmatch",
    **dict.fromkeys(("finditer", "findall", "sub", "subn", "split"), "finditer"),
}
# What the code itself bounds: pieces of so many characters about a place, or lines that are no longer. A name is that
# of the constant that tells it.
GIVEN: dict[str, int | str] = {
    "extractor.listings.words.newsroom_words": "extractor.listings.newsrooms._TEXT_MAX",
    "extractor.reading.continuation._HANGING": 60,
    "extractor.reading.dating._DATELINE_END": "extractor.reading.dating._DATELINE_MAX",
    "extractor.reading.documents.pdf_paragraphs._HYPHENATED": 40,
    "extractor.reading.furniture._OPENS_ELSEWHERE": "extractor.reading.furniture._LINE_MAX",
    "extractor.reading.furniture._furniture().patterns": "extractor.reading.furniture._LINE_MAX",
    "extractor.reading.naming.": "extractor.reading.naming._LINE_MAX",
    "extractor.reading.structured_data._WRAPPING_ENDS": "extractor.reading.structured_data._WRAPPING_MAX",
    "extractor.rules.acronyms._IN_FRONT": "extractor.rules.acronyms._DEFINITION",
    "extractor.rules.body_context._LAST_WORD": 24,
    "extractor.rules.dates.context.WORD_BEFORE": 24,
    "extractor.rules.dates.context.TWO_WORDS_BEFORE": 24,
    "extractor.rules.dates.context.HEDGED": 40,
    "extractor.rules.dates.counted.PRICE_BEFORE": 40,
    "extractor.rules.dates.tense.": "extractor.rules.dates.tense.REACH_BEFORE",
    "extractor.rules.described._AGE_BEFORE": "extractor.rules.described._NEAR",
    "extractor.rules.name_relations._CAPITAL_BEFORE": "extractor.rules.name_relations._NEAR",
    "extractor.rules.name_things._WORD_BEFORE": "extractor.rules.name_things._NEAR",
    "extractor.rules.people._CAPITAL_BEFORE": 30,
    "extractor.rules.places._WORD_BEFORE": 30,
    "extractor.rules.places._INSTITUTION": "extractor.rules.places._NEAR",
    "extractor.rules.recognised._PORTFOLIO": "extractor.rules.recognised._NEAR",
    "extractor.rules.recognised._WORD_BEFORE": "extractor.rules.recognised._NEAR",
    "extractor.rules.sentences._LAST_WORD": 12,
}


@dataclass(frozen=True)
class Pattern:
    """A pattern, where it stands, and the methods by which the code calls it."""

    name: str
    compiled: re.Pattern[Any]
    methods: tuple[str, ...]

    @property
    def is_canonical(self) -> bool:
        """Whether it sees no text but one whose blanks are set right."""
        return self.name.startswith(("extractor.rules.", "extractor.reading.naming."))


def patterns() -> Iterator[Pattern]:
    """Every pattern that a module of the program holds, once each."""
    seen = set()
    for found in pkgutil.walk_packages(extractor.__path__, "extractor."):
        held = () if found.name.endswith("__main__") else patterns_of(importlib.import_module(found.name))
        for pattern in held:
            key = (pattern.compiled.pattern, pattern.compiled.flags)
            if key not in seen:
                seen.add(key)
                yield pattern


def patterns_of(module: ModuleType) -> Iterator[Pattern]:
    """Every pattern that a module holds, in whatever holds it."""
    called = _calls(Path(module.__file__ or "").read_text("utf-8"))
    for name, value in vars(module).items():
        for path, compiled in _held(value, module.__name__):
            yield Pattern(f"{module.__name__}.{name}{path}", compiled, _methods(name + path, called))


def _held(value: Any, module: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a value, each with the way to it."""
    if isinstance(value, re.Pattern):
        yield "", value
    elif isinstance(value, Expression):
        yield "", re.compile(value.pattern)
    elif depth < 6:
        for step, part in _parts(value, module):
            yield from ((step + path, found) for path, found in _held(part, module, depth + 1))


def _parts(value: Any, module: str) -> list[tuple[str, Any]]:
    """What a value of the module holds: items, values of keys, fields, the answer of a cached function, its pattern."""
    if isinstance(value, dict):
        return [(f"[{key!r}]", part) for key, part in value.items()]
    if isinstance(value, list | tuple | set | frozenset):
        return [(f"[{at}]", part) for at, part in enumerate(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return [(f".{field.name}", getattr(value, field.name)) for field in fields(value)]
    if hasattr(value, "cache_info") and value.__module__ == module and not signature(value).parameters:
        return [("()", value())]
    # A method that is kept by itself, such as `re.compile(...).search`.
    return [("", value.__self__)] if isinstance(getattr(value, "__self__", None), re.Pattern) else []


def _calls(code: str) -> list[tuple[str, str]]:
    """Name and method of each call in a module that may be a pattern's; what a loop goes over is called as its name."""
    tree = ast.parse(code)
    over: dict[str, list[str]] = {}
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For | ast.comprehension):
            for target in filter(None, map(_name, ast.walk(loop.target))):
                over.setdefault(target, []).extend(filter(None, map(_name, ast.walk(loop.iter))))
    calls = [
        (_name(node.value), _METHODS[node.attr])
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in _METHODS
    ]
    return [(meant, method) for name, method in calls for meant in (name, *over.get(name, ()))]


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@cache
def _everywhere() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in Path(extractor.__file__).parent.rglob("*.py"):
        for name, method in _calls(file.read_text("utf-8")):
            found.setdefault(name, set()).add(method)
    return found


def _methods(place: str, called: list[tuple[str, str]]) -> tuple[str, ...]:
    """How the pattern at a place is called: as its name is, else as what is no constant there is, else by search."""
    name, path = _NAME.match(place)[0], [*_NAME.findall(place)]
    here = {method for called_name, method in called if called_name in (name, path[-1])}
    elsewhere = set() if name.startswith("_") and len(path) == 1 else _everywhere().get(path[-1], set())
    unnamed = {method for called_name, method in called if not called_name.isupper()}
    return tuple(sorted(here or elsewhere or unnamed or {"search"}))


def bound(name: str) -> int | None:
    """How many characters at most a pattern is given, if the code sees to it."""
    told = next((size for start, size in GIVEN.items() if name.startswith(start)), None)
    if not isinstance(told, str):
        return told
    module, _, constant = told.rpartition(".")
    return int(vars(importlib.import_module(module))[constant])
