"""How a count, a person and a role are told, wherever a reader meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the record is a tenth of a second
    from extractor.record import OrganisationReference, Person


class AnyRole(Protocol):
    """A person's role, a speaker's, or one that was counted."""

    @property
    def title(self) -> str:
        """What the person is."""

    @property
    def organisation(self) -> OrganisationReference | str | None:
        """The body, or its name."""


def counted(count: int, one: str, many: str = "") -> str:
    """The count with its noun: "1 quote", "1,200 quotes"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def full_name(person: Person) -> str:
    """The name with what stands before and behind it: "Dr Ada Marl OBE"."""
    return " ".join(filter(None, [person.honorific, person.name, *person.post_nominals]))


def role_words(role: AnyRole) -> str:
    """The role and the body that it is at, if one is told: "leader, Marl Trust"."""
    body = role.organisation
    name = body if isinstance(body, str) or body is None else body.name
    return f"{role.title}, {name}" if name else role.title
