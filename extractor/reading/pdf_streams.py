"""What a PDF's streams inflate to, told before they are handed to the reader, which would hold them all in memory."""

from __future__ import annotations

import re
import zlib

from extractor.errors import InputError
from extractor.reading.limits import too_large
from extractor.release import Source

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_INFLATED = re.compile(rb"/Fl(?:ateDecode)?\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 2000
# Text and drawings of a release in all; pictures are not inflated by who reads text.
DRAWN_MAX = 50_000_000
_STEP = 1 << 20


def check_streams(source: Source) -> None:
    """Raise InputError if the streams of a PDF inflate to more than any release has, or are packed in layers."""
    drawn = 0
    for opening in _STREAM.finditer(source.data):
        start = source.data.rfind(b"obj", max(0, opening.start() - _DICTIONARY), opening.start())
        dictionary = source.data[max(start, 0) : opening.start()]
        layers = len(_INFLATED.findall(dictionary))
        if layers > 1:
            reason = "has streams packed in layers, which no program writes"
            raise InputError(source.uri, "unsafe", reason, "open it in a PDF viewer and print it to a file")
        if layers and _PICTURE.search(dictionary) is None:
            drawn += _inflated(source.data, opening.end(), DRAWN_MAX - drawn)
            if drawn > DRAWN_MAX:
                raise too_large(source.uri)


def _inflated(data: bytes, start: int, most: int) -> int:
    """How many bytes a stream inflates to, counted to a step beyond `most`; what is no such stream counts nothing."""
    inflater = zlib.decompressobj()
    size, rest = 0, memoryview(data)[start:]
    try:
        piece = bytes(rest[:_STEP])
        at = len(piece)
        while (piece or inflater.unconsumed_tail) and size <= most and not inflater.eof:
            size += len(inflater.decompress(inflater.unconsumed_tail or piece, _STEP))
            if not inflater.unconsumed_tail:
                piece = bytes(rest[at : at + _STEP])
                at += len(piece)
    except zlib.error:
        pass
    return size
