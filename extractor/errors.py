"""Errors that a user meets: one line each, with the input, the reason and what to do."""

from __future__ import annotations

import os
import traceback


class ExtractorError(Exception):
    """Base of all errors raised on purpose."""


class InputError(ExtractorError):
    """An input that gives no record. The batch goes on; the line goes to standard error and the error file.

    uri: the input as given; code: a stable word for counting (missing, permission, empty, binary, too_large,
    not_a_release, language, fetch, robots, http_404, ...); reason: what is wrong; advice: what to do about it.
    """

    def __init__(self, uri: str, code: str, reason: str, advice: str) -> None:
        super().__init__(f"{uri}: {reason}; {advice}")
        self.uri, self.code, self.reason, self.advice = uri, code, reason, advice

    def as_dict(self) -> dict[str, str]:
        """The error as plain data, from which InputError(**data) makes it again."""
        return {"uri": self.uri, "code": self.code, "reason": self.reason, "advice": self.advice}

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str, str]]:
        return InputError, (self.uri, self.code, self.reason, self.advice)


class UsageError(ExtractorError):
    """The call can't be carried out as given (a missing model, an unknown format): exit code 2."""


class OutputError(ExtractorError):
    """Nothing more can be written (a full disk): exit code 2. What is done is kept."""

    @classmethod
    def of(cls, path: object, error: Exception) -> OutputError:
        """The error of a path, in one line."""
        return cls(f"can't write {path}: {in_words(error)}")


class WorkerError(ExtractorError):
    """Worker processes can't be kept running, whatever they are given: exit code 2."""


def fault(uri: str, error: Exception) -> InputError:
    """The error of an input at which this program failed, with the place in it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"
    reason = f"met a fault of this program: {type(error).__name__}: {' '.join(str(error).split())} ({where})"
    return InputError(uri, "internal", reason, "please report it with the input")


def in_words(error: Exception) -> str:
    """What an error of the system or of a store says, in one line."""
    words = error.strerror if isinstance(error, OSError) else None
    return words or " ".join(str(error).split()) or type(error).__name__


def check_text(value: str | None, name: str) -> None:
    """Raise UsageError for what no record could hold: halves of characters, as bytes in another encoding leave them."""
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name} is no text in this terminal's encoding: {value!a}") from None


def check_date_order(order: str | None) -> None:
    """Raise UsageError for an order of numeric days that is neither DMY nor MDY; None leaves it open."""
    if order not in (None, "DMY", "MDY"):
        raise UsageError(f"date_order is DMY or MDY, not {order!r}")
