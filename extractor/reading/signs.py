"""What single lines tell of a release's sections: headings of notes and contacts, numbers to call, speeches."""

from __future__ import annotations

import re

from extractor.kinds import Kind
from extractor.reading.layout import END_MARK
from extractor.reading.naming import source_line
from extractor.release import Block

_DESK = r"(?:press|media|news|communications?|public relations|pr|comms)"
_ASKING = r"(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|quer(?:y|ies)|office|team|desk|line)"
_NOTES_HEAD = re.compile(
    r"\W*(?:(?:further |additional )?(?:notes?|information|background)\s(?:to|for)\s(?:the\s)?"
    r"(?:(?:news\s|picture\s)?editors?|news ?desks?|journalists|media)|"
    r"editors?[’']?s?[’']?\snotes?|notes?|about (?:the |us\b)?[^.!?]{0,80}|update history)\s*:?\W*",
    re.IGNORECASE,
)
_CONTACT_HEAD = re.compile(
    rf"\W*(?:{_DESK}(?: (?:and|&|/) \w+)?\s{_ASKING}(?:\s(?:contacts?|details|information|only|numbers?))?|"
    r"(?:who to |key |for )?contacts?(?:\s(?:us|details|information|(?:for|from)\b.{0,40}))?|"
    rf"contact (?:the )?{_DESK}\s?\w*|media contact\b.{{0,60}}|interview requests|"
    r"(?:media )?out[- ]of[- ]hours\b.{0,40}|"
    r"for (?:more|further|media|press|all (?:media|press))\b[^.!?]{0,60}|(?:further|more) (?:information|details)"
    r"(?: from)?|enquiries(?: to)?|issued by\b.{0,80})\s*:?\W*",
    re.IGNORECASE,
)
_NOTES_START = re.compile(
    r"\W*(?:(?:notes?|information)\s(?:to|for)\s(?:the\s)?(?:(?:news\s|picture\s)?editors?|media|journalists)|"
    r"editors?[’']?s?[’']?\snotes?)\b\s*[:–—-]?",
    re.IGNORECASE,
)
_CONTACT_START = re.compile(
    rf"\W*(?:{_DESK}\s(?:contacts?|enquiries|inquiries|office)|contacts?\s?[:(]|for (?:more|further|media|press|"
    r"additional|all|interviews?)\b[^.]{0,80}\b(?:contact|call|email|e-mail|ring|phone|telephone)\b|"
    r"for (?:media|press) (?:enquiries|inquiries|information)|media contact|issued by\b|tel(?:ephone)?\s*:|"
    r"e-?mail\s*:|phone\s*:|mobile\s*:|(?:journalists|reporters|broadcasters|(?:the )?media|members of the media)\b"
    r"[^.]{0,80}\b(?:contact|call|e-?mail|ring|phone|telephone)\b)",
    re.IGNORECASE,
)
# Lines of a press office's box that hold no number or address: its hours, its handle, its site.
_OFFICE = re.compile(
    rf"\W*(?:(?:the |our )?{_DESK} (?:office|team|desk|line)\b.{{0,60}}\b(?:open|staffed|hours|monitored|available)\b|"
    r"(?:out[- ]of[- ]hours|office hours|twitter|facebook|fax|web(?:site)?|mobile|mob|tel(?:ephone)?|e-?mail|address)\b"
    r".{0,60}$|[wtem]:? \S+$|(?:https?://|www\.|@\w)\S+$)",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3}(?:(?:,| [-–—|/]|:) ?[^.!?“]{2,90})?,?")
_BACKGROUND = re.compile(
    r"\W*(?:background|further background|background (?:information|notes?))\s*:?\W*", re.IGNORECASE
)
_ABOUT_TOPIC = re.compile(r"\W*about (?:the|this|these|our) (?-i:[a-z]).*", re.IGNORECASE)
_BODIES = re.compile(
    r"\b(?:authority|authorities|trust|council|company|charity|university|college|school|agency|department|service|"
    r"police|force|group|foundation|association|society|partnership|organisations?|partners|firm|club|union|board|"
    r"commission|network|author|speaker|institute|centre|research|study)\W*$",
    re.IGNORECASE,
)
_UPDATE_NOTICE = re.compile(
    r"\W*(?:this|the (?=press|media|news))(?:\s?(?:press|media|news))? (?:release|page|article|story|statement|item) "
    r"(?:was|has been|is) (?:(?:first|last|later|since) )?(?:updated|amended|corrected|edited|revised)\b.{0,200}|"
    r"\W*corrections?\s?[:–—-].{3,200}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(?\d{1,2}[.):]\s")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?<!\d)\+?\(?0[\d\s()-]{8,}\d|(?<![\d-])(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}\b"
    r"|(?<!\d)\+\d[\d\s()-]{8,}\d"
)
_SPEECH = re.compile(r"[“\"‘]")
_CUED = re.compile(r"\b(?:said|says|added|adds|commented|explained|concluded)\b[^.“\"]{0,40}[:,]\s*[“\"]")
_ABOUT_HEAD = re.compile(r"\W*(?:about|background|notes?)\b", re.IGNORECASE)
_CUE_REACH, _SENTENCE_WORDS = 300, 6
_HEAD_MAX, _CONTACT_WORDS, _DETAIL_WORDS = 100, 60, 12


def is_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and is longer than a label."""
    return text.rstrip().endswith((".", "!", "?", "”")) and len(text.split()) > _SENTENCE_WORDS


def is_numbered(text: str) -> bool:
    """Whether a paragraph is a numbered one ("2. The bridge ...")."""
    return bool(_NUMBERED.match(text))


def opens_notes(block: Block) -> bool:
    """Whether a line is, or starts with, a heading of notes or of an About paragraph."""
    return starts_notes(block.text) or (_is_head(block) and bool(_NOTES_HEAD.fullmatch(block.text)))


def starts_notes(text: str) -> bool:
    """Whether a paragraph starts with "Notes to editors", whatever follows."""
    return bool(_NOTES_START.match(text))


def is_last_head(text: str) -> bool:
    """Whether a line opens what no body goes on behind: notes, About, background."""
    return starts_notes(text) or bool(_ABOUT_HEAD.match(text))


def is_topic(text: str) -> bool:
    """Whether a heading "About the route" tells of a thing, not of a body as the last lines of a release do."""
    return bool(_ABOUT_TOPIC.fullmatch(text)) and not _BODIES.search(text)


def is_background(text: str) -> bool:
    """Whether a line is the heading "Background", which may open notes."""
    return bool(_BACKGROUND.fullmatch(text))


def is_contact_head(block: Block) -> bool:
    """Whether a line is the heading of a contact ("Media enquiries", "For further information:")."""
    return _is_head(block) and bool(_CONTACT_HEAD.fullmatch(block.text))


def starts_contact(text: str) -> bool:
    """Whether a line or a sentence starts as one that sends the media to somebody."""
    return bool(_CONTACT_START.match(text))


def reaches(text: str) -> bool:
    """Whether a text holds a telephone number or an e-mail address."""
    return bool(("@" in text and _ADDRESS.search(text)) or (_DIGIT.search(text) and _NUMBER.search(text)))


def is_contact(text: str) -> bool:
    """Whether a line sends the media to a number or an address."""
    return starts_contact(text) and reaches(text) and len(text.split()) < _CONTACT_WORDS


def is_contact_behind(text: str) -> bool:
    """Whether a line behind the release holds a number or an address, and is no numbered note about other things."""
    number = _NUMBERED.match(text)
    if number is not None:
        return is_contact(text[number.end() :])
    return reaches(text) and len(text.split()) < _CONTACT_WORDS


def is_contact_line(text: str) -> bool:
    """Whether a line below the opening of a contact holds another number or address of it."""
    if is_contact(text):
        return True
    return reaches(text) and not (is_numbered(text) or is_sentence(text)) and len(text.split()) < _CONTACT_WORDS


def is_office_line(text: str) -> bool:
    """Whether a line below the opening of a contact tells the hours of the press office, its site or its handle."""
    return bool(_OFFICE.match(text))


def is_contact_detail(block: Block) -> bool:
    """Whether a line may stand between the numbers of a contact: a name, a job, a body, the heading of a second."""
    text = block.text
    if END_MARK.fullmatch(text) or is_numbered(text) or opens_notes(block):
        return False
    return len(text.split()) <= _DETAIL_WORDS and not is_sentence(text)


def is_person(block: Block) -> bool:
    """Whether a line is a name, with a job or a body at most."""
    return bool(_PERSON.fullmatch(block.text)) and not opens_notes(block)


def is_speech(text: str) -> bool:
    """Whether a paragraph starts with speech, or introduces it with a cue and a colon or comma."""
    return bool(_SPEECH.match(text)) or is_cued(text)


def is_cued(text: str) -> bool:
    """Whether a paragraph, not a numbered one, introduces speech with a cue."""
    return bool(_CUED.search(text, 0, _CUE_REACH)) and not is_numbered(text)


def is_update_notice(text: str) -> bool:
    """Whether a line tells of a change made to the release after its issue."""
    return bool(_UPDATE_NOTICE.fullmatch(text))


def is_imprint(text: str) -> bool:
    """Whether a line tells who issued the release and when ("Published 9 September 2025 by Fernmoor Council")."""
    line = source_line(text)
    return line is not None and line.day is not None and not line.reposted


def _is_head(block: Block) -> bool:
    return len(block.text) < _HEAD_MAX and (block.kind is Kind.HEADING or not is_sentence(block.text))
