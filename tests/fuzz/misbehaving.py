"""Inputs that do harm, for the test of the watch: a module of its own, for each process that is replaced loads it."""

from __future__ import annotations

import os
import time

from fuzz.trial import Outcome


def misbehave(name: str, number: int) -> Outcome:
    """Take time, end the process, wait, or take memory, by the number of the input."""
    held: list[bytearray] = []
    match number:
        case 1:
            while True:
                held.clear()
        case 3:
            os._exit(7)
        case 5:
            time.sleep(60)
        case 7:
            held += [bytearray(b"a" * 50_000_000) for _ in range(6)]
            time.sleep(60)
    return Outcome("answer")
