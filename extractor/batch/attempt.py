"""One source -> a record or the error why there is none, whatever happens short of the death of the process."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractor.errors import InputError, UsageError, fault
from extractor.release import Source
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.record import Record

Make = Callable[[Source], "Record"]
Prepare = Callable[[Settings], Make]

_PARTS = 10


class OutOfTimeError(BaseException):
    """A release took too long. No Exception, so that no rule that guards itself takes it for a fault of its own."""


def prepare(settings: Settings) -> Make:
    """What makes records with these settings; loads the model, once a process. Raises UsageError if it is missing."""
    from extractor.language import load_model
    from extractor.pipeline import make_record

    model = load_model(settings.model)
    return lambda source: make_record(source, settings, model)


def attempt(source: Source | InputError, make: Make, seconds: float | None = None) -> Record | InputError:
    """One outcome. `seconds` bounds the time it may take, in the main thread of a process. Raises UsageError alone."""
    if isinstance(source, InputError):
        return source
    try:
        with _time_limit(seconds):
            return make(source)
    except InputError as error:
        return error
    except UsageError:
        raise
    except OutOfTimeError:
        return out_of_time(source.uri, seconds or 0)
    except Exception as error:
        return fault(source.uri, error)


def out_of_time(uri: str, seconds: float) -> InputError:
    """The error of a release that took too long."""
    return InputError(uri, "timeout", f"took more than {seconds:g} seconds", "split it, or give a longer --time-limit")


def crashed(uri: str) -> InputError:
    """The error of a release that killed the process which read it, each time it was read."""
    return InputError(uri, "crash", "killed the process that read it", "leave it out and report it")


@contextmanager
def _time_limit(seconds: float | None) -> Iterator[None]:
    """Raise OutOfTimeError after so many seconds, and again and again from then on, for code may swallow the first.

    The time is counted in parts, so that one for which the process is stopped (Ctrl-Z) counts as one part at most.
    """
    if seconds is None or not hasattr(signal, "setitimer"):
        yield
        return
    is_running, left = True, _PARTS

    def end(*_: Any) -> None:
        nonlocal left
        left -= 1
        # A signal that arrives as the release ends is of no consequence any more.
        if is_running and left <= 0:
            raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds / _PARTS, seconds / _PARTS)
    try:
        yield
    finally:
        is_running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
