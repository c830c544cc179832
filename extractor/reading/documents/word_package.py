"""The parts of a Word document: inflated under the caps, and their XML parsed without entities, files or network."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import InputError
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.release import Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Strict documents (ISO 29500-1) name the same elements by other addresses.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
# No part of an office document may hold one (ECMA-376, part 2); with them come entities and outside files.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def broken(source: Source) -> InputError:
    """The error for a document that its reader can't make sense of."""
    return InputError(source.uri, "broken", "is a broken Word document", "open it in a word processor and save it anew")


@dataclass(slots=True)
class Package:
    """The members of a document, of which no more than MAX_BYTES is ever inflated in all."""

    source: Source
    archive: zipfile.ZipFile
    main: str = "word/document.xml"
    _left: int = MAX_BYTES
    _related: list[tuple[str, str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source) -> Package:
        """Open a source's bytes. Raises InputError if they are no archive."""
        try:
            package = cls(source, zipfile.ZipFile(io.BytesIO(source.data)))
        except _FAULTS as error:
            raise broken(source) from error
        mains = [target for kind, _, target in package._relations("_rels/.rels", "") if kind == "officeDocument"]
        package.main = next((name for name in mains if name in package.archive.NameToInfo), package.main)
        folder, _, name = package.main.rpartition("/")
        package._related = package._relations(f"{folder}/_rels/{name}.rels", f"{folder}/")
        return package

    def root(self, name: str) -> etree._Element | None:
        """The root element of a member, None if there is none such.

        Raises InputError: broken, too_large, or unsafe (a document type declaration).
        """
        data = self._inflated(name)
        return None if data is None else self._parsed(data)

    def related(self, kind: str) -> list[str]:
        """The members that the text refers to as such ("styles", "header"), in order."""
        return list(dict.fromkeys(target for found, _, target in self._related if found == kind))

    def target(self, identity: str) -> str:
        """What a relationship of the text leads to, empty if nothing is known of it."""
        return next((target for _, found, target in self._related if found == identity), "")

    def _relations(self, name: str, folder: str) -> list[tuple[str, str, str]]:
        """Kind, identity and target of each relationship that a member tells of."""
        root = self.root(name)
        found = []
        for element in () if root is None else root.iter(_RELATIONSHIP):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = target[1:] if target.startswith("/") else folder + target
            found.append((element.get("Type", "").rpartition("/")[2], element.get("Id", ""), target))
        return found

    def _inflated(self, name: str) -> bytes | None:
        info = self.archive.NameToInfo.get(name)
        if info is None:
            return None
        if info.compress_type not in _METHODS:
            raise broken(self.source)
        try:
            with self.archive.open(info) as member:
                data = member.read(self._left + 1)
        except _FAULTS as error:
            raise broken(self.source) from error
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self.source.uri)
        return data

    def _parsed(self, data: bytes) -> etree._Element:
        try:
            # What is checked and what is parsed are the same bytes, whatever charset the part declares.
            data = data.decode(_WIDE[data[:2]]).encode() if data[:2] in _WIDE else data
            if _DECLARATION.search(data):
                reason = "declares a document type, which Word documents never do"
                raise InputError(self.source.uri, "unsafe", reason, "open it in a word processor and save it anew")
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
            return etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise broken(self.source) from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
