"""Lines that name the issuing body: letterheads, and the credit line of a release that another site reposts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.reading.dating import is_date_line
from extractor.registers import lookup
from extractor.rules.dates import read_day

_BODY_WORDS = (
    "council|authority|trust|police|constabulary|brigade|service|services|university|college|school|agency|department|"
    "ministry|board|commission|office|nhs|ltd|limited|plc|foundation|society|association|group|government|partnership|"
    "federation|union|institute|museum|hospital|housing|charity|cic|company|corporation|committee|assembly|parliament|"
    "network|alliance|club|academy|hospice|hospitals|schools|infirmary|ombudsman|commissioner|ambulance|coastguard|"
    "diocese|constabularies|fire and rescue|fire & rescue|chamber of commerce|bureau|parks|co-operative|icb|"
    "integrated care system"
)
_BODY_WORD = re.compile(
    rf"\b(?:{_BODY_WORDS})$|\b(?:university|department|ministry|office|board|friends|institute) (?:of|for)\b"
    r"|^(?:the )?(?:london|royal|metropolitan) borough of \w",
    re.IGNORECASE,
)
# Local governments are named after their rank and place; cities of culture and the like are none.
_MUNICIPALITY = re.compile(
    r"(?:the )?(?:corporation of the )?"
    r"(?:city|county|town|township|village|shire|municipality|(?:city|town) and county) of "
    r"(?!culture|sanctuary|learning|literature|music|sport|science|light|the)"
    r"(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+){0,3}",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"(?:the )?(?:department|ministry|office) (?:of|for)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
# A credit is no longer, and its blanks are single ones: within a name one may be anything's.
_LINE_MAX, _BLANKS = 160, re.compile(r"[^\S\n]{2,}")
_TITLE_CASE = re.compile(r"(?:(?:[A-Z][\w.’'&-]*|of|the|for|and|upon|on|in|with|le|under|by|y|&),?(?:\s+|$))+")

_RELEASE = r"(?:press|news|media) (?:release|statement|notice)"
_DASH = r"(?:\s*[-–—,|:]\s*)"
_FROM = re.compile(
    rf"[-–—\s]*(?:from|source{_DASH}|taken from|courtesy of|via)\s*(?:an? |the )?(?P<name>.{{3,80}}?)(?:[’']s?)?"
    rf" {_RELEASE}"
    rf"(?:{_DASH}|\s+(?:of|dated|issued|on)\s+|\s*\(|\s+|$)(?P<date>.*?)[)\].\s]*",
    re.IGNORECASE,
)
_RELEASE_BY = re.compile(
    rf"{_RELEASE}(?: (?:from|by|issued by)\s*:?\s*|\s*:\s*)(?P<name>.{{3,80}}?)(?:{_DASH}(?P<date>[^,|]*\d{{4}}.*))?",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"[-–—\s]*(?:source|issued by|published by|released by|issued on behalf of|issuer)\s*:?\s+(?P<name>.{3,80}?)"
    rf"(?:{_DASH}(?P<date>[^,|]*\d{{4}}.*))?[.\s]*",
    re.IGNORECASE,
)
_ISSUING = r"(?:(?:first )?(?:published|posted|issued|released|written|added|uploaded|submitted|created))"
# "Published 9 September 2025 by X", "9 September 2025 by X"; "Posted by X on 9 September 2025".
_ISSUED_ON = re.compile(
    rf"\W*(?:{_ISSUING}(?: on)?\s*:?\s+)?(?P<date>\S.{{5,40}}?){_DASH}?\s*\b(?:by|from)\s*:?\s+(?:the )?"
    r"(?P<name>.{3,80}?)[.\s]*",
    re.IGNORECASE,
)
_ISSUED_BY_ON = re.compile(
    rf"\W*{_ISSUING} by\s*:?\s+(?:the )?(?P<name>.{{3,80}}?),?\s+(?:on|at)\s+(?P<date>\S.{{5,40}}?)[.\s]*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:(?<!\s)\s+)?[|•·]\s*|(?<!\s)\s+[–—-]\s+")
_BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|\s+and\s+(?=the\s|[A-Z])")
_PRESS_OFFICE = re.compile(
    r"(?:the )?(?:press|media|communications|news|public relations|pr) (?:office|team|desk)(?:,| of| at| for)?"
    r" (?:the )?",
    re.IGNORECASE,
)
_OFFICE_BEHIND = re.compile(
    r"(?:[’']s?)?,? (?:(?:press|media|news|public relations|pr) (?:office|team|desk)"
    r"|(?:corporate )?communications(?: (?:office|team|unit|department))?)$",
    re.IGNORECASE,
)
_PHONE_BEHIND = re.compile(r"(?<![,;:(\s])[,;:(\s]+(?:(?:tel\S*|on|phone)[:\s]*)?\+?\(?\d[\d ()-]{6,}$", re.IGNORECASE)
# "NEWS RELEASE from X", "News from X", "From: X", "INCIDENT NOTICE – X"; or the other way, "X News release 12/34".
_SENDER_LAST = re.compile(
    rf"(?:joint )?(?:{_RELEASE}|news|information|statement) (?:from|by)\s+(?:the )?(?P<name>.+)|from:\s*(?P<from>.+)"
    rf"|(?-i:[A-Z][A-Z ]+[A-Z]){_DASH}(?P<behind>.+)",
    re.IGNORECASE,
)
_SENDER_FIRST = re.compile(
    rf"(?P<name>.+?){_DASH}?\s*(?:joint )?{_RELEASE}\b(?:\s+(?:no|ref|number)?\W*[\w/.-]*\d[\w/.-]*)?", re.IGNORECASE
)
# The part of a body's site that its name stands with: "X News", "X – Latest news", "Media centre | X".
_ROOM = (
    r"(?:news(?:\s?(?:room|desk|centre|center|service|online|updates?|letter|flash|bulletin|page|archive|stories|releases))?"
    r"|news (?:and|&) (?:events|media|views|information|press|appeals)|press (?:and|&) (?:media|communications)"
    r"|press(?: (?:office|centre|room|desk|team|information|service|releases|notices))?"
    r"|media(?: (?:office|centre|room|team|relations|unit|hub|information|service|releases))?"
    r"|(?:corporate )?communications(?: (?:team|office|unit|department|service))?"
    r"|public relations|e?-?bulletin|(?:web)?site|home ?page)"
)
_ROOM_OF = r"(?:(?:latest|local|school|college|council|trust|club|community|corporate|official|force|all) )"
_SENDER_ROOM = re.compile(rf"(?:the )?(?P<name>.+?)(?:[’']s)?{_DASH}?\s*{_ROOM}", re.IGNORECASE)
_SENDER_OWN_ROOM = re.compile(rf"(?:the )?(?P<name>.+?)(?:[’']s)?{_DASH}?\s*{_ROOM_OF}{_ROOM}", re.IGNORECASE)
_ROOM_SENDER = re.compile(
    rf"{_ROOM_OF}?{_ROOM}(?:{_DASH}|\s(?:of|at|from)\s)(?:the )?(?P<name>.+)"
    r"|(?:welcome to|(?:the )?official (?:web)?site of)\s(?:the )?(?P<site>.+)",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:this \w+ (?:was|has been|is) )?(?:printed|downloaded|reproduced|copied|retrieved|exported|taken) from:? "
    rf"(?:the )?(?P<name>.{{3,80}}?)(?:[’']s)?(?: (?:{_ROOM}|online))?(?: (?:on|at)\b.{{4,40}})?[.\s]*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?[\s,]*(?P<name>[^.|]{3,80}?)"
    r"[\s,]*(?:\d{4})?(?:[.|].*)?",
    re.IGNORECASE,
)


# Agencies of a state are named after what they see to and the country, which no list of last words tells.
_NATIONAL = re.compile(r"(?:[A-Z][a-z]+ (?:and )?){1,4}(?:Canada|England|Ireland|Scotland|Wales|Australia)")
_DATED = 3


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What a credit line tells: the body that issued the release and the day as written, where they are told."""

    name: str | None
    day: str | None
    reposted: bool


def is_body_name(text: str) -> bool:
    """Whether a line is the name of a body and nothing else."""
    text = text.strip(" .,|-–—*")
    if not 3 <= len(text) <= 90:
        return False
    if lookup(text) is not None:
        return True
    if "," in text and not _DEPARTMENT.match(text):
        return False
    if _MUNICIPALITY.fullmatch(text):
        return True
    return bool(_TITLE_CASE.fullmatch(text) and _BODY_WORD.search(text)) and len(_ARTICLE.sub("", text).split()) > 1


def is_department(text: str) -> bool:
    """Whether a name is a department's of a state ("Department for Transport"), not one within a body."""
    return bool(_DEPARTMENT.match(text))


def sender(text: str) -> str | None:
    """The body that a letterhead names ("Tarnbeck City Council – News release 12/34"), "" if several or untold."""
    text = _BLANKS.sub(" ", text)
    if len(text) > _LINE_MAX:
        return None
    for pattern in (_SENDER_LAST, _SENDER_FIRST, _SENDER_ROOM, _SENDER_OWN_ROOM, _ROOM_SENDER):
        found = pattern.fullmatch(text)
        if found is not None:
            name = next((value for value in found.groupdict().values() if value), "").strip(" ,:")
            if is_body_name(name):
                return name
            if pattern is _SENDER_LAST and found["behind"] is None and any(map(is_body_name, _several(name))):
                return ""
    return text.strip(" .,|-–—*") if is_body_name(text) else None


def page_owner(text: str) -> str | None:
    """The body whose page a line of its foot says this is: "© 2024 Fernmoor Borough Council. All rights reserved.",
    "Printed from the Fernmoor Borough Council newsroom".
    """
    text = _BLANKS.sub(" ", text)
    if len(text) > _LINE_MAX:
        return None
    found = _COPYRIGHT.fullmatch(text) or _PRINTED.fullmatch(text)
    return found["name"] if found is not None and is_body_name(found["name"]) else None


def _several(names: str) -> list[str]:
    return _BETWEEN_NAMES.split(names)


def source_line(text: str) -> SourceLine | None:
    """The credit line of a release: "– from a Harrow Council press release – 17 May 2021", "Issued by: ..."."""
    text = _BLANKS.sub(" ", text)
    if len(text) > _LINE_MAX:
        return None
    for pattern in (_FROM, _RELEASE_BY, _ISSUED_BY_ON, _ISSUED, _ISSUED_ON):
        found = pattern.fullmatch(text)
        if found is not None:
            name = _own_name(found["name"])
            day = found["date"] if found["date"] and read_day(found["date"]) else None
            sure = pattern is _FROM or is_body_name(name)
            if pattern is _ISSUED_ON and not is_date_line(found["date"]):
                continue
            if sure or day:
                return SourceLine(name if sure else None, day, pattern in (_FROM, _RELEASE_BY))
    return _row(text)


def _own_name(text: str) -> str:
    """The name of a body less the telephone number and press office that stand with it."""
    return _OFFICE_BEHIND.sub("", _PHONE_BEHIND.sub("", _PRESS_OFFICE.sub("", text)).strip(" ,:.")).strip(" ,:.")


def _row(text: str) -> SourceLine | None:
    """A row of the day, the body and the part of its site ("Fernmoor Council | News | 9 September 2025"), or of day,
    place and body, as states have it.
    """
    parts = _PARTS.split(text)
    if not 2 <= len(parts) <= 4:
        return None
    days = [part for part in parts if is_date_line(part)]
    if len(days) != 1:
        return None
    names = [name for part in parts if part not in days and (name := sender(part))]
    if not names and len(parts) == _DATED and parts[0] in days and _NATIONAL.fullmatch(parts[-1]):
        names = parts[-1:]
    if not names:
        return None
    return SourceLine(names[0], days[0], reposted=False)
