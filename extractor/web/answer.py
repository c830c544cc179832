"""What a server answered: a whole body, undone of what it was packed in, and what its headers tell of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime
from time import time

Headers = tuple[tuple[str, str], ...]

_SECONDS = re.compile(r"\s*\d+\s*")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    address: that was asked, after redirects; status: as of HTTP; headers: names as the server wrote them; body: without
    transfer or content encoding; fetched_at: ISO 8601 in UTC; location: where a redirect leads, None for all else.
    """

    address: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: str
    location: str | None = None

    @property
    def media_type(self) -> str | None:
        """The type of the content as the server declares it."""
        message = message_of(self.headers)
        return message.get_content_type() if message["content-type"] else None

    @property
    def charset(self) -> str | None:
        """The encoding of the text as the server declares it."""
        return message_of(self.headers).get_content_charset()


def message_of(headers: Headers) -> Message:
    """The headers, by name in any case, with the standard library's reader of content types."""
    message = Message()
    for name, value in headers:
        message[name] = value
    return message


def seconds_to_wait(retry_after: str | None) -> float | None:
    """The seconds that a Retry-After header asks to wait: a number, or a day and time (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if _SECONDS.fullmatch(retry_after):
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
        # A day without a zone is meant in UTC, not in this machine's.
        return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - time())
    except (ValueError, OverflowError):
        return None
