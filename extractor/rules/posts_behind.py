"""Role phrases behind a name: in apposition, in brackets, or told by a verb ("X, leader of ...", "X is the ...")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.rules.body_index import BodyIndex
from extractor.rules.lexicon import alternation, one_of, words
from extractor.rules.names import POST_NOMINALS, NameMention
from extractor.rules.role_nouns import has_head, is_plural
from extractor.rules.roles import Title, parse_roles

# What may stand between a name and its role: "(pictured)", an age, a town.
_ASIDE = re.compile(r"\s?\([^()]{1,80}\)|,?\s(?:aged\s)?\d{1,3}(?=,)|,\s(?:of|from)\s[A-Z][\w’' -]{2,30}(?=,)")
# What leads from a name into its role: a comma or dash, "is the", "was elected", "from the", a bracket.
_INTO_ROLE = re.compile(
    # "who is retiring after 12 years as", "who took over as", "who holds the Lacey Chair of"
    r",\swho\s(?:is\s(?:retiring|standing\sdown|stepping\sdown|leaving)|retires|took\sover|took\sup\soffice)\b"
    r"[\w’' ]{0,40}?\sas\s(?:the\s|its\s|a\s)?"
    r"|,?\s(?:who\s)?holds\sthe\s(?=(?:[A-Z][\w’'-]+\s){1,4}of\s)"
    r"|\s*[,–—-]\s+(?:who\s(?:is|serves\sas|works\sas|has\sbeen|was\sappointed)\s(?:also\s)?)?"
    r"|\sis\s(?:now\s)?(?:(?=the\s|an?\s|our\s|its\s)|(?=[a-z]+\s(?:of|for|at)\s))"
    r"|\s(?:has\sbeen|was|is|have\sbeen)\s(?:re-)?(?:appointed|elected|named|made|promoted\sto)\s"
    r"(?:as\s)?(?:the\s|its\s|a\s)?(?:new\s)?"
    r"|\sfrom\s(?=the\s)"
    r"|\s(?=\()"
)
# Where a role phrase ends: a finite verb, a relative, a clause, a mark, or the sentence's end.
_STOP = re.compile(
    rf"\s*,?\s*(?:\band\s+)?(?<![\w-]){alternation(words('cues', 'strong') | words('roles', 'stops'))}(?![\w-])"
    r"|,\s+(?:with\b|(?:and\s+)?[a-z]{3,}ed\b|ran\b|thanked\b)"
    r"|\s*[:;!?“”\"‘]|\s*\((?![^()]{1,40}\)\s(?:[A-Z]|(?:at|of|for)\s))|\s[–—-]\s|\n"
    r"|\.(?=\s|$)(?<!\bU\.S\.)(?<!\bSt\.)"
)
# "Deputy Chief Fire Officer (Service Delivery)"
_BRACKETED = re.compile(rf"\s\((?!{one_of('roles', 'parties')}\b)[A-Z][a-z]+(?:\s(?:and\s|&\s)?[A-Z][a-z]+)*\)(?=,)")
# "a care worker for 17 years", "cabinet member for culture in January"
_TENURE = re.compile(
    r"\sfor\s(?:(?:the\s(?:last|past)|more\sthan|over|nearly|almost)\s)?[\w-]+\s(?:years|months|decades)\b"
    # "a nurse and mother of two": children are no post.
    r"|,?\sand\s(?:a\s)?(?:proud\s|single\s)?(?:(?:grand|step)?(?:mother|father)|mum|dad)(?:\sof\s|-of-)\w+"
    r"|\sin\s(?:January|February|March|April|May|June|July|August|September|October|November|December|\d{4})\b"
)
# "a former mayor who is now chair of ...": the role phrase goes on.
_WHO_IS = re.compile(r",?\s+(?:and\s+)?who\s(?:is|serves\sas|works\sas)\s(?:now\s|also\s|currently\s)?")
# "a doctor travelling with her daughter", "the driver hurt in June": a clause behind the post's noun.
_PARTICIPLE = re.compile(
    r"(?<![\w-])(?P<noun>[\w-]+)\s(?!based|employed|working|serving|seconded|attached)(?:[a-z]{3,}(?:ing|ed)|hurt|born|caught)"
    r"\s(?:with|from|to|in|at|on|by|for|over|near|through|into|a|an|the|his|her|their|its)\b"
)
# "X, chair of A, and its director, Y": the second post is that of the next name.
_OTHERS_POST = re.compile(r"(?:,?\s+|(?<=\s))and\s+(?:its|the|their|his|her|our)\s[^,]+,\s*$")
_DANGLING = re.compile(r"(?<![\s,])[\s,]+(?:and[\s,]*)?$")
_NOUN_END = re.compile(r"[,.]|\s(?:and|of|for|at|in|to|with|from)\s")
_KIN = re.compile(rf"(?:the\s|a\s)?(?:{one_of('roles', 'kin')}|grand\w+)\s(?:of|to)\b")
# What goes on for longer without a verb is a list.
_LONGEST_ROLE = 600
_NO_ROLE = re.compile(rf"{one_of('roles', 'no_role_openers')}\b")


def posts_behind(
    text: str, mention: NameMention, stop: int, next_name: int | None, index: BodyIndex
) -> Iterator[Title]:
    """The titles in the phrase behind a name, up to `stop` or the next name."""
    letters = POST_NOMINALS.match(text, mention.end, stop)
    at = letters.end() if letters else mention.end
    while aside := _ASIDE.match(text, at, stop):
        yield from _in_brackets(text, at, aside, index)
        at = aside.end()
    if (lead := _INTO_ROLE.match(text, at, stop)) is None:
        return
    begin: int | None = lead.end()
    while begin is not None:
        end = _end_of_role(text, begin, stop, next_name)
        phrase = index.masked(text, begin, end)
        told = has_head(phrase.split(",")[0]) and not _KIN.match(phrase) and not _NO_ROLE.match(phrase)
        if told and (not _is_of_several(phrase) or text.endswith("and ", 0, mention.start)):
            yield from _sharing(parse_roles(text, begin, end, index))
        further = _WHO_IS.match(text, end, stop)
        begin = further.end() if further else None


def _is_of_several(phrase: str) -> bool:
    """Whether a role phrase tells what several people are ("her volunteers and friends")."""
    noun = _NOUN_END.split(phrase.strip(), maxsplit=1)[0]
    return is_plural(noun.rsplit(" ", 1)[-1])


def _in_brackets(text: str, at: int, aside: re.Match[str], index: BodyIndex) -> Iterator[Title]:
    inside = aside.group().strip(" ()")
    if aside.group().endswith(")") and has_head(inside) and "pictured" not in inside:
        yield from _sharing(parse_roles(text, text.index("(", at) + 1, aside.end() - 1, index))


def _end_of_role(text: str, begin: int, stop: int, next_name: int | None) -> int:
    end = min(stop, next_name or stop, begin + _LONGEST_ROLE)
    if halt := _STOP.search(text, begin, end):
        bracketed = _BRACKETED.match(text, halt.start(), end)
        behind_post = bracketed is not None and has_head(text[begin : halt.start()].rsplit(" ", 1)[-1])
        end = bracketed.end() if bracketed is not None and behind_post else halt.start()
    elif end == next_name and (others := _OTHERS_POST.search(text, begin, end)):
        end = others.start()
    elif end == next_name:
        # What stands right before the next name is that person's ("..., Commissioner Gray").
        end = max(text.rfind(",", begin, end), text.rfind(" and ", begin, end), begin)
    clauses = _PARTICIPLE.finditer(text, begin, end)
    end = next((clause.end("noun") for clause in clauses if has_head(clause["noun"])), end)
    if tenure := _TENURE.search(text, begin, end):
        end = tenure.start()
    return begin + len(_DANGLING.sub("", text[begin:end]))


def _sharing(titles: list[Title]) -> list[Title]:
    """ "Leader and Cabinet Member for Finance at Y Council": the body told last is that of both posts.

    Not if another owns the first ("the council's leader, cabinet member for housing and chair of Y Trust").
    """
    if any(title.owned for title in titles[:-1]):
        return titles
    return [
        replace(title, body=titles[-1].body, hint=titles[-1].hint) if _lacks_body(title) else title for title in titles
    ]


def _lacks_body(title: Title) -> bool:
    return title.body is None and title.generic is None and title.hint is None and " of " not in title.title
