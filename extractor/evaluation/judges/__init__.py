"""The judges: each compares one field of a record with the gold file of its release, and yields a verdict a fact."""

from collections.abc import Callable, Iterator

from extractor.evaluation.gold import Gold
from extractor.evaluation.judges.body import judge_body, judge_noise
from extractor.evaluation.judges.dates import judge_dates
from extractor.evaluation.judges.organisations import judge_organisations
from extractor.evaluation.judges.page import judge_published, judge_publisher, judge_title
from extractor.evaluation.judges.people import judge_people
from extractor.evaluation.judges.quotes import judge_indirect, judge_quotes
from extractor.evaluation.judges.spans import judge_spans
from extractor.evaluation.verdicts import Verdict
from extractor.record import Record

Judge = Callable[[Gold, Record], Iterator[Verdict]]

JUDGES: tuple[Judge, ...] = (
    judge_body,
    judge_noise,
    judge_title,
    judge_published,
    judge_publisher,
    judge_dates,
    judge_organisations,
    judge_people,
    judge_quotes,
    judge_indirect,
    judge_spans,
)
