"""Where a post is held: at the body that its phrase names, or at the one that "the council" or the post implies."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.release import Release
from extractor.rules.bodies import Body, same_name
from extractor.rules.lexicon import kinds_of_generic, table, words
from extractor.rules.roles import Title

_DETERMINERS = ("the ", "its ", "our ")


class Places:
    """Finds the body of a post in one release. A name (str) stands for a publisher that the text doesn't mention."""

    def __init__(self, release: Release, bodies: Sequence[Body]) -> None:
        self._bodies = bodies
        self._name = release.publisher.name if release.publisher else None
        self._publisher = self._body_named(self._name) if self._name else None
        self._known: dict[str, Body | str | None] = {}

    def body_of(self, title: Title) -> tuple[Body | str | None, bool]:
        """The body of a role, and whether the text names it there."""
        if title.body is not None:
            return title.body, True
        if title.generic is not None:
            return self._meant_by(title.generic), False
        folded = title.title.casefold()
        if any(folded.startswith(post) or f" {post}" in folded for post in words("roles", "council")):
            return self._issuer("council"), False
        if any(folded.startswith(post) for post in words("roles", "issuer")):
            return self._publisher or self._name, False
        return None, False

    def _meant_by(self, phrase: str) -> Body | str | None:
        """Whom "the council" means."""
        noun = phrase.casefold()
        for determiner in _DETERMINERS:
            noun = noun.removeprefix(determiner)
        noun = noun.strip()
        if noun not in self._known:
            kinds = kinds_of_generic(noun)
            issuers = (self._issuer(kind) for kind in kinds)
            self._known[noun] = next((issuer for issuer in issuers if issuer), None) or self._only(kinds, noun)
        return self._known[noun]

    def _only(self, kinds: Sequence[str], noun: str) -> Body | None:
        """The only body of these types, else the only one whose name begins with the noun."""
        fitting = [body for body in self._bodies if body.type in kinds]
        fitting = fitting or [body for body in self._bodies if body.name.casefold().startswith(f"{noun} ")]
        return fitting[0] if len(fitting) == 1 else None

    def _issuer(self, kind: str) -> Body | str | None:
        """The publisher, if it is of that type; without a publisher, the only body of that type."""
        if self._name is None:
            fitting = [body for body in self._bodies if body.type == kind]
            return fitting[0] if len(fitting) == 1 else None
        if self._publisher is not None:
            return self._publisher if self._publisher.type in (kind, "other") else None
        named_so = any(self._name.casefold().endswith(noun) for noun in table("roles")["generic"].get(kind, ()))
        return self._name if named_so else None

    def _body_named(self, name: str) -> Body | None:
        return next((body for body in self._bodies if any(same_name(own, name) for own in body.names)), None)
