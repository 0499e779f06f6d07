"""Who and what there is on the real Redmine of the tests: two projects, whose people may do much or little."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tests.live.rt_house import AGENT, SPARES, Person, spares


@dataclass(frozen=True, slots=True)
class Project:
    """A project and what its people may do there."""

    name: str
    identifier: str
    people: dict[str, Person]
    """By role: employee, colleague, stranger, traveller (whose time zone is New York)."""
    may: list[str]

    @property
    def everybody(self) -> list[Person]:
        """Those of each role, and those who take turns as the employee."""
        return [*self.people.values(), *spares(self.people["employee"])]

    def turn(self, number: int) -> Project:
        """The same, with another employee."""
        employee = spares(self.people["employee"])[number % SPARES]
        return replace(self, people={**self.people, "employee": employee})

    def told(self) -> dict[str, Any]:
        """As the seeding script takes it."""
        return {
            "name": self.name,
            "identifier": self.identifier,
            "people": [person.name for person in self.everybody],
            "may": self.may,
            "fields": ["Room"],
            "categories": ["Printing"],
        }


_WRITE = ["view_issues", "add_issues", "add_issue_notes"]

GRANTED = Project(
    "IT Support",
    "it-support",
    {
        "employee": Person("alice"),
        "colleague": Person("bob"),
        "stranger": Person("carol"),
        "traveller": Person("nadia", zone="America/New_York"),
        "lockee": Person("lou"),
    },
    [*_WRITE, "edit_own_issues"],
)
"""Employees see their own issues, and may close them and change their priority."""

STRICT = Project(
    "Front Desk",
    "front-desk",
    {"employee": Person("dora"), "colleague": Person("emil"), "stranger": Person("fred")},
    _WRITE,
)
"""Employees may write and read their own issues, and nothing else."""


def everything() -> dict[str, Any]:
    """The document that the seeding script reads."""
    people = [AGENT, *GRANTED.everybody, *STRICT.everybody]
    told = [each.told() | {"zone": each.zone} for each in people]
    return {"people": told, "projects": [GRANTED.told(), STRICT.told()]}
