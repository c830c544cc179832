"""An .eml file -> Sources: the attachments that may be releases, and the mail's body, unless it only covers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from html import unescape
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.containers import Container
from extractor.inputs.entry import Entry, hash_of
from extractor.inputs.mail_parts import (
    MAX_MAIL_BYTES,
    MailError,
    Part,
    body_parts,
    guarded,
    header,
    parts_of,
    payload_of,
)
from extractor.inputs.places import uri_of
from extractor.reading.decode import decode
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.reading.mail import unwrap
from extractor.reading.media_type import HTML, PLAIN
from extractor.release import Hint, Source

# A shorter body only announces what is attached to it.
_WORDS_OF_RELEASE = 100
_MARKUP = re.compile(r"<(style|script|head)\b(?:.*?</\1\s*>|.*)|<!--(?:.*?-->|.*)|<[^<>]*>", re.I | re.S)
# Above its header lines stands what the forwarder wrote, at most.
_NOTE = 5_000
_DISCLAIMER = re.compile(
    r"\bthis (?:e-?mail|message|communication)\b.{0,120}?\b(?:confidential|intended|privileged)\b.*", re.I | re.S
)
_SIGNATURE = re.compile(r"^-- ?$.*", re.M | re.S)


def list_mail(file: BinaryIO, place: str) -> Iterator[Entry | InputError]:
    """Yield what of a mail may be a release."""
    data = file.read(MAX_MAIL_BYTES + 1)
    if len(data) > MAX_MAIL_BYTES:
        yield mail_too_large(uri_of(place))
    else:
        yield from entries_of_mail(data, Entry(place, length=len(data), version=hash_of(data)), uri_of(place))


def entries_of_mail(data: bytes, entry: Entry, uri: str) -> Iterator[Entry | InputError]:
    """An entry for each part of a mail, which is known as `uri` and stands where `entry` tells."""
    try:
        yield from [replace(entry, part=number or None) for number in _releases(data, uri)]
    except MailError as error:
        yield _broken(uri, error)


def read_mail(data: bytes, entry: Entry) -> Source | InputError:
    """The part of a mail that an entry tells."""
    return read_part(data, entry.part, uri_of(entry.place), parting="#")


def read_part(data: bytes, number: int | None, uri: str, *, parting: str = "/") -> Source | InputError:
    """A part of the mail that is known as `uri`, its body for None; `parting` stands before an attachment's name."""
    try:
        part = parts_of(data)[number or 0]
        uri = f"{uri}{parting}{part.name}" if part.name else uri
        with guarded():
            source = _source_of_body(part, uri) if part.is_body else _source_of_attachment(part, uri)
    except (MailError, IndexError) as error:
        return _broken(uri, error)
    return source if len(source.data) <= MAX_BYTES else too_large(uri)


def mail_too_large(uri: str) -> InputError:
    """The error for a mail of more than MAX_MAIL_BYTES."""
    limit = f"{MAX_MAIL_BYTES // 1_000_000} MB"
    return InputError(uri, "too_large", f"has more than {limit}", "save its text and attachments, and give those")


def _broken(uri: str, error: Exception) -> InputError:
    return InputError(uri, "mail", str(error), "save its text and attachments, and give those")


def _releases(data: bytes, uri: str) -> list[int]:
    """The numbers of a mail's parts, less the bodies that only cover what is attached. Raises MailError."""
    parts = parts_of(data)
    with guarded():
        return [n for n, one in enumerate(parts) if not (one.is_body and one.attachments and _is_short(one, uri))]


def _source_of_body(part: Part, uri: str) -> Source:
    """A page as it is, with what the header tells as a hint; a text below the lines of its header, as it is pasted."""
    media_type, text = _body(part, uri)
    if media_type == HTML:
        return Source(uri, text.encode("utf-8", "replace"), HTML, "utf-8", hint=_hint(part.mail))
    return Source(uri, f"{_head(part.mail)}\n{text}".encode("utf-8", "replace"), PLAIN, "utf-8")


def _source_of_attachment(part: Part, uri: str) -> Source:
    hint = _hint(part.mail)
    is_text = part.message.get_content_maintype() == "text"
    return Source(
        uri,
        payload_of(part.message),
        media_type=part.message.get_content_type() if is_text else None,
        charset=part.message.get_content_charset() if is_text else None,
        hint=hint if part.attachments == 1 else replace(hint, title=None),
    )


def _head(mail: Message) -> str:
    """The lines of a header that readers of mails see."""
    lines = (f"{name}: {value}\n" for name in ("From", "Date", "Subject") if (value := header(mail, name)))
    return "".join(lines)


def _hint(mail: Message) -> Hint:
    """What the header tells of a release, its subject less the labels of those who forward."""
    told = unwrap(f"{_head(mail)}\n.")
    return Hint("mail", told.subject or header(mail, "subject"), header(mail, "date"), told.sender)


def _body(part: Part, uri: str) -> tuple[str, str]:
    """The media type of a mail's body, and its page or text.

    The page goes first, unless it is a footer of the text, or the mail forwards another one, whose header lines are
    known in texts alone.
    """
    page, text = (_joined(part, kind, uri) for kind in (HTML, PLAIN))
    is_page = page and 2 * _words(HTML, page) >= _words(PLAIN, text) and not _is_forwarded(text)
    return (HTML, page) if is_page else (PLAIN, text)


def _joined(part: Part, media_type: str, uri: str) -> str:
    leaves = body_parts(part.mail, media_type)
    texts = (_text(Source(uri, payload_of(leaf), media_type, leaf.get_content_charset())) for leaf in leaves)
    return "\n\n".join(filter(None, texts))


def _is_forwarded(text: str) -> bool:
    return any(one.reason == "mail_header" for one in unwrap(text[:_NOTE]).removed)


def _text(source: Source) -> str:
    try:
        return decode(source).text
    except InputError:  # nothing in it, or no text
        return ""


def _is_short(part: Part, uri: str) -> bool:
    return _words(*_body(part, uri)) < _WORDS_OF_RELEASE


def _words(media_type: str, text: str) -> int:
    """How many words a body shows, less signature and disclaimer."""
    text = unescape(_MARKUP.sub(" ", text)) if media_type == HTML else _SIGNATURE.sub("", text)
    return len(_DISCLAIMER.sub("", text).split())


CONTAINER = Container(list_mail, read_mail, MAX_MAIL_BYTES)
