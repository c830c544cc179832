"""Text of strangers as it can be shown: what could steer a terminal or a page is a sign in its place."""

from __future__ import annotations

import re

_SIGN = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Beyond these what shows the letters around it in another order, and halves of characters, which can't be written.
_STEERING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """The text with a sign for each control character, one for one, so that offsets hold."""
    return _CONTROL.sub(_SIGN, text)


def one_line(text: str) -> str:
    """The text as one line, with signs for control characters and for what turns the direction of writing."""
    return " ".join(_STEERING.sub(_SIGN, text).split())
