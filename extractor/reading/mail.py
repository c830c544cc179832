"""The mail that a release was sent in: header lines, what forwarders wrote above it, the note that announces it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.reading.layout import END_MARK
from extractor.reading.naming import sender
from extractor.record import Removed

_KEYS = (
    "from|sent|to|cc|bcc|subject|re|date|reply-to|sender|importance|priority|attachments?|message-id|in-reply-to|references"
    "|mime-version|content-[a-z-]{2,30}|return-path|received|delivered-to|list-[a-z-]{2,20}|thread-[a-z-]{2,20}"
    "|x-[a-z0-9-]{2,40}|sensitivity|auto-submitted|dkim-signature|authentication-results|user-agent|envelope-to"
)
_SIGNS = r"[\s>*_]{0,12}"
_HEADER = re.compile(rf"{_SIGNS}(?P<key>{_KEYS})\s?[*_]{{0,3}}:[*_]{{0,3}}(?:\s(?P<value>.*))?$", re.IGNORECASE)
_WROTE = re.compile(rf"{_SIGNS}on .{{6,80}}\d.{{0,120}}\bwrote:\s*$", re.IGNORECASE)
_SAME = {"re": "subject"}
_TECHNICAL = frozenset({"message-id", "mime-version", "return-path", "received"})
_PEERS = frozenset({"from", "to", "sent", "date"})
_SALUTATION = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|morning|afternoon)\b[^.?!:;]{0,60}[,:!–-]?"
    r"|(?:all|team|folks),",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many) (?:regards|wishes|thanks)|regards|all the best|cheers|best"
    r"|thanks(?: (?:again|in advance|very much|so much|all|and regards))?|thank you"
    r"|yours(?: (?:sincerely|faithfully|truly|ever))?)[\s,.!]*",
    re.IGNORECASE,
)
# How a covering note speaks of what it covers.
_ANNOUNCES = re.compile(
    r"\b(?:please (?:find|see)|(?:find|see) (?:below|attached|enclosed)"
    r"|(?:i|we)(?: a|’|'|ha)?(?:m|re|ve)? (?:attach|enclos|past|send)\w*"
    r"|(?:attached|enclosed|pasted|copied) (?:below )?(?:is|are)|(?:here|below|following) (?:is|are)|here[’']s)\b"
    r".{0,120}\b(?:release|statement|story|copy|notice|announcement|news)\b",
    re.IGNORECASE,
)
# What releases and their banners say, and no covering note.
_OF_RELEASE = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) release|(?:strict(?:ly)? )?embargo.{0,80})\W*", re.IGNORECASE
)
_NOTES = re.compile(r"\W*(?:notes? (?:to|for) (?:the )?editors?|editor[’']?s?[’']? notes?)\b", re.IGNORECASE)
_SUBJECT_LABEL = re.compile(
    r"(?:(?:fwd?|re|tr)\s?:|\[[^\]]{1,30}\]|(?:strictly )?embargo(?:ed)?\b[^:]{0,40}:"
    r"|(?:(?:press|news|media) (?:release|statement|notice)|for immediate release)(?:\s?[:–—|]|\s-)"
    r"|(?:urgent|external)\s?[:–-])\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[<\[(]")
_NAME = re.compile(r"[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,2}\s?")
# Without the headers of a mail, only a line that greets as a mail does opens a covering note.
_GREETING_ENDS = (",", ":", "!", " all", " editor", " editors", " colleagues", " everyone")
_NOTE_MAX, _SHARE, _REACH, _SIGNATURE, _PROSE = 1500, 2, 30, 8, 100


@dataclass(frozen=True, slots=True)
class Mail:
    """The text below a mail's headers and covering note, what was removed, and what the headers tell.

    The lines of a `memo` ("To: News editors", "Date:", "Subject:") are the release's own.
    """

    rest: str
    removed: tuple[Removed, ...] = ()
    subject: str | None = None
    day: str | None = None
    sender: str | None = None
    memo: bool = False


@dataclass(frozen=True, slots=True)
class _Head:
    """A run of header lines, from `start` to before `end`."""

    start: int
    end: int
    values: dict[str, str]


def unwrap(text: str) -> Mail:
    """Take a release out of the mail that it came in; any other text comes back as it is."""
    lines = text.split("\n")
    heads = list(_heads(lines))
    sizes = _sizes(lines, heads)
    begun = next((number for number, line in enumerate(lines) if _is_of_release(line)), len(lines))
    last = next((head for head in reversed(heads) if head.start < begun and _sends(head, sizes)), None)
    reasons = {n: "mail_header" for head in heads for n in range(head.start, head.end)}
    start = last.end if last else 0
    # Above the lines of a memo stands its letterhead, above those of a mail what its forwarder wrote.
    above = range(last.start) if last is not None and _is_mailed(last.values) else ()
    reasons |= {n: "mail_notice" for n in above if n not in reasons}
    for head in heads:
        reasons |= dict.fromkeys(_answered(lines, head) if head is not last else (), "mail_notice")
    reasons |= dict.fromkeys(_cover(lines, start, mailed=last is not None), "mail_notice")
    if last is not None:
        reasons |= {n: "mail_notice" for n in range(last.end, len(lines)) if _SIGN_OFF.fullmatch(_plain(lines[n]))}
    if not any(lines[n].strip() for n in reasons):
        return Mail(text)
    return Mail(
        rest="\n".join("" if n in reasons else line for n, line in enumerate(lines)),
        removed=tuple(_removed(lines, reasons)),
        subject=_subject(last),
        day=next((last.values[key] for key in ("date", "sent") if last.values.get(key)), None) if last else None,
        memo=last is not None and not _is_mailed(last.values),
        sender=_sender(last),
    )


def _heads(lines: Sequence[str]) -> Iterator[_Head]:
    """The runs of header lines; a single one ("Date: 4 June 2024") is a detail of the release."""
    number, prose = 0, False
    while number < len(lines):
        end, values = _run(lines, number)
        if _is_head(values) and (not prose or _is_mailed(values)) and not _is_cue(lines, end, values):
            yield _Head(number, end, values)
        prose = prose or len(lines[number]) > _PROSE
        number = max(end, number + 1)


def _is_cue(lines: Sequence[str], end: int, values: dict[str, str]) -> bool:
    """Whether "On 4 June Jo Hall wrote:" introduces a quotation of the release, not the mail that is answered."""
    below = next((line for line in lines[end:] if line.strip()), "")
    return "wrote" in values and "@" not in values["wrote"] and not below.lstrip().startswith(">")


def _run(lines: Sequence[str], start: int) -> tuple[int, dict[str, str]]:
    """Where the header lines that begin at `start` end, and their values; folded lines belong to the one above."""
    if _WROTE.match(lines[start][:240]):
        return start + 1, {"wrote": lines[start]}
    values: dict[str, str] = {}
    key, end, number = "", start, start
    while number < len(lines):
        found = _HEADER.match(lines[number][:1000])
        folded = number == end > start and bool(lines[number].strip()) and _is_folded(lines[number - 1], lines[number])
        if found is not None:
            key = _SAME.get(found["key"].lower(), found["key"].lower())
            values.setdefault(key, (found["value"] or "").strip(" *_\\"))
        elif folded:
            values[key] += f" {lines[number].strip()}"
        elif not values or lines[number].strip() or number > end:
            break
        number += 1
        if found is not None or folded:
            end = number
    return end, values


def _is_folded(before: str, line: str) -> bool:
    return line[0] in " \t" or (before.rstrip().endswith((";", ",")) and "@" in before)


def _is_head(values: dict[str, str]) -> bool:
    keys = values.keys()
    if "wrote" in keys:
        return True
    addressed = "@" in values.get("from", "") and len(keys & _PEERS) > 1
    return ("subject" in keys and bool(keys & _PEERS)) or (len(keys) > 1 and bool(keys & _TECHNICAL)) or addressed


def _is_mailed(values: dict[str, str]) -> bool:
    return "sent" in values or bool(values.keys() & _TECHNICAL) or any("@" in value for value in values.values())


def _sizes(lines: Sequence[str], heads: Sequence[_Head]) -> list[int]:
    """How many characters stand above each line, header lines apart."""
    inside = {n for head in heads for n in range(head.start, head.end)}
    sizes = [0]
    for number, line in enumerate(lines):
        sizes.append(sizes[-1] + (0 if number in inside else len(line.strip())))
    return sizes


def _sends(head: _Head, sizes: Sequence[int]) -> bool:
    """Whether the release stands below a head: above it is a forwarder's note at most, and more is below."""
    above, below = sizes[head.start], sizes[-1] - sizes[head.end]
    return above <= _NOTE_MAX and below >= _SHARE * above and below > 0


def _is_of_release(line: str) -> bool:
    return bool(line.strip()) and bool(_OF_RELEASE.fullmatch(line[:200]) or END_MARK.fullmatch(line[:200]))


def _answered(lines: Sequence[str], head: _Head) -> Iterator[int]:
    """The lines of the mail that a release answers, each with its mark, below "On 4 June X wrote:"."""
    if "wrote" in head.values:
        for number in range(head.end, len(lines)):
            if lines[number].strip() and not lines[number].lstrip().startswith(">"):
                return
            yield number


def _cover(lines: Sequence[str], start: int, *, mailed: bool) -> Iterable[int]:
    """The lines of the note that covers a release, from its salutation to its sign-off or the end of its paragraph."""
    filled = [n for n in range(start, min(start + 4 * _REACH, len(lines))) if lines[n].strip()][:_REACH]
    if not filled:
        return ()
    greeted = bool(_SALUTATION.fullmatch(_plain(lines[filled[0]])))
    if not (mailed or (greeted and _plain(lines[filled[0]]).endswith(_GREETING_ENDS))):
        return ()
    off = next((n for n in filled[1:] if _SIGN_OFF.fullmatch(_plain(lines[n]))), None)
    if off is not None and (greeted or mailed) and _covers(lines, filled[0], off, mailed=mailed):
        return range(filled[0], _end_of_signature(lines, off))
    opening = list(_paragraph(lines, filled[0]))
    note = [n for n in filled if n > opening[-1]] if greeted and len(opening) == 1 else []
    following = list(_paragraph(lines, note[0])) if note else []
    if _announces(lines, opening):
        return opening
    if _announces(lines, following):
        return [*opening, *following]
    return opening[:1] if greeted and mailed else ()


def _covers(lines: Sequence[str], start: int, end: int, *, mailed: bool) -> bool:
    """Whether the lines up to a sign-off are a note, not a letter that is itself the release."""
    note, below = _joined(lines[start:end]), sum(len(line.strip()) for line in lines[end:])
    if len(note) > _NOTE_MAX or below < _SHARE * len(note):
        return False
    if any(map(_is_of_release, lines[start:end])) or any(map(_NOTES.match, lines[end:])):
        return bool(_ANNOUNCES.search(note))
    return mailed or bool(_ANNOUNCES.search(note))


def _end_of_signature(lines: Sequence[str], off: int) -> int:
    """Behind the name, job and numbers that stand with a sign-off."""
    below = next((n for n in range(off + 1, len(lines)) if lines[n].strip()), len(lines))
    if below == len(lines):
        return below
    signed = list(_paragraph(lines, below))[:_SIGNATURE]
    name = _plain(lines[below])
    named = bool(_NAME.fullmatch(name)) and not name.isupper() and (len(signed) > 1 or len(name.split()) < 3)
    return signed[-1] + 1 if named else off + 1


def _paragraph(lines: Sequence[str], start: int) -> Iterator[int]:
    for number in range(start, len(lines)):
        if not lines[number].strip():
            return
        yield number


def _announces(lines: Sequence[str], numbers: Sequence[int]) -> bool:
    text = _joined([lines[n] for n in numbers])
    return 0 < len(text) <= _NOTE_MAX and bool(_ANNOUNCES.search(text))


def _removed(lines: Sequence[str], reasons: dict[int, str]) -> Iterator[Removed]:
    """Header lines one by one, and the notes paragraph by paragraph."""
    held: list[str] = []
    for number in sorted(reasons):
        text = lines[number].strip()
        note = reasons[number] == "mail_notice"
        if note and text:
            held.append(text)
        if held and (not note or not text or reasons.get(number + 1) != "mail_notice"):
            yield Removed(text=" ".join(held), reason="mail_notice")
            held = []
        if text and not note:
            yield Removed(text=text, reason="mail_header")


def _subject(head: _Head | None) -> str | None:
    """What a subject says of the release, less the labels before it."""
    text = " ".join(head.values.get("subject", "").split()) if head else ""
    while (label := _SUBJECT_LABEL.match(text)) is not None:
        text = text[label.end() :]
    return text or None


def _sender(head: _Head | None) -> str | None:
    """The body that a mail is from, less its address."""
    name = _ADDRESS.split(head.values.get("from", ""), maxsplit=1)[0].strip("\"' \t") if head else ""
    return sender(name) or None


def _plain(line: str) -> str:
    return line.strip(" \t>*_\\")


def _joined(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())
