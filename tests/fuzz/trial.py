"""One input of a target, tried: what came of it, in a word that is the same for the same fault."""

from __future__ import annotations

import os
import resource
import sys
import time
import traceback
from dataclasses import dataclass
from typing import NamedTuple

from fuzz.target import Target

# Bytes of a unit of what the system tells of memory.
_UNIT = 1 if sys.platform == "darwin" else 1024


class Limits(NamedTuple):
    """What an input may take: seconds of the processor, bytes of memory, seconds without a word."""

    seconds: float = 5.0
    bytes: int = 1_000_000_000
    standstill: float = 60.0

    @property
    def too_slow(self) -> str:
        """The word of an input that takes longer."""
        return f"takes more than {self.seconds:g} seconds"

    @property
    def too_large(self) -> str:
        """The word of an input that takes more memory."""
        return f"takes more than {self.bytes // 1_000_000:,} MB"


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an input.

    word: "answer", "refused: CODE", or what is wrong; message: more of it; seconds: time of the processor; peak: the
    most bytes of memory that the process ever had.
    """

    word: str
    is_fault: bool = False
    message: str = ""
    seconds: float = 0.0
    peak: int = 0


def tried_with(target: Target, number: int, data: bytes, limits: Limits = LIMITS) -> Outcome:
    """Try an input, with the chance of that number for what else is needed."""
    before, start = _peak(), time.process_time()
    word, is_fault, message = _judged(target, number, data)
    seconds = time.process_time() - start
    peak = _peak()
    if not is_fault and seconds > limits.seconds:
        word, is_fault = limits.too_slow, True
    # What the process had before is not the input's: the tests in one process may have more than that.
    if not is_fault and peak - before > limits.bytes:
        word, is_fault = limits.too_large, True
    return Outcome(word, is_fault, message, seconds, peak)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def _judged(target: Target, number: int, data: bytes) -> tuple[str, bool, str]:
    """A word, whether it tells of a fault, and more of it."""
    try:
        broken = next(target.run(data, target.chance(-1 - number)), None)
    except target.errors as error:
        return f"refused: {getattr(error, 'code', type(error).__name__)}", False, str(error)
    except Exception as error:
        return _crash(error), True, "".join(traceback.format_exception(error))[-2000:]
    if broken is not None:
        invariant, _, what = broken.partition(": ")
        return f"breaks: {invariant}", True, what[:500]
    return "answer", False, ""


def _crash(error: Exception) -> str:
    """The kind of an error and the last function of ours that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}extractor{os.sep}" in frame.filename] or frames
    return f"crashes: {type(error).__name__} in {os.path.basename(ours[-1].filename)}, {ours[-1].name}"
