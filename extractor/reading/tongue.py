"""Which language a text is in, by its most frequent small words: enough to tell English from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ENGLISH = _words("the of and to in is for that on with be are was this by as at it from has have will we our")
_OTHERS = {
    "Welsh": _words("yn y yr a ac i o ar ei eu wedi gan am mae bydd hyn sydd ein fod er bod oedd i'r o'r y'r"),
    "Irish": _words("an na agus ar i go le do atá tá is ag sé don leis bhí sin den mar a"),
    "Scottish Gaelic": _words("agus an na a air tha anns gu le do bha ann chaidh airson dhan"),
    "French": _words("le la les de des et en du un une pour dans que est sur par avec au aux"),
    "German": _words("der die das und in zu den mit von für ist im auf nicht ein eine des dem"),
    "Spanish": _words("el la los de y en que del las un una por con para es se al"),
    "Italian": _words("il la di e che in un una per del della con le dei non è sono al"),
    "Portuguese": _words("o a os de e que do da em um uma para com não por se na no"),
    "Dutch": _words("de het een van en in is dat op te voor met zijn aan niet"),
    "Polish": _words("w i z na do się że jest to nie o przez dla od oraz"),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# No single line tells for the whole text.
_READ_WORDS, _LINE_WORDS = 1000, 100
_LEAST_WORDS, _ENGLISH_SHARE, _SENTENCE = 25, 0.08, 60


def _is_english(words: list[str]) -> bool:
    return bool(words) and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)


def _words_of(lines: Iterable[str]) -> list[str]:
    words = (word.group().casefold() for line in lines for word in islice(_WORD.finditer(line), _LINE_WORDS))
    return list(islice(words, _READ_WORDS))


def tongue_of(text: str) -> str | None:
    """The language of a text that is clearly not English ("another language" if it is none known), else None.

    Its sentences tell; names, figures and cells of tables have few small words in any language.
    """
    running = _words_of(line for line in text.split("\n") if len(line) >= _SENTENCE)
    found = running if len(running) >= _LEAST_WORDS else _words_of(text.split("\n"))
    english = sum(word in _ENGLISH for word in found)
    if len(found) < _LEAST_WORDS or _is_english(running) or _is_english(found):
        return None
    shares = {name: sum(word in small for word in found) for name, small in _OTHERS.items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] > max(2 * english, len(found) * _ENGLISH_SHARE):
        return best
    return "another language" if english / len(found) < _ENGLISH_SHARE / 4 else None
