"""The release as attribution sees it: people, bodies, cues and quoted stretches by place, and who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

from extractor.rules.bodies import Body
from extractor.rules.cues import CUE, CUE_OPENERS
from extractor.rules.individuals import Individual
from extractor.rules.layout import Layout
from extractor.rules.lexicon import kinds_of_generic, may_mean, words
from extractor.rules.names import NameMention
from extractor.rules.spans import Spans
from extractor.rules.speakers import SpeakerCandidate
from extractor.rules.survey import Survey

# "and the", ", the": what parts the bodies of a list.
_SEPARATOR, _AROUND = 12, 200

_ARTICLE = re.compile(r"The\s")

T = TypeVar("T")
Named = tuple[NameMention, Individual]


class Scene:
    """What the templates of attribution ask about one release.

    offices: titles by person. The readers of quotes tell it who speaks where (`hear`) as they go on, and once which
    stretches stand between marks (`set_quoted`).
    """

    def __init__(
        self,
        survey: Survey,
        people: Sequence[Individual],
        bodies: Sequence[Body],
        offices: Sequence[tuple[Individual, str]] = (),
    ) -> None:
        self.release, self.text, self.layout = survey.release, survey.text, Layout(survey.release)
        self._heard: list[tuple[int, SpeakerCandidate]] = []
        self._heard_things: list[tuple[int, SpeakerCandidate]] = []
        self._bodies, self._offices = bodies, offices
        named: list[Named] = [(mention, person) for person in people for mention in person.mentions]
        self._named = sorted(named, key=lambda pair: pair[0].start)
        self._name_starts = [mention.start for mention, _ in self._named]
        # A nickname in marks stands within a name, not at its beginning.
        self._inside_names = Spans((mention.start + 1, mention.end) for mention, _ in self._named)
        self._cues = list(survey.occurrences.matches(CUE, CUE_OPENERS))
        self._cue_starts = [cue.start() for cue in self._cues]
        self._bodies_at: dict[int, list[tuple[int, Body]]] = defaultdict(list)
        self._body_starts_by_end: dict[int, list[int]] = defaultdict(list)
        for body in bodies:
            for span in body.mentions:
                self._bodies_at[span.start].append((span.end, body))
                self._body_starts_by_end[span.end].append(span.start)
        self._addressed: dict[str, list[tuple[int, Individual]]] = defaultdict(list)
        for mention, person in self._named:
            self._addressed[(mention.honorific or "").casefold()].append((mention.end, person))
        self._holders: dict[str, list[Individual]] = defaultdict(list)
        for person, title in offices:
            for word in title.casefold().split():
                self._holders[word].append(person)
        self._in_office: dict[str, list[tuple[int, Individual]]] = {}
        self._generic: dict[str, Body | None] = {}
        self.set_quoted(())

    def hear(self, at: int, speaker: SpeakerCandidate) -> None:
        """Tell that somebody speaks at `at`, behind all that was told before."""
        self._heard.append((at, speaker))

    def hear_thing(self, at: int, thing: SpeakerCandidate) -> None:
        """Tell that a fragment of what a body or document says stands at `at`: direct speech under way goes on."""
        self._heard_things.append((at, thing))

    def last_speaker(self, at: int) -> SpeakerCandidate | None:
        """Who spoke last before `at`."""
        return _last(self._heard, at)

    def last_thing(self, at: int) -> SpeakerCandidate | None:
        """The body or document whose fragment stands last before `at`."""
        return _last(self._heard_things, at)

    def set_quoted(self, spans: Iterable[tuple[int, int]]) -> None:
        """Tell which stretches stand between quotation marks, marks included; they don't overlap."""
        ordered = sorted(spans)
        self._quoted_starts = [start for start, _ in ordered]
        self._quoted_ends = [end for _, end in ordered]
        self._named_outside = [pair for pair in self._named if not self.in_quote(pair[0].start)]

    def in_quote(self, at: int) -> bool:
        """Whether `at` lies within a quoted stretch."""
        number = bisect_right(self._quoted_starts, at) - 1
        return number >= 0 and at < self._quoted_ends[number]

    def free_start(self, start: int, at: int) -> int:
        """`start`, or the end of the last quoted stretch between it and `at`."""
        number = bisect_right(self._quoted_ends, at) - 1
        return self._quoted_ends[number] if number >= 0 and self._quoted_starts[number] >= start else start

    def in_name(self, at: int) -> bool:
        """Whether `at` lies within a person's name, behind its first character."""
        return self._inside_names.cover(at)

    def cues(self, start: int, end: int) -> list[re.Match[str]]:
        """The cues that lie within `text[start:end]`, in order."""
        first, last = bisect_left(self._cue_starts, start), bisect_left(self._cue_starts, end)
        return [cue for cue in self._cues[first:last] if cue.end() <= end]

    def free_cues(self, start: int, end: int) -> list[re.Match[str]]:
        """The cues within `text[start:end]` that no quoted stretch holds."""
        return [cue for cue in self.cues(start, end) if not self.in_quote(cue.start())]

    def people_in(self, start: int, end: int) -> list[Named]:
        """The mentions of people that lie within `text[start:end]`, in order."""
        first, last = bisect_left(self._name_starts, start), bisect_right(self._name_starts, end)
        return [pair for pair in self._named[first:last] if pair[0].end <= end]

    def first_named_in(self, start: int, end: int) -> SpeakerCandidate | None:
        """The first person named in a stretch, for want of a grammatical subject."""
        return next((as_speaker(*pair) for pair in self.people_in(start, end)), None)

    def named_before(self, at: int) -> Iterator[Named]:
        """The mentions of people that end before `at` and stand outside speech, the nearest first."""
        behind = bisect_left(self._named_outside, at, key=lambda pair: pair[0].start)
        for number in range(behind - 1, -1, -1):
            mention, person = self._named_outside[number]
            if mention.end <= at:
                yield mention, person

    def body_at(self, start: int, end: int) -> Body | None:
        """The body whose name begins at `start` and reaches to `end`, all but a possessive."""
        return next((body for last, body in self._bodies_at.get(start, ()) if last >= end - 2), None)

    def body_from(self, start: int, end: int) -> tuple[int, Body] | None:
        """The longest name of a body that begins at `start`, within `end`: where it ends, and the body."""
        there = [(last, body) for last, body in self._bodies_at.get(start, ()) if last <= end]
        return max(there, key=itemgetter(0), default=None)

    def only_body_in(self, start: int, end: int) -> Body | None:
        """The body that is named within a stretch, if it is only one ("a spokesman for the Marl Trust")."""
        there = (found for at in range(start, end) for found in self._bodies_at.get(at, ()))
        named = [body for last, body in there if last <= end]
        return named[0] if named and all(body is named[0] for body in named) else None

    def body_opening_sentence_before(self, at: int) -> Body | None:
        """The body with which the sentence before that of `at` begins, in the same paragraph."""
        number = self.layout.number_at(at)
        if number is None:
            return None
        paragraph = self.layout.paragraphs[number]
        begin, _ = self.layout.sentence(paragraph, at)
        if begin == paragraph.start:
            return None
        first, end = self.layout.sentence(paragraph, begin - 1)
        article = _ARTICLE.match(self.text, first)
        there = self.body_from(article.end() if article else first, end)
        return there[1] if there else None

    def body_before(self, at: int, separator: re.Pattern[str]) -> int | None:
        """Where the name of a body begins that nothing but `separator` parts from `at`."""
        found = separator.search(self.text, max(0, at - _SEPARATOR), at)
        ends = self._body_starts_by_end.get(found.start()) if found else None
        return min(ends) if ends else None

    def generic(self, phrase: str) -> Body | None:
        """The body that "the council" or "the trust" means: the publisher, else the only one of its kind."""
        folded = phrase.casefold()
        if folded not in self._generic:
            self._generic[folded] = self._meant_by(folded)
        return self._generic[folded]

    def _meant_by(self, noun: str) -> Body | None:
        kinds = kinds_of_generic(noun)
        publisher = self.release.publisher.name.casefold() if self.release.publisher else ""
        fitting = [body for body in self._bodies if body.type in kinds and may_mean(noun, body.name)]
        issuer = next((body for body in fitting if publisher in {name.casefold() for name in body.names}), None)
        return issuer or (fitting[0] if len(fitting) == 1 else None)

    def holder_of(self, phrase: str, at: int) -> Individual | None:
        """Who was named last before `at` with that office or form of address ("the headteacher", "the CEO")."""
        folded = phrase.casefold()
        if folded not in self._in_office:
            holders = (person for person, title in self._offices if _is_office(folded, title))
            self._in_office[folded] = sorted(
                [(mention.end, person) for person in holders for mention in person.mentions]
                + self._addressed.get(folded, []),
                key=itemgetter(0),
            )
        return _last(self._in_office[folded], at)

    def only_holder_of(self, phrase: str, at: int) -> Individual | None:
        """Who alone was named before `at` with a title of that noun, its other words nearby ("the bakery owner")."""
        *others, noun = phrase.casefold().split()
        holders = self._holders.get(noun, [])
        alone = bool(holders) and all(person is holders[0] for person in holders)
        if not alone or holders[0].mentions[0].start >= at:
            return None
        if words("speakers", "not_the_same").intersection(others):
            return None
        place = holders[0].mentions[0].start
        near = self.text[max(0, place - _AROUND) : place + _AROUND].casefold()
        return holders[0] if all(re.search(rf"\b{re.escape(word)}", near) for word in others) else None


def _last(told: Sequence[tuple[int, T]], at: int) -> T | None:
    """What stands last before `at` among what is ordered by place."""
    number = bisect_left(told, at, key=itemgetter(0))
    return told[number - 1][1] if number else None


def _is_office(phrase: str, title: str) -> bool:
    """Whether a phrase in small letters means the title: its words, or its initials ("the CEO")."""
    folded = title.casefold()
    initials = "".join(word[0] for word in folded.split() if word not in ("of", "the", "and", "for"))
    if phrase == folded or folded.startswith(f"{phrase} "):
        return True
    front = folded.removesuffix(phrase).split()
    whole = folded.endswith(f" {phrase}") and not words("speakers", "not_the_same").intersection(front)
    return whole or (len(phrase) > 1 and phrase == initials[: len(phrase)])


def as_speaker(mention: NameMention, person: Individual) -> SpeakerCandidate:
    """A person as a candidate, by one mention."""
    return SpeakerCandidate.of_person(person, mention.start, mention.end)
