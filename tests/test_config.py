"""extractor.toml and --config: any option of any command, under the command line's own checks."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import fakes
import pytest
import typer
from typer.core import TyperGroup, TyperOption
from typer.testing import CliRunner

from extractor.cli import app
from extractor.config import use_config
from extractor.errors import UsageError
from extractor.record import Record
from extractor.release import Source
from extractor.settings import DEFAULT_MODEL, Settings

ROOT = Path(__file__).parent.parent
EXAMPLE = re.compile(r"```toml\n(.+?)```", re.S)


@pytest.fixture(autouse=True)
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """A working folder, and the settings that reach the stand-in of the pipeline there."""
    settings_seen = []

    def make_record(source: Source, settings: Settings, model: object) -> Record:
        settings_seen.append(settings)
        return fakes.make(source, settings)

    monkeypatch.chdir(tmp_path)
    for name, module in fakes.stand_ins().items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(sys.modules["extractor.pipeline"], "make_record", make_record)
    Path("a.txt").write_text("Fares rise")
    return settings_seen


def write(text: str, name: str = "extractor.toml") -> None:
    Path(name).write_text(text, "utf-8")


def call(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments), prog_name="extractor")
    return result.exit_code, result.stdout, result.stderr


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The whole program with the stand-ins, for commands that start workers."""
    return subprocess.run(
        [sys.executable, fakes.__file__, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


COMMANDS = {command.name for command in typer.main.get_command(app).commands.values()}  # type: ignore[attr-defined]


def options() -> Iterator[tuple[str, TyperOption]]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for name, command in group.commands.items():
        takes_a_file = any(parameter.name == "config" for parameter in command.params)
        for parameter in command.params:
            if takes_a_file and isinstance(parameter, TyperOption) and not parameter.is_eager:
                yield name, parameter


def test_extractor_toml_is_read_in_the_working_folder(seen: list[Settings]) -> None:
    assert call("show", "a.txt")[0] == 0
    write('publisher = "Marlbrook"\npublished = 2024-06-03\ndate-order = "mdy"\nmodel = "models/mine"')
    assert call("show", "a.txt")[0] == 0
    plain, configured = seen
    assert plain == Settings(DEFAULT_MODEL)
    assert configured == Settings("models/mine", "2024-06-03", "Marlbrook", "MDY")


@pytest.mark.parametrize("day", ["2024-06-03", '"2024-06-03"', "'2024-06-03'"])
def test_a_day_may_be_a_date_or_text(day: str, seen: list[Settings]) -> None:
    write(f"published = {day}")
    call("show", "a.txt")
    assert seen[0].published == "2024-06-03"


@pytest.mark.parametrize(
    ("arguments", "publisher"),
    [
        ("show a.txt", "Working Folder"),
        ("show a.txt --config one.toml", "One"),
        ("--config one.toml show a.txt", "One"),
        ("--config one.toml show a.txt --config two.toml", "Two"),
        ("--config one.toml show a.txt --publisher Flag", "Flag"),
        ("show --publisher Flag a.txt --config one.toml", "Flag"),
        ("show a.txt --publisher Flag", "Flag"),
        ("show a.txt --config empty.toml", None),
        (f"show a.txt --config {os.devnull}", None),
        ("--config empty.toml show a.txt", None),
    ],
)
def test_what_wins(arguments: str, publisher: str | None, seen: list[Settings]) -> None:
    write('publisher = "Working Folder"')
    write('publisher = "One"', "one.toml")
    write('publisher = "Two"', "two.toml")
    write("", "empty.toml")
    assert call(*arguments.split())[0] == 0
    assert seen[0].publisher == publisher


def test_a_table_of_a_command_wins_over_the_top_level(seen: list[Settings]) -> None:
    write('publisher = "All"\ndate-order = "MDY"\n[show]\npublisher = "Show"\n[run]\npublisher = "Run"\nquiet = true')
    call("show", "a.txt")
    assert (seen[0].publisher, seen[0].date_order) == ("Show", "MDY")
    done = start("run", "a.txt")
    assert json.loads(done.stdout)["extractor"]["settings"]["publisher"] == "Run"
    assert done.stderr == ""


def test_a_list() -> None:
    address = "http://localhost:9/a"
    write('allow-host = ["a.example", "localhost"]')
    assert "--allow-host" not in call("show", address)[2]
    # A flag replaces the list.
    assert "--allow-host localhost" in call("show", address, "--allow-host", "a.example")[2]


def test_out_is_as_if_typed() -> None:
    Path("conf").mkdir()
    write('out = "records.jsonl"', "conf/mine.toml")
    assert start("run", "a.txt", "--config", "conf/mine.toml").returncode == 0
    assert json.loads(Path("records.jsonl").read_text())["title"] == "Fares rise"
    assert start("run", "a.txt", "--config", "conf/mine.toml", "-o", "other.jsonl").returncode == 0
    assert Path("other.jsonl").read_text() == Path("records.jsonl").read_text()


def test_a_manifest_holds_its_own() -> None:
    assert start("plan", "a.txt", "-o", "work", "--publisher", "Planned").returncode == 0
    write('publisher = "File"')
    done = start("run", "work/manifest.jsonl")
    assert json.loads(done.stdout)["extractor"]["settings"]["publisher"] == "Planned"
    assert start("run", "work/manifest.jsonl", "--publisher", "Typed").returncode == 2


def test_a_flag_of_the_file_can_be_taken_back() -> None:
    write("strict = true\nquiet = true")
    Path("p.txt").write_text("problem")
    assert start("run", "p.txt").returncode == 3
    done = start("run", "p.txt", "--no-strict", "--no-quiet")
    assert done.returncode == 0
    assert "1 record" in done.stderr


def test_every_flag_can_be_taken_back() -> None:
    flags = {option.opts[0]: option.secondary_opts for _, option in options() if option.is_flag}
    assert "--quiet" in flags
    assert {flag: opposite for flag, opposite in flags.items() if opposite != [f"--no-{flag[2:]}"]} == {}


@pytest.mark.parametrize(("command", "option"), [pytest.param(*row, id=f"{row[0]}-{row[1].name}") for row in options()])
@pytest.mark.parametrize("is_in_table", [True, False])
def test_every_option_may_stand_there(command: str, option: TyperOption, is_in_table: bool) -> None:
    """A value that none takes shows it: the option is known, and refuses it."""
    (key,) = (name.removeprefix("--") for name in option.opts if name.startswith("--"))
    if not is_in_table and key in COMMANDS:
        pytest.skip("at the top it is the table of the command of that name")
    write(f"[{command}]\n{key} = {{}}" if is_in_table else f"{key} = {{}}")
    code, _, error = call("show", "a.txt")
    assert code == 2
    assert f"{key}: takes " in error


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jobs = 'many'", "jobs: 'many' is no whole number; --help tells what it may be"),
        ("jobs = 2.5", "jobs: '2.5' is no whole number; --help"),
        ("jobs = -1", "jobs: -1 is out of range: must be 0 or more; --help"),
        ("time-limit = 0", "time-limit: 0 is out of range: must be 0.1 or more; --help"),
        ("time-limit = 1e12", "time-limit: 1000000000000.0 is out of range: must be 86400 or less; --help"),
        ("time-limit = inf", "time-limit: inf is out of range: must be 0.1 or more; --help"),
        ("engine = 'dask'", "engine: 'dask' is not one of local, ray; --help"),
        ("jobs = '4'", "jobs: takes a number, not text; write it like 4"),
        ("jobs = true", "jobs: takes text or a number, not true or false; --help"),
        ("jobs = [1]", "jobs: takes text or a number, not a list; --help"),
        ("publisher = 2024", 'publisher: takes text, not a number; write it like "text"'),
        ("published = 2024-06-03T10:00:00", "published: '2024-06-03T10:00:00' is no day like 2024-06-03; --help"),
        ("published = '3 June'", "published: '3 June' is no day like 2024-06-03; --help"),
        ("date-order = 'YMD'", "date-order: 'YMD' is not one of DMY, MDY; --help"),
        ("quiet = 'yes'", "quiet: takes true or false, not text; write it like true"),
        ("quiet = 1", "quiet: takes true or false, not a number; write it like true"),
        ("allow-host = 'a.example'", 'allow-host: takes a list, not text; write it like ["text", "text"]'),
        ("allow-host = [1]", 'allow-host: takes text, not a number; write it like "text"'),
        ("[run]\njobs = 'many'", "[run] jobs: 'many' is no whole number"),
        ("jobs = 'many'\n[run]\njobs = 2", "jobs: 'many' is no whole number"),
        ("date_order = 'MDY'", "date_order: is not known here; did you mean date-order?"),
        ("job = 2", "job: is not known here; did you mean jobs?"),
        ("o = 'x.jsonl'", "o: is not known here; did you mean out?"),
        ("[run]\no = 'x.jsonl'", "[run] o: is not known here; did you mean out?"),
        ("time_limit = 0", "time_limit: is not known here; did you mean time-limit?"),
        ("no-quiet = true", "no-quiet: is not known here; did you mean quiet?"),
        ("config = 'other.toml'", "config: is not known here; known: allow-host, .*date-order, .*jobs"),
        ("help = true", "help: is not known here"),
        ("version = true", "version: is not known here"),
        ("[rum]\njobs = 2", "rum: is not known here; did you mean run?"),
        ("[show]\njobs = 2", "[show] jobs: is not known here; known: allow-host, date-order, .*model"),
        ("[schema]\njobs = 2", "[schema] jobs: is not known here; known: nothing"),
        ("run = true", "run: is a command, no option; write [run] and its options below"),
        ("[[run]]\njobs = 2", "run: is a command, no option"),
        ("jobs =", "is not TOML: .+; write lines like"),
        ("jobs = 1\njobs = 2", "is not TOML: .+; write lines like"),
        ("published = 2024-02-30", "is not TOML: .+date.+; write lines like"),
        (f"jobs = {'9' * 5000}", "is not TOML: .+; write lines like"),
        (f"jobs = {'[' * 5000}", "is not TOML: .+; write lines like"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(text: str, told: str, seen: list[Settings]) -> None:
    write(text, "mine.toml")
    code, out, error = call("show", "a.txt", "--config", "mine.toml")
    assert (code, out, seen) == (2, "", [])
    pattern = re.sub(r"[?\[\]]", r"\\\g<0>", told)
    assert re.fullmatch(f"extractor: mine.toml: {pattern}.*\n", error), error


def test_the_file_is_told_whichever_was_read() -> None:
    write("job = 2")
    write("job = 2", "mine.toml")
    assert call("show", "a.txt")[2].startswith("extractor: extractor.toml: job: ")
    assert call("--config", "mine.toml", "schema")[2].startswith("extractor: mine.toml: job: ")


@pytest.mark.parametrize("where", ["before", "after"])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("missing.toml", "does not exist; check the path"),
        ("folder", "can't be read (Is a directory); give a file"),
        ("latin.toml", "is not text in UTF-8; save it as that"),
    ],
)
def test_a_file_that_cannot_be_read(where: str, name: str, told: str) -> None:
    Path("folder").mkdir()
    Path("latin.toml").write_bytes(b'publisher = "Caf\xe9"')
    given = ("--config", name, "show", "a.txt") if where == "before" else ("show", "a.txt", "--config", name)
    code, out, error = call(*given)
    assert (code, out) == (2, "")
    assert error.startswith(f"extractor: {name}: {told}")
    assert error.count("\n") == 1


def test_a_byte_order_mark_is_no_matter(seen: list[Settings]) -> None:
    Path("extractor.toml").write_bytes(b'\xef\xbb\xbfpublisher = "Caf\xc3\xa9"')
    assert call("show", "a.txt")[0] == 0
    assert seen[0].publisher == "Café"


@pytest.mark.parametrize("arguments", ["--help", "--version", "run --help", "show -h", "schema"])
def test_help_works_beside_a_broken_file(arguments: str) -> None:
    write("broken")
    assert call(*arguments.split())[0] == 0
    assert call("show", "a.txt")[0] == 2


def test_a_folder_of_that_name_is_no_matter(seen: list[Settings]) -> None:
    Path("extractor.toml").mkdir()
    assert call("show", "a.txt")[0] == 0
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [("--help", []), ("run --help", []), ("schema", []), ("show missing.txt", ["extractor.config", "tomllib"])],
)
def test_nothing_is_imported_before_a_file_is_read(arguments: str, imported: list[str]) -> None:
    program = (
        "import sys; sys.argv = ['extractor', *sys.argv[1:]]\n"
        "from extractor.cli import main\n"
        "try: main()\n"
        "finally: open('imported', 'w').write(' '.join(sorted({'tomllib', 'extractor.config'} & {*sys.modules})))"
    )
    write("jobs = 1")
    command = [sys.executable, "-c", program, *arguments.split()]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    assert Path("imported").read_text().split() == imported


toy = typer.Typer()


@toy.callback()
def _toy() -> None:
    pass


def _use(context: typer.Context, given: str | None) -> None:
    try:
        use_config(context, given)
    except UsageError as error:
        typer.echo(error)
        raise typer.Exit(2) from error


@toy.command("work")
def _work(
    *,
    limit: Annotated[float, typer.Option("--time-limit", "-t", "--limit")] = 1.0,
    pair: Annotated[tuple[str, int], typer.Option()] = ("a", 1),
    number: Annotated[list[int] | None, typer.Option()] = None,
    where: Annotated[Path | None, typer.Option()] = None,
    must: Annotated[str, typer.Option()],
    config: Annotated[str | None, typer.Option(is_eager=True, callback=_use)] = None,
) -> None:
    typer.echo(f"{limit} {pair} {number} {where} {must}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("must = 'x'", "1.0 ('a', 1) None None x"),
        ("must = 'x'\ntime-limit = 2", "2.0 ('a', 1) None None x"),
        ("must = 'x'\nlimit = 2.5", "2.5 ('a', 1) None None x"),
        ("must = 'x'\nnumber = [3, 4]", "1.0 ('a', 1) [3, 4] None x"),
        ("must = 'x'\nwhere = 'some/where'", "1.0 ('a', 1) None some/where x"),
        ("must = 'x'\npair = ['b', 2]", "1.0 ('b', 2) None None x"),
        ("must = 'x'\nnumber = []", "1.0 ('a', 1) None None x"),
        ("number = ['3']", "extractor.toml: number: takes a number, not text; write it like 4"),
        ("pair = 'b'", 'extractor.toml: pair: takes a list, not text; write it like ["text", "text"]'),
        ("limit = '2.5'", "extractor.toml: limit: takes a number, not text; write it like 4"),
    ],
)
def test_kinds_of_options_to_come(text: str, told: str) -> None:
    write(text)
    assert CliRunner().invoke(toy, ["work"]).stdout == f"{told}\n"


def test_the_example_of_the_document_is_good(seen: list[Settings]) -> None:
    (example,) = EXAMPLE.findall((ROOT / "docs" / "configuration.md").read_text("utf-8"))
    write(example)
    assert call("show", "a.txt")[0] == 0
    assert seen[0].publisher == "Harrowmere Borough Council"
