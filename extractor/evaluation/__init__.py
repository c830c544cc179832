"""How good records are: what was found against what gold files expect, and every error with its place.

Knows the record alone. Which facts count stands in docs/annotating.md, how they are counted in docs/evaluating.md.
"""

from extractor.evaluation.evaluation import Error, Evaluation, evaluate
from extractor.evaluation.floors import Shortfall, read_floors
from extractor.evaluation.intervals import Interval
from extractor.evaluation.measures import MEASURES, Measure, Overlap, Rate, Tally, check_names
from extractor.evaluation.told import told, told_shortfalls

__all__ = [
    "MEASURES",
    "Error",
    "Evaluation",
    "Interval",
    "Measure",
    "Overlap",
    "Rate",
    "Shortfall",
    "Tally",
    "check_names",
    "evaluate",
    "read_floors",
    "told",
    "told_shortfalls",
]
