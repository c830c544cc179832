"""The same release under several addresses: which fingerprints are those of one release, and an index that finds them.

What counts as the same, and why, stands in docs/duplicates.md.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from itertools import accumulate
from operator import eq
from pathlib import Path
from typing import Self

from extractor.batch.fingerprint import SENTENCE_LENGTH, SIGNATURE_LENGTH, Fingerprint
from extractor.errors import OutputError

# Fewer words than these prove nothing: the same ones at two addresses, and a likeness.
SAME_WORDS_MIN, ALIKE_WORDS_MIN = 20, 40
# Estimated Jaccard similarity of two bodies: at one address, at any two, and where words in it may have changed.
ALIKE_AT_ADDRESS, ALIKE, ALIKE_IF_EDITED = 0.5, 0.7, 0.9
# A partner's copy comes out within days; what comes again later is issued again.
DAYS_APART_MAX = 3
# Bands of the signature are keys: of pairs with a similarity of 0.8 one in 400 shares none, at 0.7 one in 12.
BAND_LENGTH = 6
# What more releases share is that of a series; without bounds each look-up would take longer than the last.
SHARING_MAX, CANDIDATES_MAX = 16, 16
# Of many candidates those with the same words come first; one address tells as much as half the bands.
SAME_WORDS_TELL, SAME_ADDRESS_TELLS = 100, 10

_TABLES = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -2048;
    CREATE TABLE releases (number INTEGER PRIMARY KEY, original TEXT, fingerprint TEXT);
    CREATE TABLE keys (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
    BEGIN;
"""


class Duplicates:
    """An index on disk of the releases seen so far, to be used as a context manager.

    It is made anew at `path`, in place of any file there, and deleted at the end. Raises OutputError if the disk
    is full.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._count = 0

    def __enter__(self) -> Self:
        self._path.unlink(missing_ok=True)
        with self._told_of():
            # A generator of outcomes may be taken up by one thread after the other.
            self._index = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._index.executescript(_TABLES)
        return self

    def __exit__(self, *_: object) -> None:
        self._index.close()
        self._path.unlink(missing_ok=True)

    def first(self, identifier: str, fingerprint: Fingerprint) -> str | None:
        """The id of the first release that this one repeats, None if it is new. Either way it is remembered.

        To be called in the order of the inputs. What repeats a repeat gets the id of the first of them all.
        """
        with self._told_of():
            return self._first(identifier, fingerprint)

    @contextmanager
    def _told_of(self) -> Iterator[None]:
        """Tell of a full disk with the name of the file."""
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"can't write {self._path}: {error}") from error

    def _first(self, identifier: str, fingerprint: Fingerprint) -> str | None:
        keys = _keys(fingerprint)
        asked = f"SELECT key, number FROM keys WHERE key IN ({','.join('?' * len(keys))}) ORDER BY number"
        sharing = self._index.execute(asked, list(keys)).fetchall()
        original = self._original(fingerprint, _closest(sharing, keys))
        self._remember(original or identifier, fingerprint, keys, Counter(key for key, _ in sharing))
        return original

    def _original(self, fingerprint: Fingerprint, numbers: Iterable[int]) -> str | None:
        """What the first of these releases that is the same goes back to."""
        for number in numbers:
            found = self._index.execute("SELECT original, fingerprint FROM releases WHERE number = ?", (number,))
            original, known = found.fetchone()
            if repeats(fingerprint, Fingerprint.from_json(json.loads(known))):
                return str(original)
        return None

    def _remember(self, original: str, fingerprint: Fingerprint, keys: Iterable[int], sharing: Counter[int]) -> None:
        self._count += 1
        row = (self._count, original, json.dumps(fingerprint.to_json()))
        self._index.execute("INSERT INTO releases VALUES (?, ?, ?)", row)
        free = [(key, self._count) for key in keys if sharing[key] < SHARING_MAX]
        self._index.executemany("INSERT INTO keys VALUES (?, ?)", free)


def repeats(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two releases are the same: by their words, by their address, or by all but the same sentences."""
    if _days_apart(one, other):
        return False
    same_address = one.address is not None and one.address == other.address
    if one.words == other.words and (same_address or one.count >= SAME_WORDS_MIN):
        return True
    likeness = _likeness(one, other)
    if same_address:
        return likeness >= ALIKE_AT_ADDRESS and (_is_cut(one, other) or _same_issue(one, other))
    if min(one.count, other.count) < ALIKE_WORDS_MIN or likeness < ALIKE:
        return False
    edited = likeness >= ALIKE_IF_EDITED and one.particulars == other.particulars
    return _is_cut(one, other) or (edited and _same_issue(one, other))


def _days_apart(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether the days of issue are those of two issues; one site gives one release one day."""
    if one.day is None or other.day is None or one.day == other.day:
        return False
    same_site = one.site is not None and one.site == other.site
    return same_site or abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days) > DAYS_APART_MAX


def _likeness(one: Fingerprint, other: Fingerprint) -> float:
    """The estimated Jaccard similarity of two bodies, 0 where one has no words."""
    return sum(map(eq, one.signature, other.signature)) / SIGNATURE_LENGTH if one.count and other.count else 0.0


def _same_issue(one: Fingerprint, other: Fingerprint) -> bool:
    """One headline on one known day: what differs between the texts are corrections."""
    return one.title == other.title and one.day is not None and one.day == other.day


def _is_cut(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether sentences were left out or added only: one in the place of another is how releases of a series differ."""
    if not _may_head_one_text(one, other):
        return False
    these, those = _sentences(one), _sentences(other)
    common = set(these) & set(those)
    in_order = [sentence for sentence in these if sentence in common] == [each for each in those if each in common]
    return in_order and _gaps(these, common).isdisjoint(_gaps(those, common))


def _gaps(sentences: Sequence[bytes], common: set[bytes]) -> set[int]:
    """After how many of the common sentences others stand."""
    before = accumulate(sentence in common for sentence in sentences)
    return {count for sentence, count in zip(sentences, before, strict=True) if sentence not in common}


def _may_head_one_text(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two headlines may be those of one release: the same, or each told by its text and not of a series.

    In a series they begin or end alike, and name what their text does not: "Flood alert: River Tarn".
    """
    if one.title == other.title:
        return True
    series = one.named != other.named and (one.begins == other.begins or one.ends == other.ends)
    return one.told and other.told and not series


def _sentences(fingerprint: Fingerprint) -> list[bytes]:
    digests = fingerprint.sentences
    return [digests[at : at + SENTENCE_LENGTH] for at in range(0, len(digests), SENTENCE_LENGTH)]


def _keys(fingerprint: Fingerprint) -> dict[int, int]:
    """What a repeat and its original share, and how much each tells: words, address, bands of the signature."""
    keys = {_key(f"words {fingerprint.words}".encode()): SAME_WORDS_TELL}
    if fingerprint.address is not None:
        keys[_key(f"address {fingerprint.address}".encode())] = SAME_ADDRESS_TELLS
    for at in range(0, SIGNATURE_LENGTH, BAND_LENGTH):
        keys[_key(b"band %d " % at + fingerprint.signature[at : at + BAND_LENGTH])] = 1
    return keys


def _closest(sharing: Iterable[tuple[int, int]], keys: dict[int, int]) -> list[int]:
    """The releases that share most, in the order of the inputs."""
    shared: Counter[int] = Counter()
    for key, number in sharing:
        shared[number] += keys[key]
    return sorted(number for number, _ in shared.most_common(CANDIDATES_MAX))


def _key(label: bytes) -> int:
    return int.from_bytes(blake2b(label, digest_size=8).digest(), "big", signed=True)
