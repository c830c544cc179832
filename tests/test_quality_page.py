"""docs/quality.md tells what the program gives now, for every set that lies in the repository.

After a change of rules, of a set or of the version: `make quality`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor import __version__

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tools"))

import quality_page  # noqa: E402
import quality_sets  # noqa: E402

FIGURES: dict[str, dict[str, Any]] = json.loads(quality_page.FIGURES.read_text("utf-8"))
PAGE = quality_page.PAGE.read_text("utf-8")
HERE = [one for one in quality_sets.known_sets() if one.place]


@pytest.mark.parametrize("one", HERE, ids=lambda one: one.name)
def test_figures_are_what_the_program_gives_now(one: quality_sets.Set) -> None:
    assert one.place is not None
    told = FIGURES[one.name]
    now = one.figures(one.place)
    assert {key: told[key] for key in now} == now, "make quality"


def test_the_page_tells_the_figures_and_the_trials() -> None:
    assert quality_page.page(FIGURES) == PAGE, "make quality"


def test_the_page_is_of_this_version() -> None:
    assert {FIGURES[one.name]["extractor"] for one in HERE} == {__version__}, "make quality"
    assert f"**extractor {__version__}**" in PAGE


def test_what_cannot_be_checked_here_is_marked() -> None:
    elsewhere = FIGURES.keys() - {one.name for one in HERE}
    assert {"real", "pages"} <= elsewhere
    assert PAGE.count("**Not checked by `make test`.**") == len(elsewhere)


def test_every_set_that_is_told_has_texts_and_counts() -> None:
    assert len(HERE) >= 8
    for name, figures in FIGURES.items():
        assert figures["texts"] >= 10, name
        assert all(measure["intervals"] for measure in figures["measures"].values()), name


def test_another_figure_is_noticed() -> None:
    other = json.loads(json.dumps(FIGURES))
    other["samples"]["measures"]["people"]["true_positives"] -= 1
    assert quality_page.page(other) != PAGE


def test_a_set_that_is_not_at_hand_keeps_its_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = quality_sets.Set(name="real", label="Real", told="", flatters="")
    monkeypatch.setattr(quality_page, "known_sets", lambda: [absent])
    assert quality_page.measured({}, FIGURES) == {"real": FIGURES["real"]}
    assert quality_page.measured({}, {}) == {}
    assert "is left out" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="unreal"):
        quality_page.measured({"unreal": "somewhere"}, FIGURES)


def test_a_folder_of_ones_own_is_measured(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    text = "Bridge to shut\n\n3 May 2024\n\nThe bridge will be shut from 1 June 2024, said Cllr Ann Sorrel."
    (tmp_path / "sources" / "bridge.txt").write_text(text, "utf-8")
    gold = {"id": "bridge", "title": "Bridge to shut", "published": "2024-05-03", "people": [{"name": "Ben Tarrow"}]}
    (tmp_path / "bridge.json").write_text(json.dumps(gold), "utf-8")
    made = quality_sets.Set(name="own", label="Own", told="", flatters="not").figures(tmp_path)
    assert (made["texts"], made["without_record"]) == (1, [])
    assert made["measures"]["title"]["right"] == 1
    counts = [made["measures"]["people"][count] for count in ("true_positives", "false_positives", "false_negatives")]
    assert counts == [0, 1, 1]
