"""A summary of many records: its counts, and how the terminal and the page show them."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fakes import bare_record
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from extractor.record import (
    DateMention,
    Organisation,
    Person,
    Problem,
    Published,
    Publisher,
    Quote,
    QuoteKind,
    Record,
    Register,
    Removed,
    Role,
    SourceInfo,
    Speaker,
    SpeakerRole,
    SpeakerType,
)
from extractor.summary.chart import chart, fitted
from extractor.summary.counts import Summary
from extractor.summary.names import folded
from extractor.summary.pictures import pictures, style
from extractor.summary.sentences import share
from extractor.summary.terminal import show_summary
from extractor.summary.timeline import Timeline

_STEEP = Register(scheme="gss", id="E07009999")
_AT_START = {"text": "x", "start": 0, "end": 1}
_numbers = count()


def release(
    day: str | None = None, publisher: str | None = None, register: Register | None = None, **fields: Any
) -> Record:
    number = next(_numbers)
    source = SourceInfo(uri=f"{number}.txt", media_type="text/plain", sha256="0", bytes=1)
    published = Published(value=day, text=day, found_in="meta") if day else None
    issuer = Publisher(name=publisher, found_in="meta", register=register) if publisher else None
    told = {"text": "x", "published": published, "publisher": issuer, **fields}
    return bare_record(source, id=str(number), title=None, **told)


def quote(words: str = "We did it", name: str | None = None, *roles: tuple[str, str | None], **fields: Any) -> Quote:
    """A quote of a named person, or of nobody."""
    held = [SpeakerRole(title=title, organisation=organisation) for title, organisation in roles]
    speaker = Speaker(type=SpeakerType.PERSON, id="person1", name=name, roles=held) if name else None
    told = {"kind": QuoteKind.DIRECT, "speaker": speaker, **fields}
    return Quote(id="quote1", unmarked=False, text=words, parts=[], attribution=None, **told)


def person(name: str, *titles: str) -> Person:
    roles = [Role(title=title, organisation=None, explicit=True, **_AT_START) for title in titles]
    return Person(id="person1", name=name, honorific=None, post_nominals=[], mentions=[], roles=roles)


def body(name: str, register: Register | None = None) -> Organisation:
    return Organisation(id="org1", name=name, aliases=[], type="council", register=register, mentions=[])


def dated(grain: str, value: str | None) -> DateMention:
    told = {"relative": False, "rule": "r", "anchor": None, "modifier": None, "alternative": None}
    return DateMention(value=value, grain=grain, **told, **_AT_START)


def counted(*records: Record, top: int = 10) -> dict[str, Any]:
    return Summary.of(records, top).to_json()


def months(*days: str) -> dict[str, int]:
    return {bar["value"]: bar["releases"] for bar in counted(*map(release, days))["timeline"]["bars"]}


def shown(summary: Summary, width: int = 80, *, encoding: str = "utf-8", colour: bool = False) -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding)
    system = "standard" if colour else None
    show_summary(summary, Console(file=out, width=width, force_terminal=colour, color_system=system))
    out.flush()
    return out.buffer.getvalue().decode(encoding)


class Elements(HTMLParser):
    """The elements of a fragment with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(str(html))
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def some() -> list[Record]:
    """Three releases with a bit of everything."""
    leader, bare = ("Leader", "Steep Borough Council"), ("leader", None)
    return [
        release(
            "2024-01-31",
            "Steep Borough Council",
            _STEEP,
            text="x" * 30,
            removed=[Removed(text="y" * 10, reason="footer")],
            quotes=[quote("We've waited – ten years!", "Ada Wren", leader), quote("“Well-kept”", kind="partial")],
            people=[person("Ada Wren", "Leader"), person("Bo Lark", "Head of Parks")],
            organisations=[body("Steep Borough Council", _STEEP), body("Friends of Steep")],
            dates=[dated("day", "2024-01-31"), dated("year", "2025"), dated("day", None)],
            problems=[Problem(stage="dates", code="odd", message="a"), Problem(stage="dates", code="odd", message="b")],
        ),
        release(
            "2024-03-02",
            "Steep BC",
            _STEEP,
            quotes=[quote("It is good", "Ada WREN", leader, bare)],
            people=[person("Ada Wren", "leader")],
            organisations=[body("Steep BC", _STEEP), body("The friends of Steep"), body("friends of steep")],
        ),
        release(
            None,
            "Marl Trust",
            language=None,
            quotes=[quote("Yes", "Ada Wren"), quote("No", "Cy Finch", ("Chair", None))],
            people=[person("Cy Finch", "Chair")],
            problems=[Problem(stage="read", code="mojibake", message="c")],
            duplicate_of="0",
        ),
    ]


def test_everything_is_counted() -> None:
    told = counted(*some())
    steep = {"scheme": "gss", "id": "E07009999"}
    assert told == {
        "releases": {
            "total": 3,
            "with_day": 2,
            "without_day": 1,
            "first_day": "2024-01-31",
            "last_day": "2024-03-02",
            "without_publisher": 0,
            "duplicates": 1,
        },
        "timeline": {
            "grain": "month",
            "bars": [
                {"value": "2024-01", "releases": 1},
                {"value": "2024-02", "releases": 0},
                {"value": "2024-03", "releases": 1},
            ],
        },
        "publishers": {
            "distinct": 2,
            "top": [
                {"name": "Steep BC", "register": steep, "releases": 2},
                {"name": "Marl Trust", "register": None, "releases": 1},
            ],
        },
        "quotes": {
            "total": 5,
            "with_speaker": 4,
            "without_speaker": 1,
            "words": 10,
            "kinds": [
                {"kind": "direct", "quotes": 4, "words": 9},
                {"kind": "partial", "quotes": 1, "words": 1},
                {"kind": "indirect", "quotes": 0, "words": 0},
            ],
            "speaker_types": {"person": 4, "organisation": 0, "group": 0, "document": 0, "unknown": 0},
        },
        "speakers": {
            "distinct": 2,
            "top": [
                {
                    "name": "Ada Wren",
                    "role": {"title": "Leader", "organisation": "Steep Borough Council"},
                    "quotes": 3,
                    "releases": 3,
                    "publishers": 2,
                },
                {
                    "name": "Cy Finch",
                    "role": {"title": "Chair", "organisation": None},
                    "quotes": 1,
                    "releases": 1,
                    "publishers": 1,
                },
            ],
        },
        "organisations": {
            "distinct": 2,
            "top": [
                {"name": "Friends of Steep", "register": None, "releases": 2},
                {"name": "Steep BC", "register": steep, "releases": 2},
            ],
        },
        "roles": {
            "distinct": 3,
            "top": [
                {"title": "Leader", "releases": 2, "quotes": 2},
                {"title": "Chair", "releases": 1, "quotes": 1},
                {"title": "Head of Parks", "releases": 1, "quotes": 0},
            ],
        },
        "dates": {"total": 3, "without_value": 1, "grains": {"day": 2, "year": 1}},
        "problems": {
            "total": 3,
            "releases": 2,
            "codes": [
                {"stage": "dates", "code": "odd", "problems": 2, "releases": 1},
                {"stage": "read", "code": "mojibake", "problems": 1, "releases": 1},
            ],
        },
        "languages": {"en": 2, "und": 1},
        "characters": {"text": 32, "removed": 10, "removed_share": 0.2381},
    }


def test_no_records() -> None:
    told = counted()
    assert told["releases"]["total"] == told["quotes"]["words"] == told["speakers"]["distinct"] == 0
    assert told["releases"]["first_day"] is told["characters"]["removed_share"] is None
    assert told["timeline"] == {"grain": "month", "bars": []}
    assert shown(Summary.of([])).split() == ["Releases", "0"]
    assert "Releases" in Elements(pictures(Summary.of([]))).words


def test_the_json_comes_back_as_it_was() -> None:
    told = counted(*some())
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(
    ("first", "last", "grain", "bars"),
    [
        ("2024-05-01", "2024-05-31", "month", 1),
        ("2023-11-30", "2024-02-01", "month", 4),
        ("2020-01-01", "2023-12-31", "month", 48),
        ("2020-01-01", "2024-01-01", "year", 5),
        ("1977-01-01", "2024-01-01", "year", 48),
        ("1976-12-31", "2024-01-01", "decade", 6),
        ("1066-10-14", "2024-01-01", "century", 11),
        ("0001-01-01", "9999-12-31", "century", 100),
    ],
)
def test_the_timeline_has_every_bar_and_not_too_many(first: str, last: str, grain: str, bars: int) -> None:
    timeline = Summary.of([release(last), release(first)]).timeline
    assert (timeline.grain, len(timeline.bars)) == (grain, bars)
    assert sum(bar.releases for bar in timeline.bars) == 2
    assert timeline.bars[0].releases == timeline.bars[-1].releases == (2 if bars == 1 else 1)
    assert [bar.value for bar in timeline.bars] == sorted(bar.value for bar in timeline.bars)


def test_longer_bars_have_values_in_edtf() -> None:
    assert list(months("1940-01-01", "2024-01-01")) == [f"{decade}X" for decade in range(194, 203)]
    assert list(months("1700-01-01", "2024-01-01"))[-1] == "202X"
    assert list(months("1400-01-01", "2024-01-01")) == [f"{century}XX" for century in range(14, 21)]


@pytest.mark.parametrize("value", ["2024-02-30", "2024-05", "soon", "202X", "٢٠٢٤-٠٥-٠١"])
def test_what_is_no_day_counts_as_none(value: str) -> None:
    told = counted(release(value))
    assert (told["releases"]["with_day"], told["releases"]["without_day"], told["timeline"]["bars"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seán O’Dwyer", "Sean O'Dwyer"),
        ("ANNE-MARIE  LOWE", "Anne Marie Lowe"),
        ("Wren & Sons", "Wren and Sons"),
        ("The Marl Trust", "Marl Trust"),
        ("Straße", "STRASSE"),
    ],
)
def test_one_name_written_in_two_ways(one: str, other: str) -> None:
    told = counted(release(organisations=[body(one)]), release(organisations=[body(other)]))
    assert [(row["name"], row["releases"]) for row in told["organisations"]["top"]] == [(min(one, other), 2)]


@pytest.mark.parametrize("name", ["…", "李明", "Ада Рен", "🙂", "The"])
def test_no_name_is_folded_to_nothing(name: str) -> None:
    assert folded(name)
    assert folded(name) != folded("!")


def test_the_usual_spelling_is_shown_of_equals_the_first() -> None:
    names = ["ADA WREN", "Ada Wren", "Ada Wren", "Áda Wren"]
    assert counted(*(release(quotes=[quote("x", name)]) for name in names))["speakers"]["top"][0]["name"] == "Ada Wren"
    tie = counted(release(quotes=[quote("x", "Bo"), quote("x", "BO")]))
    assert tie["speakers"]["top"][0]["name"] == "BO"


def test_the_usual_role_is_the_one_of_most_releases() -> None:
    chair, leader = ("Chair", None), ("leader", "Steep Council")
    once = release(quotes=[quote("x", "Bo Lark", chair)] * 5)
    again = ("Leader", "Steep council")
    twice = [release(quotes=[quote("x", "Bo Lark", role)]) for role in (leader, again)]
    assert counted(once, *twice)["speakers"]["top"][0]["role"] == {"title": "Leader", "organisation": "Steep council"}


def test_of_equal_roles_one_with_an_organisation_is_shown() -> None:
    both = release(quotes=[quote("x", "Bo Lark", ("Chair", None), ("Trustee", "Marl Trust"))])
    assert counted(both)["speakers"]["top"][0]["role"] == {"title": "Trustee", "organisation": "Marl Trust"}


def test_only_named_people_are_speakers() -> None:
    nobody = Speaker(type=SpeakerType.PERSON, id=None, name="teacher", roles=[])
    trust = Speaker(type=SpeakerType.ORGANISATION, id="org1", name="Marl Trust", roles=[])
    told = counted(release(quotes=[quote(speaker=nobody), quote(speaker=trust)]))
    assert told["speakers"] == {"distinct": 0, "top": []}
    assert (told["quotes"]["speaker_types"]["person"], told["quotes"]["speaker_types"]["organisation"]) == (1, 1)


def test_a_register_joins_names_and_parts_namesakes() -> None:
    other = Register(scheme="gss", id="E07008888")
    bodies = [body("Steep Council", _STEEP), body("Steep Borough Council", _STEEP), body("Steep Council", other)]
    told = counted(release(organisations=bodies))
    assert [(row["register"]["id"], row["releases"]) for row in told["organisations"]["top"]] == [
        ("E07009999", 1),
        ("E07008888", 1),
    ]


def test_only_the_first_are_kept_and_all_are_counted() -> None:
    records = [release(publisher=name) for name in ("Dee", "Cam", "Bel", "Bel", "Arn")]
    publishers = counted(*records, top=2)["publishers"]
    assert (publishers["distinct"], [row["name"] for row in publishers["top"]]) == (4, ["Bel", "Arn"])
    assert counted(*records, top=0)["publishers"] == {"distinct": 4, "top": []}


def test_records_are_taken_one_by_one() -> None:
    alive: Counter[str] = Counter()

    class Watched(Record):
        def __del__(self) -> None:
            alive["now"] -= 1

    def records() -> Iterator[Record]:
        for _ in range(50):
            one = Watched(**release("2024-05-01", "Steep Council").__dict__)
            alive["now"] += 1
            alive["most"] = max(alive["most"], alive["now"])
            yield one

    assert Summary.of(records()).releases.total == 50
    assert alive["most"] <= 3


_ANY_DAYS, _NEAR_DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(2019, 1, 1), date(2024, 12, 31))
_DAYS = st.none() | _NEAR_DAYS.map(str) | _ANY_DAYS.map(str)
_NAMES = st.sampled_from(["Ada Wren", "ADA WREN", "Áda Wren", "Bo Lark", "Cy", "The Cy", "…"])
_ROLES = st.tuples(st.sampled_from(["Chair", "chair", "Leader"]), st.sampled_from([None, "Marl Trust", "marl trust"]))
_QUOTES = st.builds(lambda name, roles: quote("x y", name, *roles), _NAMES, st.lists(_ROLES, max_size=2))
_BODIES = st.builds(body, _NAMES, st.sampled_from([None, _STEEP]))
_PEOPLE = st.builds(lambda name, role: person(name, role[0]), _NAMES, _ROLES)
_RECORDS = st.lists(
    st.builds(
        release,
        _DAYS,
        st.one_of(st.none(), _NAMES),
        st.sampled_from([None, _STEEP]),
        quotes=st.lists(_QUOTES, max_size=3),
        organisations=st.lists(_BODIES, max_size=3),
        people=st.lists(_PEOPLE, max_size=2),
    ),
    max_size=8,
)


@given(_RECORDS, st.randoms(use_true_random=False), st.integers(1, 4))
@settings(deadline=None)
def test_sums_hold_and_the_order_of_records_does_not_matter(records: list[Record], random: Any, top: int) -> None:
    told = counted(*records, top=top)
    assert sum(bar["releases"] for bar in told["timeline"]["bars"]) == told["releases"]["with_day"]
    assert sum(told["quotes"]["speaker_types"].values()) == told["quotes"]["with_speaker"]
    assert sum(kind["quotes"] for kind in told["quotes"]["kinds"]) == told["quotes"]["total"]
    everybody = counted(*records, top=100)["speakers"]["top"]
    assert sum(one["quotes"] for one in everybody) == told["quotes"]["total"]
    assert everybody[:top] == told["speakers"]["top"]
    random.shuffle(records)
    assert json.dumps(counted(*records, top=top)) == json.dumps(told)


_MONTHS = _ANY_DAYS.map(lambda day: f"{day}"[:7])


@given(st.dictionaries(_MONTHS, st.integers(1, 99_999), min_size=1), st.integers(20, 100))
@settings(deadline=None)
def test_a_chart_fits_its_width(counts: dict[str, int], width: int) -> None:
    timeline = fitted(Timeline.of(counts), width)
    bars, below = chart(timeline, width, " ▄█", "─")
    assert max(map(len, [*bars, *below])) <= width
    assert len(bars) in (5, 6)
    foot = bars[-1].ljust(width)
    assert sum(sign in "▄█" for sign in foot) >= sum(bar.releases > 0 for bar in timeline.bars)


def test_a_chart_line_by_line() -> None:
    timeline = Timeline.of({"2023-12": 4, "2024-01": 20, "2024-04": 1})
    bars, below = chart(timeline, 30, " ▄█", "─")
    assert bars == [
        "      20",
        "     ████",
        "     ████",
        "     ████",
        " 4   ████            1",
        "████ ████           ▄▄▄▄",
    ]
    assert below == ["────────────────────────", "Dec  2024 Feb  Mar  Apr"]


def test_a_chart_without_room_for_counts() -> None:
    timeline = Timeline.of({"2023-12": 4, "2024-01": 2000, "2024-04": 1})
    bars, below = chart(timeline, 20, " #", "-")
    assert bars == ["2,000   #", "        #", "        #", "        #", "      # #     #"]
    assert below == ["      ---------", "        2024  Apr"]


def test_the_terminal_shows_what_matters_on_eighty_columns() -> None:
    text = shown(Summary.of(some()))
    flat = " ".join(text.split())
    for words in [
        "3, issued from 2024-01-31 to 2024-03-02, 1 without a day of issue, 1 repeats an earlier one",
        "5: 4 direct, 1 partial; 10 words in all",
        "told for 4 of 5 quotes (80%): person 4",
        "Releases a month, 2024-01 to 2024-03",
        "Ada Wren Leader, Steep Borough Council 3 3",
        "odd dates 2 1",
        "24% of what was read was noise",
    ]:
        assert words in flat
    assert "█" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_console_without_blocks_gets_number_signs(encoding: str) -> None:
    text = shown(Summary.of([release("2024-05-01", "Łódź 🙂 Council"), release("2024-07-01")]), encoding=encoding)
    assert "#" in text
    assert "----" in text
    assert "? Council" in text


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    days = [f"{year}-{month:02}-01" for year in (2021, 2022, 2023, 2024) for month in range(1, 13)]
    text = shown(Summary.of([*some(), *map(release, days)]), width)
    assert max(map(len, text.splitlines())) <= width
    assert "█" in text


_HOSTILE = "Bad\x1b[2J\x07\x9b31m\u202e[red]</th><script>alert(1)</script>\n\u2028<b onclick='x'>&amp;\x00"


def hostile() -> Summary:
    name = _HOSTILE + "x" * 500
    return Summary.of(
        [
            release(
                "2024-05-01",
                name,
                language=name,
                quotes=[quote("x", name, (name, name))],
                people=[person(name, name)],
                organisations=[body(name)],
                dates=[dated(name, None)],
                problems=[Problem(stage=name, code=name, message=name)],
            )
        ]
    )


def test_hostile_names_do_not_steer_the_terminal() -> None:
    text = shown(hostile())
    assert not set(text) & {"\x1b", "\x07", "\x9b", "\x00", "\u202e", "\u2028"}
    assert "Bad\ufffd[2J\ufffd\ufffd31m\ufffd[red]" in text
    assert len(text) < 10_000
    assert not re.search("\x1b\\[2J", shown(hostile(), colour=True))


def test_hostile_names_are_only_text_on_the_page() -> None:
    html = pictures(hostile())
    found = Elements(html)
    assert not {tag for tag, _ in found.elements} & {"script", "b", "style", "img"}
    assert "<script>alert(1)</script>" in found.words
    assert "Bad\ufffd[2J\ufffd\ufffd31m\ufffd[red]" in found.words
    assert not set(html) & {"\x1b", "\x07", "\x9b", "\x00", "\u202e", "\u2028"}
    assert "&amp;amp;" in html
    assert "x" * 100 not in html


def test_the_page_needs_neither_script_nor_inline_style() -> None:
    found = Elements(pictures(Summary.of(some())))
    names = {name for _, attributes in found.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on") or name in ("href", "src")}
    classes = {name for _, attributes in found.elements for name in (attributes.get("class") or "").split()}
    assert all(name == "summary" or name.startswith("summary-") for name in classes)
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    pointers = ("aria-labelledby", "aria-describedby")
    told = {attributes.get(name) for _, attributes in found.elements for name in pointers}
    assert len(ids) == len(set(ids))
    assert told - {None} <= set(ids)


def test_every_class_of_the_style_is_the_summarys() -> None:
    classes = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", style(), flags=re.S)))
    assert "summary-bar" in classes
    assert all(name == "summary" or name.startswith("summary-") for name in classes)
    assert "url(" not in style()


def test_a_picture_has_a_name_and_a_table_beside_it() -> None:
    found = Elements(pictures(Summary.of(some())))
    picture = next(attributes for tag, attributes in found.elements if tag == "svg")
    assert picture["role"] == "img"
    assert picture["aria-labelledby"] == "summary-timeline-heading"
    assert "Most in 2024-01: 1 release. In 1 of 3 there are none." in found.words
    assert [words for words in ("2024-01: 1 release", "2024-02: 0 releases") if words in found.words] == [
        "2024-01: 1 release",
        "2024-02: 0 releases",
    ]
    others = [attributes for tag, attributes in found.elements if tag == "svg"][1:]
    assert others
    assert all(attributes["aria-hidden"] == "true" for attributes in others)


def test_no_figure_is_told_by_colour_or_length_alone() -> None:
    """Each bar of the page has its figure as text, and all bars have one colour."""
    summary = Summary.of([release("2024-05-01", "Steep Council")] * 3 + [release("2024-06-01", "Marl Trust")] * 7)
    rows = re.findall(r"<tr><th scope=\"row\">([\d-]+)</th><td[^>]*>(\d+)</td></tr>", pictures(summary))
    assert rows == [("2024-05", "3"), ("2024-06", "7")]
    assert re.findall(r"^\.summary-bar \{\s*fill: ([^;]+);", style(), re.M) == ["var(--summary-accent)"]
    assert " 7" in shown(summary)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(0, 0, "0%"), (0, 9, "0%"), (1, 999, "under 1%"), (1, 3, "33%"), (999, 1000, "over 99%"), (9, 9, "100%")],
)
def test_a_share_is_never_rounded_to_none_or_all(part: int, whole: int, told: str) -> None:
    assert share(part, whole) == told


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _keys(one)


def test_every_key_is_documented() -> None:
    document = (Path(__file__).parent.parent / "docs" / "summary.md").read_text("utf-8")
    told = counted(*some())
    for counts in (told["dates"].pop("grains"), told.pop("languages"), told["quotes"].pop("speaker_types")):
        assert counts  # keys that are values of the record
    for key in sorted({*_keys(told), "grains", "languages", "speaker_types"}):
        assert f"`{key}`" in document, key
