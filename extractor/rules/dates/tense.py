"""The tense of the clause about a date: which way from the day of issue it looks."""

from __future__ import annotations

import re

from extractor.rules.dates.values import CERTAIN, Tense
from extractor.rules.dates.words import CUES, TABLE, any_of

REACH_BEFORE, REACH_AFTER = 160, 120
CLAUSE_END = re.compile(r"(?<!\b[ap]\.m)[.!?][ \n\"”’]|[;“”\"\n]")
FIRST_WORD = re.compile(r"[^\w\n]*(\w+)")
CLOCK_TIME = r"(?:\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\b\.?)?|noon|midday|midnight)"
ADVERBS = r"(?: (?:not|also|now|then|be|being|been|have|get|all|only|both|again|once|\w+ly))*"
PARTICIPLE = rf"(?: (?:\w+ed|{any_of(TABLE['tense']['participles'])})(?!\w))?"
KEPT = r"(?: (?:remain|stay|keep|be kept|be left))?"  # "will remain closed"
TO_DO = rf"to (?!{any_of(CUES['no_adjective'] | CUES['objects'])}\b|one\b|people\b|children\b|\w+(?<!s)s\b)[a-z]+"
IRREGULAR = any_of({*TABLE["tense"]["participles"], *TABLE["tense"]["past"]} - {"since", "ago"})
CUE = re.compile(
    rf"(?:(?<![\w-])(?:"
    rf"(?P<target>(?:{any_of(TABLE['tense']['auxiliaries'])} |(?:was|were|been) )?"
    rf"{any_of(TABLE['tense']['moved'])}(?!\w))"
    rf"|(?P<overdue>(?:was|were|had been) (?:due|scheduled|supposed|meant)(?: to \w+)?"
    r"(?!\w))"
    rf"|(?P<perfect>(?:has|have|having){ADVERBS} (?:\w+(?:ed|en|wn|ne|un)|{IRREGULAR})\b)"
    rf"|(?P<pluperfect>had{ADVERBS} \w+(?:ed|en|wn|ne|un)\b)"
    rf"|(?P<will>{any_of(TABLE['tense']['will'])}(?!\w)(?: to)?{ADVERBS}{KEPT}{PARTICIPLE})"
    rf"|(?P<present>{any_of(TABLE['tense']['auxiliaries'])}(?!\w)(?: to)?{ADVERBS}{PARTICIPLE}"
    rf"|{any_of(TABLE['tense']['present'])}(?!\w)(?: to{ADVERBS}{PARTICIPLE})?"
    rf"|(?<=[sd] ){any_of(TABLE['tense']['plural_present'])}(?!\w)|{TO_DO})"
    rf"|(?P<past>{any_of(TABLE['tense']['past'])}(?!\w){ADVERBS}{PARTICIPLE})"
    rf"|(?P<participle>(?!{any_of(TABLE['tense']['not_past'])}\b)\w{{2,}}ed(?!\w)"
    rf"|(?<=, ){any_of(TABLE['tense']['participles'])}(?!\w))"
    rf")|(?<=\w)['’](?P<contracted>ll)\b)"
)
# Backshift: in "would be asked when they met" the past tense is a future told afterwards
WOULD_WHEN = re.compile(rf"(?:\bwould|\w['’]d)\b(?! have\b).* {any_of(TABLE['tense']['backshift'])} (?!.*\bwould\b)")
LIMIT_BEFORE = re.compile(
    rf"(?<!\w){any_of(TABLE['tense']['limit'])}:? (?:at (?:least|the earliest) )?"
    rf"(?:{CLOCK_TIME} (?:on )?)?(?:the )?$"
)
# "..., said the mayor, ..." is in the teller's tense
ASIDE = re.compile(r", (?:[^,]{0,60} )?(?:said|says|added|warned|announced)\b[^,]{0,60},")
# "The rules, agreed in May, apply from ...": what stands between commas has its own tense
SUBORDINATE = re.compile(rf", (?:which|who|whose|where|\w{{2,}}ed|{IRREGULAR})\b[^,]{{0,80}},")
# "Ahead of Thursday's vote, leaders met": still to come, whatever the verb behind
AHEAD = re.compile(r"\b(?:ahead of|in (?:time for|the run-up to)) (?:the )?$")
# "leaders plead after a blaze on Saturday destroyed ...": the clause of what happened, whose verb is yet to come
EVENT = re.compile(r"\b(?:after|since|because)(?: [\w’'-]+){1,5}? (?:on|in|last) (?:the )?$")
INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_](?=[^\W\d_])")  # of words of two letters and more
BRACKETS = re.compile(r"\([^()]*\)")
MAY = re.compile(r"\bmay\b")
# "will reopen in May, with the rest handed over in June": the participle shares the tense of its clause
ABSOLUTE = re.compile(r", with (?!.*[,;])")
# "Closed 25 December", "(shut on 1 January)": opening times, with no subject
CLOSED = re.compile(r"(?<![\w)\]%] )(?i:closed|shut)\b")
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
    if (event := EVENT.search(before)) and kinds_after(after)[:1] in (["past"], ["participle"]):
        before = event.group()
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
