"""The measures: counts of what is right and wrong, and the figures that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self

from extractor.errors import UsageError
from extractor.evaluation.verdicts import Sign, Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts found against facts expected: precision, recall and F1."""

    # What a share of nothing is: who finds nothing has found nothing wrong.
    of_nothing: ClassVar[float] = 1.0

    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Self:
        """The tally of verdicts; what is wrong is missed, and extra too."""
        counts = _count(verdicts)
        wrong = counts[Sign.WRONG]
        return cls(counts[Sign.RIGHT], counts[Sign.EXTRA] + wrong, counts[Sign.MISSED] + wrong)

    @property
    def found(self) -> int:
        """How many facts were found."""
        return self.true_positives + self.false_positives

    @property
    def expected(self) -> int:
        """How many facts were expected."""
        return self.true_positives + self.false_negatives

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.true_positives / self.found if self.found else self.of_nothing

    @property
    def recall(self) -> float:
        """The share of what was expected that is found."""
        return self.true_positives / self.expected if self.expected else self.of_nothing

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def figure(self) -> float:
        """The one figure that a floor is held against: F1."""
        return self.f1

    def figures(self) -> dict[str, float]:
        """All figures by name."""
        return {"f1": self.f1, "precision": self.precision, "recall": self.recall}

    def counts(self) -> dict[str, int]:
        """All counts by name."""
        return {
            "true_positives": self.true_positives,
            "false_positives": self.false_positives,
            "false_negatives": self.false_negatives,
        }


class Overlap(Tally):
    """Stretches of running text in place of facts; each word stands in several, so that they are not independent."""

    __slots__ = ()
    # An empty text has lost everything.
    of_nothing: ClassVar[float] = 0.0


@dataclass(frozen=True, slots=True)
class Rate:
    """Right answers out of the ones asked for: accuracy."""

    right: int = 0
    asked: int = 0

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Self:
        """The rate of verdicts that are right."""
        counts = _count(verdicts)
        return cls(counts[Sign.RIGHT], sum(counts.values()))

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self.right / self.asked if self.asked else 1.0

    @property
    def figure(self) -> float:
        """The one figure that a floor is held against: accuracy."""
        return self.accuracy

    def figures(self) -> dict[str, float]:
        """All figures by name."""
        return {"accuracy": self.accuracy}

    def counts(self) -> dict[str, int]:
        """All counts by name."""
        return {"right": self.right, "asked": self.asked}


Measure = Tally | Rate

# All measures, in the order in which they are told.
MEASURES: dict[str, type[Tally] | type[Rate]] = {
    "body": Overlap,
    "noise_absent": Rate,
    "title": Rate,
    "published": Rate,
    "publisher": Rate,
    "dates": Tally,
    "date_value": Rate,
    "dates_valued": Tally,
    "organisations": Tally,
    "people": Tally,
    "speaker_roles": Tally,
    "quote_parts": Tally,
    "speaker": Rate,
    "speaker_of_partial": Rate,
    "kind": Rate,
    "turns": Rate,
    "quotes_attributed": Tally,
    "quotes_full": Tally,
    "indirect": Tally,
    "spans_true": Rate,
}


def check_names(names: Iterable[str], where: str) -> None:
    """Raise UsageError for a name that no measure has; `where` tells who named it (an option, a file)."""
    if unknown := [name for name in names if name not in MEASURES]:
        raise UsageError(f"{where}: no measure is called {unknown[0]!r}; there are {', '.join(MEASURES)}")


def _count(verdicts: Iterable[Verdict]) -> dict[Sign, int]:
    counts = dict.fromkeys(Sign, 0)
    for verdict in verdicts:
        counts[verdict.sign] += verdict.weight
    return counts
