"""The targets: what is fuzzed, from which seeds, changed how, how often, and what must hold of its answer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from fakes import bare_record

from extractor.assemble import assemble
from extractor.components import _paragraphs
from extractor.errors import InputError, UsageError
from extractor.inputs.containers import container_of
from extractor.inputs.entry import Entry, hash_of
from extractor.language import Entity, load_model
from extractor.listings.feed import read_feed
from extractor.listings.listing import Listing
from extractor.listings.markup import open_page
from extractor.listings.news_page import list_certainty, read_news_page
from extractor.listings.newsrooms import newsrooms
from extractor.listings.sitemap import read_sitemap
from extractor.outputs.stored import read_stored
from extractor.pipeline import make_record
from extractor.reading.decode import decode
from extractor.reading.limits import TooLargeError
from extractor.reading.read import read
from extractor.record import Published, Publisher, Record, SourceInfo
from extractor.release import Release, Source
from extractor.rules.dates import find_dates
from extractor.settings import Settings
from fuzz import seeds
from fuzz.invariants import OF_FACTS, OF_RECORDS, OF_TEXT, SAMPLED, SCHEMA, round_trip
from fuzz.mutation import bytes_changed, bytes_flipped, plain_changed, text_changed
from fuzz.origin import invented
from fuzz.packing import folder_changed, gzip_changed, members_of, pdf_changed, zip_changed
from fuzz.target import Make, Target

Broken = Iterable[str]

_ADDRESS = "https://www.marlbrook.example/news/"
_LABELS = ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "DATE", "PRODUCT", "WORK_OF_ART", "")
# One in so many is looked at more closely, which takes as long as all the rest.
_SAMPLED = 10
# Items of a container that are opened: each part of a mail is read from the whole mail.
_OPENED = 20
# Bytes of an archive of which a member may be as long as any other input.
_PACKED = 2_000_000


def _broken(found: Any, *tables: dict[str, Callable[[Any], Broken]]) -> Iterator[str]:
    for name, check in chain.from_iterable(table.items() for table in tables):
        yield from (f"{name}: {what}" for what in islice(check(found), 1))


def _whole(media_type: str | None, name: str, data: bytes, chance: Random) -> Iterator[str]:
    """The whole pipeline."""
    source, settings, model = Source(name, data, media_type), _settings(chance), load_model()
    record = make_record(source, settings, model)
    yield from _of_record(record, chance)
    yield from (f"nothing is invented: {what}" for what in islice(invented(record, source), 1))
    if not chance.randrange(_SAMPLED):
        again = make_record(Source(name, data, media_type), settings, model)
        yield from _same(record.model_dump_json(), again.model_dump_json())


def _settings(chance: Random) -> Settings:
    """What a caller may tell of a release; mostly nothing."""
    day, publisher = chance.choice([None, None, "2024-06-04"]), chance.choice([None, None, "Harrowmere Council"])
    return Settings(published=day, publisher=publisher, date_order=chance.choice([None, None, "DMY", "MDY"]))


def _of_record(record: Record, chance: Random) -> Iterator[str]:
    yield from _broken(record, OF_RECORDS, *([] if chance.randrange(_SAMPLED) else [SAMPLED]))


def _same(one: object, other: object) -> Iterator[str]:
    if repr(one) != repr(other):
        yield "the same input gives the same: it does not"


def _read(media_type: str | None, name: str, data: bytes, chance: Random) -> Iterator[str]:
    """A reader alone."""
    source = Source(name, data, media_type)
    release = read(source, Settings())
    yield from _broken(_bare(release), OF_TEXT, {"JSON round-trips": round_trip})
    yield from (f"nothing is invented: {what}" for what in islice(invented(release, source), 1))
    if not chance.randrange(_SAMPLED):
        yield from _same(release, read(source, Settings()))


def _bare(release: Release) -> Record:
    info = SourceInfo(uri="a", media_type=release.media_type, sha256="", bytes=0)
    return bare_record(
        info, id="a", title=release.title, text=release.text, paragraphs=release.paragraphs, removed=release.removed
    )


def _decode(data: bytes, chance: Random) -> Iterator[str]:
    """What tells bytes from text, and their encoding."""
    decoded = decode(Source("a", data))
    if any(sign in decoded.text for sign in "\0\r") or not decoded.text.strip():
        yield "decoded text is text: it is empty, or holds ends of lines that are none of ours"
    if not chance.randrange(_SAMPLED):
        yield from _same(decoded, decode(Source("a", data)))


class _Guesses:
    """A model that labels stretches of words by chance: rules must bear whatever a recogniser takes for a name."""

    name = "guesses"

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def entities(self, release: Release) -> list[Entity]:
        found, at = [], 0
        while (start := at + self._chance.randint(0, 60)) < len(release.text):
            at = min(len(release.text), start + self._chance.randint(1, 25))
            found.append(Entity(start, at, self._chance.choice(_LABELS)))
        return found


def _facts(data: bytes, chance: Random) -> Iterator[str]:
    """All finders, on a text that no reader has set right."""
    text = data.decode("utf-8", "ignore")
    day = f"{chance.randint(1, 9999):04}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    release = Release(
        text,
        _paragraphs(text),
        published=Published(value=day, text=day, found_in="given") if chance.randrange(2) else None,
        publisher=Publisher(name="Harrowmere Council", found_in="given") if chance.randrange(2) else None,
        country=chance.choice([None, "GB", "US", "IE"]),
    )
    if not release.paragraphs:
        return
    seed = chance.random()
    record = assemble(Source("a", data), release, _Guesses(Random(seed)), Settings())
    yield from _broken(record, OF_FACTS)
    if not chance.randrange(_SAMPLED):
        again = assemble(Source("a", data), release, _Guesses(Random(seed)), Settings())
        yield from _same(record, again)


def _dates(data: bytes, chance: Random) -> Iterator[str]:
    """Dates, counted from any day that a calendar has."""
    text, anchor = data.decode("utf-8", "ignore"), date.fromordinal(chance.randint(1, date.max.toordinal()))
    recent = date(chance.randint(1990, 2030), chance.randint(1, 12), chance.randint(1, 28))
    day = chance.choice([None, recent, recent, recent, anchor])
    told = chance.choice([None, "DMY", "MDY"]), chance.choice([None, "GB", "US", "IE", "XX"])
    found = find_dates(text, day, *told)
    info = SourceInfo(uri="a", media_type="text/plain", sha256="", bytes=0)
    record = bare_record(info, id="a", title=None, text=text, dates=found)
    yield from _broken(record, OF_FACTS)
    if not chance.randrange(_SAMPLED):
        yield from _broken(record, SAMPLED)
        yield from _same(found, find_dates(text, day, *told))


def _listed(reader: Callable[[bytes, str], Listing | None], data: bytes, chance: Random) -> Iterator[str]:
    listing = reader(data, _ADDRESS)
    if listing is not None:
        yield from _of_listing(listing)
        if not chance.randrange(_SAMPLED):
            yield from _same(listing, reader(data, _ADDRESS))


def _of_listing(listing: Listing) -> Iterator[str]:
    found = [item.address for item in listing.items]
    if len(found) != len(set(found)):
        yield "addresses come once: one comes twice"
    for address in (*found, *listing.more, *(one.address for one in listing.archives)):
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            yield f"addresses are absolute: {address!r} is not"
    for day in chain.from_iterable((item.day, item.changed) for item in listing.items):
        if day is not None and date.fromisoformat(day).isoformat() != day:
            yield f"days are days: {day!r} is none"


def _news_page(data: bytes, address: str) -> Listing:
    """A page as a list, and all else that is asked of one."""
    page = open_page(decode(Source(address, data, "text/html")).text, address)
    if not 0 <= list_certainty(page, address) <= 1:
        raise AssertionError("how certain a page is a list is no share")
    newsrooms(page, address)
    return read_news_page(page, address)


def _contained(ending: str, data: bytes, chance: Random) -> Iterator[str]:
    """A container: its items listed, each opened by its range of bytes alone, and the first of them read."""
    container = container_of(f"a{ending}")
    if container is None:
        raise AssertionError(f"{ending} is no container")
    entries = list(container.list_items(io.BytesIO(data), f"a{ending}"))
    sources = []
    for entry in entries[:_OPENED]:
        if isinstance(entry, Entry):
            held = data[
                entry.offset : entry.offset + len(data) if entry.length is None else entry.offset + entry.length
            ]
            if entry.version != hash_of(held):
                yield f"an item is known by its bytes: {entry} is not"
            opened = container.read_item(held, entry)
            sources += [opened] if isinstance(opened, Source) else []
    if not chance.randrange(_SAMPLED):
        yield from _same(entries, list(container.list_items(io.BytesIO(data), f"a{ending}")))
    for source in sources[:1]:
        yield from _broken(_bare(read(source, Settings())), OF_TEXT, {"JSON round-trips": round_trip})


def _stored(name: str, data: bytes, chance: Random) -> Iterator[str]:
    """Records read back: what is none is told, what is one can be written again."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / name
        if name in ("a.csv", "a.parquet"):
            place.mkdir()
            for member, content in members_of(data):
                if (place / member).parent == place and "\0" not in member and len(member) < 200 and member[-1] != "/":
                    (place / member).write_bytes(content)
        else:
            place.write_bytes(data)
        for record in read_stored(str(place)):
            if isinstance(record, Record):
                yield from _broken(record, {"JSON round-trips": round_trip}, SCHEMA)


def _as(shape: str) -> Make:
    return partial(_text, shape)


def _text(shape: str, chance: Random, seed: bytes, other: bytes) -> bytes:
    return text_changed(chance, seed, other, shape)


def _plain(chance: Random, seed: bytes, other: bytes) -> bytes:
    return plain_changed(chance, seed.decode(), other.decode()).encode()


def _column(*tables: str) -> Callable[[], list[bytes]]:
    return partial(seeds.of_column, *tables)


def _tables(ending: str, change: Make, share: int) -> Target:
    run = partial(_stored, f"a{ending}")
    return Target(
        f"records-{ending[1:]}", partial(seeds.written, ending), change, run, share, (InputError, UsageError), _PACKED
    )


_LISTS = (InputError, TooLargeError)
TARGETS = {
    target.name: target
    for target in (
        # The whole pipeline, its inputs short.
        Target("extract-text", seeds.short_releases, _as("text"), partial(_whole, None, "a.txt"), 92, longest=400),
        Target("extract-markdown", seeds.markdown, _as("markdown"), partial(_whole, None, "a.md"), 3, longest=1_000),
        Target("extract-page", seeds.short_pages, _as("html"), partial(_whole, None, "a.html"), 10, longest=1_000),
        # Readers.
        Target("decode", seeds.anything, bytes_changed, _decode, 162),
        Target("text", seeds.texts, _as("text"), partial(_read, None, "a.txt"), 15),
        Target("markdown", seeds.markdown, _as("markdown"), partial(_read, "text/markdown", "a.md"), 5),
        Target("page", seeds.pages, _as("html"), partial(_read, "text/html", "a.html"), 15),
        Target("docx", seeds.word_documents, zip_changed, partial(_read, None, "a.docx"), 4, longest=_PACKED),
        Target("pdf", seeds.pdfs, pdf_changed, partial(_read, None, "a.pdf"), 6),
        Target("mail", seeds.mails, _as("mail"), partial(_contained, ".eml"), 10),
        Target("mailbox", seeds.mailboxes, _as("mail"), partial(_contained, ".mbox"), 5),
        Target("zip", seeds.zips, zip_changed, partial(_contained, ".zip"), 12),
        Target("warc", seeds.warcs, gzip_changed("mail"), partial(_contained, ".warc"), 60),
        Target("wacz", seeds.waczs, zip_changed, partial(_contained, ".wacz"), 20),
        Target("corpus", seeds.corpora, _as("json"), partial(_contained, ".jsonl"), 110),
        Target("feed", seeds.feeds, _as("xml"), partial(_listed, read_feed), 30, _LISTS),
        Target("sitemap", seeds.sitemaps, gzip_changed("xml"), partial(_listed, read_sitemap), 112, _LISTS),
        Target("news-page", seeds.news_pages, _as("html"), partial(_listed, _news_page), 8, _LISTS),
        Target("records-jsonl", partial(seeds.written, ".jsonl"), _as("json"), partial(_stored, "a.jsonl"), 70),
        Target("records-gzip", partial(seeds.written, ".jsonl.gz"), gzip_changed("json"), partial(_stored, "a.gz"), 20),
        Target("records-json", partial(seeds.written, ".json"), _as("json"), partial(_stored, "a.json"), 30),
        _tables(".csv", folder_changed, 8),
        _tables(".sqlite", bytes_flipped, 4),
        _tables(".parquet", folder_changed, 4),
        # Finders.
        Target("dates", _column("dates"), _plain, _dates, 150, longest=2_000),
        Target("organisations", _column("organisations"), _plain, _facts, 10, longest=1_000),
        Target("people", _column("people"), _plain, _facts, 10, longest=1_000),
        Target("quotes", _column("quotes", "indirect"), _plain, _facts, 13, longest=1_000),
    )
}
