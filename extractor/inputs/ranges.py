"""Bytes of a file or stored object, whole or a range of them, never more than asked for and never from a device."""

from __future__ import annotations

import os
import stat

from extractor.errors import InputError
from extractor.inputs.places import uri_of
from extractor.stores import is_stored, read_stored


def read_range(place: str, offset: int = 0, length: int | None = None, *, limit: int) -> bytes | None:
    """The bytes of a place, or `length` of them from `offset` on; None if they are more than `limit`.

    Raises OSError or ValueError if it can't be read; what is no file must be asked for before (`device_error`).
    """
    if length is not None and length > limit:
        return None
    wanted = limit + 1 if length is None else length
    if is_stored(place):
        data = read_stored(place, offset, wanted) if wanted else b""
    elif length is None and os.stat(place).st_size > limit:
        return None
    else:
        with open(place, "rb") as file:
            file.seek(offset)
            data = file.read(wanted)
    return data if len(data) <= limit else None


def device_error(place: str) -> InputError | None:
    """Why a place is not even opened: it is a device, pipe or socket. Raises OSError or ValueError."""
    if is_stored(place) or stat.S_ISREG(os.stat(place).st_mode):
        return None
    return InputError(uri_of(place), "device", "is a device, pipe or socket", "pipe its content to - instead")
