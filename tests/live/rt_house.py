"""Who and what there is on the real Request Tracker of the tests: two desks, whose people may do much or little."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from trayapp.core.password import Password

SPARES = 60
"""Who take turns as the employee of a test."""
STAFF_MAY = [
    "SeeQueue",
    "CreateTicket",
    "ShowTicket",
    "ReplyToTicket",
    "CommentOnTicket",
    "ShowTicketComments",
    "ModifyTicket",
    "OwnTicket",
    "TakeTicket",
    "DeleteTicket",
    "SeeCustomField",
    "ModifyCustomField",
    "SetInitialCustomField",
]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    name: str
    zone: str = "UTC"
    staff: bool = False
    called: str = ""
    """Their real name, where it is not made of the other."""

    @property
    def address(self) -> str:
        """Their e-mail address."""
        return f"{self.name}@corp.example"

    @property
    def password(self) -> str:
        """What they sign in with."""
        return f"{self.name}-Pass word-1"

    @property
    def secret(self) -> str:
        """Name and password as the key store has them."""
        return Password(self.name, self.password).secret()

    def told(self) -> dict[str, Any]:
        """As the seeding script takes it."""
        return {
            "name": self.name,
            "password": self.password,
            "address": self.address,
            "real_name": self.called or f"{self.name.title()} Example",
            "staff": int(self.staff),
            "zone": self.zone,
        }


def spares(first: Person) -> list[Person]:
    """Others who may do the same, so that not every test begins with the tickets of all tests before."""
    called = first.told()["real_name"]
    return [Person(f"{first.name}{number}", called=called) for number in range(2, SPARES + 2)]


@dataclass(frozen=True, slots=True)
class Profile:
    """A queue and what its people may do there."""

    queue: str
    people: dict[str, Person]
    """By role: employee, colleague, stranger, traveller (whose time zone is New York), newcomer (who has no ticket),
    leaver (whose account is locked), mover (who may use another queue, too).
    """
    members_may: list[str]
    requestor_may: list[str]
    fields: list[dict[str, Any]] = field(default_factory=list)

    @property
    def everybody(self) -> list[Person]:
        """Those of each role, and those who take turns as the employee."""
        employee = self.people.get("employee")
        return [*self.people.values(), *(spares(employee) if employee else ())]

    def turn(self, number: int) -> Profile:
        """The same, with another employee."""
        employee = spares(self.people["employee"])[number % SPARES]
        return replace(self, people={**self.people, "employee": employee})

    def told(self) -> dict[str, Any]:
        """As the seeding script takes it."""
        return {
            "name": self.queue,
            "about": f"{self.queue} of the tests",
            "members": [person.name for person in self.everybody],
            "fields": self.fields,
            "members_may": self.members_may,
            "requestor_may": self.requestor_may,
            "staff_may": STAFF_MAY,
        }


AGENT = Person("agent", staff=True)
ROOT_PASSWORD = "root-Pass-1"
"""Of the administrator, whom every server has."""
_MOVER = Person("ines")

GRANTED = Profile(
    "IT Support",
    {
        "employee": Person("alice"),
        "colleague": Person("bob"),
        "stranger": Person("carol"),
        "traveller": Person("nadia", zone="America/New_York"),
        "newcomer": Person("gina"),
        "leaver": Person("hugo"),
        "mover": _MOVER,
    },
    ["SeeQueue", "CreateTicket", "SeeCustomField", "SetInitialCustomField"],
    ["ShowTicket", "ReplyToTicket", "SeeCustomField", "ModifyTicket"],
    [{"name": "Hostname", "values": []}, {"name": "Category", "values": ["Hardware", "Software", "Network"]}],
)
"""Employees may close, change the priority and set custom fields."""

STRICT = Profile(
    "Front Desk",
    {
        "employee": Person("dora"),
        "colleague": Person("emil"),
        "stranger": Person("fred"),
        "newcomer": Person("greta"),
    },
    ["SeeQueue", "CreateTicket"],
    ["ShowTicket", "ReplyToTicket"],
    [{"name": "Room", "values": []}],
)
"""Employees may write and read their own tickets, and nothing else."""

FLEETING = Profile(
    "Old Desk", {"mover": _MOVER}, ["SeeQueue", "CreateTicket"], ["ShowTicket", "ReplyToTicket"]
)
"""A queue that is about to vanish."""


def everything() -> dict[str, Any]:
    """The document that the seeding script reads."""
    desks = [GRANTED, STRICT, FLEETING]
    people = {each.name: each for each in [AGENT, *(one for desk in desks for one in desk.everybody)]}
    return {
        "people": [each.told() for each in people.values()],
        "queues": [desk.told() for desk in desks],
    }
