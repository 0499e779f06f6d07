"""A real helpdesk as a tour walks with it: `trayapp.demo.house.House`, and what its person types to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tests.live.redmine_desk import RedmineDesk
from tests.live.rt_desk import RtDesk
from tests.live.rt_house import Person
from tests.live.server import LiveServer

ANSWER = (
    "Hello,\n\nyour password ran out last night, which the mail program does not say. I have prolonged it: "
    "start the program again, and tell me whether it goes on asking.\n\nBest regards\nIT Support"
)


class Desk(Protocol):
    """Where support staff sits."""

    @property
    def server(self) -> LiveServer:
        """It runs there."""

    def person(self, who: str = "employee") -> Person:
        """Somebody by their role."""

    def answer(self, ticket: str, text: str, /) -> None:
        """Support staff writes to the employee."""


@dataclass(frozen=True, slots=True)
class LiveHouse:
    """One desk, and the employee who sits at the computer."""

    kind: str
    desk: Desk
    secret: str

    @property
    def person(self) -> Person:
        """The employee."""
        return self.desk.person()

    @property
    def url(self) -> str:
        """See `House.url`."""
        return self.desk.server.url

    @property
    def users(self) -> Mapping[str, str]:
        """See `House.users`."""
        return {"basic": self.secret, self.person.address: self.secret}

    def start(self) -> None:
        """See `House.start`."""
        self.desk.server.start()

    def stop(self) -> None:
        """See `House.stop`."""
        self.desk.server.stop()

    def serve(self, ticket: str) -> None:
        """See `House.serve`."""
        self.desk.answer(ticket, ANSWER)


def rt_house(desk: RtDesk) -> LiveHouse:
    """A desk of Request Tracker."""
    return LiveHouse("rt", desk, desk.person().secret)


def redmine_house(desk: RedmineDesk) -> LiveHouse:
    """A project of Redmine."""
    return LiveHouse("redmine", desk, desk.server.keys[desk.person().name])
