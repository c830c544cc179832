"""Inputs as given -> Entries: the files of folders and globs, addresses and `-`, each once, in order."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from extractor.errors import InputError, in_words
from extractor.inputs.address_list import LIST_SUFFIXES, is_domain, read_addresses
from extractor.inputs.entry import Entry
from extractor.stores import find_stored, is_stored, is_stored_folder, local_path

RELEASE_SUFFIXES = (".html", ".htm", ".txt", ".md", ".docx", ".pdf", ".eml")
CORPUS_SUFFIX = ".jsonl"
# Files that may hold many releases; all but mails are read only when named.
CONTAINER_SUFFIXES = (CORPUS_SUFFIX, ".eml", ".mbox", ".zip", ".warc", ".warc.gz", ".wacz")
# Files that may hold releases too; a folder is not searched for them.
NOT_SEARCHED = (*(one for one in CONTAINER_SUFFIXES if one != ".eml"), ".doc", ".rtf", ".odt", ".mhtml", ".mht", ".msg")
# A folder with this corpus in it holds what its rows name, and nothing else.
COLLECTED = "collected.jsonl"
STANDARD_INPUT = "-"

# Bytes of a corpus whose lines are counted in a second or two.
_SOON_COUNTED = 1_000_000_000
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def is_address(text: str) -> bool:
    """Whether an input is an address (of any scheme but those of stores) rather than a path."""
    return _ADDRESS.match(text) is not None and not is_stored(text)


def container_suffix(place: str) -> str | None:
    """The one of CONTAINER_SUFFIXES that a place ends in; None for one that is read as a release, or an address."""
    name = place.lower()
    return next((suffix for suffix in CONTAINER_SUFFIXES if name.endswith(suffix) and not is_address(place)), None)


def addresses_among(inputs: Sequence[str]) -> list[str]:
    """The addresses that the inputs name, and those in files that list some, each once."""
    found: dict[str, None] = {}
    for given in inputs:
        listed = [given] if is_address(given) else read_addresses(given) or []
        found.update(dict.fromkeys(one for one in listed if isinstance(one, str)))
    return list(found)


def passed_over(inputs: Sequence[str], outputs: Collection[str]) -> Iterator[str]:
    """A line for each folder among the inputs with files that may hold releases and are not read, outputs left out."""
    written = {identity(path) for path in outputs}
    for folder in inputs:
        if is_address(folder) or is_stored(folder) or not os.path.isdir(folder):
            continue
        count: Counter[str] = Counter()
        for path, folders, names in os.walk(folder):
            folders[:] = [] if COLLECTED in names else [one for one in folders if not one.startswith(".")]
            for name in [] if COLLECTED in names else names:
                ending = next((one for one in NOT_SEARCHED if name.lower().endswith(one)), None)
                if ending and not name.startswith(".") and identity(os.path.join(path, name)) not in written:
                    count[ending] += 1
        if count:
            told = ", ".join(f"{number:,} {ending}" for ending, number in sorted(count.items()))
            yield f"{uri_of(folder)}: {told} passed over; a folder is searched for {', '.join(RELEASE_SUFFIXES)} alone"


def count_places(inputs: Sequence[str]) -> int | None:
    """How many releases and errors the inputs hold, a corpus' blank lines too; None if it takes long to tell."""
    count = 0
    for entry in places(inputs):
        suffix = container_suffix(entry.place) if isinstance(entry, Entry) else None
        if suffix not in (None, CORPUS_SUFFIX) or (isinstance(entry, Entry) and _leads_elsewhere(entry.place)):
            return None
        held = _count_lines(entry.place) if isinstance(entry, Entry) and suffix else 1
        if held is None:
            return None
        count += held
    return count


def _leads_elsewhere(place: str) -> bool:
    return is_address(place) or place.lower().endswith(LIST_SUFFIXES)


def _count_lines(corpus: str) -> int | None:
    """The lines of a corpus, 1 for the error of one that can't be read; None for one that is large or elsewhere."""
    if is_stored(corpus):
        return None
    try:
        if not os.path.isfile(corpus):
            return 1
        if os.path.getsize(corpus) > _SOON_COUNTED:
            return None
        count, last = 0, b"\n"
        with open(corpus, "rb") as file:
            while block := file.read(1 << 20):
                count, last = count + block.count(b"\n"), block[-1:]
        return count + (last != b"\n")
    except (OSError, ValueError):
        return 1


def places(inputs: Sequence[str]) -> Iterator[Entry | InputError]:
    """Every path, address and `-` that the inputs name, the same file or address only the first time.

    What a store lists comes with its version. An InputError stands for what leads nowhere: an empty folder, a glob
    without a match.
    """
    seen: set[int | str] = set()
    for given in inputs:
        for entry in _stored(given) if is_stored(given) else map(_entry, _places(given)):
            key = identity(entry.place) if isinstance(entry, Entry) else str(entry)
            if key not in seen:
                seen.add(key)
                yield entry


def _entry(place: str | InputError) -> Entry | InputError:
    return Entry(place) if isinstance(place, str) else place


def unreadable(path: str, error: OSError | ValueError) -> InputError:
    """Why a path gives no release, in the words of a user."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        advice = "write it as https://..." if is_domain(path) else "check the path"
        return InputError(uri_of(path), "missing", "does not exist", advice)
    if isinstance(error, PermissionError):
        return InputError(uri_of(path), "permission", "may not be read", "check its permissions")
    advice = "check the address and the store" if is_stored(path) else "check the file and its disk"
    return InputError(uri_of(path), "unreadable", f"can't be read ({in_words(error)})", advice)


def uri_of(path: str) -> str:
    """The path as given; bytes of a file name that are no UTF-8 are shown as escapes, for a record is Unicode."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def identity(place: str) -> int | str:
    """The file behind a path, whatever its name; an address or what can't be asked stands for itself."""
    try:
        information = os.stat(local_path(place))
    except (OSError, ValueError):
        return place
    return information.st_dev << 64 | information.st_ino


def _places(given: str) -> Iterator[str | InputError]:
    if given == STANDARD_INPUT or is_address(given):
        yield given
    elif os.path.isdir(given):
        yield from _walk(given)
    elif glob.has_magic(given) and not os.path.lexists(given):
        yield from _matches(given)
    elif (addresses := read_addresses(given)) is not None:
        yield from addresses
    else:
        yield given


def _stored(given: str) -> Iterator[Entry | InputError]:
    try:
        if glob.has_magic(given) and not os.path.lexists(local_path(given)):
            yield from _stored_matches(given)
        elif is_stored_folder(given):
            yield from _walk_stored(given)
        else:
            yield Entry(given)
    except OSError as error:
        yield unreadable(given, error)


def _stored_matches(pattern: str) -> Iterator[Entry | InputError]:
    found = find_stored(pattern)
    for one in found:
        yield from _walk_stored(one.place) if one.is_folder else [Entry(one.place, version=one.version)]
    if not found:
        yield _no_match(pattern)


def _walk_stored(folder: str) -> Iterator[Entry | InputError]:
    found = [one for one in find_stored(folder) if not _is_hidden(one.place, folder)]
    corpora = [one.place for one in found if one.place.rpartition("/")[2] == COLLECTED]
    is_empty = True
    for one in found:
        above = [corpus for corpus in corpora if one.place.startswith(corpus.removesuffix(COLLECTED))]
        if min(above, key=len) == one.place if above else one.place.lower().endswith(RELEASE_SUFFIXES):
            is_empty = False
            yield Entry(one.place, version=one.version)
    if is_empty:
        yield _empty(folder)


def _is_hidden(place: str, folder: str) -> bool:
    return any(part.startswith(".") for part in place.removeprefix(folder).split("/"))


def _matches(pattern: str) -> Iterator[str | InputError]:
    """What a glob matches, as if the shell had expanded it."""
    paths = sorted(glob.glob(pattern, recursive=True))
    if not paths:
        yield _no_match(pattern)
    for path in paths:
        yield from _walk(path) if os.path.isdir(path) else [path]


def _walk(folder: str) -> Iterator[str | InputError]:
    """The files of a folder that can hold a release, in name order at every level; links are followed once."""
    is_empty = True
    visited: set[int | str] = set()
    stack = [folder]
    while stack:
        path = stack.pop()
        if not os.path.isdir(path):
            is_empty = False
            yield path
        elif (folder_itself := identity(path)) not in visited:
            visited.add(folder_itself)
            try:
                stack.extend(reversed(_entries(path)))
            except OSError as error:
                is_empty = False
                yield unreadable(path, error)
    if is_empty:
        yield _empty(folder)


def _no_match(pattern: str) -> InputError:
    return InputError(uri_of(pattern), "missing", "matches no file", "check the pattern")


def _empty(folder: str) -> InputError:
    known = ", ".join(RELEASE_SUFFIXES)
    return InputError(uri_of(folder), "empty_folder", f"holds no file that ends in {known}", "name the files instead")


def _entries(folder: str) -> list[str]:
    """Subfolders and possible releases, without hidden ones, by name; the corpus alone of what was collected."""
    collected = os.path.join(folder, COLLECTED)
    if os.path.isfile(collected):
        return [collected]
    paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if not name.startswith(".")]
    return [path for path in paths if path.lower().endswith(RELEASE_SUFFIXES) or os.path.isdir(path)]
