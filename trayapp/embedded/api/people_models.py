"""What requests about people may hold, and what is answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from trayapp.core.model import Address, Contact, EditProfile, RegisterUser, RemoveUser, TicketRef
from trayapp.embedded.api.models import Code, Email, RequestBody
from trayapp.embedded.registration_decisions import Verdict
from trayapp.embedded.registration_rows import Registration

Name = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Note = Annotated[str, StringConstraints(max_length=5_000)]


class AddIn(RequestBody):
    """Ask for an account for somebody (ROLE-3, REG-2, REG-4)."""

    action: Literal["add"]
    name: Name
    email: Email
    level: Code | None = None
    """One of the asker's `grants`; null: the lowest of them, or as support decides."""
    note: Note = ""
    company: Name = ""
    """For which company, made when there is none; support staff only."""

    def wish(self) -> RegisterUser:
        """As the core names it."""
        return RegisterUser(self.name, self.email, self.level, self.note)


class RemoveIn(RequestBody):
    """Ask that somebody's account is removed (REG-2)."""

    action: Literal["remove"]
    email: Email
    note: Note = ""

    def wish(self) -> RemoveUser:
        """As the core names it."""
        return RemoveUser(self.email, self.note)


RegistrationIn = Annotated[AddIn | RemoveIn, Field(discriminator="action")]


class VerdictIn(RequestBody):
    """What support adds when it decides."""

    level: Code | None = None
    """Another level than was asked for."""
    company: Name = ""
    """Where the asker was not signed in: the company, made when there is none."""
    note: Note = ""
    """For the asker."""

    def verdict(self) -> Verdict:
        """As the use case names it."""
        return Verdict(self.level, self.company, self.note)


class AddressIn(RequestBody):
    """Where somebody is found."""

    street: Line = ""
    city: Line = ""
    region: Line = ""
    postcode: Line = ""
    country: Line = ""


class ProfileIn(RequestBody):
    """One's own profile as it shall be (INFO-6)."""

    name: Name
    email: Email
    """Another one than now counts once it is confirmed by the letter that is sent to it."""
    phone: Annotated[str, StringConstraints(max_length=50, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    use_company_address: bool = True
    address: AddressIn = AddressIn()
    """Counts only when the company's is not used."""

    def wish(self) -> EditProfile:
        """As the core names it."""
        address = Address(**self.address.model_dump())
        return EditProfile(self.name, self.email, self.phone, self.use_company_address, address)


class Asked(BaseModel):
    """What was asked for."""

    id: str
    ticket: TicketRef | None = None
    """The ticket that it is, where support decides."""


class AskedList(BaseModel):
    """What one asked for."""

    asked: list[Asked]


class Registrations(BaseModel):
    """Requests for accounts, the newest first."""

    asked: list[Registration]


class Contacts(BaseModel):
    """People who may be added to a ticket."""

    contacts: list[Contact]
