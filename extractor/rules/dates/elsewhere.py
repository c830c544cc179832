"""Days in Welsh or Irish, or in a form that the grammar does not know, as bilingual councils' pages carry them."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

_LONGEST = 40
# A whole day as a line of its own: a day, a month's name and a year; anything less would be guessed at.
_WHOLE_DAY = re.compile(r"(?:[^\W\d]+,?\s)*\d{1,2}(?:st|nd|rd|th)?\s?[^\W\d]{3,12}\.?,?\s?(?:19|20)\d\d")
_LANGUAGES = ["en", "cy", "ga"]
_NO_DAY = datetime(2000, 1, 1)


@lru_cache(maxsize=4096)
def read_whole_day(text: str) -> str | None:
    """The day that dateparser reads in a short date line ("12 Mawrth 2024"), as YYYY-MM-DD, else None."""
    if len(text) > _LONGEST or not _WHOLE_DAY.fullmatch(text):
        return None
    import dateparser  # takes a third of a second, and few pages need it

    # Only what is written out: "16 Days 2024" would be counted back from today.
    settings = {
        "STRICT_PARSING": True,
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
        # Else this machine's time zone and clock would be asked, and a zone that is no IANA name is refused.
        "TIMEZONE": "UTC",
        "RELATIVE_BASE": _NO_DAY,
    }
    found = dateparser.parse(text, languages=_LANGUAGES, settings=settings)
    return found.date().isoformat() if found else None
