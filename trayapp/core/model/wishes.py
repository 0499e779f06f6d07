"""What else an employee may ask for: changes of a ticket, and of people."""

from __future__ import annotations

from dataclasses import dataclass, field

from trayapp.core.model.people import Address


@dataclass(frozen=True, slots=True)
class Close:
    """The wish to close a ticket (TK-4)."""


@dataclass(frozen=True, slots=True)
class KeepOpen:
    """The wish that a ticket which waits for the employee, or is resolved, goes on (ST-3, ST-6)."""


@dataclass(frozen=True, slots=True)
class SetPriority:
    """The wish to change a ticket's priority (TK-10)."""

    priority: str


@dataclass(frozen=True, slots=True)
class SetSubscriber:
    """Add a member of the same company to a ticket, or take them off (TK-8)."""

    email: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class SetCollaborator:
    """Let somebody outside of the organisation see a ticket, or no longer (TK-7)."""

    email: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class DecideEstimate:
    """Approve or decline a proposed estimate (TK-6)."""

    estimate: str
    """Its id."""
    approve: bool


Change = Close | KeepOpen | SetPriority | SetSubscriber | SetCollaborator | DecideEstimate
"""What `Portal.change` may be asked for: something about one ticket."""


@dataclass(frozen=True, slots=True)
class RegisterUser:
    """Ask for an account for somebody (ROLE-3, REG-2, REG-4)."""

    name: str
    email: str
    level: str | None = None
    """A code of the policy's levels, one of the asker's `grants`; `None`: the portal decides."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RemoveUser:
    """Ask that somebody's account is removed (REG-2)."""

    email: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class EditProfile:
    """One's own profile as it shall be (INFO-6). A password never lies in the outbox: it is changed in the browser."""

    name: str
    email: str
    phone: str = ""
    use_company_address: bool = True
    address: Address = field(default_factory=Address)
    """Counts only when the company's is not used."""


AccountChange = RegisterUser | RemoveUser | EditProfile
"""What `Portal.ask` may be asked for: something about people, and no ticket."""
