"""A mail's bytes -> the parts that may be a release: its body, its attachments, and those of mails attached to it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesFeedParser
from itertools import islice
from posixpath import splitext

from extractor.inputs.places import RELEASE_SUFFIXES
from extractor.reading.media_type import DOCX, HTML, MARKDOWN, PDF, PLAIN

MAX_MAIL_BYTES = 50_000_000

_MAIL_SUFFIX = ".eml"
# Releases too; what reads them tells what is to be done with them.
_SUFFIXES = (*RELEASE_SUFFIXES, ".doc", ".rtf", ".odt", ".zip")
_SUFFIX_OF: dict[str, str] = {
    PDF: ".pdf",
    DOCX: ".docx",
    "application/msword": ".doc",
    "message/rfc822": _MAIL_SUFFIX,
    HTML: ".html",
    MARKDOWN: ".md",
    PLAIN: ".txt",
}
_BODY_TYPES = frozenset({PLAIN, HTML})
_FOLDER = re.compile(r"[/\\]")
# Exchange gives such names to what stood between the pictures of a text.
_FRAGMENT = re.compile(r"att\d+\.(?:txt|html?)", re.I)
# The parser looks for each boundary in each line, and again and again for the end of a parameter: a field, which begins
# a line and is folded into others that begin with white space, may not be as long.
_ENDLESS = re.compile(rb"(?<![^\r\n])content-(?:type|disposition):(?:[^\r\n]|\r?\n[ \t]|\r[ \t]){10000}")
_MAX_LINES, _MAX_PARTINGS, _MAX_COMPARISONS = 1_000_000, 20_000, 10_000_000
_MAX_HEADER = 2_000
_PIECE = 65_536
# The mail is taken apart for each of its parts.
_MAX_PARTS, _MAX_MAILS_DEEP = 200, 10
_EXCESS = "has more lines and parts than any mail"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class MailError(ValueError):
    """A mail that can't be taken apart; the message tells why."""


@contextmanager
def guarded() -> Iterator[None]:
    """Make a MailError of whatever the standard library raises for a malformed mail."""
    try:
        yield
    except MailError:
        raise
    except Exception as error:
        raise MailError(f"can't be taken apart ({type(error).__name__})") from error


@dataclass(frozen=True, slots=True)
class Part:
    """A mail's own body, or an attachment.

    name: where it stands, "" for the mail itself, "release.docx" or "forwarded.eml/release.docx"; message: the mail
    whose body it is, or the attachment; mail: the mail that it came in; attachments: how many that mail has.
    """

    name: str
    message: Message
    mail: Message
    attachments: int

    @property
    def is_body(self) -> bool:
        """Whether this is the body of a mail, not an attachment."""
        return self.message is self.mail


def parts_of(data: bytes) -> list[Part]:
    """The mail itself, then its attachments that may hold a release, each followed by its own if it is a mail.

    Raises MailError.
    """
    with guarded():
        parts = list(islice(_parts(_parsed(data), "", 0), _MAX_PARTS + 1))
    if len(parts) > _MAX_PARTS:
        raise MailError(_EXCESS)
    return parts


def header(mail: Message, name: str) -> str | None:
    """The value of a header field as one line of text, None if there is none."""
    value = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), None)
    return None if value is None else _one_line(_decoded(_unescaped(str(value)))) or None


def body_parts(mail: Message, media_type: str) -> list[Message]:
    """The parts of this type that are the mail's body, and no attachments."""
    return [leaf for leaf in _leaves(mail) if leaf.get_content_type() == media_type and _suffix(leaf) is None]


def payload_of(message: Message) -> bytes:
    """The content of a part, its transfer encoding undone."""
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _parsed(data: bytes) -> Message:
    _check_effort(data.lower())
    return _message(data)


def _check_effort(data: bytes) -> None:
    """Raise MailError if it would take long to take a mail apart, which is given in small letters."""
    lines, nesting = data.count(b"\n"), data.count(b"boundary") + data.count(b"message/rfc822")
    if lines > _MAX_LINES or data.count(b"\n--") > _MAX_PARTINGS or lines * nesting > _MAX_COMPARISONS:
        raise MailError(_EXCESS)
    if _ENDLESS.search(data):
        raise MailError("has a header line without end")


def _message(data: bytes) -> Message:
    """The mail as the standard library parses it, in pieces, which takes half the memory."""
    parser = BytesFeedParser()
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
    return parser.close()


def _parts(mail: Message, name: str, depth: int) -> Iterator[Part]:
    if depth > _MAX_MAILS_DEEP:
        raise MailError("holds mails within mails without end")
    attached = [leaf for leaf in _leaves(mail) if _suffix(leaf) is not None]
    yield Part(name, mail, mail, len(attached))
    prefix = f"{name}/" if name else ""
    for own, leaf in zip(_unique(map(_name, attached)), attached, strict=True):
        if _suffix(leaf) == _MAIL_SUFFIX:
            yield from _parts(_attached_mail(leaf), prefix + own, depth + 1)
        else:
            yield Part(prefix + own, leaf, mail, len(attached))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no others, an attached mail as one."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from _leaves(part) if isinstance(part, Message) else ()
    else:
        yield message


def _suffix(leaf: Message) -> str | None:
    """The ending of an attachment that may hold a release; None for bodies and for all else (images, calendars)."""
    kind, name = leaf.get_content_type(), _file_name(leaf)
    if kind == "message/rfc822":
        return _MAIL_SUFFIX
    if name and _FRAGMENT.fullmatch(name):
        return None
    if name and (suffix := splitext(name.lower())[1]) in _SUFFIXES:
        return suffix
    is_named = name is not None or leaf.get_content_disposition() == "attachment"
    return _SUFFIX_OF.get(kind) if is_named or kind not in _BODY_TYPES else None


def _name(leaf: Message) -> str:
    """The name of an attachment, with its ending."""
    name, suffix = _file_name(leaf) or "attachment", _suffix(leaf) or ""
    return name if name.lower().endswith(suffix) else name + suffix


def _file_name(leaf: Message) -> str | None:
    """The name that an attachment is given, less any folders."""
    name = leaf.get_filename()
    return _FOLDER.split(_one_line(_decoded(name)))[-1] or None if name else None


def _unique(names: Iterable[str]) -> Iterator[str]:
    """The names, those that repeat with a number in front of their ending."""
    taken: set[str] = set()
    for name in names:
        stem, suffix = splitext(name)
        number, unique = 2, name
        while unique in taken:
            unique, number = f"{stem}-{number}{suffix}", number + 1
        taken.add(unique)
        yield unique


def _attached_mail(leaf: Message) -> Message:
    """The mail in an attachment; some programs encode it, or attach it as a file. Raises MailError."""
    inner = leaf.get_payload()
    mail = inner[0] if isinstance(inner, list) else None
    if not isinstance(mail, Message):
        return _parsed(payload_of(leaf))
    if str(leaf.get("content-transfer-encoding", "")).strip().lower() == "base64":
        return _parsed(base64.b64decode(payload_of(mail)))
    return mail


def _decoded(value: str) -> str:
    """The beginning of a header value, its encoded words decoded; as it is if they are broken."""
    value = value[:_MAX_HEADER]
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, MessageError):
        return value


def _unescaped(value: str) -> str:
    """A header value that was written in UTF-8, or else in a code page, without encoded words."""
    data = value[:_MAX_HEADER].encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _one_line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
