"""The subject of a cue, before it ("Cllr Brown, leader of the council, said") or behind it ("said Matthew Olsen")."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.kinds import SpeakerType
from extractor.rules.cues import ADVERBS, CUE
from extractor.rules.joint import joint_before, joint_bodies, joint_people
from extractor.rules.lexicon import alternation, one_of, table
from extractor.rules.noun_phrases import noun_phrase, opening_phrase
from extractor.rules.pronouns import is_object, resolve
from extractor.rules.scene import Scene, as_speaker
from extractor.rules.speakers import SpeakerCandidate
from extractor.rules.unnamed import (
    antecedent,
    body_with_aside,
    capitalised_before,
    capitalised_behind,
    described_before,
    unnamed_before,
    unnamed_behind,
)

_PRONOUN = re.compile(rf"(?<![\w’'])(?P<pronoun>[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\s+{ADVERBS}$")
_PRONOUN_BEHIND = re.compile(r"\s+(?P<pronoun>he|she|they)(?![\w’'])")
# What may stand between a name and its cue: adverbs, or what begins an apposition.
_TO_CUE = re.compile(rf"(?:[’']s\s)?\s*{ADVERBS}")
_APPOSITION = re.compile(r"\s*(?:,|\(|\s[–—-]\s|\s[A-Z]{2,}\b|\swho\s|\sfrom\s|\sof\s|\sand\s|\sat\s)")
_POSSESSIVE = re.compile(r"[’']s?\s")
_PERSON_WITH_ASIDE = re.compile(
    r"(?:,\s(?:aged\s)?\d{1,3}(?=,))?"
    rf",\s(?:who|whose|{one_of('speakers', 'beside')})\s[^.!?:;“”\"]{{2,150}},\s+{ADVERBS}"
)
# "When Ada Holt arrived, the crowd shouted": the subject stands behind a comma.
_OTHER_SUBJECT = re.compile(r",\s(?:the|an?|his|her|their|its|one|another)\s")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:also\s+|[a-z]+ly\s+)?$")
_PASSIVE_CUE = re.compile(rf"{one_of('cues', 'passive')}\b")
_TRANSITIVE = re.compile(one_of("speakers", "transitive"))
_THE = re.compile(r"[Tt]he\s+")
# "The trust runs four homes."
_GENERIC_BODY = re.compile(alternation(name for names in table("roles")["generic"].values() for name in names) + r"\b")
# What "read from a letter ... It said" and "met residents ... They said" go back to.
_REFERRED = {"it": SpeakerType.DOCUMENT, "they": SpeakerType.GROUP}
# "When the inspectors came,"
_CLAUSE_IN_FRONT = re.compile(r"(?:When|After|Once|As|Since|Although|Though|While|Before|Where)\s")
# The types of unnamed speakers that a pronoun may mean.
_MEANT = {
    "he": (SpeakerType.PERSON, SpeakerType.ORGANISATION),
    "she": (SpeakerType.PERSON, SpeakerType.ORGANISATION),
    "they": (SpeakerType.PERSON, SpeakerType.ORGANISATION, SpeakerType.GROUP),
    "it": (SpeakerType.ORGANISATION, SpeakerType.DOCUMENT),
}
_NEAR, _FAR = 40, 160


def subject_before(scene: Scene, start: int, cue: int, *, loose: bool = True) -> SpeakerCandidate | None:
    """The subject of the cue at `cue` in the clause `text[start:cue]`; if `loose`, else the person named last in it."""
    while start < cue and scene.text[start] in " \t\n":
        start += 1
    clause = scene.text[start:cue]
    if is_passive(scene, start, cue):
        return None
    if pronoun := _PRONOUN.search(clause):
        at = start + pronoun.start("pronoun")
        return _meant_by(scene, pronoun["pronoun"], at)
    named = scene.people_in(start, cue)
    free = [(mention, person) for mention, person in named if not is_object(scene.text[start : mention.start])]
    for mention, person in free:
        if _PERSON_WITH_ASIDE.fullmatch(scene.text, mention.end, cue):
            return as_speaker(mention, person)
    for mention, person in reversed(free):
        if _leads_to_cue(scene.text[mention.end : cue]):
            return joint_people(scene, named, mention) or as_speaker(mention, person)
    unnamed = body_with_aside(scene, start, cue) or unnamed_before(scene, start, cue)
    if unnamed is not None:
        return joint_bodies(scene, start, unnamed)
    behind = scene.text[named[-1][0].end : cue] if named else ""
    reported = CUE.search(behind) is not None
    if loose and named and named[-1] in free and not reported and not _OTHER_SUBJECT.search(behind):
        return as_speaker(*named[-1])
    found = capitalised_before(scene, start, cue) if reported or not named else None
    return found or (described_before(scene, start, cue) if loose else None)


def is_passive(scene: Scene, start: int, cue: int) -> bool:
    """Whether the cue at `cue` is passive ("was told"), so that whoever stands in front did not speak."""
    return bool(_PASSIVE_CUE.match(scene.text, cue) and _PASSIVE.search(scene.text[max(start, cue - _NEAR) : cue]))


def _leads_to_cue(between: str) -> bool:
    """Whether nothing but adverbs or an apposition parts a name from its cue."""
    return bool(_TO_CUE.fullmatch(between) or _APPOSITION.match(between)) and not _POSSESSIVE.match(between)


def _meant_by(scene: Scene, pronoun: str, at: int) -> SpeakerCandidate | None:
    """Whom a pronoun at `at` means: a speaker without a name in the sentence before, else whom its gender allows."""
    end = at + len(pronoun)
    if (own := _opening_own_sentence(scene, pronoun.casefold(), at)) is not None:
        return replace(own, start=at, end=end)
    before = _subject_of_sentence_before(scene, at)
    if before is not None and _may_mean(pronoun.casefold(), before):
        return replace(before, start=at, end=end)
    if pronoun.casefold() == "they" and (joint := joint_before(scene, at)) is not None:
        return replace(joint, start=at, end=end)
    found = resolve(scene, pronoun, at, end)
    referred = _referred(scene, pronoun.casefold(), at)
    if referred is not None and (found is None or found.person is not None or pronoun.casefold() == "it"):
        return replace(referred, start=at, end=end)
    if found is None and pronoun.casefold() == "it" and (body := _acting_body(scene, at)) is not None:
        return replace(body, start=at, end=end)
    return found


def _acting_body(scene: Scene, at: int) -> SpeakerCandidate | None:
    """The body that opens the sentence before ("Marl Council has paid. “We are glad,” it said")."""
    sentence = _sentence_before(scene, at)
    if sentence is None:
        return None
    begin, end = sentence
    while begin < end and scene.text[begin].isspace():
        begin += 1
    return _body_opening(scene, begin, end)


def _body_opening(scene: Scene, begin: int, end: int) -> SpeakerCandidate | None:
    """The body, or what "the council" and the like mean, with which a clause opens."""
    if article := _THE.match(scene.text, begin, end):
        begin = article.end()
    if named := scene.body_from(begin, end):
        return SpeakerCandidate.of_body(named[1], begin, named[0])
    generic = _GENERIC_BODY.match(scene.text, begin, end) if article else None
    return noun_phrase(scene, begin, generic.end()) if generic else None


def _opening_own_sentence(scene: Scene, pronoun: str, at: int) -> SpeakerCandidate | None:
    """The body or group of the clause in front ("When the inspectors came, they praised", "As X grew it told")."""
    number = scene.layout.number_at(at)
    if pronoun not in _REFERRED or number is None:
        return None
    begin, _ = scene.layout.sentence(scene.layout.paragraphs[number], at)
    opener = _CLAUSE_IN_FRONT.match(scene.text, begin, at)
    if opener is None or scene.people_in(begin, at):
        return None
    if (body := _body_opening(scene, opener.end(), at)) is not None:
        return body
    article = _THE.match(scene.text, opener.end(), at)
    opening = opening_phrase(scene, article.end() if article else opener.end(), at)
    return opening if opening is not None and opening.type in _MEANT[pronoun] else None


def _referred(scene: Scene, pronoun: str, at: int) -> SpeakerCandidate | None:
    """The document or group of the sentence before, named behind any person in it."""
    kind, sentences = _REFERRED.get(pronoun), _sentence_before(scene, at)
    if kind is None or sentences is None or antecedent(scene, sentences[1], at, kind) is not None:
        return None
    begin, end = sentences
    named = scene.people_in(begin, end)
    return antecedent(scene, named[-1][0].end if named else begin, end, kind)


def _sentence_before(scene: Scene, at: int) -> tuple[int, int] | None:
    """Where the sentence before that of `at` begins and ends, be it in the paragraph above; None if there is none."""
    number = scene.layout.number_at(at)
    if number is None:
        return None
    paragraph = scene.layout.paragraphs[number]
    begin, _ = scene.layout.sentence(paragraph, at)
    if begin > paragraph.start:
        return scene.layout.sentence(paragraph, begin - 1)[0], begin
    above = scene.layout.paragraph(number - 1)
    return (scene.layout.last_sentence(above), above.end) if above is not None else None


def _may_mean(pronoun: str, speaker: SpeakerCandidate) -> bool:
    """Whether a pronoun can mean a speaker of that type and gender; "she" means a spokeswoman, never a body."""
    single = pronoun in ("he", "she")
    if speaker.person is not None:
        return single and speaker.person.gender in (None, "m" if pronoun == "he" else "f")
    itself = speaker.body is not None and speaker.name == speaker.body.name
    return speaker.type in _MEANT[pronoun] and not (single and itself)


def _subject_of_sentence_before(scene: Scene, at: int) -> SpeakerCandidate | None:
    """The subject of a cue in the sentence before that of `at` ("A source said ... They said").

    None where somebody is named between that sentence and the pronoun.
    """
    sentence = _sentence_before(scene, at)
    if sentence is None or scene.people_in(sentence[1], at):
        return None
    begin, end = sentence
    found: SpeakerCandidate | None = None
    for cue in scene.free_cues(begin, end):
        if _PRONOUN.search(scene.text[begin : cue.start()]):
            return None
        found = found or subject_before(scene, scene.free_start(begin, cue.start()), cue.start(), loose=False)
    if found is not None:
        return found
    opening = opening_phrase(scene, begin, end)
    return opening if opening is not None and opening.person is None else None


def first_free_person(scene: Scene, start: int, end: int) -> SpeakerCandidate | None:
    """The first person named in a stretch who is nobody's object, for want of a grammatical subject."""
    free = (pair for pair in scene.people_in(start, end) if not is_object(scene.text[start : pair[0].start]))
    return next((as_speaker(*pair) for pair in free), None)


def inverted_subject(scene: Scene, begin: int, cue: re.Match[str], end: int) -> SpeakerCandidate | None:
    """The subject behind a cue, unless words in front of a verb like "told" make what follows it the object."""
    if scene.text[begin : cue.start()].strip() and _TRANSITIVE.fullmatch(cue.group()):
        return None
    return subject_behind(scene, cue.end(), end)


def subject_behind(scene: Scene, cue_end: int, end: int) -> SpeakerCandidate | None:
    """The subject behind an inverted cue: "said Matthew Olsen, Deputy Attorney General"."""
    end = min(end, cue_end + _FAR)
    if pronoun := _PRONOUN_BEHIND.match(scene.text, cue_end, end):
        return resolve(scene, pronoun["pronoun"], pronoun.start("pronoun"), pronoun.end("pronoun"))
    unnamed = unnamed_behind(scene, cue_end, end)
    named = scene.people_in(cue_end, end)
    if not named:
        return unnamed or capitalised_behind(scene, cue_end, end)
    # "said the mother of Joe Smith"
    if unnamed and unnamed.start <= named[0][0].start < unnamed.end:
        return unnamed
    if unnamed and unnamed.type is not SpeakerType.PERSON and named[0][0].start > unnamed.end + 2:
        return unnamed
    joint = joint_people(scene, named[:2], named[1][0]) if len(named) > 1 else None
    return joint or as_speaker(*named[0])
