"""Gold files: what a careful reader finds in a release, one JSON file each."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from extractor.errors import UsageError, in_words
from extractor.evaluation.fold import body_name
from extractor.kinds import QuoteKind, SpeakerType

_T = TypeVar("_T")
_FORMAT = "the format stands in docs/evaluating.md"

# A list that is left out or null is empty.
Many = Annotated[tuple[_T, ...], BeforeValidator(lambda value: () if value is None else value)]


class GoldPart(BaseModel):
    """Base of everything in a gold file: frozen; keys of one's own are left alone, unless they look like a slip."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _no_key_is_misspelt(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        absent = cls.model_fields.keys() - given.keys()
        for key in given.keys() - cls.model_fields.keys():
            if meant := get_close_matches(key, absent, n=1, cutoff=0.8):
                raise ValueError(f"unknown key {key!r}, is {meant[0]!r} meant?")
        return given


class GoldFact(GoldPart):
    """A fact; one that is optional is neither asked for nor counted if it is found."""

    optional: bool = False


class GoldDate(GoldFact):
    """A date expression and its value in EDTF."""

    text: str
    value: str | None


class GoldOrganisation(GoldFact):
    """A named body, once, with the other names that the release has for it."""

    name: str
    aliases: Many[str] = ()

    @property
    def names(self) -> frozenset[str]:
        """All its names, as they are compared."""
        return frozenset(map(body_name, (self.name, *self.aliases)))


class GoldRole(GoldFact):
    """A role and the body that it is at; a body that the text leaves implicit is not asked for."""

    title: str
    organisation: str | None = None
    explicit: bool = True


class GoldPerson(GoldFact):
    """A named person, once; the roles of those who speak are asked for."""

    name: str
    honorific: str | None = None
    speaks: bool = False
    roles: Many[GoldRole] = ()


class GoldQuote(GoldFact):
    """One speech turn in its stretches between marks; a speaker of null is nobody that can be told."""

    kind: Literal[QuoteKind.DIRECT, QuoteKind.PARTIAL]
    speaker: str | None = None
    speaker_type: SpeakerType = SpeakerType.PERSON
    parts: tuple[str, ...]
    unmarked: bool = False


class GoldIndirect(GoldFact):
    """Reported speech and its speaker."""

    text: str
    speaker: str | None = None
    speaker_type: SpeakerType = SpeakerType.PERSON


class Gold(GoldPart):
    """What a careful reader finds in one release."""

    id: str
    source: str | None = None
    reference_date: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    body: Many[str] = ()
    notes: Many[str] = ()
    noise: Many[str] = ()
    dates: Many[GoldDate] = ()
    organisations: Many[GoldOrganisation] = ()
    people: Many[GoldPerson] = ()
    quotes: Many[GoldQuote] = ()
    not_quotes: Many[str] = ()
    indirect: Many[GoldIndirect] = ()
    comment: str | None = None

    def names_of(self, name: str) -> frozenset[str]:
        """A body's name and, if it is one of the bodies, all its other names, as they are compared."""
        names = frozenset([body_name(name)])
        for body in self.organisations:
            if names & body.names:
                names |= body.names
        return names


def read_gold(folder: Path) -> dict[str, Gold]:
    """The gold files of a folder by their stems, in the order of their names.

    Raises UsageError, with the file, the reason and what to do, if there are none or one is malformed.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: is no folder; name the folder that holds the gold files")
    paths = sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))
    if not paths:
        raise UsageError(f"{folder}: holds no gold files (*.json); name the folder that does")
    gold = {path.stem: _read(path) for path in paths}
    stems = {one.id: stem for stem, one in gold.items()}
    for stem, one in gold.items():
        if stems[one.id] != stem:
            raise UsageError(f"{folder / stem}.json: its id {one.id!r} is that of {stems[one.id]}.json too; change one")
    return gold


def _read(path: Path) -> Gold:
    try:
        return Gold.model_validate_json(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not in UTF-8; save it anew in UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {in_words(error)}; make it readable or move it away") from None
    except ValidationError as error:
        raise UsageError(f"{path}: {'; '.join(_faults(error))}; mend it: {_FORMAT}") from None


def _faults(error: ValidationError) -> Iterator[str]:
    """The first faults of a file, each with its place in it; how many more there are."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    for fault in faults[:3]:
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault["loc"]).lstrip(".")
        reason = fault["msg"].removeprefix("Value error, ")
        yield f"{place}: {reason}" if place else reason
    if len(faults) > 3:
        yield f"{len(faults) - 3} more"
