"""Corrections in the review page, without a page: what is said of facts, the record that holds it, its gold file."""

import base64
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mentions import mention_in
from pydantic import BaseModel
from sample_records import RELEASES, records_of

from extractor import Record
from extractor.record import Mention

HERE = Path(__file__).parent
SCORER = HERE.parent.parent / "shared" / "eval" / "score.py"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed, and the scripts can't run without it")

Steps = list[list[Any]]

TEXT = """🎺 Band returns to Tarn Green

Wexmouth, 3 June 2024

🎉 Tarn Green Trust will reopen the bandstand on 8 June, and Wexmouth Council pays half.

“It is music to my ears 🎶,” said Cllr Ada Finch, Chair of Tarn Green Trust. “Come along.”

Finch called it “a small wonder”. Bo Marsh, Bandmaster, said: “We are ready.

“We have new trumpets, and the Tarn Green Trust paid.”

Contact: Cy Holt, cy@tarn.invalid"""


def span(words: str, nth: int = 0) -> dict[str, Any]:
    """Where words stand in TEXT, in code points."""
    return mention_in(TEXT, words, nth).model_dump()


def quote(number: int, kind: str, parts: list[dict[str, Any]], speaker: dict[str, Any] | None, clause: str) -> Any:
    attribution = {**span(clause), "cue": "said", "mention": span("Finch"), "rule": "after"} if clause else None
    text = "\n\n".join(part["text"] for part in parts)
    fields = {"kind": kind, "unmarked": False, "text": text, "parts": parts, "speaker": speaker}
    return {"id": f"quote{number}", **fields, "attribution": attribution}


def date(words: str, value: str | None, **other: Any) -> dict[str, Any]:
    fields = {"grain": "day", "relative": False, "rule": "day_month", "anchor": None, "modifier": None}
    return {**span(words), "value": value, **fields, "alternative": None, **other}


def make_record() -> dict[str, Any]:
    paragraphs = [span(paragraph) for paragraph in TEXT.split("\n\n")]
    kinds = ["title", "dateline", "body", "body", "body", "body", "contact"]
    chair = {"title": "Chair", "organisation": {"id": "org1", "name": "Tarn Green Trust"}, "explicit": True}
    ada = {"type": "person", "id": "person1", "name": "Ada Finch"}
    ada["roles"] = [{"title": "Chair", "organisation": "Tarn Green Trust"}]
    record = {
        "schema_version": "1.0",
        "id": "0123456789abcdef",
        "source": {"uri": "news/tarn-green.html", "media_type": "text/html", "sha256": "00", "bytes": 9},
        "extractor": {"version": "0.1.0", "model": "none", "settings": {}},
        "title": paragraphs[0]["text"],
        "published": {"value": "2024-06-03", **span("3 June 2024"), "found_in": "dateline"},
        "updated": None,
        "publisher": None,
        "language": "en",
        "text": TEXT,
        "paragraphs": [
            {"start": one["start"], "end": one["end"], "kind": kind}
            for one, kind in zip(paragraphs, kinds, strict=True)
        ],
        "removed": [
            {"text": "Skip to the main content\nBand returns", "reason": "navigation"},
            {"text": "Share", "reason": "share"},
        ],
        "dates": [date("3 June 2024", "2024-06-03"), date("8 June", "2024-06-08", anchor="2024-06-03")],
        "organisations": [
            {
                "id": "org1",
                "name": "Tarn Green Trust",
                "aliases": [],
                "type": "charity",
                "register": {"scheme": "charity", "id": "1"},
                "mentions": [span("Tarn Green Trust", number) for number in range(3)],
            },
        ],
        "people": [
            {
                "id": "person1",
                "name": "Ada Finch",
                "honorific": "Cllr",
                "post_nominals": [],
                "mentions": [span("Cllr Ada Finch"), span("Finch", 1)],
                "roles": [{**chair, **span("Chair of Tarn Green Trust")}],
            },
        ],
        "quotes": [
            quote(1, "direct", [span("It is music to my ears 🎶,"), span("Come along.")], ada, "said Cllr Ada Finch"),
            quote(2, "partial", [span("a small wonder")], ada, "Finch called it"),
            quote(
                3,
                "direct",
                [span("We are ready."), span("We have new trumpets, and the Tarn Green Trust paid.")],
                None,
                "",
            ),
        ],
        "contacts": [
            {"name": "Cy Holt", "email": "cy@tarn.invalid", "phone": None, **span("Contact: Cy Holt, cy@tarn.invalid")},
        ],
        "problems": [],
        "duplicate_of": None,
    }
    return Record.model_validate(record).model_dump(mode="json", by_alias=True)


RECORD = make_record()
ID = RECORD["id"]


def call(steps: Steps, records: list[dict[str, Any]] | None = None, **storage: Any) -> list[dict[str, Any]]:
    """What each step gave, see review_driver.js."""
    request = {"records": [RECORD] if records is None else records, "storage": storage or None, "steps": steps}
    command = [str(NODE), str(HERE / "review_driver.js")]
    done = subprocess.run(command, input=json.dumps(request), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def say(method: str, *arguments: Any) -> list[Any]:
    return ["corrections", method, ID, *arguments]


CORRECTED = ["corrections", "corrected", {"$record": 0}]


def values(steps: Steps, **more: Any) -> list[Any]:
    """What each step gave; none may fail."""
    answers = call(steps, **more)
    assert [answer["error"] for answer in answers if "error" in answer] == []
    return [answer["value"] for answer in answers]


def corrected(*steps: list[Any]) -> dict[str, Any]:
    """The record after some steps, checked."""
    record: dict[str, Any] = values([*steps, CORRECTED])[-1]
    check(record)
    return record


def error(*steps: list[Any]) -> str:
    told: str = call(list(steps))[-1]["error"]
    return told


def check(given: dict[str, Any]) -> None:
    """It is a record whose keys stand in order, whose links lead somewhere, and whose mentions are true."""
    record = Record.model_validate(given)
    assert json.loads(record.model_dump_json(by_alias=True)) == given
    assert record.model_dump_json(by_alias=True) == json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    for mention in mentions_of(record):
        assert record.text[mention.start : mention.end] == mention.text
    bodies = {body.id: body for body in record.organisations}
    people = {person.id: person for person in record.people}
    assert len(bodies) == len(record.organisations)
    assert len(people) == len(record.people)
    assert len({one.id for one in record.quotes}) == len(record.quotes)
    for role in (role for person in record.people for role in person.roles):
        assert record.text[role.start : role.end] == role.text
        assert role.organisation is None or role.organisation.id is None or role.organisation.id in bodies
    for one in record.quotes:
        assert one.text == "\n\n".join(part.text for part in one.parts)
        if one.speaker and one.speaker.id:
            assert one.speaker.id in (people if one.speaker.type == "person" else bodies)
        if one.speaker and one.speaker.id in people:
            roles = people[one.speaker.id].roles
            assert [role.title for role in one.speaker.roles] == [role.title for role in roles]


def mentions_of(part: Any) -> Iterator[Mention]:
    if isinstance(part, Mention):
        yield part
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from mentions_of(getattr(part, name))
    if isinstance(part, list):
        for one in part:
            yield from mentions_of(one)


# --- states


def test_an_untouched_record_stays_as_it_is() -> None:
    record, progress, releases = values(
        [CORRECTED, ["corrections", "progress", {"$record": 0}], ["corrections", "releases"]]
    )
    assert record == RECORD
    # Title, day, publisher, 2 dates, 1 body, 1 person, 1 role, 3 quotes, 1 contact.
    assert progress == {"checked": 0, "total": 12}
    assert releases == []
    check(record)


def test_accepted_facts_stay_and_count_as_checked() -> None:
    steps = [say("accept", "title"), say("accept", "publisher"), say("accept", "people/person1/roles/0")]
    *_, record, progress = values([*steps, CORRECTED, ["corrections", "progress", {"$record": 0}]])
    assert record == RECORD
    assert progress == {"checked": 3, "total": 12}


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "open"),
        ([["accept"]], "accepted"),
        ([["remove"]], "deleted"),
        ([["change", {"value": "2024-06-09"}]], "changed"),
        ([["accept"], ["change", {"value": "2024-06-09"}]], "changed"),
        ([["change", {"value": "2024-06-09"}], ["accept"]], "changed"),
        ([["remove"], ["accept"]], "accepted"),
        ([["remove"], ["undo"]], "open"),
        ([["change", {"value": "2024-06-09"}], ["remove"]], "deleted"),
        ([["change", {"value": "2024-06-09"}], ["remove"], ["undo"]], "changed"),
        ([["change", {"value": "2024-06-09"}], ["remove"], ["undo"], ["undo"]], "open"),
        ([["undo"]], "open"),
    ],
)
def test_what_was_said_last_is_the_state(steps: Steps, state: str) -> None:
    said = [say(method, "dates/1", *arguments) for method, *arguments in steps]
    *_, told, facts, record = values(
        [*said, say("state", "dates/1"), ["corrections", "facts", {"$record": 0}], CORRECTED]
    )
    assert told == state
    assert next(fact["state"] for fact in facts if fact["key"] == "dates/1") == state
    days = [one["value"] for one in record["dates"]]
    assert days == {
        "deleted": ["2024-06-03"],
        "changed": ["2024-06-03", "2024-06-09"],
    }.get(state, ["2024-06-03", "2024-06-08"])


def test_an_added_fact_is_deleted_and_comes_back() -> None:
    add = say("add", "date", {**span("June"), "value": "2024-06"})
    state = say("state", "dates/+1")
    steps = [add, say("remove", "dates/+1"), state, say("undo", "dates/+1"), state, say("undo", "dates/+1"), state]
    answers = values([*steps, CORRECTED])
    assert [answers[0], answers[2], answers[4], answers[6]] == ["dates/+1", "deleted", "added", "open"]
    assert answers[-1] == RECORD


def test_one_fact_is_told_as_it_stands_now() -> None:
    steps = [
        say("change", "dates/1", {"value": "2024-06-09"}),
        say("remove", "dates/0"),
        say("add", "person", span("Bo Marsh")),
    ]
    asked = [
        "title",
        "publisher",
        "dates/0",
        "dates/1",
        "people/+1",
        "people/person1/roles/0",
        "quotes/quote3",
        "dates/7",
    ]
    told = values([*steps, *(["corrections", "fact", {"$record": 0}, key] for key in asked)])[3:]
    title, publisher, deleted, changed, added, role, spoken, none = told
    assert (title, publisher, none) == ({"value": RECORD["title"]}, None, None)
    assert deleted == RECORD["dates"][0]
    assert changed["value"] == "2024-06-09"
    assert (added["id"], added["name"]) == ("person2", "Bo Marsh")
    assert (role, spoken) == (RECORD["people"][0]["roles"][0], RECORD["quotes"][2])


def test_a_release_is_called_done() -> None:
    listed = ["corrections", "releases"]
    steps = [say("isChecked"), say("has"), say("setChecked", True), say("isChecked"), say("has"), listed]
    assert values([*steps, say("setChecked", False), say("has"), listed]) == [
        *(False, False),
        *(None, True, True, [ID]),
        *(None, False, []),
    ]


def test_of_a_release_something_is_said() -> None:
    steps = [say("accept", "title"), say("has"), say("undo", "title"), say("has"), ["corrections", "has", "another"]]
    assert values(steps) == [None, True, None, False, False]


# --- changes


def test_title_day_and_publisher_change() -> None:
    record = corrected(
        say("change", "title", {"value": " The band is back "}),
        say("change", "published", {"value": "2024-06-04"}),
        say("change", "publisher", {"name": "Tarn Green Trust"}),
    )
    assert record["title"] == "The band is back"
    assert record["published"]["value"] == "2024-06-04"
    assert record["published"]["start"] is None
    assert record["publisher"] == {"name": "Tarn Green Trust", "found_in": "corrected", "register": None}


def test_title_and_day_are_taken_away() -> None:
    record = corrected(say("remove", "title"), say("change", "published", {"value": None}))
    assert record["title"] is None
    assert record["published"] is None


def test_a_date_gets_another_value_and_what_follows_from_it() -> None:
    changed = corrected(say("change", "dates/1", {"value": "2025-06-08/2025-06-09"}))["dates"][1]
    assert (changed["value"], changed["grain"], changed["rule"]) == ("2025-06-08/2025-06-09", "interval", "corrected")
    assert changed["anchor"] is None


def test_a_date_gets_other_words_with_the_same_value() -> None:
    changed = corrected(say("change", "dates/1", {**span("on 8 June"), "value": "2024-06-08"}))["dates"][1]
    assert changed == {**RECORD["dates"][1], **span("on 8 June")}


def test_a_body_gets_another_name_and_takes_its_links_along() -> None:
    record = corrected(say("change", "organisations/org1", {"name": "The Tarn Green Trust", "aliases": ["Trust"]}))
    assert record["organisations"][0]["name"] == "The Tarn Green Trust"
    assert record["organisations"][0]["register"] is None
    assert record["people"][0]["roles"][0]["organisation"] == {"id": "org1", "name": "The Tarn Green Trust"}
    assert record["quotes"][0]["speaker"]["roles"] == [{"title": "Chair", "organisation": "The Tarn Green Trust"}]


def test_a_person_gets_another_name_and_takes_quotes_along() -> None:
    record = corrected(say("change", "people/person1", {"name": "Ada Finch-Lee", "honorific": ""}))
    assert record["people"][0]["honorific"] is None
    assert [one["speaker"] and one["speaker"]["name"] for one in record["quotes"]] == ["Ada Finch-Lee"] * 2 + [None]
    assert record["quotes"][0]["attribution"] == RECORD["quotes"][0]["attribution"]


def test_a_role_changes_in_person_and_quotes() -> None:
    fields = {"title": "Head", "organisation": "Nowhere Society", "explicit": False}
    record = corrected(say("change", "people/person1/roles/0", fields))
    role = record["people"][0]["roles"][0]
    assert (role["title"], role["organisation"]) == ("Head", {"id": None, "name": "Nowhere Society"})
    assert record["quotes"][1]["speaker"]["roles"] == [{"title": "Head", "organisation": "Nowhere Society"}]


def test_a_quote_gets_another_speaker_and_loses_its_clause() -> None:
    speaker = {"type": "organisation", "name": "tarn green trust"}
    record = corrected(say("change", "quotes/quote2", {"kind": "direct", "speaker": speaker}))
    assert record["quotes"][1]["kind"] == "direct"
    assert record["quotes"][1]["speaker"]["id"] == "org1"
    assert record["quotes"][1]["attribution"] is None


def test_a_quote_keeps_its_clause_with_its_speaker() -> None:
    record = corrected(say("change", "quotes/quote2", {"speaker": "Ada Finch", "unmarked": True}))
    assert record["quotes"][1] == {**RECORD["quotes"][1], "unmarked": True}


def test_a_speaker_that_is_typed_stays_a_name() -> None:
    speaker = corrected(say("change", "quotes/quote3", {"speaker": {"name": "onlookers", "type": "group"}}))
    assert speaker["quotes"][2]["speaker"] == {"type": "group", "id": None, "name": "onlookers", "roles": []}


def test_a_contact_changes() -> None:
    changed = corrected(say("change", "contacts/0", {"phone": "01632 960000", "email": ""}))["contacts"][0]
    assert changed == {**RECORD["contacts"][0], "phone": "01632 960000", "email": None}


def test_changes_add_up() -> None:
    steps = [say("change", "contacts/0", {"phone": "01632 960000"}), say("change", "contacts/0", {"name": "C. Holt"})]
    changed = corrected(*steps)["contacts"][0]
    assert (changed["name"], changed["phone"]) == ("C. Holt", "01632 960000")


# --- deletions


def test_a_person_is_deleted_and_speakers_stay_as_names() -> None:
    *_, state, facts, record = values(
        [
            say("remove", "people/person1"),
            say("state", "people/person1/roles/0"),
            ["corrections", "facts", {"$record": 0}],
            CORRECTED,
        ]
    )
    check(record)
    assert record["people"] == []
    assert record["quotes"][0]["speaker"] == {"type": "person", "id": None, "name": "Ada Finch", "roles": []}
    assert state == "deleted"
    # What is deleted is still there to be shown, and undone.
    states = {fact["key"]: fact["state"] for fact in facts}
    assert (states["people/person1"], states["people/person1/roles/0"]) == ("deleted", "deleted")


def test_a_body_is_deleted_and_roles_keep_its_name() -> None:
    record = corrected(say("remove", "organisations/org1"))
    assert record["organisations"] == []
    assert record["people"][0]["roles"][0]["organisation"] == {"id": None, "name": "Tarn Green Trust"}


@pytest.mark.parametrize(
    ("key", "field", "left"),
    [("dates/0", "dates", 1), ("quotes/quote1", "quotes", 2), ("contacts/0", "contacts", 0)],
)
def test_a_fact_is_deleted(key: str, field: str, left: int) -> None:
    record = corrected(say("remove", key))
    assert len(record[field]) == left
    assert record == {**RECORD, field: record[field]}


def test_a_role_is_deleted() -> None:
    record = corrected(say("remove", "people/person1/roles/0"))
    assert record["people"][0]["roles"] == []
    assert record["quotes"][0]["speaker"]["roles"] == []


# --- additions


def test_a_date_is_added_at_its_place() -> None:
    record = corrected(say("add", "date", {**span("June 2024"), "value": "2024-06"}))
    assert [one["text"] for one in record["dates"]] == ["3 June 2024", "June 2024", "8 June"]
    assert record["dates"][1]["grain"] == "month"


def test_a_body_is_added_and_linked() -> None:
    add = say("add", "organisation", {**span("Wexmouth Council"), "type": "council"})
    role = say("change", "people/person1/roles/0", {"organisation": "Wexmouth Council"})
    record = corrected(add, role)
    assert [body["id"] for body in record["organisations"]] == ["org1", "org2"]
    assert record["organisations"][1]["name"] == "Wexmouth Council"
    assert record["people"][0]["roles"][0]["organisation"] == {"id": "org2", "name": "Wexmouth Council"}


def test_a_name_that_is_added_is_found_wherever_it_stands_alone() -> None:
    record = corrected(say("add", "organisation", {**span("Tarn Green"), "name": "Tarn Green"}))
    # Three more times it stands within the name of the trust.
    assert record["organisations"][0]["mentions"] == [span("Tarn Green")]
    record = corrected(say("add", "person", {**span("Finch"), "name": "Finch"}))
    assert record["people"][1]["mentions"] == [span("Finch"), span("Finch", 1)]


def test_a_person_is_added_with_role_and_quote() -> None:
    record = corrected(
        say("add", "person", {**span("Bo Marsh"), "honorific": None}),
        say("add", "role", {"person": "people/+1", **span("Bandmaster"), "organisation": "Tarn Green Trust"}),
        say("change", "quotes/quote3", {"speaker": {"type": "person", "name": "Bo Marsh"}}),
    )
    person = record["people"][1]
    assert (person["id"], person["name"]) == ("person2", "Bo Marsh")
    assert person["roles"][0]["organisation"] == {"id": "org1", "name": "Tarn Green Trust"}
    assert record["quotes"][2]["speaker"] == {
        "type": "person",
        "id": "person2",
        "name": "Bo Marsh",
        "roles": [{"title": "Bandmaster", "organisation": "Tarn Green Trust"}],
    }


def test_with_an_added_person_its_roles_go() -> None:
    add = say("add", "person", span("Bo Marsh"))
    role = say("add", "role", {"person": "people/+1", **span("Bandmaster")})
    assert corrected(add, role, say("undo", "people/+1")) == RECORD
    assert values([add, role, say("undo", "people/+1"), ["corrections", "releases"]])[-1] == []


def test_a_quote_is_added_without_its_marks_and_by_paragraphs() -> None:
    first, last = span("“We are ready."), span("Trust paid.”")
    fields = {"start": first["start"], "end": last["end"], "speaker": "Bo Marsh"}
    added = corrected(say("remove", "quotes/quote3"), say("add", "quote", fields))["quotes"][2]
    assert added["id"] == "quote4"
    assert added["parts"] == RECORD["quotes"][2]["parts"]
    assert added["speaker"] == {"type": "unknown", "id": None, "name": "Bo Marsh", "roles": []}


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ("“a small wonder”", "a small wonder"),
        (" “a small wonder”", "a small wonder"),
        ("“Come along.”", "Come along."),
        ("“It is music", "It is music"),
        ("new trumpets, and the Tarn Green Trust paid.”", "new trumpets, and the Tarn Green Trust paid."),
        ("“It is music to my ears 🎶,” said", "“It is music to my ears 🎶,” said"),
    ],
)
def test_marks_around_a_quote_are_left_out(selected: str, words: str) -> None:
    added = corrected(say("add", "quote", span(selected)))["quotes"]
    assert [one["text"] for one in added if one["id"] == "quote4"] == [words]


def test_a_contact_is_added() -> None:
    added = corrected(say("add", "contact", {**span("Bo Marsh"), "name": "Bo Marsh"}))["contacts"][0]
    assert added == {"name": "Bo Marsh", "email": None, "phone": None, **span("Bo Marsh")}


def test_offsets_are_code_points_behind_emoji() -> None:
    words = span("Tarn Green Trust paid")
    assert words["start"] < len(TEXT[: words["start"]].encode("utf-16-le")) // 2
    record = corrected(say("add", "date", {"start": words["start"], "end": words["end"]}))
    assert record["dates"][-1]["text"] == "Tarn Green Trust paid"


def test_words_that_moved_are_found_again_and_others_are_told() -> None:
    moved = {**span("Wexmouth Council"), "start": 3, "end": 19}
    gone = {"text": "Wexmouth Borough", "start": 3, "end": 19}
    astray = ["corrections", "astray", {"$record": 0}]
    steps = [say("add", "organisation", moved), say("add", "organisation", gone), CORRECTED, astray]
    *_, record, left = values(steps)
    check(record)
    assert [body["name"] for body in record["organisations"]] == ["Tarn Green Trust", "Wexmouth Council"]
    assert left == ["organisations/+2"]


def test_a_correction_is_not_taken_for_one_of_another_fact() -> None:
    other = {**RECORD, "dates": RECORD["dates"][1:]}
    steps = [
        ["corrections", "facts", {"$record": 0}],
        say("remove", "dates/0"),
        ["corrections", "corrected", {"$record": 1}],
        ["corrections", "astray", {"$record": 1}],
        ["corrections", "astray", {"$record": 0}],
    ]
    *_, record, left, none_left = values(steps, records=[RECORD, other])
    assert record == other
    assert (left, none_left) == (["dates/0"], [])


BLANKS = [{"text": " ", "start": 5, "end": 6}, {"text": "\n\n", "start": 5, "end": 9}, {"start": 5, "end": 5}]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("kind", ["date", "organisation", "person", "quote", "contact"])
def test_blanks_are_no_words_of_a_fact(kind: str, blank: dict[str, Any]) -> None:
    key = {"organisation": "organisations/org1", "person": "people/person1", "quote": "quotes/quote1"}.get(
        kind, f"{kind}s/0"
    )
    assert "select some words" in error(say("add", kind, blank))
    assert "select some words" in error(say("change", key, blank))
    lists = {"quote": "parts", "person": "mentions", "organisation": "mentions"}
    if kind in lists:
        assert "select some words" in error(say("add", kind, {lists[kind]: [span("Bo Marsh"), blank]}))


@pytest.mark.parametrize("blank", BLANKS)
def test_blanks_that_were_kept_are_left_out(blank: dict[str, Any]) -> None:
    facts = {
        "dates/0": {"state": "changed", "fields": blank},
        "dates/1": {"state": "deleted", "fields": blank},
        "dates/+1": {"state": "added", "kind": "date", "fields": blank},
        "people/person1": {"state": "changed", "fields": {"mentions": [blank]}},
        "quotes/+1": {"state": "added", "kind": "quote", "fields": {"parts": [blank]}},
    }
    file = json.dumps({**GOOD, "releases": {ID: {"checked": False, "facts": facts}}})
    loaded = [["corrections", "load", file], CORRECTED, ["corrections", "astray", {"$record": 0}]]
    _, record, astray = values(loaded)
    assert record == {**RECORD, "dates": RECORD["dates"][:1]}
    assert astray == ["dates/0", "dates/+1", "people/person1", "quotes/+1"]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (say("change", "dates/0", {"value": "5 May"}), "value: a date in EDTF is wanted"),
        (say("change", "dates/0", {"value": "2023-02-30"}), "value: a date in EDTF is wanted"),
        (say("change", "published", {"value": "2023-02"}), "value: a day such as"),
        (say("change", "published", {"value": "2023-01/.."}), "value: a day such as"),
        (say("change", "quotes/quote1", {"kind": "shouted"}), "kind: wanted is one of direct, partial, indirect"),
        (say("change", "quotes/quote1", {"speaker": {"name": "A", "type": "king"}}), "speaker: type: wanted is one of"),
        (say("change", "quotes/quote1", {"parts": [{"start": -1, "end": 4}]}), "parts: start: a whole number"),
        (say("change", "people/person1", {"name": " "}), "name: some text is wanted"),
        (say("change", "people/person1", {"rank": "A"}), "no field rank; fields are"),
        (say("change", "people/person1", {"post_nominals": "OBE"}), "post_nominals: a list is wanted"),
        (say("change", "people/person1", None), "the fields of a fact are wanted"),
        (say("accept", "weather"), "no key of a fact: weather"),
        (say("accept", "__proto__"), "no key of a fact: __proto__"),
        (say("add", "title", {"value": "A", "start": 0, "end": 1}), "no field start; fields are value"),
        (say("add", "title", {"value": "A"}), "a title is changed, not added"),
        (say("add", "weather", {}), "no kind of fact: weather"),
        (say("add", "toString", {}), "no kind of fact: toString"),
        (say("add", "date", {"value": "2024"}), "select the words of the fact"),
        (say("add", "role", span("Chair")), "tell whose role it is"),
    ],
)
def test_what_is_no_good_is_refused_and_nothing_changes(step: list[Any], reason: str) -> None:
    told, record = call([step, CORRECTED])
    assert reason in told["error"]
    assert record["value"] == RECORD


def test_broken_characters_are_replaced() -> None:
    record = corrected(say("change", "title", {"value": "Band \ud83c returns"}))
    assert record["title"] == "Band \ufffd returns"


def test_any_corrections_leave_a_record_and_can_all_be_undone() -> None:
    chance = random.Random(10)
    steps: Steps = []
    for _ in range(60):
        said = [random_step(chance) for _ in range(12)]
        keys = ["corrections", "facts", {"$record": 0}]
        steps += [*said, keys, CORRECTED]
        every = [*KEYS, *(f"{name}/+{number}" for name in COLLECTIONS for number in range(1, 13))]
        steps += [say("undo", key) for key in every for _ in range(2)]
        steps += [CORRECTED, ["corrections", "releases"]]
    answers = call(steps)
    records = [answer["value"] for step, answer in zip(steps, answers, strict=True) if step == CORRECTED]
    changed, undone = records[::2], records[1::2]
    for record in changed:
        check(record)
    assert sum(record != RECORD for record in changed) > 50
    assert all(record == RECORD for record in undone)
    assert all(
        answer["value"] == []
        for step, answer in zip(steps, answers, strict=True)
        if step == ["corrections", "releases"]
    )


COLLECTIONS = ["dates", "organisations", "people", "quotes", "contacts", "people/person1/roles", "people/+1/roles"]
KEYS = [
    *("title", "published", "publisher", "dates/0", "dates/1", "organisations/org1", "people/person1"),
    *("people/person1/roles/0", "quotes/quote1", "quotes/quote2", "quotes/quote3", "contacts/0"),
]
CHANGES: dict[str, list[dict[str, Any]]] = {
    "title": [{"value": "A"}, {"value": None}],
    "published": [{"value": "2024-01-01"}, {"value": None}],
    "publisher": [{"name": "Tarn Green Trust"}, {"name": None}],
    "dates": [{"value": "2024-22"}, {"value": None}, span("June"), {"modifier": "start"}],
    "organisations": [{"name": "Bo Marsh"}, {"aliases": ["Finch"]}, span("Wexmouth"), {"mentions": [span("Wexmouth")]}],
    "people": [{"name": "Bo Marsh"}, span("Bo Marsh"), {"mentions": [span("Ada")]}, {"post_nominals": ["OBE"]}],
    "roles": [{"title": "Head"}, {"organisation": "Wexmouth"}, {"organisation": None}, span("Bandmaster")],
    "quotes": [
        {"speaker": "Bo Marsh"},
        {"speaker": None},
        {"speaker": {"id": "person1", "name": "A", "type": "person"}},
        span("“a small wonder”"),
        {"kind": "indirect"},
    ],
    "contacts": [{"name": None}, {"email": "a@b.invalid"}, span("Cy Holt")],
}
ADDABLE = {
    "date": "dates",
    "organisation": "organisations",
    "person": "people",
    "quote": "quotes",
    "contact": "contacts",
    "role": "roles",
}


def random_step(chance: random.Random) -> list[Any]:
    """Any call, some of which are refused."""
    key = chance.choice([*KEYS, *(f"{name}/+1" for name in COLLECTIONS)])
    method = chance.choice(["accept", "remove", "change", "change", "add", "add", "undo"])
    if method == "change":
        return say(method, key, chance.choice(CHANGES["roles" if "/roles/" in key else key.split("/")[0]]))
    if method != "add":
        return say(method, key)
    kind = chance.choice(list(ADDABLE))
    start = chance.randrange(len(TEXT))
    place = {"start": start, "end": start + chance.randrange(60)}
    person = {"person": chance.choice(["people/person1", "person1", "people/+1"])} if kind == "role" else {}
    fields = {name: value for name, value in chance.choice(CHANGES[ADDABLE[kind]]).items() if name not in span("a")}
    return say(method, kind, {**fields, **place, **person})


# --- storage and files


def test_what_was_said_is_there_when_the_page_is_opened_again() -> None:
    steps = [say("remove", "dates/0"), ["corrections", "isSaved"], ["open", ""], say("state", "dates/0")]
    assert values(steps, kind="roomy")[1::2] == [True, "deleted"]


def test_two_windows_on_one_page_hold_what_both_said() -> None:
    steps = [
        say("remove", "dates/0"),
        ["other", "accept", ID, "title"],
        say("accept", "dates/1"),
        ["open", ""],
        *(say("state", key) for key in ("dates/0", "title", "dates/1")),
    ]
    assert values(steps, kind="roomy")[-3:] == ["deleted", "accepted", "accepted"]


@pytest.mark.parametrize("kind", ["none", "full", "broken"])
def test_without_storage_the_page_works_and_tells(kind: str) -> None:
    steps = [say("remove", "dates/0"), say("accept", "title"), ["corrections", "isSaved"]]
    *_, is_saved, deleted, accepted = values([*steps, say("state", "dates/0"), say("state", "title")], kind=kind)
    assert (is_saved, deleted, accepted) == (False, "deleted", "accepted")


GOOD = {"format": "extractor corrections", "version": 1, "digest": "digest"}


@pytest.mark.parametrize(
    "held",
    [
        "",
        "{",
        "null",
        "[]",
        '"text"',
        json.dumps({**GOOD, "version": 2, "releases": {}}),
        json.dumps({**GOOD, "releases": {ID: {"facts": {"dates/0": {"state": "eaten"}}}}}),
        json.dumps(
            {**GOOD, "releases": {ID: {"facts": {"dates/0": {"state": "accepted"}, "x": {"state": "accepted"}}}}}
        ),
        json.dumps({"format": "other", "version": 1, "releases": {ID: {"facts": {"dates/0": {"state": "deleted"}}}}}),
    ],
)
def test_storage_that_holds_nonsense_is_ignored_and_mended(held: str) -> None:
    place = {"extractor-review:digest": held}
    first, _, _, then = values(
        [say("state", "dates/0"), say("remove", "dates/0"), ["open", ""], say("state", "dates/0")],
        kind="roomy",
        held=place,
    )
    assert (first, then) == ("open", "deleted")


def test_a_file_is_saved_and_loaded() -> None:
    said = [
        ["corrections", "facts", {"$record": 0}],
        say("remove", "dates/0"),
        say("change", "people/person1", {"name": "Ada Lee"}),
        say("add", "person", span("Bo Marsh")),
        say("add", "role", {"person": "people/+1", **span("Bandmaster")}),
        say("setChecked", True),
    ]
    *_, text, record = values([*said, ["corrections", "toJson"], CORRECTED])
    assert json.loads(text)["releases"][ID]["facts"]["dates/0"] == {
        "state": "deleted",
        "about": f"{span('3 June 2024')['start']}: 3 June 2024",
    }
    told, checked, loaded, again = values(
        [["corrections", "load", text], say("isChecked"), CORRECTED, ["corrections", "toJson"]]
    )
    assert told == {"releases": 1, "facts": 4, "isForeign": False}
    assert checked is True
    assert (loaded, again) == (record, text)


def test_a_file_joins_what_is_there() -> None:
    mine = [say("remove", "dates/0"), say("accept", "dates/1"), say("add", "person", span("Cy Holt"))]
    person = say("add", "person", span("Bo Marsh"))
    role = say("add", "role", {"person": "people/+1", **span("Bandmaster")})
    speaks = say("change", "quotes/quote3", {"speaker": {"id": "person2", "name": "Bo Marsh", "type": "person"}})
    *_, text = values([say("remove", "dates/1"), person, role, speaks, ["corrections", "toJson"]])
    *_, told, twice, states, record = values(
        [*mine, ["corrections", "load", text], ["corrections", "load", text], say("state", "dates/1"), CORRECTED],
        kind="roomy",
        digest="another",
    )
    check(record)
    assert told["isForeign"] is True
    assert twice["facts"] == 4
    assert states == "deleted"
    assert [one["text"] for one in record["dates"]] == []
    # Both called their person +1; neither is lost, none comes twice, and role and quote go with the right one.
    assert [(one["name"], len(one["roles"])) for one in record["people"]] == [
        ("Ada Finch", 1),
        ("Bo Marsh", 1),
        ("Cy Holt", 0),
    ]
    assert record["quotes"][2]["speaker"]["name"] == "Bo Marsh"
    assert record["quotes"][2]["speaker"]["id"] == record["people"][1]["id"]


def added(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Dates, people, roles and quotes that RECORD does not hold, with what each tells."""
    dates = [("date", f"{one['text']} {one['value']}") for one in record["dates"]]
    roles = [("role", f"{one['name']}: {role['title']}") for one in record["people"] for role in one["roles"]]
    people = [("person", one["name"]) for one in record["people"]]
    quotes = [("quote", f"{one['text']} {(one['speaker'] or {}).get('name')}") for one in record["quotes"]]
    found = sorted([*dates, *people, *roles, *quotes])
    return found if record == RECORD else [one for one in found if one not in added(RECORD)]


def test_a_file_loaded_again_changes_nothing_though_the_facts_have_changed_since() -> None:
    add = say("add", "date", {**span("June"), "value": "2024-06"})
    load = ["corrections", "load", {"$step": 1}]
    steps = [add, ["corrections", "toJson"], say("change", "dates/+1", {"value": "2024"}), load, CORRECTED]
    *_, record, _, again = values([*steps, load, CORRECTED])
    # Where both speak of one fact, the file's word holds.
    assert added(record) == [("date", "June 2024-06")]
    assert again == record


def test_the_file_of_a_colleague_is_loaded_thrice_and_its_facts_come_once() -> None:
    bo, cy = say("add", "person", span("Bo Marsh")), say("add", "person", span("Cy Holt"))
    role = say("add", "role", {"person": "people/+1", **span("Bandmaster")})
    speech = say("add", "quote", {**span("Come along."), "speaker": {"name": "Bo Marsh", "id": "person2"}})
    *_, text = values([bo, role, speech, ["corrections", "toJson"]])
    mine = [cy, say("add", "quote", span("Cy Holt")), say("change", "people/+1", {"name": "Cyrus Holt"})]
    load = ["corrections", "load", text]
    *_, first, _, second, _, third = values([*mine, load, CORRECTED, load, CORRECTED, load, CORRECTED])
    check(first)
    assert added(first) == [
        ("person", "Bo Marsh"),
        ("person", "Cyrus Holt"),
        ("quote", "Come along. Bo Marsh"),
        ("quote", "Cy Holt None"),
        ("role", "Bo Marsh: Bandmaster"),
    ]
    assert first == second == third


def test_two_who_added_the_same_words_have_added_one_fact() -> None:
    cy, bo = say("add", "person", span("Cy Holt")), say("add", "person", span("Bo Marsh"))
    june = span("June")
    *_, text = values([bo, say("add", "date", {**june, "value": "2024-06"}), ["corrections", "toJson"]])
    mine = [cy, bo, say("add", "date", june), say("add", "contact", june), say("add", "date", span("Come"))]
    *_, told, record = values([*mine, ["corrections", "load", text], CORRECTED])
    assert told["facts"] == 2
    assert added(record) == [
        ("date", "Come None"),
        ("date", "June 2024-06"),
        ("person", "Bo Marsh"),
        ("person", "Cy Holt"),
    ]


def test_words_added_twice_stay_two_facts() -> None:
    chiefs = [say("add", "role", {"person": person, **span("Bandmaster")}) for person in ("+1", "+2", "person1")]
    steps = [
        *(say("add", "date", span("June")), say("add", "date", span("June"))),
        *(say("add", "person", span("Bo Marsh")), say("add", "person", span("Cy Holt"))),
        *chiefs,
    ]
    load = ["corrections", "load", {"$step": len(steps)}]
    *_, record = values(
        [*steps, ["corrections", "toJson"], say("change", "dates/+2", {"value": "2024"}), load, CORRECTED]
    )
    assert added(record).count(("date", "June None")) == 2
    assert [one[1] for one in added(record) if one[0] == "role"] == [
        "Ada Finch: Bandmaster",
        "Bo Marsh: Bandmaster",
        "Cy Holt: Bandmaster",
    ]


def test_a_file_that_does_not_tell_as_what_facts_were_added_is_loaded_once() -> None:
    facts = {f"dates/+{number}": {"state": "added", "kind": "date", "fields": span("June")} for number in (1, 2)}
    text = json.dumps({**GOOD, "releases": {ID: {"facts": facts}}})
    load = ["corrections", "load", text]
    *_, record, _, again = values([load, CORRECTED, load, CORRECTED])
    assert added(record) == [("date", "June None")] * 2
    assert again == record


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no file of corrections"),
        ("[1]", "no file of corrections"),
        (json.dumps({"id": "a", "title": "gold"}), "no file of corrections"),
        (json.dumps({**GOOD, "version": 9, "releases": {}}), "version 9"),
        (json.dumps({**GOOD, "releases": {"a": {}}}), "Release a has no facts"),
        (json.dumps({**GOOD, "releases": {"a": {"facts": {"b": {"state": "accepted"}}}}}), "Release a, b: no key"),
        (json.dumps({**GOOD, "releases": {"a": {"facts": {"dates/0": {"state": "added"}}}}}), "its state is none of"),
        (json.dumps({**GOOD, "releases": {"a": {"facts": {"dates/+1": {"state": "added"}}}}}), "kind and key disagree"),
        (json.dumps({**GOOD, "releases": {"a": {"facts": {"dates/0": {"state": "changed"}}}}}), "fields are missing"),
    ],
)
def test_a_file_of_anything_else_is_refused_and_nothing_changes(text: str, reason: str) -> None:
    steps = [say("accept", "title"), ["corrections", "load", text], ["corrections", "toJson"]]
    accepted, refused, kept = call(steps)
    assert "error" not in accepted
    assert reason in refused["error"]
    assert json.loads(kept["value"])["releases"] == {ID: {"checked": False, "facts": {"title": {"state": "accepted"}}}}


def test_ids_may_be_any_text() -> None:
    ids = ["__proto__", "12", "../x", "🎺"]
    steps = [["corrections", "accept", one, "title"] for one in ids]
    *_, releases, text = values([*steps, ["corrections", "releases"], ["corrections", "toJson"]])
    assert releases == ids
    assert values([["corrections", "load", text], ["corrections", "state", "__proto__", "title"]]) == [
        {"releases": 4, "facts": 4, "isForeign": False},
        "accepted",
    ]


# --- gold files


def test_a_gold_file_holds_what_the_record_does() -> None:
    gold = values([["Review", "toGold", {"$record": 0}]])[0]
    assert list(gold) == [
        *("id", "source", "reference_date", "title", "published", "publisher", "body", "notes", "noise", "dates"),
        *("organisations", "people", "quotes", "not_quotes", "indirect", "comment"),
    ]
    assert (gold["id"], gold["source"]) == ("tarn-green", "sources/tarn-green.html")
    assert (gold["published"], gold["reference_date"], gold["publisher"]) == ("2024-06-03", "2024-06-03", None)
    assert gold["body"] == TEXT.split("\n\n")[2:6]
    assert gold["notes"] == [TEXT.split("\n\n")[6]]
    # "Band returns" stands in the title, "Share" is too short to tell anything.
    assert gold["noise"] == ["Skip to the main content"]
    assert gold["dates"] == [
        {"text": "3 June 2024", "value": "2024-06-03", "optional": True},
        {"text": "8 June", "value": "2024-06-08"},
    ]
    assert gold["organisations"] == [{"name": "Tarn Green Trust", "aliases": []}]
    assert gold["people"] == [
        {
            "name": "Ada Finch",
            "honorific": "Cllr",
            "speaks": True,
            "roles": [{"title": "Chair", "organisation": "Tarn Green Trust", "explicit": True}],
        }
    ]
    assert gold["quotes"][0] == {
        "kind": "direct",
        "speaker": "Ada Finch",
        "speaker_type": "person",
        "parts": ["It is music to my ears 🎶,", "Come along."],
    }
    assert (gold["quotes"][2]["speaker"], gold["quotes"][2]["speaker_type"]) == (None, "unknown")


def test_a_gold_file_follows_the_corrections() -> None:
    steps = [
        say("change", "dates/1", {"value": None}),
        say("change", "quotes/quote2", {"kind": "indirect"}),
        say("change", "quotes/quote1", {"speaker": None, "unmarked": True}),
        say("add", "organisation", {**span("Wexmouth Council"), "aliases": ["Trust", "council"]}),
        say("change", "organisations/org1", {"aliases": ["the Trust", "TGT"]}),
        CORRECTED,
        ["Review", "toGold", {"$step": 5}],
    ]
    gold = values(steps)[-1]
    assert gold["dates"][1] == {"text": "8 June", "value": "XXXX", "optional": True}
    assert gold["indirect"] == [{"speaker": "Ada Finch", "speaker_type": "person", "text": "a small wonder"}]
    assert gold["quotes"][0]["unmarked"] is True
    assert gold["people"][0]["speaks"] is False
    # A short name of two bodies tells neither.
    assert gold["organisations"] == [
        {"name": "Tarn Green Trust", "aliases": ["TGT"]},
        {"name": "Wexmouth Council", "aliases": ["council"]},
    ]


def at(uri: str, own_id: str = ID) -> dict[str, Any]:
    return {**RECORD, "id": own_id, "source": {**RECORD["source"], "uri": uri}}


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("news/tarn-green.html", "tarn-green"),
        ("tarn-green", "tarn-green"),
        ("https://tarn.invalid/news/band.returns.html", "band.returns"),
        ("https://tarn.invalid/news/band/", "band"),
        ("Überraschung im März.txt", "Überraschung im März"),
        ("pages.zip/x", "x"),
        (".hidden", ID),
        ("../../x.html", "x"),
        ("..", ID),
        ("", ID),
        ("con", ID),
        ("Com1.txt", ID),
        ("a\\..\\b.txt", ID),
        ("tab\there.txt", ID),
        ("trailing .txt", ID),
        ("a:b.txt", ID),
        ("a\u202eb.txt", ID),
        ("long" * 100 + ".txt", ID),
        ("corpus.jsonl#12", ID),
        ("https://tarn.invalid/news.html?id=12", ID),
        ("pages.zip#news/band.html", "band"),
    ],
)
def test_a_gold_file_is_named_like_its_source_if_that_is_safe(uri: str, name: str) -> None:
    told, gold = values(
        [["Review", "goldName", {"$record": 0}], ["Review", "toGold", {"$record": 0}]], records=[at(uri)]
    )
    assert (told, gold["id"]) == (name, name)
    assert gold["source"].count("/") == 1


@pytest.mark.parametrize(
    ("own_id", "name"),
    [("../../x", "__.._x"), ("con", "_con"), ("", "_"), ("..", "_"), ("a/b\0c", "a_b_c"), ("é" * 300, "é" * 100)],
)
def test_an_id_as_a_name_is_made_safe_and_stays_the_id(own_id: str, name: str) -> None:
    told, gold = values(
        [["Review", "goldName", {"$record": 0}], ["Review", "toGold", {"$record": 0}]], records=[at("..", own_id)]
    )
    assert (told, gold["id"]) == (name, own_id)


def test_releases_with_one_stem_do_not_overwrite_each_other() -> None:
    records = [at("a/index.html", "one"), at("b/Index.html", "two"), at("c/other.html", "three")]
    files = values([["Review", "goldFiles", {"$golds": True}]], records=records)[0]
    assert [file["name"] for file in files] == ["one.json", "two.json", "other.json"]
    assert [json.loads(file["text"])["id"] for file in files] == ["one", "two", "other"]


def unzipped(data: str) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(data)))
    assert archive.testzip() is None
    return archive


def test_a_zip_holds_its_files_and_is_always_the_same() -> None:
    files = [{"name": "Tarn – 🎺.json", "text": "Bandstand 🎶\n" * 999}, {"name": "empty.json", "text": ""}]
    first, second = values([["Review", "zip", files], ["Review", "zip", files]])
    assert first == second
    archive = unzipped(first)
    assert archive.namelist() == [file["name"] for file in files]
    assert [archive.read(file["name"]).decode("utf-8") for file in files] == [file["text"] for file in files]
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert unzipped(values([["Review", "zip", []]])[0]).namelist() == []


def test_a_zip_lets_no_name_out_of_its_folder_nor_over_another() -> None:
    names = ["../../x.json", "/x.json", "X.json", "..\\x.json", "con.json", "a/../b.json", "..", "gold/x.json"]
    data = values([["Review", "zip", [{"name": name, "text": name} for name in names]]])[0]
    archive = unzipped(data)
    assert archive.namelist() == [
        *("x.json", "x-2.json", "X-3.json", "x-4.json", "_con.json", "a/b.json", "_", "gold/x.json"),
    ]
    assert [archive.read(name).decode() for name in archive.namelist()] == names


# --- gold files and evaluation: a record agrees with its own gold file


@pytest.fixture(scope="module")
def sample_records() -> list[dict[str, Any]]:
    """Pages, texts and Markdown, with quotes of each kind."""
    return [record.model_dump(mode="json", by_alias=True) for record in records_of(RELEASES[::4])]


@pytest.fixture(scope="module")
def gold_folder(sample_records: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gold files of the records as they were found, out of their zip."""
    folder = tmp_path_factory.mktemp("gold")
    steps = [["Review", "goldFiles", {"$golds": True}], ["Review", "zip", {"$step": 0}]]
    unzipped(values(steps, records=sample_records)[1]).extractall(folder)
    return folder


def scored(gold: Path, records: list[dict[str, Any]], folder: Path) -> dict[str, dict[str, float]]:
    """The figures of the common scorer."""
    lines = folder / "records.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    command = [sys.executable, str(SCORER), str(gold), str(lines), "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    assert told.pop("releases") == len(records)
    assert told.pop("without_record") == []
    figures: dict[str, dict[str, float]] = told
    return figures


def evaluated(gold: Path, records: list[dict[str, Any]], folder: Path) -> dict[str, dict[str, float]]:
    """The figures of `extractor.evaluation`."""
    evaluation = pytest.importorskip("extractor.evaluation")
    found = evaluation.evaluate(gold, [Record.model_validate(record) for record in records])
    assert found.without_record == ()
    return {name: {**measure.figures(), **measure.counts()} for name, measure in found.measures.items()}


@pytest.mark.parametrize("measure", [scored, evaluated])
def test_a_record_agrees_with_its_own_gold_file(
    measure: Callable[..., dict[str, dict[str, float]]],
    gold_folder: Path,
    sample_records: list[dict[str, Any]],
    tmp_path: Path,
) -> None:
    if measure is scored and not SCORER.exists():
        pytest.skip("the common scorer is not there")
    figures = measure(gold_folder, sample_records, tmp_path)
    body = figures.pop("body")
    assert len(figures) >= 19
    for name, row in figures.items():
        assert row.get("f1", row.get("accuracy")) == 1.0, name
        assert max(row.get(count, 0) for count in ("tp", "true_positives", "asked")) > 0, name
    # The body is compared by runs of four words, and those across its edges stand in the record alone.
    assert body["f1"] > 0.97


@pytest.mark.parametrize("place", [0, 1])
def test_a_body_called_by_the_name_of_another_is_not_taken_for_it(place: int, tmp_path: Path) -> None:
    board = {**RECORD["organisations"][0], "id": "org2", "name": "Board", "register": None, "mentions": [span("Tarn")]}
    trust = {**RECORD["organisations"][0], "aliases": ["the Board", "the Trust"]}
    bodies = [trust, board] if place else [board, trust]
    record = {**RECORD, "organisations": bodies}
    files = values([["Review", "goldFiles", {"$golds": True}]], records=[record])[0]
    (tmp_path / files[0]["name"]).write_text(files[0]["text"], "utf-8")
    # The record stays as it was found; the gold file leaves out what tells neither.
    assert json.loads(files[0]["text"])["organisations"] == [
        {"name": "Tarn Green Trust", "aliases": ["the Trust"]},
        {"name": "Board", "aliases": []},
    ]
    assert evaluated(tmp_path, [record], tmp_path)["organisations"]["f1"] == 1


def test_the_gold_files_hold_all_words_of_the_body(gold_folder: Path, sample_records: list[dict[str, Any]]) -> None:
    for record in sample_records:
        gold = json.loads((gold_folder / f"{Path(record['source']['uri']).stem}.json").read_text("utf-8"))
        kinds = {"body": ["heading", "body", "list_item", "block_quote"], "notes": ["notes", "contact"]}
        for field, wanted in kinds.items():
            parts = [part for part in record["paragraphs"] if part["kind"] in wanted]
            assert gold[field] == [record["text"][part["start"] : part["end"]] for part in parts]
        assert len(gold["noise"]) <= 15


def test_corrections_show_in_the_figures(sample_records: list[dict[str, Any]], tmp_path: Path) -> None:
    if not SCORER.exists():
        pytest.skip("the common scorer is not there")
    record = next(one for one in sample_records if len(one["dates"]) > 2 and one["quotes"] and one["people"])
    own = record["id"]
    steps = [
        ["corrections", "remove", own, "dates/1"],
        ["corrections", "remove", own, f"people/{record['people'][0]['id']}"],
        ["corrections", "change", own, f"quotes/{record['quotes'][0]['id']}", {"speaker": "Zeb Nobody"}],
        ["Review", "goldFiles", {"$golds": True}],
    ]
    files = values(steps, records=[record])[-1]
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / files[0]["name"]).write_text(files[0]["text"], "utf-8")
    figures = scored(gold, [record], tmp_path)
    assert (figures["dates"]["fp"], figures["dates"]["fn"]) == (1, 0)
    assert figures["people"]["fp"] == 1
    assert figures["quotes_attributed"]["f1"] < 1


def test_every_date_of_the_samples_may_be_written(sample_records: list[dict[str, Any]]) -> None:
    found = [one["value"] for record in sample_records for one in record["dates"] if one["value"] is not None]
    assert len(found) > 100
    told = call([["Review", "isDateValue", value] for value in found])
    assert [value for value, answer in zip(found, told, strict=True) if answer["value"] is not True] == []
