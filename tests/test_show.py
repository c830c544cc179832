"""A record on the terminal."""

import io

from fakes import make
from mentions import mention_in
from rich.console import Console

from extractor.record import (
    Attribution,
    DateMention,
    Kind,
    Mention,
    Organisation,
    OrganisationReference,
    Paragraph,
    Person,
    Problem,
    Published,
    Publisher,
    Quote,
    QuoteKind,
    Record,
    Role,
    Speaker,
    SpeakerRole,
    SpeakerType,
)
from extractor.release import Source
from extractor.settings import Settings
from extractor.show import show

TITLE = "Marlbrook opens its [new] library"
BODY = (
    "Councillor Ffion Hartley, Cabinet Member for Culture at Marlbrook Borough Council, said on 4 May 2024: “We have "
    "waited ten years for this day, and it was worth every one of them.”"
)
NOTES = "Marlbrook Borough Council (MBC) runs nine libraries."
TEXT = f"{TITLE}\n\n{BODY}\n\n{NOTES}"


def mention(words: str) -> Mention:
    return mention_in(TEXT, words)


def paragraph(words: str, kind: Kind) -> Paragraph:
    return Paragraph(start=TEXT.index(words), end=TEXT.index(words) + len(words), kind=kind)


def record() -> Record:
    council = OrganisationReference(id="o1", name="Marlbrook Borough Council")
    title = "Cabinet Member for Culture"
    role = Role(title=title, organisation=council, explicit=True, **mention(title).model_dump())
    day = mention("4 May 2024").model_dump()
    words = mention("We have waited ten years for this day, and it was worth every one of them.")
    speaker_role = SpeakerRole(title=title, organisation=council.name)
    speaker = Speaker(type=SpeakerType.PERSON, id="p1", name="Ffion Hartley", roles=[speaker_role])
    return make(Source("library.txt", TEXT.encode()), Settings()).model_copy(
        update={
            "title": TITLE,
            "published": Published(value="2024-05-04", text="4 May 2024", found_in="visible"),
            "publisher": Publisher(name=council.name, found_in="visible"),
            "paragraphs": [
                paragraph(TITLE, Kind.TITLE),
                paragraph(BODY, Kind.BODY),
                paragraph(NOTES, Kind.NOTES),
            ],
            "dates": [
                DateMention(
                    **day,
                    value="2024-05-04",
                    grain="day",
                    relative=False,
                    rule="day",
                    anchor=None,
                    modifier=None,
                    alternative=None,
                )
            ],
            "organisations": [
                Organisation(id="o1", name=council.name, aliases=["MBC"], type="council", mentions=[mention("MBC")])
            ],
            "people": [
                Person(
                    id="p1",
                    name="Ffion Hartley",
                    honorific="Councillor",
                    post_nominals=["OBE"],
                    mentions=[mention("Ffion Hartley")],
                    roles=[role],
                )
            ],
            "quotes": [
                Quote(
                    id="q1",
                    kind=QuoteKind.DIRECT,
                    unmarked=False,
                    text=words.text,
                    parts=[words],
                    speaker=speaker,
                    attribution=Attribution(
                        **mention("Ffion Hartley").model_dump(),
                        cue="said",
                        mention=mention("Ffion Hartley"),
                        rule="cue-before",
                    ),
                ),
                Quote(
                    id="q2",
                    kind=QuoteKind.PARTIAL,
                    unmarked=True,
                    text="nine libraries",
                    parts=[mention("nine libraries")],
                    speaker=None,
                    attribution=None,
                ),
            ],
            "problems": [Problem(stage="decode", code="encoding", message="declared utf-8, read as cp1252")],
        }
    )


def shown(what: Record, *, colour: bool = False) -> str:
    out = io.StringIO()
    show(what, Console(file=out, width=80, force_terminal=colour, color_system="standard" if colour else None))
    return out.getvalue()


def test_all_that_matters_is_shown() -> None:
    text = shown(record())
    flat = " ".join(text.split())
    for words in [
        TITLE,
        "2024-05-04 · Marlbrook Borough Council · library.txt",
        BODY,
        NOTES,
        "Councillor Ffion Hartley OBE",
    ]:
        assert words in flat
    for words in ["direct", "partial, unmarked", "nobody could", "MBC", "encoding", "Told by", "cue-before"]:
        assert words in flat
    assert "worth …" in flat
    assert text.count(TITLE) == 1


def test_it_fits_eighty_columns_without_colour() -> None:
    text = shown(record())
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text


def test_facts_are_coloured_on_a_terminal() -> None:
    text = shown(record(), colour=True)
    assert "\x1b[35m4 May 2024" in text
    assert "\x1b[1;36mFfion Hartley" in text
    assert "\x1b[32mWe have waited" in text


def test_control_characters_do_not_reach_the_terminal() -> None:
    text = "Bad\x1b[2J\ttitle\x9b"
    body = make(Source("a\x1b.txt", text.encode()), Settings())
    body = body.model_copy(update={"paragraphs": [Paragraph(start=0, end=len(text), kind=Kind.BODY)]})
    assert not {"\x1b", "\x9b"} & set(shown(body))


def test_a_record_without_facts() -> None:
    lines = shown(make(Source("a.txt", b"Fares rise"), Settings())).splitlines()
    assert [line.strip() for line in lines] == ["Fares rise", "no day of issue · no publisher · a.txt"]
