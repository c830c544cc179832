"""Whom a pronoun means: the last speaker or, if the gender forbids that, the last person named outside speech."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from extractor.rules.individuals import Individual
from extractor.rules.lexicon import one_of, words
from extractor.rules.names import NameMention
from extractor.rules.role_nouns import has_head
from extractor.rules.scene import Named, Scene
from extractor.rules.speakers import SpeakerCandidate

_OBJECT = re.compile(rf"\b{one_of('speakers', 'object_before')}\s+(?:the\s+)?(?:[a-z-]+\s+){{0,2}}$")
_OBJECT_OF_VERB = re.compile(rf"\b{one_of('speakers', 'transitive')}\s+(?:[\w’'-]+,?\s+){{0,6}}$")
# "The case was led by Ada Holt": who does it is no object.
_AGENT = re.compile(r"\b(?:is|are|was|were|been|being)\s(?:\w+ly\s)?(?:\w+ed|led|run|built|written|made|won)\sby\s$")
_GENDERS = {"he": "m", "she": "f"}
_OWNERS = {"his": "he", "her": "she", "their": "they"}
_WORD_BEFORE = re.compile(rf"\s(?P<word>[a-z]+)\s(?:{one_of('honorifics', 'courtesy')}\s)*$")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
_FATE = re.compile(rf"\b{one_of('speakers', 'fates')}\b")
_SINGULAR = re.compile(r"\b(?:I|my|me|My|I[’']\w+)\b")
_THIRD = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
_GENDERS_OF = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
# Whoever was named longer ago than so many names is not who a pronoun means.
_NEAR, _REACH = 25, 60


def is_object(before: str) -> bool:
    """Whether what stands before a name makes it an object or a complement rather than the subject."""
    if _AGENT.search(before):
        return False
    preposition = _OBJECT.search(before)
    # "portfolio holder for finance Cllr Holt": the preposition belongs to the post.
    of_post = preposition is not None and has_head(before[: preposition.start()].rstrip().rpartition(" ")[2])
    if _OBJECT_OF_VERB.search(before):
        return True
    return not of_post and (preposition is not None or _is_behind_verb(before))


def _is_behind_verb(before: str) -> bool:
    """Whether a verb or a relative stands right before a name: "who arrested Joe Smith", "where Joe Smith works"."""
    found = _WORD_BEFORE.search(before)
    # "After the hearing Ada Holt said": behind an article it is a noun.
    if found is None or has_head(found["word"]) or _ARTICLE.search(before, 0, found.start() + 1):
        return False
    return found["word"].endswith(("ing", "ed")) or found["word"] in words("speakers", "before_object")


def is_spoken_of(scene: Scene, person: Individual, said: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the person of a sentence beside speech is rather spoken of: jailed or dead, or "he" in the speech."""
    if _FATE.search(scene.text, *sentence):
        return True
    if _SINGULAR.search(scene.text, *said):
        return False
    pronoun = _THIRD.search(scene.text, *said)
    return pronoun is not None and _GENDERS_OF.get(pronoun.group().casefold()) == (person.gender or "f")


def resolve(scene: Scene, pronoun: str, start: int, end: int) -> SpeakerCandidate | None:
    """Whom the pronoun `text[start:end]` means, as far as the text before it tells."""
    if pronoun.casefold() == "it":
        thing = scene.last_thing(start)
        return replace(thing, start=start, end=end) if thing else None
    gender = _GENDERS.get(pronoun.casefold())
    named = _last_named(scene, start, gender)
    last = scene.last_speaker(start)
    spoke_since = last is not None and (named is None or _spoke_of(scene, last, named[0]))
    if last and last.person and spoke_since and (gender is None or last.person.gender in (None, gender)):
        return SpeakerCandidate.of_person(last.person, start, end)
    if named is not None:
        return SpeakerCandidate.of_person(named[1], start, end)
    if last and not last.person:
        return replace(last, start=start, end=end)
    return None


def resolve_owner(scene: Scene, owner: str, start: int, end: int) -> SpeakerCandidate | None:
    """Whom "his", "her" or "their" at `text[start:end]` means; None for other words too."""
    pronoun = _OWNERS.get(owner.casefold())
    return resolve(scene, pronoun, start, end) if pronoun else None


def _spoke_of(scene: Scene, last: SpeakerCandidate, named: NameMention) -> bool:
    """Whether the last speaker was named later, or in the same sentence in front: "Ada Holt said that Joe was"."""
    if last.end >= named.start:
        return True
    number = scene.layout.number_at(last.start)
    if number is None:
        return False
    _, end = scene.layout.sentence(scene.layout.paragraphs[number], last.start)
    return named.start < end


def _last_named(scene: Scene, at: int, gender: str | None) -> Named | None:
    """The last person of that gender named as a subject before `at`, else the last named at all."""
    last = None
    for mention, person in islice(scene.named_before(at), _REACH):
        if gender is not None and person.gender not in (None, gender):
            continue
        if not is_object(scene.text[max(0, mention.start - _NEAR) : mention.start]):
            return mention, person
        last = last or (mention, person)
    return last
