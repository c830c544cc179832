"""Records as tasks of annotation tools: every mark at its characters, and each file as its tool reads it."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import spacy
from fakes import bare_record
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mentions import mention_in
from sample_records import records_of
from spacy.tokens import Doc, DocBin

from extractor import write_records
from extractor.errors import InputError, UsageError
from extractor.outputs import docbin, prodigy
from extractor.outputs.marks import SAID_BY, Label, links_of, marks_of
from extractor.outputs.stored import read_stored
from extractor.record import (
    Attribution,
    DateMention,
    Mention,
    Organisation,
    OrganisationReference,
    Person,
    Quote,
    Record,
    Role,
    SourceInfo,
    Speaker,
    SpeakerRole,
)
from extractor.write import check_output

ROOT = Path(__file__).parent.parent
SAMPLES = ["ashcombe-bees-2022.html", "breathewell-inhalers-2021.md"]
TEXT = (
    "🎉 Ålderby Council 👩🏽‍🚒 opens pool\n\n"
    "“We love it 🏊🏽‍♀️,” said Cllr Ada Holt 😀, leader of Ålderby Council, on 3 May 2024. “It is ours.”\n\n"
    "Holt added: “It is 🎉 great.”"
)
SOURCE = SourceInfo(uri="pool.txt", media_type="text/plain", sha256="0" * 64, bytes=1)


def mention(words: str, nth: int = 0, text: str = TEXT) -> Mention:
    return mention_in(text, words, nth)


def fields(words: str, nth: int = 0, text: str = TEXT) -> dict[str, Any]:
    return mention(words, nth, text).model_dump()


def date(words: str, value: str | None, text: str = TEXT) -> DateMention:
    none: dict[str, Any] = dict.fromkeys(["anchor", "modifier", "alternative"])
    return DateMention(**fields(words, text=text), value=value, grain="day", relative=False, rule="written", **none)


def organisation(*mentions: Mention) -> Organisation:
    return Organisation(id="org1", name=mentions[0].text, aliases=[], type="council", mentions=list(mentions))


def quote(id: str, parts: list[Mention], clause: str, speaker: Mention) -> Quote:
    who = Speaker(
        type="person",
        id="person1",
        name="Ada Holt",
        roles=[SpeakerRole(title="leader", organisation="Ålderby Council")],
    )
    words = " ".join(part.text for part in parts)
    said = Attribution(**fields(clause), cue="said", mention=speaker, rule="cue-after")
    return Quote(id=id, kind="direct", unmarked=False, text=words, parts=parts, speaker=who, attribution=said)


def pool_record() -> Record:
    council = OrganisationReference(id="org1", name="Ålderby Council")
    role = Role(title="leader", organisation=council, explicit=True, **fields("leader of Ålderby Council"))
    holt = [mention("Cllr Ada Holt"), mention("Holt", 1)]
    parts = [mention("We love it 🏊🏽‍♀️,"), mention("It is ours.")]
    unsaid = Quote(id="quote3", kind="partial", unmarked=False, text="ours", parts=[mention("ours")], **NOBODY)
    return bare_record(
        SOURCE,
        id="pool",
        title="🎉 Ålderby Council 👩🏽‍🚒 opens pool",
        text=TEXT,
        dates=[date("3 May 2024", "2024-05-03")],
        organisations=[organisation(mention("Ålderby Council"), mention("Ålderby Council", 1))],
        people=[Person(id="person1", name="Ada Holt", honorific="Cllr", post_nominals=[], mentions=holt, roles=[role])],
        quotes=[
            quote("quote1", parts, "said Cllr Ada Holt", holt[0]),
            quote("quote2", [mention("It is 🎉 great.")], "Holt added:", holt[1]),
            unsaid,
        ],
    )


NOBODY: dict[str, Any] = {"speaker": None, "attribution": None}
POOL = pool_record()


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [POOL, *records_of(ROOT / "samples" / name for name in SAMPLES)]


def written(records: Iterable[Record], folder: Path, name: str) -> Path:
    out = folder / f"out-{name}"
    write_records(records, out, name)
    return out


def docs_of(file: Path) -> list[Doc]:
    return list(DocBin().from_disk(file).get_docs(spacy.blank("en").vocab))


# Marks


def test_the_marks_of_a_record_in_the_order_of_its_text() -> None:
    assert [(mark.label, TEXT[mark.start : mark.end], mark.owner, mark.note) for mark in marks_of(POOL)] == [
        ("ORGANISATION", "Ålderby Council", "org1", "Ålderby Council"),
        ("QUOTE", "We love it 🏊🏽‍♀️,", "quote1", "direct"),
        ("PERSON", "Cllr Ada Holt", "person1", "Ada Holt"),
        ("SPEAKER", "Cllr Ada Holt", "person1", "Ada Holt; leader, Ålderby Council"),
        ("ROLE", "leader of Ålderby Council", "person1", "leader, Ålderby Council"),
        ("ORGANISATION", "Ålderby Council", "org1", "Ålderby Council"),
        ("DATE", "3 May 2024", None, "2024-05-03"),
        ("QUOTE", "It is ours.", "quote1", "direct"),
        ("QUOTE", "ours", "quote3", "partial"),
        ("PERSON", "Holt", "person1", "Ada Holt"),
        ("SPEAKER", "Holt", "person1", "Ada Holt; leader, Ålderby Council"),
        ("QUOTE", "It is 🎉 great.", "quote2", "direct"),
    ]


def test_each_part_of_a_quote_is_linked_to_the_words_that_name_its_speaker() -> None:
    assert [(at(link.quote), at(link.speaker)) for link in links_of(POOL)] == [
        ("We love it 🏊🏽‍♀️,", "Cllr Ada Holt"),
        ("It is ours.", "Cllr Ada Holt"),
        ("It is 🎉 great.", "Holt"),
    ]


def at(mark: Any) -> str:
    return TEXT[mark.start : mark.end]


def test_words_that_name_the_speaker_of_two_quotes_are_one_mark() -> None:
    two = [quote(f"quote{number}", [mention("ours")], "said Cllr Ada Holt", mention("Ada Holt")) for number in (1, 2)]
    record = POOL.model_copy(update={"quotes": two})
    assert [mark.owner for mark in marks_of(record) if mark.label is Label.SPEAKER] == ["person1"]
    assert len({link.speaker for link in links_of(record)}) == 1


# Label Studio


@pytest.fixture(scope="module")
def label_studio(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = json.loads(
        written(records, tmp_path_factory.mktemp("tasks"), "label-studio").read_bytes()
    )
    return tasks


def test_label_studio_gets_a_task_a_record_with_one_prediction(
    records: list[Record], label_studio: list[dict[str, Any]]
) -> None:
    assert [task["data"]["text"] for task in label_studio] == [record.text for record in records]
    assert [task["data"]["record_id"] for task in label_studio] == [record.id for record in records]
    assert {len(task["predictions"]) for task in label_studio} == {1}
    assert label_studio[0]["predictions"][0]["model_version"] == "extractor 0"


def test_label_studio_gets_every_mark_counted_in_code_points(
    records: list[Record], label_studio: list[dict[str, Any]]
) -> None:
    for record, task in zip(records, label_studio, strict=True):
        results = task["predictions"][0]["result"]
        values = [result["value"] for result in results if result["type"] == "labels"]
        assert all(record.text[value["start"] : value["end"]] == value["text"] for value in values)
        assert [(value["start"], value["end"], value["labels"]) for value in values] == [
            (mark.start, mark.end, [mark.label]) for mark in marks_of(record)
        ]


def test_label_studio_gets_relations_between_regions_that_are_there(
    records: list[Record], label_studio: list[dict[str, Any]]
) -> None:
    for record, task in zip(records, label_studio, strict=True):
        results = task["predictions"][0]["result"]
        regions = {result["id"]: result["value"] for result in results if "id" in result}
        relations = [result for result in results if result["type"] == "relation"]
        assert len(regions) == len(marks_of(record))
        assert [(regions[one["from_id"]]["text"], regions[one["to_id"]]["text"]) for one in relations] == [
            (record.text[link.quote.start : link.quote.end], record.text[link.speaker.start : link.speaker.end])
            for link in links_of(record)
        ]


def test_the_labelling_interface_of_the_docs_fits_the_tasks(label_studio: list[dict[str, Any]]) -> None:
    document = (ROOT / "docs" / "annotation-tools.md").read_text("utf-8")
    view = ET.fromstring(document.partition("```xml\n")[2].partition("```")[0])
    labels, relations, text = (view.find(tag) for tag in ("Labels", "Relations", "Text"))
    assert labels is not None
    assert relations is not None
    assert text is not None
    assert [label.get("value") for label in labels] == list(Label)
    assert [relation.get("value") for relation in relations] == [SAID_BY]
    used = {
        (result["from_name"], result["to_name"])
        for task in label_studio
        for result in task["predictions"][0]["result"]
        if result["type"] == "labels"
    }
    assert used == {(labels.get("name"), text.get("name"))}
    assert labels.get("toName") == text.get("name")
    assert str(text.get("value")).removeprefix("$") in label_studio[0]["data"]


# Prodigy


def prodigy_task(record: Record, folder: Path) -> dict[str, Any]:
    task: dict[str, Any] = json.loads(written([record], folder, "prodigy").read_bytes())
    return task


def test_prodigy_gets_a_line_a_record(records: list[Record], tmp_path: Path) -> None:
    lines = written(records, tmp_path, "prodigy").read_bytes().splitlines()
    tasks = [json.loads(line) for line in lines]
    assert [task["meta"]["id"] for task in tasks] == [record.id for record in records]
    for record, task in zip(records, tasks, strict=True):
        assert set(task) == {"text", "tokens", "spans", "relations", "meta"}
        check_tokens(task)
        assert [(span["start"], span["end"], span["label"]) for span in task["spans"]] == [
            (mark.start, mark.end, mark.label) for mark in marks_of(record)
        ]
        assert len(task["relations"]) == len(links_of(record))


def check_tokens(task: dict[str, Any]) -> None:
    tokens, text = task["tokens"], task["text"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert all(text[token["start"] : token["end"]] == token["text"] for token in tokens)
    for span in task["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]


def test_prodigy_gets_relations_between_the_last_tokens_of_spans(tmp_path: Path) -> None:
    task = prodigy_task(POOL, tmp_path)
    first = task["relations"][0]
    assert {relation["label"] for relation in task["relations"]} == {"SAID_BY"}
    assert first["head_span"] in task["spans"]
    assert first["child_span"] in task["spans"]
    assert task["tokens"][first["child"]]["text"] == "Holt"
    assert (first["head"], first["child"]) == (first["head_span"]["token_end"], first["child_span"]["token_end"])


def test_prodigy_gets_a_token_cut_where_a_mark_ends_within_it(tmp_path: Path) -> None:
    text = "The mid2024 plan"
    record = bare_record(SOURCE, id="cut", title=None, text=text, dates=[date("2024", "2024", text)])
    task = prodigy_task(record, tmp_path)
    assert [(token["text"], token["ws"]) for token in task["tokens"]] == [
        ("The", True),
        ("mid", False),
        ("2024", True),
        ("plan", False),
    ]
    assert (task["spans"][0]["token_start"], task["spans"][0]["token_end"]) == (2, 2)


def test_prodigy_shows_what_is_told_of_a_release(tmp_path: Path) -> None:
    assert prodigy_task(POOL, tmp_path)["meta"] == {"id": "pool", "uri": "pool.txt", "extractor": "0"}


# spaCy


def test_spacy_reads_the_docs_again(records: list[Record], tmp_path: Path) -> None:
    docs = docs_of(written(records, tmp_path, "spacy"))
    assert [doc.text for doc in docs] == [record.text for record in records]
    assert [doc.user_data["id"] for doc in docs] == [record.id for record in records]
    for record, doc in zip(records, docs, strict=True):
        spans = [(span.start_char, span.end_char) for group in doc.spans.values() for span in group]
        assert not doc.user_data["widened"]
        assert sorted(spans) == sorted((mark.start, mark.end) for mark in marks_of(record))


def test_spacy_gets_entities_and_groups_of_spans(tmp_path: Path) -> None:
    (doc,) = docs_of(written([POOL], tmp_path, "spacy"))
    assert [(entity.text, entity.label_, entity.ent_id_) for entity in doc.ents] == [
        ("Ålderby Council", "ORG", "org1"),
        ("Cllr Ada Holt", "PERSON", "person1"),
        ("Ålderby Council", "ORG", "org1"),
        ("3 May 2024", "DATE", ""),
        ("Holt", "PERSON", "person1"),
    ]
    assert {name: [(span.text, span.label_, span.id_) for span in doc.spans[name]] for name in ("quotes", "roles")} == {
        "quotes": [
            ("We love it 🏊🏽‍♀️,", "QUOTE", "quote1"),
            ("It is ours.", "QUOTE", "quote1"),
            ("ours", "QUOTE", "quote3"),
            ("It is 🎉 great.", "QUOTE", "quote2"),
        ],
        "roles": [("leader of Ålderby Council", "ROLE", "person1")],
    }
    assert [span.text for span in doc.spans["speakers"]] == ["Cllr Ada Holt", "Holt"]


def test_spacy_is_told_who_said_what_in_characters(tmp_path: Path) -> None:
    (doc,) = docs_of(written([POOL], tmp_path, "spacy"))
    told = [(doc.text[quote[1] : quote[2]], doc.text[by[1] : by[2]]) for quote, by in doc.user_data["said_by"]]
    assert told == [(at(link.quote), at(link.speaker)) for link in links_of(POOL)]


def test_spacy_gets_the_longest_of_entities_that_overlap_and_all_of_them_in_groups(tmp_path: Path) -> None:
    text = "The May 2024 Fund gave"
    body = organisation(mention("May 2024 Fund", text=text))
    record = bare_record(
        SOURCE, id="over", title=None, text=text, dates=[date("May 2024", "2024-05", text)], organisations=[body]
    )
    (doc,) = docs_of(written([record], tmp_path, "spacy"))
    assert [entity.text for entity in doc.ents] == ["May 2024 Fund"]
    assert [span.text for span in doc.spans["dates"]] == ["May 2024"]


def test_a_mark_that_ends_within_a_word_of_spacy_is_widened_and_told(tmp_path: Path) -> None:
    text = "The mid2024 plan"
    record = bare_record(SOURCE, id="cut", title=None, text=text, dates=[date("2024", "2024", text)])
    (doc,) = docs_of(written([record], tmp_path, "spacy"))
    assert [span.text for span in doc.spans["dates"]] == ["mid2024"]
    assert [list(place) for place in doc.user_data["widened"]] == [["DATE", 7, 11]]


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("label-studio", "prodigy", "spacy"):
        folders = [tmp_path / f"{name}{number}" for number in (1, 2)]
        for folder in folders:
            folder.mkdir()
        first, second = (written([POOL, POOL], folder, name).read_bytes() for folder in folders)
        assert first == second


# Whatever the text is

PIECES = [
    "🎉",
    "👩🏽‍🚒",
    " ",
    "  ",
    "\n\n",
    "\t",
    "\xa0",
    "“",
    "don't",
    "Cllr",
    "3",
    "2024",
    "-",
    "\x00",
    "\u200b",
    "é",
    "e\u0301",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=3)))


@st.composite
def records_of_any_text(draw: st.DrawFn) -> Record:
    text = "".join(draw(TEXTS))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    bounds = [sorted(pair) for pair in draw(st.lists(places, max_size=6))]
    names = [Mention.of(text, start, end) for start, end in bounds]
    found = [organisation(*names)] if names else []
    return bare_record(SOURCE, id="any", title=None, text=text, organisations=found)


@settings(max_examples=12, deadline=None)
@example([bare_record(SOURCE, id="none", title=None, text="")])
@given(st.lists(records_of_any_text(), min_size=1, max_size=12))
def test_any_text_is_whole_in_the_tokens_of_prodigy_and_in_spacy(records: list[Record]) -> None:
    tasks, docs = prodigy.Tasks(), docbin.Docs()
    for record in records:
        line = record.model_dump_json().encode()
        check_tokens(json.loads(tasks.encode(line)))
        docs.encode(line)
    read = DocBin().from_bytes(docs.end()).get_docs(spacy.blank("en").vocab)
    assert [doc.text for doc in read] == [record.text for record in records]


# Nothing of this can be read back


def test_a_docbin_is_refused_where_records_are_read(tmp_path: Path) -> None:
    file = written([POOL], tmp_path, "spacy").rename(tmp_path / "pool.spacy")
    with pytest.raises(UsageError, match=r"holds no whole records \(spacy\)"):
        read_stored(str(file))


@pytest.mark.parametrize("name", ["label-studio", "prodigy"])
def test_tasks_are_no_records(name: str, tmp_path: Path) -> None:
    (error,) = read_stored(str(written([POOL], tmp_path, name)))
    assert isinstance(error, InputError)
    assert "is no record" in str(error)


def test_the_ending_spacy_tells_a_docbin(tmp_path: Path) -> None:
    assert check_output(str(tmp_path / "pool.spacy"), None).name == "spacy"
