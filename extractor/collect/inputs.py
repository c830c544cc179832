"""What a user names -> Entries: files as they are; addresses and the lists in files as the pages kept of them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from extractor.collect.selection import Selection
from extractor.errors import InputError
from extractor.inputs.entry import Entry
from extractor.inputs.places import addresses_among
from extractor.inputs.sources import list_entries, open_entry
from extractor.release import Source
from extractor.web.settings import WebSettings

if TYPE_CHECKING:  # what visits addresses takes a third of a second to load, and few calls need it
    from extractor.collect.collector import Collector
    from extractor.collect.kept import Keep


OpenKeep: TypeAlias = "Callable[[], AbstractContextManager[Keep]]"


@dataclass(frozen=True, slots=True)
class Visiting:
    """How addresses are visited.

    web: how pages are asked for; selection: which releases are wanted; tell: given a line for the user on what was
    found and what was passed over.
    """

    web: WebSettings = field(default_factory=WebSettings)
    selection: Selection = field(default_factory=Selection)
    tell: Callable[[str], None] = lambda _: None


def list_inputs(
    inputs: Sequence[str], keep: OpenKeep, visiting: Visiting, *, stdin: BinaryIO | None = None
) -> Generator[Entry | InputError, None, None]:
    """Yield where every release is to be read, in order and lazily, or an InputError for what leads nowhere.

    keep: called at the first address, for what keeps the pages; those that it has are not asked for again.
    Raises OutputError if pages can't be kept.
    """
    with ExitStack() as held:
        collector: Collector | None = None

        def visit(address: str, data: bytes | None) -> Iterator[Entry | InputError]:
            nonlocal collector
            if collector is None:
                collector = held.enter_context(_collecting(keep, visiting, addresses_among(inputs)))
            return collector.visit(address, data)

        yield from list_entries(inputs, stdin=stdin, visit=visit)


def open_inputs(
    inputs: Sequence[str], visiting: Visiting = Visiting(), *, stdin: BinaryIO | None = None
) -> Generator[Source | InputError, None, None]:
    """Yield a Source for every release that the inputs hold, in order, or an InputError for what can't be opened.

    Opened only as they are asked for, so that memory stays flat. What is named twice comes once; pages of addresses are
    kept for as long as this goes on. `stdin` is what `-` reads.
    """
    with pages_for_now() as pages:
        for entry in list_inputs(inputs, kept_in(pages), visiting, stdin=stdin):
            yield entry if isinstance(entry, InputError) else open_entry(entry)


def kept_in(folder: Path) -> OpenKeep:
    """What keeps pages in a folder."""

    def keep() -> AbstractContextManager[Keep]:
        from extractor.collect.kept_folder import KeptFolder

        return KeptFolder(folder)

    return keep


@contextmanager
def pages_for_now() -> Iterator[Path]:
    """A folder for pages that goes as the block ends."""
    with TemporaryDirectory(prefix="extractor-") as folder:
        yield Path(folder) / "pages"


@contextmanager
def _collecting(keep: OpenKeep, visiting: Visiting, addresses: Sequence[str]) -> Iterator[Collector]:
    from extractor.collect.collector import Collector
    from extractor.collect.crawl import WHY, Crawl
    from extractor.web.client import Client

    with keep() as pages, Client(visiting.web, pages.cache) as client:
        crawl = Crawl(client, pages, visiting.selection, visiting.tell)
        with Collector(client, crawl, addresses) as collector:
            yield collector
        if crawl.passed_over:
            told = (f"{count:,} {WHY[code]}" for code, count in sorted(crawl.passed_over.items()))
            visiting.tell(f"passed over: {', '.join(told)}")
