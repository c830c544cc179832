"""An evaluation as lines of text for the terminal: a table of figures, then the errors that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.evaluation.context import Context
from extractor.evaluation.evaluation import Error, Evaluation
from extractor.evaluation.floors import Shortfall
from extractor.evaluation.intervals import Interval
from extractor.evaluation.measures import Rate, check_names
from extractor.evaluation.verdicts import Sign
from extractor.plain import one_line
from extractor.wording import counted

_LONGEST = 160
_HEAD = ("measure", "figure", "precision", "recall", "right", "missed", "extra")
_HEAD_WITH_INTERVALS = ("measure", "figure", "95 %", "precision", "95 %", "recall", "95 %", "right", "missed", "extra")
_MARKS = {Sign.MISSED: "-", Sign.EXTRA: "+", Sign.WRONG: "!"}


def told(evaluation: Evaluation, show: Sequence[str] = ()) -> Iterator[str]:
    """The lines of an evaluation; `show` names the measures whose errors are told, each with what stands around it.

    Raises UsageError at once if it names a measure that there is not.
    """
    check_names(show, "show")
    return _told(evaluation, show)


def told_shortfalls(shortfalls: Iterable[Shortfall]) -> Iterator[str]:
    """A line for each measure below its floor, or one that all floors are reached."""
    lines = [f"{short.measure}: {short.figure:.3f} is below its floor {short.floor:g}" for short in shortfalls]
    yield from lines or ["all floors are reached"]


def _told(evaluation: Evaluation, show: Sequence[str]) -> Iterator[str]:
    yield _heading(evaluation)
    for release in evaluation.without_record:
        yield f"no record: {one_line(release)}"
    yield ""
    yield from _table(evaluation)
    for name in show:
        errors = evaluation.errors(name)
        yield ""
        yield f"{name}: {counted(len(errors), 'error')}"
        for error in errors:
            yield from _told_error(error)


def _heading(evaluation: Evaluation) -> str:
    missing = len(evaluation.without_record)
    heading = f"{counted(evaluation.releases, 'release')}, {missing:,} without a record"
    if ignored := evaluation.ignored:
        heading += f"; {counted(ignored, 'record')} without a gold file left aside"
    return heading


def _table(evaluation: Evaluation) -> Iterator[str]:
    """The rows in columns as wide as need be, the names to the left and numbers to the right."""
    head = _HEAD_WITH_INTERVALS if evaluation.intervals else _HEAD
    rows = [head, *(_row(evaluation, name) for name in evaluation.measures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        padded = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join([name.ljust(widths[0]), *padded]).rstrip()


def _row(evaluation: Evaluation, name: str) -> tuple[str, ...]:
    measure = evaluation.measures[name]
    found = evaluation.intervals.get(name, {})
    if isinstance(measure, Rate):
        figures = [("accuracy", f"{measure.accuracy:.3f}"), ("precision", ""), ("recall", "")]
        counts = (f"{measure.right} of {measure.asked}", "", "")
    else:
        figures = [(figure, f"{value:.3f}") for figure, value in measure.figures().items()]
        counts = (str(measure.true_positives), str(measure.false_negatives), str(measure.false_positives))
    if not evaluation.intervals:
        return (name, *(value for _, value in figures), *counts)
    cells = (cell for figure, value in figures for cell in (value, _told_interval(found.get(figure))))
    return (name, *cells, *counts)


def _told_interval(interval: Interval | None) -> str:
    return f"{interval.low:.3f}-{interval.high:.3f}" if interval else ""


def _told_error(error: Error) -> Iterator[str]:
    """What was expected and found, and below it the place."""
    head = f"{_MARKS[error.sign]} {one_line(error.release)}: {error.sign}"
    if error.sign is Sign.WRONG:
        yield head
        yield f"    expected: {_value(error.gold)}"
        yield f"    found: {_value(error.found)}"
    else:
        yield f"{head}: {_value(error.gold if error.sign is Sign.MISSED else error.found)}"
    if error.context:
        yield f"    {_told_context(error.context)}"


def _value(value: str | None) -> str:
    return "nothing" if value is None else _short(one_line(value))


def _told_context(context: Context) -> str:
    return one_line(f"…{context.before}[{_short(one_line(context.text))}]{context.after}…")


def _short(text: str) -> str:
    """The beginning and the end of a long text."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
