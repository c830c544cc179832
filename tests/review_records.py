"""Invented records for the tests of the review page: one with all kinds of facts and emoji, one that means harm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from fakes import bare_record
from mentions import mention_in

from extractor.kinds import Kind, QuoteKind, SpeakerType
from extractor.record import (
    Attribution,
    Contact,
    DateMention,
    Mention,
    Organisation,
    OrganisationReference,
    Person,
    Problem,
    Published,
    Publisher,
    Quote,
    Record,
    Register,
    Removed,
    Role,
    SourceInfo,
    Speaker,
    SpeakerRole,
)

BAND = """🎺🎺 Band returns to Tarn Green

Wexmouth, 3 June 2024

🎉 Tarn Green Trust will reopen the bandstand on 8 June, and Wexmouth Council pays half.

What comes next

“It is music to my ears 🎶 since 2019,” said Cllr Ada Finch, Chair of Tarn Green Trust. “Come along.”

Finch called it “a small wonder”. A banner said “play on”.

Trumpets for all

“We waited five years for this,” she added.

Contact: Cy Holt, cy@tarn.invalid, 01632 960 100"""
_KINDS = [
    Kind.TITLE,
    Kind.DATELINE,
    Kind.BODY,
    Kind.HEADING,
    Kind.BODY,
    Kind.BODY,
    Kind.LIST_ITEM,
    Kind.BLOCK_QUOTE,
    Kind.CONTACT,
]


def _span(words: str, nth: int = 0) -> dict[str, Any]:
    return mention_in(BAND, words, nth).model_dump()


def _date(words: str, value: str, **other: Any) -> DateMention:
    known = {"grain": "day", "relative": False, "rule": "day_month", "anchor": None, "modifier": None}
    return DateMention(**_span(words), **{**known, "value": value, "alternative": None, **other})


def paragraphs(text: str, kinds: list[Kind]) -> list[dict[str, Any]]:
    """The paragraphs of a text, parted by blank lines."""
    spans = [mention_in(text, words) for words in text.split("\n\n")]
    return [{"start": span.start, "end": span.end, "kind": kind} for span, kind in zip(spans, kinds, strict=True)]


def source(uri: str) -> SourceInfo:
    return SourceInfo(uri=uri, media_type="text/html", sha256="0" * 64, bytes=1)


def _speaker() -> Speaker:
    chair = SpeakerRole(title="Chair", organisation="Tarn Green Trust")
    return Speaker(type=SpeakerType.PERSON, id="person1", name="Ada Finch", roles=[chair])


def _quote(number: int, kind: QuoteKind, parts: list[Mention], told: Attribution | None) -> Quote:
    text = "\n\n".join(part.text for part in parts)
    speaker = _speaker() if told else None
    return Quote(
        id=f"quote{number}", kind=kind, unmarked=False, text=text, parts=parts, speaker=speaker, attribution=told
    )


def _told(clause: str, cue: str, mention: str, nth: int = 0) -> Attribution:
    return Attribution(**_span(clause), cue=cue, mention=mention_in(BAND, mention, nth), rule="cue-after-inverted")


def band() -> Record:
    """A release with every kind of fact: a date within a quote, a pronoun, a quote whose speaker can't be told."""
    trust = OrganisationReference(id="org1", name="Tarn Green Trust")
    role = Role(title="Chair", organisation=trust, explicit=True, **_span("Chair of Tarn Green Trust"))
    return bare_record(
        source("https://tarn.invalid/news/band.html"),
        id="band",
        title="🎺🎺 Band returns to Tarn Green",
        text=BAND,
        published=Published(value="2024-06-03", found_in="dateline", **_span("3 June 2024")),
        publisher=Publisher(name="Tarn Green Trust", found_in="footer"),
        paragraphs=paragraphs(BAND, _KINDS),
        removed=[
            Removed(text="Skip to the main content", reason="navigation"),
            Removed(text="Share this", reason="share"),
        ],
        dates=[
            _date("3 June 2024", "2024-06-03"),
            _date("8 June", "2024-06-08", anchor="2024-06-03", alternative="2023-06-08"),
            _date("2019", "2019", grain="year", rule="year"),
        ],
        organisations=[
            Organisation(
                id="org1",
                name="Tarn Green Trust",
                aliases=["the Trust"],
                type="charity",
                register_=Register(scheme="charity", id="107"),
                mentions=[mention_in(BAND, "Tarn Green Trust"), mention_in(BAND, "Tarn Green Trust", 1)],
            ),
            Organisation(
                id="org2",
                name="Wexmouth Council",
                aliases=[],
                type="council",
                mentions=[mention_in(BAND, "Wexmouth Council")],
            ),
        ],
        people=[
            Person(
                id="person1",
                name="Ada Finch",
                honorific="Cllr",
                post_nominals=["MBE"],
                mentions=[mention_in(BAND, "Cllr Ada Finch"), mention_in(BAND, "Finch", 1)],
                roles=[role],
            )
        ],
        quotes=[
            _quote(
                1,
                QuoteKind.DIRECT,
                [mention_in(BAND, "It is music to my ears 🎶 since 2019,"), mention_in(BAND, "Come along.")],
                _told("said Cllr Ada Finch, Chair of Tarn Green Trust", "said", "Cllr Ada Finch"),
            ),
            _quote(
                2,
                QuoteKind.PARTIAL,
                [mention_in(BAND, "a small wonder")],
                _told("Finch called it", "called", "Finch", 1),
            ),
            _quote(3, QuoteKind.DIRECT, [mention_in(BAND, "play on")], None),
            _quote(
                4,
                QuoteKind.DIRECT,
                [mention_in(BAND, "We waited five years for this,")],
                _told("she added", "added", "she"),
            ),
        ],
        contacts=[
            Contact(
                name="Cy Holt",
                email="cy@tarn.invalid",
                phone="01632 960 100",
                **_span("Contact: Cy Holt, cy@tarn.invalid, 01632 960 100"),
            )
        ],
        problems=[Problem(stage="quotes", code="no_speaker", message="nobody could be told who said: play on")],
    )


HARM = [
    "</script><script>window.harmed = 'script'</script>",
    '<img src="x" onerror="window.harmed = \'image\'">',
    "<!--<script>",
    "]]><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %} &lt;b&gt; &amp;",
    "null\x00bell\x07escape\x1b[31m",
    "line\u2028paragraph\u2029",
    "\u202eright to left\u202c",
    "'\"` onclick=alert(1)",
    "__proto__",
]


def hostile() -> Record:
    """A release that holds what could run in a page, in every field that takes text."""
    text = "\n\n".join(HARM)
    evil = " ".join(HARM)
    first = Mention.of(text, 0, len(HARM[0]))
    speaker = Speaker(type=SpeakerType.UNKNOWN, id=None, name=evil, roles=[SpeakerRole(title=evil, organisation=evil)])
    attribution = Attribution(**first.model_dump(), cue=HARM[1], mention=first, rule=evil)
    return bare_record(
        source(f"javascript:window.harmed='address'//{evil}"),
        id=f"{evil}#r=band&x=%E0%A4%A",
        title=evil,
        text=text,
        published=Published(value="2024-06-04", text=evil, found_in=evil),
        publisher=Publisher(name=evil, found_in=evil, register_=Register(scheme=evil, id=evil)),
        paragraphs=paragraphs(text, [Kind.TITLE] + [Kind.BODY] * (len(HARM) - 1)),
        removed=[Removed(text=evil, reason=evil)],
        dates=[
            DateMention(
                **first.model_dump(),
                value=evil,
                grain=evil,
                relative=False,
                rule=evil,
                anchor=evil,
                modifier=None,
                alternative=evil,
            )
        ],
        organisations=[Organisation(id="__proto__", name=evil, aliases=[evil], type=evil, mentions=[first])],
        people=[
            Person(
                id='person1"><b>',
                name=evil,
                honorific=evil,
                post_nominals=[evil],
                mentions=[first],
                roles=[Role(title=evil, organisation=None, explicit=True, **first.model_dump())],
            )
        ],
        quotes=[
            Quote(
                id="quote1]'\"",
                kind=QuoteKind.DIRECT,
                unmarked=False,
                text=evil,
                parts=[first],
                speaker=speaker,
                attribution=attribution,
            )
        ],
        contacts=[Contact(name=evil, email=evil, phone=evil, **first.model_dump())],
        problems=[Problem(stage=evil, code=evil, message=evil)],
        duplicate_of=f"{evil}-first",
    )


def speech(quotes: int, a_paragraph: int) -> Record:
    """A release with as many quotes as asked for, all of one person who is named with each."""
    words = [f"We say number {number} again," for number in range(quotes)]
    clause = "said Ada Finch"
    sentences = [f"“{line}” {clause}." for line in words]
    blocks = [sentences[first : first + a_paragraph] for first in range(0, quotes, a_paragraph)]
    text = "\n\n".join(" ".join(block) for block in blocks)
    starts = list(accumulate((len(sentence) + 1 for sentence in sentences), initial=0))
    starts = [start + number // a_paragraph for number, start in enumerate(starts)]
    parts = [Mention.of(text, start + 1, start + 1 + len(line)) for start, line in zip(starts, words, strict=False)]
    told = [Mention.of(text, part.end + 2, part.end + 2 + len(clause)) for part in parts]
    named = [Mention.of(text, mention.start + 5, mention.end) for mention in told]
    return bare_record(
        source("news/speech.html"),
        id="speech",
        title="A speech",
        text=text,
        paragraphs=paragraphs(text, [Kind.BODY] * len(blocks)),
        people=[
            Person(id="person1", name="Ada Finch", honorific=None, post_nominals=[], mentions=named, roles=[]),
        ],
        quotes=[
            _quote(
                number,
                QuoteKind.DIRECT,
                [part],
                Attribution(**clause.model_dump(), cue="said", mention=name, rule="after"),
            ).model_copy(update={"speaker": Speaker(type=SpeakerType.PERSON, id="person1", name="Ada Finch", roles=[])})
            for number, (part, clause, name) in enumerate(zip(parts, told, named, strict=True), 1)
        ],
    )


def plain_release(number: int) -> Record:
    """A small release without facts but its day and publisher."""
    title = f"Notice {number} of the harbour"
    day = date(2024, 1, 1) + timedelta(days=number)
    text = f"{title}\n\nThe slipway is closed while the café is painted: notice {number}."
    return bare_record(
        source(f"notices/{number}.txt"),
        id=f"notice-{number}",
        title=title,
        text=text,
        published=Published(value=day.isoformat(), text=day.isoformat(), found_in="meta"),
        publisher=Publisher(name="Wexmouth Harbour", found_in="footer"),
        paragraphs=paragraphs(text, [Kind.TITLE, Kind.BODY]),
    )


def many(records: list[Record], number: int) -> Iterator[Record]:
    """As many records as asked for: those given again and again, each with its own id, title and day."""
    for count in range(number):
        record = records[count % len(records)]
        day = (date(2020, 1, 1) + timedelta(days=count)).isoformat()
        published = Published(value=day, text=day, found_in="meta")
        title = f"{record.title} ({count})"
        yield record.model_copy(update={"id": f"{record.id}-{count}", "title": title, "published": published})
