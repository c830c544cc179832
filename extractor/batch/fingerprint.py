"""The fingerprint of a record: the little that tells whether two releases are the same."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, Self
from unicodedata import normalize

from rensa import RMinHash

from extractor.kinds import Kind
from extractor.page_address import page_of, site_of

if TYPE_CHECKING:
    from extractor.record import Record

SIGNATURE_LENGTH, SENTENCE_LENGTH = 120, 3
_SHINGLE, _SEED = 3, 1
# Of our samples' headlines 88 % have this share of their longer words in their text, 3 % in another release's.
_TOLD = 0.4
_PACKED = ("sentences", "signature")
_PROSE = frozenset({Kind.BODY, Kind.HEADING, Kind.LIST_ITEM, Kind.BLOCK_QUOTE})
_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'’”)]*\s+")
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "half third quarter double twice first second fourth fifth sixth seventh eighth ninth tenth"
)
_NUMBER_WORDS = frozenset(_NUMBERS.split())


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether two releases are the same: about 550 bytes as JSON for a release of 500 words.

    words: digest of headline and body; count: words of the body; title: digest of the headline; begins, ends: of its
    first and last word; told: whether the body has enough of its words; named: digest of the names and numbers in it
    that the body has not, None without any; particulars: of the names and numbers of the body in order; sentences: of
    each of its sentences; signature: its MinHash; address, site: digests of where it stands, None for no address;
    day: of issue.
    """

    words: str
    count: int
    title: str
    begins: str
    ends: str
    told: bool
    named: str | None
    particulars: str
    sentences: bytes
    signature: bytes
    address: str | None
    site: str | None
    day: str | None

    def to_json(self) -> dict[str, Any]:
        """An object that JSON can hold, for `from_json`."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {key: b64encode(values[key]).decode() for key in _PACKED}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The fingerprint that `to_json` told."""
        return cls(**values | {key: b64decode(values[key]) for key in _PACKED})


def fingerprint(record: Record) -> Fingerprint:
    """The fingerprint of a record, the same in every process: of its headline and prose, its addresses and day."""
    sentences = [words for sentence in _sentences(record) if (words := _words(sentence))]
    joined = [_joined(words) for words in sentences]
    title, body = _words(record.title or ""), list(chain.from_iterable(sentences))
    small = [word.lower() for word in body]
    named = set(_particulars(title)).difference(small)
    page = page_of(record.source.canonical) or page_of(record.source.uri)
    site = site_of(record.source.uri) or site_of(record.source.canonical)
    day = record.published.value if record.published else ""
    return Fingerprint(
        words=_digest(f"{_joined(title)} {''.join(joined)}"),
        count=len(body),
        title=_digest(_joined(title)),
        begins=_digest(_joined(title[:1]), 2),
        ends=_digest(_joined(title[-1:]), 2),
        told=_is_told(title, set(small)),
        named=_digest(" ".join(sorted(named))) if named else None,
        particulars=_digest(" ".join(_particulars(body))),
        sentences=b"".join(_hash(sentence, SENTENCE_LENGTH) for sentence in joined),
        signature=_signature(small),
        address=_digest(page) if page else None,
        site=_digest(site) if site else None,
        day=day if len(day) == len("2018-02-08") else None,
    )


def _sentences(record: Record) -> Iterator[str]:
    """The sentences of the prose. A list counts as one: in a series it is the list that grows and shrinks."""
    prose = (paragraph for paragraph in record.paragraphs if paragraph.kind in _PROSE)
    for is_list, paragraphs in groupby(prose, lambda paragraph: paragraph.kind is Kind.LIST_ITEM):
        texts = [record.text[paragraph.start : paragraph.end] for paragraph in paragraphs]
        yield from [" ".join(texts)] if is_list else chain.from_iterable(map(_SENTENCE_END.split, texts))


def _words(text: str) -> list[str]:
    """Runs of letters or digits, accents and typographical forms apart."""
    return _WORD.findall(text if text.isascii() else normalize("NFKD", text))


def _is_told(title: Sequence[str], body: set[str]) -> bool:
    """Whether a text is what its headline announces: else it may be what a site shows on every page."""
    longer = [word.lower() for word in title if len(word) > 3]
    return sum(word in body for word in longer) >= _TOLD * len(longer)


def _particulars(words: Iterable[str]) -> Iterator[str]:
    """The words that a template leaves open: names (anything with a capital), numbers in digits and in words."""
    return (word.lower() for word in words if not word.islower() or word in _NUMBER_WORDS)


def _joined(words: Sequence[str]) -> str:
    """The words without case and spaces, so that a broken word is whole; but no two numbers become one."""
    return "".join(f"{word}." if word.isdigit() else word for word in words).lower()


def _signature(words: Sequence[str]) -> bytes:
    """The MinHash of the runs of three words, a byte a slot: two that differ look alike once in 256 times."""
    runs = [" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 1))]
    sketch = RMinHash(num_perm=SIGNATURE_LENGTH, seed=_SEED)
    sketch.update(runs)
    return bytes(slot & 0xFF for slot in sketch.digest())


def _digest(text: str, length: int = 8) -> str:
    return _hash(text, length).hex()


def _hash(text: str, length: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=length).digest()
