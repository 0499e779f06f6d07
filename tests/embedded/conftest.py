"""A portal in this process, with a clock that stands still and a handful of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from tests.embedded.browser import Browser
from tests.fakes.in_process import InProcess
from trayapp.embedded import accounts, policy_file
from trayapp.embedded.accounts import NewPerson, Person
from trayapp.embedded.api.app import PREFIX, create_app
from trayapp.embedded.passwords import CHEAP, Passwords
from trayapp.embedded.portal import Limits, Portal, open_portal

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""Monday, 10:00 in New York."""


@dataclass
class StandingClock:
    """Moves only when told."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@dataclass
class World:
    """A portal, its people, and how they speak to it."""

    portal: Portal
    clock: StandingClock
    transport: InProcess
    people: dict[str, Person] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict, repr=False)
    keys: int = 0

    def add(self, name: str, company: str, level: str, *, registered: bool = True) -> None:
        """One more person."""
        with self.portal.work() as work:
            row = work.tx.execute("SELECT id FROM companies WHERE name = ?", (company,)).fetchone()
            company_id = row["id"] if row else accounts.add_company(work.tx, company)
            new = NewPerson(f"{name}@{company}.example", name.title(), company_id, level, registered)
            self.people[name] = accounts.add(work.tx, new, self.portal.profile)
            self.tokens[name] = accounts.issue_token(work.tx, self.people[name].id, work.now)

    def client(self, who: str | None) -> httpx.Client:
        """Speaks as that person; `None`: as nobody."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        return httpx.Client(transport=self.transport, base_url=f"http://portal{PREFIX}", headers=headers)

    def key(self) -> dict[str, str]:
        """A fresh key, as a header."""
        self.keys += 1
        return {"Idempotency-Key": f"key-{self.keys}"}

    def create(self, who: str, subject: str = "Printer", **body: Any) -> dict[str, Any]:
        """A new ticket of that person, as they see it."""
        answer = self.client(who).post("/tickets", json={"subject": subject, **body}, headers=self.key())
        ticket: dict[str, Any] = made(answer, 201)
        return ticket

    def say(self, who: str, ticket: dict[str, Any], text: str = "Hello") -> httpx.Response:
        """That person says something on the ticket."""
        path = f"/tickets/{ticket['ref']['id']}/messages"
        return self.client(who).post(path, json={"text": text}, headers=self.key())

    def change(self, who: str, ticket: dict[str, Any], **wish: str) -> httpx.Response:
        """That person wants the ticket changed."""
        return self.client(who).post(f"/tickets/{ticket['ref']['id']}/changes", json=wish, headers=self.key())

    def see(self, who: str, ticket: dict[str, Any]) -> httpx.Response:
        """That person looks at the ticket."""
        return self.client(who).get(f"/tickets/{ticket['ref']['id']}")


def made(response: httpx.Response, status: int = 200) -> Any:
    """What the portal answered, which must have gone well."""
    assert response.status_code == status, response.text
    return response.json()


def problem(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The problem that the portal told of, in the one shape that all have."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    told: dict[str, Any] = response.json()
    assert (response.status_code, told["status"], told["kind"]) == (status, status, kind), told
    assert {"type", "title", "detail", "fields"} <= told.keys()
    return told


@pytest.fixture
def clock() -> StandingClock:
    """Monday morning."""
    return StandingClock()


@pytest.fixture(scope="session")
def loop() -> Iterator[BlockingPortal]:
    """An event loop in a thread of its own."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """The application; making it takes longer than most tests."""
    return create_app(None)


@pytest.fixture
def world(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[World]:
    """Two companies and support: basic dana, manager leo and primary maya; basic tom elsewhere; agent sam."""
    limits = Limits(file=1000, files=1500, body=200_000)
    portal = open_portal(policy_file.load("msp"), tmp_path / "portal", clock, limits)
    app.state.portal = portal
    here = World(portal, clock, InProcess(app, loop))
    here.add("dana", "bakery", "basic")
    here.add("leo", "bakery", "manager")
    here.add("maya", "bakery", "primary")
    here.add("tom", "dentists", "basic")
    here.add("sam", "support", "agent")
    yield here
    portal.close()


PASSWORD = "four small words here"
"""Everybody's, in `site`."""


@pytest.fixture
def site(world: World, app: FastAPI) -> World:
    """The same, for browsers: everybody has a password, and hashing costs nothing."""
    world.portal = replace(world.portal, passwords=Passwords(CHEAP))
    world.portal.site.url = "http://portal"
    app.state.portal = world.portal
    hashed = world.portal.passwords.hash(PASSWORD)
    with world.portal.work() as work:
        work.tx.execute("UPDATE accounts SET password = ?", (hashed,))
    return world


@pytest.fixture
def browser(site: World) -> Browser:
    """A browser nobody has signed in with."""
    return Browser(site.transport)
