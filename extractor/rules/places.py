"""Where a post is held: at the body that its phrase names, or at the one that "the council" or the post implies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from extractor.release import Release
from extractor.rules.bodies import Body, same_name
from extractor.rules.body_names import type_by_shape
from extractor.rules.lexicon import kinds_of_generic, may_mean, one_of, table, words
from extractor.rules.role_nouns import has_head
from extractor.rules.roles import Title

_DETERMINERS = ("the ", "its ", "our ")
_WORD_BEFORE = re.compile(r"([\w’'-]+)[ ]$")
# "Wales manager": behind the sentence's first word a lone capital is a place or a body that qualifies the post.
_QUALIFIED = re.compile(r"[A-Z][\w’'-]*[ ][a-z]")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?“”\"‘’:])\s?$")
# "Ashby Museum": a place with a head of its own, whether or not it is taken for a body.
_INSTITUTION = re.compile(rf"[A-Z][\w’'-]+\s{one_of('roles', 'institutions')}\b")
# How far from a post another body is near enough to be the one that it is at.
_NEAR = 200


class Places:
    """Finds the body of a post in one release. A name (str) stands for a publisher that the text doesn't mention."""

    def __init__(self, release: Release, bodies: Sequence[Body]) -> None:
        self._text, self._bodies = release.text, bodies
        self._name = release.publisher.name if release.publisher else None
        self._publisher = self._body_named(self._name) if self._name else None
        self._kind = self._publisher.type if self._publisher else type_by_shape(self._name or "") or "other"
        self._known: dict[str, Body | str | None] = {}
        others = (body for body in bodies if body is not self._publisher)
        self._ends_of_others = sorted(mention.end for body in others for mention in body.mentions)
        self._of_type: dict[str, list[Body]] = defaultdict(list)
        for body in bodies:
            self._of_type[body.type].append(body)

    def body_of(self, title: Title) -> tuple[Body | str | None, bool]:
        """The body of a role, and whether the text names it there."""
        if title.body is not None:
            return title.body, True
        if title.generic is not None:
            return self._meant_by(title.generic), False
        folded = title.title.casefold()
        if (own := folded.split(" ", 1)[0]) in words("roles", "own_bodies"):
            return self._called(own), False
        if any(folded.startswith(post) or f" {post}" in folded for post in words("roles", "council")):
            return self._issuer("council"), False
        kinds = [kind for kind, posts in table("roles")["heads_of"].items() if _is_one_of(folded, posts)]
        if kinds:
            return self._headed(kinds), False
        if self._kind == "media":
            # A newspaper tells of others' chief executives.
            return None, False
        if any(folded.startswith(post) for post in words("roles", "issuer")):
            return self._publisher or self._name, False
        return self._employer(title), False

    def _headed(self, kinds: Sequence[str]) -> Body | str | None:
        """The publisher if a post heads bodies of its kind, else the only body of such a kind."""
        if self._name is not None and self._kind in kinds:
            return self._publisher or self._name
        return self._only_of(kinds)

    def _only_of(self, kinds: Sequence[str]) -> Body | None:
        fitting = self._of(kinds)
        return fitting[0] if len(fitting) == 1 else None

    def _of(self, kinds: Sequence[str]) -> list[Body]:
        return [body for kind in kinds for body in self._of_type.get(kind, ())]

    def _employer(self, title: Title) -> Body | str | None:
        """The publisher, of somebody who manages or serves it: nothing near qualifies or places the post otherwise."""
        folded = title.title.casefold()
        posts = [*table("roles")["staff"], *table("roles")["serves"].get(self._kind, ())]
        outside = words("roles", "elsewhere") & {word.strip("’'") for word in folded.split()}
        if not _is_one_of(folded, posts) or outside or self._is_elsewhere(title):
            return None
        return self._publisher or self._name

    def _is_elsewhere(self, title: Title) -> bool:
        """Whether the words or bodies around a post tell that it is, or may be, at another body."""
        before = self._text[max(0, title.start - 30) : title.start]
        word = _WORD_BEFORE.search(before)
        if word and word[1].casefold() in words("roles", "unplaced_behind"):
            return True
        qualified = _QUALIFIED.match(title.title) and not has_head(title.title.split()[0])
        if qualified and not _SENTENCE_START.search(before):
            return True
        places = _INSTITUTION.finditer(self._text, max(0, title.start - _NEAR), title.start)
        if any(place.group() not in (self._name or "") for place in places):
            return True
        number = bisect_right(self._ends_of_others, title.start - _NEAR)
        return number < len(self._ends_of_others) and self._ends_of_others[number] < title.end + _NEAR

    def _meant_by(self, phrase: str) -> Body | str | None:
        """Whom "the council" means."""
        noun = phrase.casefold()
        for determiner in _DETERMINERS:
            noun = noun.removeprefix(determiner)
        noun = noun.strip()
        if noun not in self._known:
            kinds = kinds_of_generic(noun)
            if (called := self._only_called(noun)) is not None:
                self._known[noun] = called
                return called
            issuers = (self._issuer(kind) for kind in kinds)
            meant = next((issuer for issuer in issuers if issuer), None) or self._only(kinds, noun)
            name = meant.name if isinstance(meant, Body) else meant
            self._known[noun] = meant if name is None or may_mean(noun, name) else None
        return self._known[noun]

    def _called(self, noun: str) -> Body | str | None:
        """The publisher if the noun heads its name, else the only other body of whose name it does."""
        if self._name is not None and _is_headed(self._name, noun):
            return self._publisher or self._name
        return self._only_called(noun)

    def _only_called(self, noun: str) -> Body | None:
        """The only body whose name has the noun for its head ("the trust" of a college and a trust, "Church of X")."""
        if self._name is not None and _is_headed(self._name, noun):
            return None
        fitting = [body for body in self._bodies if " " in body.name and _is_headed(body.name, noun)]
        return fitting[0] if len(fitting) == 1 else None

    def _only(self, kinds: Sequence[str], noun: str) -> Body | None:
        """The only body of these types, else the only one whose name begins with the noun."""
        fitting = self._of(kinds) or [body for body in self._bodies if body.name.casefold().startswith(f"{noun} ")]
        return fitting[0] if len(fitting) == 1 else None

    def _issuer(self, kind: str) -> Body | str | None:
        """The publisher, if it is of that type; the only body of that type, if the publisher's isn't known."""
        if self._publisher is not None and self._publisher.type == kind:
            return self._publisher
        if self._name is None or (self._publisher is not None and self._publisher.type == "other"):
            return self._only_of([kind]) or self._publisher
        if self._publisher is not None:
            return None
        named_so = any(self._name.casefold().endswith(noun) for noun in table("roles")["generic"].get(kind, ()))
        return self._name if named_so else None

    def _body_named(self, name: str) -> Body | None:
        return next((body for body in self._bodies if any(same_name(own, name) for own in body.names)), None)


def _is_headed(name: str, noun: str) -> bool:
    """Whether a name ends with a noun, or goes on with "of" behind it."""
    return f"{name.casefold()} ".endswith(f"{noun} ") or f"{noun} of " in name.casefold()


def _is_one_of(title: str, posts: Sequence[str]) -> bool:
    """Whether a title is one of the posts with words in front ("senior lecturer"), or begins with its "chair of"."""
    return any(_post(post).search(title) is not None for post in posts)


@cache
def _post(post: str) -> re.Pattern[str]:
    end = r"(?!\S)" if post.endswith((" of", " in")) else "$"
    return re.compile(rf"(?<!\S){re.escape(post)}{end}")
