"""The tables and their columns: one meaning each, and the place in the record that it is read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from extractor.edtf import days

# A record, or a part of one, as plain data.
Data = dict[str, Any]


class Type(StrEnum):
    """What a column holds. Where a format has no lists, a list of texts is written as JSON, as `json` is everywhere."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DAY = "day"
    LIST = "list"
    JSON = "json"


class Of(StrEnum):
    """What a column tells of: the release (its id), the place in its list, the outer item (its id), the item itself, or
    the record that it is of.

    A derived column says again, in a handier form, what the record tells elsewhere.
    """

    RELEASE = "release"
    NUMBER = "number"
    OUTER = "outer"
    ITEM = "item"
    RECORD = "record"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type and meaning, and the path of its value in what it tells of ("published.value").

    `derive` makes the value of a derived column from the record and the item.
    """

    name: str
    type: Type
    meaning: str
    path: str = ""
    of: Of = Of.ITEM
    can_be_null: bool = False
    derive: Callable[[Data, Data], Any] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a row for each item of the list at `items` in a record, or for the record itself if that is empty.

    Of two names in `items`, the second is a list in each item of the first. A derived table says again, joined for
    spreadsheets, what others tell.
    """

    name: str
    meaning: str
    items: tuple[str, ...]
    columns: tuple[Column, ...]
    is_derived: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together name a row."""
        if not self.items:
            return ("release_id",)
        return tuple(column.name for column in self.columns if column.of in (Of.RELEASE, Of.OUTER, Of.NUMBER))


def _text(name: str, meaning: str, path: str | None = None) -> Column:
    return Column(name, Type.TEXT, meaning, path or name)


def _or_null(name: str, meaning: str, path: str | None = None, of_type: Type = Type.TEXT) -> Column:
    return Column(name, of_type, meaning, path or name, can_be_null=True)


def _number(name: str, meaning: str, path: str | None = None) -> Column:
    return Column(name, Type.INTEGER, meaning, path or name)


def _boolean(name: str, meaning: str) -> Column:
    return Column(name, Type.BOOLEAN, meaning, name)


def _day(name: str, meaning: str, derive: Callable[[Data], str | None], edge: int) -> Column:
    return Column(
        name,
        Type.DAY,
        meaning,
        of=Of.DERIVED,
        can_be_null=True,
        derive=lambda record, item: _edge(derive(item), edge),
    )


def _edge(value: str | None, edge: int) -> date | None:
    """The first (0) or last (1) day of a value."""
    try:
        return days(value)[edge] if value else None
    except ValueError:  # a value that somebody wrote by hand
        return None


def _outer(name: str, meaning: str) -> Column:
    return Column(name, Type.TEXT, meaning, "id", Of.OUTER)


def _part_of_text(record: Data, item: Data) -> str:
    text: str = record["text"]
    return text[item["start"] : item["end"]]


def _words_from(what: str) -> tuple[Column, ...]:
    return (
        _text("text", f"The characters {what}."),
        _number("start_char", "Where they begin in `releases.text`, counted in code points.", "start"),
        _number("end_char", "Where they end there.", "end"),
    )


def _dated(field: str, what: str) -> tuple[Column, ...]:
    def value(item: Data) -> str | None:
        found: Data | None = item[field]
        return found["value"] if found else None

    return (
        _day(f"{field}_day", f"{what}, as a day.", value, 0),
        _or_null(field, f"{what}, as it stands in the record.", f"{field}.value"),
        _or_null(f"{field}_text", "The characters it was read from.", f"{field}.text"),
        _or_null(f"{field}_found_in", "Where they stood.", f"{field}.found_in"),
        _or_null(f"{field}_start_char", "Where they begin in `text`, null if outside.", f"{field}.start", Type.INTEGER),
        _or_null(f"{field}_end_char", "Where they end in `text`, null if outside.", f"{field}.end", Type.INTEGER),
    )


def _said(name: str, meaning: str, of_type: Type, derive: Callable[[Data, Data], Any]) -> Column:
    return Column(name, of_type, meaning, of=Of.DERIVED, can_be_null=True, derive=derive)


def _of_record(name: str, meaning: str, path: str) -> Column:
    return Column(name, Type.TEXT, meaning, path, Of.RECORD, can_be_null=True)


def _speaker_roles(record: Data, quote: Data) -> str | None:
    roles = (quote["speaker"] or {}).get("roles", ())
    told = [", ".join(filter(None, [role["title"], role["organisation"]])) for role in roles]
    return "; ".join(told) or None


def _published_day(record: Data, item: Data) -> date | None:
    return _edge((record["published"] or {}).get("value"), 0)


def _registered(prefix: str, path: str) -> tuple[Column, ...]:
    return (
        _or_null(f"{prefix}register_scheme", "The public register that has it.", f"{path}.scheme"),
        _or_null(f"{prefix}register_id", "Its identifier there.", f"{path}.id"),
    )


_OF_RELEASE = Column("release_id", Type.TEXT, "The release, as in `releases`.", of=Of.RELEASE)
_NUMBER = Column("number", Type.INTEGER, "Its place among its like, from 1.", of=Of.NUMBER)
_OF_ORGANISATION = _outer("organisation_id", "The body, as in `organisations`.")
_OF_PERSON = _outer("person_id", "The person, as in `people`.")
_OF_QUOTE = _outer("quote_id", "The quote, as in `quotes`.")

TABLES = (
    Table(
        "releases",
        "One row a release.",
        (),
        (
            Column("release_id", Type.TEXT, "What all other tables name it by.", "id"),
            Column("position", Type.INTEGER, "Its place among all releases, from 1.", of=Of.NUMBER),
            _or_null("title", "The headline."),
            *_dated("published", "The day of issue"),
            *_dated("updated", "The day of the last update"),
            _or_null("publisher", "Who issues the release.", "publisher.name"),
            _or_null("publisher_found_in", "Where the name stood.", "publisher.found_in"),
            *_registered("publisher_", "publisher.register"),
            _or_null("language", "`en`."),
            _or_null("duplicate_of", "The `release_id` of the one that it repeats."),
            _text("uri", "Where the release came from.", "source.uri"),
            _or_null("canonical_uri", "The address that the page declares as its own.", "source.canonical"),
            _text("media_type", "What its source is: `text/html` ...", "source.media_type"),
            _text("sha256", "The digest of the source's bytes.", "source.sha256"),
            _number("bytes", "How many they are.", "source.bytes"),
            _or_null("fetched_at", "When an address was read (UTC).", "source.fetched_at"),
            _text("extractor_version", "The version of extractor that made the record.", "extractor.version"),
            _text("model", "The language model it used.", "extractor.model"),
            Column("settings", Type.JSON, "The options that it was given.", "extractor.settings"),
            _text("schema_version", "The version of the record's form."),
            _text("text", "The canonical text, into which all places count."),
        ),
    ),
    Table(
        "statements",
        "Who said what for whom, and when: `quotes` with what other tables tell of them.",
        ("quotes",),
        (
            _OF_RELEASE,
            _NUMBER,
            _said("published_day", "The day of issue.", Type.DAY, _published_day),
            _of_record("publisher", "Who issues the release.", "publisher.name"),
            _or_null("speaker", "Who said it.", "speaker.name"),
            _or_null("speaker_type", "As in `quotes`.", "speaker.type"),
            _said("speaker_roles", "The speaker's roles, each with its body, after `; `.", Type.TEXT, _speaker_roles),
            _text("kind", "`direct`, `partial` or `indirect`."),
            _text("text", "What was said."),
            _or_null("attribution", "The clause that attributes: `She added:`.", "attribution.text"),
            _of_record("title", "The headline of the release.", "title"),
            _of_record("uri", "Where the release came from.", "source.uri"),
            _text("quote_id", "The quote, as in `quotes`.", "id"),
        ),
        is_derived=True,
    ),
    Table(
        "paragraphs",
        "The paragraphs of each text.",
        ("paragraphs",),
        (
            _OF_RELEASE,
            _NUMBER,
            _text("kind", "`title`, `dateline`, `heading`, `body`, `list_item`, `block_quote`, `notes` or `contact`."),
            Column("text", Type.TEXT, "Its characters.", of=Of.DERIVED, derive=_part_of_text),
            _number("start_char", "Where they begin in `releases.text`, counted in code points.", "start"),
            _number("end_char", "Where they end there.", "end"),
        ),
    ),
    Table(
        "removed",
        "What stood in the source and is not in the text.",
        ("removed",),
        (_OF_RELEASE, _NUMBER, _text("text", "What was removed."), _text("reason", "Why: `navigation`, `footer` ...")),
    ),
    Table(
        "dates",
        "The date expressions of each text.",
        ("dates",),
        (
            _OF_RELEASE,
            _NUMBER,
            *_words_from("of the expression"),
            _or_null("value", "What it stands for, in EDTF."),
            _day("start_day", "The first day of that; null if open or untold.", lambda item: item["value"], 0),
            _day("end_day", "The last day of that; null if open or untold.", lambda item: item["value"], 1),
            _text("grain", "`day`, `week`, `month`, `year` ..."),
            _boolean("relative", "Whether the words tell it only from another day."),
            _text("rule", "The rule that read it."),
            _or_null("anchor", "The value of the date it was counted from."),
            _or_null("modifier", "`start`, `mid` or `end`, where the words mean a part of the value."),
            _or_null("alternative", "The value if the words mean the other of two days."),
        ),
    ),
    Table(
        "organisations",
        "The named bodies, once a release.",
        ("organisations",),
        (
            _OF_RELEASE,
            _NUMBER,
            _text("organisation_id", "What other tables name it by, within the release.", "id"),
            _text("name", "The fullest name in the text."),
            Column("aliases", Type.LIST, "Its other names in the text.", "aliases"),
            _text("type", "`council`, `department`, `nhs`, `charity` ..."),
            *_registered("", "register"),
        ),
    ),
    Table(
        "organisation_mentions",
        "Where each body is named.",
        ("organisations", "mentions"),
        (_OF_RELEASE, _OF_ORGANISATION, _NUMBER, *_words_from("that name it")),
    ),
    Table(
        "people",
        "The named persons, once a release.",
        ("people",),
        (
            _OF_RELEASE,
            _NUMBER,
            _text("person_id", "What other tables name the person by, within the release.", "id"),
            _text("name", "The fullest name in the text, without what stands before or behind."),
            _or_null("honorific", "What stands before it: `Cllr`, `Dr` ..."),
            Column("post_nominals", Type.LIST, "Letters behind it: `OBE`, `MP` ...", "post_nominals"),
        ),
    ),
    Table(
        "person_mentions",
        "Where each person is named.",
        ("people", "mentions"),
        (_OF_RELEASE, _OF_PERSON, _NUMBER, *_words_from("that name the person")),
    ),
    Table(
        "roles",
        "The roles that the text gives to people.",
        ("people", "roles"),
        (
            _OF_RELEASE,
            _OF_PERSON,
            _NUMBER,
            _text("title", "The role: `leader`, `Chief Nurse` ..."),
            _or_null("organisation_id", "The body it is at, if the text names it.", "organisation.id"),
            _or_null("organisation", "That body's name.", "organisation.name"),
            _boolean("explicit", "False where the body was inferred."),
            *_words_from("it was read from"),
        ),
    ),
    Table(
        "quotes",
        "What was said: one row a turn of speech.",
        ("quotes",),
        (
            _OF_RELEASE,
            _NUMBER,
            _text("quote_id", "What other tables name it by, within the release.", "id"),
            _text("kind", "`direct`, `partial` or `indirect`."),
            _boolean("unmarked", "Whether it is speech set off without quotation marks."),
            _text("text", "What was said: its parts, joined."),
            _or_null("speaker", "Who said it: the full name, never a pronoun.", "speaker.name"),
            _or_null("speaker_type", "`person`, `organisation`, `group`, `document`, `unknown`.", "speaker.type"),
            _or_null("speaker_id", "The `person_id` or `organisation_id` of the speaker.", "speaker.id"),
            _or_null("mention", "The words that name the speaker: `She`.", "attribution.mention.text"),
            _or_null("mention_start_char", "Where they begin.", "attribution.mention.start", Type.INTEGER),
            _or_null("mention_end_char", "Where they end.", "attribution.mention.end", Type.INTEGER),
            _or_null("cue", "The word that attributes: `said`.", "attribution.cue"),
            _or_null("attribution", "The clause that attributes: `She added:`.", "attribution.text"),
            _or_null("attribution_start_char", "Where it begins.", "attribution.start", Type.INTEGER),
            _or_null("attribution_end_char", "Where it ends.", "attribution.end", Type.INTEGER),
            _or_null("rule", "The rule that decided.", "attribution.rule"),
        ),
    ),
    Table(
        "quote_parts",
        "The stretches of text of each quote.",
        ("quotes", "parts"),
        (_OF_RELEASE, _OF_QUOTE, _NUMBER, *_words_from("of the part")),
    ),
    Table(
        "speaker_roles",
        "The roles of each quote's speaker.",
        ("quotes", "speaker.roles"),
        (
            _OF_RELEASE,
            _OF_QUOTE,
            _NUMBER,
            _text("title", "The role."),
            _or_null("organisation", "The name of the body it is at."),
        ),
    ),
    Table(
        "contacts",
        "Press contacts.",
        ("contacts",),
        (
            _OF_RELEASE,
            _NUMBER,
            _or_null("name", "Who answers."),
            _or_null("email", "The mail address."),
            _or_null("phone", "The telephone number."),
            *_words_from("they were read from"),
        ),
    ),
    Table(
        "problems",
        "What went wrong or could not be told.",
        ("problems",),
        (
            _OF_RELEASE,
            _NUMBER,
            _text("stage", "Where it arose."),
            _text("code", "What it is, in a stable word."),
            _text("message", "What it is, in a sentence."),
        ),
    ),
)
