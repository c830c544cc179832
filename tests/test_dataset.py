"""A data set: Hugging Face `datasets` loads it offline, its card tells the truth, and the records come back."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from fakes import bare_record
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sample_records import records_of

from extractor import read_records
from extractor.errors import UsageError
from extractor.outputs.dataset.card import escaped
from extractor.outputs.tables.columns import TABLES, Table, Type
from extractor.outputs.tables.rows import rows_of
from extractor.record import ExtractorInfo, Publisher, Record, SourceInfo
from extractor.write import check_output, open_writer

ROOT = Path(__file__).parent.parent
SAMPLES = ["ashcombe-bees-2022.html", "breathewell-inhalers-2021.md", "brockhurst-low-traffic-2020.md"]
PARSER = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return records_of(ROOT / "samples" / name for name in SAMPLES)


def written(records: Iterable[Record], out: Path, told: list[str] | None = None) -> Path:
    with open_writer(str(out), check_output(str(out), "dataset"), tell=(told or []).append) as writer:
        for record in records:
            writer.write(record.model_dump_json().encode())
    return out


@pytest.fixture(scope="module")
def folder(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(records, tmp_path_factory.mktemp("set") / "releases-2024")


def small(id: str, **fields: Any) -> Record:
    source = SourceInfo(uri=f"{id}.txt", media_type="text/plain", sha256="0" * 64, bytes=1)
    return bare_record(source, id=id, title=None, text="Words.", **fields)


def published_by(name: str, id: str = "one") -> Record:
    return small(id, publisher=Publisher(name=name, found_in="meta"))


def card_of(folder: Path) -> tuple[dict[str, Any], str]:
    _, front, body = re.split(r"^---\n", (folder / "README.md").read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front), body


# The library


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_DATASETS_OFFLINE", "1")
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("HF_HOME", str(tmp_path_factory.mktemp("home")))
        import datasets
        import huggingface_hub.constants

        # Whoever imported them before may have been online.
        patch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
        patch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
        datasets.disable_progress_bars()
        yield datasets


def rows_in(records: list[Record], table: Table) -> list[dict[str, Any]]:
    data = [record.model_dump(mode="json", by_alias=True) for record in records]
    return [row for position, one in enumerate(data, start=1) for row in rows_of(table, one, position)]


def test_every_configuration_loads_with_its_rows_and_types(
    records: list[Record], folder: Path, datasets: ModuleType, tmp_path: Path
) -> None:
    types = {
        Type.TEXT: datasets.Value("string"),
        Type.INTEGER: datasets.Value("int64"),
        Type.BOOLEAN: datasets.Value("bool"),
        Type.DAY: datasets.Value("date32"),
        Type.LIST: datasets.List(datasets.Value("string")),
        Type.JSON: datasets.Value("string"),
    }
    expected = {table.name: rows_in(records, table) for table in TABLES}
    configurations = datasets.get_dataset_config_names(str(folder))
    assert configurations == [name for name, rows in expected.items() if rows]
    assert {"releases", "quotes", "roles", "dates", "organisations", "contacts"} <= set(configurations)
    for table in TABLES:
        if table.name in configurations:
            loaded = datasets.load_dataset(str(folder), table.name, split="train", cache_dir=str(tmp_path))
            assert dict(loaded.features) == {column.name: types[column.type] for column in table.columns}
            assert loaded.to_list() == expected[table.name]


def test_releases_are_loaded_where_no_configuration_is_named(
    records: list[Record], folder: Path, datasets: ModuleType, tmp_path: Path
) -> None:
    loaded = datasets.load_dataset(str(folder), cache_dir=str(tmp_path))
    assert list(loaded) == ["train"]
    assert loaded["train"]["release_id"][:] == [record.id for record in records]


def test_an_empty_table_is_there_and_is_no_configuration(datasets: ModuleType, tmp_path: Path) -> None:
    folder = written([small("one")], tmp_path / "set")
    assert datasets.get_dataset_config_names(str(folder)) == ["releases"]
    assert (folder / "data" / "quotes.parquet").is_file()
    assert "Rows: 0, so that `datasets`\noffers no configuration for it." in card_of(folder)[1]


# The records


def test_the_records_come_back(records: list[Record], folder: Path) -> None:
    assert list(read_records(folder)) == records


def test_the_same_records_give_the_same_bytes(records: list[Record], folder: Path, tmp_path: Path) -> None:
    again = written(records, tmp_path / "again")
    files = sorted(file.relative_to(again) for file in again.rglob("*") if file.is_file())
    assert len(files) == len(TABLES) + 1
    assert [file for file in files if (again / file).read_bytes() != (folder / file).read_bytes()] == []


def test_a_folder_with_a_card_is_never_written_anew(tmp_path: Path) -> None:
    folder = written([small("one")], tmp_path / "set")
    (folder / "README.md").write_text("Edited.")
    with pytest.raises(UsageError, match="holds other files"):
        written([small("two")], folder)
    assert (folder / "README.md").read_text() == "Edited."
    assert [record.id for record in read_records(folder)] == ["one"]


def test_a_record_with_the_id_of_an_earlier_one_is_told_and_not_counted(tmp_path: Path) -> None:
    told = ["before"]
    folder = written([published_by("First"), published_by("Second")], tmp_path / "set", told)
    assert len(told) == 2
    assert "one.txt" in told[1]
    assert fact(folder, "Releases").startswith("1,")


# The card


def fact(folder: Path, label: str) -> str:
    (found,) = [cells[1] for cells in table_rows(folder, "What is in it") if cells[0] == label]
    return found


def table_rows(folder: Path, heading: str) -> list[list[str]]:
    """The cells, as they are shown, of all tables below a heading."""
    cells = [[shown(cell) for cell in row] for row in table_cells(folder, heading)]
    assert cells
    return cells


def table_cells(folder: Path, heading: str) -> list[list[Token]]:
    tokens = PARSER.parse(card_of(folder)[1])
    heads = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    start = next(place for place in heads if tokens[place + 1].content == heading)
    rows: list[list[Token]] = []
    for place in range(start + 1, next((place for place in heads if place > start), len(tokens))):
        if tokens[place].type == "tr_open":
            rows.append([])
        elif tokens[place].type in ("td_open", "th_open"):
            rows[-1].append(tokens[place + 1])
    return rows


def shown(cell: Token) -> str:
    return "".join(child.content for child in cell.children or ())


def test_the_front_matter_is_what_hubs_ask_for(folder: Path) -> None:
    front, _ = card_of(folder)
    assert (front["license"], front["language"], front["size_categories"]) == ("other", ["en"], ["n<1K"])
    assert [one["config_name"] for one in front["configs"] if one.get("default")] == ["releases"]
    paths = [file["path"] for one in front["configs"] for file in one["data_files"]]
    assert [path for path in paths if not (folder / path).is_file()] == []


def test_the_card_counts_what_is_there(records: list[Record], folder: Path) -> None:
    quotes = [quote for record in records for quote in record.quotes]
    direct = sum(quote.kind == "direct" for quote in quotes)
    days = sorted(record.published.value for record in records if record.published)
    assert fact(folder, "Releases") == f"{len(records)}, issued from {days[0]} to {days[-1]}"
    assert fact(folder, "Quotes").startswith(f"{len(quotes)}: {direct} direct")
    assert f"of {len(quotes)} quotes" in fact(folder, "Speakers")
    publishers = sorted(record.publisher.name for record in records if record.publisher)
    rows = table_rows(folder, "What is in it")
    assert sorted(row[0] for row in rows[rows.index(["publisher", "releases"]) + 1 :][: len(publishers)]) == publishers


def test_the_card_tells_every_column(records: list[Record], folder: Path) -> None:
    _, body = card_of(folder)
    for table in TABLES:
        rows = table_rows(folder, table.name)[1:]
        assert [row[0] for row in rows] == [column.name for column in table.columns]
        assert [row[3] for row in rows] == [column.meaning.replace("`", "") for column in table.columns]
        assert f"`data/{table.name}.parquet`. Rows: {len(rows_in(records, table)):,}" in body


def test_the_card_tells_how_the_records_were_made(tmp_path: Path) -> None:
    def made(id: str, version: str, fetched: str | None) -> Record:
        record = small(id, extractor=ExtractorInfo(version=version, model="en_small", settings={"date_order": "DMY"}))
        return record.model_copy(update={"source": record.source.model_copy(update={"fetched_at": fetched})})

    days = ["2024-05-03T23:59:59Z", None, "2024-05-01T00:00:00Z"]
    folder = written([made(str(number), "0.1", day) for number, day in enumerate(days)], tmp_path / "set")
    told = dict(row[:2] for row in table_rows(folder, "How it was made"))
    assert told["Program"] == "extractor, version 0.1"
    assert told["Language model"] == "en_small"
    assert told["Pages read"] == "2024-05-01 to 2024-05-03 (UTC)"
    assert fences(folder)[1] == '{"date_order": "DMY"}\n'

    mixed = written([made("1", "0.1", None), made("2", "0.2", None), made("3", "0.2", None)], tmp_path / "mixed")
    told = dict(row[:2] for row in table_rows(mixed, "How it was made"))
    assert told["Program"] == "extractor, version 0.2 (2), 0.1 (1)"
    assert told["Pages read"].startswith("from files")


def fences(folder: Path) -> list[str]:
    return [token.content for token in PARSER.parse(card_of(folder)[1]) if token.type == "fence"]


def test_the_card_leaves_to_people_what_is_theirs_to_tell(folder: Path) -> None:
    text = (folder / "README.md").read_text("utf-8")
    assert "license: other  # TODO: choose one\n" in text
    for heading in ("Known limits", "Personal data", "Source and copyright", "Licence", "Citation"):
        assert f"\n## {heading}\n" in text
    assert text.count("TODO") >= 6


@pytest.mark.parametrize(
    ("releases", "size"), [(1, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (10**6, "1M<n<10M"), (10**8, "n>10M")]
)
def test_the_sizes_that_hubs_know(releases: int, size: str) -> None:
    from extractor.outputs.dataset.card import size_category

    assert size_category(releases) == size


# Hostile words

HOSTILE = [
    "</td></table><script>alert(1)</script>",
    "Town | Council | 7",
    "[click](javascript:alert\\(1\\))",
    "![pixel](http://pixel.example/x.png)",
    "<http://evil.example>",
    "http://evil.example www.evil.example",
    "`code` ``two``",
    "# Heading",
    "**bold** __bold__ *it* _it_ ~~gone~~",
    "&lt;b&gt; &amp; &#35;",
    "{{ 7 * 7 }} {% raw %} {# note #}",
    "<!-- hidden",
    "$x^2$ $$y$$",
    "back\\slash \\| \\",
    "@everyone :smile:",
    "- item",
    "---",
    "Ålderby 🎉 “Council” d’Or",
]


def test_hostile_names_are_shown_as_they_are(tmp_path: Path) -> None:
    folder = written([published_by(name, str(number)) for number, name in enumerate(HOSTILE)], tmp_path / "set")
    cells = [row[0] for row in table_cells(folder, "What is in it")]
    names = cells[-len(HOSTILE) :]
    assert sorted(shown(cell) for cell in names) == sorted(HOSTILE)
    kinds = {child.type for cell in names for child in cell.children or ()}
    assert kinds <= {"text", "text_special"}


LINES = [
    ("a\n---\nlicense: mit\n", "a --- license: mit"),
    ("a\r\n\r\n# b\u2028c", "a # b c"),
    ("\x1b[31mred\x00", "\ufffd[31mred\ufffd"),
    ("\u202eabc", "\ufffdabc"),
]


@pytest.mark.parametrize(("name", "line"), LINES)
def test_a_name_stays_on_its_line(name: str, line: str) -> None:
    (inline,) = [token for token in PARSER.parse(f"x {escaped(name)}") if token.type == "inline"]
    assert shown(inline) == f"x {line}"
    assert "\n" not in escaped(name)


def test_hostile_records_leave_the_front_matter_as_it_is(tmp_path: Path) -> None:
    bad = "x\n---\nconfigs: []\n---\n"
    hostile = small(
        "one",
        language="en: [",
        publisher=Publisher(name=bad, found_in=bad),
        extractor=ExtractorInfo(version=bad, model=bad, settings={"publisher": "\n```\n# Broken"}),
    )
    plain = published_by("Town Council")
    front, _ = card_of(written([hostile], tmp_path / "hostile"))
    wanted, _ = card_of(written([plain], tmp_path / "plain"))
    assert front == {**wanted, "language": []}
    assert [json.loads(block) for block in fences(tmp_path / "hostile")[1:2]] == [{"publisher": "\n```\n# Broken"}]
    headings = [line for line in card_of(tmp_path / "hostile")[1].splitlines() if line.startswith("#")]
    assert headings == [line for line in card_of(tmp_path / "plain")[1].splitlines() if line.startswith("#")]


def test_hostile_records_load(datasets: ModuleType, tmp_path: Path) -> None:
    folder = written([published_by(name, str(number)) for number, name in enumerate(HOSTILE)], tmp_path / "set")
    loaded = datasets.load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))
    assert loaded["publisher"][:] == HOSTILE
