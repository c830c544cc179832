"""The tense of the clause about a date: which way from the day of issue it looks."""

from __future__ import annotations

import re

from extractor.rules.dates.values import CERTAIN, Tense
from extractor.rules.dates.words import CUES, TABLE, one_of

REACH_BEFORE, REACH_AFTER = 160, 120
CLAUSE_END = re.compile(r"(?<!\b[ap]\.m)[.!?][ \u00a0\n\"”’]|[;“”\"\n]")
FIRST_WORD = re.compile(r"[^\w\n]*(\w+)")
CLOCK_TIME = r"(?:\d{1,2}(?:[.:]\d\d)?[ \u00a0]?(?:[ap]\.?m\b\.?)?|noon|midday|midnight)"
ADVERBS = r"(?:[ \u00a0](?:not|also|now|then|be|being|been|have|get|all|only|both|again|once|\w+ly))*"
PARTICIPLE = rf"(?:[ \u00a0](?:\w+ed|{one_of(TABLE['tense']['participles'])})(?!\w))?"
KEPT = r"(?:[ \u00a0](?:remain|stay|keep|be[ \u00a0]kept|be[ \u00a0]left))?"  # "will remain closed"
TO_DO = rf"to[ \u00a0](?!{one_of(CUES['no_adjective'] | CUES['objects'])}\b|people\b|children\b|\w+(?<!s)s\b)[a-z]+"
IRREGULAR = one_of({*TABLE["tense"]["participles"], *TABLE["tense"]["past"]} - {"since", "ago"})
CUE = re.compile(
    rf"(?:(?<![\w-])(?:"
    rf"(?P<target>(?:{one_of(TABLE['tense']['auxiliaries'])}[ \u00a0]|(?:was|were|been)[ \u00a0])?"
    rf"{one_of(TABLE['tense']['moved'])}(?!\w))"
    rf"|(?P<overdue>(?:was|were|had[ \u00a0]been)[ \u00a0](?:due|scheduled|supposed|meant)(?:[ \u00a0]to[ \u00a0]\w+)?"
    r"(?!\w))"
    rf"|(?P<perfect>(?:has|have|having){ADVERBS}[ \u00a0](?:\w+(?:ed|en|wn|ne|un)|{IRREGULAR})\b)"
    rf"|(?P<pluperfect>had{ADVERBS}[ \u00a0]\w+(?:ed|en|wn|ne|un)\b)"
    rf"|(?P<will>{one_of(TABLE['tense']['will'])}(?!\w)(?:[ \u00a0]to)?{ADVERBS}{KEPT}{PARTICIPLE})"
    rf"|(?P<present>{one_of(TABLE['tense']['auxiliaries'])}(?!\w)(?:[ \u00a0]to)?{ADVERBS}{PARTICIPLE}"
    rf"|{one_of(TABLE['tense']['present'])}(?!\w)(?:[ \u00a0]to{ADVERBS}{PARTICIPLE})?"
    rf"|(?<=[sd][ \u00a0]){one_of(TABLE['tense']['plural_present'])}(?!\w)|{TO_DO})"
    rf"|(?P<past>{one_of(TABLE['tense']['past'])}(?!\w){ADVERBS}{PARTICIPLE})"
    rf"|(?P<participle>(?!{one_of(TABLE['tense']['not_past'])}\b)\w{{2,}}ed(?!\w)"
    rf"|(?<=,[ \u00a0]){one_of(TABLE['tense']['participles'])}(?!\w))"
    rf")|(?<=\w)['’](?P<contracted>ll)\b)"
)
# Backshift: in "would be asked when they met" the past tense is a future told afterwards
WOULD_WHEN = re.compile(
    rf"(?:\bwould|\w['’]d)\b(?![ \u00a0]have\b).*[ \u00a0]{one_of(TABLE['tense']['backshift'])}[ \u00a0](?!.*\bwould\b)"
)
LIMIT_BEFORE = re.compile(
    rf"(?<!\w){one_of(TABLE['tense']['limit'])}:?[ \u00a0](?:at[ \u00a0](?:least|the[ \u00a0]earliest)[ \u00a0])?"
    rf"(?:{CLOCK_TIME}[ \u00a0](?:on[ \u00a0])?)?(?:the[ \u00a0])?$"
)
# "..., said the mayor, ..." is in the teller's tense
ASIDE = re.compile(r",[ \u00a0](?:[^,]{0,60}[ \u00a0])?(?:said|says|added|warned|announced)\b[^,]{0,60},")
# "The rules, agreed in May, apply from ...": what stands between commas has its own tense
SUBORDINATE = re.compile(rf",[ \u00a0](?:which|who|whose|where|\w{{2,}}ed|{IRREGULAR})\b[^,]{{0,80}},")
# "Ahead of Thursday's vote, leaders met": still to come, whatever the verb behind
AHEAD = re.compile(
    r"\b(?:ahead[ \u00a0]of|in[ \u00a0](?:time[ \u00a0]for|the[ \u00a0]run-up[ \u00a0]to))[ \u00a0](?:the[ \u00a0])?$"
)
INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_](?=[^\W\d_])")  # of words of two letters and more
BRACKETS = re.compile(r"\([^()]*\)")
MAY = re.compile(r"\bmay\b")
# "will reopen in May, with the rest handed over in June": the participle shares the tense of its clause
ABSOLUTE = re.compile(r",[ \u00a0]with[ \u00a0](?!.*[,;])")
# "Closed 25 December", "(shut on 1 January)": opening times, with no subject
CLOSED = re.compile(r"(?<![\w)\]%][ \u00a0])(?i:closed|shut)\b")
NO_VERBS = frozenset({"May", "March", "Will", "Mark"})  # at the head of a clause a month or a name
TENSES: dict[str | None, Tense] = {
    "will": Tense(1, CERTAIN),
    "contracted": Tense(1, CERTAIN),
    "past": Tense(-1, CERTAIN),
    "participle": Tense(-1, 8),
    "pluperfect": Tense(-1, 8),
    "perfect": Tense(-1, 2),  # "have been told of 3 May": a perfect itself has no date
    "limit": Tense(1, 4),
    "overdue": Tense(),  # "had been due to end on 3 May": perhaps it did, perhaps it will
    "target": Tense(1, 3),
    "present": Tense(1, 3),
}


def tense_at(text: str, start: int, end: int) -> Tense:
    """The tense of the clause about `text[start:end]`: its nearest cue before, else its first one after.

    A deadline ("until") looks ahead unless the clause is in the plain past ("was open until 31 January").
    """
    before, after = clause_about(text, start, end)
    kinds = cue_kinds(before)
    if AHEAD.search(before) and not kinds:
        return TENSES["limit"]
    limit = LIMIT_BEFORE.search(before) is not None
    if not kinds or (limit and kinds[-1] in ("participle", "pluperfect")):
        kinds += kinds_after(after)
    if kinds[-1:] == ["participle"] and ABSOLUTE.search(before):
        kinds.pop()
    if kinds and kinds[-1] in ("past", "participle") and WOULD_WHEN.search(before):
        return TENSES["will"]
    if limit and kinds[-1:] != ["will"] and (not kinds or kinds[-1] not in ("past", "pluperfect", "participle")):
        return TENSES["limit"]
    return TENSES[kinds[-1]] if kinds else Tense()


def clause_about(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the clause before and after a place, without asides; a headline in small letters."""
    before = CLAUSE_END.split(text[max(0, start - REACH_BEFORE) : start])[-1]
    after = CLAUSE_END.split(text[end : end + REACH_AFTER], maxsplit=1)[0]
    initials = INITIALS.findall(before + after)
    if len(initials) > 1 and sum(map(str.isupper, initials)) > 0.7 * len(initials):
        before, after = (MAY.sub("", part.lower()) for part in (before, after))
    head = FIRST_WORD.match(before)
    if head and head[1] not in NO_VERBS:
        before = before[: head.start(1)] + before[head.start(1) :][:1].lower() + before[head.start(1) + 1 :]
    return SUBORDINATE.sub(",", ASIDE.sub(",", before)), after


def kinds_after(after: str) -> list[str | None]:
    """The kind of the first tense cue behind a date; "on 1 April, emptied weekly" tells none."""
    for cue in CUE.finditer(after):
        if cue.lastgroup != "participle" or BRACKETS.sub("", after[: cue.start()]).strip() != ",":
            return [cue.lastgroup]
    return []


def cue_kinds(clause: str) -> list[str | None]:
    """The kinds of the tense cues in the part of a clause before a date; at its head "cut" or "put" is no past."""
    head = FIRST_WORD.match(clause) if len(clause) < REACH_BEFORE else None
    bare = head is not None and head[1].lower() in TABLE["tense"]["base_forms"]
    cues = list(CUE.finditer(clause))
    verbs = {cue.end() + 1 for cue in cues if cue.lastgroup == "will"}  # "will reopen" is one cue
    cues = [cue for cue in cues if cue.start() not in verbs or cue.lastgroup != "present"]
    if verbs:  # "will set up a fund in March and put it to use in May"
        cues = [cue for cue in cues if cue[0] not in TABLE["tense"]["base_forms"]]
    kinds = ["present" if CLOSED.match(clause, cue.start()) else cue.lastgroup for cue in cues]
    if not kinds and head is not None and head[1].lower() in TABLE["tense"]["imperatives"]:
        return ["present"]
    return ["will", *kinds[1:]] if bare and kinds else kinds
