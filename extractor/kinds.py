"""The enumerations of a record: by what paragraphs, quotes, speakers and dates are told apart; they load in no time."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a paragraph is in its release."""

    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    NOTES = "notes"
    CONTACT = "contact"


class QuoteKind(StrEnum):
    """How somebody's words stand in the text: whole clauses, a fragment woven in, or reported without marks."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"


class SpeakerType(StrEnum):
    """What kind of speaker a quote is attributed to."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


class Modifier(StrEnum):
    """Which part of its value a date means, in the terms of TimeML (ISO 24617-1)."""

    START = "start"
    MID = "mid"
    END = "end"
