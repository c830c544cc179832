"""Remote stores: folders, inputs, plans and outputs on one, equal to the last byte to those of a local run.

The store is a folder with the manners of an object store: whole objects, no folders, errors of its own kind.
"""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from functools import partial
from hashlib import md5
from pathlib import Path
from typing import Any
from uuid import uuid4

import fsspec
import pytest
from fakes import misbehave

from extractor.batch import manifest
from extractor.batch.attempt import Make
from extractor.batch.folder import Folder, StoredFolder, open_folder
from extractor.batch.plan import RunSettings
from extractor.batch.pool import Pool
from extractor.batch.run import do_shards, opened_manifest, opened_run, write_plan
from extractor.collect.inputs import open_inputs
from extractor.errors import InputError, OutputError, UsageError
from extractor.files import commit
from extractor.inputs.entry import Entry
from extractor.inputs.sources import identify, list_entries
from extractor.settings import Settings
from extractor.stores import version_of
from extractor.write import Writer, check_output, open_writer

SETTINGS = RunSettings(shard_size=4, time_limit=5)
TEXTS = ["The weir opens", "die", "", "refuse", *(f"Lock {number}" for number in range(8)), "raise"]
SHARD = "00000000-0123456789abcdef.jsonl"
ROOT = Path("buckets")


class StoreError(Exception):
    """What the store says if it is asked too much of: for a name with "busy" in it."""


class Upload:
    """An object on its way."""

    def __init__(self, path: Path) -> None:
        self._path, self._data = path, b""

    def write(self, data: bytes) -> None:
        if "full" in self._path.name:
            raise StoreError("no room\nleft")
        self._data += data

    def close(self) -> None:
        """Wait for the commit."""

    def commit(self) -> None:
        if not Path(*self._path.parts[:2]).is_dir():
            raise FileNotFoundError("no such bucket")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_bytes(self._data)

    def discard(self) -> None:
        self._data = b""


class Store(fsspec.AbstractFileSystem):  # type: ignore[misc]
    """Objects as files under the working folder, which worker processes share."""

    protocol = "oci"

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        return {**self._info(self._file(path)), "asked": "for itself"}

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        folder = self._file(path)
        if not folder.is_dir():
            raise FileNotFoundError(path)
        found = [self._info(file) for file in sorted(folder.iterdir())]
        return found if detail else [one["name"] for one in found]

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: Any) -> bytes:
        data = self._file(path).read_bytes()
        if start is not None and start >= len(data):
            raise OSError("the range can't be satisfied")
        return data[start:end]

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **_: Any) -> None:
        upload = self.open(path, "wb", autocommit=False)
        upload.write(value)
        upload.commit()

    def open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        if mode == "rb":
            return self._file(path).open("rb")
        assert options == {"autocommit": False}
        return Upload(self._file(path))

    def rm_file(self, path: str) -> None:
        self._file(path).unlink()

    def _info(self, file: Path) -> dict[str, Any]:
        kind = "directory" if file.is_dir() else "file"
        tag = None if file.is_dir() else md5(file.read_bytes()).hexdigest()
        return {"name": str(file.relative_to(ROOT)), "size": file.stat().st_size, "type": kind, "ETag": tag}

    def _file(self, path: str) -> Path:
        if "busy" in path:
            raise StoreError("slow down,\nplease")
        return ROOT / self._strip_protocol(path)


# Worker processes import this module with `prepare`.
fsspec.register_implementation("oci", Store, clobber=True)


def prepare(settings: Settings) -> Make:
    return partial(misbehave, settings=settings)


ENGINE = partial(Pool, 2, prepare=prepare)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket `archive` with releases, and the same releases in the working folder."""
    monkeypatch.chdir(tmp_path)
    for place in (ROOT / "archive", Path("archive")):
        (place / "pages").mkdir(parents=True)
        for number, text in enumerate(TEXTS):
            (place / f"pages/{number:03}.txt").write_text(text)
        (place / "corpus.jsonl").write_text('{"text": "One"}\n\n{"text": "Two"}\n')


def write(outcomes: Any, writer: Writer) -> None:
    for outcome in outcomes:
        if outcome.error:
            writer.fail(outcome.error)
        else:
            writer.write(outcome.record)


def writing(out: str) -> AbstractContextManager[Writer]:
    return open_writer(out, check_output(out, None), lambda: pytest.fail("no"))


def run(place: str, out: str) -> None:
    inputs = list_entries([f"{place}/pages", f"{place}/corpus.jsonl"])
    with opened_run(inputs, out, SETTINGS, ENGINE) as outcomes, writing(out) as writer:
        write(outcomes, writer)


def output(folder: Path, name: str) -> list[bytes]:
    return [(folder / f"{name}{end}").read_bytes().replace(b"oci://", b"") for end in (".jsonl", ".errors.jsonl")]


@pytest.fixture
def expected() -> list[bytes]:
    """What a local run gives."""
    run("archive", "local.jsonl")
    return output(Path(), "local")


@pytest.fixture(params=["memory", "oci", "here"])
def work(request: pytest.FixtureRequest) -> Iterator[Folder]:
    if request.param == "memory":
        yield StoredFolder(f"memory://{uuid4()}/work")
    else:
        yield open_folder("oci://archive/work" if request.param == "oci" else "work")


def test_a_folder_of_a_store_is_like_one_of_this_machine(work: Folder) -> None:
    assert work.names() == set()
    with pytest.raises(FileNotFoundError):
        work.read(SHARD)
    work.commit(SHARD, b"abc")
    work.commit(SHARD, b"abcd")
    with work.locked(), work.growing(manifest.NAME) as file:
        file.add(b"one\n")
        file.add(b"two\n")
    work.commit("notes.jsonl", b"ours")
    assert work.names() == {SHARD, manifest.NAME}
    assert [work.read(SHARD), work.read(SHARD, 2), work.read(manifest.NAME)] == [b"abcd", b"ab", b"one\ntwo\n"]
    work.drop({SHARD, "00000001-0123456789abcdef.jsonl"})
    assert work.names() == {manifest.NAME}
    work.remove()
    assert work.names() == set()
    assert work.read("notes.jsonl") == b"ours"


def test_a_run_from_store_to_store_gives_the_bytes_of_a_local_one(expected: list[bytes]) -> None:
    run("oci://archive", "oci://archive/out.jsonl")
    assert output(ROOT / "archive", "out") == expected
    assert not list((ROOT / "archive").glob("out.jsonl.work/*"))


@pytest.mark.parametrize("place", ["oci://archive/plan", "file://{here}/plan"])
def test_a_plan_on_a_store_gives_the_bytes_of_a_local_run(place: str, expected: list[bytes]) -> None:
    place = place.format(here=Path.cwd())
    inputs = list_entries(["oci://archive/pages", "oci://archive/corpus.jsonl"])
    assert write_plan(inputs, SETTINGS, place) == 4
    do_shards(f"{place}/{manifest.NAME}", 1, 3, ENGINE)
    assert len(open_folder(place).names()) == 1 + 1
    with opened_manifest(f"{place}/{manifest.NAME}", ENGINE) as outcomes, writing("out.jsonl") as writer:
        write(outcomes, writer)
    assert output(Path(), "out") == expected
    assert len(open_folder(place).names()) == 1 + 4


def test_an_interrupted_run_on_a_store_goes_on() -> None:
    for number in range(40):
        (ROOT / f"archive/pages/{number:03}.txt").write_text(f"tally tally until archive {number}")

    def outcomes(enough: int) -> int:
        inputs = list_entries(["oci://archive/pages"])
        with opened_run(inputs, "oci://archive/out.jsonl", SETTINGS, partial(Pool, 1, prepare=prepare)) as found:
            for count, _ in enumerate(found, 1):
                if count == enough:
                    raise KeyboardInterrupt
        return count

    with pytest.raises(KeyboardInterrupt):
        outcomes(20)
    done = Path("tally").read_text().split()
    assert 20 <= len(done) < 40
    assert outcomes(100) == 40
    assert 40 <= len(Path("tally").read_text().split()) <= 44, "what one worker had in hand is done again"


def test_a_listing_tells_all_that_a_plan_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million requests would take hours."""
    inputs = ["oci://archive/pages"]
    asked: list[str] = []
    info = Store.info
    monkeypatch.setattr(Store, "info", lambda self, path, **_: asked.append(path) or info(self, path))
    assert write_plan(list_entries(inputs), SETTINGS, "plan") == 4
    assert not [path for path in asked if path.endswith(".txt")]
    assert list(list_entries(["oci://archive/pag*"])) == list(list_entries(inputs))


def test_what_a_store_says_of_a_content_is_the_same_wherever_it_is_asked() -> None:
    listed = {one.place: one for one in map(identify, list_entries(["oci://archive/pages"])) if isinstance(one, Entry)}
    place = "oci://archive/pages/000.txt"
    assert identify(Entry(place)) == listed[place]
    (ROOT / "archive/pages/000.txt").write_text("The lock opens too")
    assert version_of(place) != listed[place].version


@pytest.mark.parametrize("place", ["file://{here}/archive/pages/000.txt", "memory://archive/a.txt"])
def test_without_a_tag_a_content_is_known_by_its_hash(place: str) -> None:
    place = place.format(here=Path.cwd())
    commit(place, b"The weir opens")
    found = identify(Entry(place))
    assert found == Entry(place).known_by(b"The weir opens")


def test_what_a_store_refuses_costs_one_input() -> None:
    (ROOT / "archive/pages/busy.txt").write_text("The mill")
    found = list(
        open_inputs(["oci://archive/busy", "oci://archive/pages", "oci://archive/busy.jsonl", "oci://no/a.txt"])
    )
    errors = [one for one in found if isinstance(one, InputError)]
    assert len(found) - len(errors) == len(TEXTS)
    assert [error.code for error in errors] == ["unreadable"] * 3 + ["missing"]
    assert "slow down, please" in str(errors[0])


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("oci://nobody/out.jsonl", "no such bucket"),
        ("oci://archive/full.jsonl", "no room left"),
        ("oci://archive/busy.jsonl", "slow down, please"),
        ("memory://archive/out.jsonl", "one process alone"),
    ],
)
def test_what_can_not_be_written_is_told_in_one_line(out: str, reason: str) -> None:
    with pytest.raises((OutputError, UsageError), match=reason) as raised:
        run("archive", out)
    assert "\n" not in str(raised.value)
    assert out in str(raised.value)


def test_a_package_that_a_store_lacks_is_told() -> None:
    fsspec.register_implementation("oss", "no.such.package.System", clobber=True, errtxt="install nosuch")
    with pytest.raises(UsageError, match=r"not installed \(install nosuch\); pip install ossfs$"):
        list(open_inputs(["oss://archive/a.txt"]))


def test_a_corpus_that_breaks_off_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        lines = iter([json.dumps({"text": "One"}).encode() + b"\n"])

        def read(self, _: int) -> bytes:
            if (line := next(self.lines, None)) is None:
                raise StoreError("gone")
            return line

        def close(self) -> None:
            raise StoreError("gone")

    monkeypatch.setattr(Store, "open", lambda *_: Broken())
    with closing(list_entries(["oci://archive/corpus.jsonl"])) as found:  # type: ignore[type-var]
        one, error = found
    assert isinstance(one, Entry)
    assert "can't be read (gone)" in str(error)
