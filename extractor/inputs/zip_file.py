"""A .zip file -> Sources: each member that may be a release, read from its range of the file, never put on a disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from extractor.errors import InputError
from extractor.inputs.containers import Container
from extractor.inputs.entry import Entry, hash_of
from extractor.inputs.mail_file import entries_of_mail, mail_too_large, read_part
from extractor.inputs.mail_parts import MAX_MAIL_BYTES
from extractor.inputs.places import CONTAINER_SUFFIXES, RELEASE_SUFFIXES, uri_of
from extractor.inputs.zip_members import (
    MAX_HEAD_BYTES,
    Member,
    ZipError,
    content_in,
    members_of,
    name_in,
    read_member,
)
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.release import Source

_MAIL = ".eml"
_NESTED = tuple(suffix for suffix in CONTAINER_SUFFIXES if suffix != _MAIL)
_ADVICE = "unpack it and give the files"


def list_members(file: BinaryIO, place: str) -> Iterator[Entry | InputError]:
    """Yield where each member stands that may be a release, and which parts of it are if it is a mail."""
    uri = uri_of(place)
    try:
        members = [(number, one) for number, one in enumerate(members_of(file), 1) if _is_looked_at(one.name)]
    except ZipError as error:
        yield InputError(uri, "archive", str(error), "check how it was saved")
        return
    for number, member in members:
        yield from _entries(file, Entry(place, number), member)
    if not members:
        known = ", ".join(RELEASE_SUFFIXES)
        yield InputError(uri, "empty_folder", f"holds no file that ends in {known}", _ADVICE)


def read_zipped(data: bytes, entry: Entry) -> Source | InputError:
    """The member, or part of a member that is a mail, that an entry tells."""
    uri = uri_of(entry.place)
    try:
        uri = f"{uri}#{name_in(data)}"
        content = _content(data, uri)
    except ZipError as error:
        return InputError(uri, "archive", str(error), _ADVICE)
    if isinstance(content, InputError):
        return content
    return read_part(content, entry.part, uri) if _is_mail(uri) else Source(uri, content)


def _entries(file: BinaryIO, entry: Entry, member: Member) -> Iterator[Entry | InputError]:
    uri = f"{uri_of(entry.place)}#{member.name}"
    if member.name.lower().endswith(_NESTED):
        yield InputError(uri, "archive", "is an archive or corpus within an archive", _ADVICE)
    elif max(member.size, member.packed) > _limit(uri):
        yield _too_large(uri)
    else:
        try:
            yield from _read_entries(file, entry, member, uri)
        except ZipError as error:
            yield InputError(uri, "archive", str(error), _ADVICE)


def _read_entries(file: BinaryIO, entry: Entry, member: Member, uri: str) -> Iterator[Entry | InputError]:
    data = read_member(file, member)
    entry = replace(entry, offset=member.offset, length=len(data), version=hash_of(data))
    content = _content(data, uri) if _is_mail(uri) else b""
    if isinstance(content, InputError):
        yield content
    elif _is_mail(uri):
        yield from entries_of_mail(content, entry, uri)
    else:
        yield entry


def _content(data: bytes, uri: str) -> bytes | InputError:
    """The content of a member. Raises ZipError."""
    content = content_in(data, _limit(uri))
    return _too_large(uri) if content is None else content


def _is_looked_at(name: str) -> bool:
    """Whether a member may hold a release, or is an archive that is told of; not what systems keep for themselves."""
    parts = set(name.split("/")) - {".", ".."}
    is_hidden = "__MACOSX" in parts or any(part.startswith(".") for part in parts)
    return name.lower().endswith((*RELEASE_SUFFIXES, *_NESTED)) and not is_hidden


def _is_mail(name: str) -> bool:
    return name.lower().endswith(_MAIL)


def _limit(name: str) -> int:
    return MAX_MAIL_BYTES if _is_mail(name) else MAX_BYTES


def _too_large(uri: str) -> InputError:
    return mail_too_large(uri) if _is_mail(uri) else too_large(uri)


CONTAINER = Container(list_members, read_zipped, MAX_MAIL_BYTES + MAX_HEAD_BYTES)
