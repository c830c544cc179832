"""No pattern takes for ever: each is tried in texts made of what it looks for, over and over."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from compiled_patterns import GIVEN, Pattern, bound, patterns, patterns_of
from hostile_patterns import slow

PLANTED = """
import re
from dataclasses import dataclass
from functools import cache
from extractor.rules.expression import Expression

_EXPONENTIAL = re.compile(r"Ref: (?:[a-z]+ ?)+;")
_SQUARES = (re.compile(r"[ab]*[cd]"), re.compile(r"a[^.;]*;"))
_CUBE = {"blanks": Expression(r"\\s*,?\\s*;")}
_LONG = re.compile(r"(?:x.{0,90}){2}y")
_GOOD = re.compile(r"[a-z]+ council")
_WHOLE = re.compile(r"[ab]*[cd]")

@dataclass
class Rows:
    heads: re.Pattern

@cache
def rows():
    return Rows(re.compile(r"(?:is|are|isare)*!;"))

def find(text):
    any(pattern.search(text) for pattern in _SQUARES)
    _CUBE["blanks"].search(text), _GOOD.match(text), _WHOLE.fullmatch(text)
    _LONG.search(text), _EXPONENTIAL.search(text)
    return rows().heads.fullmatch(text)
"""


@pytest.fixture
def planted(tmp_path: Path) -> ModuleType:
    file = tmp_path / "planted.py"
    file.write_text(PLANTED, "utf-8")
    spec = importlib.util.spec_from_file_location("planted", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(found: list[Pattern]) -> dict[str, Pattern]:
    return {pattern.name: pattern for pattern in found}


def test_no_pattern_takes_long() -> None:
    found = (slow(pattern) for pattern in patterns())
    assert [str(told) for told in found if told] == []


def test_patterns_are_found_in_what_holds_them() -> None:
    found = named(patterns())
    places = [
        "rules.acronyms._BEHIND",
        "rules.dates.grammar.LIST_ITEM",
        "listings.words.words().next",
        "listings.words.newsroom_words()[2]",
        "reading.furniture._furniture().patterns",
    ]
    assert [place for place in places if f"extractor.{place}" not in found] == []
    assert len(found) > 900
    assert [start for start in GIVEN if not any(name.startswith(start) for name in found)] == []


def test_patterns_are_called_as_the_code_calls_them(planted: ModuleType) -> None:
    methods = {name.removeprefix("planted."): pattern.methods for name, pattern in named(patterns_of(planted)).items()}
    assert methods["_SQUARES[1]"] == ("search",)
    assert methods["_GOOD"] == ("match",)
    assert methods["_WHOLE"] == methods["rows().heads"] == ("fullmatch",)


def test_what_is_slow_is_told(planted: ModuleType) -> None:
    found = {name: slow(pattern) for name, pattern in named(patterns_of(planted)).items()}
    assert {name.removeprefix("planted.") for name, told in found.items() if told} == {
        "_EXPONENTIAL",
        "_SQUARES[0]",
        "_SQUARES[1]",
        "_CUBE['blanks']",
        "_LONG",
        "rows().heads",
    }
    assert str(found["planted._EXPONENTIAL"]).startswith("planted._EXPONENTIAL.search in 'Ref: ' + 'a' * n: 250: ")


def test_what_is_given_short_texts_is_tried_in_those(planted: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    found = named(patterns_of(planted))
    assert bound("planted._SQUARES[0]") is None
    for name in ("_SQUARES", "_EXPONENTIAL"):
        monkeypatch.setitem(GIVEN, f"planted.{name}", 40)
    assert slow(found["planted._SQUARES[0]"]) is None
    assert slow(found["planted._EXPONENTIAL"]) is not None
