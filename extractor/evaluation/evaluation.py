"""Records against gold files: every measure over all releases, and every error with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from extractor.errors import UsageError
from extractor.evaluation.context import Context, around, locate
from extractor.evaluation.floors import Shortfall
from extractor.evaluation.gold import Gold, read_gold
from extractor.evaluation.intervals import Interval, draws, intervals_of
from extractor.evaluation.judges import JUDGES
from extractor.evaluation.measures import MEASURES, Measure, check_names
from extractor.evaluation.verdicts import Sign, Verdict
from extractor.record import ExtractorInfo, Record, SourceInfo

# A release without a record is judged as this one, in which nothing was found.
_NOTHING = Record(
    id="",
    source=SourceInfo(uri="", media_type="", sha256="", bytes=0),
    extractor=ExtractorInfo(version="", model="", settings={}),
    title=None,
    published=None,
    updated=None,
    publisher=None,
    language=None,
    text="",
    paragraphs=[],
    removed=[],
    dates=[],
    organisations=[],
    people=[],
    quotes=[],
    contacts=[],
    problems=[],
)


@dataclass(frozen=True, slots=True)
class Error:
    """One fact that is missed, extra or wrong.

    release: the gold file's id; gold, found: the fact as expected and as found, None where there is none; context: its
    place in the record's text, None if it can't be found there.
    """

    release: str
    sign: Sign
    gold: str | None
    found: str | None
    context: Context | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A release, the text that was read of it, and the verdicts on it by measure."""

    release: str
    text: str
    verdicts: Mapping[str, list[Verdict]]

    def measure(self, name: str) -> Measure:
        """A measure over this release alone."""
        return MEASURES[name].of(self.verdicts.get(name, ()))

    def errors(self, name: str) -> Iterator[Error]:
        """What is not right by a measure, each with its context."""
        for verdict in self.verdicts.get(name, ()):
            if verdict.sign is not Sign.RIGHT:
                span = verdict.span or locate(self.text, verdict.sought or "")
                context = around(self.text, span) if span else None
                yield Error(self.release, verdict.sign, verdict.gold, verdict.found, context)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What records are worth, over all releases that have a gold file.

    measures: in the order of MEASURES; without_record: the ids of releases that no record was found for, judged as if
    nothing had been found; ignored: how many records have no gold file; intervals: by measure and figure, if asked for.
    """

    judged: tuple[Judged, ...]
    measures: dict[str, Measure]
    without_record: tuple[str, ...]
    ignored: int
    intervals: dict[str, dict[str, Interval]] = field(default_factory=dict)

    @property
    def releases(self) -> int:
        """How many releases have a gold file."""
        return len(self.judged)

    def errors(self, name: str) -> list[Error]:
        """Every error of a measure, release by release. Raises UsageError if there is no such measure."""
        check_names([name], "errors")
        return [error for judged in self.judged for error in judged.errors(name)]

    def below(self, floors: Mapping[str, float]) -> list[Shortfall]:
        """The measures whose F1 or accuracy lies below its floor. Raises UsageError for a measure that there is not."""
        check_names(floors, "floors")
        figures = {name: self.measures[name].figure for name in floors}
        return [Shortfall(name, figures[name], floor) for name, floor in floors.items() if figures[name] < floor]

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data: figures, counts, intervals if asked for, and every error."""
        return {
            "releases": self.releases,
            "without_record": list(self.without_record),
            "ignored": self.ignored,
            "measures": {name: self._measure_to_json(name) for name in self.measures},
            "errors": {name: [asdict(error) for error in self.errors(name)] for name in self.measures},
        }

    def _measure_to_json(self, name: str) -> dict[str, Any]:
        measure = self.measures[name]
        told = {figure: asdict(interval) for figure, interval in self.intervals.get(name, {}).items()}
        return {**measure.figures(), **measure.counts(), **({"intervals": told} if self.intervals else {})}


def evaluate(gold: Path, records: Iterable[Record], *, intervals: bool = False) -> Evaluation:
    """Compare records with the gold files of a folder.

    A record belongs to the gold file that is named like its source (the stem of `source.uri`), else to the one whose
    id is the record's. Every figure counts all facts of all releases alike (micro-average). With `intervals`, figures
    get 95 % confidence intervals.
    Raises UsageError if the folder holds no gold files, one is malformed, or two records belong to one.
    """
    expected = read_gold(gold)
    total, candidates = _sort(expected, records)
    chosen = {stem: _choose(stem, one, candidates[stem]) for stem, one in expected.items()}
    judged = tuple(_judge(one, chosen[stem] or _NOTHING) for stem, one in expected.items())
    return Evaluation(
        judged,
        {name: _measure(name, judged) for name in MEASURES},
        tuple(one.id for stem, one in expected.items() if chosen[stem] is None),
        total - sum(record is not None for record in chosen.values()),
        _intervals(judged) if intervals else {},
    )


def _sort(expected: dict[str, Gold], records: Iterable[Record]) -> tuple[int, dict[str, list[Record]]]:
    """How many records there are, and those that may belong to each gold file; no others are kept."""
    stems_of_ids = {one.id: stem for stem, one in expected.items()}
    candidates: dict[str, list[Record]] = {stem: [] for stem in expected}
    total = 0
    for record in records:
        total += 1
        for stem in {_stem(record), stems_of_ids.get(record.id, "")} & expected.keys():
            candidates[stem].append(record)
    return total, candidates


def _choose(stem: str, gold: Gold, candidates: list[Record]) -> Record | None:
    """The one record of a gold file: the one named like it, of several the one that has its id too."""
    candidates = [record for record in candidates if _stem(record) == stem] or candidates
    if len(candidates) > 1:
        candidates = [record for record in candidates if record.id == gold.id] or candidates
    if len(candidates) > 1:
        places = ", ".join(sorted(record.source.uri for record in candidates)[:3])
        raise UsageError(
            f"{stem}.json: {len(candidates)} records belong to this gold file ({places}); leave all but one out, "
            'or give the "id" of the right one to the gold file as its "id"'
        )
    return candidates[0] if candidates else None


def _stem(record: Record) -> str:
    return PurePosixPath(record.source.uri).stem


def _judge(gold: Gold, record: Record) -> Judged:
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for judge in JUDGES:
        for verdict in judge(gold, record):
            verdicts[verdict.measure].append(verdict)
    return Judged(gold.id, record.text, dict(verdicts))


def _measure(name: str, judged: Iterable[Judged]) -> Measure:
    return MEASURES[name].of(verdict for one in judged for verdict in one.verdicts.get(name, ()))


def _intervals(judged: tuple[Judged, ...]) -> dict[str, dict[str, Interval]]:
    resamples = draws(len(judged))
    return {name: intervals_of([one.measure(name) for one in judged], resamples) for name in MEASURES}
