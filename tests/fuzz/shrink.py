"""An input with a fault -> a smaller one with the same fault, for somebody to make a case of."""

from __future__ import annotations

from fuzz.target import Target
from fuzz.trial import tried_with


def shrunk(target: Target, number: int, data: bytes) -> bytes:
    """Leave out stretches, long ones first, as long as the fault stays the same."""
    word = tried_with(target, number, data).word
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data):
            less = data[:at] + data[at + size :]
            if tried_with(target, number, less).word == word:
                data = less
            else:
                at += size
        size //= 2
    return data
