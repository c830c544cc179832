"""Who issues the release: the page's own evidence, or the body that the text speaks for; none rather than a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.kinds import Kind
from extractor.reading.bylines import is_byline
from extractor.reading.naming import is_body_name
from extractor.record import Paragraph, Publisher, Register
from extractor.registers import lookup
from extractor.release import Evidence
from extractor.rules.body_shapes import by_shape
from extractor.rules.body_tokens import tokens_of

# Names of a site rather than of a body.
_SITE_WORD = re.compile(
    r"\b(?:news|newsroom|home|website|online|media centre|press office|homepage|gov\.uk|latest)\b", re.IGNORECASE
)
_POST = (
    r"(?i:leader|deputy leader|cabinet member|portfolio holder|lead member|executive member|chief executive|mayor|"
    r"chair(?:man|woman)?|chief constable|chief fire officer|headteacher|principal|vice-chancellor)"
)
_TAIL = "(?:Council|Trust|Police|Constabulary|Service|University|College|Authority|Board|Agency|Association|Foundation)"
_NAME = rf"(?<![\w’'&-])(?P<name>(?:[A-Z][\w’'&-]*\s(?:(?:of|and|upon|&|the)\s)?){{0,6}}{_TAIL})\b"
_AT_BODY = re.compile(rf"\b{_POST}\b[^.“\"]{{0,90}}?\b(?:at|of|for)\s(?:the\s)?{_NAME}")
_BODYS_OWN = re.compile(rf"{_NAME}[’']s?\s{_POST}")
# A release calls its own body by a bare noun ("the council", "the trust's"); the last words of names that each fits.
_NOUNS = {
    "council": ("council",),
    "authority": ("authority", "council"),
    "trust": ("trust",),
    "charity": ("charity", "foundation", "trust", "hospice"),
    "force": ("police", "constabulary"),
    "service": ("service",),
    "school": ("school", "academy", "college"),
    "academy": ("academy",),
    "college": ("college",),
    "university": ("university",),
    "association": ("association",),
    "federation": ("federation",),
    "society": ("society",),
    "foundation": ("foundation",),
    "agency": ("agency",),
    "board": ("board",),
    "commission": ("commission",),
    "union": ("union",),
    "partnership": ("partnership",),
}
_BARE_NOUN = re.compile(
    r"\b(?:the|our)\s(?:(?:county|district|city|borough|town|combined|local|unitary|parish|metropolitan|fire|ambulance)\s)?"
    rf"(?P<noun>{'|'.join(_NOUNS)})\b(?!\s(?:of|for)\s(?:the\s)?(?-i:[A-Z]))",
    re.IGNORECASE,
)
_CHARITY = re.compile(r"\bcharity\s(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,3})")
_LEAD, _REFERENCES_MIN = 700, 2
_ABOUT = re.compile(r"about (?:the )?(?P<name>.+?)\W*", re.IGNORECASE)
_PRESS_OFFICE = re.compile(
    r"\W*(?:[Tt]he )?(?P<name>[A-Z].{1,60}?)(?:[’']s)? (?:press|media|news|communications) (?:office|team|desk)\b",
    re.MULTILINE,
)
_OFFICIAL_SITE = re.compile(r"official (?:web)?site of (?:the )?(?P<name>[A-Z][^.|]{3,80})", re.IGNORECASE)
_MAIL_DOMAIN = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)*?(?P<label>[\w-]{3,})\.(?:gov|nhs|org|ac|police|co|com|net|example|\w{2,})\b"
)
# How bodies describe themselves: "X is a charity registered in England", "X was founded in 1985".
_SELF = (
    r"(?: (?:is|are|was)|: we are) (?:an? |the |one of )?[^.:;]{0,60}\b(?:charity|company|organisation|"
    r"body|agency|trust|foundation|firm|business|society|union|network|federation|institute|museum|university|association|service|partnership|group)\b"
)
_FOUNDED = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:The )?(?P<name>[A-Z][\w’'&-]*(?: (?:(?:of|for|and|the) )?[A-Z][\w’'&-]*){1,6}) "
    r"(?:was|were) (?:founded|established|set up|formed)\b"
)
_FORM = r",? (?:Inc|Ltd|Limited|plc|PLC|LLC|LLP|Corp|Corporation|CIC)\b"
_CONTACT_LINE = re.compile(
    r"\W*(?:(?:press|media|news) )?(?:contacts?|enquiries|inquiries|office|desk)\s?:\s?(?P<rest>.{5,200})",
    re.IGNORECASE,
)
_PIECES = re.compile(r",\s+|(?<!\s)\s+(?:[–|-]\s+|(?:at|for)\s+(?:the\s+)?)")
_FOOT, _EVIDENCE_MAX = 8, 50
_NAME_BEHIND, _NAME_MAX = re.compile(r"(?<![\w’'&-])(?:[A-Z][\w’'&-]*\s(?:(?:of|for|and)\s)?){0,6}[A-Z][\w’'&-]*$"), 120
_DECLARED = frozenset({"json-ld", "meta", "footer", "front-matter", "source-line"})
# The caller, a letterhead that the particulars of a company repeat, a masthead that other lines bear out.
_SURE = frozenset({"given", "company", "masthead"})
# What stands before a name and is no part of it.
_NO_PART, _SIGN = re.compile(r"^(?:The|the|About) "), re.compile(r"\W")
_ACRONYM_MAX = 8
_SMALL = frozenset({"and", "of", "the", "for", "&", "upon"})


def find_publisher(
    evidence: Sequence[Evidence], text: str, paragraphs: Sequence[Paragraph], removed: Sequence[str]
) -> Publisher | None:
    """The best evidence that names a body; without any, the body that an "About" heading, press office, press address
    or the posts of those who speak point to, if they point to one only.
    """
    known = cache(lambda: _bodies(text, paragraphs))
    for item in evidence[:_EVIDENCE_MAX]:
        stated = item.text.strip()
        sure = item.found_in in _SURE or _describes_itself(stated, (text, *removed)) or _is_told_of(item, text)
        may_be_named = (stated in text and not _stands_alone(stated, text)) or stated[-2:].isupper()
        if name := stated if sure else _as_body(stated, known() if may_be_named else Counter()):
            return _publisher(name, item.found_in)
    bodies = known()
    lines = [text[p.start : p.end] for p in paragraphs if p.kind is not Kind.TITLE]
    notes = [text[p.start : p.end] for p in paragraphs if p.kind in (Kind.NOTES, Kind.CONTACT)]
    # News tells of other bodies than its own.
    reported = any(map(is_byline, lines[:_FOOT]))
    for found_in, names in (
        ("about", _about(notes, bodies, text)),
        ("press-office", _press_office(notes, text, bodies)),
        ("site", _official_site(removed)),
        ("reference", iter(()) if reported else _referred_to(text, bodies)),
        ("speaker", iter(()) if reported else _speaking(lines)),
        ("press-address", _press_address(notes, bodies + Counter(_founded(notes)))),
        ("footer", _letter_foot(removed[-_FOOT:], bodies)),
        ("press-contact", _press_contact(notes, text, bodies)),
    ):
        if len(found := set(names)) == 1:
            return _publisher(found.pop(), found_in)
    return None


def _bodies(text: str, paragraphs: Sequence[Paragraph]) -> Counter[str]:
    """The bodies that the text names by a telling shape, with the number of their mentions."""
    found = by_shape(tokens_of(text, paragraphs))
    return Counter(_NO_PART.sub("", text[candidate.start : candidate.end]) for candidate in found)


def _as_body(name: str, bodies: Counter[str]) -> str | None:
    """The name if it is a body's, else the body of the text that it names or begins."""
    if _SITE_WORD.search(name):
        return None
    if name.isupper() and len(name) > _ACRONYM_MAX:
        name = next((body for body in bodies if _letters(body) == _letters(name)), name)
    if name in bodies or lookup(name) is not None:
        return name
    longer = [body for body in bodies if body.startswith(f"{name} ")]
    if len(longer) == 1:
        return longer[0]
    return _spelt_out(name, bodies) or (name if is_body_name(name) else None)


def _stands_alone(name: str, text: str) -> bool:
    """Whether a text has the name of a body as it is, and no longer one that begins so: nothing need be looked up."""
    return is_body_name(name) and re.search(re.escape(name) + r"\b(?! [A-Z&])(?! (?:of|for|and) )", text) is not None


def _spelt_out(name: str, bodies: Counter[str]) -> str | None:
    """The body whose name ends on initials ("NHS Severn ICB" for "NHS Severn Integrated Care Board")."""
    *front, short = name.split()
    for body in bodies if front and short.isupper() else ():
        words = body.split()
        initials = "".join(word[0] for word in words[len(front) :] if word not in _SMALL)
        if words[: len(front)] == front and initials == short:
            return body
    return None


def _about(notes: Sequence[str], bodies: Counter[str], text: str) -> Iterator[str]:
    for line in notes:
        found = _ABOUT.fullmatch(line) if len(line) < 90 else None
        if found and (name := _as_body(found["name"], bodies) or _as_company(found["name"], text)):
            yield name


def _as_company(name: str, text: str) -> str | None:
    """The name if the text has it with the legal form of a company ("Lenn Robotics, Inc.")."""
    return name if re.search(rf"\b{re.escape(name)}{_FORM}", text) else None


def _press_contact(notes: Sequence[str], text: str, bodies: Counter[str]) -> Iterator[str]:
    """The bodies that the line of a press contact names, if the release tells of them elsewhere too."""
    for line in notes:
        found = _CONTACT_LINE.fullmatch(line)
        for piece in _PIECES.split(found["rest"]) if found else ():
            if (piece in bodies or is_body_name(piece)) and text.count(piece) >= _REFERENCES_MIN:
                yield piece


def _describes_itself(name: str, texts: Sequence[str]) -> bool:
    """Whether a text says what kind of body the name is of."""
    if _SITE_WORD.search(name) or " " not in name:
        return False
    itself = re.compile(re.escape(name) + _SELF)
    return any(name in text and itself.search(text) for text in texts)


def _is_told_of(item: Evidence, text: str) -> bool:
    """Whether the release speaks of what its page declares as publisher: companies are not known by their names."""
    name = item.text.strip()
    declared = item.found_in in _DECLARED and " " in name and not _SITE_WORD.search(name)
    return declared and text.count(name) >= _REFERENCES_MIN


def _founded(notes: Sequence[str]) -> Iterator[str]:
    """The bodies whose founding the notes tell."""
    for line in notes:
        if found := _FOUNDED.match(line):
            yield found["name"]


def _letter_foot(removed: Sequence[str], bodies: Counter[str]) -> Iterator[str]:
    """A body of the text whose address ends the page ("Fernmoor Council, Civic Centre, High Street")."""
    for line in removed:
        name, comma, _ = line.partition(", ")
        if comma and name in bodies:
            yield name


def _press_office(notes: Sequence[str], text: str, bodies: Counter[str]) -> Iterator[str]:
    for line in notes[:_EVIDENCE_MAX]:
        found = _PRESS_OFFICE.match(line)
        if found is None:
            continue
        at = text.find(f" ({found['name']})")
        spelt_out = _NAME_BEHIND.search(text[max(0, at - _NAME_MAX) : at]) if at > 0 else None
        name = spelt_out[0].removeprefix("The ") if spelt_out else _as_body(found["name"], bodies)
        if name:
            yield name


def _official_site(removed: Sequence[str]) -> Iterator[str]:
    for line in removed:
        if found := _OFFICIAL_SITE.search(line):
            yield found["name"].strip()


def _referred_to(text: str, bodies: Counter[str]) -> Iterator[str]:
    """The bodies that the noun most used without a name may mean: of several those named in the lead, if any is."""
    references = Counter(found["noun"].casefold() for found in _BARE_NOUN.finditer(text))
    charities = list(dict.fromkeys(found["name"] for found in _CHARITY.finditer(text)))
    meant = {noun: (noun == "charity" and charities) or _of_noun(noun, bodies) for noun in references}
    ranked = [(references[noun], noun) for noun in references if meant[noun]]
    if not ranked or (count := max(ranked)[0]) < _REFERENCES_MIN or sum(n == count for n, _ in ranked) > 1:
        return
    names = meant[max(ranked)[1]]
    yield from [name for name in names if len(names) == 1 or name in text[:_LEAD]] or names


def _of_noun(noun: str, bodies: Counter[str]) -> list[str]:
    """The bodies of the text whose names end on what the noun stands for, the first of its words that any ends on."""
    for tail in _NOUNS[noun]:
        found = [body for body in bodies if " " in body and body.casefold().endswith(f" {tail}")]
        if found:
            return [body for body in found if not any(other.endswith(f" {body}") for other in found)]
    return []


def _speaking(lines: Sequence[str]) -> Iterator[str]:
    """The councils whose leaders and members speak; where none does, the bodies of any heads.

    The release's own body is also called by its bare noun; one that never is may be another that speaks.
    """
    names = [m["name"].removeprefix("The ") for line in lines for p in (_AT_BODY, _BODYS_OWN) for m in p.finditer(line)]
    councils = [name for name in names if name.endswith(" Council")]
    nouns = {found["noun"].casefold() for line in lines for found in _BARE_NOUN.finditer(line)}
    for name in councils or [name for name in names if " " in name]:
        if any(_of_noun(noun, Counter([name])) for noun in nouns):
            yield name


def _press_address(notes: Sequence[str], bodies: Counter[str]) -> Iterator[str]:
    """The body whose name the domain of a press address begins: of several the one that adds
    the fewest words to it, by its fullest name."""
    labels = [found["label"].casefold().replace("-", "") for line in notes for found in _MAIL_DOMAIN.finditer(line)]
    for label in labels:
        fitting = [body for body in bodies if len(label) > 4 and _letters(body).startswith(label)]
        if fitting:
            shortest = min(fitting, key=lambda body: (len(body.split()), -bodies[body], body))
            ends = shortest.split()[0], shortest.split()[-1]
            yield max((body for body in fitting if (body.split()[0], body.split()[-1]) == ends), key=len)


def _letters(name: str) -> str:
    return "".join(_SIGN.sub("", word) for word in name.casefold().split() if word not in _SMALL)


def _publisher(name: str, found_in: str) -> Publisher:
    entry = lookup(name)
    register = Register(scheme=entry.scheme, id=entry.id) if entry and entry.scheme and entry.id else None
    return Publisher(name=name, found_in=found_in, register_=register)
