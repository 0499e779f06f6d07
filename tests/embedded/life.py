"""A portal of any profile whose tickets live for weeks: the clock is moved, and the portal is switched off and on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import StandingClock, World, made
from tests.fakes.in_process import InProcess
from trayapp.embedded import policy_file
from trayapp.embedded.portal import open_portal
from trayapp.embedded.profile import Profile


@dataclass
class Life(World):
    """A portal, its people, and its switch. Use `begin` to make one, `end` to give it back."""

    profile: Profile = field(kw_only=True)
    data: Path = field(kw_only=True)
    app: FastAPI = field(kw_only=True)

    def off_until(self, moment: datetime, profile: Profile | None = None) -> None:
        """The portal ends now and is started again at that moment, with the same data."""
        self.portal.close()
        self.clock.now = moment
        self.profile = profile or self.profile
        self.portal = open_portal(self.profile, self.data, self.clock)
        self.app.state.portal = self.portal

    def end(self) -> None:
        """The portal ends."""
        self.portal.close()

    def ticket(self, status: str, who: str = "dana", **body: Any) -> dict[str, Any]:
        """A new ticket that support has moved to that status."""
        ticket = self.create(who, **body)
        if ticket["status"] == status:
            return ticket
        moved: dict[str, Any] = made(self.change("sam", ticket, kind="status", status=status))
        return moved

    def status(self, ticket: dict[str, Any], who: str = "dana") -> str:
        """Where the ticket stands now."""
        return str(made(self.see(who, ticket))["status"])

    def conversation(self, ticket: dict[str, Any], who: str = "dana") -> list[dict[str, Any]]:
        """What was said on it."""
        path = f"/tickets/{ticket['ref']['id']}/messages"
        said: list[dict[str, Any]] = made(self.client(who).get(path))["messages"]
        return said

    def letters(self, who: str, *kinds: str) -> list[tuple[str, datetime]]:
        """Kind and moment of each letter to that person, oldest first; of these kinds, or all."""
        with self.portal.db.read() as tx:
            found = tx.execute(
                "SELECT kind, at FROM mails WHERE recipient = ? ORDER BY seq", (self.people[who].email,)
            ).fetchall()
        return [
            (row["kind"], datetime.fromisoformat(row["at"]))
            for row in found
            if not kinds or row["kind"] in kinds
        ]

    def letter(self, who: str, kind: str) -> str:
        """Subject and body of the last letter of that kind."""
        with self.portal.db.read() as tx:
            row = tx.execute(
                "SELECT subject, body FROM mails WHERE recipient = ? AND kind = ? ORDER BY seq DESC",
                (self.people[who].email, kind),
            ).fetchone()
        return f"{row['subject']}\n{row['body']}"

    def notices(self, who: str) -> list[str]:
        """Kinds of what stands behind that person's bell, oldest first."""
        with self.portal.db.read() as tx:
            found = tx.execute(
                "SELECT kind FROM notices WHERE account_id = ? ORDER BY seq", (self.people[who].id,)
            ).fetchall()
        return [row["kind"] for row in found]


def begin(
    profile: str | Profile,
    data: Path,
    clock: StandingClock,
    app: FastAPI,
    loop: BlockingPortal,
    employee: str = "user",
) -> Life:
    """Dana and Leo of one company, Tom of another, all of that level; Sam is support."""
    rules = policy_file.load(profile) if isinstance(profile, str) else profile
    portal = open_portal(rules, data, clock)
    app.state.portal = portal
    life = Life(portal, clock, InProcess(app, loop), profile=rules, data=data, app=app)
    life.add("dana", "bakery", employee)
    life.add("leo", "bakery", employee)
    life.add("tom", "dentists", employee)
    life.add("sam", "support", "agent")
    return life
