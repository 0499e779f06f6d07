"""Fills an empty portal: an administrator, the sample company, or very many tickets."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from trayapp.core.policy import Permission
from trayapp.durable import replace_file
from trayapp.embedded import accounts, bulk, demo_seed, sample_people, samples, signing_in
from trayapp.embedded.accounts import Person, State
from trayapp.embedded.passwords import CHEAP, Passwords
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.sample_parts import Sample, SampleCompany, Someone

DEMO_PASSWORD = "correct horse battery staple"  # noqa: S105 - everybody may know it
USERS_FILE = "demo-users.json"
"""Keeps the tokens of seeded users, readable by this user alone, so that a restart tells the same ones.

For demo and tests only: the database holds hashes, and no token that is issued later lies in any file.
"""
_ADMIN = "admin@portal.example"


@dataclass(frozen=True, slots=True)
class Seed:
    """What a new portal is filled with."""

    kind: str = "empty"
    """empty, demo or bulk."""
    tickets: int = 0
    """How many, with `bulk`."""


@dataclass(frozen=True, slots=True)
class User:
    """A seeded person with their token, for the first line that `trayapp portal` prints."""

    email: str
    level: str
    token: str
    password: str = ""
    """Only of the sample's people, who have nothing to hide."""


def told(user: User) -> dict[str, str]:
    """As JSON; whoever has no password has no such key."""
    return {key: value for key, value in asdict(user).items() if value}


def parse(text: str | None) -> Seed:
    """`demo`, `bulk:10000`, or nothing. Raises `ValueError`."""
    kind, _, number = (text or "empty").partition(":")
    if kind in {"empty", "demo"} and not number:
        return Seed(kind)
    if kind == "bulk" and number.isascii() and number.isdigit():
        return Seed(kind, int(number))
    raise ValueError(f"unknown seed {text!r}; there is demo, and bulk:N for N tickets")


def plant(portal: Portal, data: Path, seed: Seed) -> list[User]:
    """Fill the portal if it is empty. The users it was filled with, the same after every restart."""
    with portal.db.read() as tx:
        filled = tx.execute("SELECT 1 FROM accounts").fetchone()
    if filled:
        return _read_users(data)
    with portal.work() as work:
        sample = samples.sample_of(portal.profile) if seed.kind != "empty" else _administrator(portal)
        people = sample_people.settle(portal, work, sample)
        password = DEMO_PASSWORD if seed.kind == "demo" else ""
        users = [
            User(person.email, person.level, accounts.issue_token(work.tx, person.id, work.now), password)
            for person in people
            if person.state is State.ACTIVE
        ]
        if seed.kind == "demo":
            _choose_passwords(work, people, password)
            demo_seed.tell(portal, work, sample, {person.email: person for person in people})
        if seed.kind == "bulk":
            bulk.fill(portal, work, people, seed.tickets)
        # before the commit: a portal whose tokens nobody knows would be of no use
        _write_users(data, users)
    return users


def _administrator(portal: Portal) -> Sample:
    """Somebody of the support staff, and nothing else."""
    staff = next(level.code for level in portal.policy.levels if level.may(Permission.STAFF))
    company = SampleCompany(portal.policy.portal_name)
    return Sample((company,), (Someone(_ADMIN, "Portal administrator", company.name, staff),))


def _choose_passwords(work: Work, people: list[Person], password: str) -> None:
    # no secret, so one cheap hash does for all; at the first sign-in each gets a proper one
    hashed = Passwords(CHEAP).hash(password)
    for person in people:
        if person.state is State.ACTIVE:
            signing_in.set_password(work, person.id, hashed)


def _read_users(data: Path) -> list[User]:
    with suppress(FileNotFoundError):
        return [User(**user) for user in json.loads((data / USERS_FILE).read_text(encoding="utf-8"))]
    return []


def _write_users(data: Path, users: list[User]) -> None:
    """Whole or not at all; of a portal whose accounts were not committed then, it is written anew."""
    replace_file(data / USERS_FILE, json.dumps([told(user) for user in users], indent=1).encode())
