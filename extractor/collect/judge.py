"""Whether a page is a release, and of which day: what decides if it is kept, told by the reader of releases."""

from __future__ import annotations

from extractor.collect.claims import PARSING
from extractor.errors import InputError
from extractor.release import Source
from extractor.settings import Settings

# The day of issue of a page, and why it is no release that is read.
Judgement = tuple[str | None, InputError | None]


def judge(source: Source) -> Judgement:
    """The day of issue (YYYY-MM-DD), None if the page does not tell it, and why the page is no release that is read.

    A page at which the reader fails, or whose reader is not installed, is kept for a better one: it has neither.
    """
    from extractor.reading.read import read  # half a second, and only what is fetched needs it

    try:
        with PARSING:
            release = read(source, Settings())
    except InputError as error:
        return None, None if error.code == "reader_missing" else error
    except Exception:
        return None, None
    return release.published.value if release.published else None, None
