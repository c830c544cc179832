"""The scorer: a table of small cases a measure, what a gold file may be, how records are paired, and how it is told."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cases import rows
from records_of_gold import record_of

from extractor.errors import UsageError
from extractor.evaluation import MEASURES, evaluate, read_floors, told, told_shortfalls
from extractor.evaluation.gold import Gold, GoldDate, GoldIndirect, GoldOrganisation, GoldPerson, GoldQuote, GoldRole
from extractor.evaluation.intervals import draws, intervals_of, wilson
from extractor.evaluation.measures import Overlap, Rate, Tally

FERRY = {
    "id": "ferry",
    "title": "Ferry to sail on Sundays",
    "published": "2024-06-12",
    "publisher": "Harrowmere Council",
    "body": [
        "The ferry will sail from Sunday 7 July 2024, Harrowmere Council said.",
        "“Families have asked for this,” said Cllr Ann Sorrel, Cabinet Member for Transport.",
    ],
    "noise": ["Skip to content"],
    "dates": [{"text": "Sunday 7 July 2024", "value": "2024-07-07"}],
    "organisations": [{"name": "Harrowmere Council", "aliases": []}],
    "people": [
        {
            "name": "Ann Sorrel",
            "speaks": True,
            "roles": [{"title": "Cabinet Member for Transport", "organisation": None}],
        }
    ],
    "quotes": [{"kind": "direct", "speaker": "Ann Sorrel", "parts": ["Families have asked for this,"]}],
}
QUAY = {"id": "quay", "title": "Quay closed", "body": ["The north quay of Larkfield is closed until further notice."]}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes gold files, each called by its id, and gives their folder."""

    def write_all(*gold: dict[str, Any]) -> Path:
        for one in gold:
            (tmp_path / f"{one['id']}.json").write_text(json.dumps(one), "utf-8")
        return tmp_path

    return write_all


@pytest.mark.parametrize("row", rows("evaluation"))
def test_every_measure_counts(row: dict[str, Any], write: Write) -> None:
    folder = write({"id": row["id"], **row["gold"]})
    measures = evaluate(folder, [record_of({"id": row["id"], **row["found"]})]).measures
    assert {name: list(measures[name].counts().values()) for name in row["expect"]} == row["expect"]


def test_every_measure_has_cases() -> None:
    assert {name for row in rows("evaluation") for name in row.values[0]["expect"]} == MEASURES.keys()


def test_all_is_right_where_everything_is_found(write: Write) -> None:
    evaluation = evaluate(write(FERRY), [record_of({**FERRY, "text": "\n\n".join(FERRY["body"])})])
    assert list(evaluation.measures) == list(MEASURES)
    assert {name: measure.figure for name, measure in evaluation.measures.items()} == dict.fromkeys(MEASURES, 1.0)


def test_a_release_without_a_record_has_nothing_found(write: Write) -> None:
    evaluation = evaluate(write(FERRY, QUAY), [record_of(FERRY)])
    assert evaluation.without_record == ("quay",)
    assert evaluation.measures["title"].counts() == {"right": 1, "asked": 2}
    assert evaluation.measures["body"].counts()["false_negatives"] == 7
    nothing = evaluate(write(FERRY, QUAY), [])
    assert nothing.without_record == ("ferry", "quay")
    assert nothing.measures["people"].counts() == {
        "true_positives": 0, "false_positives": 0, "false_negatives": 1,
    }  # fmt: skip
    assert nothing.measures["body"].figures() == {"f1": 0.0, "precision": 0.0, "recall": 0.0}


def test_records_are_paired_by_the_name_of_their_source_or_by_id(write: Write) -> None:
    folder = write(FERRY, QUAY)
    by_name = record_of(FERRY, uri="https://news.example/2024/ferry.html")
    by_id = record_of(QUAY, record_id="quay", uri="corpus.jsonl#17")
    stranger = record_of({**QUAY, "id": "bridge"})
    evaluation = evaluate(folder, iter([stranger, by_id, by_name]))
    assert evaluation.without_record == ()
    assert evaluation.ignored == 1
    assert evaluation.measures["title"].counts() == {"right": 2, "asked": 2}


def test_the_name_of_the_source_comes_before_the_id(write: Write) -> None:
    by_id = record_of({**QUAY, "title": "Something else"}, record_id="quay", uri="other.txt")
    evaluation = evaluate(write(QUAY), [by_id, record_of(QUAY)])
    assert evaluation.measures["title"].counts() == {"right": 1, "asked": 1}
    assert evaluation.ignored == 1


def test_two_records_of_one_gold_file_are_refused(write: Write) -> None:
    two = [record_of(QUAY, uri="north/quay.html"), record_of(QUAY, uri="south/quay.html", record_id="f00d")]
    with pytest.raises(
        UsageError, match=r"quay\.json: 2 records .*\(north/quay\.html, south/quay\.html\); leave all but one"
    ):
        evaluate(write(QUAY), two)


def test_of_two_records_the_gold_files_id_tells_which(write: Write) -> None:
    folder = write(QUAY)
    (folder / "quay.json").write_text(json.dumps({**QUAY, "id": "f00d"}))
    right = record_of(QUAY, uri="south/quay.html", record_id="f00d")
    wrong = record_of({**QUAY, "title": "Something else"}, uri="north/quay.html")
    for records in ([right, wrong], [wrong, right]):
        evaluation = evaluate(folder, records)
        assert evaluation.measures["title"].counts() == {"right": 1, "asked": 1}
        assert evaluation.ignored == 1


MALFORMED = [
    ("no-json", b"{", "Invalid JSON"),
    ("no-object", b"[]", "should be an object"),
    ("no-text", b"\xff\xfe{\x00", "not in UTF-8"),
    ("no-id", b"{}", "id: Field required"),
    ("title-a-number", b'{"id": "quay", "title": 7}', "title: Input should be a valid string"),
    ("date-without-value", b'{"id": "quay", "dates": [{"text": "May"}]}', r"dates\[0\]\.value: Field required"),
    ("kind-unknown", b'{"id": "quay", "quotes": [{"kind": "loud", "parts": []}]}', r"quotes\[0\]\.kind: Input"),
    ("key-misspelt", b'{"id": "quay", "organizations": []}', "unknown key 'organizations', is 'organisations' meant"),
    ("key-misspelt-inside", b'{"id": "quay", "people": [{"name": "Ann Sorrel", "speeks": true}]}', "'speaks' meant"),
    ("many-faults", b'{"id": 1, "title": 1, "body": 1, "noise": 1, "notes": 1}', "; 2 more; mend it"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED])
def test_a_malformed_gold_file_is_refused_with_its_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "quay.json").write_bytes(content)
    with pytest.raises(UsageError, match=rf"quay\.json: .*{reason}") as error:
        evaluate(tmp_path, [])
    assert len(str(error.value).splitlines()) == 1
    assert ("docs/evaluating.md" in str(error.value)) == (b"\xff" not in content)


def test_a_folder_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no gold files"):
        evaluate(tmp_path, [])
    with pytest.raises(UsageError, match="is no folder"):
        evaluate(tmp_path / "absent", [])


def test_two_gold_files_of_one_id_are_refused(write: Write) -> None:
    folder = write(QUAY)
    (folder / "north.json").write_text(json.dumps(QUAY))
    with pytest.raises(UsageError, match=r"north\.json: its id 'quay' is that of quay\.json too"):
        evaluate(folder, [])


def test_keys_of_ones_own_and_empty_lists_are_left_alone(write: Write) -> None:
    gold = {**QUAY, "origin": {"archive": 3}, "note to myself": "look again", "dates": None, "people": None}
    assert evaluate(write(gold), [record_of(QUAY)]).measures["title"].figure == 1.0


def damaged() -> dict[str, Any]:
    """The ferry's release as somebody might misread it."""
    return {
        **FERRY,
        "dates": [{"text": "Sunday 7 July 2024", "value": "2024-07"}],
        "organisations": [],
        "people": [*FERRY["people"], {"name": "Cabinet Member"}],
    }


def test_every_error_is_told_with_its_context(write: Write) -> None:
    evaluation = evaluate(write(FERRY), [record_of(damaged())])
    (wrong,) = evaluation.errors("date_value")
    assert (wrong.release, wrong.sign, wrong.gold, wrong.found) == ("ferry", "wrong", "2024-07-07", "2024-07")
    assert wrong.context
    assert (wrong.context.text, wrong.context.before[-5:]) == ("Sunday 7 July 2024", "from ")
    (missed,) = evaluation.errors("organisations")
    assert (missed.sign, missed.gold, missed.found) == ("missed", "Harrowmere Council", None)
    assert missed.context
    assert missed.context.after.startswith(" said.")
    (extra,) = evaluation.errors("people")
    assert (extra.sign, extra.gold, extra.found) == ("extra", None, "Cabinet Member")
    assert extra.context
    assert extra.context.text == "Cabinet Member"
    assert evaluation.errors("quote_parts") == []


def test_a_context_is_sixty_characters_on_either_side(write: Write) -> None:
    text = "a " * 60 + "“so  be\nit” " + "z " * 60
    gold = {"id": "long", "quotes": [{"kind": "direct", "speaker": None, "parts": ["So be it"]}]}
    (error,) = evaluate(write(gold), [record_of({"id": "long", "text": text})]).errors("quote_parts")
    assert error.context
    assert (len(error.context.before), error.context.text, len(error.context.after)) == (60, "so  be\nit", 60)
    assert text[error.context.start : error.context.end] == error.context.text


def test_what_does_not_stand_in_the_text_has_no_context(write: Write) -> None:
    (error,) = evaluate(write(QUAY), [record_of({"id": "quay", "text": "Nothing of it."})]).errors("title")
    assert (error.gold, error.found, error.context) == ("Quay closed", None, None)


def test_errors_agree_with_the_counts(write: Write) -> None:
    evaluation = evaluate(write(FERRY, QUAY), [record_of(damaged())])
    for name, measure in evaluation.measures.items():
        signs = [error.sign for error in evaluation.errors(name)]
        if type(measure) is Tally:
            assert signs.count("missed") + signs.count("wrong") == measure.false_negatives
            assert signs.count("extra") + signs.count("wrong") == measure.false_positives
        elif not isinstance(measure, Overlap):
            assert len(signs) == measure.asked - measure.right


def test_json_holds_figures_counts_and_errors(write: Write) -> None:
    data = evaluate(write(FERRY, QUAY), [record_of(damaged()), record_of({"id": "bridge"})]).to_json()
    assert json.loads(json.dumps(data)) == data
    assert (data["releases"], data["without_record"], data["ignored"]) == (2, ["quay"], 1)
    assert data["measures"]["date_value"] == {"accuracy": 0.0, "right": 0, "asked": 1}
    assert data["measures"]["people"] == {
        "f1": 2 / 3, "precision": 0.5, "recall": 1.0, "true_positives": 1, "false_positives": 1, "false_negatives": 0,
    }  # fmt: skip
    assert data["errors"]["people"][0]["found"] == "Cabinet Member"
    assert data["errors"]["people"][0]["context"]["after"] == " for Transport."
    assert data["measures"].keys() == data["errors"].keys() == MEASURES.keys()


def test_figures_below_their_floors_are_told(write: Write) -> None:
    evaluation = evaluate(write(FERRY), [record_of(damaged())])
    below = evaluation.below({"people": 0.7, "title": 1.0, "date_value": 0.5})
    assert [(short.measure, short.figure, short.floor) for short in below] == [
        ("people", 2 / 3, 0.7),
        ("date_value", 0.0, 0.5),
    ]
    assert next(told_shortfalls(below)) == "people: 0.667 is below its floor 0.7"
    assert list(told_shortfalls(evaluation.below({"people": 2 / 3}))) == ["all floors are reached"]


@pytest.mark.parametrize(
    "content", ["", "[]", "7", '{"dates": "0.9"}', '{"dates": true}', '{"dates": NaN}', '{"dates": 90}']
)
def test_a_file_that_holds_no_floors_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(content)
    with pytest.raises(UsageError, match=r"floors\.json: is no JSON"):
        read_floors(path)


def test_floors_are_read_and_names_checked(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"dates": 0.9, "title": 1}')
    assert read_floors(path) == {"dates": 0.9, "title": 1.0}
    path.write_text('{"dtaes": 0.9}')
    with pytest.raises(UsageError, match=r"floors\.json: no measure is called 'dtaes'; there are body, .*, spans_true"):
        read_floors(path)
    with pytest.raises(UsageError, match=r"absent\.json: can't be read: No such file"):
        read_floors(tmp_path / "absent.json")


def test_unknown_measures_are_refused(write: Write) -> None:
    evaluation = evaluate(write(QUAY), [])
    for ask in (
        lambda: evaluation.errors("dtaes"),
        lambda: evaluation.below({"dtaes": 1}),
        lambda: told(evaluation, ["dtaes"]),
    ):
        with pytest.raises(UsageError, match="no measure is called 'dtaes'; there are body, "):
            ask()


def test_the_table_tells_every_measure(write: Write) -> None:
    lines = list(told(evaluate(write(FERRY, QUAY), [record_of(damaged()), record_of({"id": "bridge"})])))
    assert lines[:3] == [
        "2 releases, 1 without a record; 1 record without a gold file left aside",
        "no record: quay",
        "",
    ]
    assert [line.split()[0] for line in lines[3:]] == ["measure", *MEASURES]
    shown = {line.split()[0]: line.split()[1:] for line in lines[3:]}
    assert shown["people"] == ["0.667", "0.500", "1.000", "1", "0", "1"]
    assert shown["date_value"] == ["0.000", "0", "of", "1"]
    assert len({len(line) for line in lines[3:] if " of " not in line}) == 1


def test_errors_that_are_asked_for_are_told(write: Write) -> None:
    lines = list(told(evaluate(write(FERRY), [record_of(damaged())]), ["people", "dates_valued", "title"]))
    assert lines[lines.index("people: 1 error") :] == [
        "people: 1 error",
        "+ ferry: extra: Cabinet Member",
        "    …aid. “Families have asked for this,” said Cllr Ann Sorrel, [Cabinet Member] for Transport.…",
        "",
        "dates_valued: 1 error",
        "! ferry: wrong",
        "    expected: Sunday 7 July 2024 = 2024-07-07",
        "    found: Sunday 7 July 2024 = 2024-07",
        "    …Ferry to sail on Sundays The ferry will sail from [Sunday 7 July 2024], Harrowmere Council said. "
        "“Families have asked for this,” …",
        "",
        "title: 0 errors",
    ]


def test_long_values_are_told_by_their_ends(write: Write) -> None:
    speech = " ".join(f"word{number}" for number in range(100))
    gold = {"id": "quay", "quotes": [{"kind": "direct", "speaker": "Ann Sorrel", "parts": [speech]}]}
    *_, line = told(evaluate(write(gold), []), ["quote_parts"])
    assert line.startswith("- quay: missed: Ann Sorrel: word0 word1 ")
    assert " … " in line
    assert line.endswith(" word99")
    assert len(line) < 190


def test_what_is_told_cannot_steer_a_terminal(write: Write) -> None:
    gold = {"id": "bad\x1b[2J", "organisations": [{"name": "Ha\x1b[31mrr\u061cow\u202emere"}]}
    folder = write(QUAY)
    (folder / "quay.json").write_text(json.dumps(gold))
    record = record_of({"id": "quay", "text": "Ha\x1b[31mrr\u061cow\u202emere\r\nagain"})
    lines = list(told(evaluate(folder, [record]), ["organisations"]))
    assert any("again" in line for line in lines)
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize(
    ("right", "asked", "low", "high"), [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_the_interval_of_a_share_is_wilsons(right: int, asked: int, low: float, high: float) -> None:
    interval = wilson(right, asked)
    assert interval
    assert (round(interval.low, 4), round(interval.high, 4), interval.method) == (low, high, "wilson")


def test_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert intervals_of([Tally(), Tally()], draws(2)) == {}
    assert intervals_of([Rate(), Rate()], draws(2)) == {}
    # One release tells nothing of how releases differ.
    assert intervals_of([Tally(3, 1, 1)], draws(1)).keys() == {"precision", "recall"}
    assert intervals_of([Overlap(3, 1, 1)], draws(1)) == {}


def test_the_interval_of_f1_is_resampled_from_whole_releases() -> None:
    alike = [Tally(9, 1, 1)] * 20
    unlike = [Tally(18, 0, 0), Tally(0, 2, 2)] * 10
    narrow, wide = intervals_of(alike, draws(20))["f1"], intervals_of(unlike, draws(20))["f1"]
    assert (narrow.low, narrow.high, narrow.method) == (0.9, 0.9, "bootstrap")
    assert wide.low < 0.85
    assert wide.high > 0.93
    assert intervals_of(unlike, draws(20))["f1"] == wide
    assert {one.method for one in intervals_of([Overlap(9, 1, 1)] * 2, draws(2)).values()} == {"bootstrap"}


def test_intervals_are_told_if_asked_for(write: Write) -> None:
    folder, records = write(FERRY, QUAY), [record_of(damaged()), record_of(QUAY)]
    assert evaluate(folder, records).intervals == {}
    evaluation = evaluate(folder, records, intervals=True)
    data = evaluation.to_json()["measures"]
    assert data["people"]["intervals"]["precision"]["method"] == "wilson"
    assert data["people"]["intervals"]["f1"]["low"] <= data["people"]["f1"] <= data["people"]["intervals"]["f1"]["high"]
    lines = {line.split()[0]: line for line in told(evaluation) if line}
    assert "0.342-1.000" in lines["title"]
    assert lines["measure"].count("95 %") == 3


def evaluating() -> str:
    return (Path(__file__).parent.parent / "docs" / "evaluating.md").read_text("utf-8")


def test_the_documents_gold_file_is_one(write: Write) -> None:
    (example,) = re.findall(r"```json\n(.+?)```", evaluating(), re.S)
    gold = json.loads(example)
    evaluation = evaluate(write(gold), [record_of(gold)])
    assert {name for name, measure in evaluation.measures.items() if measure.figure < 1} == {"body"}
    assert gold.keys() == Gold.model_fields.keys()


def test_the_errors_in_the_document_are_real(write: Write) -> None:
    (example,) = re.findall(r"```json\n(.+?)```", evaluating(), re.S)
    gold = json.loads(example)
    record = record_of({**gold, "organisations": [{"name": "Sundays"}]})
    lines = list(told(evaluate(write(gold), [record]), ["organisations"]))
    shown = lines[lines.index("organisations: 2 errors") :]
    assert "\n".join(f"    {line}" for line in shown) in evaluating()


def test_the_documents_python_runs(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```python\n(.+?)```", evaluating(), re.S)
    (tmp_path / "gold").mkdir()
    (tmp_path / "releases").mkdir()
    (tmp_path / "gold" / "quay.json").write_text(json.dumps({**QUAY, "people": [{"name": "Ben Tarrow"}]}))
    (tmp_path / "releases" / "quay.txt").write_text("\n\n".join([QUAY["title"], *QUAY["body"] * 3]))
    told_lines: list[tuple[object, ...]] = []
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "evaluating.md", "exec"), {"print": lambda *words: told_lines.append(words)})
    assert told_lines == [(1.0,), ("quay", "missed", "Ben Tarrow", None)]


PARTS = [Gold, GoldDate, GoldOrganisation, GoldPerson, GoldRole, GoldQuote, GoldIndirect]


@pytest.mark.parametrize("word", sorted({*MEASURES, *(name for part in PARTS for name in part.model_fields)}))
def test_fields_and_measures_are_documented(word: str) -> None:
    assert f"`{word}`" in evaluating()
