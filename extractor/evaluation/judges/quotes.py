"""Quotes: each stretch between marks, its speaker and the speaker's roles; and reported speech, apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.evaluation.fold import body_name, dice, fold, jaccard, person_name
from extractor.evaluation.gold import Gold, GoldIndirect, GoldQuote
from extractor.evaluation.judges.people import LIKE_A_ROLE
from extractor.evaluation.matching import likest, take_first
from extractor.evaluation.verdicts import Verdict, ask, extra, missed, right
from extractor.kinds import QuoteKind, SpeakerType
from extractor.record import Mention, Quote, Record

_LIKE_A_PART = 0.9
_LIKE_REPORTED = 0.7
_LIKE_A_SPEAKER = 0.66
_BY_PART = ("quote_parts", "quotes_attributed", "quotes_full")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch that was found, and the quote that it is of: the turn is the quote's number."""

    turn: int
    quote: Quote
    mention: Mention


def judge_quotes(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Each stretch takes the likest of those left; the stretches of one turn must be of one quote."""
    left = _parts(record)
    for wanted in gold.quotes:
        pairs = [(text, _take(text, left)) for text in wanted.parts]
        if not wanted.optional:
            for text, found in pairs:
                yield from _judge_part(gold, wanted, text, found)
        yield from _judge_turn(wanted, [found for _, found in pairs if found])
    for part in left:
        for measure in _BY_PART:
            yield extra(measure, _told(_speaker(part.quote), part.mention.text), part.mention)


def judge_indirect(gold: Gold, record: Record) -> Iterator[Verdict]:
    """Reported speech counts with its speaker alone."""
    left = [quote for quote in record.quotes if quote.kind is QuoteKind.INDIRECT]
    for wanted in gold.indirect:
        found = _take_report(gold, wanted, left)
        if not wanted.optional:
            yield right("indirect") if found else missed("indirect", _told(wanted.speaker, wanted.text), wanted.text)
    for quote in left:
        yield extra("indirect", _told(_speaker(quote), quote.text), quote.parts[0] if quote.parts else None)


def _parts(record: Record) -> list[_Part]:
    marked = [quote for quote in record.quotes if quote.kind is not QuoteKind.INDIRECT]
    return [_Part(turn, quote, mention) for turn, quote in enumerate(marked) for mention in quote.parts]


def _take(text: str, left: list[_Part]) -> _Part | None:
    place = likest(left, lambda part: _likeness(text, part.mention.text), _LIKE_A_PART)
    return None if place is None else left.pop(place)


def _likeness(one: str, other: str) -> float:
    return 1.0 if fold(one) == fold(other) else jaccard(one, other)


def _judge_part(gold: Gold, wanted: GoldQuote, text: str, part: _Part | None) -> Iterator[Verdict]:
    if part is None:
        for measure in _BY_PART:
            yield missed(measure, _told(wanted.speaker, text), text)
        return
    quote, at = part.quote, part.mention
    speaker = _speaker(quote)
    is_same = _is_same_speaker(gold, wanted, quote)
    measure = "speaker" if wanted.kind is QuoteKind.DIRECT else "speaker_of_partial"
    yield right("quote_parts")
    yield ask("kind", quote.kind is wanted.kind, wanted.kind, quote.kind, at=at)
    yield ask(measure, is_same, wanted.speaker, speaker, at=at)
    yield ask("quotes_attributed", is_same, _told(wanted.speaker, text), _told(speaker, at.text), at=at)
    roles, carried = _roles(gold, wanted.speaker), _carried_roles(quote)
    is_full = is_same and all(any(dice(role, other) >= LIKE_A_ROLE for other in carried) for role in roles)
    expected, found = _told(wanted.speaker, text, roles), _told(speaker, at.text, carried)
    yield ask("quotes_full", is_full, expected, found, at=at)


def _judge_turn(wanted: GoldQuote, found: list[_Part]) -> Iterator[Verdict]:
    """Asked where a turn has several stretches and any of them is found."""
    if not found or len(wanted.parts) < 2:
        return
    turns = len({part.turn for part in found})
    told = f"{len(wanted.parts)} stretches as one turn: {wanted.parts[0]}"
    yield ask("turns", turns == 1, told, f"{len(found)} stretches as {turns} turns", at=found[0].mention)


def _take_report(gold: Gold, wanted: GoldIndirect, left: list[Quote]) -> Quote | None:
    def fits(quote: Quote) -> bool:
        return dice(wanted.text, quote.text) >= _LIKE_REPORTED and _is_same_speaker(gold, wanted, quote)

    return take_first(left, fits)


def _is_same_speaker(gold: Gold, wanted: GoldQuote | GoldIndirect, quote: Quote) -> bool:
    """Persons by name, anybody else by any name of the body or by most of the words; nobody by nobody."""
    found = _speaker(quote) or ""
    if not wanted.speaker:
        return not found
    if wanted.speaker_type is SpeakerType.PERSON:
        return person_name(wanted.speaker) == person_name(found)
    return body_name(found) in gold.names_of(wanted.speaker) or dice(wanted.speaker, found) >= _LIKE_A_SPEAKER


def _roles(gold: Gold, name: str | None) -> list[str]:
    """The titles that are asked for of the person of a name; of two of that name, the later."""
    same = (person for person in reversed(gold.people) if person_name(person.name) == person_name(name))
    speaker = next(same, None)
    return [role.title for role in speaker.roles if not role.optional] if speaker else []


def _carried_roles(quote: Quote) -> list[str]:
    return [role.title for role in quote.speaker.roles] if quote.speaker else []


def _speaker(quote: Quote) -> str | None:
    return quote.speaker.name if quote.speaker else None


def _told(speaker: str | None, text: str, roles: Sequence[str] = ()) -> str:
    titles = f" ({', '.join(roles)})" if roles else ""
    return f"{speaker or 'nobody'}{titles}: {text}"
