"""Records into files: whole, in order, with the errors beside them."""

import io
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fakes import make

from extractor.errors import InputError, OutputError, UsageError
from extractor.files import whole_place
from extractor.outputs.formats import JSON_LINES
from extractor.record import Record
from extractor.release import Source
from extractor.settings import Settings
from extractor.write import check_output, errors_path, open_writer

ERROR = InputError("b.txt", "missing", "does not exist", "check the path")


def record(text: str) -> bytes:
    return make(Source("a.txt", text.encode()), Settings()).model_dump_json().encode()


def write_until(error: BaseException, out: Path) -> None:
    with open_writer(str(out), JSON_LINES, io.BytesIO) as writer:
        writer.write(record("one"))
        writer.fail(ERROR)
        raise error


def titles(path: Path) -> list[str]:
    return [json.loads(line)["title"] for line in path.read_text("utf-8").splitlines()]


def test_lines_on_standard_output() -> None:
    stdout = io.BytesIO()
    with open_writer(None, JSON_LINES, lambda: stdout) as writer:
        writer.write(record("Mill Lane’s café"))
        assert stdout.getvalue().endswith(b"}\n")
        writer.fail(ERROR)
    (line,) = stdout.getvalue().decode().splitlines()
    assert list(json.loads(line)) == list(Record.model_fields)
    assert "Mill Lane’s café" in line


def test_the_file_appears_at_the_end(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    with open_writer(str(out), JSON_LINES, io.BytesIO) as writer:
        writer.write(record("one"))
        writer.write(record("two"))
        assert out.read_text() == "old"
    assert titles(out) == ["one", "two"]
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_errors_stand_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with open_writer(str(out), JSON_LINES, io.BytesIO) as writer:
        writer.fail(ERROR)
    assert not out.exists(), "there is no record"
    expected = {"uri": "b.txt", "code": "missing", "reason": "does not exist", "advice": "check the path"}
    assert json.loads((tmp_path / "out.errors.jsonl").read_text()) == expected
    with open_writer(str(out), JSON_LINES, io.BytesIO) as writer:
        writer.write(record("one"))
    assert os.listdir(tmp_path) == ["out.jsonl"]


@pytest.mark.parametrize(
    ("out", "errors"),
    [("a/out.jsonl", "a/out.errors.jsonl"), ("out.v1.jsonl", "out.v1.errors.jsonl"), ("out.x", "out.x.errors.jsonl")],
)
def test_the_name_of_the_error_file(out: str, errors: str) -> None:
    assert errors_path(out) == errors


@pytest.mark.parametrize("error", [KeyboardInterrupt(), UsageError("no such model")])
def test_an_exception_changes_nothing(tmp_path: Path, error: BaseException) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    with pytest.raises(type(error)):
        write_until(error, out)
    assert out.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    out = tmp_path / "out.jsonl"
    out.symlink_to("real.jsonl")
    with open_writer(str(out), JSON_LINES, io.BytesIO) as writer:
        writer.write(record("one"))
    assert out.is_symlink()
    assert titles(tmp_path / "real.jsonl") == ["one"]


def test_devices_are_written_to_and_not_replaced() -> None:
    with open_writer(os.devnull, JSON_LINES, io.BytesIO) as writer:
        writer.write(record("one"))
        writer.fail(ERROR)
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["nowhere/out.jsonl", "folder"])
def test_places_that_can_not_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with (
        pytest.raises((UsageError, OutputError), match=name),
        open_writer(str(tmp_path / name), JSON_LINES, io.BytesIO),
    ):
        pass


@pytest.mark.parametrize(
    ("out", "name"), [(None, None), (None, "jsonl"), ("out.jsonl", None), ("out.JSONL", None), ("out.txt", "jsonl")]
)
def test_known_formats(out: str | None, name: str | None) -> None:
    assert check_output(out, name) is JSON_LINES


@pytest.mark.parametrize(("out", "name"), [("out.xls", None), ("out", None), ("out.jsonl", "xls"), (None, "xml")])
def test_unknown_formats_name_the_known(out: str | None, name: str | None) -> None:
    with pytest.raises(UsageError, match="jsonl"):
        check_output(out, name)


def test_a_file_on_another_disk_than_its_work_is_whole_too(tmp_path: Path) -> None:
    """As when it is a link to one: no file is renamed from disk to disk."""
    disk = Path("/dev/shm")
    if not disk.is_dir() or disk.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("has no second disk")
    with TemporaryDirectory(dir=disk) as there:
        out = tmp_path / "out.jsonl"
        out.symlink_to(Path(there) / "elsewhere.jsonl")
        with open_writer(str(out), JSON_LINES, io.BytesIO, parts=tmp_path) as writer:
            writer.write(b"{}")
        assert out.is_symlink()
        assert [path.name for path in Path(there).iterdir()] == ["elsewhere.jsonl"]
        assert out.read_bytes() == b"{}\n"


def test_a_folder_that_can_not_be_put_in_its_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.mkdir()
    (out / "releases.csv").write_text("old")
    replace = os.replace

    def failing(source: Path, target: Path) -> None:
        if source.name.endswith(".part"):
            raise OSError("somebody else is there")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)

    def write() -> None:
        with whole_place(out, ours={"releases.csv"}) as half:
            half.mkdir()
            (half / "releases.csv").write_text("new")

    with pytest.raises(OutputError, match="somebody"):
        write()
    assert (out / "releases.csv").read_text() == "old"
    assert os.listdir(tmp_path) == ["out.csv"]
