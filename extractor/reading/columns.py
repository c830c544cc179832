"""Letterheads set in columns: what stands side by side above a release becomes lines of its own."""

from __future__ import annotations

import re

# Above the running text only, where a wide gap parts two details; behind a colon stands the value of a label.
_GAP = re.compile(r"(?<=[^\s:])[^\S\n]{4,}(?=\S)")
_HEAD_LINES, _RUNNING_LENGTH = 12, 90


def part_columns(text: str) -> str:
    """The text with the columns of its first lines, up to the running text, set one below the other."""
    lines = text.split("\n")
    seen = 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        seen += 1
        parts = _GAP.split(line)
        if seen > _HEAD_LINES or max(map(len, parts)) > _RUNNING_LENGTH:
            break
        lines[number] = "\n".join(parts)
    return "\n".join(lines)
