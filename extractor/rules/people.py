"""Named people: full name once, surnames, first names and honorific forms as mentions of the same person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.language import Entity
from extractor.release import Release
from extractor.rules.lexicon import alternation, first_names, gender_of, is_first_name, words
from extractor.rules.organisations import Body

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĽŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
# An apostrophe belongs to the name in O'Brien, not in Owen's.
_NAME = rf"(?:(?:[{_UPPER}]\.){{1,3}}(?=[ ])|[{_UPPER}](?:\w|[-‑](?=\w)|[’'](?=\w\w))*)"
_PARTICLE = r"(?:bint|de|van|von|der|den|du|la|le|di|da|del|bin|ibn|al|ap|ab|ferch|ter|dos|y)"
_NICKNAME = rf"(?:[“\"‘'(][{_UPPER}][\w .-]{{1,20}}[”\"’')])"
_NEXT = rf"(?:[ ]{_NICKNAME})?(?:[ ]{_PARTICLE}){{0,2}}[ ]{_NAME}"
_HONORIFIC = alternation([*words("honorifics", "courtesy"), "CLLR", "COUNCILLOR", "MR", "MRS", "MS", "DR"])
_WITH_HONORIFIC = re.compile(
    rf"(?<![\w’'-])(?P<honorific>{_HONORIFIC}(?:[ ]{_HONORIFIC}(?![\w’'.]))*)[ ](?P<name>(?:{_PARTICLE}[ ]){{0,2}}{_NAME}(?:{_NEXT}){{0,4}})"
)
_CAPITALISED = re.compile(rf"(?<![\w’'.-]){_NAME}(?:{_NEXT}){{1,3}}")
POST_NOMINALS = re.compile(r"(?:,?[ ]" + alternation(words("honorifics", "post_nominals")) + r"(?![\w’'-]|[ ]for[ ]))+")
_LEADING_HONORIFICS = re.compile(rf"(?:{_HONORIFIC}[ ])+")
_POSTS = (
    "(?:"
    + "|".join(
        "leader|chair|chairman|chairwoman|director|manager|officer|executive|head|headteacher|teacher|principal|nurse|consultant|"
        "founder|owner|secretary|president|commissioner|commander|coordinator|co-ordinator|curator|engineer|councillor|portfolio|"
        "cabinet|lead|member|Leader|Chair|Chairman|Chairwoman|Director|Manager|Officer|Executive|Head|Headteacher|Principal|"
        "Chief|Founder|Owner|President|Cabinet|Portfolio|Lead|Deputy|Managing|Senior|Professor|Associate|Assistant".split(
            "|"
        )
    )
    + ")"
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """One mention of a person; `start` takes in the honorific, `name` is what remains without it."""

    start: int
    end: int
    name: str
    honorific: str | None
    post_nominals: tuple[str, ...]


@dataclass(slots=True)
class Individual:
    """A person as the mentions are merged. `name` is the fullest form in the text."""

    name: str
    honorific: str | None = None
    post_nominals: list[str] = field(default_factory=list)
    mentions: list[NameMention] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]

    @property
    def gender(self) -> str | None:
        """f or m by honorific, else by first name; None where it can't be told."""
        titles = {word for mention in self.mentions for word in (mention.honorific or "").split()}
        if titles & words("honorifics", "female"):
            return "f"
        if titles & words("honorifics", "male"):
            return "m"
        return gender_of(self.name.split()[0])


def find_people(release: Release, entities: Sequence[Entity], bodies: Sequence[Body]) -> list[Individual]:
    """The named people of a release, in order of their first mention."""
    taken = sorted((mention.start, mention.end) for body in bodies for mention in body.mentions)
    labelled = [(entity.start, entity.end) for entity in entities if entity.label == "PERSON"]
    mentions = _without_overlaps(
        release.text,
        [
            *_by_honorific(release.text, labelled),
            *_by_recogniser(release.text, labelled),
            *_by_first_name(release.text),
            *_by_context(release.text),
            *_by_kin(release.text),
        ],
        taken,
    )
    people = _merge(mentions)
    _add_short_forms(release.text, people, taken)
    return sorted(people, key=lambda person: person.mentions[0].start)


# Honorifics that are ordinary words as well: a name behind them needs another sign that it is one.
_SURE = frozenset(
    "Reverend CLLR COUNCILLOR MR MRS MS DR Lt Col Lieutenant Captain Colonel Sergeant Constable Cllr Cllr. Councillor Coun. Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Dr Dr. Prof Prof. Professor Sir Dame Rev Rev. Revd PC DC DS "
    "DI DCI DCS PCSO Sgt Insp Supt Superintendent Inspector Sergeant Alderman Baroness Detective Hon Senator".split()
)


# Titles that are nouns as well: two names behind them are a person's ("Provost Isla Byrne", not "Lord Street").
_SURE_BEFORE_TWO = frozenset(
    "Lady Lord Provost Sheriff Bishop Archbishop Archdeacon Canon Captain Capt Major Commander Governor Judge Mayor Matron "
    "Firefighter President Father Representative Justice Imam Rabbi".split()
)


def _by_honorific(text: str, labelled: Sequence[tuple[int, int]]) -> Iterator[NameMention]:
    for match in _WITH_HONORIFIC.finditer(text):
        name = _plausible(match["name"])
        if not name:
            continue
        first = match.start("name")
        titles = match["honorific"].split()
        sure = any(word in _SURE or (word in _SURE_BEFORE_TWO and " " in name) for word in titles)
        if sure or _overlaps(first, first + len(name), labelled) or name.split()[0] in first_names():
            yield _mention(text, match.start(), first, name, match["honorific"])


def _by_recogniser(text: str, labelled: Sequence[tuple[int, int]]) -> Iterator[NameMention]:
    found = list(_labelled_names(text, labelled))
    # A name that no list of first names knows is a place or firm if it is one anywhere in the text.
    others = {m.name for m in found if not is_first_name(m.name.split()[0]) and _is_elsewhere(text, m.name)}
    yield from (mention for mention in found if mention.name not in others)


def _is_elsewhere(text: str, name: str) -> bool:
    return any(
        _PLACE_BEFORE.search(text, max(0, match.start() - 20), match.start()) or _FIRM_BEHIND.match(text, match.end())
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    )


_FIRM_BEHIND = re.compile(r"[ ](?:Ltd|Limited|plc|PLC|LLP|LLC|Inc|A/S|AB|AG|GmbH|Group|Homes)\b")


def _labelled_names(text: str, labelled: Sequence[tuple[int, int]]) -> Iterator[NameMention]:
    for start, end in labelled:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        found = _CAPITALISED.search(text, start, _end_of_word(text, end))
        if found is None or found.start() > start + 20 or "\n" in text[start : found.start()]:
            continue
        first = found.start()
        if lead := _LEADING_HONORIFICS.match(found.group()):
            first += lead.end()
        first = _from_first_name(text, first, found.end())
        name = _plausible(text[first : found.end()])
        if not name or " " not in name or name.isupper():
            continue
        yield _mention(text, first, first, name, None)


_PLACE_BEFORE = re.compile(
    r"\b(?:at|in|of|for|on|near|from|to|around|through|into|outside|across|between)\s+(?:the\s+)?$"
)


def _by_first_name(text: str) -> Iterator[NameMention]:
    for match in _CAPITALISED.finditer(text):
        parts = match.group().split(" ")
        for number, part in enumerate(parts[:-1]):
            if part in first_names():
                start = match.start() + sum(len(word) + 1 for word in parts[:number])
                name = _plausible(text[start : match.end()])
                if 1 < len(name.split()) < 6:
                    yield _mention(text, start, start, name, None)
                break


def _by_context(text: str) -> Iterator[NameMention]:
    """Names that nothing but their place gives away: beside a cue, or with an age or a post behind them."""
    for match in _CAPITALISED.finditer(text):
        start = _from_first_name(text, match.start(), match.end())
        name = _plausible(text[start : match.end()])
        parts = name.split()
        end = start + len(name)
        if not 1 < len(parts) < 5 or parts[0] in words("organisations", "never_inside", "openers") or name.isupper():
            continue
        if not is_first_name(parts[0]) and _PLACE_BEFORE.search(text, max(0, start - 20), start):
            continue
        if (
            POST_NOMINALS.match(text, end)
            or _PERSON_BEHIND.match(text, end)
            or _CUE_BEFORE.search(text, max(0, start - 40), start)
        ):
            yield _mention(text, start, start, name, None)


_KIN = re.compile(
    r"\b(?:mother|father|mum|dad|son|daughter|brother|sister|wife|husband|partner|widow|grandmother|grandfather|nephew|niece|friend),?[ ]"
    rf"(?P<name>[{_UPPER}]\w+)(?=,|[ ]said|[ ]says)"
)
_CUE_AND_NAME = re.compile(
    rf"[”\"’',][ ](?:said|says|added|adds)[ ](?P<name>[{_UPPER}]\w+)(?=,[ ](?:aged[ ])?(?:\d|six|seven|eight|nine|ten))"
)


def _by_kin(text: str) -> Iterator[NameMention]:
    """People of whom only the first name is told: "his mother, Josephine,", "said Archie, six"."""
    for pattern in (_KIN, _CUE_AND_NAME):
        for match in pattern.finditer(text):
            if is_first_name(match["name"]):
                yield _mention(text, match.start("name"), match.start("name"), match["name"], None)


def _from_first_name(text: str, start: int, end: int) -> int:
    """Where the name itself begins in a run of capitals: "Urban Infrastructure Alan Tudge"."""
    parts = text[start:end].split(" ")
    posts = [number for number, word in enumerate(parts[:-2]) if _is_post(word) and not is_first_name(word)]
    if posts:
        start += sum(len(word) + 1 for word in parts[: posts[-1] + 1])
        parts = parts[posts[-1] + 1 :]
    if is_first_name(parts[0]):
        return start
    for number, part in enumerate(parts[1:-1], 1):
        if part in first_names():
            return start + sum(len(word) + 1 for word in parts[:number])
    return start


_PERSON_BEHIND = re.compile(
    r",?[ ](?:said|says|added|commented|explained|told)\b(?![ ]to\b)|,[ ](?:aged[ ])?\d\d?[,.]|,[ ]whose[ ]|,[ ]who[ ](?:said|is|was|has|lives|works|runs)\b"
    r"|,[ ](?:(?:the|a|an|our|acting|deputy|interim)[ ])?(?:[a-z]+[ ]){0,2}" + _POSTS + r"\b"
)
_CUE_BEFORE = re.compile(r"(?:[”\"’',–-][ ])(?:said|says|added|commented|explained|adds)[ ](?:[a-z]+[ ]){0,3}$")


def _end_of_word(text: str, end: int) -> int:
    while end < len(text) and (text[end].isalnum() or text[end] in "-’'"):
        end += 1
    return end


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _plausible(name: str) -> str:
    """The front of `name` that can be a person's name; empty if nothing is."""
    kept: list[str] = []
    for word in name.split(" "):
        bare = word.strip("“”\"‘’'()")
        if bare.casefold() in words("roles", "heads") and not (bare in _SURNAMES_TOO if kept else is_first_name(bare)):
            break
        if bare in words("honorifics", "post_nominals") or bare in _NO_NAMES:
            break
        if kept and bare in words("organisations", "never", "tails"):
            # "Jonathan Hill", but "Cuthbert Hill Road" and "Ada Lovelace Day"
            if len(kept) > 1 or bare not in _SURNAMES_TOO or kept[0] not in first_names():
                return ""
        kept.append(word)
    return "" if kept and kept[0] in _PLACE_OPENERS else _trimmed(kept)


_PLACE_OPENERS = frozenset(
    "General Young People Mountain River Saint Bronze Iron Stone Royal St St. Storm Outer Upper Lower Great Little New Old North South East West Nant Loch Glen Mount Lake Port Fort Hag".split()
)
# Post titles that are surnames as often: only the first word of a name speaks against it.
_SURNAMES_TOO = frozenset(
    "Head Baker Butcher Carpenter Chef Cook Farmer Gardener Joiner Mayor Marshall Painter Sheriff Warden Ranger Steward "
    "Bishop Major Dean Judge Chancellor Fisher Forester Mason Champion Driver Keeper Host Partner Page Porter Fellow "
    "Player Pilot Provost Elder Deacon Constable Sergeant Marshal Archer Singer Hill Wood Green Field Lane Hall Bay Day "
    "Lake Ward Parish Castle Bridge Marsh Brook Rivers Hunt Close Price Court Fields Street Winter Summer Spring Read".split()
)
_NO_NAMES = frozenset(
    "Council Trust Police NHS Ltd School College University Academy Department Board Group Service Services Association "
    "Society Government Party Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February July September October "
    "November December The And For At In On Of From Councillors Portfolio Lead Cabinet Council's Said Added Our We It This That "
    "Deputy Acting Interim Senior Chief Assistant Executive Local National Royal Saint Healthy Happy New Public Community "
    "Street Mary's Peter's John's Christmas Easter Covid Brexit Britain England Scotland Wales Ireland London Media Press "
    "Contact Email Tel Telephone Notes Editor Editors Housing Health Education Transport Planning Finance Environment "
    "Labour Conservative Conservatives Democrat Liberal Tory Operation Project County City Town Borough District Youth".split()
)


def _trimmed(kept: list[str]) -> str:
    while kept and (not kept[-1][:1].isupper() or kept[-1].strip("“”\"‘’'()") != kept[-1]):
        kept = kept[:-1]
    return " ".join(kept)


# "the William Barnes stop", "the Lamb Cup": a thing named after somebody.
NAMESAKE = re.compile(
    r"[ ](?:stops?|ferry|stands?|wards?|estate|centre|roundabout|bridge|suite|building|pub|cup|trophy|award|medal|shield|lecture|"
    r"fund|scholarship|theatre|stadium|arena|gallery|hospital|school|line|lifeboat|trawler|steam|station|museum|gardens?|way)\b",
    re.IGNORECASE,
)


def _mention(text: str, start: int, first: int, name: str, honorific: str | None) -> NameMention:
    end = first + len(name)
    post = POST_NOMINALS.match(text, end)
    letters = tuple(re.findall(r"[\w.]+", post.group())) if post else ()
    return NameMention(start, end, name, honorific, letters)


def _without_overlaps(
    text: str, mentions: Iterable[NameMention], taken: Sequence[tuple[int, int]]
) -> list[NameMention]:
    """The longest mention of each overlap that no body's name covers, in text order."""
    kept: list[NameMention] = []
    for mention in sorted(mentions, key=lambda m: (m.honorific is None, m.start - m.end, m.start)):
        if NAMESAKE.match(text, mention.end) or _overlaps(mention.start, mention.end, taken):
            continue
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _merge(mentions: Iterable[NameMention]) -> list[Individual]:
    people: list[Individual] = []
    # Full names first, so that "Cllr Penhale" before "Cllr Demelza Penhale" finds its person.
    for mention in sorted(mentions, key=lambda m: (len(m.name.split()) < 2, -len(m.name.split()), m.start)):
        person = _person_of(mention, people)
        if person is None:
            person = Individual(mention.name)
            people.append(person)
        _attach(person, mention)
    return people


def _attach(person: Individual, mention: NameMention) -> None:
    if person.name.isupper() and mention.name.casefold() == person.name.casefold():
        person.name = mention.name
    person.mentions = sorted([*person.mentions, mention], key=lambda m: m.start)
    person.post_nominals += [letters for letters in mention.post_nominals if letters not in person.post_nominals]
    titles = [m.honorific for m in person.mentions if m.honorific]
    person.honorific = next(
        (title for title in titles if not title.isupper() or len(title) < 4), next(iter(titles), None)
    )


def _person_of(mention: NameMention, people: Sequence[Individual]) -> Individual | None:
    """Whom a mention means: the same name, or a person whose name ends (or, after Sir or Dame, begins) so."""
    parts = _parts(mention.name)
    same = [person for person in people if _parts(person.name) == parts]
    if same:
        return same[0]
    ends = [person for person in people if _parts(person.name)[-len(parts) :] == parts]
    if not ends and len(parts) == 1 and mention.honorific:
        ends = [person for person in people if _parts(person.name)[0] == parts[0]]
    fitting = [person for person in ends if _fits(mention.honorific, person)] or ends
    return _nearest(mention.start, fitting)


def _parts(name: str) -> list[str]:
    return [part for part in name.casefold().replace(".", "").split() if part.strip("“”\"‘’'()") == part]


def _fits(honorific: str | None, person: Individual) -> bool:
    if not honorific:
        return True
    titles = set(honorific.split())
    told = "f" if titles & words("honorifics", "female") else "m" if titles & words("honorifics", "male") else None
    if told and person.gender and told != person.gender:
        return False
    return (
        told is not None or person.honorific is None or bool(titles & set(person.honorific.split())) or len(titles) == 0
    )


def _nearest(at: int, people: Sequence[Individual]) -> Individual | None:
    """The person mentioned last before `at`, else the first mentioned after it."""
    before = [
        (mention.start, number)
        for number, person in enumerate(people)
        for mention in person.mentions
        if mention.start < at
    ]
    if before:
        return people[max(before)[1]]
    return min(people, key=lambda person: person.mentions[0].start, default=None)


def _add_short_forms(text: str, people: list[Individual], taken: Sequence[tuple[int, int]]) -> None:
    """Bare surnames and first names of people whose full name is in the text."""
    covered = [*taken, *((mention.start, mention.end) for person in people for mention in person.mentions)]
    by_form: dict[str, list[Individual]] = {}
    for person in people:
        parts = person.name.split()
        for form in {parts[0], parts[-1]} if len(parts) > 1 else set():
            by_form.setdefault(form, []).append(person)
    for form, owners in by_form.items():
        for match in re.finditer(rf"(?<![\w’'-]){re.escape(form)}(?![\w-])", text):
            if _overlaps(match.start(), match.end(), covered) or not _stands_alone(
                text, match.start(), match.end(), form
            ):
                continue
            person = _nearest(match.start(), owners)
            if person is not None:
                _attach(person, NameMention(match.start(), match.end(), form, None, ()))


def _is_post(word: str) -> bool:
    """Whether a capitalised word before a surname is a post ("Attorney General Ellison", "Commissioner Gray")."""
    return word == "General" or word.casefold() in words("roles", "heads")


_CAPITAL_BEFORE = re.compile(rf"[{_UPPER}][\w’'-]*[ ]$")
_CAPITAL_BEHIND = re.compile(rf"[ ][{_UPPER}]")


def _stands_alone(text: str, start: int, end: int, form: str) -> bool:
    """Whether a bare name is nobody else's ("Joyce Pargeter", "Pearce Road") and no ordinary word ("Young people")."""
    if len(form) < 3 or form.isupper() or _CAPITAL_BEHIND.match(text, end):
        return False
    before = _CAPITAL_BEFORE.search(text, max(0, start - 30), start)
    if before and not _begins_sentence(text, before.start()) and not _is_post(before.group().strip()):
        return False
    ordinary = re.search(rf"(?<![\w’'-]){re.escape(form.lower())}(?![\w-])", text)
    return not (ordinary and _begins_sentence(text, start))


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" “\"‘'(")
    return not before or before[-1] in ".!?:\n”"
