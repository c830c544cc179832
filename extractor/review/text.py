"""Text as it can be shown: what could steer a page or a terminal is a sign."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """The text with control characters shown as signs, one for one, so that offsets hold."""
    return _CONTROL.sub("\ufffd", text)
