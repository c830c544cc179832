"""What stands around a date expression: whether it is a date at all, and what kind of year it means."""

from __future__ import annotations

import re

from extractor.rules.dates import sentence
from extractor.rules.dates.tense import TENSES
from extractor.rules.dates.values import CERTAIN, Tense
from extractor.rules.dates.words import AMBIGUOUS_MONTHS, CUES, FULL_MONTHS, FULL_WEEKDAYS, any_of, capitalised

LINE_END = re.compile(r"[.;,]?\s*(?:\n|$)")
WORD_BEFORE = re.compile(r"([\w'’]+) {1,2}$")
TWO_WORDS_BEFORE = re.compile(r"(\w+) {1,2}the {1,2}$")
WORD_AFTER = re.compile(r" {1,2}([\w'’]+)")
NAME_AFTER = re.compile(r" (?!(?:I|A|Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir)\b)[A-Z][a-z]")
NO_NOUN = rf"(?!{any_of(CUES['no_adjective'])}\b)"
ADJECTIVE = rf"{NO_NOUN}[a-z]+ "
PLURAL_NOUN_AFTER = re.compile(
    rf" (?:{ADJECTIVE})?{NO_NOUN}(?:[a-z]{{2,}}(?<![sui])s|people|children|staff|women|men)\b"
    rf"(?! {any_of(CUES['objects'])}\b)"
)
TODAYS = re.compile(r"['’]s ([\w-]+(?: \w+)?)")
HEDGED = re.compile(r"(\w+ )(?:at (?:least|the earliest)|around|about|approximately|roughly|circa) $")
DATING = re.compile(r"(?<!\w)dat(?:es|ed|e|ing) (?:back )?(?:from|to) $")
# "a home of about 1740"
MADE_ABOUT = re.compile(r"\b(?:of|from|built|begun|made|\w+ed) (?:about|around|circa|c\.) $")
DATED_THING = re.compile(rf"(?<!\w)(?i:{any_of(CUES['dated_things'])})s? (?:of|from) $")
# "2016 - 104 calls; 2017 - 98 calls", "2016: 104, 2017: 98", "2016 (104), 2017 (98)"
FIGURE_OF_YEAR = re.compile(
    r"(?:^|(?<=[\n(•|])|(?<=[\n;:,*•|-] )|(?<=\d\. ))(?:19|20)\d\d"
    r"(?: ?[-\u2010-\u2015:=] | \()[£$€]?\d+(?:[.,]\d+)*(?![-/\d])"
)
# What goes on after a weekday, rather than being the noun that it tells more of
GOES_ON_AFTER_WEEKDAY = frozenset().union(
    *(CUES[name] for name in ("no_adjective", "after_weekday", "day_parts", "day_times", "year_verbs"))
)
AFTER_WEEKDAY = re.compile(rf"(?=[.,;)\n]|$| {any_of(CUES['after_weekday'])}\b)")
# "called at 2010 on Friday"
HOUR_AFTER = re.compile(rf" on (?:{capitalised(FULL_WEEKDAYS)}|\d)")
TIME_BEFORE = re.compile(r"(?:\d ?(?:[ap]\.?m\.?|[.:]\d\d)(?: [A-Z]{2,4})?|\b(?:noon|midnight)) $")
THE_FALL = re.compile(r"\b(?:in|by|until|since|during) the fall(?! (?:of|in)\b)")
AS_SOON_AS = re.compile(r"\bas (?:soon|early|late|recently) as $")
DETERMINED = re.compile(r"\b(?:an?|the|one|this|that|any|his|her|their|our|my|its) (?:\w+ )?\w+ $", re.IGNORECASE)
# Speech, in the next paragraph too; hours begin with a digit.
SPEECH_AFTER = re.compile(r":(?: ?[“\"‘']|\s*(?:\n\s*(?!\d)|\Z))")
DIGITS_BEFORE = re.compile(r"\d $")
DIGITS_AFTER = re.compile(r" \d")
MORE_NUMBERS = re.compile(r" (?:or|and) \d")
WORD = re.compile(r"[^\W\d]+")
JOINING = frozenset({"and", "or"})
# "2011's record", "missing only 2004, when a storm came"
YEAR_OF_ITS_OWN = re.compile(r"['’]s [a-z]|, when\b")
POSSESSIVE = re.compile(r"['’]s [a-z]")
PLURAL_OF = re.compile(r"(?<!event)s of $")  # "the leaders of tomorrow"
NAMED_EVENT = re.compile(r" (?:[A-Z][\w-]* ){1,3}([a-z][a-z-]+)")
NAME_OF = re.compile(r"\b([A-Z]\w+|class) of $")
# "in April and May Skelton's house", "the March of the Toreadors", "June & Wedd"
NAME_GOES_ON = re.compile(rf" (?:(?:and|&) (?!{capitalised(FULL_MONTHS)}\b)[A-Z]|of (?:the|an?)\b)")
COMES_AGAIN_BEFORE = re.compile(r"\b(?:(?:every|each|twice a|once a) year|annually|yearly),? (?:in|during) $")
COMES_AGAIN_AFTER = re.compile(
    rf"(?: and {capitalised(FULL_MONTHS)})?"
    r" (?:of )?(?:every|each) (?:other )?year\b"
)
# Words that may open a sentence before a date word
NO_NAMES = CUES["weekday"] | CUES["month"] | CUES["determiners"]
REACH_BEFORE, REACH_AFTER = 160, 120


def word_before(text: str, start: int, marks: str = "") -> str:
    """The word that ends just before a place (and any of `marks`), as written; empty if there is none."""
    found = WORD_BEFORE.search(text[max(0, start - 24) : start].rstrip(marks))
    return found.group(1) if found else ""


def word_after(text: str, end: int) -> str:
    """The word that follows a place after a space, as written; empty if there is none."""
    found = WORD_AFTER.match(text, end)
    return found.group(1) if found else ""


def opens_a_name(text: str, end: int) -> bool:
    """Whether a capitalised word follows: "Friday Bridge", "May Hill", "Boxing Day Dip"."""
    return NAME_AFTER.match(text, end) is not None


def closes_a_name(word: str) -> bool:
    """Whether the word before makes the date word a part of a name: "Black Friday", "Theresa May"."""
    return word[:1].isupper() and word.lower() not in NO_NAMES


def is_month(text: str, start: int, end: int) -> bool:
    """Whether a month's name alone is the month: not part of a name, and with a cue if it is also a name or a verb."""
    before = word_before(text, start)
    cued = before.lower() in CUES["month"] or before.endswith(("'s", "’s"))
    if before.lower() in CUES["recurring"] or (closes_a_name(before) and not cued) or comes_again(text, start, end):
        return False
    if text[start:end].lower() in AMBIGUOUS_MONTHS:
        possessive = POSSESSIVE.match(text, end) and text[start:end].lower() == "march"
        if possessive and opens_sentence(text, start):
            return True
        named = opens_a_name(text, end) or NAME_GOES_ON.match(text, end) or is_name_of(text, start)
        return cued and not named
    return (cued and before not in JOINING) or not opens_a_name(text, end)


def comes_again(text: str, start: int, end: int) -> bool:
    """Whether the words beside a month say that it comes again: "every year in May", "in May of every year"."""
    before = COMES_AGAIN_BEFORE.search(text[max(0, start - 40) : start])
    return before is not None or COMES_AGAIN_AFTER.match(text, end) is not None


def is_weekday(text: str, start: int, end: int, tense: Tense) -> bool:
    """Whether a weekday's name alone is a certain day: it has a cue and is no part of a name or of opening times."""
    before, after = word_before(text, start), word_after(text, end)
    if after in CUES["recurring_parts"] or before.lower() in CUES["recurring"]:
        return False
    if text[end : end + 1] == ":" and not SPEECH_AFTER.match(text, end):
        return False
    if before.lower() in CUES["attributive_weekday"] and after.islower() and after not in GOES_ON_AFTER_WEEKDAY:
        return False  # "for Sunday lunch"
    if before.lower() in CUES["weekday"]:
        return before.lower() == "on" or not opens_a_name(text, end)
    if TIME_BEFORE.search(text[max(0, start - 16) : start]):
        return not opens_a_name(text, end)
    if is_adverbial(text, start, end, tense) and AFTER_WEEKDAY.match(text, end):
        return True
    if closes_a_name(before) or opens_a_name(text, end):
        return False
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    return bracketed or less_possessive(after) in CUES["day_parts"] or text[end : end + 2] in ("'s", "’s")


def less_possessive(word: str) -> str:
    """A word without its 's."""
    return word.removesuffix("'s").removesuffix("’s")


def is_adverbial(text: str, start: int, end: int, tense: Tense) -> bool:
    """Whether a weekday without a preposition tells when, as in American news: "a filing Thursday", "by noon Monday".

    It does not as part of a noun phrase ("a wet Saturday"), nor after what tells opening hours ("open"), unless the
    tense or a reason makes it one event ("will be shut Monday", "closed Monday for repairs").
    """
    before = word_before(text, start)
    if AS_SOON_AS.search(text[max(0, start - 16) : start]):
        return True
    if before in CUES["hours_verbs"]:
        return tense.weight == CERTAIN or word_after(text, end) in CUES["reasons"]
    if before in CUES["day_adjectives"] and DETERMINED.search(text[max(0, start - 40) : start]):
        return False
    return before.islower() and before.isalpha() and before not in CUES["not_adverbial"] | CUES["determiners"]


def is_attributive(text: str, start: int, end: int) -> bool:
    """Whether a month tells which of a kind is meant: "the January elections", whatever tense the clause is in."""
    after = word_after(text, end)
    return word_before(text, start).lower() == "the" and after.islower() and after not in CUES["no_adjective"]


def is_feast(text: str, start: int, end: int, of_its_own: bool) -> bool:
    """Whether a feast without a year is its day, not what something is called by it: "Bonfire Night call-outs".

    One `of_its_own` is called nothing else: a bank holiday.
    """
    before, after = word_before(text, start).lower(), word_after(text, end)
    if opens_a_name(text, end):
        return False
    if of_its_own or before in ("on", "this"):
        return True
    free = (
        before in CUES["feast_verbs"]
        or before in CUES["feast"]
        or before in CUES["feast_day"]
        or not WORD_BEFORE.search(text[max(0, start - 24) : start])
    )
    return free and (not after or after in CUES["no_adjective"] | CUES["day_parts"] | CUES["year_verbs"])


def is_the_weekend(text: str, start: int) -> bool:
    """Whether "the weekend" is a certain one: "over the weekend", "at the weekend"."""
    found = TWO_WORDS_BEFORE.search(text[max(0, start - 24) : start])
    return found is not None and found[1].lower() in CUES["weekend"]


def means_these_times(text: str, start: int, end: int) -> bool:
    """Whether "today" and the like mean these times or stand in a name: "today's world", "Homes for Tomorrow"."""
    if text[start].isupper() and text[start + 1].islower() and not opens_sentence(text, start):
        return True
    if PLURAL_OF.search(text[max(0, start - 24) : start]):
        return True
    found = TODAYS.match(text, end)
    return found is not None and not CUES["modern"].isdisjoint(found[1].lower().split())


def is_season(text: str, start: int, end: int, tense: Tense, modified: bool) -> bool:
    """Whether a season alone is a certain one: "the" or a modifier and a tense other than the timeless present."""
    if text[start:end].lower() == "fall" and (modified or not THE_FALL.search(text[max(0, start - 16) : end + 8])):
        return False
    if opens_a_name(text, end) or counts(text, end, 0):
        return False
    if modified:
        return True
    before = word_before(text, start).lower()
    if before == "the":
        found = TWO_WORDS_BEFORE.search(text[max(0, start - 24) : start])
        return found is not None and found[1].lower() in CUES["season"] and tense.weight > TENSES["present"].weight
    limited = before in CUES["limit_of_season"] and tense.weight >= TENSES["limit"].weight
    return limited or (before in CUES["season"] and tense.weight == CERTAIN)


def is_year(text: str, start: int, end: int, list_end: int, joined: bool = False) -> bool:
    """Whether four digits alone are a year: a preposition or the like before them, and nothing they could count.

    `list_end` is where the list that they open ends, or `end`; `joined` whether "and" joins them to a date.
    """
    before, after = word_before(text, start).lower(), word_after(text, list_end)
    if YEAR_OF_ITS_OWN.match(text, list_end) or (text[start - 1 : start], text[end : end + 1]) == ("(", ")"):
        return True
    if before in JOINING and not joined:
        return after in CUES["year_verbs"]
    hedged = HEDGED.search(text[max(0, start - 40) : start])
    if hedged and hedged[1].lower().strip() in CUES["hedged_year"]:
        before = hedged[1].lower().strip()
    number = int(text[start:end])
    if HOUR_AFTER.match(text, list_end) and before in CUES["before_hour"]:
        return False
    if after.lower() in CUES["units"] or text[list_end : list_end + 1] in ("%", "-", "–", "/", "+"):
        return False
    if after.lower() in CUES["things_of_a_year"]:
        return number % 100 != 0
    if before in CUES["year"]:
        return number % 100 != 0 or not counts(text, list_end, 0)
    if before in CUES["weak_year"]:
        if text[list_end : list_end + 1] == ":" or is_name_of(text, start):
            return False
        return not (counts(text, list_end, 0) or opens_a_name(text, list_end) or MORE_NUMBERS.match(text, list_end))
    if before in CUES["determiners"] or before.endswith(("'s", "’s")):
        if before == "the" and is_event_of_year(text, list_end):
            return True
        return after[:1].islower() and after not in CUES["no_adjective"] and number % 50 != 0
    opens = opens_sentence(text, start) or before in CUES["clause_openers"]
    return (after in CUES["year_verbs"] and opens) or text[max(0, start - 6) : start].lower() == "year, "


def is_event_of_year(text: str, end: int) -> bool:
    """Whether a name and a noun follow a year that tells when: "the 2006 Notch fire", not "the 1812 Overture"."""
    found = NAMED_EVENT.match(text, end)
    return found is not None and found[1] not in CUES["no_adjective"] | CUES["year_verbs"] and found[1][-2:] != "ed"


def is_name_of(text: str, start: int) -> bool:
    """Whether "of" before a year or month belongs to a name: "the Spirit of 1940"; not to "the Great Storm of 1987"."""
    found = NAME_OF.search(text[max(0, start - 40) : start])
    if found and found[1].lower() in CUES["name_heads"]:
        return True
    if found is None or found[1].endswith("s") or found[1].lower() in CUES["month_parts"] | CUES["dated_things"]:
        return False
    return not opens_sentence(text, start - len(found[0]))


def is_old_year(text: str, start: int, end: int) -> bool:
    """Whether four digits below 1800 alone are a year: a preposition of time ("since", "in") or a dated thing."""
    after = word_after(text, end).lower()
    counted = after.endswith("s") and after not in CUES["no_adjective"]
    if counted or counts(text, end, 0) or opens_a_name(text, end) or after in CUES["units"] or after == "of":
        return False
    lead = HEDGED.sub(r"\1", text[max(0, start - 40) : start])
    if MADE_ABOUT.search(text[max(0, start - 40) : start]):
        return True
    if DATING.search(lead) or DATED_THING.search(lead):
        return True
    before = word_before(lead, len(lead)).lower()
    on_the_quarter = int(text[start:end]) % 100 in (0, 15, 30, 45)
    return before in CUES["old_year"] or (before in CUES["old_year_or_hour"] and not on_the_quarter)


def labels_a_figure(text: str, start: int, end: int) -> bool:
    """Whether a year is the label of a figure in a list of at least two such: "2016 - 104 calls; 2017 - 98 calls"."""
    first = max(0, start - REACH_BEFORE)
    places = [found.start() + first for found in FIGURE_OF_YEAR.finditer(text[first : end + REACH_AFTER])]
    return start in places and len(places) > 1


def is_labelled(text: str, start: int, end: int) -> bool:
    """Whether all that a line holds behind its label is what stands there: "Restoration: 2026 and 2027"."""
    return text[max(0, start - 2) : start] == ": " and LINE_END.match(text, end) is not None


def counts(text: str, end: int, number: int) -> bool:
    """Whether a plural noun follows, so that a number (a round one; 0 is any) would count it."""
    return number % 50 == 0 and PLURAL_NOUN_AFTER.match(text, end) is not None


def among_digits(text: str, start: int, end: int) -> bool:
    """Whether a number stands among others, as the groups of a telephone or card number do."""
    before = DIGITS_BEFORE.search(text[max(0, start - 4) : start])
    return before is not None or DIGITS_AFTER.match(text, end) is not None


def year_pair_kind(text: str, start: int, end: int) -> str:
    """What kind of year 2023/24 is by the words about it: "school", "plain" (a season), "financial" or "" untold."""
    lead, rest = sentence.lead(text, start, REACH_BEFORE), sentence.rest(text, end, REACH_AFTER)
    before = [word for word in WORD.findall(lead.lower()) if word not in CUES["no_adjective"]][::-1]
    after = WORD.findall(rest.lower())
    for word in (*before[:3], *after[:2], *before[3:], *after[2:]):
        for kind in ("school", "plain", "financial"):
            if word in CUES[kind]:
                return kind
    return ""


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at a place."""
    before = text[max(0, start - 3) : start].rstrip(" \"“'‘(–-•")
    return not before or before[-1] in ".!?\n:"
