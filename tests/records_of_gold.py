"""Records made of what a gold file holds, so that tests can say what is found in the gold file's own words."""

from __future__ import annotations

from itertools import chain
from typing import Any

from extractor.kinds import Kind, QuoteKind
from extractor.record import (
    DateMention,
    ExtractorInfo,
    Mention,
    Organisation,
    OrganisationReference,
    Paragraph,
    Person,
    Published,
    Publisher,
    Quote,
    Record,
    Role,
    SourceInfo,
    Speaker,
    SpeakerRole,
)

Gold = dict[str, Any]


def record_of(gold: Gold, *, record_id: str = "0123456789abcdef", uri: str | None = None) -> Record:
    """The record in which everything of a gold file was found, and nothing else.

    Its text is the gold's own "text", or else title, body and notes; a fact that does not stand there is at 0 to 0.
    """
    paragraphs = [
        paragraph for paragraph in (gold.get("title"), *_list(gold, "body"), *_list(gold, "notes")) if paragraph
    ]
    text = gold.get("text", "\n\n".join(paragraphs))
    quotes = [_quote(gold, text, quote) for quote in _list(gold, "quotes")]
    reports = [
        _quote(gold, text, {**one, "kind": "indirect", "parts": [one["text"]]}) for one in _list(gold, "indirect")
    ]
    return Record(
        id=record_id,
        source=SourceInfo(uri=uri or f"releases/{gold['id']}.html", media_type="text/html", sha256="", bytes=0),
        extractor=ExtractorInfo(version="", model="", settings={}),
        title=gold.get("title"),
        published=_published(gold.get("published")),
        updated=None,
        publisher=Publisher(name=gold["publisher"], found_in="given") if gold.get("publisher") else None,
        language="en",
        text=text,
        paragraphs=[Paragraph(start=0, end=len(text), kind=Kind.BODY)],
        removed=[],
        dates=[_date(text, date) for date in _list(gold, "dates")],
        organisations=[_organisation(text, body) for body in _list(gold, "organisations")],
        people=[_person(text, person) for person in _list(gold, "people")],
        quotes=[quote.model_copy(update={"id": f"quote{n}"}) for n, quote in enumerate(chain(quotes, reports), 1)],
        contacts=[],
        problems=[],
    )


def _list(gold: Gold, name: str) -> list[Any]:
    return gold.get(name) or []


def _mention(text: str, words: str) -> Mention:
    start = text.find(words)
    return Mention(text=words, start=max(start, 0), end=start + len(words) if start >= 0 else 0)


def _published(value: str | None) -> Published | None:
    return Published(value=value, text=value, found_in="meta") if value else None


def _date(text: str, date: Gold) -> DateMention:
    return DateMention(
        **_mention(text, date["text"]).model_dump(),
        value=date["value"],
        grain="day",
        relative=False,
        rule="day_month",
        anchor=None,
        modifier=None,
        alternative=None,
    )


def _organisation(text: str, body: Gold) -> Organisation:
    names = [body["name"], *body.get("aliases", [])]
    mentions = [_mention(text, name) for name in names]
    return Organisation(id="org", name=names[0], aliases=names[1:], type="unknown", mentions=mentions)


def _person(text: str, person: Gold) -> Person:
    return Person(
        id="person",
        name=person["name"],
        honorific=person.get("honorific"),
        post_nominals=[],
        mentions=[_mention(text, person["name"])],
        roles=[_role(text, role) for role in person.get("roles", [])],
    )


def _role(text: str, role: Gold) -> Role:
    body = role.get("organisation")
    return Role(
        title=role["title"],
        organisation=OrganisationReference(id=None, name=body) if body else None,
        explicit=role.get("explicit", True),
        **_mention(text, role["title"]).model_dump(),
    )


def _quote(gold: Gold, text: str, quote: Gold) -> Quote:
    parts = [_mention(text, part) for part in quote["parts"]]
    return Quote(
        id="",
        kind=QuoteKind(quote["kind"]),
        unmarked=quote.get("unmarked", False),
        text=" ".join(quote["parts"]),
        parts=parts,
        speaker=_speaker(gold, quote) if quote.get("speaker") else None,
        attribution=None,
    )


def _speaker(gold: Gold, quote: Gold) -> Speaker:
    """A speaker carries the roles of the person of that name."""
    people = [person for person in _list(gold, "people") if person["name"] == quote["speaker"]]
    roles = [role for person in people for role in person.get("roles", [])]
    return Speaker(
        type=quote.get("speaker_type", "person"),
        id=None,
        name=quote["speaker"],
        roles=[SpeakerRole(title=role["title"], organisation=role.get("organisation")) for role in roles],
    )
