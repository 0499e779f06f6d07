"""People as the portal knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is found."""

    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What the person signed in may edit of themselves (INFO-6)."""

    phone: str = ""
    use_company_address: bool = True
    address: Address = field(default_factory=Address)
    company_address: Address = field(default_factory=Address)
    pending_email: str = ""
    """A new address that is not confirmed yet."""


@dataclass(frozen=True, slots=True)
class Account:
    """The person signed in, as the portal knows them."""

    id: str
    """No other account of any portal has it: an adapter to a server that counts its people puts the server before the
    number. What was written under one is never sent under another.
    """
    email: str
    name: str
    company: str
    level: str
    """A code of the policy's levels."""
    permissions: frozenset[str] = field(default_factory=frozenset)
    """Codes of `core.policy.Permission`."""
    registered: bool = True
    """Otherwise tickets are refused once the policy's date is reached (REG-3)."""
    grants: tuple[str, ...] = ()
    """Levels that this person may request for others (ROLE-3)."""
    details: Details | None = None
    credits: float | None = None
    """Service credits billed to the company so far (TK-9); `None`: not shown to this person."""
    terms: tuple[str, ...] = ()
    """What support costs the company, in the portal's words (ROLE-14)."""
    coupon: str = ""
    """To be entered when a live session is booked (ROLE-14)."""


class Role(StrEnum):
    """Why somebody else takes part in a ticket."""

    SUBSCRIBER = "subscriber"
    """Of the same company, notified of everything (TK-8)."""
    COLLABORATOR = "collaborator"
    """Outside of the organisation, may see it (TK-7)."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who may be added to a ticket."""

    email: str
    name: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was added to a ticket."""

    email: str
    name: str
    role: Role
    company: str = ""
