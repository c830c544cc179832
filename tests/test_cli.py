"""The command line: options, exit codes, streams. The pipeline is a stand-in; what is joined here is real."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

import fakes
import pytest
from typer.testing import CliRunner

import extractor
from extractor.batch.attempt import prepare
from extractor.batch.folder import Folder
from extractor.batch.plan import RunSettings, Shard
from extractor.batch.shard import run_shard
from extractor.cli import app

ROOT = Path(__file__).parent.parent
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


class Here:
    """An engine that runs shards in this process, where the stand-ins are."""

    def __init__(self, jobs: int, folder: Folder, settings: RunSettings) -> None:
        self._folder, self._settings = folder, settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, shards: Iterable[Shard], is_done: Callable[[Shard], bool]) -> Iterator[Shard]:
        make = prepare(self._settings.record)
        for shard in shards:
            if not is_done(shard):
                run_shard(shard, self._folder, self._settings, make)
            yield shard


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("extractor.batch.pool.Pool", Here)
    for name, module in fakes.stand_ins().items():
        monkeypatch.setitem(sys.modules, name, module)
    for name, text in {
        "a.txt": "Fares rise",
        "b.txt": "A school opens",
        "c.txt": "refuse me",
        "p.txt": "problem",
    }.items():
        Path(name).write_text(text)
    return tmp_path


def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments), input=stdin, prog_name="extractor")
    return result.exit_code, result.stdout, result.stderr


def start(*arguments: str, stdin: int = subprocess.DEVNULL, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(Path(fakes.__file__)), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=environment, start_new_session=True
    )


COMMANDS = ["run", "plan", "shard", "show", "export", "review", "evaluate", "summary", "schema"]


def titles(lines: str) -> list[str]:
    return [json.loads(line)["title"] for line in lines.splitlines()]


def test_records_go_to_standard_output_and_all_else_to_standard_error() -> None:
    code, out, err = call("run", "b.txt", "missing.txt", "a.txt")
    assert code == 1
    assert titles(out) == ["A school opens", "Fares rise"]
    first, summary, failed = err.splitlines()
    assert first == "extractor: missing.txt: does not exist; check the path"
    assert re.fullmatch(r"extractor: 2 records, 1 failed, \d+\.\d s", summary)
    assert failed == "extractor: failed: 1 missing"


def test_a_file_and_its_errors() -> None:
    code, out, _ = call("run", "a.txt", "c.txt", "-o", "out.jsonl")
    assert (code, out) == (1, "")
    assert titles(Path("out.jsonl").read_text()) == ["Fares rise"]
    assert json.loads(Path("out.errors.jsonl").read_text())["code"] == "not_a_release"


@pytest.mark.parametrize("earlier", [None, "earlier\n"])
def test_without_a_record_the_output_is_left(earlier: str | None) -> None:
    if earlier:
        Path("out.jsonl").write_text(earlier)
    code, _, err = call("run", "c.txt", "-o", "out.jsonl", "--quiet")
    assert code == 3
    assert err.splitlines()[1:] == ["extractor: no input gave a record; out.jsonl is neither made nor changed"]
    assert (Path("out.jsonl").read_text() if Path("out.jsonl").exists() else None) == earlier
    assert json.loads(Path("out.errors.jsonl").read_text())["uri"] == "c.txt"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("run a.txt b.txt", 0),
        ("run a.txt c.txt", 1),
        ("run c.txt missing.txt", 3),
        ("run a.txt p.txt", 0),
        ("run a.txt p.txt --strict", 1),
        ("run p.txt --strict", 3),
        ("run", 2),
        ("run a.txt --nonsense", 2),
        ("run a.txt -o out.xls", 2),
        ("run a.txt --format csv", 2),
        ("run a.txt -o out.txt --format jsonl", 0),
        ("run a.txt -o nowhere/out.jsonl", 2),
        ("run a.txt --jobs -1", 2),
        ("run a.txt --jobs many", 2),
        ("run a.txt --date-order YMD", 2),
        ("run a.txt --date-order mdy", 0),
        ("run a.txt --published 2024-05-04", 0),
        ("run a.txt --published 04/05/2024", 2),
        ("run a.txt --published 2024-02-30", 2),
        ("run a.txt --publisher Brückenamt", 0),
        ("run a.txt --publisher Br\udcfcckenamt", 2),
        ("run a.txt --engine LOCAL", 0),
        ("run a.txt --engine dask", 2),
        ("plan a.txt -o work", 0),
        ("plan a.txt missing.txt -o work", 1),
        ("plan missing.txt -o work", 3),
        ("show a.txt", 0),
        ("show missing.txt", 3),
        ("show", 2),
        ("schema", 0),
        ("--version", 0),
        ("nonsense", 2),
    ],
)
def test_exit_codes(arguments: str, code: int) -> None:
    assert call(*arguments.split())[0] == code


NO_PARENT = "there is no folder nowhere; make it first"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("run a.txt -o nowhere/out.jsonl", f"can't write nowhere/out.jsonl: {NO_PARENT}"),
        ("run a.txt --summary work", "can't write work: it is a folder; give the name of a file"),
        ("run a.txt --summary nowhere/summary.json", f"can't write nowhere/summary.json: {NO_PARENT}"),
        ("plan a.txt -o nowhere/work", f"can't write nowhere/work: {NO_PARENT}"),
        ("plan a.txt -o x.jsonl", "x.jsonl is a file's name; a plan needs a folder"),
        ("plan a.txt -o b.txt", "b.txt is a file's name; a plan needs a folder"),
        ("plan - -o work", "standard input can be read by one run only; save it as a file and plan that"),
        ("shard work --index 0", "work is a folder; name the manifest in it: work/manifest.jsonl"),
        (
            "shard nowhere/manifest.jsonl --index 0",
            "nowhere/manifest.jsonl does not exist; make it with: extractor plan INPUT... -o FOLDER",
        ),
        ("shard work/manifest.jsonl --index 99", "work/manifest.jsonl has no shard 99; it has 3, from 0 to 2"),
        ("shard work/manifest.jsonl --index 2 --of 2", "there is no share 2 of 2; --index counts from 0 to 1"),
        ("run work/manifest.jsonl a.txt", "work/manifest.jsonl is a manifest, and must be the only input"),
        ("run work/manifest.jsonl --restart", "--restart does not undo what is done of work/manifest.jsonl; plan anew"),
        ("run work/manifest.jsonl --shard-size 2", "--shard-size stands in the manifest work/manifest.jsonl"),
    ],
)
def test_what_can_not_be_carried_out_is_told_before_it_is_begun(arguments: str, told: str) -> None:
    assert call("plan", "a.txt", "b.txt", "p.txt", "-o", "work", "--shard-size", "1")[:2] == (0, "3\n")
    before = set(Path().rglob("*"))
    code, out, err = call(*arguments.split())
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"extractor: {told}")
    assert set(Path().rglob("*")) == before


def test_a_plan_tells_what_can_not_be_read_and_so_does_its_run() -> None:
    told = "extractor: missing.txt: does not exist; check the path"
    code, out, err = call("plan", "a.txt", "missing.txt", "-o", "work")
    assert (code, out, err) == (1, "1\n", f"{told}\n")
    code, out, err = call("run", "work/manifest.jsonl", "--quiet")
    assert (code, titles(out), err) == (1, ["Fares rise"], f"{told}\n")


def test_a_missing_manifest_is_a_missing_file() -> None:
    assert call("run", "work/manifest.jsonl", "--quiet") == (
        3,
        "",
        "extractor: work/manifest.jsonl: does not exist; check the path\n",
    )


def test_a_missing_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("usage")
    code, out, err = call("run", "a.txt", "-o", "out.jsonl")
    assert (code, out, err) == (2, "", "extractor: no such model\n")
    assert not Path("out.jsonl").exists()


def test_settings_reach_the_record() -> None:
    options = "--published 2024-05-04 --publisher Marlbrook --model m --date-order MDY --quiet"
    _, out, _ = call("run", "a.txt", *options.split())
    expected = {"published": "2024-05-04", "publisher": "Marlbrook", "date_order": "MDY"}
    assert json.loads(out)["extractor"] == {"version": "0", "model": "m", "settings": expected}


def test_quiet_tells_errors_only() -> None:
    _, _, err = call("run", "a.txt", "missing.txt", "--quiet")
    assert len(err.splitlines()) == 1


def test_strict_tells_which_records_have_problems() -> None:
    _, out, err = call("run", "p.txt", "--strict")
    assert titles(out) == ["problem"]
    assert "p.txt: has problems (doubtful)" in err


def test_errors_are_one_line_whatever_the_name_holds() -> None:
    _, _, err = call("run", "a\nb\x1b[31m.txt", "--quiet")
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_standard_input() -> None:
    code, out, _ = call("run", "-", stdin="Fares fall")
    assert (code, titles(out)) == (0, ["Fares fall"])


def test_a_corpus() -> None:
    Path("corpus.jsonl").write_text('{"text": "One", "id": "x"}\n{"text": "Two"}\n')
    _, out, _ = call("run", "corpus.jsonl")
    assert [json.loads(line)["source"]["uri"] for line in out.splitlines()] == ["corpus.jsonl#x", "corpus.jsonl#2"]


def test_an_input_is_not_overwritten() -> None:
    Path("corpus.jsonl").write_text('{"text": "One"}\n')
    code, _, err = call("run", "corpus.jsonl", "-o", "./corpus.jsonl")
    assert code == 2
    assert "input too" in err
    assert Path("corpus.jsonl").read_text() == '{"text": "One"}\n'


@pytest.mark.parametrize("out", ["in/out.jsonl", "file://{here}/in/out.jsonl"])
def test_a_glob_passes_over_the_folder_of_its_own_run(out: str) -> None:
    Path("in").mkdir()
    Path("a.txt").rename("in/a.txt")
    place = out.format(here=Path.cwd())
    assert call("run", "in/*", "-o", place, "--quiet") == (0, "", "")
    Path("in/out.jsonl").unlink()
    Path("in/out.jsonl.work").mkdir()  # as an interrupted run leaves it, for the shell to find
    assert call("run", "in/a.txt", "in/out.jsonl.work", "-o", place, "--quiet") == (0, "", "")
    assert call("plan", "in/*.txt", "in/*work", "-o", "in/work") == (0, "1\n", "")
    Path("in/empty").mkdir()
    assert call("run", "in/empty", "-o", "out.jsonl", "--quiet")[0] == 3


def test_a_stream_that_a_shell_has_opened_is_written_on() -> None:
    Path("all.jsonl").write_text("before\n")
    with open("all.jsonl", "ab") as file:
        done = subprocess.run(
            fakes.command("run", "a.txt", "b.txt", "-o", "/dev/stdout", "--format", "jsonl", "--quiet"),
            stdout=file,
            env=fakes.environment(),
            check=False,
        )
    before, *lines = Path("all.jsonl").read_text().splitlines()
    assert (done.returncode, before, titles("\n".join(lines))) == (0, "before", ["Fares rise", "A school opens"])
    assert not os.path.exists("/dev/stdout.work")


# Each overwrites a file that the same call reads or writes.
OVERWRITING = [
    "run corpus.jsonl -o ./corpus.jsonl",
    "run corpus.jsonl -o {here}/corpus.jsonl",
    "run corpus.jsonl -o file://{here}/corpus.jsonl",
    "run file://{here}/corpus.jsonl -o corpus.jsonl",
    "run corpus.jsonl --summary corpus.jsonl",
    "run a.txt corpus.jsonl -o out.jsonl --summary a.txt",
    "run a.txt -o out.jsonl --summary ./out.jsonl",
    "run a.txt -o out.jsonl --summary out.errors.jsonl",
    "run work/manifest.jsonl -o work/manifest.jsonl",
    "run work/manifest.jsonl --summary {here}/work/manifest.jsonl",
    "plan a.txt -o foreign",
]


@pytest.mark.parametrize("arguments", OVERWRITING)
def test_nothing_is_written_over_what_a_call_names(arguments: str, folder: Path) -> None:
    Path("corpus.jsonl").write_text('{"text": "One"}\n')
    Path("foreign").mkdir()
    Path("foreign/manifest.jsonl").write_text("another program wrote this\n")
    call("plan", "a.txt", "-o", "work")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, _, err = call(*arguments.format(here=folder).split())
    assert code == 2
    assert err.count("\n") == 1, err
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}
    assert after == {path: data for path, data in before.items() if path.name != ".lock"}


@pytest.mark.parametrize("command", ["run {glob} -o out.jsonl", "plan {glob} -o out.jsonl.work"])
def test_a_glob_does_not_find_what_the_call_itself_writes(command: str) -> None:
    Path("archive").mkdir()
    Path("archive/corpus.jsonl").write_text('{"text": "One"}\n{"text": "Two"}\n')
    code, out, err = call(*command.format(glob="*/*.jsonl").split(), "--shard-size", "1")
    assert code == 0, err
    assert out == ("2\n" if command.startswith("plan") else "")


def test_a_file_address_is_a_path_to_write_to(folder: Path) -> None:
    assert call("run", "a.txt", "-o", f"file://{folder}/out.jsonl")[0] == 0
    assert titles(Path("out.jsonl").read_text()) == ["Fares rise"]
    assert not list(folder.glob("out.jsonl.work"))


def test_a_summary_goes_into_a_pipe_and_does_not_replace_it() -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert call("run", "a.txt", "--summary", "pipe")[0] == 0
    assert json.loads(os.read(reader, 10_000))["records"] == 1
    os.close(reader)


def test_private_addresses_need_leave() -> None:
    code, _, err = call("run", "http://localhost:9/a")
    assert code == 3
    assert "--allow-host localhost" in err
    code, _, err = call("run", "http://localhost:9/a", "--allow-host", "a.example", "--allow-host", "localhost")
    assert code == 3
    assert "--allow-host" not in err


def test_show() -> None:
    code, out, err = call("show", "a.txt")
    assert (code, err) == (0, "")
    assert out.startswith("Fares rise\n")


def test_schema_is_that_of_the_record() -> None:
    schema = json.loads(call("schema")[1])
    assert list(schema["properties"]) == list(extractor.Record.model_fields)
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_version() -> None:
    assert call("--version") == (0, f"extractor {extractor.__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_help_and_is_documented(command: str) -> None:
    documented = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    section = documented.partition(f"## extractor {command}\n")[2].partition("\n## ")[0]
    assert section
    from typer.main import get_command

    commands = get_command(app).commands  # type: ignore[attr-defined]
    for parameter in commands[command].params:
        assert parameter.help
        for name in parameter.opts if parameter.param_type_name == "option" else [parameter.metavar.rstrip(".")]:
            assert f"`{name}" in section or f", {name}" in section, f"{name} is not in docs/command-line.md"
    unknown = set(OPTION.findall(section)) - {name for parameter in commands[command].params for name in parameter.opts}
    assert unknown <= {"--help", "-h"}, "documented, but not there"


@pytest.mark.parametrize(("command", "takes_it"), [("run", True), ("plan", False), ("shard", False), ("show", True)])
def test_help_offers_standard_input_where_it_is_taken(command: str, takes_it: bool) -> None:
    code, out, _ = call(command, "--help")
    assert code == 0
    words = " ".join(re.findall(r"[\w-]+", out))
    assert ("- for standard input" in words) is takes_it


def test_the_records_are_the_same_bytes_for_any_jobs() -> None:
    for number in range(20):
        Path(f"in-{number:02}.txt").write_text(f"Release {number}")
    outputs = []
    for jobs in ("1", "2"):
        with start("run", "in-*.txt", "c.txt", "--jobs", jobs) as process:
            out, err = process.communicate(timeout=30)
        assert process.returncode == 1, err
        outputs.append(out)
    assert outputs[0] == outputs[1]
    assert titles(outputs[0].decode()) == [f"Release {number}" for number in range(20)]


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_tells_how_to_go_on(signal_number: signal.Signals) -> None:
    arguments = ("run", "a.txt", "b.txt", "-", "-o", "out.jsonl", "--shard-size", "1", "--jobs", "1")
    arguments = (*arguments, "--summary", "summary.json")
    with start(*arguments, stdin=subprocess.PIPE) as process:
        _wait_until(lambda: any(Path("out.jsonl.work").glob("00000000-*")))
        process.send_signal(signal_number)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert not Path("out.jsonl").exists()
    assert "interrupted" in err.decode()
    kept = r"done and kept in out\.jsonl\.work: \d shards? \(up to \d releases?\); the same command goes on from there"
    assert re.search(kept, err.decode())
    summary = json.loads(Path("summary.json").read_text())
    assert (summary["interrupted"], summary["exit_code"]) == (True, 130)


def test_an_impatient_user_changes_nothing_of_an_interrupt() -> None:
    Path("z.txt").write_text("sleep 5")
    with start("run", "a.txt", "z.txt", "-o", "out.jsonl", "--shard-size", "1", "--jobs", "2") as process:
        _wait_until(lambda: any(Path("out.jsonl.work").glob("00000000-*")))
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.001)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_an_interrupt_ends_workers_quietly() -> None:
    Path("z.txt").write_text("sleep 1")
    with start("run", "a.txt", "z.txt", "-", "--jobs", "2", "-o", "out.jsonl", stdin=subprocess.PIPE) as process:
        _wait_until(lambda: Path("out.jsonl.work").is_dir())
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("options", "has_bar"), [((), True), (("--quiet",), False)])
def test_progress_is_shown_on_a_terminal(options: tuple[str, ...], has_bar: bool) -> None:
    import pty

    Path("z.txt").write_text("sleep 0.3")
    ours, theirs = pty.openpty()
    with start("run", "a.txt", "z.txt", "b.txt", *options, stderr=theirs) as process:
        process.communicate(timeout=10)
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 0)[0]:
        try:
            shown += os.read(ours, 65_536)
        except OSError:
            break
    os.close(ours)
    assert (b"reading" in shown and b" of 3" in shown) is has_bar


def test_a_reader_that_leaves_is_no_error() -> None:
    for number in range(200):
        Path(f"in-{number:03}.txt").write_text(f"Release {number} " * 1000)
    with start("run", "in-*.txt") as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(10) == 0


def test_a_run_that_writes_lines_starts_without_what_its_workers_load() -> None:
    modules = "apart batch.run collect.inputs given outputs.lines report write"
    code = (
        "import sys, importlib\n"
        f"for name in {modules.split()}: importlib.import_module(f'extractor.{{name}}')\n"
        "sys.exit(', '.join({'spacy', 'bs4', 'pydantic', 'numpy'} & set(sys.modules)) or 0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_is_quick() -> None:
    code = (
        "import sys; sys.argv = ['extractor', '--help']\n"
        "from extractor.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'bs4', 'lxml', 'pydantic', 'httpx', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'imports {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"schema" in done.stdout


def _wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("given", ["{folder}", "{folder}/*.txt"])
def test_an_input_found_in_a_folder_is_never_overwritten(tmp_path: Path, given: str) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(
            "Bridge opens\n\nThe bridge at Harrowmere opened on Friday 3 May 2024, to cheers.\n", "utf-8"
        )
    before = (tmp_path / "one.txt").read_bytes()
    call = ["run", given.format(folder=tmp_path), "-o", str(tmp_path / "one.txt"), "--format", "jsonl"]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 2
    assert (tmp_path / "one.txt").read_bytes() == before


# --- commands that take records ---------------------------------------------------------------------------------------
def test_a_run_into_tables_holds_what_one_into_lines_does() -> None:
    assert call("run", "a.txt", "b.txt", "-o", "out.jsonl", "--quiet")[0] == 0
    assert call("run", "a.txt", "b.txt", "missing.txt", "-o", "out.csv", "--quiet")[0] == 1
    assert json.loads(Path("out.csv.errors.jsonl").read_text())["code"] == "missing"
    code, out, _ = call("export", "out.csv")
    assert (code, out) == (0, Path("out.jsonl").read_text())
    code, out, _ = call("export", "out.csv", "--format", "json")
    assert [record["title"] for record in json.loads(out)] == titles(Path("out.jsonl").read_text())


def test_what_is_no_record_is_told_and_the_rest_goes_on() -> None:
    assert call("run", "a.txt", "-o", "out.jsonl", "--quiet")[0] == 0
    Path("out.jsonl").write_text("{}\n" + Path("out.jsonl").read_text())
    code, _, err = call("export", "out.jsonl", "-o", "out.sqlite")
    assert code == 1
    assert "out.jsonl:1: is no record" in err
    assert "1 record in out.sqlite" in err
    assert json.loads(Path("out.sqlite.errors.jsonl").read_text())["uri"] == "out.jsonl:1"
    for command in ("summary out.jsonl --json", "review out.jsonl -o page.html"):
        assert call(*command.split())[0] == 1
    assert Path("page.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ("export nothing.jsonl -o out.csv", 2, "nothing.jsonl does not exist"),
        ("export none.jsonl -o out.csv", 3, ""),
        ("export none.jsonl --format csv", 2, "csv can't go to standard output; give the folder a name with -o"),
        ("export none.jsonl -o none.jsonl", 2, "is named twice"),
        ("export none.jsonl -o s3://bucket/out.sqlite", 2, "write it on this machine, and copy it"),
        ("review none.jsonl -o page.html", 3, ""),
        ("review none.jsonl -o nowhere/page.html", 2, "there is no folder nowhere"),
        ("summary none.jsonl", 3, ""),
        ("summary none.jsonl --top 0", 2, "must be 1 or more"),
        ("evaluate nothing none.jsonl", 2, "nothing"),
        ("evaluate . none.jsonl --show everything", 2, "everything"),
    ],
)
def test_calls_that_can_not_be_carried_out(arguments: str, code: int, told: str) -> None:
    Path("none.jsonl").write_text("")
    found, _, err = call(*arguments.split())
    assert found == code, err
    assert told in " ".join(err.split())
    assert not Path("out.csv").exists()
    assert not Path("page.html").exists()


def test_an_evaluation_with_floors() -> None:
    assert call("run", "a.txt", "-o", "out.jsonl", "--quiet")[0] == 0
    Path("gold").mkdir()
    gold = {"id": "a", "source": "a.txt", "title": titles(Path("out.jsonl").read_text())[0], "dates": []}
    Path("gold/a.json").write_text(json.dumps({**gold, "people": [{"name": "Ann Brown"}]}))
    Path("floors.json").write_text('{"title": 1, "people": 0.5}')
    code, out, _ = call("evaluate", "gold", "out.jsonl", "--floors", "floors.json", "--show", "people")
    assert code == 1
    assert "people: 0.000 is below its floor 0.5" in out
    assert "Ann Brown" in out
    code, out, _ = call("evaluate", "gold", "out.jsonl", "--json")
    assert (code, json.loads(out)["measures"]["title"]["accuracy"]) == (0, 1)


def test_the_tables_are_described() -> None:
    code, out, _ = call("schema", "--tables")
    assert code == 0
    assert [table["name"] for table in json.loads(out)["resources"]][:3] == ["releases", "statements", "paragraphs"]
