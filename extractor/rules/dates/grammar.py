"""The expressions that dates are written in: fragments first, then one pattern for each way of writing."""

from __future__ import annotations

from extractor.rules.dates.words import (
    CUES,
    FEASTS,
    FULL_MONTHS,
    FULL_WEEKDAYS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    TABLE,
    WEEKDAYS,
    any_of,
    capitalised,
)
from extractor.rules.expression import Expression

# --- fragments -------------------------------------------------------------------------------------------------------
S = r" {1,2}"
MAYBE_SPACE = r" ?"
DASH = r"[-\u2010-\u2015]"
END = r"(?!\w)"
# "from at least May 2005", "between approximately 5 May and 9 June"
HEDGE = rf"(?:(?i:approximately|about|around|at{S}least|in{S}or{S}about|on{S}or{S}about){S})?(?:the{S})?"
FROM = rf"(?i:from){S}{HEDGE}"
BETWEEN = rf"(?i:between){S}{HEDGE}"
AND_LAST = rf"{S}(?:and|&){S}{HEDGE}"
TO = rf"(?:{S}(?i:to|until|till|through|up{S}to){S}{HEDGE}|{MAYBE_SPACE}{DASH}{MAYBE_SPACE})"
AND = rf"(?:,?{S}(?:and|or|&){S}(?:(?:again|then){S})?(?:on{S})?(?:the{S})?)"
SHORT_WEEKDAY = rf"{capitalised(TABLE['short_weekdays'])}\.?"
CLEAR_SHORT_WEEKDAY = r"(?:Mon|Tues?|Weds?|Thurs?|Fri)"  # "last sat", "this sun" may be verbs and stars
WEEKDAY = rf"(?:(?i:{any_of(FULL_WEEKDAYS)}){END}|{SHORT_WEEKDAY}{END})"
FULL_WEEKDAY = rf"{capitalised(FULL_WEEKDAYS)}{END}"
FULL_MONTH = rf"{capitalised([*FULL_MONTHS, *TABLE['misspelt_months']])}{END}"
MONTH = rf"(?:{FULL_MONTH}|{capitalised(TABLE['short_months'])}\.?{END})"
# A month without its capital counts only with a year beside it, and never where it is a common verb.
LOWER_MONTH = any_of(FULL_MONTHS)
PLAIN_LOWER_MONTH = any_of(set(FULL_MONTHS) - {"march", "may"})
GLUED = f"(?={capitalised(FULL_MONTHS)})"  # "1June"
DAY = rf"(?:0?[1-9]|[12]\d|3[01])(?:{MAYBE_SPACE}(?i:st|nd|rd|th))?(?:{END}|{GLUED})"
ORDINAL_DAY = rf"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th){END}"
YEAR = r"(?:1[89]\d\d|20\d\d|2100)(?!\w|[.,:]\d)"
# Before 1800 a bare number is as often a count or a time of day, so these years need more evidence about them.
BEFORE_CHRIST = rf"{S}(?:BCE?\b|B\.C\.)"
OLD_YEAR = rf"1[0-7]\d\d(?!{BEFORE_CHRIST}|\w|[.,:]\d|{MAYBE_SPACE}{DASH}{MAYBE_SPACE}\d|{S}(?:hrs|hours)\b)"
APOSTROPHE_YEAR = r"['’‘]\d\d(?!\w)"
SHORT_YEAR = r"(?<!, )\d\d(?=[.,;)\]\n]|$)(?![.,]\d)"
THAT_YEAR = rf"(?:of{S})?(?i:this|last|next){S}year{END}"
ANY_YEAR = rf"(?:{YEAR}|{APOSTROPHE_YEAR})"
FISCAL_YEAR = rf"(?:FY{MAYBE_SPACE})?(?:19|20)\d\d(?:/|{DASH})(?:(?:19|20)\d\d|\d\d?)(?!\w|[/.,:-]\d)"
SEASON = rf"(?i:{any_of(SEASONS)}){END}"
PART = rf"(?:end|beginning|start|middle|close|turn|(?:latter|early|later|first|second|last){S}(?:part|half))"
PART_OF = rf"{PART}{S}of(?:{S}the)?{S}"
DURING = rf"(?:early|late|later|earlier|mid)(?:{S}in(?:{S}the)?{S}|{S}|-)|mid-to-late{S}|early-to-mid{S}"
MODIFIER = rf"(?i:{PART_OF}|{DURING})"
NOT_A_TIME = rf"(?![:.]\d|,(?!(?:19|20)\d\d(?!\d))\d{{3}}|/\d|{MAYBE_SPACE}(?:[ap]\.?m\b|%|per{S}cent))"

# --- a point in time: a day, month, season or year --------------------------------------------------------------------
NAMED_DAY = rf"(?:{WEEKDAY},?{S}(?:the{S})?)?{DAY}"
DAY_MONTH_GAP = rf"(?:(?:{S}day)?(?:{S}of{S}|{S}|[-./])|{GLUED})"
YEAR_GAP = rf"(?:,?{S}|[-./])"
DAY_MONTH = (
    rf"{NAMED_DAY}{DAY_MONTH_GAP}(?:{MONTH}(?:{YEAR_GAP}(?:{YEAR}|{APOSTROPHE_YEAR}|{SHORT_YEAR})|-\d\d{END}|,?{S}{THAT_YEAR})?"
    rf"|(?i:{LOWER_MONTH}){YEAR_GAP}{YEAR})"
)
MONTH_DAY = (
    rf"(?:{WEEKDAY},?{S})?{MONTH},?{S}(?:the{S})?{DAY}{NOT_A_TIME}(?:(?:,?{S}(?:of{S})?|,)(?:{ANY_YEAR}|{THAT_YEAR}))?"
)
YEAR_MONTH_DAY = rf"{YEAR},?{S}{MONTH}{S}{DAY}{NOT_A_TIME}"
LATER_DAY = rf"{DAY}{NOT_A_TIME}(?!{S}(?:people|[a-z]+s)\b)(?:,?{S}{YEAR})?"  # "May 6 to 8"
FULL_DAY = rf"(?:{DAY_MONTH}|{MONTH_DAY})"
MONTH_YEAR = rf"(?:{MONTH}(?:,?{S}(?:of{S})?{ANY_YEAR}|-{YEAR}|,?{S}{THAT_YEAR})|(?i:{PLAIN_LOWER_MONTH}){S}{YEAR})"
SEASON_YEAR = rf"{SEASON}(?:{S}of)?{S}(?:{FISCAL_YEAR}|{ANY_YEAR}|{THAT_YEAR})"
PERIOD = rf"(?:{MODIFIER})?(?:{MONTH_YEAR}|{SEASON_YEAR}|{MONTH}|{FISCAL_YEAR}|{YEAR})"
NUMERIC = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
DAY_AND_MONTH = rf"(?:{WEEKDAY},?{S})?\d{{1,2}}/\d{{1,2}}(?![\w/]|[.,]\d)"  # 23/5

# --- times of day, which stand inside an interval of days -------------------------------------------------------------
ZONE = rf"(?:{S}(?:BST|GMT))?"
CLOCK = (
    rf"(?:\d{{1,2}}(?:[.:]\d\d)?{MAYBE_SPACE}(?i:am|pm|a\.m\.?|p\.m\.?)(?!\w){ZONE}"
    rf"|(?:\d{{1,2}}[.:]\d\d(?:{MAYBE_SPACE}(?i:hrs|hours|h))?|\d{{4}}{MAYBE_SPACE}(?i:hrs|hours|h))(?![\w/]|[.:,]\d){ZONE}"
    rf"|(?i:(?:12{S})?(?:noon|midday|midnight)){END})"
)
CLOCK_OR_HOUR = rf"(?:{CLOCK}|\d{{1,2}}{END})"
CLOCK_OF = rf"(?:{CLOCK},?{S}(?:on{S})?(?:the{S})?)?"  # "8pm on Friday"
CLOCK_OF_LAST = rf"(?:{CLOCK}{S}(?:on{S})?(?:the{S})?)?"  # a comma here would part two events
AT_CLOCK = rf"(?:,?{S}(?:(?i:at|from){S})?{CLOCK}|{S}\({CLOCK}\))?"  # "Friday at 8pm", "Friday (8pm)"
PART_OF_DAY = rf"(?:{S}(?i:morning|afternoon|evening|night){END})?"
# "Friday 7 June 10am - 4pm Saturday 8 June 10am - 4pm" are the hours of two days
NO_MORE_HOURS = rf"(?!,?{S}(?:(?:at|from){S})?{CLOCK}{TO}{CLOCK})"

# --- the expressions -------------------------------------------------------------------------------------------------
ISO_DAY = Expression(
    r"(?P<year>1[89]\d\d|20\d\d)(?P<mark>[-/.])(?P<first>\d\d)(?P=mark)(?P<second>\d\d)(?![\d/-]|[.,]\d|[A-SU-Za-z])"
)
NUMERIC_DAY = Expression(
    rf"(?:(?P<weekday>{WEEKDAY}),?{S})?"
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![\w/]|[-.,:]\w)"
)
NUMERIC_INTERVAL = Expression(
    rf"(?:{FROM}{CLOCK_OF})?(?P<first>{NUMERIC}){AT_CLOCK}{TO}{CLOCK_OF_LAST}(?P<last>{NUMERIC})(?![\w/])"
)
NUMERICS_BETWEEN = Expression(
    rf"{BETWEEN}{CLOCK_OF}(?P<first>{NUMERIC}){AT_CLOCK}{AND_LAST}{CLOCK_OF_LAST}(?P<last>{NUMERIC})(?![\w/])"
)
SHORT_NUMERIC_INTERVAL = Expression(
    rf"(?:{FROM}{CLOCK_OF})?(?P<first>{DAY_AND_MONTH}){AT_CLOCK}{TO}{CLOCK_OF_LAST}(?P<last>{DAY_AND_MONTH})"
)
WEEKDAY_NUMERIC = Expression(rf"(?={WEEKDAY})(?P<point>{DAY_AND_MONTH})(?!{S}of\b)")
DAY_INTERVAL = Expression(rf"(?:{FROM})?(?P<first>{FULL_DAY}|{NAMED_DAY}){TO}(?P<last>{FULL_DAY})")
DAYS_BETWEEN = Expression(rf"{BETWEEN}(?P<first>{FULL_DAY}|{NAMED_DAY}){AND_LAST}(?P<last>{FULL_DAY})")
DAY_INTERVAL_US = Expression(rf"(?:{FROM})?(?P<first>{MONTH_DAY}){TO}(?P<last>{LATER_DAY})")
DAYS_BETWEEN_US = Expression(rf"{BETWEEN}(?P<first>{MONTH_DAY}){AND_LAST}(?P<last>{LATER_DAY})")
TIMED_FIRST = rf"(?P<first>{FULL_DAY}|{WEEKDAY},?{S}(?:the{S})?{DAY}|{ORDINAL_DAY})"
TIMED_WEEKDAY = rf"{CLOCK}{S}(?:on{S})?(?P<weekday>{FULL_WEEKDAY})(?!,?{S}(?:the{S})?(?:{DAY}|{MONTH}))"
TIMED_LAST = rf"(?:{CLOCK_OF_LAST}(?P<last>{FULL_DAY})|{TIMED_WEEKDAY})"
TIMED_INTERVAL = Expression(rf"(?:{FROM}{CLOCK_OF})?{TIMED_FIRST}{AT_CLOCK}{TO}{TIMED_LAST}{NO_MORE_HOURS}")
TIMED_FROM = Expression(rf"{FROM}{CLOCK},?{S}(?:on{S})?(?:the{S})?{TIMED_FIRST},?{TO}{CLOCK_OF}(?P<last>{FULL_DAY})")
TIMED_BETWEEN = Expression(rf"{BETWEEN}{CLOCK_OF}{TIMED_FIRST}{AT_CLOCK},?{AND_LAST}{TIMED_LAST}")
SHORT_END = rf"(?<={DASH})\d\d(?!\w|[/:.,-]\w)"  # 2012-15; but "2017 - 98" is a year and a count
PERIOD_INTERVAL = Expression(rf"(?P<frame>{FROM})?(?P<first>{PERIOD}){TO}(?P<last>{PERIOD}|{SHORT_END})")
PERIODS_BETWEEN = Expression(rf"(?P<frame>{BETWEEN})(?P<first>{PERIOD}){AND_LAST}(?P<last>{PERIOD})")
LISTED_DAY = rf"{NAMED_DAY}(?:{DAY_MONTH_GAP}{MONTH}(?:{YEAR_GAP}{YEAR})?)?"
LISTED = rf"(?:{LISTED_DAY}|{MONTH_DAY})"
DAY_LIST = Expression(rf"(?P<items>{LISTED}(?:,{S}{LISTED}){{0,6}})(?:{AND}|/)(?P<last>{FULL_DAY})")
DAY_LIST_US = Expression(
    rf"(?P<items>{MONTH_DAY}(?:,{S}{DAY}){{0,6}}){AND}(?P<last>{LATER_DAY})"
    rf"(?=[.,;:)]|$|\n|{S}(?:at|in|from|to|for|with)\b)"
)
LIST_ITEM = Expression(rf"{MONTH_DAY}|{LISTED_DAY}|{MONTH}|{YEAR}")
MONTH_LIST = Expression(rf"(?P<items>{MONTH}(?:,{S}{MONTH}){{0,6}})(?:{AND}|/)(?P<last>{MONTH_YEAR}|{FULL_MONTH})")
MONTH_LIST_OF_YEAR = Expression(rf"(?P<items>{MONTH}(?:,{S}{MONTH}){{0,6}}),{S}(?P<last>{MONTH_YEAR})")
YEAR_LIST = Expression(rf"(?P<items>{YEAR}(?:,{S}{YEAR}){{0,9}}){AND}(?P<last>{YEAR})")
ONE_DAY_MONTH = Expression(rf"(?P<point>{DAY_MONTH})")
ONE_MONTH_DAY = Expression(rf"(?P<point>{MONTH_DAY})")
ONE_YEAR_MONTH_DAY = Expression(rf"(?P<point>{YEAR_MONTH_DAY})")
LIFE = Expression(rf"(?P<frame>)(?P<first>1\d\d\d){MAYBE_SPACE}{DASH}{MAYBE_SPACE}(?P<last>1\d\d\d|20\d\d)(?=[);,])")
OLD_BETWEEN = Expression(rf"(?P<frame>{BETWEEN})(?P<first>1[0-7]\d\d){AND_LAST}(?P<last>1\d\d\d|20\d\d)(?![\w,.]\d|\w)")
OLD_DATE = Expression(rf"(?P<point>(?:{DAY}{DAY_MONTH_GAP})?{MONTH}(?:{S}{DAY},)?,?{S}(?:of{S})?{OLD_YEAR})")
MONTH_OF_YEAR = Expression(rf"(?:{MODIFIER})?(?P<point>{MONTH_YEAR})")
SEASON_OF_YEAR = Expression(rf"(?:{MODIFIER})?(?P<point>{SEASON_YEAR})")
BARE_MONTH = Expression(rf"(?P<modifier>{MODIFIER})?(?P<point>{FULL_MONTH})")
SHORT_MONTH = Expression(rf"(?P<point>{capitalised(TABLE['short_months'])}\.?{END})")
BARE_SEASON = Expression(rf"(?P<modifier>{MODIFIER})?(?P<point>{SEASON})")
BARE_YEAR = Expression(rf"(?P<modifier>{MODIFIER})?(?P<point>{YEAR})")
BARE_OLD_YEAR = Expression(rf"(?P<modifier>{MODIFIER})?(?P<point>{OLD_YEAR})")
YEAR_PAIR = Expression(rf"(?P<modifier>{MODIFIER})?(?P<point>{FISCAL_YEAR})")
DECADE = Expression(rf"(?:{MODIFIER})?(?:(?P<full>(?:1\d|20)\d)0['’]?s|(?P<short>[2-9])0['’]?s){END}")
DECADE_IN_WORDS = Expression(rf"(?P<modifier>{MODIFIER})?(?P<word>(?i:{any_of(TABLE['decades'])})){END}")
BARE_SHORT_YEAR = Expression(rf"(?<=['’‘])\d\d{END}")
FISCAL = Expression(
    rf"(?:(?i:fiscal{S}(?:year{S})?)|FY{MAYBE_SPACE})(?P<year>{YEAR})(?![/-])"
    rf"|FY{MAYBE_SPACE}(?P<ending>\d\d)(?![\w/-])"
)
CENTURY = Expression(
    rf"(?:{MODIFIER})?(?P<number>1\dth|[6-9]th|20th|21st|(?i:{any_of(ORDINALS)}))[- ](?i:century){END}"
    rf"(?!{BEFORE_CHRIST})"
)
QUARTER = Expression(
    rf"(?:Q(?P<number>[1-4])|(?i:(?P<word>first|second|third|fourth|last|final)"
    rf"(?:{S}quarter(?P<of>{S}(?:of|in)(?:{S}the)?)|(?<!last)(?<!final){S}quarter|-quarter)))"
    rf",?{S}(?:of{S}|financial{S}year{S})?(?P<year>{FISCAL_YEAR}|{YEAR}|{THAT_YEAR})"
)
HALF_NUMBERED = Expression(rf"H(?P<number>[12]){S}(?P<year>{YEAR})")
HALF_YEAR = Expression(
    rf"(?i:(?P<word>first|second|latter){S}half{S}of)(?:{S}the{S}year)?{S}(?P<year>{YEAR}|{THAT_YEAR})"
)
NTH_WEEK = Expression(
    rf"(?i:(?P<nth>first|second|third|fourth|last){S}week{S}(?:of|in)){S}(?P<month>{MONTH_YEAR}|{FULL_MONTH})"
)
CLAUSE_GOES_ON = rf"(?=[.,;:)\n]|$|{S}(?:and|but|or|when|after|before|as|following)\b)"
OF_THAT_YEAR = Expression(
    rf"(?:(?P<feast>(?=[A-Z])(?i:{any_of(FEASTS)}))|(?P<point>{FULL_DAY}|{MONTH}|{SEASON}))"
    rf",?{S}(?:of{S})?(?i:that|the{S}same){S}year{END}"
)
# What may follow an expression that nothing hangs on: "two days later", "on the Tuesday", "that day"
AT_AN_END = r"[.,;:)?!\n–—”\"]|$| [-–—(]"
DAY_PARTS = any_of(CUES["day_parts"])
GOES_ON = Expression(rf"(?=(?:{S}{DAY_PARTS}{END})?(?:{AT_AN_END}|{S}(?i:{any_of(CUES['goes_on'])}){END}))")
# "the day before he left" is told by what follows, and so is "the day before and the day after the vote"
BEFORE_GOES_ON = Expression(rf"(?={AT_AN_END}|{S}(?:{any_of(CUES['before_goes_on'])}){END})")
BEFORE_AND_AFTER = Expression(
    rf",?{S}(?:(?:and|or|but){S}(?:\w+{S}){{0,2}}(?:before|after|of|during){END}|during{END})"
)
THAT_PERIOD = Expression(
    rf"(?i:(?:later|earlier){S})?(?P<which>(?i:that(?:{S}same)?|same)){S}"
    rf"(?:(?P<unit>(?i:year|month))(?!{S}(?:on|after|by|groups?|\d+)\b)|(?P<point>{SEASON}|{FULL_MONTH}){CLAUSE_GOES_ON}"
    rf"|(?P<unit_of_days>(?i:day|weekend|week)){END}"
    rf"(?!{S}(?:as|every|each|of|on|in{S}which|we|if|that)\b){GOES_ON.pattern}){END}"
)
SAME_PERIOD = Expression(
    rf"(?i:same){S}(?P<unit>(?i:day|weekend|week|month|quarter|period)){S}(?:of|in){S}(?P<year>{YEAR})(?!/|{DASH}\d)"
)
FOLLOWING = Expression(
    rf"(?i:(?P<which>following|previous|next)){S}"
    rf"(?:(?P<weekday>{FULL_WEEKDAY})|(?P<month>{FULL_MONTH})|(?P<season>{SEASON})"
    rf"|(?P<unit>(?i:day|weekend|week|month|year|{DAY_PARTS})){END}(?!{S}of\b))"
)
LATER = Expression(
    rf"(?:(?P<count>\d{{1,3}}|(?i:{any_of(NUMBERS)})){S})?(?P<unit>(?i:day|week|month|year))s?{S}"
    rf"(?P<way>(?i:later|earlier|before|after)){END}(?!-)"
)
# "up to two days later", "a year and a day later", "one or two days later", "10-12 days later"
NO_CERTAIN_COUNT = Expression(
    rf"(?:\b(?i:up{S}to|half|once|twice|times|within|or|to|per|every|each){S}"
    rf"|\b(?:day|week|month|year)s?{S}and{S}|\w{DASH})$"
)
# "for two years before", "the two days after", where later would be a day: "set for two days later"
LASTING = Expression(rf"\b(?i:for|the|last|next|first|past|these|those|all|his|her|its|their|our|over|in){S}$")
PRICE_BEFORE = Expression(rf"[£$€]\d[\d.,]*\w*{S}$")
APPOSED = Expression(rf"(?:,|\b(?:and|but)){S}$")  # "and two days later police found it"
ONLY_MARKS = Expression(rf"[, ]*(?:{DASH} )?")
# "a week later, on 27 August", "two days later (Sunday 5 May)", "a year later in 2019"
TOLD_AFTER = Expression(
    rf"(?:,|{S}\(|{S}{DASH})?(?:{S})?(?:(?:(?i:on|in){S})?(?:the{S})?(?P<day>(?:{WEEKDAY},?{S})?{FULL_DAY})"
    rf"|(?i:on){S}(?:the{S})?(?P<weekday>{FULL_WEEKDAY})"
    rf"|(?i:in){S}(?P<month>(?:{MODIFIER})?(?:{MONTH_YEAR}|{MONTH}|{YEAR})))"
)
MORE_WEEKDAYS = rf"(?:(?:,|{S}(?:and|or|until|to)){S}(?:on{S})?(?:the{S})?{FULL_WEEKDAY}){{0,6}}+"
THE_WEEKDAY = Expression(rf"(?P<weekday>{FULL_WEEKDAY})(?={MORE_WEEKDAYS}{GOES_ON.pattern})")
A_WEEKDAY = Expression(rf"\b(?i:an?|any|one|some){S}{FULL_WEEKDAY}")  # "posted on a Monday, there by the Thursday"
ON_THE = Expression(
    rf"\b(?i:on|by|until|till|from|since|before|after|for){S}the{S}"
    rf"(?:{FULL_WEEKDAY}(?:,{S}|{S}(?:and|or|until|to){S}(?:on{S})?)(?:the{S})?){{0,6}}$"
)
# "third-quarter operating profit", "in the third quarter,": but no "quarter of", "half marathon", "quarter final"
FIGURES_FOLLOW = (
    rf"(?!-|{S}of{END})(?=['’]s?{END}|{AT_AN_END}|{S}(?i:{any_of(CUES['goes_on'])}){END}"
    rf"|{S}(?:[\w-]+{S}){{0,2}}(?i:{any_of(CUES['results'] | CUES['reports'])}){END})"
)
BARE_QUARTER = Expression(
    rf"(?:Q(?P<number>[1-4])(?![\w.:)])|(?i:(?P<word>first|second|third|fourth))[- ]quarter{END}"
    rf"(?P<of_year>{S}of{S}the{S}year{END}(?![- ]))?){FIGURES_FOLLOW}"
)
MONTH_QUARTER = Expression(
    rf"(?P<month>March|June|September|December){S}quarter{END}(?:{S}(?:of{S})?(?P<year>{YEAR})|{FIGURES_FOLLOW})"
)
BARE_HALF = Expression(rf"(?i:(?P<word>first|second))[- ]half{END}{FIGURES_FOLLOW}")
NTH_WEEKDAY = Expression(
    rf"(?i:(?P<nth>first|second|third|fourth|last)){S}(?P<weekday>{FULL_WEEKDAY}){S}(?:of|in){S}"
    rf"(?:(?P<month>{MONTH_YEAR}|{FULL_MONTH})|(?:the|each|every){S}month)"
)
WEEK_OF = Expression(
    rf"(?i:(?:week{S}|w/?)(?P<which>commencing|beginning|starting|ending|ended|of|[cbe])):?{S}(?:on{S})?(?:the{S})?"
    rf"(?P<point>{FULL_DAY}|{NUMERIC})"
)
WEEKEND_DAYS = Expression(
    rf"(?i:weekend){S}of{S}(?:the{S})?(?P<first>{FULL_DAY}|{NAMED_DAY})(?:{AND}|{TO}|/)(?P<last>{FULL_DAY}|{LATER_DAY})"
)
WEEKEND_DAY = Expression(rf"(?i:weekend){S}of{S}(?:the{S})?(?P<point>{FULL_DAY})")
BARE_WEEKEND = Expression(r"(?i:weekend)(?!\w)")
DAY_WORD = Expression(
    rf"(?i:(?:(?:earlier|later){S})?"
    rf"(?P<word>today|tonight|day{S}before{S}yesterday|day{S}after{S}tomorrow|yesterday|tomorrow|this{S}(?:morning|afternoon|evening)|last{S}night)){END}"
)
UNIT = rf"(?P<unit>(?i:{any_of(TABLE['units'])}))"
DEICTIC = Expression(
    rf"(?:(?P<weekday>{FULL_WEEKDAY}){S}(?:of{S})?)?(?P<modifier>{MODIFIER})?"
    rf"(?i:(?P<which>this{S}(?:coming|past)|this|next|last|past|coming|current)){S}"
    rf"(?:{UNIT}|(?P<season>{SEASON})|(?P<day>{FULL_WEEKDAY}|{CLEAR_SHORT_WEEKDAY})|(?P<month>{FULL_MONTH})"
    rf"|(?P<feast>Christmas|Easter)(?:{S}Day)?){END}"
)
TOLD = (
    rf"(?:{MODIFIER})?(?i:this|last|next){S}"
    rf"(?:(?i:{any_of(TABLE['units'])})|{SEASON}|{FULL_WEEKDAY}|{FULL_MONTH}){END}(?!['’]s)"
)
TOLD_END = rf"(?P<first>{TOLD}|{FULL_DAY}|{PERIOD})"
LAST_TOLD = rf"(?P<last>{TOLD}|{FULL_DAY}|{PERIOD}|{FULL_WEEKDAY})"
TOLD_INTERVAL = Expression(rf"{FROM}{TOLD_END}{TO}{LAST_TOLD}")
TOLD_BETWEEN = Expression(rf"{BETWEEN}{TOLD_END}{AND_LAST}{LAST_TOLD}")
WITHIN_UNIT = Expression(
    rf"(?i:(?:later|earlier|early|late){S}in{S}the{S}|{PART_OF})(?<=the )(?:{UNIT}|(?P<season>{SEASON})){END}"
)
AGO = Expression(
    rf"(?P<count>\d{{1,2}}|(?i:{any_of(NUMBERS)})){S}(?P<unit>day|week|month|year)s?{S}"
    rf"(?:ago|from{S}(?P<hence>now|today)){END}"
)
IN_TIME = Expression(
    rf"(?P<count>\d{{1,2}}|(?i:{any_of(NUMBERS)})){S}(?P<unit>day|week|month|year)(?P<hence>['’]s|s['’]){S}time{END}"
)
WEEK_HENCE = Expression(
    rf"(?:(?P<count>(?i:a|one|two|three)){S}weeks?{S}(?:(?P<word>today|tomorrow)|(?:on|from){S}(?P<day>{FULL_WEEKDAY}))"
    rf"|(?P<weekday>{FULL_WEEKDAY}){S}week){END}(?!{S}\d|-)"
)
RECURRING = Expression(
    rf"(?i:(?:every|each|alternate|most){S}(?:\w+{S})?"
    rf"(?:{any_of(FULL_WEEKDAYS)}s?|{any_of(SEASONS)}|{LOWER_MONTH}){END}"
    rf"(?:(?:,|,?{S}(?:and|or)){S}(?:{any_of(FULL_WEEKDAYS)}s?|{any_of(SEASONS)}|{LOWER_MONTH}){END}(?!{S}\d)){{0,6}})"
)
WEEKDAYS_THROUGH = Expression(rf"{WEEKDAY}{TO}{WEEKDAY}(?!,?{S}(?:the{S})?{DAY}{DAY_MONTH_GAP}{MONTH})")
WEEKDAYS_BEFORE = Expression(
    rf"(?i:\b(?:on|by|from|until|before|after|since|this|next|last)){S}"
    rf"{FULL_WEEKDAY}(?:,{S}{FULL_WEEKDAY})*(?:,?{S}(?:and|or)|,){S}$"
)
NO_WEEKDAY_AFTER = rf"(?!,?{S}(?:the{S})?(?:{DAY}|{MONTH})|{S}(?:of{S})?(?:this|next|last)\b)"
WEEKDAY_INTERVAL = Expression(
    rf"(?P<frame>{FROM}{CLOCK_OF})?(?P<first>{FULL_WEEKDAY}){PART_OF_DAY}{AT_CLOCK}{TO}{CLOCK_OF_LAST}"
    rf"(?P<last>{FULL_WEEKDAY}){NO_WEEKDAY_AFTER}"
)
WEEKDAYS_BETWEEN = Expression(
    rf"(?P<frame>{BETWEEN}){CLOCK_OF}(?P<first>{FULL_WEEKDAY}){PART_OF_DAY}{AT_CLOCK}{AND_LAST}{CLOCK_OF_LAST}"
    rf"(?P<last>{FULL_WEEKDAY}){NO_WEEKDAY_AFTER}"
)
NAMED_NUMBER = rf"{WEEKDAY},?{S}(?:the{S})?{DAY}"
NUMBERED_INTERVAL = Expression(rf"(?:{FROM})?(?P<first>{NAMED_NUMBER}){TO}(?P<last>{NAMED_NUMBER})(?![:.]?\d)")
NUMBERED_WEEKDAY = Expression(
    rf"(?P<weekday>{WEEKDAY})(?:,?{S}(?:the{S})?(?P<ordinal>{ORDINAL_DAY})|{S}\((?:the{S})?(?P<bracketed>{ORDINAL_DAY})\)"
    rf"|{S}(?P<bare>{DAY})(?![.:,]?\d)(?P<sure>(?=[.:,;)\]!?]| {{0,3}}(?:[\n\t|]|$)|{S}{DASH}{S}(?!\d)|{S}at\b"
    rf"|(?<=[1-3]\d){S}{DASH}{S}{CLOCK}|,?{S}(?:from{S})?{CLOCK}|{AND}{WEEKDAY}{S}{DAY}))?)"
)
WEEKDAY_LAST = Expression(
    rf"(?P<weekday>{FULL_WEEKDAY}){S}(?P<which>last|next)"
    rf"(?=[.,;:)\n]|$|{S}(?:and|but|at|in|by|with|when|after|before)\b|(?<=last){S}the\b(?!{S}\w+{S}(?:hours?|day)\b))"
)
LINE_HEAD = r"(?:[-*•\u2013][ \t]*)?"
WEEKDAY_LINE = Expression(rf"(?P<weekday>{WEEKDAY})(?= ?:[ \n]|{S}{DASH}{S})")
WEEK_ABOVE = Expression(rf"(?P<this>(?i:this|next|last)){S}(?i:week){END}|{WEEK_OF.pattern}")
HOURS_OF_DAY = Expression(
    rf" ?(?::|{DASH}) ?(?:(?i:closed|open|by{S}appointment){END}"
    rf"|{CLOCK_OR_HOUR}{TO}{CLOCK_OR_HOUR}[^\w\n]*(?:\n|$|and\b|{CLOCK_OR_HOUR}))"
)
NAME = Expression(rf"{any_of(CUES['names'])}{END}")
FEAST_NAME = any_of([*FEASTS, *(name.replace("st ", "st. ") for name in FEASTS)])  # St. Patrick's Day
FEAST = Expression(rf"(?i:(?P<name>{FEAST_NAME}))(?:,?{S}(?P<year>{YEAR}|{THAT_YEAR}))?{END}")
BARE_WEEKDAY = Expression(rf"(?P<weekday>{FULL_WEEKDAY})")

# --- what may follow an expression and belongs to it ------------------------------------------------------------------
OPEN_END = Expression(rf"{S}(?i:onwards?|and{S}beyond|or{S}later){END}")
IN_BRACKETS = Expression(
    rf"(?:{S}(?i:morning|afternoon|evening|night))?{S}\((?P<inside>{FULL_DAY}|{WEEKDAY}(?:{S}{DAY})?)\)"
)
APPOSITION = Expression(rf",{S}(?:the{S})?(?P<inside>{FULL_DAY})")
PIECE = Expression(
    rf"(?P<fiscal>{FISCAL_YEAR})|(?P<year>{YEAR}|{OLD_YEAR})|(?P<short>['’‘]\d\d{END})"
    rf"|(?P<that>(?i:this|last|next)){S}year|(?P<day>\d\d?)(?:{MAYBE_SPACE}(?i:st|nd|rd|th))?(?:{END}|{GLUED})"
    rf"|(?P<weekday>(?i:{any_of(WEEKDAYS)})){END}|(?P<month>(?i:{any_of(MONTHS)})){END}|(?P<season>{SEASON})"
)

# --- the shape of values ----------------------------------------------------------------------------------------------
WHOLE_DAY_VALUE = Expression(r"\d{4}-\d\d-\d\d(?:/(?:\d{4}-\d\d-\d\d|\.\.))?")
FULL_MONTH_VALUE = Expression(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?(?:/(?:\d{4}-(?:0\d|1[0-2])(?:-\d\d)?|\.\.))?")
FULL_YEAR_VALUE = Expression(r"\d{4}(?:-\d\d){0,2}(?:/(?:\d{4}(?:-\d\d){0,2}|\.\.))?")
