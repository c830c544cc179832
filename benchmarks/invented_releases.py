"""Releases by program, as many as wanted, which differ in their names and words as real ones do."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from invented_words import invented_name, invented_person, words
from site_pages import Story

from extractor.kinds import Kind

SEED = 8
YEARS = range(1998, 2024)
MONTHS = "January February March April May June July August September October November December"
# Every release is as long as every other, so that what a release costs does not hang on how many there are.
SENTENCES, STATEMENTS = 6, 2


def invented_release(number: int) -> Story:
    """The release of a number, always the same: headline, dateline, body with two statements, notes and a contact."""
    chance = Random(f"{SEED}-{number}")
    council = chance.choice(words("councils")).format(name=invented_name(chance))
    place = invented_name(chance)
    project = chance.choice(words("projects")).format(number=chance.randrange(12, 90))
    about = {"council": council, "place": place, "project": project, "street": f"{invented_name(chance)} Street"}
    title = f"{place} to get {project}"
    day = f"{chance.randrange(1, 29)} {chance.choice(MONTHS.split())} 2023"
    body = [_filled(sentence, about, chance) for sentence in _sentences(number, chance)]
    paragraphs = [(Kind.TITLE, title), (Kind.DATELINE, day), *((Kind.BODY, text) for text in body), *_foot(chance)]
    return Story(title, "2023-06-01", council, tuple(paragraphs))


def _sentences(number: int, chance: Random) -> Iterator[str]:
    """All patterns come up equally often over any run of numbers, else a few releases would cost other than many."""
    openings, sentences, statements = words("openings"), words("sentences"), words("statements")
    yield openings[number % len(openings)]
    chosen = [sentences[(number + step) % len(sentences)] for step in range(SENTENCES)]
    chosen += [statements[(number + step) % len(statements)] for step in range(STATEMENTS)]
    chance.shuffle(chosen)
    yield from chosen


def _filled(sentence: str, about: dict[str, str], chance: Random) -> str:
    """The sentence with the release's own names, and new ones where it names something else."""
    return sentence.format(
        **about,
        trust=chance.choice(words("trusts")).format(name=invented_name(chance)),
        person=invented_person(chance),
        role=chance.choice(words("roles")),
        other=invented_name(chance),
        surname=invented_name(chance),
        reference=_reference(chance),
        money=f"{chance.uniform(0.2, 30):.1f}",
        number=chance.randrange(2, 900),
        year=chance.choice(YEARS),
        day=f"{chance.randrange(1, 29)} {chance.choice(MONTHS.split())}",
    )


def _foot(chance: Random) -> Iterator[tuple[Kind, str]]:
    """Notes, and whom to ask."""
    yield Kind.NOTES, "ENDS"
    yield Kind.HEADING, "Notes to editors"
    yield Kind.NOTES, f"The application is {_reference(chance)} on the council's website."
    person, host = invented_person(chance), f"{invented_name(chance).lower()}.gov.uk"
    phone = f"01632 {chance.randrange(960000, 961000)}"
    yield Kind.CONTACT, f"Press office: {person}, {phone}, {person.split()[0].lower()}@{host}"


def _reference(chance: Random) -> str:
    """A word that stands nowhere else."""
    return f"{chance.randrange(10, 24)}/{chance.randrange(10**5):05}/{''.join(chance.choices('ABCDEFHLOPRSTU', k=3))}"
