"""The record: what one release became. Plain validated data, and the only thing that outputs know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from extractor.kinds import Kind, Modifier, QuoteKind, SpeakerType

SCHEMA_VERSION = "1.0"


class Part(BaseModel):
    """Base of everything in a record: frozen, closed to unknown fields, in the order of the contract."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


class SourceInfo(Part):
    """Where the release came from: enough to find the same bytes again.

    `canonical` is the address that the page itself declares as its own, null if it declares none.
    """

    uri: str
    media_type: str
    sha256: str
    bytes: int
    fetched_at: str | None = None
    canonical: str | None = None


class ExtractorInfo(Part):
    """What made the record, so that it can be made again."""

    version: str
    model: str
    settings: dict[str, Any]


class Published(Part):
    """A day of publication or update, with the characters it was read from.

    `start` and `end` are null where `text` stands outside the canonical text (a meta tag, an address).
    """

    value: str
    text: str
    found_in: str
    start: int | None = None
    end: int | None = None


class Register(Part):
    """A public body's identifier in a public register."""

    scheme: str
    id: str


class Publisher(Part):
    """The organisation that issues the release."""

    name: str
    found_in: str
    register_: Register | None = Field(default=None, alias="register")


class Paragraph(Part):
    """A paragraph of the canonical text: `text[start:end]`."""

    start: int
    end: int
    kind: Kind


class Removed(Part):
    """Noise that stood in the source and is kept apart, with the reason why."""

    text: str
    reason: str


class Mention(Part):
    """Characters of the canonical text: `record.text[start:end] == text`."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The mention that covers `text[start:end]`."""
        return cls(text=text[start:end], start=start, end=end)


class DateMention(Mention):
    """A date expression with its value in EDTF (ISO 8601-2), null if the value can't be told.

    `anchor` is the value of the date it was counted from, null if it is written in full; `modifier` what "early", "mid"
    or "the end of" narrows the value to; `alternative` the value it has if the reader chose wrongly between two.
    """

    value: str | None
    grain: str
    relative: bool
    rule: str
    anchor: str | None
    modifier: Modifier | None
    alternative: str | None


class Organisation(Part):
    """A named body, once, under its fullest name."""

    id: str
    name: str
    aliases: list[str]
    type: str
    register_: Register | None = Field(default=None, alias="register")
    mentions: list[Mention]


class OrganisationReference(Part):
    """An organisation of the record, or (id null) a name that has no mention of its own in the text."""

    id: str | None
    name: str


class Role(Part):
    """A role of a person, read from `text[start:end]`. `explicit` is false where the body was inferred."""

    title: str
    organisation: OrganisationReference | None
    explicit: bool
    text: str
    start: int
    end: int


class Person(Part):
    """A named person, once, under the fullest name, honorifics and letters after the name apart."""

    id: str
    name: str
    honorific: str | None
    post_nominals: list[str]
    mentions: list[Mention]
    roles: list[Role]


class SpeakerRole(Part):
    """A speaker's role as the quote carries it."""

    title: str
    organisation: str | None


class Speaker(Part):
    """Who said it. `id` points into people or organisations where the speaker is one of them."""

    type: SpeakerType
    id: str | None
    name: str
    roles: list[SpeakerRole]


class Attribution(Mention):
    """The clause that attributes: its cue, the speaker as mentioned in it, and the rule that decided."""

    cue: str
    mention: Mention
    rule: str


class Quote(Part):
    """One speech turn; `parts` are the stretches of text, in order."""

    id: str
    kind: QuoteKind
    unmarked: bool
    text: str
    parts: list[Mention]
    speaker: Speaker | None
    attribution: Attribution | None


class Contact(Part):
    """A press contact, read from `text[start:end]`."""

    name: str | None
    email: str | None
    phone: str | None
    text: str
    start: int
    end: int


class Problem(Part):
    """What went wrong or could not be told, and in which stage."""

    stage: str
    code: str
    message: str


class Record(Part):
    """One press release: its text and every fact found in it. Keys stand in the order of the contract.

    `duplicate_of` is the id of the record that this one repeats, known only where many are made in one run. `html` is
    what shows a record in a notebook, None if nobody has said how.
    """

    schema_version: str = SCHEMA_VERSION
    id: str
    source: SourceInfo
    extractor: ExtractorInfo
    title: str | None
    published: Published | None
    updated: Published | None
    publisher: Publisher | None
    language: str | None
    text: str
    paragraphs: list[Paragraph]
    removed: list[Removed]
    dates: list[DateMention]
    organisations: list[Organisation]
    people: list[Person]
    quotes: list[Quote]
    contacts: list[Contact]
    problems: list[Problem]
    duplicate_of: str | None = None

    html: ClassVar[Callable[[Record], str] | None] = None

    def _repr_html_(self) -> str | None:
        """The text with its facts, as notebooks show it; the Python face says how."""
        return Record.html(self) if Record.html else None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record, as `Record.model_dump_json` writes it."""
    schema = Record.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
