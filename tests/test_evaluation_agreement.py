"""The scorer over whole gold files: what must hold for any, and that the project's shared scorer counts the same."""

import json
import random
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_of_gold import record_of

from extractor import Record, extract
from extractor.evaluation import MEASURES, Evaluation, Measure, Overlap, Rate, Tally, evaluate
from extractor.evaluation.fold import body_name, dice, fold, jaccard, person_name
from extractor.evaluation.judges.dates import canonical_value

SHARED = Path(__file__).parent.parent.parent / "shared"
SCORER, DEV = SHARED / "eval" / "score.py", SHARED / "gold" / "dev"
needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason="the shared scorer is not beside this folder")
needs_dev = pytest.mark.skipif(
    not (SCORER.exists() and DEV.exists()), reason="the shared scorer or its gold is not here"
)

BODIES = [
    ["Harrowmere Council", "HC"],
    ["Larkfield Wildlife Trust", "LWT"],
    ["Saint Osyth’s Hospital"],
    ["Tarrow & Sons"],
    ["University of Larkfield", "the University"],
]
PEOPLE = ["Ann Sorrel", "Ben Tarrow", "Chidi O’Dell", "Dilys Wren-Hart", "Dr. Ewa Pike"]
ROLES = ["Leader", "Cabinet Member for Transport", "Chief Executive", "head of the ferry service"]
DATES = [
    ["12 June 2024", "2024-06-12"],
    ["June", "2024-06"],
    ["early June", "2024-06"],
    ["last year", "2023"],
    ["2024", None],
]
SPEECH = [
    "Families have asked for this for years.",
    "a long-awaited step",
    "We’ll build the first before the spring — and the rest by 2026!",
    "It is what the harbour needs, and what it has never had.",
    "not good enough",
]
NOISE = ["Skip to content", "Accept cookies", "Share this page"]

optional = st.booleans()
organisations = st.lists(st.sampled_from(BODIES), unique_by=lambda names: names[0]).flatmap(
    lambda bodies: st.tuples(*(st.builds(lambda o, b=b: _fact(o, name=b[0], aliases=b[1:]), optional) for b in bodies))
)
dates = st.lists(st.builds(lambda o, date: _fact(o, text=date[0], value=date[1]), optional, st.sampled_from(DATES)))
roles = st.lists(
    st.builds(
        lambda o, explicit, title, body: _fact(o, title=title, organisation=body, explicit=explicit),
        optional,
        st.booleans(),
        st.sampled_from(ROLES),
        st.sampled_from([None, *(names[0] for names in BODIES)]),
    ),
    unique_by=lambda role: role["title"],
    max_size=2,
)
people = st.lists(
    st.builds(
        lambda o, speaks, name, roles: _fact(o, name=name, speaks=speaks, roles=roles),
        optional,
        st.booleans(),
        st.sampled_from(PEOPLE),
        roles,
    ),
    unique_by=lambda person: person["name"],
)
speakers = st.sampled_from(
    [
        (None, "unknown"),
        *((name, "person") for name in PEOPLE),
        *((names[0], "organisation") for names in BODIES),
        ("residents of Larkfield", "group"),
    ]
)
quotes = st.lists(
    st.builds(
        lambda o, kind, speaker, parts: _fact(o, kind=kind, speaker=speaker[0], speaker_type=speaker[1], parts=parts),
        optional,
        st.sampled_from(["direct", "partial"]),
        speakers,
        st.lists(st.sampled_from(SPEECH), min_size=1, max_size=3),
    ),
    max_size=4,
)
indirect = st.lists(
    st.builds(
        lambda o, speaker, text: _fact(o, speaker=speaker, text=text),
        optional,
        st.sampled_from(PEOPLE),
        st.sampled_from(SPEECH),
    ),
    max_size=2,
)


def _fact(optional: bool, **fields: Any) -> dict[str, Any]:
    return {**fields, "optional": True} if optional else fields


@st.composite
def gold_files(draw: st.DrawFn, name: str = "quay") -> dict[str, Any]:
    """A gold file whose facts all stand in its body."""
    gold: dict[str, Any] = {
        "id": name,
        "title": draw(st.sampled_from([None, "Ferry to sail on Sundays", "Quay closed"])),
        "published": draw(st.sampled_from([None, "2024-06-12"])),
        "publisher": draw(st.sampled_from([None, *(names[-1] for names in BODIES)])),
        "notes": draw(st.lists(st.sampled_from(["Notes to editors", "Press office: 01632 960001"]), unique=True)),
        "dates": draw(dates),
        "organisations": list(draw(organisations)),
        "people": draw(people),
        "quotes": draw(quotes),
        "indirect": draw(indirect),
    }
    body = [f"On the quay, {string}, they say." for string in _strings_of_facts(gold)]
    noise = draw(st.lists(st.sampled_from(NOISE), unique=True))
    return {**gold, "body": draw(st.permutations(body)), "noise": noise}


def _strings_of_facts(gold: dict[str, Any]) -> Iterator[str]:
    yield from (date["text"] for date in gold["dates"])
    for body in gold["organisations"]:
        yield from (body["name"], *body["aliases"])
    for person in gold["people"]:
        yield from (person["name"], *(role["title"] for role in person["roles"]))
    for quote in gold["quotes"]:
        yield from quote["parts"]
    yield from (report["text"] for report in gold["indirect"])


def _evaluated(files: list[dict[str, Any]], records: list[Record]) -> Evaluation:
    with TemporaryDirectory() as folder:
        for gold in files:
            (Path(folder) / f"{gold['id']}.json").write_text(json.dumps(gold), "utf-8")
        return evaluate(Path(folder), records)


@settings(deadline=None)
@given(gold_files())
def test_a_gold_file_agrees_with_itself(gold: dict[str, Any]) -> None:
    measures = _evaluated([gold], [record_of(gold)]).measures
    body = measures.pop("body")
    assert {name: measure.figure for name, measure in measures.items() if measure.figure < 1} == {}
    # Stretches over the borders of title, body and notes belong to none of them: three a border.
    assert isinstance(body, Overlap)
    assert body.false_negatives == 0
    assert body.false_positives <= 9


@settings(deadline=None)
@given(st.tuples(gold_files("east"), gold_files("west")), st.integers(0, 2**32))
def test_figures_are_shares_whatever_the_order_of_records(files: tuple[dict[str, Any], ...], seed: int) -> None:
    chance = random.Random(seed)
    records = [damage(record_of(gold), chance) for gold in files]
    evaluation = _evaluated(list(files), records)
    assert all(0 <= figure <= 1 for measure in evaluation.measures.values() for figure in measure.figures().values())
    assert _evaluated(list(files), records[::-1]).to_json() == evaluation.to_json()


@needs_scorer
@settings(deadline=None)
@given(st.tuples(gold_files("east"), gold_files("west")), st.integers(0, 2**32))
def test_the_shared_scorer_agrees_on_any_gold_file(files: tuple[dict[str, Any], ...], seed: int) -> None:
    chance = random.Random(seed)
    records = [damage(record_of(gold), chance) for gold in files]
    with TemporaryDirectory() as folder:
        for gold in files:
            (Path(folder) / f"{gold['id']}.json").write_text(json.dumps(gold), "utf-8")
        assert_agreement(Path(folder), records)


TITLES = ["The", "the", "a", "Cllr", "Mrs.", "Dr", "Rt", "Hon", "Right", "Honourable", "DCI", "Mayor", "MP", "OBE"]
NAMES = st.lists(st.sampled_from([*TITLES, "Ann", "O’Dell", "Sorrel’s", "Q.C.", "x", "(Tarrow)", "“", "'s"])).map(
    " ".join
)


@needs_scorer
@settings(max_examples=300, deadline=None)
@given(NAMES | st.text(max_size=30), NAMES | st.text(max_size=30))
def test_the_shared_scorer_folds_alike(one: str, other: str) -> None:
    scorer = _scorer()
    assert fold(one) == scorer.norm(one)
    assert body_name(one) == scorer.strip_name(one)
    assert person_name(one) == scorer.strip_person(one)
    assert dice(one, other) == scorer.token_f1(one, other)
    assert jaccard(one, other) == scorer.coverage(one, other)


@needs_scorer
@settings(deadline=None)
@given(st.text("0123456789-/~?%. X"), st.text("0123456789-/~?%. X"))
def test_the_shared_scorer_takes_the_same_values_for_one(one: str, other: str) -> None:
    assert (canonical_value(one) == canonical_value(other)) == _scorer().same_date(one, other)


@pytest.fixture(scope="module")
def dev_records() -> list[Record]:
    """The records of the shared gold files' sources, made anew."""
    return [extract(path) for path in sorted((DEV / "sources").iterdir())]


@needs_dev
def test_the_shared_scorer_agrees_on_the_shared_gold(dev_records: list[Record]) -> None:
    assert len(dev_records) == len(list(DEV.glob("*.json"))) >= 15
    assert_agreement(DEV, dev_records)


@needs_dev
def test_the_shared_scorer_agrees_on_damaged_records(dev_records: list[Record]) -> None:
    untouched = evaluate(DEV, dev_records).measures
    touched = set()
    for seed in range(12):
        chance = random.Random(seed)
        records = [damage(record, chance) for record in dev_records if chance.random() > 0.1]
        measures = assert_agreement(DEV, records)
        touched |= {name for name, measure in measures.items() if measure.figure < untouched[name].figure}
    assert touched == MEASURES.keys(), "the damage left something whole"


def _scorer() -> ModuleType:
    """The shared scorer as a module."""
    if "shared_scorer" not in sys.modules:
        spec = spec_from_file_location("shared_scorer", SCORER)
        assert spec
        assert spec.loader
        sys.modules["shared_scorer"] = module = module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["shared_scorer"]


def assert_agreement(gold: Path, records: list[Record]) -> dict[str, Measure]:
    """Every figure and every count of both scorers is the same."""
    plain = {Path(record.source.uri).stem: record.model_dump(mode="json", by_alias=True) for record in records}
    expected = _scorer().score(sorted(gold.glob("*.json")), plain)
    evaluation = evaluate(gold, records)
    assert list(evaluation.without_record) == expected["without_record"]
    assert {name: _shared_row(measure) for name, measure in evaluation.measures.items()} == {
        name: pytest.approx(expected[name], abs=1e-9) for name in MEASURES
    }
    return evaluation.measures


def _shared_row(measure: Measure) -> dict[str, float]:
    """A measure in the words of the shared scorer."""
    if isinstance(measure, Rate):
        return {**measure.figures(), **measure.counts()}
    counts = dict(zip(("tp", "fp", "fn"), measure.counts().values(), strict=True))
    return {**measure.figures(), **(counts if type(measure) is Tally else {})}


def damage(record: Record, chance: random.Random) -> Record:
    """The record with facts dropped, doubled, renamed, cut and shifted at random."""
    data = record.model_dump(mode="json", by_alias=True)
    names = [person["name"] for person in data["people"]] + ["Ben Tarrow", "Harrowmere Council", "the inspectors"]
    data["title"] = _cut(data["title"] or "", chance) or None
    kept = [noise["text"] for noise in data["removed"] if chance.random() < 0.1]
    data["text"] = "\n\n".join([_cut(data["text"], chance, 0.02), *kept])
    for day in ("published", "updated"):
        if data[day] and chance.random() < 0.3:
            data[day]["value"] = "2001-02-03"
    if data["publisher"] and chance.random() < 0.3:
        data["publisher"]["name"] = chance.choice(names)
    for field in ("dates", "organisations", "people", "quotes"):
        data[field] = [_damaged_fact(fact, names, chance) for fact in _dropped_and_doubled(data[field], chance)]
    return Record.model_validate(data)


def _dropped_and_doubled(facts: list[Any], chance: random.Random) -> list[Any]:
    return [json.loads(json.dumps(fact)) for fact in facts for _ in range(chance.choice([0, 1, 1, 1, 1, 2]))]


def _damaged_fact(fact: dict[str, Any], names: list[str], chance: random.Random) -> dict[str, Any]:
    """A fact of any kind, each of its values damaged now and then."""
    for mention in [fact, *fact.get("mentions", []), *fact.get("parts", [])]:
        if "start" in mention and chance.random() < 0.15:
            mention["text"] = _cut(mention["text"], chance) or "something"
    if "value" in fact and chance.random() < 0.3:
        fact["value"] = chance.choice([None, "2024", "2024-06-12/2024-06-12", f"{fact['value']}~"])
    if "aliases" in fact and chance.random() < 0.3:
        fact["name"], fact["aliases"] = chance.choice([fact["name"], *fact["aliases"], "the Trust"]), []
    if "roles" in fact:
        fact["roles"] = [_damaged_role(role, names, chance) for role in _dropped_and_doubled(fact["roles"], chance)]
    if "speaker" in fact:
        _damage_quote(fact, names, chance)
    return fact


def _damaged_role(role: dict[str, Any], names: list[str], chance: random.Random) -> dict[str, Any]:
    body = {"id": None, "name": chance.choice(names)} if chance.random() < 0.3 else role["organisation"]
    return {**role, "title": _cut(role["title"], chance) or "Leader", "organisation": body}


def _damage_quote(quote: dict[str, Any], names: list[str], chance: random.Random) -> None:
    quote["text"] = _cut(quote["text"], chance)
    if chance.random() < 0.2:
        quote["kind"] = chance.choice(["direct", "partial", "indirect"])
    if chance.random() < 0.2:
        quote["parts"] = quote["parts"][1:]
    if quote["speaker"] and chance.random() < 0.4:
        quote["speaker"]["name"] = chance.choice(names)
    elif chance.random() < 0.1:
        quote["speaker"] = None


def _cut(text: str, chance: random.Random, share: float = 0.1) -> str:
    """The text without some of its words, or, now and then, as it is."""
    if chance.random() < 0.5:
        return text
    return " ".join(word for word in text.split(" ") if chance.random() > share)
