"""Records as tables: each opens in its own tool, answers the usual questions, and gives the records back."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

import duckdb
import pandas
import pyarrow.parquet as pq
import pytest
from fakes import bare_record
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_records import records_of

from extractor import read_records, write_records
from extractor.errors import InputError, UsageError
from extractor.outputs.formats import FORMATS, Shape
from extractor.outputs.stored import read_stored
from extractor.outputs.tables.columns import TABLES
from extractor.outputs.tables.package import data_package
from extractor.record import Record, SourceInfo
from extractor.write import check_output, open_writer

ROOT = Path(__file__).parent.parent
# Those that leave nothing out.
WHOLE = ["jsonl", "jsonl.gz", "json", "csv", "sqlite", "parquet", "duckdb"]
TABLE_FORMATS = ["csv", "sqlite", "parquet", "duckdb"]


def write(records: Iterable[Record], out: Path, tell: Callable[[str], None] = print) -> Path:
    with open_writer(str(out), check_output(str(out), None), tell=tell) as writer:
        for record in records:
            writer.write(record.model_dump_json().encode())
    return out


def read(place: Path) -> list[Record]:
    records = list(read_stored(str(place)))
    assert not [one for one in records if isinstance(one, InputError)]
    return records


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return records_of(ROOT / "samples" / name for name in NAMES)


NAMES = [
    "fernmoor-sunday-libraries.txt",
    "govuk-flood-defences.html",
    *sorted(path.name for path in (ROOT / "samples").glob("*.html"))[:4],
]


@pytest.fixture(scope="module")
def written(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("written")
    return {name: write(records, folder / f"releases.{name}") for name in WHOLE}


# --- back again -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", WHOLE)
def test_the_records_come_back(name: str, records: list[Record], written: dict[str, Path], tmp_path: Path) -> None:
    assert read(written[name]) == records
    write_records(records, tmp_path / "out", name)
    assert list(read_records(tmp_path / "out")) == records


def test_the_samples_fill_every_table(written: dict[str, Path]) -> None:
    with closing(sqlite3.connect(written["sqlite"])) as database:
        counts = {table.name: one(database, f"SELECT count(*) FROM {table.name}") for table in TABLES}
    assert [name for name, count in counts.items() if not count and name != "problems"] == []
    assert counts["statements"] == counts["quotes"]


def one(database: Any, query: str) -> Any:
    return database.execute(query).fetchone()[0]


# Text as a hostile page may hold it: marks of formulas, NUL, ends of lines of every kind.
HOSTILE = [
    "=1+1",
    "'=1",
    "''@x",
    "+44 1632 960123",
    "-cmd|' /C calc'!A0",
    "a\r\nb",
    "\r",
    '"',
    "\x00",
    "\ufeff",
    "2024-03",
    "199X",
    "'",
]
WORDS = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.sampled_from(HOSTILE))
NUMBERS = st.integers(0, 2**40)
SIMPLE = {
    str: WORDS,
    int: NUMBERS,
    bool: st.booleans(),
    NoneType: st.none(),
    dict[str, Any]: st.dictionaries(WORDS, st.one_of(st.none(), WORDS, st.booleans(), NUMBERS), max_size=2),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any object of a kind that a record holds; of those with an id, no two in a list have the same."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        unique = {"unique_by": lambda made: made.id} if "id" in getattr(item, "model_fields", ()) else {}
        return st.lists(anything(item), max_size=2, **unique)
    if get_origin(kind) is UnionType:
        return st.one_of(*map(anything, get_args(kind)))
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return st.builds(kind, **{name: anything(field.annotation) for name, field in kind.model_fields.items()})


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "duckdb"])
@given(made=st.lists(anything(Record), min_size=1, max_size=3, unique_by=lambda record: record.id))
@settings(max_examples=25, deadline=None)
def test_any_records_come_back(name: str, made: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        assert read(write(made, Path(folder) / f"out.{name}")) == made


@given(made=st.lists(anything(Record), min_size=2, max_size=3, unique_by=lambda record: record.id))
@settings(max_examples=4, deadline=None)  # a database takes half a second
def test_any_records_come_back_from_duckdb(made: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        assert read(write(made, Path(folder) / "out.duckdb")) == made


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "duckdb"])
def test_the_same_records_give_the_same_bytes(
    name: str, records: list[Record], written: dict[str, Path], tmp_path: Path
) -> None:
    again = write(records, tmp_path / f"again.{name}")
    assert bytes_of(again) == bytes_of(written[name])


def bytes_of(place: Path) -> dict[str, bytes]:
    if place.is_file():
        return {"": place.read_bytes()}
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())}


# --- each in its own tool ---------------------------------------------------------------------------------------------
@pytest.fixture(params=["sqlite", "duckdb"])
def database(request: pytest.FixtureRequest, written: dict[str, Path]) -> Any:
    place = str(written[request.param])
    with closing(
        sqlite3.connect(place) if request.param == "sqlite" else duckdb.connect(place, read_only=True)
    ) as opened:
        yield opened


def test_who_said_what_for_whom_and_when(database: Any, records: list[Record]) -> None:
    columns = "cast(published_day AS text), publisher, speaker, speaker_roles, text"
    said = database.execute(f"SELECT {columns} FROM statements").fetchall()
    expected = [
        (
            record.published.value if record.published else None,
            record.publisher.name if record.publisher else None,
            quote.speaker.name if quote.speaker else None,
            "; ".join(", ".join(filter(None, [role.title, role.organisation])) for role in quote.speaker.roles) or None
            if quote.speaker
            else None,
            quote.text,
        )
        for record in records
        for quote in record.quotes
    ]
    assert len(expected) > 10
    assert said == expected


def test_the_other_views_count_what_is_there(database: Any, records: list[Record]) -> None:
    quotes = sum(quote.speaker is not None for record in records for quote in record.quotes)
    mentions = sum(len(body.mentions) for record in records for body in record.organisations)
    assert one(database, "SELECT sum(quotes) FROM speakers") == quotes
    assert one(database, "SELECT sum(mentions) FROM organisations_named") == mentions
    assert one(database, "SELECT sum(releases) FROM releases_by_month") == len(records)
    problems = sum(len(record.problems) for record in records)
    assert (one(database, "SELECT sum(problems) FROM problems_by_code") or 0) == problems


def test_days_are_days_to_duckdb(written: dict[str, Path], records: list[Record]) -> None:
    with closing(duckdb.connect(str(written["duckdb"]), read_only=True)) as database:
        intervals = database.execute("SELECT end_day - start_day FROM dates WHERE grain = 'week'").fetchall()
        months = one(database, "SELECT count(*) FROM releases WHERE month(published_day) BETWEEN 1 AND 12")
        meaning = database.execute("SELECT comment FROM duckdb_columns() WHERE column_name = 'cue'").fetchone()
    assert set(intervals) == {(6,)}
    assert months == sum(record.published is not None for record in records)
    assert meaning == ("The word that attributes: `said`.",)


def test_full_text_search_in_sqlite(written: dict[str, Path], records: list[Record]) -> None:
    texts = """
        SELECT release_id FROM releases_search JOIN releases ON releases.rowid = releases_search.rowid
        WHERE releases_search MATCH 'sundays AND librar*'
    """
    quotes = "SELECT speaker FROM quotes_search WHERE quotes_search MATCH 'text:branch'"
    with closing(sqlite3.connect(written["sqlite"])) as database:
        found = {release for (release,) in database.execute(texts)}
        quoted = {speaker for (speaker,) in database.execute(quotes)}
        assert one(database, "PRAGMA integrity_check") == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert found == {record.id for record in records if {"sundays", "libraries"} <= set(record.text.lower().split())}
    assert quoted == {
        quote.speaker and quote.speaker.name
        for record in records
        for quote in record.quotes
        if "branch" in re.findall(r"\w+", quote.text.lower())
    }


def test_csv_in_pandas_and_duckdb(written: dict[str, Path], records: list[Record]) -> None:
    folder = written["csv"]
    releases = pandas.read_csv(folder / "releases.csv", parse_dates=["published_day"])
    assert list(releases["release_id"]) == [record.id for record in records]
    assert list(releases["text"]) == [record.text for record in records]
    assert str(releases["published_day"].dtype).startswith("datetime64")
    with closing(duckdb.connect()) as database:
        count = one(database, f"SELECT count(*) FROM read_csv('{folder / 'quotes.csv'}')")
    assert count == sum(len(record.quotes) for record in records)


def test_csv_is_utf8_to_a_spreadsheet_and_runs_nothing(tmp_path: Path) -> None:
    source = SourceInfo(uri="=cmd()", media_type="text/plain", sha256="0", bytes=1)
    titles = [
        "=1+1",
        "+44 1632 960123",
        "+1+cmd|' /C'!A0",
        "- a dash, and more",
        "-1+1",
        "@SUM(A1)",
        "'quoted'",
        "",
        "Café",
        "- cmd|' /C'!A0",
        "\n=1+1",
    ]
    made = [bare_record(source, id=str(number), title=title, text="") for number, title in enumerate(titles)]
    place = write(made, tmp_path / "out.csv")
    data = (place / "releases.csv").read_bytes()
    assert data.startswith("\ufeff".encode())
    cells = [row["title"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    marked = {
        0: "'=1+1",
        2: "'+1+cmd|' /C'!A0",
        4: "'-1+1",
        5: "'@SUM(A1)",
        7: "'",
        9: "'- cmd|' /C'!A0",
        10: "'\n=1+1",
    }
    assert cells == [marked.get(number, title) for number, title in enumerate(titles)]
    assert [record.title for record in read(place)] == titles


def test_parquet_has_types_and_meanings(written: dict[str, Path]) -> None:
    dates = pq.read_table(written["parquet"] / "dates.parquet")
    assert {str(dates.schema.field(name).type) for name in ("start_day", "end_day")} == {"date32[day]"}
    assert dates.schema.field("value").metadata == {b"meaning": b"What it stands for, in EDTF."}
    people = pandas.read_parquet(written["parquet"] / "people.parquet")
    assert {type(cell).__name__ for cell in people["post_nominals"]} == {"ndarray"}


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-04-01/2024-03-31", "2023-04-01", "2024-03-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-34", "2024-04-01", "2024-06-30"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2024/..", "2024-01-01", None),
        ("../2024-03-05", None, "2024-03-05"),
        ("about 2024", None, None),
        ("99999999999", None, None),
        (None, None, None),
    ],
)
def test_typed_days_beside_edtf(value: str | None, first: str | None, last: str | None) -> None:
    (table,) = (table for table in TABLES if table.name == "dates")
    columns = {column.name: column for column in table.columns}
    found = [columns[name].derive({}, {"value": value}) for name in ("start_day", "end_day")]  # type: ignore[misc]
    assert [day and day.isoformat() for day in found] == [first, last]


BODY = {"id": "org1", "name": "A", "aliases": [], "type": "other", "register": None, "mentions": []}


# --- what can go wrong ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_an_id_that_two_records_have_stands_once_and_is_told(name: str, tmp_path: Path) -> None:
    sources = [SourceInfo(uri=uri, media_type="text/plain", sha256="0", bytes=1) for uri in ("a.txt", "b.txt")]
    told: list[str] = []
    made = [bare_record(source, id="same", title=source.uri, text="") for source in sources]
    assert read(write(made, tmp_path / f"out.{name}", told.append)) == made[:1]
    assert told == ["b.txt: has the id of an earlier record, same; the tables hold only that one"]


@pytest.mark.parametrize("name", TABLE_FORMATS)
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"organisations": [BODY, BODY]}, "a.txt: has an id twice in organisations, so that tables can't hold it"),
        ({"paragraphs": [{"start": 0, "end": 2**63, "kind": "body"}]}, "a.txt: has a number in paragraphs that"),
    ],
)
def test_what_tables_can_not_hold_is_left_out_and_told(
    name: str, fields: dict[str, Any], told: str, tmp_path: Path
) -> None:
    sources = [SourceInfo(uri=uri, media_type="text/plain", sha256="0", bytes=1) for uri in ("a.txt", "b.txt")]
    lines: list[str] = []
    first, second = (bare_record(source, id=source.uri, title=None, text="") for source in sources)
    odd = Record.model_validate({**first.model_dump(), **fields})
    assert read(write([odd, second], tmp_path / f"out.{name}", lines.append)) == [second]
    assert len(lines) == 1
    assert lines[0].startswith(told)


def test_a_folder_with_other_files_is_left_alone(records: list[Record], tmp_path: Path) -> None:
    folder = tmp_path / "out.csv"
    write(records[:1], folder)
    assert read(write(records[1:2], folder)) == records[1:2]
    (folder / ".~lock.quotes.csv#").write_text("")
    (folder / ".DS_Store").write_text("")
    assert read(write(records[:1], folder)) == records[:1]
    (folder / "notes.txt").write_text("mine")
    before = bytes_of(folder)
    with pytest.raises(UsageError, match=r"holds other files \(notes.txt\)"):
        write(records[:1], folder)
    assert bytes_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_an_exception_changes_nothing(name: str, records: list[Record], tmp_path: Path) -> None:
    out = write(records[:1], tmp_path / f"out.{name}")
    with pytest.raises(KeyboardInterrupt):
        write(interrupted(records), out)
    assert read(out) == records[:1]
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def interrupted(records: list[Record]) -> Iterable[Record]:
    yield records[1]
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("dates", "dates has rows of release nobody out of place"),
        ("quotes", "quote_parts has rows of quote1, quote2, quote3, quote4, which quotes has not"),
    ],
)
def test_rows_without_their_release_are_refused(table: str, told: str, records: list[Record], tmp_path: Path) -> None:
    out = write(records, tmp_path / "out.csv")
    file = out / f"{table}.csv"
    file.write_text(file.read_text("utf-8-sig").replace(records[0].id, "nobody"), "utf-8-sig")
    with pytest.raises(UsageError, match=told):
        list(read_stored(str(out)))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", b'{"id": 1}\n', "a.jsonl:1: is no record"),
        ("a.jsonl", b"\nnonsense\n", "a.jsonl:2: is no record"),
        ("a.json", b"[{}]", "a.json#1: is no record"),
        ("a.json", b"[", "a.json: is no JSON"),
        ("a.json", b"[" * 100_000, "a.json: is no JSON"),
        ("a.jsonl.gz", b"\x1f\x8b\x08\x00", "a.jsonl.gz: is cut short or damaged"),
    ],
)
def test_what_is_no_record_is_told_with_its_line(name: str, content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (error,) = read_stored(str(tmp_path / name))
    assert isinstance(error, InputError)
    assert told in str(error)


def test_a_damaged_line_costs_itself_alone(records: list[Record], tmp_path: Path) -> None:
    out = write(records[:2], tmp_path / "out.jsonl")
    lines = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(b"\xef\xbb\xbf" + lines[0] + lines[1][:40] + b"\n" + lines[1])
    read_back = list(read_stored(str(out)))
    assert [type(one) for one in read_back] == [Record, InputError, Record]


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def spoilt(data: bytes) -> bytes:
    return data[:40] + bytes(range(256)) * 20 + data[40:]


@pytest.mark.parametrize("damage", [cut, spoilt])
@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_damaged_tables_are_told(
    name: str, damage: Callable[[bytes], bytes], records: list[Record], tmp_path: Path
) -> None:
    out = write(records[:1], tmp_path / f"out.{name}")
    file = out / f"organisations.{name}" if out.is_dir() else out
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(UsageError, match=re.escape(f"out.{name}: the ")):
        list(read_stored(str(out)))


def test_a_parquet_table_that_lacks_a_column_is_told(records: list[Record], tmp_path: Path) -> None:
    """Found by fuzzing."""
    file = write(records[:1], tmp_path / "out.parquet") / "roles.parquet"
    pq.write_table(pq.read_table(file).drop_columns("release_id"), file)
    with pytest.raises(UsageError, match="it has no column release_id"):
        list(read_stored(str(file.parent)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("release_id,number", "release,number", id="a column under another name"),
        pytest.param(",1,", ",one,", id="a word for a number"),
        pytest.param(",false,", "\r\n", id="a row cut short"),
    ],
)
def test_tables_that_were_spoilt_by_hand_are_told(old: str, new: str, records: list[Record], tmp_path: Path) -> None:
    out = write(records[:1], tmp_path / "out.csv")
    file = out / "dates.csv"
    file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    with pytest.raises(UsageError, match=r"out\.csv: "):
        list(read_stored(str(out)))


@pytest.mark.parametrize("name", ["nothing.jsonl", "folder"])
def test_places_that_hold_no_records(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=re.escape(name)):
        read_stored(str(tmp_path / name))


def test_the_package_describes_what_stands_beside_it(written: dict[str, Path]) -> None:
    package = json.loads((written["csv"] / "datapackage.json").read_text("utf-8"))
    assert package == data_package()
    for resource in package["resources"]:
        with open(written["csv"] / resource["path"], encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows == [] or list(rows[0]) == [field["name"] for field in resource["schema"]["fields"]]
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)


def test_every_format_of_tables_is_tested_here() -> None:
    assert {known.name for known in FORMATS if known.shape is not Shape.STREAM} <= {*TABLE_FORMATS, "dataset", "spacy"}


def test_the_questions_of_the_document_are_answered(written: dict[str, Path]) -> None:
    words, quoted = re.findall(r"```sql\n(.+?)```", (ROOT / "docs" / "tables.md").read_text("utf-8"), re.DOTALL)
    with closing(sqlite3.connect(written["sqlite"])) as database:
        assert database.execute(words).fetchall() == [("2024-03-14", "Four libraries to open on Sundays from May")]
    with closing(duckdb.connect(str(written["duckdb"]), read_only=True)) as database:
        counts = {speaker: before + after for speaker, before, after in database.execute(quoted).fetchall()}
    assert counts["Olwen Prydderch-Hale"] == 2
