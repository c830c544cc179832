"""The default language model: pinned to the byte, named in one place, loaded without what no rule reads."""

import hashlib
import importlib
import tomllib
from pathlib import Path

import pytest

import extractor
from extractor.errors import UsageError
from extractor.language import SpacyModel, load_model
from extractor.settings import DEFAULT_MODEL

PACKAGE = Path(extractor.__file__).parent
PROJECT = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]

# Every figure measured and every rule that reads entities rests on these weights.
WEIGHTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


@pytest.mark.parametrize("name", WEIGHTS)
def test_the_weights_are_pinned(name: str) -> None:
    (folder,) = _model_folder().glob(f"{DEFAULT_MODEL}-*")
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == WEIGHTS[name]


def _model_folder() -> Path:
    return Path(str(importlib.import_module(DEFAULT_MODEL).__file__)).parent


def test_the_model_is_named_in_one_place() -> None:
    naming = [path.name for path in PACKAGE.rglob("*.py") if DEFAULT_MODEL in path.read_text("utf-8")]
    assert naming == ["settings.py"]


def test_a_missing_model_gives_the_line_that_installs_it() -> None:
    with pytest.raises(
        UsageError, match="'no_such_model' is not installed; install it with: pip install no-such-model"
    ):
        load_model("no_such_model")
    with pytest.raises(UsageError, match="python -m spacy download en_core_web_none"):
        load_model("en_core_web_none")


def test_the_pip_line_of_the_default_model_is_the_one_the_project_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacy.util.is_package", lambda name: False)
    monkeypatch.setattr(importlib, "import_module", _not_there)
    with pytest.raises(UsageError) as caught:
        SpacyModel(DEFAULT_MODEL)
    (requirement,) = (line for line in PROJECT["dependencies"] if line.startswith(DEFAULT_MODEL.replace("_", "-")))
    assert str(caught.value).endswith(f"install it with: pip install {requirement}")


def _not_there(name: str) -> None:
    raise ImportError(name)


def test_only_the_recogniser_is_loaded() -> None:
    assert SpacyModel(DEFAULT_MODEL)._nlp.pipe_names == ["ner"]
