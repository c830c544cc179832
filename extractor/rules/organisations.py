"""Named bodies: candidates by shape, register, recogniser and context, merged under their fullest name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.language import Entity
from extractor.record import Mention, Register
from extractor.registers import RegisterEntry, lookup
from extractor.release import Release
from extractor.rules import acronyms, body_shapes
from extractor.rules.body_shapes import Candidate
from extractor.rules.lexicon import words

# Bodies named by the issuer of the release or by a post need no other evidence.
_COUNCIL_KINDS = ("Metropolitan", "Borough", "City", "County", "District", "Town", "Parish", "London", "Royal", "of")

_COMPANY_FORMS = frozenset({"plc", "ltd", "limited", "llp", "cic", "group", "uk", "inc", "holdings"})


@dataclass(slots=True)
class Body:
    """A body as its mentions are merged. `name` is the fullest form in the text."""

    name: str
    type: str
    entry: RegisterEntry | None = None
    aliases: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The name and every other form in the text."""
        return [self.name, *self.aliases]

    @property
    def register(self) -> Register | None:
        """The body's identifier in a public register, if it has one."""
        if self.entry is None or self.entry.scheme is None or self.entry.id is None:
            return None
        return Register(scheme=self.entry.scheme, id=self.entry.id)


def find_organisations(release: Release, entities: Sequence[Entity], hints: Iterable[Candidate] = ()) -> list[Body]:
    """The named bodies of a release, in order of their first mention.

    hints are candidates from elsewhere (what follows "Chief Executive of"), trusted as they are.
    """
    text = release.text
    candidates = [
        *body_shapes.by_shape(release),
        *body_shapes.by_register(release),
        *hints,
        *body_shapes.by_kind(text),
        *body_shapes.by_recogniser(text, entities),
    ]
    if release.publisher:
        candidates += body_shapes.by_name(text, release.publisher.name, _type_of(release.publisher.name))
    bodies = _merge(text, body_shapes.without_overlaps(candidates))
    acronyms.link(text, bodies)
    _link_short_forms(bodies)
    return sorted((body for body in bodies if body.mentions), key=lambda body: body.mentions[0].start)


def same_name(left: str, right: str) -> bool:
    """Whether two names are one but for case, article, ampersand and possessive."""
    return _key(left) == _key(right)


def _type_of(name: str) -> str:
    entry = lookup(name)
    return entry.type if entry else body_shapes.type_by_shape(name) or "other"


def _merge(text: str, candidates: Iterable[Candidate]) -> list[Body]:
    by_key: dict[str, Body] = {}
    for candidate in candidates:
        name = text[candidate.start : candidate.end]
        entry = lookup(name)
        body = by_key.get(_key(name))
        if body is None:
            kind = candidate.type if candidate.type != "other" else body_shapes.type_by_shape(name) or "other"
            body = by_key[_key(name)] = Body(name, entry.type if entry else kind, entry)
        elif name not in body.names:
            body.aliases.append(name)
        body.mentions.append(Mention.of(text, candidate.start, candidate.end))
    return list(by_key.values())


def _key(name: str) -> str:
    folded = name.casefold().replace("’", "'").replace("&", "and").replace(".", "")
    return folded.removeprefix("the ").removesuffix("'s").strip()


def _link_short_forms(bodies: list[Body]) -> None:
    """Fold a body into the one whose name it shortens, where only one other body can be meant."""
    for body in list(bodies):
        fuller = [other for other in bodies if other is not body and _shortens(body, other)]
        if len(fuller) == 1:
            absorb(fuller[0], body)
            bodies.remove(body)


def absorb(fuller: Body, body: Body) -> None:
    """Make every name and mention of `body` one of `fuller`."""
    fuller.aliases += [name for name in body.names if name not in fuller.names]
    fuller.mentions = sorted([*fuller.mentions, *body.mentions], key=lambda mention: mention.start)
    fuller.entry = fuller.entry or body.entry
    if fuller.type == "other":
        fuller.type = body.type


def _shortens(short: Body, full: Body) -> bool:
    if short.entry and full.entry and short.entry.id:
        return (short.entry.scheme, short.entry.id) == (full.entry.scheme, full.entry.id) and len(short.name) < len(
            full.name
        )
    left, right = _key(short.name).split(), _key(full.name).split()
    if right[:2] == ["university", "of"] and left == [*right[2:], "university"]:
        return True
    if len(left) >= len(right):
        return False
    if left[-1] == "council" == right[-1]:
        # "Knowsley Council" for "Knowsley Metropolitan Borough Council"
        kinds = {kind.casefold() for kind in _COUNCIL_KINDS}
        return [word for word in left if word not in kinds] == [word for word in right if word not in kinds]
    if left == right[1:] and full.name.split()[0] in words("organisations", "known", "places_before"):
        return True
    right = [word.removesuffix("'s") for word in right]
    # "Avalon" for "Avalon Plastics": something else already took it for a body.
    if left != right[: len(left)] or full.type == "council":
        return False
    return short.type in ("other", full.type) or set(right[len(left) :]) <= _COMPANY_FORMS
