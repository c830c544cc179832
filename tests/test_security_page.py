"""docs/security.md: the tests that it names are there, and what it says of stored formats holds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import extractor
from extractor import extract

ROOT = Path(__file__).parent.parent
PACKAGE = Path(extractor.__file__).parent
# A test by its file and name, or by its name alone behind another one of that file.
_NAMED = re.compile(r"`(tests/\w+\.py)?(?:::(\w+))?`")
OBJECTS_OF_BYTES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
LAUGHS = "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(12))


def named_tests() -> list[tuple[str, str]]:
    found, file = [], ""
    for path, name in _NAMED.findall((ROOT / "docs" / "security.md").read_text("utf-8")):
        file = path or file
        if path or name:
            found.append((file, name))
    return found


def test_the_tests_that_are_named_are_there() -> None:
    named = named_tests()
    assert len(named) > 40
    texts = {file: (ROOT / file).read_text("utf-8") for file, _ in named}
    assert [f"{file}::{name}" for file, name in named if name and f"def {name}(" not in texts[file]] == []


@pytest.mark.parametrize(
    "front",
    ["title: !!python/object/apply:os.system ['echo hello > made.txt']", f"a: &a [x, x]\n{LAUGHS}\ntitle: *m"],
    ids=["object", "laughs"],
)
def test_front_matter_is_data(front: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Councillor Ann Sorrel, leader of the council, said on Tuesday that the lido would open in May."
    assert extract(f"---\n{front}\n---\n\n# Lido to open\n\n{text}\n").title == "Lido to open"
    assert list(tmp_path.iterdir()) == []


def runs_code(node: ast.AST) -> bool:
    """Whether a piece of a program imports what can make objects of bytes, or runs text."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in OBJECTS_OF_BYTES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return str(node.module).partition(".")[0] in OBJECTS_OF_BYTES
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        reads_tags = name in ("yaml.load", "yaml.load_all") and "BaseLoader" not in ast.unparse(node)
        return name in ("eval", "exec") or name.startswith(("yaml.full_load", "yaml.unsafe_load")) or reads_tags
    return False


def test_nothing_that_is_read_can_hold_code() -> None:
    modules = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert [str(path) for path, tree in modules.items() if any(map(runs_code, ast.walk(tree)))] == []


@pytest.mark.parametrize("line", ["import pickle", "from dill import loads", "eval(text)", "yaml.load(text, Loader)"])
def test_what_could_hold_code_is_noticed(line: str) -> None:
    assert any(map(runs_code, ast.walk(ast.parse(line))))
