"""What the recogniser is trained on: templates, lists, open sets; and how it is measured (tools/recogniser)."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent.parent / "tools" / "recogniser"
sys.path.insert(0, str(TOOLS))

import corpora  # noqa: E402
import examples  # noqa: E402
import measure  # noqa: E402
import sentences  # noqa: E402


def names(item: examples.Annotated) -> list[tuple[str, str]]:
    return [(item.text[name.start : name.end], name.label) for name in item.names]


def test_every_template_can_be_filled() -> None:
    templates = sentences.templates()
    assert len(templates) > 2000
    assert len(set(templates)) == len(templates)
    for template in templates:
        item = sentences.filled(template, random.Random(1))
        assert not set("[]{}") & set(item.text), template
        assert all(label in examples.TAUGHT for _, label in names(item)), template
        assert all(name == name.strip() and name for name, _ in names(item)), template


def test_slots_and_marks_become_names() -> None:
    item = sentences.filled("[Tidewatch](ORG) thanked Cllr {person}. {surname} of {council} smiled.", random.Random(7))
    (body, person, surname, council) = names(item)
    assert (body, person[1], surname[1], council[1]) == (("Tidewatch", "ORG"), "PERSON", "PERSON", "ORG")
    assert person[0].endswith(surname[0])
    assert f"thanked Cllr {person[0]}. " in item.text


def test_the_same_seed_gives_the_same_sentences() -> None:
    first, again, other = (list(sentences.generated(seed, 1))[:50] for seed in (3, 3, 4))
    assert first == again != other


def test_words_are_joined_as_they_are_written() -> None:
    words = ["Ada", "Holt", "(", "Holm", "Ltd", ")", "did", "n't", "say", "``", '"', "No", '"', ".", "Its"]
    labels = ["B-PERSON", "I-PERSON", "O", "B-ORG", "I-ORG", *["O"] * 10]
    item = examples.join_words(words, labels)
    assert item.text == 'Ada Holt (Holm Ltd) didn\'t say `` "No". Its'
    assert names(item) == [("Ada Holt", "PERSON"), ("Holm Ltd", "ORG")]


def test_two_names_side_by_side_stay_two() -> None:
    item = examples.join_words(["Holm", "Ltd", "Kelder", "plc"], ["B-ORG", "I-ORG", "B-ORG", "I-ORG"])
    assert names(item) == [("Holm Ltd", "ORG"), ("Kelder plc", "ORG")]


def test_open_sets_are_read(tmp_path: Path) -> None:
    (tmp_path / "crossner" / "politics").mkdir(parents=True)
    politics = "The\tO\nHolm\tB-politicalparty\nParty\tI-politicalparty\nwon\tO\nan\tO\nOscar\tB-award\n\nYes\tO\n"
    (tmp_path / "crossner" / "politics" / "train.txt").write_text(politics, "utf-8")
    (tmp_path / "btc").mkdir()
    (tmp_path / "btc" / "a.conll").write_text("Ada\tB-PER\nin\tO\nHolm\tB-LOC\n", "utf-8")
    (tmp_path / "uner-ewt").mkdir()
    uner = "# sent_id = 1\n# text = Ada rang\n1\tAda\tB-PER\t-\t-\n2\trang\tO\t-\t-\n"
    (tmp_path / "uner-ewt" / "dev.iob2").write_text(uner, "utf-8")
    first, second = corpora.crossner(tmp_path, "train")
    assert (names(first), names(second)) == ([("Holm Party", "ORG")], [])
    assert [names(item) for item in corpora.twitter(tmp_path)] == [[("Ada", "PERSON"), ("Holm", "PLACE")]]
    assert [(item.text, names(item)) for item in corpora.uner(tmp_path, "dev")] == [("Ada rang", [("Ada", "PERSON")])]


class Found:
    """What a recogniser gives for one text."""

    def __init__(self, *ents: Ent) -> None:
        self.ents = ents


class Ent:
    """A labelled stretch of a text."""

    def __init__(self, text: str, words: str, label: str) -> None:
        self.text, self.label_ = words, label
        self.start_char = text.index(words)
        self.end_char = self.start_char + len(words)


TEXT = "The Holm Trust’s chair Ada Holt met Kelder in May."
WANTED = examples.Annotated(TEXT, (examples.Name(4, 14, "ORG"), examples.Name(23, 31, "PERSON")))


@pytest.mark.parametrize(
    ("labelled", "told"),
    [
        ([("The Holm Trust’s", "ORG"), ("Ada Holt", "PERSON")], {"ORG": (1, 0, 0), "PERSON": (1, 0, 0)}),
        ([("Holm", "ORG"), ("Ada Holt", "ORG")], {"ORG": (0, 2, 1), "PERSON": (0, 0, 1)}),
        ([], {"ORG": (0, 0, 1), "PERSON": (0, 0, 1)}),
    ],
)
def test_spans_are_scored(labelled: list[tuple[str, str]], told: dict[str, tuple[int, int, int]]) -> None:
    found = Found(*(Ent(TEXT, words, label) for words, label in labelled))
    scores = measure.spans_score(lambda texts: [found], [WANTED])
    assert {label: (c.right, c.wrong, c.missed) for label, c in scores.items()} == told


def test_names_are_scored_once_a_release_and_optional_ones_not_at_all() -> None:
    expected = {
        "organisations": [
            {"name": "Holm Trust", "aliases": ["HT"]},
            {"name": "Kelder", "aliases": [], "optional": True},
            {"name": "Wend", "aliases": []},
        ],
        "people": [{"name": "Ada Holt"}],
    }
    found = Found(Ent(TEXT, "The Holm Trust’s", "ORG"), Ent(TEXT, "Kelder", "ORG"), Ent(TEXT, "May", "ORG"))
    scores = measure.names_score(lambda texts: [found], [(expected, TEXT)])
    assert {label: (c.right, c.wrong, c.missed) for label, c in scores.items()} == {
        "ORG": (1, 1, 1),
        "PERSON": (0, 0, 1),
    }
